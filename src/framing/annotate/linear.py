"""The `linear` evaluator: multinomial logistic regression over what a sentence makes of a mention.

At run time it is a sum over stored weights: the log-odds of positive against negative *is* the sum of its reasons.
Trained by `benchmarks/validity/train.py`; `weights/README.md` is its model card.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from math import exp

from framing.annotate.features import Feature, Pair, Row, is_blame, is_deed, read, tells, weighed
from framing.annotate.findings import Findings
from framing.annotate.roles import NEGATED
from framing.annotate.standing import ONE_OF_US, ONLY_SPEAKS, Turn, apart, turns
from framing.lexicon import BASE
from framing.model import Evaluation, Expression, Mention

FORMAT = "framing.linear/1"
SCALE = 100
"""Weights are written as whole hundredths."""
UNDER_NEGATION = -0.6
"""What is left of a word's general weight when it is negated."""
TERM_STRENGTH = 2.0
"""Log-odds that the value of the analyst's own terms adds to its sign and takes from the other; fixed, not learnt.

Training saw none of a new topic's frames, so without it they would weigh what others' did in US politics.
"""
MOST_OF_TERMS = 1.5
"""At most so much value of own terms counts for one mention, so that no list of words makes a judgement certain."""
UNSPOKEN = 0.05
"""What a judgement of a listed entity weighs when no term speaks of the mention in its own voice."""
MOST_REASONS = 12
OTHER = "other features"

_NOTHING: Mapping[str, Pair] = {}


@dataclass(frozen=True, slots=True)
class Weights:
    """`exact` holds the weight of each slot and filler that training saw often; `general` those of words by slot.

    The general weights are learnt through a thesaurus, so that a word never seen in training is read like its kin.
    """

    bias: Pair
    exact: Mapping[str, Mapping[str, Pair]]
    general: Mapping[str, Mapping[str, Pair]]

    def of(self, feature: Feature) -> Pair:
        """Return what a feature adds to the log-odds of negative and positive."""
        slot, word, strength, _ = feature
        negative, positive = self.exact.get(slot, _NOTHING).get(word, (0.0, 0.0))
        if slot.endswith(NEGATED):
            slot, factor = slot[:-1], UNDER_NEGATION
        else:
            factor = 1.0
        if (pair := self.general.get(slot, _NOTHING).get(word)) is not None:
            negative += factor * pair[0]
            positive += factor * pair[1]
        return strength * negative, strength * positive


def by_linear(found: Findings, judged: Sequence[Evaluation]) -> tuple[Evaluation, ...]:
    """Judge every mention by its sentence; `judged` is what the lexicon alone says (`by_lexicon`).

    The reasons are log-odds of positive against negative and sum to log(positive / negative). The masses are the
    calibrated probabilities times the judgement's weight, the rest neutral. The model hears praise in every report of
    growth and talks; so of an entity that the lexicon lists, a mention weighs as much as the lexicon's linked terms say
    of it in its own voice, at least UNSPOKEN. Of any other entity the model is all there is, and weighs 1; so does
    what the speaker counts among their own.
    """
    reading, told = read(found, _by_word()), _told(found, judged)
    deeds = {e.head: e.span.of(found.article.text) for e in found.expressions if is_deed(e)}
    evaluations = []
    for i, mention in enumerate(found.mentions):
        if found.wanted is not None and i not in found.wanted:
            continue
        linked = told.get(i, [])
        if any(is_blame(expression) for expression, _ in linked):
            others = apart(found.parse, mention, reading.reproofs)
            linked = [(e, value) for e, value in linked if not (e.head in others and is_blame(e))]
        turned = (*turns(found.parse, mention, deeds, reading.reproofs), *_own_terms(linked))
        if tells(reading, mention):
            turned = (*turned, ONLY_SPEAKS)
        is_plain = mention.entity not in found.lexicon.entities or any(turn.name == ONE_OF_US for turn in turned)
        weight = 1.0 if is_plain else max(UNSPOKEN, min(1.0, sum(abs(value) for _, value in linked)))
        evaluations.append(_evaluation(*weighed(reading, mention, i), mention, i, turned, weight))
    return tuple(evaluations)


