"""Which articles tell of the same event: as the manifest says; else by date, entities and words, with the reason.

Articles are taken in the order of their dates. Each joins the event it is most like, on the average over the event's
articles, where that is near enough in time and likeness; else it begins one (single-pass clustering, Allan, Papka &
Lavrenko 1998). Only articles that share one of their most telling features are compared, so that the cost grows in
step with their number.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import tomlkit

from framing.contrast.copies import copies_of
from framing.results.schemas import SCHEMAS, Tables
from framing.stance.evidence import distinct, integers, numbers, total

DAYS = 3
"""An article lies at most so many days from one of the event's."""
ALIKE, ALIKE_UNDATED = 0.25, 0.35
"""Mean of the cosines of words and of entities; without a date to go by, more is asked for.

Set on 45 events of three articles each (`benchmarks/validity/events.py`, BASIL's dev part).
"""
TELLING = 12
"""Features by which the articles to compare are found: the heaviest of each."""
RECENT = 20
"""Articles of an event, and of a telling feature, that are looked at: the latest."""
_WORDS = ("NOUN", "VERB", "PROPN")
_DIGITS = 4
_NAMED = 3


def add_events(tables: Tables) -> Tables:
    """Return `tables` with the events found and the articles of every event; those of the manifest are never changed.

    Articles without an event may join one of the manifest. An event that would have one article is none.
    """
    articles = _articles(tables)
    found = _grouped(articles, _likeness(tables, articles)) if any(not a.given for a in articles) else _given(articles)
    called = dict(zip(tables["entities"]["entity"].to_pylist(), tables["entities"]["name"].to_pylist(), strict=True))
    given = [row for row in tables["events"].to_pylist() if row["given"]]
    names = _ids(found, {row["event"] for row in given})
    labels = {row["event"]: row["label"] for row in given}
    rows = sorted(
        (_member(articles, joined, names[event.number], called) for event in found for joined in event.joined),
        key=lambda row: row.pop("order"),
    )
    events = [_event(event, names[event.number], labels, called) for event in found]
    empty = [row for row in given if row["event"] not in {e["event"] for e in events}]
    order = {row["event"]: i for i, row in enumerate(given)}
    events.sort(key=lambda e: (order.get(e["event"], len(order)), e["first"] or "9999", e["event"]))
    about = {"reason": "named in the manifest", "n_articles": 0, "first": "", "last": ""}
    return tables | {
        "events": pa.Table.from_pylist([*events, *(row | about for row in empty)], SCHEMAS["events"]),
        "article_events": pa.Table.from_pylist(rows, SCHEMAS["article_events"]),
    }


def event_of(tables: Tables) -> dict[str, str]:
    """Return the event of each article that belongs to one, given or found."""
    rows = tables["article_events"]
    return dict(zip(rows["article"].to_pylist(), rows["event"].to_pylist(), strict=True))


@dataclass(frozen=True, slots=True)
class _Article:
    """What is known of an article before it is compared; `first` and `last`: the days it may be of, None for any."""

    id: str
    given: str
    dated: str
    first: date | None
    last: date | None
    kept: int | None
    """For a copy: the number of the article kept."""


@dataclass(frozen=True, slots=True)
class _Joined:
    """An article of an event, and what brought it there; `nearest` is None for the first and for those given."""

    article: int
    nearest: int | None = None
    alike: float | None = None
    entities: tuple[str, ...] = ()
    how: str = "found"


@dataclass(slots=True)
class _Group:
    """An event while it is being put together."""

    number: int
    given: str = ""
    joined: list[_Joined] = field(default_factory=list)
    first: date | None = None
    last: date | None = None
    exact: timedelta | None = None
    """How long the days are that the most exact date of its articles may mean."""

    @property
    def recent(self) -> list[int]:
        return [j.article for j in self.joined[-RECENT:]]


