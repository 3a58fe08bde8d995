"""How a mention stands to what its sentence tells: it suffers a deed, finds fault, is only a place, or is one of "us".

The words near a name say what happens, not who is to blame: whoever is attacked stands beside "attack" as closely as
the attacker, and who accuses beside "accuse" as closely as the accused. These rules read it off the syntax. They are
few, see no name, and each shows among the reasons.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from framing.annotate.links import has_another
from framing.annotate.scope import refutation
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
    "wound injure massacre exterminate betray liberate beat stab punch insult humiliate intimidate torment slander "
    "defame smear mistreat defraud swindle"
)
_VICTIM = word_set("victim casualty survivor prey")
"""What one is who suffers the deed that the noun's "of" names."""
_DEAR = word_set(
    "wife husband spouse son daughter child baby mother father parent brother sister sibling friend family cousin "
    "uncle aunt nephew niece grandfather grandmother grandson granddaughter home house leg arm hand foot eye sight "
    "hearing life limb"
)
"""Whom and what one has lost at the hands of others, or of fate."""
_WRONGLY = word_set(
    "unfairly wrongly falsely unjustly wrongfully baselessly groundlessly mistakenly erroneously undeservedly "
    "unreasonably maliciously unjustifiably"
)
"""How one is blamed whom the writer takes for blameless."""
_CHARGE = word_set("charge convict jail imprison arrest prosecute indict sentence detain implicate incriminate suspect")
"""Verbs that lay something to somebody's charge, beside those of the lexicon that blame their object."""
_CLEARS = word_set("acquit clear exonerate absolve vindicate exculpate")
_LAYS_BARE = word_set("expose uncover reveal unmask unearth document investigate denounce protest oppose resist fight")
"""What one does who brings a wrong to light or stands up to it."""
_REPROACH = word_set(
    "speech criticism tirade broadside complaint lawsuit suit accusation allegation protest argument petition"
)
"""Nouns of blame in words that somebody voices *against* or *of* others."""
_ITS_OWN = frozenset({"his", "her", "its", "their", "my", "our", "own"})
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
_CLEARED = (-3.0, 0.5)


def turns(
    parse: Parse, mention: Mention, deeds: Mapping[int, str], reproofs: Mapping[int, str] = MappingProxyType({})
) -> Iterator[Turn]:
    """Yield the turns of a mention. `deeds` maps the head of each deed the lexicon blames to its words, and `reproofs`
    that of each verb that blames its object.

    Suffering takes blame away and gives no praise; being cleared gives a little; whoever finds fault with
    others is not whose fault it is; a place is neither praised nor blamed; "our" does a little of both. The sizes are
    about those of the strongest words the model learnt, and were chosen on whole articles (docs/method.md).
    """
    if harm := _suffered(parse, mention, deeds):
        yield Turn(f"done to it: {harm}", _SUFFERS, 0.0)
    if word := _cleared(parse, mention, reproofs):
        yield Turn(f"cleared: {word}", *_CLEARED)
    if reproof := _reproves(parse, mention, reproofs):
        yield Turn(f"finds fault: {reproof}", *_FINDS_FAULT)
    if _is_place(parse, mention):
        yield Turn("only a place", _PLACE, _PLACE)
    if noun := _whose(parse, mention):
        yield Turn(f"told of another: {noun}", _ANOTHER, _ANOTHER)
    if any(parse.lower[c] in OF_US for t in _phrase(parse, mention.head) for c in parse.children[t]):
        yield Turn(ONE_OF_US, -_ONE_OF_US, _ONE_OF_US)


def apart(parse: Parse, mention: Mention, reproofs: Mapping[int, str]) -> frozenset[int]:
    """Return the tokens whose blame is not the mention's: what it is cleared of, what others are who do something to
    it, and what it stands up to. `reproofs` are as for `turns`.

    "The corrupt regime jailed X", "X exposed the fraud": neither the corruption nor the fraud tells against X.
    """
    tops, alone = list[int](), set[int]()
    if (refuted := refutation(parse, mention.head)) is not None:
        tops += refuted
    for token in _phrase(parse, mention.head):
        head = parse.head[token]
        if parse.relation[token] in ("dobj", "nsubjpass"):
            tops += _dependents(parse, head, "nsubj", "agent")
            if _clears(parse, head) or _wrongly_blamed(parse, head, reproofs):
                alone.add(head)
                tops += (*_dependents(parse, head, "prep"), *_dependents(parse, token, "prep"))
        elif parse.relation[token] == "pobj" and parse.lower[head] == "of" and parse.lemma[parse.head[head]] in _HARMED:
            tops += _dependents(parse, parse.head[head], "amod")
        tops += _victim(parse, token)
    for verb in _acts(parse, mention.head):
        tops += _stood_up_to(parse, verb, reproofs)
    return frozenset(alone).union(*map(parse.subtree, tops)).difference(parse.tokens_in(mention.span))