def _told(found: Findings, judged: Sequence[Evaluation]) -> dict[int, list[tuple[Expression, float]]]:
    """Map each mention to the expressions linked to it in its own sentence and voice, with their values."""
    told: dict[int, list[tuple[Expression, float]]] = defaultdict(list)
    sentence = found.parse.sentence_of
    for e in judged:
        mention = found.mentions[e.mention]
        if e.expression is None or e.voice != mention.voice:
            continue
        expression = found.expressions[e.expression]
        if sentence[expression.head] == sentence[mention.head]:
            told[e.mention].append((expression, e.positive - e.negative))
    return told


def _own_terms(linked: Sequence[tuple[Expression, float]]) -> Iterator[Turn]:
    """Yield what the analyst's own terms add, all together at most MOST_OF_TERMS times TERM_STRENGTH."""
    own = [(expression.term, value) for expression, value in linked if expression.frame != BASE]
    whole = abs(sum(value for _, value in own))
    strength = TERM_STRENGTH * min(1.0, MOST_OF_TERMS / whole if whole else 1.0)
    for term, value in own:
        yield Turn(f"own term: {term}", -strength * value, strength * value)


@cache
def load_weights() -> Weights:
    """Read the weights that ship with the package."""
    return read_weights(_file().decode("utf-8").splitlines())


@cache
def weights_digest() -> str:
    """Return the SHA-256 of the weights that ship with the package."""
    return sha256(_file()).hexdigest()


def _file() -> bytes:
    return files("framing.annotate").joinpath("weights/linear.tsv").read_bytes()


def read_weights(lines: Iterable[str]) -> Weights:
    """Read weights as `write_weights` makes them. Raises ValueError for any other format."""
    rows = iter(lines)
    if (first := next(rows, "")) != FORMAT:
        raise ValueError(f"weights of format {first!r}, not {FORMAT!r}; train them again")
    exact: dict[str, dict[str, Pair]] = {}
    general: dict[str, dict[str, Pair]] = {}
    bias, columns = (0.0, 0.0), list[dict[str, Pair]]()
    pair = cache(_pair)  # few thousand kinds of pair in a hundred thousand cells
    for row in rows:
        word, *cells = row.split("\t")
        if word == "[slot]":
            columns = [exact.setdefault(cells[0], {})]
        elif word == "[general]":
            columns = [general.setdefault(slot, {}) for slot in cells]
        elif word == "[bias]":
            bias = pair(cells[0])
        else:
            for column, cell in zip(columns, cells, strict=True):
                column[word] = pair(cell)
    return Weights(bias, exact, general)


def write_weights(weights: Weights) -> Iterator[str]:
    """Yield the lines of a weights file: sorted, tabs between cells, each a negative and a positive in hundredths."""
    yield FORMAT
    yield _row("[bias]", weights.bias)
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for slot, column in sorted(weights.general.items()):
        alike[tuple(sorted(column))].append(slot)
    for words, slots in alike.items():
        yield "\t".join(["[general]", *slots])
        for word in words:
            yield _row(word, *(weights.general[slot][word] for slot in slots))
    for slot, fills in sorted(weights.exact.items()):
        yield f"[slot]\t{slot}"
        for word, pair in sorted(fills.items()):
            yield _row(word, pair)


def _row(word: str, *pairs: Pair) -> str:
    return "\t".join([word, *(f"{round(pair[0] * SCALE)} {round(pair[1] * SCALE)}" for pair in pairs)])


def _pair(cell: str) -> Pair:
    negative, positive = cell.split(" ")
    return int(negative) / SCALE, int(positive) / SCALE


