"""What `framing evaluate` says in the terminal: figures with intervals, gains and losses with their sentences."""

from collections.abc import Callable, Iterator, Sequence

from framing.cli.summary import columns
from framing.validity.changes import Change, Changes
from framing.validity.tally import Case
from framing.validity.validation import Scores, Validation, Value

MAIN = {
    "targets": "macro F1",
    "attributions": "content, overlap F1",
    "speech": "content, overlap F1",
    "sentences": "F1",
    "frames": "F1",
}
"""The figure that is shown of a part of the gold."""
SHOWN_CHANGES = 10

Words = Callable[[Case], str]


def figures(found: Validation) -> Iterator[str]:
    """Yield a table of every measure: its figures with 95 % intervals, P and R beside F1, then the parts."""
    for measure in dict.fromkeys(value.measure for value in found.values):
        lines = found.lines(measure)
        first = lines[0].value
        yield f"{measure}: {first.n:,} coded, {_texts(first.n_articles)}"
        titles = ("", "", f"95 % interval{'' if first.low is not None else ' (from 8 texts on)'}", "P", "R")
        yield from columns(titles, list(map(_row, lines)))
        parts = [v for v in found.values if v.measure == measure and v.by and v.figure == MAIN.get(measure)]
        if parts:
            yield ""
            yield from columns(
                (MAIN[measure], "", "95 % interval", "coded", "texts"),
                [(f"{v.by} {v.part}", _number(v.value), _interval(v), f"{v.n:,}", f"{v.n_articles:,}") for v in parts],
            )
        yield ""
    if found.unanswered:
        yield f"{found.unanswered} of {found.n_rows} coded rows have no answer; they count as missed"


def changes(of: Sequence[Changes], earlier: Validation, later: Validation, words: Words) -> Iterator[str]:
    """Yield gains and losses against an earlier run: how many, the main figure then and now, and the first of each."""
    for change in of:
        if change.measure == "sources":
            continue
        then, now = (_main(run, change.measure) for run in (earlier, later))
        recoded = f"; {change.recoded} can't be compared, being coded otherwise" if change.recoded else ""
        yield (
            f"{change.measure} against the earlier run: {len(change.gains)} gained, {len(change.losses)} lost, "
            f"{change.same} the same (sign test p = {change.p:.2g}){recoded}"
        )
        yield f"{MAIN[change.measure]} {_number(then)} → {_number(now)}"
        for title, some in (("gained", change.gains), ("lost", change.losses)):
            for one in some[:SHOWN_CHANGES]:
                yield f"  {title}: {said(one)}: {words(one.case)}"
            if len(some) > SHOWN_CHANGES:
                yield f"  … and {len(some) - SHOWN_CHANGES} more {title}"
        yield ""


def said(change: Change) -> str:
    """Return in words what was coded, and what each run said."""
    coded = change.case.gold or "not coded"
    then, now = ("not found" if case is None else case.answer for case in (change.earlier, change.later))
    return f"coded {coded}, {then} → {now}" if change.case.gold else f"{then} → {now}"


def _row(line: Scores) -> tuple[str, ...]:
    beside = ("" if value is None else _number(value.value) for value in (line.precision, line.recall))
    return line.name, _number(line.value.value), _interval(line.value), *beside


def _main(run: Validation, measure: str) -> float | None:
    value = run.of(measure).get(MAIN[measure])
    return value.value if value else None


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}".replace("-", "−")


def _interval(value: Value) -> str:
    return "" if value.low is None or value.high is None else f"[{_number(value.low)}, {_number(value.high)}]"


def _texts(n: int) -> str:
    return f"{n:,} text{'' if n == 1 else 's'}"
