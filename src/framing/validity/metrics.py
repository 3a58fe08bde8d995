"""What is measured against hand-coded data: one function a measure, from pairs of rows to counts and their figures.

Every figure is a function of counts that are summed over articles. So a bootstrap over articles needs no second look
at the texts: it weighs the articles' counts and computes the same figure from each draw's sums.

Rows are those of the annotation format. A coded row without an answer counts as wholly missed. Attributions and
sentences are compared as in the literature on quotation attribution (Pareti 2015; Newell et al. 2018): exact content
without the quotation marks and punctuation at its edges, overlap from a Jaccard of .3 on, and characters.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np

from framing.lexicon.entries import BASE
from framing.model import SPEECH, Span, hull, union, without
from framing.stance.score import Reals
from framing.validity.agreement import LEVELS, Level, alpha

Row: TypeAlias = Mapping[str, Any]
Figure: TypeAlias = Callable[[Reals], Reals]
"""From sums of counts, (…, cells), to one value for each, (…); NaN where it is not defined."""

LABELS = ("negative", "neutral", "positive")
MISSING = "missing"
ENOUGH_SHARED = 0.3
"""Jaccard from which two stretches are taken for the same quotation."""
EDGE = " \t\n\"“”‘’',.;:!?—–-"
"""Quotation marks, punctuation and white space that don't make two stretches different."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A coded row and the tool's answer to it; `answer` is None where there is none."""

    gold: Row
    answer: Row | None

    def found(self, key: str) -> Sequence[Any]:
        """Return what the answer holds under `key`; nothing where it has none."""
        return (self.answer or {}).get(key) or ()


@dataclass(frozen=True, slots=True)
class Case:
    """One thing a coder or the tool found: what each said of it, and how far they agree.

    `key` names the same case in every run on the same gold: the place in the row. `start`, `end` say where it is in
    the text (0, 0: the whole of it). `credit` is 1 for full agreement, 0 for none; an attribution that is found with
    other bounds or another speaker has half.
    """

    measure: str
    article: str
    key: str
    gold: str
    answer: str
    credit: float
    start: int = 0
    end: int = 0
    score: float | None = None


@dataclass(frozen=True)
class Tally:
    """What one measure counted: `counts` by (pair, cell), the figures of their sums, and the cases one by one.

    `n` is how many coded things there are in all. Counts are a list of (pair, cell, amount).
    """

    cells: int
    counts: tuple[tuple[int, int, float], ...]
    figures: Mapping[str, Figure]
    n: int
    cases: tuple[Case, ...] = field(default=())


Measure: TypeAlias = Callable[[Sequence[Pair]], Tally | None]
"""Returns None where the gold holds nothing of the kind."""


# --- targets ----------------------------------------------------------------------------------------------------


def targets(pairs: Sequence[Pair]) -> Tally | None:
    """Compare the label of every target: macro-F1, P, R and F1 of each label, accuracy, alpha, AUC of the score.

    AUC is over the targets coded positive or negative: once those that have a score, once all of them.
    """
    cases = [
        (at, _target_case(pair.gold["id"], i, target, _at(pair.found("targets"), i)))
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
        ranked, ranks = _ranked(scored, first)
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


# --- attributions -----------------------------------------------------------------------------------------------


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
    figures = _precision_recall_f1(_ATTRIBUTION_FIGURES)
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


# --- sentences, frames ------------------------------------------------------------------------------------------


def sentences(pairs: Sequence[Pair]) -> Tally | None:
    """Compare sentences: both ends must be right, without the marks and white space at the edges."""
    if not any("sentences" in pair.gold for pair in pairs):
        return None
    return _sets("sentences", pairs, lambda pair, row: _bounds(row.get("sentences") or (), pair.gold["text"]))


def frames(pairs: Sequence[Pair]) -> Tally | None:
    """Compare the frames of each coded row: those it lists, or those of its coded expressions.

    A row that lists `frames` says which are there; coded `expressions` say where, and one of the same frame that
    overlaps is right.
    """
    if any("frames" in pair.gold for pair in pairs):
        return _sets("frames", pairs, lambda _, row: _frames_of(row))
    if any("expressions" in pair.gold for pair in pairs):
        return _sets("frames", pairs, _framed)
    return None


_Things: TypeAlias = Mapping[tuple[int, int, str], str]
"""(start, end, words): what is shown of it."""


def _sets(measure: str, pairs: Sequence[Pair], things: Callable[[Pair, Row], _Things]) -> Tally:
    """Count what both have, by equality of keys."""
    counts: list[tuple[int, int, float]] = []
    cases: list[Case] = []
    n = 0
    for at, pair in enumerate(pairs):
        gold = things(pair, pair.gold)
        found = things(pair, pair.answer) if pair.answer is not None else {}
        same = len(gold.keys() & found.keys())
        n += len(gold)
        counts += [(at, i, x) for i, x in enumerate((same, len(found), same, len(gold))) if x]
        for key in sorted(gold.keys() | found.keys()):
            start, end, words = key
            coded, said = gold.get(key, ""), found.get(key, "")
            name = f"{start}-{end}{f' {words}' if words else ''}"
            answer = said or "missed"
            cases.append(Case(measure, pair.gold["id"], name, coded, answer, float(bool(coded and said)), start, end))
    return Tally(4, tuple(counts), _precision_recall_f1(("",)), n, tuple(cases))


def _bounds(spans: Iterable[Any], text: str) -> _Things:
    ends = (Span(s["start"], s["end"]) if isinstance(s, Mapping) else Span(*s) for s in spans)
    return {(s.start, s.end, ""): "sentence" for s in (span.trim(text, EDGE) for span in ends)}


def _frames_of(row: Row) -> _Things:
    listed = row.get("frames")
    found = listed if listed is not None else [e["frame"] for e in row.get("expressions") or ()]
    return {(0, 0, frame): frame for frame in found if frame != BASE}


def _framed(pair: Pair, row: Row) -> _Things:
    """Expressions by place and frame; one found takes the place of the coded one of its frame that it overlaps."""
    own = [(Span(e["start"], e["end"]), e["frame"]) for e in row.get("expressions") or () if e["frame"] != BASE]
    coded = [(Span(e["start"], e["end"]), e["frame"]) for e in pair.gold.get("expressions") or ()]
    things = {}
    for span, frame in own:
        place = next((c for c, f in coded if f == frame and c.overlaps(span)), span)
        things[place.start, place.end, frame] = frame
    return things


# --- sources ----------------------------------------------------------------------------------------------------


def sources(pairs: Sequence[Pair]) -> Tally | None:
    """Tell sources apart that are known to be opposed: for each target, AUC of one source's scores above the others'.

    For rows with a source and targets by name without a label. No evidence counts as a score of 0.
    """
    scored = [
        (at, pair.gold["id"], i, target["name"], pair.gold.get("source") or "", _at(pair.found("targets"), i) or {})
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
            ranked, ranks = _ranked([(at, score, of == source) for at, of, score in of_name], wide)
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


# --- arithmetic -------------------------------------------------------------------------------------------------


def jaccard(one: Span, other: Span) -> float:
    """Return the share of the characters from the first start to the last end that both cover."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    whole = max(one.end, other.end) - min(one.start, other.start)
    return max(0, shared) / whole if whole else 0.0


