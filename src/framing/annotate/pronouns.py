"""Third-person pronouns when one antecedent fits, "I" and "you" inside quotations; none when two fit.

The order of rules follows Lappin & Leass (1994) and centering (Grosz, Joshi & Weinstein 1995) as far as they can be
trusted: binding first, then agreement, then the subject. What is left open stays open: a wrong antecedent puts blame
on somebody else, a missing one only makes the evidence thinner.
"""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from framing.annotate.antecedents import OBJECT, SUBJECT, Candidate, find_candidates, find_genders
from framing.annotate.homes import author_home, find_homes
from framing.annotate.titles import HE, IT, SHE, THEY, word_set
from framing.lexicon.entries import Lexicon
from framing.model import SPEECH, Article, Attribution, Mention, Parse, Span

PRONOUNS: Mapping[str, str] = {
    **dict.fromkeys(("he", "him", "his", "himself"), HE),
    **dict.fromkeys(("she", "her", "hers", "herself"), SHE),
    **dict.fromkeys(("it", "its", "itself"), IT),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), THEY),
}
_REFLEXIVES = frozenset({"himself", "herself", "itself", "themselves"})
_SPEAKER = frozenset({"i", "me", "my", "mine", "myself"})
_ADDRESSEE = frozenset({"you", "your", "yours", "yourself"})
_ABOUT, _REMEMBERED = 4, 40
"""Sentences in which one is meant where nobody nearer agrees; and in which nobody else of their gender was named."""
_TELLING = word_set("tell ask assure inform remind warn thank urge congratulate advise promise")
_JUDGING = word_set(
    "praise laud commend applaud salute hail admire thank honour honor reward congratulate respect blame condemn "
    "criticize criticise denounce rebuke reprimand slam blast attack mock ridicule fault punish sanction scold shame "
    "chide castigate lambast deride fine sue"
)


@dataclass(slots=True)
class _Scene:
    """What the rules look at: the parse, who was named so far, and who says what."""

    parse: Parse
    lexicon: Lexicon
    layer: list[int]
    """The quotation each token lies in, -1 for the author's own words."""
    speakers: dict[int, set[str]]
    """The named speakers of each quotation; none where unknown."""
    banned: dict[int, set[str]]
    """Who is not "he" or "she" in each quotation: its speakers, or where they have no name whoever they are of."""
    topics: dict[int, set[str]]
    """Whom each quotation is said of: "said Orsen of Vale"."""
    candidates: list[Candidate]
    at: dict[int, Candidate]
    genders: Mapping[str, str]
    resolved: dict[int, tuple[Candidate, str]] = field(default_factory=dict)


def resolve_pronouns(
    article: Article, parse: Parse, lexicon: Lexicon, mentions: Sequence[Mention], attributions: Sequence[Attribution]
) -> tuple[Mention, ...]:
    """Return `mentions` with the pronouns added that stand for one of them (`via` "pronoun"), in text order."""
    genders = find_genders(parse, lexicon, mentions)
    layer = _layers(article.text, parse, attributions)
    # What the plain cases teach about who is "he" and who is "she" decides cases with two at hand.
    first = _resolve(parse, lexicon, layer, mentions, attributions, genders)
    genders = {**_learnt(first, parse), **genders}
    scene = _resolve(parse, lexicon, layer, mentions, attributions, genders)
    _resolve_in_quotations(scene, attributions, mentions)
    taken = {t for m in mentions for t in parse.tokens_in(m.span)}
    added = [
        Mention(parse.spans[t], c.entity, c.type, "pronoun", t)
        for t, (c, _) in scene.resolved.items()
        if t not in taken
    ]
    own = author_home(article, parse, lexicon, mentions)
    owners = {t: c.entity for t, (c, _) in scene.resolved.items() if parse.tag[t] == "PRP$"}
    added += find_homes(parse, lexicon, taken, owners, [scene.speakers.get(i) for i in layer], own)
    return tuple(sorted((*mentions, *added), key=lambda m: m.span))


def _learnt(scene: _Scene, parse: Parse) -> dict[str, str]:
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for t, (candidate, rule) in scene.resolved.items():
        if candidate.type == "person" and rule.startswith("one fits"):
            votes[candidate.entity][PRONOUNS[parse.lower[t]]] += 1
    return {entity: next(iter(counted)) for entity, counted in votes.items() if len(counted) == 1}


# --- quotations ---------------------------------------------------------------------------------------------------


