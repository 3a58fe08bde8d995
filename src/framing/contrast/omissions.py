"""Left out: what at least two other sources on an event carry, and a source's articles on it don't.

That something is not in these articles is all that is said: not that it was hidden, nor that it is true.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Any, TypeAlias

from framing.contrast.alignment import buckets, rarities
from framing.contrast.figures import Figure
from framing.contrast.occasions import Occasion
from framing.contrast.renderings import Rendering
from framing.contrast.tellings import Telling
from framing.contrast.wording import contradiction
from framing.lexicon.entries import BASE
from framing.model import AUTHOR, SPEECH, UNKNOWN_SPEAKER
from framing.results.schemas import Tables

OTHERS = 2
"""So many other sources must carry a thing."""
EXAMPLES = 3
"""Sentences of each carrier that are kept."""
MOST_EXAMPLES = 12
MOST = 60
"""Things listed for each source of an event: those that most others carry."""
LARGE = 1000
"""From here on a bare number is told from others by its size alone; smaller ones count too many different things."""
HERE = 0.5
SOME = 0.25
"""A source that has so much of what all renderings share, or of the fullest, in one sentence does carry the thing."""
RARE = 0.5
KINDS = ("quotation", "figure", "act", "response", "entity", "frame")

Place: TypeAlias = tuple[int, int, int, int]
"""Article, sentence, first character, character after the last."""
Found: TypeAlias = Mapping[str, Mapping[int, Mapping[str, Sequence[Place]]]]
"""By kind, article and id: where it stands."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A thing that articles carry: what it is, in words or by id, and where. `also`: who has it in looser words."""

    kind: str
    what: str
    places: tuple[Place, ...]
    also: frozenset[int] = frozenset()


def omissions(
    occasion: Occasion,
    renderings: Sequence[Rendering],
    told: Sequence[Telling],
    found: Found,
    ids: Sequence[str],
    sources: Sequence[str],
    texts: Sequence[str],
    called: Mapping[str, str],
) -> list[dict[str, Any]]:
    """Return a row for each source of the event and thing it doesn't carry, those that most others carry first.

    `found`: see `found_in`; `ids`, `sources`, `texts`: of each article by its number; `called`: names of entities and
    frames by id.
    """
    everyone = {sources[i] for i in (*occasion.articles, *occasion.around)}
    if len(everyone) <= OTHERS:
        return []
    articles = sorted((*occasion.articles, *occasion.around))
    things = [*_told(told, renderings), *_figures(renderings, told), *_by_id(found, articles, texts, called)]
    carried = [_Carried(thing, sources, ids) for thing in things]
    carried = sorted((c for c in carried if len(c.carriers) >= OTHERS), key=lambda c: c.rank)
    return [
        {
            "event": occasion.event,
            "source": source,
            "kind": one.thing.kind,
            "what": one.thing.what,
            "carriers": one.carriers,
            "n_sources": len(one.carriers),
            "of_sources": len(everyone) - 1,
            "examples": one.examples,
        }
        for source in dict.fromkeys(sources[i] for i in occasion.articles)
        for one in _lacking(source, carried)
    ]


class _Carried:
    """A thing with its carriers by source, in reading order, and where it stands in them."""

    def __init__(self, thing: Carried, sources: Sequence[str], ids: Sequence[str]) -> None:
        self.thing = thing
        self.carriers = list(dict.fromkeys(sources[place[0]] for place in thing.places))
        self.has = frozenset(self.carriers).union(sources[i] for i in thing.also)
        self.sentences = frozenset(place[:2] for place in thing.places)
        self.rank = (-len(self.carriers), KINDS.index(thing.kind), -len(thing.places), thing.what)
        seen: dict[str, int] = defaultdict(int)
        self.examples: list[dict[str, Any]] = []
        for article, sentence, start, end in thing.places:
            seen[sources[article]] += 1
            if seen[sources[article]] <= EXAMPLES and len(self.examples) < MOST_EXAMPLES:
                self.examples.append({"article": ids[article], "sentence": sentence, "start": start, "end": end})


def _lacking(source: str, carried: Iterable[_Carried]) -> Iterator[_Carried]:
    """The first MOST things that a source hasn't; a sentence whose quotation is listed is not listed for itself."""
    listed: set[tuple[int, ...]] = set()
    n = 0
    for one in carried:
        if source in one.has or (one.thing.kind == "act" and one.sentences & listed):
            continue
        if one.thing.kind == "quotation":
            listed |= one.sentences
        yield one
        n += 1
        if n == MOST:
            return


def found_in(tables: Tables) -> Found:
    """Return which entities, speaking actors and frames each article has, and where; read once for all events."""
    number = {article: i for i, article in enumerate(tables["articles"]["article"].to_pylist())}
    found: dict[str, dict[int, dict[str, list[Place]]]] = {}
    for kind, (table, column, wanted) in _TABLES.items():
        found[kind] = defaultdict(lambda: defaultdict(list))
        for row in tables[table].to_pylist():
            if row["sentence"] is not None and wanted(row):
                article = number[row["article"]]
                found[kind][article][row[column]].append((article, row["sentence"], row["start"], row["end"]))
    return found


def _told(told: Iterable[Telling], renderings: Sequence[Rendering]) -> Iterator[Carried]:
    """Quotations, figures and acts, in the fullest words; but not what one tells and another denies."""
    here = _Presence(renderings)
    for telling in told:
        if any(contradiction(a, b) for a, b in combinations(telling.renderings, 2)):
            continue
        places = ((r.article, r.sentence, r.span.start, r.span.end) for r in telling.renderings)
        yield Carried(telling.kind, " ".join(telling.fullest.text.split()), tuple(places), here.of(telling))


