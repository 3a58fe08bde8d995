"""How likely a word is to evaluate, before one has seen what it says here: by its build and by what a model has learnt.

Nothing here is a list of wanted words. The base source (TextBlob's lexicon) tells of about 2,900 words how subjective
they are; a word that it doesn't hold is judged by those that are built alike, after de Smedt & Daelemans' own idea that
word endings carry subjectivity, and by the general weights of the linear model.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from math import tanh

from framing.annotate.linear import load_weights
from framing.lexicon.base import LEFT_OUT, source_senses

ENDINGS = (5, 4, 3, 2)
"""Lengths of the endings that words are compared by, the longest that enough words share first."""
MIN_ALIKE = 8
PRIOR_WORDS = 10.0
NEGATING = ("counter", "pseudo", "anti", "dis", "mis", "non", "un", "im", "in", "il", "ir", "a")
COMPARING = frozenset({"like", "style", "esque", "ish"})
"""Last parts of compounds that liken one thing to another: "family-like"."""
TOLD = 0.65
UNKNOWN = 0.15
"""What a word is taken for that nothing is known of."""
DECIDED = 0.4
"""What a word gains for each unit by which the model's weights for praise and blame part."""
_SLOTS = ("near", "anywhere", "is", "described", "before")
_SHORTEST = 4
_OF_ADJECTIVES = frozenset({"im", "in", "il", "ir"})
_OF_QUALITIES = ("ity", "ance", "ence", "ency", "ancy", "ice", "ness", "tude", "action")
# fmt: off
_NOT_NEGATED = frozenset({
    "discourse", "display", "discount", "dispatch", "disease", "discharge", "discover", "dispense", "dispose",
    "disguise", "counterpart", "counteroffer", "counterterrorism", "counterintelligence", "antiquity", "antique",
    "independence", "independent", "mission", "missile", "union", "unit", "unite", "united", "unity", "uniform",
    "instance", "infancy", "intense", "indeed", "inner", "interest",
})
# fmt: on
"""Words that only look as if they negated one, or speak well by negating it."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """How far a word evaluates (0..1) and in which direction (-1..1), and what says so."""

    strength: float
    polarity: float
    reasons: tuple[str, ...]


def leaning(lemma: str, pos: str, nouns: Collection[str] = ()) -> Leaning:
    """Return what the build of a word, and the model, say of it. A compound is judged by its last part.

    `nouns` are those of the corpus: with them more adjectives of relation are known ("agricultural").
    """
    head = lemma.rsplit("-", 1)[-1]
    subjective, polarity, reasons = 0.0, 0.0, []
    if "-" in lemma and head in COMPARING:
        subjective += 0.35
        reasons.append("likens")
    elif "-" in lemma:
        subjective += 0.1
    if root := negated_root(lemma, pos):
        subjective += 0.35
        polarity -= 0.3
        reasons.append(f"negates {root!r}")
    if (told := _told(lemma, pos)) is not None:
        # The source rates it and finds little: subjective it may be, but hardly praise or blame.
        subjective += TOLD * told[0] + abs(told[1])
        polarity += told[1]
    elif (alike := _like_built(head, pos)) is not None:
        subjective += alike[0]
        polarity += 0.5 * alike[1]
    else:
        subjective += UNKNOWN
    negative, positive = model_weights(head)
    learnt = tanh(max(abs(negative), abs(positive)) + abs(positive - negative))
    if abs(positive - negative) > 0.15:
        reasons.append("the model leans " + ("positive" if positive > negative else "negative"))
    polarity += positive - negative
    if pos == "ADJ" and classifies(head, nouns):
        subjective *= 0.5
    strength = subjective + 0.35 * learnt
    if head in LEFT_OUT:
        strength *= 0.2
    elif head in load_weights().exact.get("anywhere", {}):
        # The model met it often in news: what it then knows of it says more than how it is built.
        strength *= 0.2 + 0.8 * learnt
    strength += DECIDED * abs(positive - negative)
    return Leaning(min(1.0, max(0.0, strength)), max(-1.0, min(1.0, polarity)), tuple(reasons))


def negated_root(lemma: str, pos: str) -> str:
    """Return the word that `lemma` negates by a prefix, when it is an English word: "asymmetry" negates "symmetry".

    "In-" negates adjectives and what is made of them; in "inflow" and "include" it is another prefix.
    """
    known = known_words()
    for prefix in NEGATING:
        root = lemma.removeprefix(prefix)
        if root == lemma or len(root) < _SHORTEST or root not in known or lemma in _NOT_NEGATED:
            continue
        if prefix in _OF_ADJECTIVES and pos not in ("ADJ", "ADV") and not lemma.endswith(_OF_QUALITIES):
            continue
        if not (prefix == "a" and len(root) < 6):
            return root
    return ""


def is_no_noun(lemma: str) -> bool:
    """Say whether the base source knows a word, and not as a noun: "goods" are nothing good."""
    senses = _senses().get(lemma, ())
    return bool(senses) and not any(pos == "NOUN" for pos, _, _ in senses)


def is_english(word: str) -> bool:
    """Say whether a word is in the word lists, as it stands or without an ending."""
    known = known_words()
    bare = (word.removesuffix(ending) for ending in ("ed", "d", "ing", "ly", "ness", "er", "s", "es"))
    return word in known or any(b != word and len(b) > 2 and (b in known or b + "e" in known) for b in bare)


def classifies(adjective: str, nouns: Collection[str] = ()) -> bool:
    """Say whether an adjective is one of relation ("national", "industrial"): made of a noun, it tells kinds apart."""
    known = known_words()
    for ending in ("ical", "ial", "al", "ary"):
        root = adjective.removesuffix(ending)
        if root != adjective and len(root) >= _SHORTEST - 1:
            return any(root + more in known or root + more in nouns for more in ("", "e", "y"))
    return False


def model_weights(lemma: str) -> tuple[float, float]:
    """Return the mean general weights of a word (negative, positive), over the slots that any word may fill."""
    general = load_weights().general
    pairs = [general[slot][lemma] for slot in _SLOTS if lemma in general.get(slot, {})]
    if not pairs:
        return 0.0, 0.0
    return sum(p[0] for p in pairs) / len(pairs), sum(p[1] for p in pairs) / len(pairs)


@cache
def known_words() -> frozenset[str]:
    """Return English words: those that the model has a general weight for, and those of the base source."""
    return frozenset(w for column in load_weights().general.values() for w in column) | _senses().keys()


@cache
def _senses() -> Mapping[str, tuple[tuple[str, float, float], ...]]:
    return source_senses()


def _told(lemma: str, pos: str) -> tuple[float, float] | None:
    """Return the mean subjectivity and polarity that the base source gives the word, as this part of speech or any."""
    senses = _senses().get(lemma, ())
    senses = tuple(s for s in senses if s[0] == pos) or senses
    if not senses:
        return None
    return sum(s[2] for s in senses) / len(senses), sum(s[1] for s in senses) / len(senses)


def _like_built(lemma: str, pos: str) -> tuple[float, float] | None:
    """Return the mean subjectivity and polarity of the words of the base source with the longest shared ending."""
    endings = _by_ending()
    for length in ENDINGS:
        if len(lemma) > length + 1 and (found := endings.get((pos, lemma[-length:]))) is not None:
            return found
    return None


@cache
def _by_ending() -> Mapping[tuple[str, str], tuple[float, float]]:
    """Subjectivity and polarity by part of speech and ending, drawn to the mean where few words share it."""
    words: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    for form, senses in _senses().items():
        for pos, polarity, subjectivity in senses:
            words[pos].append((form, subjectivity, polarity))
    found: dict[tuple[str, str], tuple[float, float]] = {}
    for pos, rows in words.items():
        mean = sum(r[1] for r in rows) / len(rows)
        grouped: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for form, subjectivity, polarity in rows:
            for length in ENDINGS:
                if len(form) > length + 1:
                    grouped[form[-length:]].append((subjectivity, polarity))
        for ending, values in grouped.items():
            if len(values) >= MIN_ALIKE:
                n = len(values)
                subjectivity = (sum(v[0] for v in values) + PRIOR_WORDS * mean) / (n + PRIOR_WORDS)
                found[pos, ending] = subjectivity, sum(v[1] for v in values) / (n + PRIOR_WORDS)
    return found
