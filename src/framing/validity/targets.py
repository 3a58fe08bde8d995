"""Targets: the label of each, and the score by which a tool ranks them; sources that stance must part."""

from collections.abc import Sequence

import numpy as np

from framing.stance.score import Reals
from framing.validity.agreement import LEVELS, Level, alpha
from framing.validity.tally import (
    LABELS,
    MISSING,
    Case,
    Figure,
    Pair,
    Row,
    Tally,
    auc_of,
    by_rank,
    f1,
    nth,
    ratio,
)  # fmt: skip


def targets(pairs: Sequence[Pair]) -> Tally | None:
    """Compare the label of every target: macro-F1, P, R and F1 of each label, accuracy, alpha, AUC of the score.

    AUC is over the targets coded positive or negative: once those that have a score, once all of them.
    """
    cases = [
        (at, _target_case(pair.gold["id"], i, target, nth(pair.found("targets"), i)))
        for at, pair in enumerate(pairs)
        for i, target in enumerate(pair.gold.get("targets") or ())
        if "label" in target
    ]
    if not cases:
        return None
    answers = (*LABELS, MISSING)
    wide = len(LABELS) * len(answers)
    counts = [(at, LABELS.index(c.gold) * len(answers) + answers.index(c.answer), 1.0) for at, c in cases]
    figures: dict[str, Figure] = {"macro F1": _confusion(_macro_f1), "accuracy": _confusion(_accuracy)}
    for k, label in enumerate(LABELS):
        figures |= {f"{label} {name}": _of_label(of, k) for name, of in _OF_LABELS.items()}
    figures |= {f"alpha, {level}": _alpha(level) for level in LEVELS}
    polar = [(at, c.score, c.gold == "positive") for at, c in cases if c.gold != "neutral"]
    first = wide
    for name, scored in (
        ("AUC, positive over negative", [(at, score, upper) for at, score, upper in polar if score is not None]),
        ("AUC, no evidence as 0", [(at, score or 0.0, upper) for at, score, upper in polar]),
    ):
        ranked, ranks = by_rank(scored, first)
        if ranks:
            counts += ranked
            figures[name] = auc_of(first, ranks)
            first += 2 * ranks
    counts += [(at, first + (c.score is None), 1.0) for at, c in cases]
    figures["with evidence"] = _with_evidence(first)
    return Tally(first + 2, tuple(counts), figures, len(cases), tuple(c for _, c in cases))


def _target_case(article: str, i: int, target: Row, answer: Row | None) -> Case:
    said = MISSING if answer is None else answer.get("label", MISSING)
    said = said if said in LABELS else MISSING
    score = None if answer is None else answer.get("score")
    start, end = target.get("start", 0), target.get("end", 0)
    return Case("targets", article, str(i), target["label"], said, float(said == target["label"]), start, end, score)


def _confusion(figure: Figure) -> Figure:
    """Hand the figure the first cells as a table: coded label by answered label, the last column for no answer."""
    shape = (len(LABELS), len(LABELS) + 1)
    return lambda sums: figure(sums[..., : shape[0] * shape[1]].reshape(*sums.shape[:-1], *shape))


def _of_label(figure: Figure, label: int) -> Figure:
    return _confusion(lambda table: figure(table)[..., label])


def _alpha(level: Level) -> Figure:
    """Coder and tool as two coders of each target; where the tool gave no answer there is nothing to compare."""

    def of(table: Reals) -> Reals:
        both = table[..., : len(LABELS)]
        return alpha(both + np.swapaxes(both, -2, -1), level)

    return _confusion(of)


def _with_evidence(first: int) -> Figure:
    """The share of the targets that the tool gave a score; it is what an AUC leaves out that counts only these."""
    return lambda sums: ratio(sums[..., first], sums[..., first : first + 2].sum(axis=-1))


def _hits(table: Reals) -> Reals:
    return np.diagonal(table[..., : len(LABELS)], axis1=-2, axis2=-1)


def _precision(table: Reals) -> Reals:
    return ratio(_hits(table), table[..., : len(LABELS)].sum(axis=-2))


def _recall(table: Reals) -> Reals:
    return ratio(_hits(table), table.sum(axis=-1))


def _f1(table: Reals) -> Reals:
    return f1(_precision(table), _recall(table))


def _macro_f1(table: Reals) -> Reals:
    return np.asarray(_f1(table).mean(axis=-1))


def _accuracy(table: Reals) -> Reals:
    return ratio(_hits(table).sum(axis=-1), table.sum(axis=(-2, -1)))


_OF_LABELS: dict[str, Figure] = {"P": _precision, "R": _recall, "F1": _f1}


# --- sources ---------------------------------------------------------------------------------------------------


def sources(pairs: Sequence[Pair]) -> Tally | None:
    """Tell sources apart that are known to be opposed: for each target, AUC of one source's scores above the others'.

    For rows with a source and targets by name without a label. No evidence counts as a score of 0.
    """
    scored = [
        (
            at,
            pair.gold["id"],
            i,
            target["name"],
            pair.gold.get("source") or "",
            nth(pair.found("targets"), i) or {},
        )
        for at, pair in enumerate(pairs)
        for i, target in enumerate(pair.gold.get("targets") or ())
        if "name" in target and "label" not in target
    ]
    counts: list[tuple[int, int, float]] = []
    figures: dict[str, Figure] = {}
    wide = 0
    for name in dict.fromkeys(name for _, _, _, name, _, _ in scored):
        of_name = [(at, source, answer.get("score") or 0.0) for at, _, _, n, source, answer in scored if n == name]
        for source in dict.fromkeys(source for _, source, _ in of_name):
            ranked, ranks = by_rank([(at, score, of == source) for at, of, score in of_name], wide)
            if ranks:
                figures[f"{name}: {source} above the rest"] = auc_of(wide, ranks)
                counts += ranked
                wide += 2 * ranks
    if not figures:
        return None
    cases = (
        Case("sources", article, str(i), source, name, 1.0, score=answer.get("score"))
        for _, article, i, name, source, answer in scored
    )
    return Tally(wide, tuple(counts), figures, len(scored), tuple(cases))