class _Presence:
    """Says who has a thing in looser words than those that align: nobody is said to leave out what it may have."""

    def __init__(self, renderings: Sequence[Rendering]) -> None:
        self._renderings, self._rarity = renderings, rarities(renderings)
        self._holding: dict[str, list[int]] = defaultdict(list)
        self._figures: dict[tuple[str, int, int], list[tuple[Figure, int]]] = defaultdict(list)
        for row, rendering in enumerate(renderings):
            for mark in rendering.marks:
                # Common marks tell nobody apart, and are held by so many that looking would take long.
                if self._rarity.get(mark, 1.0) >= RARE:
                    self._holding[mark].append(row)
            for figure in rendering.figures:
                for key in buckets(figure):
                    self._figures[key].append((figure, rendering.article))

    def of(self, telling: Telling) -> frozenset[int]:
        """Return the articles with much of what the renderings share, some of the fullest, or the shared figure."""
        counts = Counter(chain.from_iterable(r.marks for r in telling.renderings))
        core = self._near([mark for mark, n in counts.items() if n > 1], HERE, 1)
        some = self._near(sorted(telling.fullest.marks), SOME, 2)
        return frozenset(core | some | self._with_figure(telling))

    def _near(self, marks: Sequence[str], share: float, fewest: int) -> set[int]:
        has: dict[int, list[float]] = defaultdict(list)
        whole = 0.0
        for mark in marks:
            if mark in self._holding:
                whole += self._rarity.get(mark, 1.0)
                for row in self._holding[mark]:
                    has[row].append(self._rarity.get(mark, 1.0))
        return {self._renderings[r].article for r, w in has.items() if len(w) >= fewest and sum(w) >= share * whole}

    def _with_figure(self, telling: Telling) -> set[int]:
        if telling.kind != "figure":
            return set()
        own = telling.fullest.figures
        others = [f for r in telling.renderings if r is not telling.fullest for f in r.figures]
        shared = [f for f in own if any(f.same(other) for other in others)]
        return {a for f in shared for key in buckets(f) for g, a in self._figures[key] if f.same(g)}


def _figures(renderings: Sequence[Rendering], told: Sequence[Telling]) -> Iterator[Carried]:
    """Amounts, shares and large numbers, however they are written, with a word of their sentence in common."""
    rarity = rarities(renderings)
    known = {(r.article, r.sentence) for telling in told for r in telling.renderings}
    found = [
        (figure, one, frozenset(m for m in one.marks if m[0] == "w" and rarity[m] >= RARE))
        for one in renderings
        for figure in one.figures
        if not one.quoted and (figure.unit or figure.low >= LARGE)
    ]
    found.sort(key=lambda f: (f[0].unit, f[0].low, f[1].article, f[1].span))
    groups: list[list[tuple[Figure, Rendering, frozenset[str]]]] = []
    for one in found:
        # Sorted by size, a figure can only be the same as those just before it.
        group = groups[-1] if groups else []
        if group and all(one[0].same(figure) for figure, _, _ in group):
            group.append(one)
        else:
            groups.append([one])
    for group in groups:
        kept = [g for g in group if any(g[2] & o[2] and g[1].article != o[1].article for o in group)]
        if kept and not all((r.article, r.sentence) in known for _, r, _ in kept):
            figure, first, _ = min(kept, key=lambda g: (g[1].article, g[1].span))
            places = sorted(
                (r.article, r.sentence, r.span.start + f.span.start, r.span.start + f.span.end) for f, r, _ in kept
            )
            what = " ".join(figure.span.of(first.text).split())
            yield Carried("figure", what, tuple(places), frozenset(r.article for _, r, _ in group))


def _by_id(found: Found, articles: Sequence[int], texts: Sequence[str], called: Mapping[str, str]) -> Iterator[Carried]:
    """Actors given a voice, names and frames; nobody who uses a word of theirs is said to leave a name or frame out.

    "Grows" may be in no lexicon, but who reads "not in this article" looks for the words.
    """
    begin = {article: _beginnings(texts[article]) for article in articles}
    for kind, by_article in found.items():
        places: dict[str, list[Place]] = defaultdict(list)
        for article in articles:
            for what, own in by_article.get(article, {}).items():
                # "Post-Soviet" does not speak of the Soviet Union.
                places[what] += [place for place in own if texts[article][place[2] - 1 : place[2]] != "-"]
        for what in sorted(places):
            also: set[int] = set()
            if kind != "response":
                words = [texts[a][start:end] for a, _, start, end in places[what]]
                stems = {stem for said in (called.get(what, ""), *words) for stem in _stems(said)}
                also = {article for article in articles if stems & begin[article]}
            yield Carried(kind, what, tuple(places[what]), frozenset(also))


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)}


def _stems(words: str) -> set[str]:
    """Return how the words begin, so that other forms of them begin alike."""
    return {word[: max(SHORTEST, len(word) - ENDING)] for word in _words(words)}


def _beginnings(text: str) -> set[str]:
    return {word[:n] for word in _words(text) for n in range(SHORTEST, len(word) + 1)}


_WORD = re.compile(r"[^\W\d_]{4,}")
SHORTEST, ENDING = 4, 3
"""Letters of a word's beginning at least, and of what may be its ending."""


_TABLES: dict[str, tuple[str, str, Callable[[Mapping[str, Any]], bool]]] = {
    "response": (
        "attributions",
        "voice",
        lambda r: r["kind"] in SPEECH and r["voice"] not in {AUTHOR, UNKNOWN_SPEAKER},
    ),
    "entity": ("mentions", "entity", lambda r: r["via"] != "pronoun"),
    "frame": ("expressions", "frame", lambda r: r["frame"] != BASE),
}
