"""How a mention stands to what its sentence tells: it suffers a deed, finds fault, is only a place, or is one of "us".

The words near a name say what happens, not who is to blame: whoever is attacked stands beside "attack" as closely as
the attacker, and who accuses beside "accuse" as closely as the accused. These rules read it off the syntax. They are
few, see no name, and each shows among the reasons.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from framing.annotate.links import has_another
from framing.annotate.titles import word_set
from framing.model import Mention, Parse

OF_US = frozenset({"our", "we"})

_HARM = word_set(
    "war aggression attack crime assault strike bombing terror offensive violence persecution repression threat "
    "blackmail hostility discrimination slander smear conspiracy plot hatred hate force sabotage provocation campaign"
)
"""Nouns of harm that is done *against*, *on* or *upon* somebody."""
_HARMED = word_set(
    "invasion genocide annexation occupation bombardment bombing shelling killing murder massacre persecution torture "
    "destruction seizure abduction deportation siege blockade harassment abuse assassination"
)
"""Nouns of a deed whose "of" names whom it befalls; in "the aggression of" it names who commits it."""
_HARMS = word_set(
    "attack invade kill murder destroy bomb shell seize occupy deport torture rape annex besiege abduct kidnap harass "
    "persecute assault terrorize terrorise enslave blackmail bully victimize victimise oppress rob ruin devastate "
    "wound injure massacre exterminate betray liberate"
)
_REPROACH = word_set(
    "speech criticism tirade broadside complaint lawsuit suit accusation allegation protest argument petition"
)
"""Nouns of blame in words that somebody voices *against* or *of* others."""
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_AGAINST = frozenset({"against", "on", "upon", "toward", "towards"})
_PLACE_PREPOSITIONS = word_set("in near at outside around across inside within throughout")
_CARRIED_BY = frozenset({"amod", "compound", "poss", "nmod", "conj", "appos"})
_MOST_STEPS = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """What a rule adds to the log-odds of negative and of positive, each against neutral, and its name as a reason."""

    name: str
    negative: float
    positive: float


ONE_OF_US = "one of us"
"""The name of the turn by which a speaker counts a mention among their own."""
ONLY_SPEAKS = Turn("only speaks", -1.0, -1.0)
"""Whoever holds an attribution is neither praised nor blamed by what stands in it, nor by being given the word."""
_SUFFERS = -3.0
_PLACE = -2.3
_ANOTHER = -2.3
_ONE_OF_US = 1.5
_FINDS_FAULT = (-1.5, 0.5)


def turns(
    parse: Parse, mention: Mention, deeds: Mapping[int, str], reproofs: Mapping[int, str] = MappingProxyType({})
) -> Iterator[Turn]:
    """Yield the turns of a mention. `deeds` maps the head of each deed the lexicon blames to its words, and `reproofs`
    that of each verb that blames its object.

    Suffering takes blame away and gives no praise; whoever finds fault with others is not whose fault it is; a place is
    neither praised nor blamed; "our" does a little of both. The sizes are about those of the strongest words the model
    learnt, and were chosen on whole articles (docs/method.md).
    """
    if harm := _suffered(parse, mention, deeds):
        yield Turn(f"done to it: {harm}", _SUFFERS, 0.0)
    if reproof := _reproves(parse, mention, reproofs):
        yield Turn(f"finds fault: {reproof}", *_FINDS_FAULT)
    if _is_place(parse, mention):
        yield Turn("only a place", _PLACE, _PLACE)
    if noun := _whose(parse, mention):
        yield Turn(f"told of another: {noun}", _ANOTHER, _ANOTHER)
    if any(parse.lower[c] in OF_US for t in _phrase(parse, mention.head) for c in parse.children[t]):
        yield Turn(ONE_OF_US, -_ONE_OF_US, _ONE_OF_US)


def _suffered(parse: Parse, mention: Mention, deeds: Mapping[int, str]) -> str:
    """Return the word for what is done to the mention, or to what is its own; empty where nothing is."""
    for token in _phrase(parse, mention.head):
        head = parse.head[token]
        if parse.relation[token] in ("dobj", "nsubjpass") and (parse.lemma[head] in _HARMS or head in deeds):
            return parse.lemma[head] if not _is_undone(parse, head) else ""
        if parse.relation[token] == "pobj" and (harm := _by_preposition(parse, head, deeds)):
            return harm
        for child in parse.children[token]:
            if parse.relation[child] == "amod" and parse.tag[child] == "VBN" and parse.lemma[child] in _HARMS:
                return parse.lower[child]
    return ""


def _by_preposition(parse: Parse, preposition: int, deeds: Mapping[int, str]) -> str:
    word, governor = parse.lower[preposition], parse.head[preposition]
    lemma = parse.lemma[governor]
    if word == "of":
        return lemma if lemma in _HARMED else ""
    if word not in _AGAINST:
        return ""
    if lemma in _HARM | _HARMED | _HARMS or governor in deeds:
        return lemma
    if parse.pos[governor] == "VERB":  # "unleashed a war against X"
        for child in parse.children[governor]:
            if parse.relation[child] in ("dobj", "nsubjpass") and (parse.lemma[child] in _HARM or child in deeds):
                return parse.lemma[child]
    return ""


def _reproves(parse: Parse, mention: Mention, reproofs: Mapping[int, str]) -> str:
    """Return the word by which the mention finds fault with others; empty where it doesn't."""
    for verb in _acts(parse, mention.head):
        if verb in reproofs:
            return reproofs[verb] if not _is_undone(parse, verb) else ""
        for noun in parse.children[verb]:
            voiced = parse.relation[noun] == "dobj" and parse.lemma[noun] in _REPROACH
            if voiced and any(parse.lower[c] == "against" for c in (*parse.children[noun], *parse.children[verb])):
                return parse.lemma[noun]
    return ""


def _acts(parse: Parse, token: int) -> Iterator[int]:
    """Yield the verbs whose agent is at `token`: its own, and those that share it ("rose and criticized")."""
    while parse.relation[token] in ("conj", "appos") and parse.head[token] != token:
        token = parse.head[token]
    head = parse.head[token]
    if parse.relation[token] == "pobj" and parse.relation[head] == "agent":
        yield parse.head[head]
    if parse.relation[token] == "nsubj":
        yield head
        for child in parse.children[head]:
            alone = not any(parse.relation[c] in _SUBJECTS for c in parse.children[child])
            if alone and parse.relation[child] in ("conj", "xcomp"):
                yield child


def _is_undone(parse: Parse, verb: int) -> bool:
    """Say whether the harm is denied: "never attacked them"."""
    return any(parse.relation[c] == "neg" for c in parse.children[verb])


def _is_place(parse: Parse, mention: Mention) -> bool:
    token = mention.head
    return (
        mention.type == "country"
        and mention.via in ("alias", "metonym", "description")
        and parse.relation[token] == "pobj"
        and parse.lower[parse.head[token]] in _PLACE_PREPOSITIONS
    )


def _whose(parse: Parse, mention: Mention) -> str:
    """Return the word for somebody of whom the clause tells, and not the mention: "my client is not a liar"."""
    noun = parse.head[mention.head]
    return parse.lemma[noun] if has_another(parse, mention.head) and parse.relation[noun] in _SUBJECTS else ""


def _phrase(parse: Parse, token: int) -> list[int]:
    """Return `token` and the nouns it modifies, owns or stands beside: "Ukrainian" and "cities"."""
    found = [token]
    while len(found) <= _MOST_STEPS and parse.relation[token] in _CARRIED_BY and parse.head[token] != token:
        token = parse.head[token]
        found.append(token)
    return found
