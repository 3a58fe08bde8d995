"""The tables of what is told twice: alignments, tellings and their parts, what a source leaves out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from framing.contrast.alignment import Alignment, align, rarities
from framing.contrast.occasions import Occasion, occasions
from framing.contrast.omissions import found_in, omissions
from framing.contrast.renderings import Rendering, renderings_of
from framing.contrast.tellings import Telling, tellings
from framing.contrast.wording import contradiction, denials, denied_elsewhere, diff, manner, only
from framing.results.schemas import SCHEMAS, Tables, empty
from framing.stance.evidence import load_of, names_of
from framing.stance.score import score

AROUND = 1
"""So many sentences before and after a rendering make its surroundings."""
RARE = 0.5
"""What one side denies must be as rare as this among the event's sentences, lest everything be denied."""
_DIGITS = 4


@dataclass(frozen=True)
class Event:
    """What is told twice on one event."""

    occasion: Occasion
    renderings: tuple[Rendering, ...]
    alignments: tuple[Alignment, ...]
    tellings: tuple[Telling, ...]


def add_told_twice(tables: Tables) -> Tables:
    """Return `tables` with alignments, tellings and omissions filled in, for every event that two sources tell.

    `tables` must have its copies and events. Events follow in their order, alignments within one best first.
    """
    articles = tables["articles"]
    ids, sources, texts = (articles[name].to_pylist() for name in ("article", "source", "text"))
    rows: dict[str, list[dict[str, Any]]] = {"alignments": [], "tellings": [], "omissions": []}
    events = events_of(tables)
    if not events:
        return tables | {table: empty(table) for table in rows}
    stance, found, called = _surroundings(tables), found_in(tables), _called(tables)
    for event in events:
        name = event.occasion.event
        for one in event.alignments:
            rows["alignments"].append({"event": name} | _alignment(one, ids, stance))
        rows["alignments"] += [
            {"event": name} | _contradiction(*c, ids, stance) for c in contradictions(event, sources)
        ]
        for number, telling in enumerate(event.tellings):
            rows["tellings"] += [{"event": name, "telling": number} | r for r in _telling(telling, ids, sources)]
        rows["omissions"] += omissions(
            event.occasion, event.renderings, event.tellings, found, ids, sources, texts, called
        )
    return tables | {table: pa.Table.from_pylist(own, SCHEMAS[table]) for table, own in rows.items()}


def _called(tables: Tables) -> dict[str, str]:
    """Return the names of entities and frames by id."""
    columns = (("entities", "entity", "name"), ("frame_definitions", "frame", "label"))
    return {
        row[key]: row[name] or ""
        for table, key, name in columns
        if table in tables
        for row in tables[table].to_pylist()
    }


def events_of(tables: Tables) -> list[Event]:
    """Return every event of two sources or more, with what its articles tell twice."""
    found = occasions(tables)
    sources = tables["articles"]["source"].to_pylist()
    wanted = {i for occasion in found for i in (*occasion.articles, *occasion.around)}
    by_article: dict[int, list[Rendering]] = defaultdict(list)
    for rendering in renderings_of(tables, wanted):
        by_article[rendering.article].append(rendering)
    rarity = rarities(r for own in by_article.values() for r in own)
    return [_event(occasion, by_article, rarity, sources) for occasion in found]


def contradictions(event: Event, sources: Sequence[str]) -> Iterator[tuple[Rendering, Rendering, str]]:
    """Yield sentences of which one says what the other denies, though nothing else makes them alike; in reading order.

    Those that are aligned, or lie where something is aligned in that pair of articles, are not repeated.
    """
    sentences = [r for r in event.renderings if not r.quoted]
    rarity = rarities(sentences)
    holding: dict[str, list[Rendering]] = defaultdict(list)
    for rendering in sentences:
        for mark in rendering.marks:
            holding[mark].append(rendering)
    taken = _taken(event.alignments)
    for one in sentences:
        for denial in denials(one.text):
            mark = f"w:{denial.stems[0]}"
            if mark not in one.marks or rarity.get(mark, 0.0) < RARE:
                continue
            for other in holding[mark]:
                if sources[other.article] == sources[one.article]:
                    continue
                said = denied_elsewhere(denial, other.text)
                a, b = sorted((one, other), key=lambda r: (r.article, r.span))
                places = {(a.article, b.article, side, r.sentence) for side, r in (("a", a), ("b", b))}
                if said and not places & taken:
                    taken |= places
                    yield a, b, f"“not {denial.words}” against “{said}”"


