"""Attributions: who says what.

Compared as in the literature on quotation attribution (Pareti 2015; Newell et al. 2018): exact content without the
quotation marks and punctuation at its edges, overlap from a Jaccard of .3 on, characters, and the speaker.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from framing.model import SPEECH, Span, hull, union, without
from framing.validity.tally import Case, Pair, Row, Tally, precision_recall_f1

EDGE = " \t\n\"“”‘’',.;:!?—–-"
"""Quotation marks, punctuation and white space that don't make two stretches different."""
ENOUGH_SHARED = 0.3
"""Jaccard from which two stretches are taken for the same quotation."""


def attributions(pairs: Sequence[Pair]) -> Tally | None:
    """Compare who says what: exact content, content by overlap, characters, and the speaker."""
    return _attributions("attributions", pairs, lambda _: True)


def speech(pairs: Sequence[Pair]) -> Tally | None:
    """Compare the same without what the tool holds for scare quotes or names in marks, which nobody says."""
    return _attributions("speech", pairs, lambda a: a.get("kind", "direct") in SPEECH)


_ATTRIBUTION_FIGURES = ("content, exact", "content, overlap", "content, characters", "speaker")


@dataclass(frozen=True, slots=True)
class _Said:
    """One attribution: the stretch its content covers, the same without its edges, the speaker's spans."""

    content: Span
    exact: Span
    speaker: tuple[Span, ...]

    def like(self, others: Iterable["_Said"]) -> list["_Said"]:
        return [o for o in others if jaccard(self.content, o.content) >= ENOUGH_SHARED]

    def speaks_like(self, others: Iterable["_Said"]) -> bool:
        return any(s.overlaps(t) for other in self.like(others) for s in self.speaker for t in other.speaker)


def _attributions(measure: str, pairs: Sequence[Pair], kept: Callable[[Row], bool]) -> Tally | None:
    if not any("attributions" in pair.gold for pair in pairs):
        return None
    counts: list[tuple[int, int, float]] = []
    cases: list[Case] = []
    for at, pair in enumerate(pairs):
        text = pair.gold["text"]
        gold = [_said(a, text) for a in pair.gold.get("attributions") or () if a["content"] and kept(a)]
        found = [_said(a, text) for a in pair.found("attributions") if a["content"] and kept(a)]
        for first, four in enumerate(_counted(gold, found)):
            counts += [(at, 4 * first + i, n) for i, n in enumerate(four) if n]
        cases += _attribution_cases(measure, pair.gold["id"], gold, found)
    figures = precision_recall_f1(_ATTRIBUTION_FIGURES)
    n = sum(case.gold != "" for case in cases)
    return Tally(4 * len(_ATTRIBUTION_FIGURES), tuple(counts), figures, n, tuple(cases))


def _said(attribution: Row, text: str) -> _Said:
    content = hull(Span(*s) for s in attribution["content"])
    return _Said(content, content.trim(text, EDGE), tuple(Span(*s) for s in attribution.get("speaker") or ()))


def _counted(gold: Sequence[_Said], found: Sequence[_Said]) -> Iterable[tuple[float, float, float, float]]:
    """Yield for each figure: hits among the found, found, hits among the coded, coded."""
    exact_gold, exact_found = {a.exact for a in gold}, {a.exact for a in found}
    same = len(exact_gold & exact_found)
    yield same, len(exact_found), same, len(exact_gold)
    yield sum(bool(a.like(gold)) for a in found), len(found), sum(bool(a.like(found)) for a in gold), len(gold)
    in_gold, in_found = (union(a.content for a in side) for side in (gold, found))
    n_found = sum(map(len, in_found))
    shared = n_found - sum(len(rest) for span in in_found for rest in without(span, in_gold))
    yield shared, n_found, shared, sum(map(len, in_gold))
    named, guessed = ([a for a in side if a.speaker] for side in (gold, found))
    yield (
        sum(a.speaks_like(named) for a in guessed),
        len(guessed),
        sum(a.speaks_like(guessed) for a in named),
        len(named),
    )


def _attribution_cases(measure: str, article: str, gold: Sequence[_Said], found: Sequence[_Said]) -> Iterable[Case]:
    exact = {a.exact for a in found}
    for a in gold:
        content = "exact" if a.exact in exact else "overlap" if a.like(found) else "missed"
        who = "" if not a.speaker else ", speaker right" if a.speaks_like(found) else ", speaker wrong"
        said = content if content == "missed" else content + who
        credit = 0.0 if content == "missed" else 0.5 if content == "overlap" or who.endswith("wrong") else 1.0
        yield Case(measure, article, f"{a.exact.start}-{a.exact.end}", "said", said, credit, a.exact.start, a.exact.end)
    for a in found:
        if not a.like(gold):
            key = f"{a.exact.start}-{a.exact.end}"
            yield Case(measure, article, key, "", "not coded", 0.0, a.exact.start, a.exact.end)


def jaccard(one: Span, other: Span) -> float:
    """Return the share of the characters from the first start to the last end that both cover."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    whole = max(one.end, other.end) - min(one.start, other.start)
    return max(0, shared) / whole if whole else 0.0