class ByWord:
    """The weights, to be asked word by word: a word's slots are gathered when it is first met."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._slots: dict[str, list[str]] = defaultdict(list)
        for slot, fills in weights.exact.items():
            for word in fills:
                self._slots[word].append(slot)
        self._known = self._slots.keys() | set().union(*weights.general.values())
        self._rows: dict[str, dict[str, Pair]] = {}

    def row(self, word: str) -> Row | None:
        """Return what a word adds by slot, None for one that adds nothing anywhere."""
        row = self._rows.get(word)
        if row is None and word in self._known:
            slots = dict.fromkeys(self._slots.get(word, ()))
            for slot, column in self._weights.general.items():
                if word in column:
                    slots[slot] = slots[slot + NEGATED] = None
            row = self._rows[word] = self._weighing(slots, word)
        return row

    def column(self, slot: str) -> Row:
        """Return what sequences of words add; a general weight has none of them."""
        return self._weights.exact.get(slot, _NOTHING)

    def _weighing(self, slots: Iterable[str], word: str) -> dict[str, Pair]:
        pairs = {slot: self._weights.of((slot, word, 1.0, "")) for slot in slots}
        return {slot: pair for slot, pair in pairs.items() if any(pair)}


@cache
def _by_word() -> ByWord:
    return ByWord(load_weights())


def _evaluation(
    plain: Mapping[tuple[str, str], Pair],
    evidence: Iterable[Feature],
    mention: Mention,
    number: int,
    turned: Sequence[Turn],
    weight: float,
) -> Evaluation:
    negative, positive = load_weights().bias
    negative += sum(turn.negative for turn in turned)
    positive += sum(turn.positive for turn in turned)
    totals: dict[str, float] = {}
    for (_, word), (less, more) in plain.items():
        negative += less
        positive += more
        totals[word] = totals.get(word, 0.0) + (more - less)
    by_term: dict[str, dict[str, float]] = {}
    for slot, word, strength, term in evidence:
        row = _by_word().row(word)
        if row is not None and (pair := row.get(slot)) is not None:
            less, more = pair
            negative += strength * less
            positive += strength * more
            slots = by_term.setdefault(term, {})
            slots[slot] = slots.get(slot, 0.0) + strength * (more - less)
    totals.update((term, sum(slots.values())) for term, slots in by_term.items())
    highest = max(negative, positive, 0.0)
    masses = [exp(z - highest) for z in (negative, 0.0, positive)]
    whole = sum(masses)
    return Evaluation(
        target=mention.entity,
        mention=number,
        voice=mention.voice,
        evaluator="linear",
        negative=weight * masses[0] / whole,
        neutral=1 - weight * (masses[0] + masses[2]) / whole,
        positive=weight * masses[2] / whole,
        reasons=_reasons(plain, by_term, totals, turned, positive - negative),
        weight=weight,
    )


def _reasons(
    plain: Mapping[tuple[str, str], Pair],
    by_term: Mapping[str, Mapping[str, float]],
    totals: Mapping[str, float],
    turned: Sequence[Turn],
    log_odds: float,
) -> tuple[tuple[str, float], ...]:
    """The rules' turns; the strongest words, all their slots together, named by the strongest; the rest as one."""
    # Sorted as plain tuples: names are unique, so nothing beyond them is ever compared.
    sums = sorted([(-abs(total), name, total) for name, total in totals.items()])[:MOST_REASONS]
    strongest = {name: (-1.0, "") for _, name, _ in sums}
    for (slot, word), (less, more) in plain.items():
        if word in strongest and (size := abs(more - less)) > strongest[word][0]:
            strongest[word] = size, slot
    for term in strongest.keys() & by_term.keys():
        for slot, share in by_term[term].items():
            if abs(share) > strongest[term][0]:
                strongest[term] = abs(share), slot
    reasons = [(turn.name, turn.positive - turn.negative) for turn in turned]
    reasons += [(f"{strongest[name][1]}: {name}", total) for _, name, total in sums]
    return (*reasons, (OTHER, log_odds - sum(share for _, share in reasons)))