def _event(
    occasion: Occasion, by_article: Mapping[int, list[Rendering]], rarity: Mapping[str, float], sources: Sequence[str]
) -> Event:
    around = set(occasion.around)
    members = sorted((*occasion.articles, *occasion.around))
    own = [r for i in members for r in by_article.get(i, ())]
    # Two articles that are only around the event are none of its business together.
    found = [x for x in align(own, rarity, sources) if not {x.a.article, x.b.article} <= around]
    return Event(occasion, tuple(own), tuple(found), tuple(tellings(found)))


def _taken(alignments: Iterable[Alignment]) -> set[tuple[int, int, str, int]]:
    return {(x.a.article, x.b.article, side, r.sentence) for x in alignments for side, r in (("a", x.a), ("b", x.b))}


# --- rows -------------------------------------------------------------------------------------------------------


def _alignment(one: Alignment, ids: Sequence[str], stance: "_Stance") -> dict[str, Any]:
    denied = contradiction(one.a, one.b)
    if not denied and any(name == "other figures" for name, _ in one.reasons):
        denied = "their figures differ"
    return _pair(one.a, one.b, ids, stance) | {
        "kind": one.kind,
        "score": one.score,
        "manner": manner(one.a.text, one.b.text),
        "reasons": [{"name": name, "factor": value} for name, value in one.reasons],
        "contradiction": denied or None,
    }


def _contradiction(a: Rendering, b: Rendering, why: str, ids: Sequence[str], stance: "_Stance") -> dict[str, Any]:
    return _pair(a, b, ids, stance) | {
        "kind": "contradiction",
        "score": 0.0,
        "manner": "other words",
        "reasons": [],
        "contradiction": why,
    }


def _pair(a: Rendering, b: Rendering, ids: Sequence[str], stance: "_Stance") -> dict[str, Any]:
    pieces = diff(a.text, b.text)
    row: dict[str, Any] = {}
    for side, one in (("a", a), ("b", b)):
        row |= {
            f"article_{side}": ids[one.article],
            f"start_{side}": one.span.start,
            f"end_{side}": one.span.end,
            f"sentence_{side}": one.sentence,
            f"text_{side}": one.text,
            f"only_{side}": only(pieces, "a" if side == "a" else "b", one.text),
            f"voice_{side}": one.voice,
            f"cue_{side}": one.cue,
            f"cue_stance_{side}": one.cue_stance,
            f"stance_{side}": stance.around(one),
        }
    return row


def _telling(telling: Telling, ids: Sequence[str], sources: Sequence[str]) -> Iterator[dict[str, Any]]:
    n_sources = len({sources[i] for i in telling.articles})
    fullest = telling.fullest
    for rendering in telling.renderings:
        yield {
            "kind": telling.kind,
            "article": ids[rendering.article],
            "source": sources[rendering.article],
            "sentence": rendering.sentence,
            "start": rendering.span.start,
            "end": rendering.span.end,
            "text": rendering.text,
            "voice": rendering.voice,
            "cue": rendering.cue,
            "cue_stance": rendering.cue_stance,
            "share": round(telling.share(rendering), _DIGITS),
            "dropped": "" if rendering is fullest else only(diff(fullest.text, rendering.text), "a", fullest.text),
            "n_sources": n_sources,
        }


@dataclass(frozen=True)
class _Stance:
    """The masses of the judgements in each sentence, by the article's number."""

    masses: Mapping[tuple[int, int], tuple[float, float]]

    def around(self, rendering: Rendering) -> float | None:
        """Return the score of a rendering's sentence and those beside it; None where nothing is judged."""
        near = range(rendering.sentence - AROUND, rendering.sentence + AROUND + 1)
        found = [self.masses[rendering.article, s] for s in near if (rendering.article, s) in self.masses]
        if not found:
            return None
        return round(float(score(sum(p for p, _ in found), sum(n for _, n in found))), _DIGITS)


def _surroundings(tables: Tables) -> _Stance:
    """Each expression counts once, whomever it judges."""
    load = load_of(tables, names_of(tables))
    masses: dict[tuple[int, int], tuple[float, float]] = {}
    columns = (load.article.tolist(), load.sentence.tolist(), load.positive.tolist(), load.negative.tolist())
    for article, sentence, positive, negative in zip(*columns, strict=True):
        p, n = masses.get((article, sentence), (0.0, 0.0))
        masses[article, sentence] = (p + positive, n + negative)
    return _Stance(masses)