def ratio(part: Reals, whole: Reals) -> Reals:
    """Return part / whole, 0 where the whole is 0: nothing found is no precision."""
    return np.divide(part, whole, out=np.zeros(np.shape(whole)), where=np.asarray(whole) > 0)


def f1(precision: Reals, recall: Reals) -> Reals:
    """Return the harmonic mean."""
    return ratio(2 * precision * recall, precision + recall)


def auc_of(first: int, ranks: int) -> Figure:
    """Return AUC as a figure of counts by rank: `ranks` cells of the lower class's from `first` on, then the upper's.

    It is the chance that one of the upper class scores higher than one of the lower, ties counting half (Mann and
    Whitney 1947); NaN when a class is empty.
    """

    def auc(sums: Reals) -> Reals:
        down, up = sums[..., first : first + ranks], sums[..., first + ranks : first + 2 * ranks]
        below = np.cumsum(down, axis=-1) - down / 2
        pairs = up.sum(axis=-1) * down.sum(axis=-1)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray((up * below).sum(axis=-1) / pairs)

    return auc


def _ranked(scored: Sequence[tuple[int, float, bool]], first: int) -> tuple[list[tuple[int, int, float]], int]:
    """Counts by rank for `auc_of`, and the number of ranks; 0 where one class is empty."""
    if len({upper for _, _, upper in scored}) < 2:
        return [], 0
    rank = {score: i for i, score in enumerate(sorted({score for _, score, _ in scored}))}
    return [(at, first + rank[score] + upper * len(rank), 1.0) for at, score, upper in scored], len(rank)


def _precision_recall_f1(names: Sequence[str]) -> dict[str, Figure]:
    """P, R and F1 of counts in fours: hits among the found, found, hits among the coded, coded."""
    figures: dict[str, Figure] = {}
    for i, name in enumerate(names):
        precision, recall = _share(4 * i, 4 * i + 1), _share(4 * i + 2, 4 * i + 3)
        of = {"F1": _harmonic(precision, recall), "P": precision, "R": recall}
        figures |= {f"{name} {letter}".strip(): figure for letter, figure in of.items()}
    return figures


def _share(part: int, whole: int) -> Figure:
    return lambda sums: ratio(sums[..., part], sums[..., whole])


def _harmonic(precision: Figure, recall: Figure) -> Figure:
    return lambda sums: f1(precision(sums), recall(sums))


def _at(found: Sequence[Any], i: int) -> Row | None:
    return found[i] if i < len(found) else None


METRICS: dict[str, Measure] = {
    "targets": targets,
    "attributions": attributions,
    "speech": speech,
    "sentences": sentences,
    "frames": frames,
    "sources": sources,
}
"""Name to the function that measures it; the first figure of each is the one to look at first."""
