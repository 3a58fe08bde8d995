"""One article: stance by target, its text with marks and reasons, who is quoted and named."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from framing.model import ALL_VOICES, AUTHOR, QUOTED, SPEECH, UNKNOWN_SOURCE
from framing.report.addresses import Links, web_address
from framing.report.cells import score_cells
from framing.report.escape import escape
from framing.report.rows import Rows
from framing.report.views.reading import Reading, read_text
from framing.report.views.score import NOTHING, Score, in_words, score_from
from framing.report.words import label, sign_of


class TargetRow(NamedTuple):
    """The article's stance toward one target, by voice, and the places of its judgements."""

    id: str
    target: str
    everyone: Score
    author: Score
    quoted: Score
    places: Markup
    """Links to the sentences, in text order."""
    more: int
    """Weaker sentences, which stand folded below them."""
    weaker: Markup
    """Links to these."""


class SpeakerLine(NamedTuple):
    """One speaker, or words in marks that nobody says: how brought in, and where."""

    speaker: str
    speaks: bool
    cues: str
    n: int
    places: str
    """Links to the sentences, as markup."""


class NameLine(NamedTuple):
    """One entity and the forms by which the article names it."""

    name: str
    n: int
    forms: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """All an article's page shows."""

    id: str
    title: str
    source: str
    source_href: str
    group: str
    date: str
    event: str
    author: str
    url: str
    web: str | None
    n_words: int
    quoted_share: float | None
    warnings: tuple[str, ...]
    summary: str
    targets: tuple[TargetRow, ...]
    text: Reading
    speakers: tuple[SpeakerLine, ...]
    n_quotations: int
    names: tuple[NameLine, ...]
    named_once: int
    before: tuple[str, str] | None
    after: tuple[str, str] | None
    within_articles: bool
    excerpts: bool
    """Whether only the judged sentences of the text are shown."""

    @property
    def body(self) -> str:
        """The text, as markup."""
        return self.text.markup

    @property
    def stance_rows(self) -> Markup:
        """The stance toward each target, as rows of a table."""
        rows = [
            f'<tr><th scope="row"><bdi>{escape(row.target)}</bdi></th>'
            f"{score_cells(row.everyone, row.author, row.quoted, row.places, more=row.more, weaker=row.weaker)}</tr>"
            for row in self.targets
        ]
        return Markup("".join(rows))  # noqa: S704 - put together by `escape`

    @property
    def who_speaks(self) -> Markup:
        """The speakers, as items of a list."""
        items = []
        for who, _, cues, _, places in self.speakers:
            how = f", {escape(cues)}" if cues else ""
            items.append(f"<li><bdi>{escape(who)}</bdi>{how}: {places}</li>")
        return Markup("".join(items))  # noqa: S704 - put together by `escape`

    @property
    def who_is_named(self) -> Markup:
        """The names, as items of a list."""
        items = (f"<li><bdi>{escape(line.name)}</bdi> {line.n}×: {escape(line.forms)}</li>" for line in self.names)
        return Markup("".join(items))  # noqa: S704 - put together by `escape`


def article(rows: Rows, links: Links, article_id: str) -> ArticleView:
    """Return an article's data."""
    row = rows.articles[article_id]
    targets = tuple(_targets(rows, links, article_id))
    names, named_once = _names(rows, article_id)
    before, after = _neighbours(rows, links, article_id)
    speakers = tuple(_speakers(rows, links, article_id))
    return ArticleView(
        id=article_id,
        title=row["title"] or article_id,
        source=rows.source_name(row["source"]) if row["source"] != UNKNOWN_SOURCE else "unknown source",
        source_href=links.source(row["source"]),
        group=label(row["group"]) if row["group"] else "",
        date=row["date"] or "",
        event=rows.event_labels.get(row["event"], row["event"] or ""),
        author=row["author"] or "",
        url=row["url"] or "",
        web=web_address(row["url"] or ""),
        n_words=row["n_words"] or 0,
        quoted_share=(row["n_quoted"] or 0) / row["n_characters"] if row["n_characters"] else None,
        warnings=tuple(row["warnings"] or ()),
        summary=_summary(targets),
        targets=targets,
        text=read_text(rows, links, article_id),
        speakers=speakers,
        n_quotations=sum(line.n for line in speakers if line.speaks),
        names=names,
        named_once=named_once,
        before=before,
        after=after,
        within_articles=any(t.everyone.score is not None and not t.everyone.over_articles for t in targets),
        excerpts=rows.excerpts,
    )


def _summary(targets: tuple[TargetRow, ...]) -> str:
    own = in_words(((t.target, t.author) for t in targets), unsure=False)
    quoted = in_words(((t.target, t.quoted) for t in targets), unsure=False)
    parts = (("In its own words ", own), ("The people it quotes are ", quoted))
    return " ".join(f"{head}{words}." for head, words in parts if words)


