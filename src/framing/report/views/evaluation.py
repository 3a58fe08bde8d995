"""One page on one evaluation: figures with intervals, who was taken for what, the worst cases, gains and losses."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from framing.report.words import MINUS, label
from framing.validity import Case, Change, Changes, Gold, Passage, Validation, Value, passage
from framing.validity.tally import LABELS, MISSING, Row
from framing.validity.validation import Scores

WORST = 20
CHANGES = 50
"""How many cases of each kind are shown; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Line:
    """One figure; `earlier` is what it was in the run it is compared with."""

    name: str
    value: str
    interval: str
    precision: str
    recall: str
    earlier: str
    n: int
    n_articles: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One case with its words: what the coder said of it, what the tool."""

    passage: Passage
    article: str
    coded: str
    said: str
    score: str
    sign: str


@dataclass(frozen=True, slots=True)
class Turned:
    """The gains and losses of one measure; of each kind the first are shown."""

    gains: tuple[Shown, ...]
    losses: tuple[Shown, ...]
    n_gains: int
    n_losses: int
    same: int
    recoded: int
    p: str


@dataclass(frozen=True, slots=True)
class Part:
    """One measure: its figures on all of the gold, those on parts of it, and its cases."""

    name: str
    n: int
    n_articles: int
    lines: tuple[Line, ...]
    by: tuple[tuple[str, tuple[Line, ...]], ...]
    confusion: tuple[tuple[str, tuple[int, ...]], ...]
    worst: tuple[Shown, ...]
    n_wrong: int
    turned: Turned | None


@dataclass(frozen=True, slots=True)
class EvaluationView:
    """All the page shows."""

    gold: str
    digest: str
    signature: str
    earlier: str
    n_rows: int
    unanswered: int
    columns: tuple[str, ...]
    parts: tuple[Part, ...]


def evaluation(
    found: Validation,
    gold: Gold,
    answers: Mapping[str, Row],
    *,
    earlier: Validation | None = None,
    changes: Sequence[Changes] = (),
) -> EvaluationView:
    """Return the page's data; the words come from `gold`."""
    turned = {change.measure: change for change in changes if change.measure != "sources"}

    def shown(case: Case, said: str = "") -> Shown:
        return Shown(
            passage=passage(case, gold, answers),
            article=case.article,
            coded=case.gold or "not coded",
            said=said or case.answer,
            score=_number(case.score, signed=True) if case.score is not None else "",
            sign={"positive": "positive", "negative": "negative"}.get(case.gold, "neutral"),
        )

    def part(measure: str) -> Part:
        lines = found.lines(measure)
        first = lines[0].value
        cases = [case for case in found.cases if case.measure == measure]
        wrong = [case for case in cases if case.credit < 1]
        before = earlier.of(measure) if earlier else {}
        names = dict.fromkeys((v.by, v.part) for v in found.values if v.measure == measure and v.by)
        return Part(
            name=measure,
            n=first.n,
            n_articles=first.n_articles,
            lines=tuple(_line(line, before) for line in lines),
            by=tuple(
                (f"{label(by)}: {name}", tuple(_line(line, {}) for line in found.lines(measure, by, name)))
                for by, name in names
            ),
            confusion=_confusion(cases) if measure == "targets" else (),
            worst=tuple(shown(case) for case in sorted(wrong, key=_how_wrong)[:WORST]),
            n_wrong=len(wrong),
            turned=_turned(turned[measure], shown) if measure in turned else None,
        )

    return EvaluationView(
        gold=found.gold,
        digest=found.gold_digest,
        signature=found.signature,
        earlier=earlier.signature if earlier else "",
        n_rows=found.n_rows,
        unanswered=found.unanswered,
        columns=(*LABELS, MISSING),
        parts=tuple(part(measure) for measure in dict.fromkeys(value.measure for value in found.values)),
    )


def _line(line: Scores, before: Mapping[str, Value]) -> Line:
    value, then = line.value, before.get(line.name)
    low, high = value.low, value.high
    precision, recall = ("" if v is None else _number(v.value) for v in (line.precision, line.recall))
    return Line(
        name=line.name,
        value=_number(value.value),
        interval="" if low is None or high is None else f"{_number(low)} to {_number(high)}",
        precision=precision,
        recall=recall,
        earlier=_number(then.value) if then else "",
        n=value.n,
        n_articles=value.n_articles,
    )


def _confusion(cases: Sequence[Case]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    counted = Counter((case.gold, case.answer) for case in cases)
    return tuple((coded, tuple(counted[coded, said] for said in (*LABELS, MISSING))) for coded in LABELS)


def _how_wrong(case: Case) -> tuple[float, ...]:
    """Surest on the wrong side first; of what was missed or is too much, the longest."""
    side = {"positive": 1.0, "negative": -1.0}.get(case.gold, 0.0)
    score = case.score or 0.0
    return (case.credit, side * score if side else -abs(score), case.start - case.end)


def _turned(changes: Changes, shown: Callable[[Case, str], Shown]) -> Turned:
    def cases(some: Sequence[Change]) -> tuple[Shown, ...]:
        return tuple(shown(change.case, _then_and_now(change)) for change in some[:CHANGES])

    return Turned(
        gains=cases(changes.gains),
        losses=cases(changes.losses),
        n_gains=len(changes.gains),
        n_losses=len(changes.losses),
        same=changes.same,
        recoded=changes.recoded,
        p=f"{changes.p:.2g}",
    )


def _then_and_now(change: Change) -> str:
    then, now = ("not found" if case is None else case.answer for case in (change.earlier, change.later))
    return f"{then} → {now}"


def _number(value: float | None, *, signed: bool = False) -> str:
    if value is None:
        return "–"
    words = f"{abs(value):.2f}" if signed else f"{abs(value):.3f}"
    return f"{MINUS if value < 0 else '+' if signed and value > 0 else ''}{words}"