def _dependents(parse: Parse, token: int, *relations: str) -> list[int]:
    return [c for c in parse.children[token] if parse.relation[c] in relations]


def _stood_up_to(parse: Parse, verb: int, reproofs: Mapping[int, str]) -> Iterator[int]:
    """Yield the tops of what the agent of `verb` blames, brings to light, protests against, or helps the victims of."""
    if _is_undone(parse, verb):
        return
    against = verb in reproofs or parse.lemma[verb] in _LAYS_BARE
    for child in parse.children[verb]:
        if parse.relation[child] == "dobj":
            its_own = any(parse.lower[c] in _ITS_OWN for c in parse.children[child])
            if (against and not its_own) or parse.lemma[child] in _VICTIM:
                yield child
        if against and parse.lower[child] == "against":
            yield child
    for noun in _voiced(parse, verb):
        yield from (c for c in (*parse.children[noun], *parse.children[verb]) if parse.lower[c] == "against")


def _cleared(parse: Parse, mention: Mention, reproofs: Mapping[int, str]) -> str:
    """Return the word by which a mention is told to be blameless: cleared, wrongly blamed, or falsely said to be so."""
    for token in _phrase(parse, mention.head):
        verb = parse.head[token]
        undergoes = parse.relation[token] in ("dobj", "nsubjpass")
        if undergoes and (word := _clears(parse, verb) or _wrongly_blamed(parse, verb, reproofs)):
            return word
    refuted = refutation(parse, mention.head)
    return parse.lower[refuted[1]] if refuted else ""


def _clears(parse: Parse, verb: int) -> str:
    """Return the verb by which somebody is freed of blame, "acquitted", "cleared of fraud"; empty for any other."""
    of = any(parse.lower[c] == "of" for child in parse.children[verb] for c in (child, *parse.children[child]))
    clears = parse.lemma[verb] in _CLEARS and (of or parse.lemma[verb] != "clear")
    return parse.lower[verb] if clears and not _is_undone(parse, verb) else ""


def _wrongly_blamed(parse: Parse, verb: int, reproofs: Mapping[int, str]) -> str:
    """Return the adverb by which blame is told to be undeserved: "wrongly accused"; empty where none is."""
    if (verb not in reproofs and parse.lemma[verb] not in _CHARGE) or _is_undone(parse, verb):
        return ""
    return next((parse.lower[c] for c in _dependents(parse, verb, "advmod") if parse.lower[c] in _WRONGLY), "")


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
        for noun in _victim(parse, token):
            return parse.lemma[noun]
        loses = parse.relation[token] == "nsubj" and parse.lemma[head] == "lose"
        if loses and any(parse.lemma[c] in _DEAR for c in _dependents(parse, head, "dobj")):
            return parse.lower[head]
    return ""


def _victim(parse: Parse, token: int) -> Iterator[int]:
    """Yield the noun by which who stands at `token` is told to be a victim: "X was the victim of", "X, a victim of"."""
    head = parse.head[token]
    nouns = _dependents(parse, token, "appos")
    if parse.relation[token] == "nsubj" and not _is_undone(parse, head):
        nouns += _dependents(parse, head, "attr")
    return (noun for noun in nouns if parse.lemma[noun] in _VICTIM)


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
        for noun in _voiced(parse, verb):
            if any(parse.lower[c] == "against" for c in (*parse.children[noun], *parse.children[verb])):
                return parse.lemma[noun]
    return ""


def _voiced(parse: Parse, verb: int) -> Iterator[int]:
    """Yield the nouns of blame that the agent of `verb` voices: "made a speech", "resigned in protest"."""
    objects = _dependents(parse, verb, "dobj")
    adjuncts = (n for p in _dependents(parse, verb, "prep") if parse.lower[p] == "in" for n in parse.children[p])
    return (noun for noun in (*objects, *adjuncts) if parse.lemma[noun] in _REPROACH)


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
