"""Whom a pronoun may stand for: the entities mentioned, with the pronouns that agree, and unnamed people at hand."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from framing.annotate.first_names import gender_of_first_name
from framing.annotate.titles import HE, IT, SHE, THEY, gender_of_titles, word_set
from framing.lexicon.entries import Lexicon
from framing.model import EntityType, Mention, Parse

SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
OBJECT = frozenset({"dobj", "dative", "pobj", "iobj"})
_OTHER_ROLES = OBJECT | {"poss"}
_PRONOUNS_OF_TYPE: Mapping[EntityType, frozenset[str]] = {
    "person": frozenset({HE, SHE}),
    "country": frozenset({IT}),
    "government": frozenset({IT}),
    "organisation": frozenset({IT}),
    "group": frozenset({THEY}),
    "event": frozenset(),
    "relation": frozenset(),
}
_MALE = word_set("man boy father son husband brother uncle grandfather king prince guy gentleman nephew")
_FEMALE = word_set("woman girl mother daughter wife sister aunt grandmother queen princess lady niece girlfriend")
_PEOPLE = _MALE | _FEMALE | word_set(
    "person child baby teenager teen student pupil teacher professor doctor nurse patient officer official "
    "policeman cop soldier general lawyer attorney judge prosecutor suspect victim defendant witness president "
    "minister chancellor leader chairman director manager boss executive ceo founder owner spokesman spokeswoman "
    "spokesperson senator congressman representative governor mayor candidate nominee rival opponent ally aide "
    "adviser advisor expert analyst economist scientist researcher author writer journalist reporter host anchor "
    "editor critic activist singer actor actress player coach worker employee driver pilot farmer immigrant "
    "migrant refugee voter friend colleague neighbor neighbour partner parent somebody someone everyone anyone "
    "nobody one gunman attacker shooter killer terrorist priest pastor bishop pope rabbi imam citizen resident "
    "customer client agent detective sheriff informant whistleblower accuser donor billionaire businessman "
    "businesswoman entrepreneur counterpart successor predecessor commander veteran hero dictator autocrat"
)  # fmt: skip
"""Nouns that may be the antecedent too; one at hand, and a name is no longer the only one that fits."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody a pronoun may stand for; `entity` begins with "?" for a person without a name."""

    entity: str
    type: EntityType
    head: int
    pronouns: frozenset[str]


def find_genders(parse: Parse, lexicon: Lexicon, mentions: Sequence[Mention]) -> dict[str, str]:
    """Return the pronoun of each person whose lexicon entry, title or first name tells it."""
    found: dict[str, str] = {}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        if mention.type != "person" or mention.entity in found:
            continue
        entity = lexicon.entities.get(mention.entity)
        own = [p for p in (entity.pronouns if entity else ()) if p in {HE, SHE}]
        if len(own) == 1:
            found[mention.entity] = own[0]
            continue
        tokens = parse.tokens_in(mention.span)
        if titled := gender_of_titles(parse, tokens.start, mention.head):
            votes[mention.entity][titled] += 3
        if len(tokens) > 1:
            for t in tokens[:-1]:
                if by_name := gender_of_first_name(parse.lower[t]):
                    votes[mention.entity][by_name] += 1
                    break
    for entity_id, counted in votes.items():
        (pronoun, n), *others = counted.most_common()
        if not others or n > 2 * others[0][1]:
            found[entity_id] = pronoun
    return found


def find_candidates(
    parse: Parse, lexicon: Lexicon, mentions: Sequence[Mention], genders: Mapping[str, str]
) -> list[Candidate]:
    found = []
    for m in mentions:
        if m.via == "demonym" and not (m.type == "country" and _is_people(parse, m.head)):
            continue
        entity = lexicon.entities.get(m.entity)
        pronouns = _PRONOUNS_OF_TYPE[m.type]
        if pronouns and entity is not None and entity.pronouns:
            pronouns = frozenset(entity.pronouns)
        if m.via == "demonym":
            pronouns = frozenset({THEY})
        if m.entity in genders:
            pronouns = frozenset({genders[m.entity]})
        found.append(Candidate(m.entity, m.type, m.head, pronouns))
        if m.via == "name" and m.type != "person" and parse.relation[m.head] in SUBJECT:
            found.append(Candidate(f"?{m.head}", "person", m.head, frozenset({HE, SHE})))
    named = {t for m in mentions for t in parse.tokens_in(m.span)}
    recognised = {t for first, after, _ in parse.names.tolist() for t in range(first, after)}
    for t, lemma in enumerate(parse.lemma):
        if parse.pos[t] == "PROPN" and t not in named and _may_be_person(parse, t, t in recognised):
            known = gender_of_first_name(parse.lower[t - 1]) if t else None
            found.append(Candidate(f"?{t}", "person", t, frozenset({known} if known else {HE, SHE})))
        elif lemma in _PEOPLE and t not in named and parse.tag[t] in {"NN", "NNP"} and _is_referring(parse, t, named):
            gender = {HE} if lemma in _MALE else {SHE} if lemma in _FEMALE else {HE, SHE}
            found.append(Candidate(f"?{t}", "person", t, frozenset(gender)))
    return sorted(found, key=lambda c: c.head)


def _may_be_person(parse: Parse, t: int, recognised: bool) -> bool:
    """Say whether a name nobody placed may be a person's: it acts, or is acted on, and has no article or adjective."""
    if any(parse.relation[c] in {"det", "poss", "amod", "nummod"} for c in parse.children[t]):
        return False
    return parse.relation[t] in SUBJECT or (parse.relation[t] in _OTHER_ROLES and not recognised)


def _is_people(parse: Parse, head: int) -> bool:
    return parse.relation[head] in SUBJECT | OBJECT and parse.pos[head] in {"PROPN", "NOUN", "ADJ"}


def _is_referring(parse: Parse, t: int, named: set[int]) -> bool:
    """Say whether a common noun brings in a person of its own, not a title, an apposition or a predicate."""
    if parse.relation[t] in {"compound", "amod", "nmod", "attr", "npadvmod", "acomp"}:
        return False
    beside = {c for c in parse.children[t] if parse.relation[c] == "appos"}  # "its chairman, Olav Brekke"
    beside |= {parse.head[t]} if parse.relation[t] == "appos" else set()
    return beside.isdisjoint(named)