def _layers(text: str, parse: Parse, attributions: Sequence[Attribution]) -> list[int]:
    """Return for each token the innermost attribution whose quoted words it belongs to, -1 for none."""
    layer = [-1] * len(parse)
    size = [len(text) + 1] * len(parse)
    for i, attribution in enumerate(attributions):
        if attribution.kind not in SPEECH or attribution.kind == "indirect":
            continue
        for span in attribution.content:
            for t in _quoted_tokens(text, parse, span, whole=attribution.kind == "direct"):
                if len(span) < size[t]:
                    layer[t], size[t] = i, len(span)
    return layer


def _quoted_tokens(text: str, parse: Parse, span: Span, *, whole: bool) -> list[int]:
    tokens = parse.tokens_in(span)
    if whole:
        return list(tokens)
    inside, open_mark = [], False
    for t in tokens:
        mark = parse.spans[t].of(text)
        if mark in {"“", "‘", "``"}:
            open_mark = True
        elif mark in {"”", "''"}:
            open_mark = False
        elif mark == '"':
            open_mark = not open_mark
        elif open_mark:
            inside.append(t)
    return inside


def _speakers(
    parse: Parse, attributions: Sequence[Attribution], at: Mapping[int, Candidate]
) -> tuple[dict[int, set[str]], dict[int, set[str]]]:
    """Return who speaks in each quotation, at the head of the span, and who is not spoken of in the third person."""
    speakers, banned = {}, {}
    for i, a in enumerate(attributions):
        tokens = [t for span in a.speaker for t in parse.tokens_in(span)]
        named = {at[t].entity for t in tokens if t in at and at[t].type != "relation"}
        heads = {parse.head_in(parse.tokens_in(span)) for span in a.speaker if len(parse.tokens_in(span))}
        heads |= {t for t in tokens if parse.relation[t] in {"conj", "appos"} and parse.head[t] in heads}
        speakers[i] = named & {at[t].entity for t in heads if t in at}
        banned[i] = speakers[i] or named
    return speakers, banned


def _topics(parse: Parse, attributions: Sequence[Attribution], at: Mapping[int, Candidate]) -> dict[int, set[str]]:
    """Return whom quotations are said of; the "of" hangs on the verb, or on a speaker who stands after it."""
    found = {}
    for i, a in enumerate(attributions):
        verbs = [t for span in a.cue for t in parse.tokens_in(span) if parse.pos[t] == "VERB"]
        said = [c for verb in verbs for c in parse.children[verb]]
        said += [c for t in said if parse.relation[t] == "nsubj" and t > parse.head[t] for c in parse.children[t]]
        about = [t for t in said if parse.relation[t] == "prep" and parse.lower[t] in {"of", "about"}]
        found[i] = {at[o].entity for t in about for o in parse.children[t] if o in at and at[o].type == "person"}
    return found


# --- the rules ----------------------------------------------------------------------------------------------------


def _resolve(
    parse: Parse,
    lexicon: Lexicon,
    layer: list[int],
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],
    genders: Mapping[str, str],
) -> _Scene:
    candidates = find_candidates(parse, lexicon, mentions, genders)
    at = {c.head: c for c in candidates}
    speakers, banned = _speakers(parse, attributions, at)
    topics = _topics(parse, attributions, at)
    scene = _Scene(parse, lexicon, layer, speakers, banned, topics, candidates, at, genders)
    for t, word in enumerate(parse.lower):
        if word in PRONOUNS and t not in at and parse.tag[t] in {"PRP", "PRP$"}:
            answer = _antecedent(scene, t, PRONOUNS[word])
            if answer is not None and not answer[0].entity.startswith("?"):
                candidate = Candidate(answer[0].entity, answer[0].type, t, frozenset({PRONOUNS[word]}))
                scene.resolved[t] = candidate, answer[1]
                insort(scene.candidates, candidate, key=lambda c: c.head)
                at[t] = candidate
    return scene


