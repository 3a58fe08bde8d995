"""Writes the page that shows what a change of the lexicon does: stances, ranks, sentences, and the held-out half."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from framing.report import charts
from framing.report.one_page import write_page
from framing.report.words import seen, sign_of, signed
from framing.tuning import Difference, Material, Move, Reading, Turn

MOST = 200
"""Rows and sentences of each kind that a page shows; `history.jsonl` and the tables hold the rest."""


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A stance before and after: what a chart shows, in words, and the score as written."""

    source: str
    target: str
    voice: str
    before: tuple[Markup, str]
    after: tuple[Markup, str]
    by: str
    sign: str
    flipped: bool


@dataclass(frozen=True, slots=True)
class TurnRow:
    """A sentence before and after, its words marked where the lexicon found something."""

    before: Markup
    after: Markup
    values: tuple[str, str]
    sign: str
    target: str
    voice: str
    where: str
    terms: tuple[str, ...]
    flipped: bool
    held_out: bool


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """All the page shows."""

    old: str
    new: str
    corpus: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    edits: str
    moves: tuple[MoveRow, ...]
    tuned: tuple[MoveRow, ...]
    held_out: tuple[MoveRow, ...]
    ranks: tuple[tuple[str, ...], ...]
    turns: tuple[TurnRow, ...]
    n_moves: int
    n_turns: int
    n_flips: int
    halves: tuple[str, ...]
    judged: tuple[tuple[str, str], ...]
    signatures: tuple[str, str]


def write_difference(
    difference: Difference, before: Material, after: Material, path: Path, *, old: str, new: str
) -> Path:
    """Write the page, whole or not at all, and return its path. Equal input, equal bytes. Raises ResultsError."""
    return write_page("difference.html", _view(difference, before, after, old, new), path)


def _view(difference: Difference, before: Material, after: Material, old: str, new: str) -> DifferenceView:
    names, edits = difference.names, difference.edits
    run = before.tables["run"].to_pylist()[0]
    shown = difference.turns[:MOST]
    expressions = [_expressions(m, {t.article for t in shown}) for m in (before, after)]
    starts = {
        (row["article"], row["sentence"]): row["start"]
        for t in {t.article for t in shown}
        for row in before.rows("sentences").get(t, ())
    }
    return DifferenceView(
        old=old,
        new=new,
        corpus=run["corpus"],
        added=edits.added,
        removed=edits.removed,
        changed=edits.changed,
        edits=str(edits),
        moves=tuple(_move(m, difference) for m in difference.moves[:MOST]),
        tuned=tuple(_move(m, difference) for m in difference.tuned[:MOST]),
        held_out=tuple(_move(m, difference) for m in difference.held_out[:MOST]),
        ranks=tuple(
            (
                names.get(r.source, r.source),
                names.get(r.target, r.target),
                r.voice,
                str(r.before or "–"),
                str(r.after or "–"),
            )
            for r in difference.ranks[:MOST]
        ),
        turns=tuple(_turn(t, difference, starts, expressions) for t in shown),
        n_moves=len(difference.moves),
        n_turns=len(difference.turns),
        n_flips=len(difference.flips),
        halves=difference.halves,
        judged=tuple((address, str(precision)) for address, precision in difference.judged.items()),
        signatures=(run["signature"], after.tables["run"].to_pylist()[0]["signature"]),
    )


def _move(move: Move, difference: Difference) -> MoveRow:
    names = difference.names
    source, target = names.get(move.source, move.source), names.get(move.target, move.target)
    return MoveRow(
        source, target, names.get(move.voice, move.voice),
        _reading(move.before, "before"), _reading(move.after, "after"),
        signed(move.by), sign_of(move.by), move.flipped,
    )  # fmt: skip


def _reading(reading: Reading, when: str) -> tuple[Markup, str]:
    if reading.score is None or reading.low is None or reading.high is None:
        return Markup(""), "too little evidence"
    text = f"{signed(reading.score)} [{signed(reading.low)}, {signed(reading.high)}]"
    return charts.interval(reading.score, reading.low, reading.high, f"{when}: {text}"), text


def _turn(turn: Turn, difference: Difference, starts: Any, expressions: Any) -> TurnRow:
    names = difference.names
    start = starts.get((turn.article, turn.sentence), 0)
    marked = [_marked(turn.text, start, found.get((turn.article, turn.sentence), ())) for found in expressions]
    return TurnRow(
        before=marked[0],
        after=marked[1],
        values=(signed(turn.before), signed(turn.after)),
        sign=sign_of(turn.after - turn.before),
        target=names.get(turn.target, turn.target),
        voice=names.get(turn.voice, turn.voice),
        where=f"{names.get(turn.source, turn.source)}, sentence {turn.sentence}",
        terms=turn.terms,
        flipped=turn.flipped,
        held_out=turn.held_out,
    )


def _expressions(material: Material, articles: set[str]) -> dict[tuple[str, int], list[tuple[int, int, float]]]:
    found: dict[tuple[str, int], list[tuple[int, int, float]]] = {}
    for article in sorted(articles):
        for row in material.rows("expressions").get(article, ()):
            found.setdefault((article, row["sentence"]), []).append((row["start"], row["end"], row["value"]))
    return found


def _marked(text: str, start: int, spans: Any) -> Markup:
    """Return the sentence with its expressions marked by sign; the text is escaped, hidden characters shown."""
    out, at = Markup(""), 0
    for first, after, value in sorted(spans):
        first, after = first - start, after - start
        if first < at or after > len(text):
            continue
        mark = Markup('<span class="e {}">{}</span>').format(sign_of(value), seen(text[first:after]))
        out += Markup("{}{}").format(seen(text[at:first]), mark)
        at = after
    return out + Markup("{}").format(seen(text[at:]))