def _articles(tables: Tables) -> list[_Article]:
    kept = copies_of(tables)
    ids = tables["articles"]["article"].to_pylist()
    number = {article: i for i, article in enumerate(ids)}
    columns = (tables["articles"][name].to_pylist() for name in ("event", "date"))
    return [
        _Article(article, event or "", day or "", *_days(day or ""), number[kept[article]] if article in kept else None)
        for article, event, day in zip(ids, *columns, strict=True)
    ]


def _days(day: str) -> tuple[date | None, date | None]:
    """The first and the last day that an ISO date or part of one may mean."""
    if not day:
        return None, None
    year, month, of_month = (int(part) for part in (*day.split("-"), "0", "0")[:3])
    if of_month:
        return date(year, month, of_month), date(year, month, of_month)
    if month:
        after = date(year + month // 12, month % 12 + 1, 1)
        return date(year, month, 1), after - timedelta(days=1)
    return date(year, 1, 1), date(year, 12, 31)


# --- likeness ---------------------------------------------------------------------------------------------------


class _Likeness:
    """How alike articles are: the mean of two cosines, of TF-IDF vectors of their words and of the entities named."""

    def __init__(self, words: Any, entities: Any, entity_names: Sequence[str], n_words: int) -> None:
        self._rows, self._names, self._n_words = _beside(words, entities), entity_names, n_words

    def telling(self, article: int) -> list[int]:
        """Return the heaviest features of an article, the heaviest first."""
        row = slice(self._rows.indptr[article], self._rows.indptr[article + 1])
        columns, weights = self._rows.indices[row], self._rows.data[row]
        return [int(c) for c in columns[np.lexsort((columns, -weights))[:TELLING]]]

    def to(self, article: int, others: Sequence[int]) -> Any:
        """Return how like the article each of the others is, 0..1."""
        return np.asarray((self._rows[list(others)] @ self._rows[article].T).todense()).ravel()

    def entities(self, article: int, other: int) -> tuple[str, ...]:
        """Return the entities that make two articles most alike."""
        both = self._rows[article].multiply(self._rows[other]).tocoo()
        found = sorted((-w, self._names[c - self._n_words]) for c, w in zip(both.col, both.data, strict=True)
                       if c >= self._n_words)  # fmt: skip
        return tuple(name for _, name in found[:_NAMED])


def _likeness(tables: Tables, articles: Sequence[_Article]) -> _Likeness:
    ids = [a.id for a in articles]
    words = tables["words"].filter(pc.is_in(tables["words"]["pos"], value_set=pa.array(_WORDS)))
    lemmas = sorted(pc.unique(words["lemma"]).to_pylist())
    named = tables["mentions"].filter(pc.not_equal(tables["mentions"]["via"], "pronoun"))
    entities = sorted(pc.unique(named["entity"]).to_pylist())
    by_word = _weighed(words, "lemma", ids, lemmas)
    by_entity = _weighed(named, "entity", ids, entities)
    return _Likeness(by_word, by_entity, entities, len(lemmas))


def _weighed(rows: pa.Table, column: str, ids: Sequence[str], features: Sequence[str]) -> Any:
    """TF-IDF rows of length 1, as scikit-learn makes them; how often a feature stands counts by its logarithm."""
    from scipy.sparse import csr_array
    from sklearn.feature_extraction.text import TfidfTransformer

    if not features:
        return csr_array((len(ids), 0))
    article, feature = numbers(rows["article"], ids), numbers(rows[column], features)
    times = integers(rows["n"]) if "n" in rows.column_names else np.ones(len(rows))
    where, first, cell = distinct(article, feature)
    counts = total(cell, times, len(where))
    shape = (len(ids), len(features))
    return TfidfTransformer(sublinear_tf=True).fit_transform(
        csr_array((counts, (article[first], feature[first])), shape=shape)
    )


def _beside(words: Any, entities: Any) -> Any:
    from scipy.sparse import csr_array, hstack

    return csr_array(hstack([words, entities]) * np.sqrt(0.5))


# --- grouping ---------------------------------------------------------------------------------------------------


def _given(articles: Sequence[_Article]) -> list[_Group]:
    groups: dict[str, _Group] = {}
    for number, article in enumerate(articles):
        if article.given:
            group = groups.setdefault(article.given, _Group(len(groups), article.given))
            _join(group, _Joined(number, how="given"), article)
    return list(groups.values())


def _grouped(articles: Sequence[_Article], likeness: _Likeness) -> list[_Group]:
    """The events with more than one article, and those of the manifest."""
    groups = _given(articles)
    of = {j.article: group for group in groups for j in group.joined}
    holders: dict[int, list[int]] = defaultdict(list)
    in_time = sorted(range(len(articles)), key=lambda i: (articles[i].last or date.max, bool(articles[i].given), i))
    for number in sorted(of):
        for feature in likeness.telling(number):
            holders[feature].append(number)
    for number in in_time:
        article = articles[number]
        if article.given or article.kept is not None:
            continue
        near = [g for g in _near(number, likeness, holders, of) if _in_reach(article, g)]
        group, joined = _most_alike(number, article, near, likeness) or (_Group(len(groups)), _Joined(number))
        if not group.joined:
            groups.append(group)
        _join(group, joined, article)
        of[number] = group
        for feature in likeness.telling(number):
            holders[feature].append(number)
    for number, article in enumerate(articles):
        if article.kept is not None and not article.given and article.kept in of:
            _join(of[article.kept], _Joined(number, article.kept, how="copy"), article)
    return [group for group in groups if group.given or len(group.joined) > 1]


def _near(number: int, likeness: _Likeness, holders: dict[int, list[int]], of: dict[int, _Group]) -> list[_Group]:
    """The events of the latest articles with the same telling features, those met most often first."""
    met: dict[int, int] = defaultdict(int)
    groups: dict[int, _Group] = {}
    for feature in likeness.telling(number):
        for other in holders[feature][-RECENT:]:
            met[of[other].number] += 1
            groups[of[other].number] = of[other]
    return [groups[n] for n in sorted(met, key=lambda n: (-met[n], n))[:RECENT]]


def _in_reach(article: _Article, group: _Group) -> bool:
    if article.first is None or article.last is None or group.first is None or group.last is None:
        return True
    return article.first - group.last <= timedelta(DAYS) and group.first - article.last <= timedelta(DAYS)


def _most_alike(
    number: int, article: _Article, near: Sequence[_Group], likeness: _Likeness
) -> tuple[_Group, _Joined] | None:
    if not near:
        return None
    alike = likeness.to(number, [other for group in near for other in group.recent])
    ends = np.cumsum([len(group.recent) for group in near])
    best: tuple[float, _Group, _Joined] | None = None
    for group, part in zip(near, np.split(alike, ends[:-1]), strict=True):
        dated = article.first is not None and group.first is not None
        mean = float(part.mean())
        if mean >= (ALIKE if dated else ALIKE_UNDATED) and (best is None or mean > best[0]):
            nearest = group.recent[int(part.argmax())]
            best = (mean, group, _Joined(number, nearest, float(part.max())))
    if best is None:
        return None
    _, group, joined = best
    shared = likeness.entities(number, joined.nearest if joined.nearest is not None else number)
    return group, _Joined(number, joined.nearest, joined.alike, shared)


def _join(group: _Group, joined: _Joined, article: _Article) -> None:
    group.joined.append(joined)
    # A copy may come much later; the event was when the article that is kept says.
    if not article.first or not article.last or joined.how == "copy":
        return
    length = article.last - article.first
    if group.exact is None or length < group.exact:
        # When the event was is what the most exact dates say: "2025" beside 4 June adds nothing.
        group.first, group.last, group.exact = article.first, article.last, length
    elif length == group.exact and group.first and group.last:
        group.first, group.last = min(group.first, article.first), max(group.last, article.last)


# --- words ------------------------------------------------------------------------------------------------------


def _ids(found: Sequence[_Group], given: Set[str]) -> dict[int, str]:
    """The id of each event: the manifest's, or made of its date and of whom it is most about."""
    taken = {group.given for group in found} | given
    names = {}
    for group in found:
        if group.given:
            names[group.number] = group.given
            continue
        parts = [str(group.first or "undated"), *_whom(group)[:2]]
        name = base = re.sub(r"[^a-z0-9]+", "-", "-".join(parts).lower()).strip("-")[:60].strip("-")
        n = 1
        while name in taken:
            n += 1
            name = f"{base}-{n}"
        taken.add(name)
        names[group.number] = name
    return names


def _whom(group: _Group) -> list[str]:
    """The entities that brought most articles together."""
    times: dict[str, int] = defaultdict(int)
    for joined in group.joined:
        for place, entity in enumerate(joined.entities):
            times[entity] += _NAMED - place
    return sorted(times, key=lambda e: (-times[e], e))


def _member(articles: Sequence[_Article], joined: _Joined, event: str, called: Mapping[str, str]) -> dict[str, Any]:
    nearest = articles[joined.nearest].id if joined.nearest is not None else None
    return {
        "order": joined.article,
        "article": articles[joined.article].id,
        "event": event,
        "given": joined.how == "given",
        "reason": _why(articles, joined, called),
        "nearest": nearest,
        "alike": None if joined.alike is None else round(joined.alike, _DIGITS),
        "entities": list(joined.entities),
    }


def _why(articles: Sequence[_Article], joined: _Joined, called: Mapping[str, str]) -> str:
    if joined.how == "given":
        return "named in the manifest"
    if joined.nearest is None:
        return "the first article of the event"
    if joined.how == "copy":
        return f"a copy of {articles[joined.nearest].id}"
    own, other = articles[joined.article], articles[joined.nearest]
    when = "undated" if not (own.dated and other.dated) else _apart(own, other)
    names = ", ".join(called.get(entity, entity) for entity in joined.entities)
    both = f"; both name {names}" if names else ""
    return f"most like {other.id} (likeness {joined.alike:.2f}), {when}{both}"


def _apart(own: _Article, other: _Article) -> str:
    if own.dated == other.dated:
        return f"of the same date, {own.dated}"
    return f"dated {own.dated} and {other.dated}"


def _event(group: _Group, event: str, labels: Mapping[str, str], called: Mapping[str, str]) -> dict[str, Any]:
    alike = [j.alike for j in group.joined if j.alike is not None]
    reason = "named in the manifest"
    if not group.given:
        reason = f"found by date, entities and words: {len(group.joined)} articles"
        reason += f", mean likeness {np.mean(alike):.2f}" if alike else ""
    return {
        "event": event,
        "label": labels.get(event) or _label(group, event, called),
        "given": bool(group.given),
        "reason": reason,
        "n_articles": len(group.joined),
        "first": str(group.first or ""),
        "last": str(group.last or ""),
    }


def _label(group: _Group, event: str, called: Mapping[str, str]) -> str:
    whom = ", ".join(called.get(entity, entity) for entity in _whom(group)[:_NAMED])
    when = str(group.first or "undated")
    if group.last != group.first:
        when += f" to {group.last}"
    return f"{whom or event}, {when}"


def toml_lines(tables: Tables) -> Iterator[str]:
    """Yield what to paste into corpus.toml to keep, rename or mend the events that were found."""
    rows = [row for row in tables["article_events"].to_pylist() if not row["given"]]
    for event in tables["events"].to_pylist():
        yield from toml_of(event, [row["article"] for row in rows if row["event"] == event["event"]])


def toml_of(event: Mapping[str, Any], articles: Sequence[str]) -> Iterator[str]:
    """Yield the lines that put `articles` into one event; none where there are no articles to put."""
    if articles and not event["given"]:
        yield f"[events.{event['event']}]"
        yield f"label = {_quoted(event['label'])}"
        yield ""
    for article in articles:
        yield "[[articles]]"
        yield f"id = {_quoted(article)}"
        yield f"event = {_quoted(event['event'])}"
        yield ""


def _quoted(text: str) -> str:
    return tomlkit.string(text).as_string()