def _neighbours(rows: Rows, links: Links, article_id: str) -> tuple[tuple[str, str] | None, ...]:
    """Return title and link of the article before and of the one after, of those that have a page."""
    at, found = rows.places[article_id], []
    for step in (-1, 1):
        near = at + step
        while 0 <= near < len(rows.ids) and rows.ids[near] in links.without:
            near += step
        there = rows.ids[near] if 0 <= near < len(rows.ids) else None
        found.append(None if there is None else (rows.articles[there]["title"] or there, links.article(there)))
    return tuple(found)


def _targets(rows: Rows, links: Links, article_id: str) -> Iterator[TargetRow]:
    table = rows.stance_in(article_id)
    enough = {t for t, voice in table if voice == ALL_VOICES and table[t, voice]["score"] is not None}
    enough.difference_update(rows.targets)
    judged = rows.weighed(article_id, enough.union(rows.targets))
    also = sorted(enough, key=lambda t: (-len(judged.get(t, ())), t))[:2]
    for target in [t for t in rows.targets if (t, ALL_VOICES) in table or t in judged] + also:
        found = [table.get((target, voice)) for voice in (ALL_VOICES, AUTHOR, QUOTED)]
        everyone, author, quoted = [score_from(row) if row else NOTHING for row in found]
        yield TargetRow(target, rows.name(target), everyone, author, quoted, *_places(links, judged.get(target, ())))


def _places(links: Links, judged: Sequence[tuple[int, float]]) -> tuple[Markup, int, Markup]:
    """Return the sentences behind a score in text order, the strongest where there are many; how many others; these."""
    sums: dict[int, float] = defaultdict(float)
    for sentence, value in judged:
        sums[sentence] += value
    strongest = [n for _, n in sorted([(-abs(value), n) for n, value in sums.items()])[:MOST_PLACES]]
    stem = escape(links.own("s"))
    found = " ".join([f'<a class="{sign_of(sums[n])}" href="{stem}{n}">{n}</a>' for n in sorted(strongest)])
    weaker = " ".join([f'<a href="{stem}{n}">{n}</a>' for n in sorted(sums.keys() - strongest)])
    return Markup(found), len(sums) - len(strongest), Markup(weaker)  # noqa: S704 - numbers, put together by `escape`


def _speakers(rows: Rows, links: Links, article_id: str) -> Iterator[SpeakerLine]:
    """Yield who speaks, most stretches first; then what stands in marks without a speaker."""
    columns = rows.columns(
        "attributions", article_id, "attribution", "kind", "voice", "cue_text", "cue_stance", "sentence"
    )
    by_speaker: dict[tuple[bool, str], tuple[Counter[str], list[str]]] = {}
    stem = escape(links.own("q"))
    for number, kind, voice, cue, stance, sentence in zip(*columns, strict=True):
        spoken = kind in SPEECH
        key = not spoken, rows.names[voice] if spoken else _IN_MARKS[kind]
        if key not in by_speaker:
            by_speaker[key] = Counter(), []
        cues, places = by_speaker[key]
        places.append(f'<a href="{stem}{number}">{"–" if sentence is None else f"s{sentence}"}</a>')
        if cue:
            cues[f"“{cue}”" + ("" if (stance or "neutral") == "neutral" else f" ({stance})")] += 1
    for (silent, speaker), (cues, places) in sorted(
        by_speaker.items(), key=lambda s: (s[0][0], -len(s[1][1]), s[0][1])
    ):
        said = ", ".join([f"{cue} {n}×" if n > 1 else cue for cue, n in cues.most_common(MOST_CUES)])
        yield SpeakerLine(speaker, not silent, said, len(places), " ".join(places))


def _names(rows: Rows, article_id: str) -> tuple[tuple[NameLine, ...], int]:
    """Return who is named, most often first, with the forms of the name; and how many more are named once."""
    entities, texts = rows.columns("mentions", article_id, "entity", "text")
    often = Counter(entities)
    listed = {entity for entity, n in often.items() if n > 1} if len(often) >= FEW_NAMES else often
    forms: dict[str, list[tuple[int, str]]] = {entity: [] for entity in listed}
    for (entity, form), n in Counter(zip(entities, texts, strict=True)).items():
        if entity in forms:
            forms[entity].append((-n, form or ""))
    found = []
    for n, entity in sorted([(-often[entity], entity) for entity in forms]):
        most = sorted(forms[entity])
        words = ", ".join([f"{form} {-times}" if times < -1 else form for times, form in most[:5]])
        found.append(NameLine(rows.names[entity], -n, words + (" …" if len(most) > 5 else "")))
    return tuple(found), len(often) - len(found)


MOST_PLACES = 10
"""Sentences listed behind one score; the others are folded below them."""
MOST_CUES = 4
_IN_MARKS = {"scare": "in marks, nobody’s words", "name": "names and titles in marks"}
FEW_NAMES = 12
"""From so many names on, those that stand once are only counted; the text marks them all the same."""
