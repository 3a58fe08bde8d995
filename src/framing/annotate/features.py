"""What the `linear` evaluator sees of one mention in its sentence: words in slots, never a name.

A feature is a slot ("near", "agent", "does what", "path >nsubj <dobj", …), what fills it, and a strength. Every proper
noun, and every word of a recognised or listed name, reads NAME; he and she are one word; so whoever is
named, the features are the same (given the same parse).

What a mention says of others is about them, not about it: of whoever holds an attribution, the words of its content
are no features, and stand as one TOLD; what it says of itself fills the slot "says" only; a cue that itself judges
("praised", "blamed") counts by the role it gives.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from framing.annotate.findings import Findings
from framing.annotate.links import ACT_ENDING, BLAME_OF_OBJECT, OBJECT_FRAMES
from framing.annotate.roles import NEGATED, NEGATIONS, Add, find_roles
from framing.annotate.speakers import is_worded_by_author
from framing.annotate.standing import apart
from framing.lexicon import BASE
from framing.model import SPEECH, Attribution, Expression, Mention, Parse, Span, Stack

Feature: TypeAlias = tuple[str, str, float, str]
"""Slot, filler, strength (1 for words, an expression's size for evidence), and the term it comes from, if any."""

Pair: TypeAlias = tuple[float, float]
"""Log-odds of negative and of positive, each against neutral."""

NAME, PERSON, NUMBER, TARGET, TOLD = "NAME", "THIRD", "NUMBER", "TARGET", "TOLD"
EVIDENCE = ("lexicon", "base", "frames")
"""Slots of lexicon evidence begin so: from any layer, from general English, from the frames of lexicon files."""
SEQUENCES = ("pair", "around", "three")
"""Slots of words in a row: two, two with one between, three."""

_NAMING = frozenset({"alias", "name", "metonym", "demonym"})
_NAMEABLE = frozenset({"NOUN", "ADJ", "PROPN", "ADV", "VERB"})
_THIRD_PERSON = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_NEGATABLE = frozenset({"ADJ", "NOUN", "VERB", "ADV"})
REPROOF = -0.5
"""A verb that blames its object finds fault with it from this value down."""
_FAR = 9
_WINDOW = 8
_MOST_OF_PATH = 3
"""Steps in the tree whose relations a feature names."""
_QUOTATION_MARKS = frozenset('"“”')


class Row(Protocol):
    """A mapping, as far as it is asked here: by one key, None where there is nothing."""

    def get(self, key: str, /) -> Pair | None:
        """Return the weight of `key`."""


class Weighing(Protocol):
    """The weights a mention is seen with: most features have none, and are not even put together."""

    def row(self, word: str) -> Row | None:
        """Return what a word weighs by slot; None for one that weighs nothing anywhere."""

    def column(self, slot: str) -> Row:
        """Return what the fillers of a slot weigh; only for the slots of `SEQUENCES`."""


@dataclass(frozen=True)
class Reading:
    """What all mentions of an article share. `words` are the tokens as features name them; white space is empty."""

    parse: Parse
    words: Sequence[str]
    negated: frozenset[int]
    speech: "Speech"
    evidence: Mapping[int, tuple["Evidence", ...]]
    """The expressions of each sentence."""
    entities: tuple[str, ...]
    """The entity of each mention."""
    heads: Mapping[int, str]
    """The entity of the mention at each token that heads one."""
    weighing: Weighing
    rows: Sequence[Row | None]
    """What each word weighs by slot."""
    judging: frozenset[int]
    """The heads of verbs that judge their object."""
    reproofs: Mapping[int, str]
    """The heads of verbs that blame their object in strong words, each with its words."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """An expression as evidence: where it stands, its value, layer and term, and whom it is linked to by what rule."""

    head: int
    value: float
    layer: str
    term: str
    mentions: tuple[int, ...]
    rule: str
    tokens: frozenset[int]
    is_deed: bool
    """Whether it is a deed that is blamed on whoever does it."""
    is_blame: bool
    """Whether its words blame, whatever the scope makes of them."""


class Speech:
    """Each attribution of speech with the tokens of its content; who speaks is asked by place, not by reading all."""

    def __init__(self, parse: Parse, attributions: Sequence[Attribution]) -> None:
        speech = [a for a in attributions if a.kind in SPEECH]
        self._all = [(a, frozenset(t for span in a.content for t in parse.tokens_in(span))) for a in speech]
        self._speakers = _Places(a.speaker for a in speech)
        self._contents = _Places(a.content for a in speech)
        self._spans = parse.spans
        self.speaking = frozenset(t for a, _ in self._all for span in a.speaker for t in parse.tokens_in(span))
        """The tokens of those who are given the word, by any cue."""

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


@dataclass(frozen=True, slots=True)
class _Words:
    """The tokens of what a mention says of others and of itself, and of its cues that judge others."""

    of_others: frozenset[int]
    of_itself: frozenset[int]
    cues: frozenset[int]

    @property
    def told(self) -> frozenset[int]:
        return self.of_others | self.of_itself


class _Masked(Sequence[str]):
    """Words, the `hidden` ones empty and those of `told` each TOLD; nothing is copied, for an article may be long."""

    def __init__(self, words: Sequence[str], hidden: Collection[int], told: Collection[int]) -> None:
        self._words, self._hidden, self._told = words, hidden, told

    def __len__(self) -> int:
        return len(self._words)

    def __getitem__(self, at: int) -> str:  # type: ignore[override]
        return TOLD if at in self._told else "" if at in self._hidden else self._words[at]


class _Everything(dict[str, Pair]):
    """Weighs whatever there may be, so that every feature is seen."""

    def get(self, key: str, default: object = None, /) -> Pair:  # noqa: ARG002
        return 0.0, 0.0

    def row(self, word: str) -> Row:  # noqa: ARG002
        return self

    def column(self, slot: str) -> Row:  # noqa: ARG002
        return self


def read(found: Findings, weighing: Weighing | None = None) -> Reading:
    """Prepare an article for `weighed`; without weights, for `features`."""
    parse, weighing = found.parse, weighing or _Everything()
    hidden = {t for a, b, _ in parse.names.tolist() for t in range(a, b) if parse.pos[t] in _NAMEABLE}
    for mention in found.mentions:
        if mention.via in _NAMING:
            hidden.update(parse.tokens_in(mention.span))
    negated = {parse.head[t] for t, word in enumerate(parse.lower) if word in NEGATIONS and parse.head[t] != t}
    words = tuple(_word(parse, t, hidden) for t in range(len(parse)))
    around = (t for verb in negated for t in (verb, *parse.children[verb]) if t in negated or parse.pos[t] != "ADV")
    reversed_ = (t for e in found.expressions if _is_reversed(e) for t in parse.tokens_in(e.span))
    return Reading(
        parse=parse,
        words=words,
        negated=frozenset(t for t in (*around, *reversed_) if parse.pos[t] in _NEGATABLE),
        speech=Speech(parse, found.attributions),
        evidence=_evidence(found),
        entities=tuple(m.entity for m in found.mentions),
        heads={m.head: m.entity for m in found.mentions},
        weighing=weighing,
        rows=[weighing.row(word) for word in words],
        judging=frozenset(e.head for e in found.expressions if e.frame in OBJECT_FRAMES),
        reproofs={e.head: e.span.of(found.article.text) for e in found.expressions if _is_reproof(e)},
    )


def _is_reversed(expression: Expression) -> bool:
    """Say whether the scope turns an expression into its contrary: "nobody can say that he is a fraud"."""
    return expression.value * expression.steps[0].factor < 0


def _is_reproof(expression: Expression) -> bool:
    """Say whether an expression finds fault with its object in strong words: "accused", no mere "rejected".

    Blame that the writer takes for undeserved, "wrongly accused", is blame nevertheless.
    """
    return expression.frame == BLAME_OF_OBJECT and expression.steps[0].factor <= REPROOF


def is_blame(expression: Expression) -> bool:
    """Say whether the words of an expression blame, whatever their scope makes of them: "acquitted of fraud"."""
    return expression.steps[0].factor < 0


def is_deed(expression: Expression) -> bool:
    """Say whether an expression is a deed that counts against whoever does it, and nobody else."""
    return expression.frame.endswith(ACT_ENDING) and expression.value < 0


def features(reading: Reading, mention: Mention, number: int) -> list[Feature]:
    """Return the features of a mention, its `number` among the article's mentions, in no particular order."""
    plain, evidence = weighed(reading, mention, number)
    return [*((slot, word, 1.0, "") for slot, word in plain), *evidence]


def weighed(reading: Reading, mention: Mention, number: int) -> tuple[dict[tuple[str, str], Pair], list[Feature]]:
    """Return the features that weigh something, each once and with its weight, and apart all lexicon evidence."""
    parse = reading.parse
    own = parse.tokens_in(mention.span)
    if not own:
        return {}, []
    its = _words_of(reading, mention, own)
    evidences, deeds = _concerning(reading, mention, number, its.told | its.cues)
    words = _Masked(reading.words, deeds, its.told) if deeds or its.told else reading.words
    found: dict[tuple[str, str], Pair] = {}  # said twice is said; evidence adds up

    def add(slot: str, word: str) -> None:
        if (row := reading.weighing.row(word)) is not None and (pair := row.get(slot)) is not None:
            found[slot, word] = pair

    sentence = parse.sentences[parse.sentence_of[mention.head]]
    paths = _paths(parse, mention.head)
    find_roles(parse, words, mention.head, own, add)
    said, speaks = _voice(reading, mention, add)
    _shape(parse, reading.words, mention.head, own, sentence, add)
    _add_words(found, reading, words, own, sentence, paths, said, its, speaks=speaks)
    _add_sequences(found, reading.weighing, words, own, sentence)
    return found, [feature for evidence in evidences for feature in _of_evidence(evidence, number, paths, said)]


def _words_of(reading: Reading, mention: Mention, own: range) -> "_Words":
    """Return what the mention says where it stands outside: "she called him a hero" praises him and not her.

    Where the writer vouches for what somebody says of themselves ("admitted that he lied") it is as good as told of
    them, and is none of these words.
    """
    others = itself = cues = frozenset[int]()
    sentence = reading.parse.sentences[reading.parse.sentence_of[mention.head]]
    for attribution, content, speaks, spoken_of in reading.speech.concerning(mention):
        if not speaks or spoken_of or is_worded_by_author(attribution) or not _holds(reading.parse, attribution, own):
            continue
        cues |= reading.judging.intersection(t for span in attribution.cue for t in reading.parse.tokens_in(span))
        holder, here = attribution.speaker_entity, content.intersection(sentence)
        # Whoever is only given the word again is not spoken of: "thanked those who, she said, had shown courage".
        if holder is None or all(reading.heads.get(t) != holder for t in here - reading.speech.speaking):
            others |= here
        elif attribution.cue_stance != "endorsing":
            itself |= here
    return _Words(others - itself, itself, cues)


def _holds(parse: Parse, attribution: Attribution, own: range) -> bool:
    """Say whether the mention at `own` speaks itself, alone or with others: not X in "a friend of X said"."""
    speaker = parse.head_in(parse.tokens_in(attribution.speaker[0]))
    return any(t == speaker or (parse.relation[t] in ("conj", "appos") and parse.head[t] == speaker) for t in own)


def tells(reading: Reading, mention: Mention) -> bool:
    """Say whether a mention holds what its sentence tells, and stands outside of it: "she called him a hero"."""
    return bool(_words_of(reading, mention, reading.parse.tokens_in(mention.span)).told)


def _concerning(
    reading: Reading, mention: Mention, number: int, told: frozenset[int]
) -> tuple[list[Evidence], frozenset[int]]:
    """Return the evidence of the mention's sentence, and the tokens of the deeds of others.

    Without these deeds, without what the mention itself has `told` of others, and without blame that stands `apart`.
    """
    kept: list[Evidence] = []
    deeds: frozenset[int] = frozenset()
    others = apart(reading.parse, mention, reading.reproofs)
    for evidence in reading.evidence.get(reading.parse.sentence_of[mention.head], ()):
        if evidence.head in told and number not in evidence.mentions:
            continue
        doers = {reading.entities[i] for i in evidence.mentions}
        to_others = evidence.is_deed and doers and mention.entity not in doers
        if to_others or (evidence.head in others and evidence.is_blame):
            deeds |= evidence.tokens
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
        evidence = Evidence(
            head=expression.head,
            value=expression.value,
            layer=layer,
            term=expression.term,
            mentions=to,
            rule=rule,
            tokens=frozenset(found.parse.tokens_in(expression.span)),
            is_deed=is_deed(expression),
            is_blame=is_blame(expression),
        )
        by_sentence[sentence] = (*by_sentence.get(sentence, ()), evidence)
    return by_sentence


def _paths(parse: Parse, head: int) -> dict[int, tuple[int, str]]:
    """Map each token of the sentence to its distance from `head` in the tree and, nearby, the slot of its path."""
    children, heads, relation = parse.children, parse.head, parse.relation
    paths = {head: (0, "path")}
    todo = [head]
    for token in todo:
        distance, path = paths[token]
        named = distance < _MOST_OF_PATH
        for child in children[token]:
            if child not in paths:
                paths[child] = (distance + 1, f"{path} <{relation[child]}" if named else "")
                todo.append(child)
        above = heads[token]
        if above not in paths:
            paths[above] = (distance + 1, f"{path} >{relation[token]}" if named else "")
            todo.append(above)
    return paths


def _voice(reading: Reading, mention: Mention, add: Add) -> tuple[frozenset[int], bool]:
    """Tell `add` whether the mention speaks or is spoken of; return the tokens it says itself and whether it speaks."""
    said: frozenset[int] = frozenset()
    ever = False
    for attribution, content, speaks, spoken_of in reading.speech.concerning(mention):
        if speaks:
            said, ever = said | content, True
            add("speaks", attribution.kind)
            add("cue", attribution.cue_stance)
        if spoken_of:
            add("spoken of", attribution.kind)
    return said, ever


def _shape(parse: Parse, words: Sequence[str], head: int, own: range, sentence: range, add: Add) -> None:
    """Tell `add` where the mention stands, and beside how many names."""
    add("head", parse.pos[head])
    if parse.pos[head] == "PRON":
        add("pronoun", "possessive" if parse.tag[head] == "PRP$" else "other")
    names, before = 0, ""
    for token in sentence:
        word = TARGET if token in own else words[token]
        names += word == NAME != before
        before = word
    add("names", str(min(names, 4)))
    add("position", str((head - sentence[0]) * 5 // len(sentence)))
    add("length", str(min(5, len(sentence) // 10)))


def _add_words(
    found: dict[tuple[str, str], Pair],
    reading: Reading,
    words: Sequence[str],
    own: range,
    sentence: range,
    paths: Mapping[int, tuple[int, str]],
    said: frozenset[int],
    its: _Words,
    *,
    speaks: bool,
) -> None:
    """Add every word of the sentence by where it stands to the mention: side, distance in words and in the tree, path.

    The innermost loop of the whole stage, and written as one.
    """
    rows, pos, negated = reading.rows, reading.parse.pos, reading.negated
    first, last = own[0], own[-1]
    for token in sentence:
        row, word = rows[token], words[token]
        if row is None or token in own or not word or token in its.of_others or token in its.cues:
            continue
        if token in its.of_itself:
            slot = "says" + (NEGATED if token in negated else "")
            if (pair := row.get(slot)) is not None:
                found[slot, reading.words[token]] = pair
            continue
        if pos[token] == "PUNCT":
            if (pair := row.get("mark")) is not None:
                found["mark", word] = pair
            continue
        mark = NEGATED if token in negated else ""
        distance, path = paths.get(token, (_FAR, ""))
        side, offset = ("after", token - last) if token > last else ("before", first - token)
        slots = ["anywhere" + mark]
        if offset <= _WINDOW:
            slots.append(side + mark)
        if offset <= 3:
            slots.append(f"{side} by {offset}")
        slots.append(("near" if distance <= 2 else "midway" if distance <= 4 else "far") + mark)
        if distance <= _MOST_OF_PATH:
            slots.append(path + mark)
        if token in said:
            slots.append("says" + mark)
        elif speaks:
            slots.append("beside its words" + mark)
        for slot in slots:
            if (pair := row.get(slot)) is not None:
                found[slot, word] = pair


def _add_sequences(
    found: dict[tuple[str, str], Pair], weighing: Weighing, words: Sequence[str], own: range, sentence: range
) -> None:
    """Add words in a row and with one between, the mention standing as TARGET, each name as one NAME, and TOLD once."""
    row: list[str] = []
    for token in sentence:
        word = TARGET if token in own else words[token]
        if word and not (row and word == row[-1] and word in (TARGET, NAME, TOLD)):
            row.append(word)
    second, third = row[1:], row[2:]
    pairs = map(" ".join, zip(row, second, strict=False))
    around = map(" ".join, zip(row, third, strict=False))
    threes = map(" ".join, zip(row, second, third, strict=False))
    for slot, sequences in zip(SEQUENCES, (pairs, around, threes), strict=True):
        weigh = weighing.column(slot).get
        for words_ in sequences:
            if (pair := weigh(words_)) is not None:
                found[slot, words_] = pair


def _of_evidence(
    evidence: Evidence, number: int, paths: Mapping[int, tuple[int, str]], said: frozenset[int]
) -> Iterator[Feature]:
    """Lexicon evidence by its sign, its layer, and how it stands to the mention."""
    distance, path = paths.get(evidence.head, (_FAR, ""))
    sign, size = ("+" if evidence.value > 0 else "-"), abs(evidence.value)
    places = ["anywhere", f"at {min(distance, 5)}"]
    if distance <= _MOST_OF_PATH:
        places.append(path)
    if evidence.head in said:
        places.append("says")
    if number in evidence.mentions:
        places += ["linked", f"linked: {evidence.rule}"]
    elif evidence.mentions:
        places.append("linked to another")
    for layer in (EVIDENCE[0], evidence.layer):
        for place in places:
            yield layer + sign, place, size, evidence.term
