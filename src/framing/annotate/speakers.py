"""Who a speaker span names: the entity of the mention that the span holds as its head."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from framing.model import AUTHOR, SPEECH, Article, Attribution, Mention, Parse, Span, Stack, hull

WORDED_BY_AUTHOR = frozenset({"attitude", "topic", "verb-infinitive"})
_FIRST_PERSON = frozenset({"i", "me", "my", "mine", "myself"})
_RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
_ORGANS = frozenset(
    """administration agency announcement authority bureau capital communique communiqué council declaration delegation
    diplomat diplomacy document embassy foreign government leadership media ministry office official outlet parliament
    party press readout release report representative service side spokesman spokesperson spokeswoman state statement
    television text""".split()  # noqa: SIM905
)
"""What speaks for a country when its adjective stands before it: "a Chinese communiqué", "Belarusian state media"."""
_HEADS = frozenset(
    """boss ceo chair chairman chairwoman chief director executive head lawyer leader manager organiser organizer
    president secretary""".split()  # noqa: SIM905
)
"""Who speaks for an organisation; a country's leader is somebody of his own."""
_FOR = frozenset({"for", "of", "at", "from", "with"})


def resolve_speakers(
    article: Article,  # noqa: ARG001
    parse: Parse,
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],
) -> tuple[Attribution, ...]:
    """Return the attributions with `speaker_entity` and `also_speakers`; None when nobody or two would fit."""
    by_token = _by_token(parse, mentions)
    parts = [(n, part) for n, a in enumerate(attributions) if a.kind in SPEECH for part in a.content]
    contents = Stack(part for _, part in parts)
    resolved: list[Attribution] = []
    for attribution in attributions:
        if attribution.kind not in SPEECH or not attribution.speaker:
            resolved.append(attribution)
            continue
        entities = _entities(parse, by_token, attribution)
        if not entities and _is_first_person(parse, attribution):
            around = dict.fromkeys(parts[row][0] for row in contents.holding(attribution.speaker[0]))
            earlier = [resolved[n] for n in around if n < len(resolved)]
            outer = min(earlier, key=lambda a: len(hull(a.content)), default=None)
            entities = [outer.speaker_entity] if outer and outer.speaker_entity else []
        resolved.append(
            replace(attribution, speaker_entity=entities[0], also_speakers=tuple(entities[1:]))
            if entities
            else attribution
        )
    return tuple(resolved)


def is_worded_by_author(attribution: Attribution) -> bool:
    """Say whether the content is in the author's words: what somebody only supports, opposes, wants or talks about."""
    return attribution.kind == "indirect" and attribution.rule in WORDED_BY_AUTHOR


def voice_at(attributions: Sequence[Attribution], span: Span) -> str:
    """Return whose words `span` is; see `Voices`, which answers for many spans."""
    return Voices(attributions).at(span)


class Voices:
    """Whose words a stretch is: the speaker of the innermost speech round it, else the author.

    What somebody only supports, opposes, wants or talks about is worded by the author, unless it stands in marks; and
    so is the subject of a passive: in "the disgraced director was praised by visitors" they didn't say "disgraced".
    """

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        parts = [
            (part, len(hull(a.content)), a.voice)
            for a in attributions
            if a.kind in SPEECH and not is_worded_by_author(a)
            for part in _worded_by_speaker(a)
        ]
        self._stack = Stack(part for part, _, _ in parts)
        self._sizes = [size for _, size, _ in parts]
        self._voices = [voice for _, _, voice in parts]

    def at(self, span: Span) -> str:
        """Return the voice of `span`."""
        holding = self._stack.holding(span)
        return self._voices[min(holding, key=self._sizes.__getitem__)] if holding else AUTHOR


def _worded_by_speaker(attribution: Attribution) -> tuple[Span, ...]:
    """Return the content without the subject of a passive, which stands before the cue.

    Where somebody named says what the subject is ("was called a liar by Novak"), all of it is the judgement.
    """
    if attribution.rule != "verb-passive" or attribution.kind != "indirect":
        return attribution.content
    said = tuple(part for part in attribution.content if part.start > attribution.cue[0].start)
    return attribution.content if said and attribution.speaker else said


def _by_token(parse: Parse, mentions: Sequence[Mention]) -> dict[int, list[Mention]]:
    table: dict[int, list[Mention]] = {}
    for mention in mentions:
        for token in {mention.head, *parse.tokens_in(mention.span)}:
            table.setdefault(token, []).append(mention)
    return table


def _entities(parse: Parse, by_token: dict[int, list[Mention]], attribution: Attribution) -> list[str]:
    """Return who speaks: the entity at the head of the span, then those coordinated with it."""
    tokens = parse.tokens_in(attribution.speaker[0])
    if not tokens:
        return []
    head = parse.head_in(tokens)
    if parse.lower[head] in _RELATIVE:
        head = _antecedent(parse, head)
    heads = [head]
    for at in heads:
        heads.extend(c for c in parse.children[at] if parse.relation[c] == "conj")
    found = [_entity(parse, by_token, at) for at in heads]
    return list(dict.fromkeys(e for e in found if e is not None)) if found[0] is not None else []


def _entity(parse: Parse, by_token: dict[int, list[Mention]], head: int) -> str | None:
    """Return the entity that a noun names: by itself, by an apposition, or by the country whose organ it is."""
    own = [m for m in by_token.get(head, ()) if m.via != "demonym" or parse.pos[head] != "ADJ"]
    exact = [m for m in own if m.head == head] or own
    entities = {m.entity for m in exact}
    if len(entities) == 1:
        return entities.pop()
    if entities:
        return None
    for child in parse.children[head]:
        if parse.relation[child] == "appos":
            named = {m.entity for m in by_token.get(child, ()) if m.head == child}
            if len(named) == 1:
                return named.pop()
    if parse.lemma[head] in _ORGANS | _HEADS:
        types = ("organisation",) if parse.lemma[head] in _HEADS else ("country", "government", "organisation")
        owners = {m.entity for t in _owners(parse, head) for m in by_token.get(t, ()) if m.type in types}
        if len(owners) == 1:
            return owners.pop()
    return None


def _owners(parse: Parse, noun: int) -> Iterator[int]:
    """Yield the words for whom a speaker speaks: "the party leader", "the ministry's spokesman", "a lawyer for X"."""
    for child in parse.children[noun]:
        if parse.relation[child] in ("amod", "compound", "poss", "nmod"):
            yield child
        elif parse.relation[child] == "prep" and parse.lower[child] in _FOR:
            yield from (c for c in parse.children[child] if parse.relation[c] == "pobj")


def _antecedent(parse: Parse, relative: int) -> int:
    """Return the noun that "who" stands for: the one its clause hangs on."""
    for token in (relative, *parse.ancestors(relative)):
        if parse.relation[token] == "relcl":
            return parse.head[token]
    return relative


def _is_first_person(parse: Parse, attribution: Attribution) -> bool:
    tokens = parse.tokens_in(attribution.speaker[0])
    return any(parse.lower[t] in _FIRST_PERSON for t in tokens)
