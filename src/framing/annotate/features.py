"""What the `linear` evaluator sees of one mention in its sentence: words in slots, never a name.

A feature is a slot ("near", "agent", "does what", "path >nsubj <dobj", …), what fills it, and a strength. Every proper
noun, and every word of a recognised or listed name, reads NAME; he and she are one word; so whoever is
named, the features are the same (given the same parse).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from framing.annotate.findings import Findings
from framing.annotate.links import ACT_ENDING
from framing.annotate.roles import NEGATED, find_roles, is_negated
from framing.lexicon import BASE
from framing.model import SPEECH, Attribution, CueStance, Expression, Mention, Parse, Span, Stack

Feature: TypeAlias = tuple[str, str, float, str]
"""Slot, filler, strength (1 for words, an expression's size for evidence), and the term it comes from, if any."""

NAME, PERSON, NUMBER, TARGET = "NAME", "THIRD", "NUMBER", "TARGET"
EVIDENCE = ("lexicon", "base", "frames")
"""Slots of lexicon evidence begin so: from any layer, from general English, from the frames of lexicon files."""

_NAMING = frozenset({"alias", "name", "metonym", "demonym"})
_NAMEABLE = frozenset({"NOUN", "ADJ", "PROPN", "ADV", "VERB"})
_THIRD_PERSON = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_NEGATABLE = frozenset({"ADJ", "NOUN", "VERB", "ADV"})
_FAR = 9
_WINDOW = 8
_QUOTATION_MARKS = frozenset('"“”')


@dataclass(frozen=True)
class Reading:
    """What all mentions of an article share. `words` are the tokens as features name them; white space is empty."""

    parse: Parse
    words: Sequence[str]
    negated: tuple[bool, ...]
    speech: "Speech"
    evidence: Mapping[int, tuple["Evidence", ...]]
    """The expressions of each sentence."""
    entities: tuple[str, ...] = ()
    """The entity of each mention."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """An expression as evidence: where it stands, its value, layer and term, and whom it is linked to by what rule."""

    head: int
    value: float
    layer: str
    term: str
    mentions: tuple[int, ...]
    rule: str
    deed: frozenset[int] = frozenset()
    """The tokens of a deed that is blamed on whoever does it; none of anything else."""


class Speech:
    """Each attribution of speech with the tokens of its content; who speaks is asked by place, not by reading all."""

    def __init__(self, parse: Parse, attributions: Sequence[Attribution]) -> None:
        speech = [a for a in attributions if a.kind in SPEECH]
        self._all = [(a, frozenset(t for span in a.content for t in parse.tokens_in(span))) for a in speech]
        self._speakers = _Places(a.speaker for a in speech)
        self._contents = _Places(a.content for a in speech)
        self._spans = parse.spans

    def concerning(self, mention: Mention) -> Iterator[tuple[Attribution, frozenset[int], bool, bool]]:
        """Yield in order what a mention speaks or is spoken of in, with the content's tokens and which of both."""
        speaks, spoken_of = self._speakers.touched(mention.span), self._contents.touched(self._spans[mention.head])
        for number in sorted(speaks | spoken_of):
            yield *self._all[number], number in speaks, number in spoken_of


class _Places:
    """Things of several spans each, to ask which of them a span touches."""

    def __init__(self, things: Iterable[Sequence[Span]]) -> None:
        rows = [(number, span) for number, spans in enumerate(things) for span in spans]
        self._numbers, self._stack = [number for number, _ in rows], Stack(span for _, span in rows)

    def touched(self, span: Span) -> set[int]:
        return {self._numbers[row] for row in self._stack.touching(span)}


class _Masked(Sequence[str]):
    """Words, the `hidden` ones empty; nothing is copied, for an article may be long."""

    def __init__(self, words: Sequence[str], hidden: Collection[int]) -> None:
        self._words, self._hidden = words, hidden

    def __len__(self) -> int:
        return len(self._words)

    def __getitem__(self, at: int) -> str:  # type: ignore[override]
        return "" if at in self._hidden else self._words[at]


def read(found: Findings) -> Reading:
    """Prepare an article for `features`."""
    parse = found.parse
    hidden = {t for a, b, _ in parse.names.tolist() for t in range(a, b) if parse.pos[t] in _NAMEABLE}
    for mention in found.mentions:
        if mention.via in _NAMING:
            hidden.update(parse.tokens_in(mention.span))
    own = [is_negated(parse, t) for t in range(len(parse))]
    return Reading(
        parse=parse,
        words=tuple(_word(parse, t, hidden) for t in range(len(parse))),
        negated=tuple(
            parse.pos[t] in _NEGATABLE and (own[t] or (own[parse.head[t]] and parse.pos[t] != "ADV"))
            for t in range(len(parse))
        ),
        speech=Speech(parse, found.attributions),
        evidence=_evidence(found),
        entities=tuple(m.entity for m in found.mentions),
    )


def is_deed(expression: Expression) -> bool:
    """Say whether an expression is a deed that counts against whoever does it, and nobody else."""
    return expression.frame.endswith(ACT_ENDING) and expression.value < 0


def features(reading: Reading, mention: Mention, number: int) -> list[Feature]:
    """Return the features of a mention, its `number` among the article's mentions, in no particular order."""
    parse = reading.parse
    own = parse.tokens_in(mention.span)
    if not own:
        return []
    evidences, deeds = _concerning(reading, mention)
    reading = replace(reading, words=_Masked(reading.words, deeds)) if deeds else reading
    found: list[Feature] = []
    add = lambda slot, word: found.append((slot, word, 1.0, ""))  # noqa: E731
    sentence = parse.sentences[parse.sentence_of[mention.head]]
    paths = _paths(parse, mention.head)
    find_roles(parse, reading.words, mention.head, own, add)
    said, setting = _voice(reading, mention)
    found += setting
    found += _shape(reading, mention, own, sentence)
    found += _words(reading, own, sentence, paths, said, speaks=any(s == "speaks" for s, *_ in setting))
    found += _sequences(reading, own, sentence)
    found = list(dict.fromkeys(found))  # said twice is said; evidence adds up
    for evidence in evidences:
        found += _of_evidence(evidence, number, paths, said)
    return found


def _concerning(reading: Reading, mention: Mention) -> tuple[list[Evidence], frozenset[int]]:
    """Return the evidence of the mention's sentence without the deeds of others, and the tokens of these deeds."""
    kept: list[Evidence] = []
    deeds: frozenset[int] = frozenset()
    for evidence in reading.evidence.get(reading.parse.sentence_of[mention.head], ()):
        doers = {reading.entities[i] for i in evidence.mentions}
        if evidence.deed and doers and mention.entity not in doers:
            deeds |= evidence.deed
        else:
            kept.append(evidence)
    return kept, deeds


def _word(parse: Parse, token: int, hidden: set[int]) -> str:
    lower, pos = parse.lower[token], parse.pos[token]
    if pos == "PROPN" or token in hidden:
        return NAME
    if pos == "SPACE":
        return ""
    if lower in _THIRD_PERSON:
        return PERSON
    if pos == "NUM" or lower[:1].isdigit():
        return NUMBER
    if pos == "PUNCT":
        return '"' if lower in _QUOTATION_MARKS else lower
    return parse.lemma[token]


def _evidence(found: Findings) -> dict[int, tuple[Evidence, ...]]:
    by_sentence: dict[int, tuple[Evidence, ...]] = {}
    for expression, linked in zip(found.expressions, found.links, strict=True):
        if expression.value == 0:
            continue
        layer = EVIDENCE[1] if expression.frame == BASE else EVIDENCE[2]
        to, rule = (linked.mentions, linked.rule) if linked else ((), "")
        sentence = found.parse.sentence_of[expression.head]
        deed = frozenset(found.parse.tokens_in(expression.span)) if is_deed(expression) else frozenset[int]()
        evidence = Evidence(expression.head, expression.value, layer, expression.term, to, rule, deed)
        by_sentence[sentence] = (*by_sentence.get(sentence, ()), evidence)
    return by_sentence


def _paths(parse: Parse, head: int) -> dict[int, tuple[int, str]]:
    """Map each token of the sentence to its distance from `head` in the tree and the relations on the way."""
    paths = {head: (0, "")}
    todo = [head]
    for token in todo:
        distance, path = paths[token]
        for child in parse.children[token]:
            if child not in paths:
                paths[child] = (distance + 1, f"{path} <{parse.relation[child]}")
                todo.append(child)
        above = parse.head[token]
        if above not in paths:
            paths[above] = (distance + 1, f"{path} >{parse.relation[token]}")
            todo.append(above)
    return paths


def _voice(reading: Reading, mention: Mention) -> tuple[frozenset[int], list[Feature]]:
    """The tokens the mention itself says, and whether it speaks or is spoken of."""
    said: frozenset[int] = frozenset()
    found: list[Feature] = []
    for attribution, content, speaks, spoken_of in reading.speech.concerning(mention):
        if speaks:
            said |= content
            stance: CueStance = attribution.cue_stance
            found += [("speaks", attribution.kind, 1.0, ""), ("cue", stance, 1.0, "")]
        if spoken_of:
            found.append(("spoken of", attribution.kind, 1.0, ""))
    return said, found


def _shape(reading: Reading, mention: Mention, own: range, sentence: range) -> Iterator[Feature]:
    """Where the mention stands, and beside how many names."""
    parse, words = reading.parse, reading.words
    yield "head", parse.pos[mention.head], 1.0, ""
    if parse.pos[mention.head] == "PRON":
        yield "pronoun", "possessive" if parse.tag[mention.head] == "PRP$" else "other", 1.0, ""
    names = sum(
        words[t] == NAME and t not in own and (t == sentence[0] or words[t - 1] != NAME or t - 1 in own)
        for t in sentence
    )
    yield "names", str(min(names, 4)), 1.0, ""
    yield "position", str((mention.head - sentence[0]) * 5 // len(sentence)), 1.0, ""
    yield "length", str(min(5, len(sentence) // 10)), 1.0, ""


def _words(
    reading: Reading,
    own: range,
    sentence: range,
    paths: Mapping[int, tuple[int, str]],
    said: frozenset[int],
    *,
    speaks: bool,
) -> Iterator[Feature]:
    """Every word of the sentence by where it stands to the mention: side, distance in words and in the tree, path."""
    parse = reading.parse
    for token in sentence:
        word = reading.words[token]
        if token in own or not word:
            continue
        if parse.pos[token] == "PUNCT":
            yield "mark", word, 1.0, ""
            continue
        mark = NEGATED if reading.negated[token] else ""
        distance, path = paths.get(token, (_FAR, ""))
        side, offset = ("after", token - own[-1]) if token > own[-1] else ("before", own[0] - token)
        yield "anywhere" + mark, word, 1.0, ""
        if offset <= _WINDOW:
            yield side + mark, word, 1.0, ""
        if offset <= 3:
            yield f"{side} by {offset}", word, 1.0, ""
        yield ("near" if distance <= 2 else "midway" if distance <= 4 else "far") + mark, word, 1.0, ""
        if distance <= 3:
            yield f"path{path}{mark}", word, 1.0, ""
        if token in said:
            yield "says" + mark, word, 1.0, ""
        elif speaks:
            yield "beside its words" + mark, word, 1.0, ""


def _sequences(reading: Reading, own: range, sentence: range) -> Iterator[Feature]:
    """Words in a row and with one between, the mention standing as TARGET and each name as one NAME."""
    row: list[str] = []
    for token in sentence:
        word = TARGET if token in own else reading.words[token]
        if word and not (row and word == row[-1] and word in (TARGET, NAME)):
            row.append(word)
    for one, two in pairwise(row):
        yield "pair", f"{one} {two}", 1.0, ""
    for one, three in zip(row, row[2:], strict=False):
        yield "around", f"{one} {three}", 1.0, ""
    for one, two, three in zip(row, row[1:], row[2:], strict=False):
        yield "three", f"{one} {two} {three}", 1.0, ""


def _of_evidence(
    evidence: Evidence, number: int, paths: Mapping[int, tuple[int, str]], said: frozenset[int]
) -> Iterator[Feature]:
    """Lexicon evidence by its sign, its layer, and how it stands to the mention."""
    distance, path = paths.get(evidence.head, (_FAR, ""))
    sign, size = ("+" if evidence.value > 0 else "-"), abs(evidence.value)
    places = ["anywhere", f"at {min(distance, 5)}"]
    if distance <= 3:
        places.append(f"path{path}")
    if evidence.head in said:
        places.append("says")
    if number in evidence.mentions:
        places += ["linked", f"linked: {evidence.rule}"]
    elif evidence.mentions:
        places.append("linked to another")
    for layer in (EVIDENCE[0], evidence.layer):
        for place in places:
            yield layer + sign, place, size, evidence.term