def _antecedent(scene: _Scene, t: int, pronoun: str) -> tuple[Candidate, str] | None:
    """Return whom the pronoun at token `t` stands for, and by which rule; None when nobody or two fit."""
    parse = scene.parse
    subject = _clause_subject(parse, t)
    own = scene.at.get(subject) if subject is not None and not _is_plural(parse, subject) else None
    if own is not None and (not _agrees(own, pronoun) or scene.layer[own.head] != scene.layer[t]):
        own = None
    if (judged := _judged_for(parse, t)) is not None:
        whom = scene.at.get(judged)
        if whom is not None and _agrees(whom, pronoun):
            return whom, "judged for what is theirs"
        if whom is None and pronoun == (THEY if parse.tag[judged] == "NNS" else IT):
            return None  # "Moscow condemned the strike for its cruelty"
    if parse.lower[t] in _REFLEXIVES:
        emphatic = parse.relation[t] in {"appos", "npadvmod"}
        return (own, "reflexive") if own and own.head < t and not emphatic else None
    if pronoun in {IT, THEY}:
        return _thing(scene, t, pronoun, own, subject)
    if len(topic := scene.topics.get(scene.layer[t], set())) == 1:
        about = next((c for c in scene.candidates if c.entity in topic and _agrees(c, pronoun)), None)
        if about is not None:
            return about, "whom the words are about"
    near = _near(scene, t, pronoun)
    if parse.tag[t] != "PRP$":
        others = {own.entity} if own is not None and parse.relation[t] in OBJECT else set()
        return _one_person(scene, t, [c for c in near if c.entity not in others], others)
    others = _possessed(scene, t)
    near = [c for c in near if c.entity not in others]
    if own is None or own.entity in others:
        return _one_person(scene, t, near, others)
    if own.head > t:
        # "In his speech, Xi said": only if nobody before could be meant.
        return (own, "subject that follows") if {c.entity for c in near} <= {own.entity} else None
    between = {c.entity for c in near if own.head < c.head < t} - {own.entity}
    return (own, "subject of its clause") if not between else None


def _judged_for(parse: Parse, t: int) -> int | None:
    """Return whom a verb of praise, blame or thanks has as object: Paris in "London praised Paris for its courage"."""
    preposition = parse.head[parse.head[t]]
    if parse.tag[t] != "PRP$" or parse.relation[parse.head[t]] != "pobj" or parse.lower[preposition] != "for":
        return None
    verb = parse.head[preposition]
    if parse.relation[verb] == "dobj":
        verb = parse.head[verb]
    if parse.lemma[verb] not in _JUDGING or parse.pos[verb] != "VERB":
        return None
    objects = [c for c in parse.children[verb] if parse.relation[c] == "dobj"]
    return objects[0] if len(objects) == 1 and not _is_plural(parse, objects[0]) else None


def _possessed(scene: _Scene, t: int) -> set[str]:
    """Return who is called "his …", so isn't "he": the noun possessed, its appositions, the subject it is said of."""
    parse, owned = scene.parse, scene.parse.head[t]
    same = {owned, *(c for c in parse.children[owned] if parse.relation[c] == "appos")}
    if parse.relation[owned] in {"appos", "compound", "nmod"}:
        same.add(parse.head[owned])
    if parse.relation[owned] == "attr":
        same |= {c for c in parse.children[parse.head[owned]] if parse.relation[c] in SUBJECT}
    return {scene.at[u].entity for u in same if u in scene.at}


def _one_person(scene: _Scene, t: int, near: Sequence[Candidate], others: set[str]) -> tuple[Candidate, str] | None:
    sentence = scene.parse.sentence_of
    here = [c for c in near if sentence[c.head] == sentence[t]]
    before = [c for c in near if sentence[c.head] == sentence[t] - 1]
    further = [c for c in near if sentence[c.head] == sentence[t] - 2]
    for group, rule in (
        ([*before, *here], "one fits"),
        (further if not (here or before) else [], "one fits, further up"),
    ):
        if len({c.entity for c in group}) == 1:
            return group[-1], rule
    if here:
        return _only_subject(scene, t, here, "subject of this sentence")
    if before and _is_early(scene.parse, t):
        return _only_subject(scene, t, before, "subject of the sentence before")
    return None if near else _only_one_about(scene, t, others)


def _only_one_about(scene: _Scene, t: int, others: set[str]) -> tuple[Candidate, str] | None:
    """Return who was just about, in whoever's words, where nobody nearer agrees and no other is remembered who does."""
    parse, pronoun = scene.parse, PRONOUNS[scene.parse.lower[t]]
    layer = scene.layer[t]
    banned = scene.banned.get(layer, set())
    if layer >= 0 and not banned:
        return None
    banned = banned | others | {scene.at[c].entity for c in _coordinated(parse, t) if c in scene.at}
    here = parse.sentence_of[t]
    start, near = (parse.sentences[max(0, here - back)][0] for back in (_REMEMBERED, _ABOUT))
    fitting = [c for c in _within(scene, start, t) if _agrees(c, pronoun) and c.entity not in banned]
    fitting = [c for c in fitting if c.head >= near or not c.entity.startswith("?")]
    only = len({c.entity for c in fitting}) == 1 and fitting[-1].head >= near and fitting[-1].pronouns == {pronoun}
    return (fitting[-1], "only one about") if only else None


