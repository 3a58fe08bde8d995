"""Gains and losses, case by case: what one run gets right that an earlier one did not, and the other way round.

An average hides what a change does; the cases show it (as eyecite's benchmark does on every change of its rules).
"""

from dataclasses import dataclass
from math import comb

from framing.errors import UsageError
from framing.validity.tally import Case
from framing.validity.validation import Validation


@dataclass(frozen=True, slots=True)
class Change:
    """One case that an earlier and a later run judge differently; None where a run has no such case.

    Only what nobody coded can be without a case on one side: it was found by one run and not by the other.
    """

    case: Case
    """As it is now, or as it was where it is gone."""
    earlier: Case | None
    later: Case | None


@dataclass(frozen=True)
class Changes:
    """The gains and losses of one measure. `same` cases stayed; `recoded` have another code in the gold now."""

    measure: str
    gains: tuple[Change, ...]
    losses: tuple[Change, ...]
    same: int
    recoded: int

    @property
    def p(self) -> float:
        """Return the two-sided p of the sign test: how easily chance alone parts gains and losses so far.

        It takes cases for independent, which those of one article are not quite: read it as a lower bound.
        """
        n, fewer = len(self.gains) + len(self.losses), min(len(self.gains), len(self.losses))
        return min(1.0, 2 * sum(comb(n, k) for k in range(fewer + 1)) / 2**n) if n else 1.0


def compare(earlier: Validation, later: Validation) -> tuple[Changes, ...]:
    """Return what changed, for each measure of both. Raises UsageError when the two share no case."""
    measures = {case.measure for case in earlier.cases} & {case.measure for case in later.cases}
    before = {(c.measure, c.article, c.key): c for c in earlier.cases}
    after = {(c.measure, c.article, c.key): c for c in later.cases}
    if not before.keys() & after.keys():
        raise UsageError(
            f"--compare: made on {earlier.gold}, which shares no case with {later.gold}; compare runs on the same gold"
        )
    names = dict.fromkeys(case.measure for case in later.cases if case.measure in measures)
    return tuple(_changes(name, before, after) for name in names)


def _changes(
    measure: str, before: dict[tuple[str, str, str], Case], after: dict[tuple[str, str, str], Case]
) -> Changes:
    gains, losses = [], []
    same = recoded = 0
    for key in dict.fromkeys((*after, *before)):
        if key[0] != measure:
            continue
        old, new = before.get(key), after.get(key)
        case = new or old
        if case is None or len({"" if c is None else c.gold for c in (old, new)}) > 1:
            recoded += 1
            continue
        # What nobody coded and only one run found: to find it is a loss, to find it no longer a gain.
        was, now = (1.0 if case is None else case.credit for case in (old, new))
        if now > was:
            gains.append(Change(case, old, new))
        elif now < was:
            losses.append(Change(case, old, new))
        else:
            same += 1
    return Changes(measure, tuple(gains), tuple(losses), same, recoded)