def _only_subject(scene: _Scene, t: int, group: Sequence[Candidate], rule: str) -> tuple[Candidate, str] | None:
    parse = scene.parse
    subjects = {c.entity: c for c in group if parse.relation[c.head] in SUBJECT and not _is_plural(parse, c.head)}
    if len(subjects) != 1:
        return None
    only = next(iter(subjects.values()))
    verb = parse.head[only.head]
    # "Trump told Cruz that he …": who shares the verb with the subject is as likely. In the next sentence he isn't.
    rivals = [
        c for c in group if c.entity != only.entity and verb in {parse.head[c.head], parse.head[parse.head[c.head]]}
    ]
    return (only, rule) if not rivals or parse.sentence_of[t] != parse.sentence_of[only.head] else None


def _near(scene: _Scene, t: int, pronoun: str) -> list[Candidate]:
    """Return who agrees with the pronoun and stands before it, in this sentence or the two before, in its voice."""
    parse, layer = scene.parse, scene.layer[t]
    here = parse.sentence_of[t]
    banned = scene.banned.get(layer, set()) if layer >= 0 else set()
    if layer >= 0 and not banned:
        return []
    together = _coordinated(parse, t)
    return [
        c
        for c in _within(scene, parse.sentences[max(0, here - 2)][0], t)
        if _agrees(c, pronoun)
        and scene.layer[c.head] in {-1, layer}
        and c.entity not in banned
        and c.head not in together
    ]


def _within(scene: _Scene, first: int, after: int) -> list[Candidate]:
    """Return the candidates at tokens `first` to `after` - 1; they are kept in order."""
    at = bisect_left(scene.candidates, first, key=lambda c: c.head)
    return scene.candidates[at : bisect_left(scene.candidates, after, lo=at, key=lambda c: c.head)]


def _coordinated(parse: Parse, t: int) -> set[int]:
    """Return what stands beside the pronoun in "Merkel and she"."""
    above = {parse.head[t]} if parse.relation[t] == "conj" else set()
    return above | {c for c in parse.children[t] if parse.relation[c] == "conj"}


def _agrees(candidate: Candidate, pronoun: str) -> bool:
    return pronoun in candidate.pronouns


def _thing(
    scene: _Scene, t: int, pronoun: str, own: Candidate | None, subject: int | None
) -> tuple[Candidate, str] | None:
    """Resolve "its" to the subject of its clause, and a subject "it" to the subject of the clause before it.

    Any common noun may be "it", so nothing looser is safe.
    """
    parse = scene.parse
    if parse.tag[t] == "PRP$":
        if own is None or own.entity in _possessed(scene, t):
            return None
        if own.head > t:
            # "Due to its place on the map, Belarus is …": only if the sentence names nobody before.
            start = parse.sentences[parse.sentence_of[t]][0]
            return None if _others_between(scene, start, t, own, pronoun) else (own, "subject that follows")
        # The subject of a clause further up, or of a passive, owns it only if nothing else in between could.
        passive = parse.relation[own.head] == "nsubjpass"
        between = _within(scene, own.head + 1, t)
        if passive and any(c.type != "person" and c.entity != own.entity for c in between):
            return None
        near = parse.head[own.head] in _first_verb(parse, t) and not _has_owner_between(scene, own, t)
        if not near and _others_between(scene, own.head + 1, t, own, pronoun):
            return None
        return None if pronoun == THEY and _has_plural(parse, own, t) else (own, "subject of its clause")
    if parse.relation[t] != "nsubj" or _is_pleonastic(parse, t):
        return None
    start = parse.sentences[parse.sentence_of[t]][0]
    before = [u for u in range(start, t) if parse.relation[u] in SUBJECT]
    if not before and parse.sentence_of[t] > 0:
        # The first subject of its sentence goes back to the main subject of the one before, if that is all there is.
        earlier = parse.sentences[parse.sentence_of[t] - 1]
        before = [u for u in earlier if parse.relation[u] in SUBJECT]
        if len(before) != 1:
            return None
    if not before or (subject is not None and subject not in before):
        return None
    last = scene.at.get(before[-1])
    if last is None or _is_plural(parse, last.head) or not _agrees(last, pronoun):
        return None
    if scene.layer[last.head] != scene.layer[t] or (pronoun == THEY and _has_plural(parse, last, t)):
        return None
    # "Although China lacks the means, it …" is parallel; else an object in between is as likely.
    verb = parse.head[last.head]
    parallel = parse.relation[verb] == "advcl" and parse.head[verb] == parse.head[t]
    objects = any(parse.relation[u] in {"dobj", "attr"} and parse.pos[u] == "NOUN" for u in range(last.head, t))
    return (last, "subject before it") if parallel or not objects else None


def _first_verb(parse: Parse, t: int) -> set[int]:
    """Return the verb of the pronoun's own clause, and the one it is coordinated with."""
    for verb in parse.ancestors(t):
        if parse.pos[verb] in {"VERB", "AUX"}:
            return {verb, parse.head[verb]} if parse.relation[verb] == "conj" else {verb}
    return set()


def _others_between(scene: _Scene, first: int, after: int, own: Candidate, pronoun: str) -> bool:
    return any(c.entity != own.entity and _agrees(c, pronoun) for c in _within(scene, first, after))


def _has_owner_between(scene: _Scene, own: Candidate, t: int) -> bool:
    """Say whether another owner stands in between: "China values the DRC's loyalty and its support"."""
    return any(
        scene.parse.relation[c.head] == "poss" and c.entity != own.entity for c in _within(scene, own.head + 1, t)
    )


def _has_plural(parse: Parse, own: Candidate, t: int) -> bool:
    return own.type != "group" and any(parse.tag[u] in {"NNS", "NNPS"} for u in range(own.head + 1, t))


def _is_pleonastic(parse: Parse, t: int) -> bool:
    """Say whether "it" stands for nothing: "it is clear that", "it seems", "it took years to"."""
    verb = parse.head[t]
    below = {parse.relation[c] for c in parse.children[verb]}
    if parse.lemma[verb] in {"seem", "appear", "rain", "snow", "take", "turn", "happen", "matter", "follow"}:
        return True
    if parse.lemma[verb] == "be" or parse.relation[t] == "nsubjpass":
        return bool(below & {"ccomp", "xcomp", "advcl", "csubj", "attr", "acomp", "relcl"})
    return False


# --- clauses ------------------------------------------------------------------------------------------------------


def _clause_subject(parse: Parse, t: int) -> int | None:
    """Return the subject of the nearest verb above `t` that has one other than `t` or what `t` belongs to."""
    came_from = t
    for verb in parse.ancestors(t):
        for c in parse.children[verb]:
            if parse.relation[c] in SUBJECT and c not in {t, came_from}:
                if parse.relation[verb] == "relcl" and parse.lower[c] in {"who", "which", "that"}:
                    return parse.head[verb]
                return c
        came_from = verb
    return None


def _is_plural(parse: Parse, head: int) -> bool:
    """Say whether a subject is one of several: "Xi and Lukashenka"."""
    return parse.relation[head] == "conj" or any(parse.relation[c] == "conj" for c in parse.children[head])


def _is_early(parse: Parse, t: int) -> bool:
    """Say whether the pronoun is in the subject of the sentence's main clause, or before it."""
    start = parse.sentences[parse.sentence_of[t]][0]
    return not any(parse.relation[u] in SUBJECT for u in range(start, t))


# --- first and second person --------------------------------------------------------------------------------------


def _resolve_in_quotations(scene: _Scene, attributions: Sequence[Attribution], mentions: Sequence[Mention]) -> None:
    parse = scene.parse
    types = {m.entity: m.type for m in mentions}
    speakers, _ = _speakers(parse, attributions, scene.at)
    addressed = {i: _addressees(scene, a) - speakers[i] for i, a in enumerate(attributions)}
    for t, word in enumerate(parse.lower):
        i = scene.layer[t]
        if i < 0 or parse.tag[t] not in {"PRP", "PRP$"}:
            continue
        people = speakers[i] if word in _SPEAKER else addressed[i] if word in _ADDRESSEE else set()
        people = {p for p in people if types.get(p) == "person"}
        if len(people) == 1:
            entity = people.pop()
            scene.resolved[t] = Candidate(entity, types[entity], t, frozenset()), "speaker or addressee"


def _addressees(scene: _Scene, attribution: Attribution) -> set[str]:
    """Return who is spoken to: "told Xi that …", "said in private to Lukashenka, …"."""
    parse = scene.parse
    verbs = [t for span in attribution.cue for t in parse.tokens_in(span) if parse.pos[t] == "VERB"]
    found = set()
    for verb in verbs:
        for c in parse.children[verb]:
            objects = parse.children[c] if parse.lower[c] == "to" else ()
            if parse.relation[c] == "dative" or (parse.relation[c] == "dobj" and parse.lemma[verb] in _TELLING):
                objects = (c, *parse.children[c])
            found |= {scene.at[o].entity for o in objects if o in scene.at}
    return {e for e in found if not e.startswith("?")}
