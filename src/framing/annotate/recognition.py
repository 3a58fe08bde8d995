"""Stretches that may be names: what name recognition found, cleaned, and who it overlooked."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from framing.annotate.first_names import gender_of_first_name
from framing.annotate.name_parts import ARTICLES, HYPHENS, PARTICLES, Words
from framing.annotate.places import is_located_in
from framing.annotate.titles import HUMANS, ORGANISATIONS, belongs_to_title, is_human, is_profession, is_title, word_set
from framing.model import EntityType, Parse

TYPES: Mapping[str, EntityType] = {
    "PERSON": "person",
    "ORG": "organisation",
    "NORP": "group",
    "EVENT": "event",
    # A place no lexicon lists is a mention only where it is no place: "Texas sued". Then it is those who govern it.
    "GPE": "government",
}
"""Labels of name recognition that can be holders or targets; dates, sums, works of art, streets, laws are none."""
EDGE = word_set("the a an ' '' \" “ ” ‘ ’ 's - – — . , : ; ( ) [ ] / * • & and of this that these those its his her")
_BODIES = word_set(
    "trust foundation university college institute council committee ministry agency association brewery records foods "
    "energy systems industries airlines motors holdings partners technologies bank pharma ferries media"
)
"""Last words of names that no person bears."""
_SITES = word_set(
    "street road avenue square beach garden gardens park church hall hotel bridge river lake island station airport "
    "hospital school tech city county bay falls hill hills valley palace prize award"
)
"""What makes a first name before it a place's or a body's: "Virginia Beach", "Victoria Station"."""
_NO_NAMES = word_set(
    "god lord christ allah internet bible earth sun moon parliament congress christmas easter covid covid-19 "
    "government state president minister team"
)
"""Capitalised words that an article may repeat, and nobody's name."""
_STANDING = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj", "appos"})
_DASHES = HYPHENS | {"–", "—", "--"}
_PREFIXES = frozenset({"pro", "anti", "ex", "post", "pre", "neo", "mid"})
_HUMAN_VERBS = word_set(
    "say tell ask write speak note add argue insist deny admit concede explain reply respond answer joke tweet testify "
    "recall remember think believe feel know want hope fear wish decide refuse apologize resign marry die laugh smile "
    "cry sit stand walk talk shout whisper nod shrug vow pledge promise praise criticize criticise accuse blame mock "
    "dismiss brush pick plead graduate born serve love hate enjoy worry realize realise learn suggest point urge warn"
)
_MOST_TOKENS = 8


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch that name recognition took for a name, trimmed of titles, marks and possessives."""

    first: int
    after: int
    label: str
    words: Words


def recognised(parse: Parse, text: str) -> tuple[Name, ...]:
    """Return what name recognition found, cleaned: never empty, never lower case, never over a line break."""
    found, told = [], {}
    for first, after, label in _whole(parse, text):
        better = _label(parse, first, after, label)
        if (name := _cleaned(parse, text, first, after, better)) is not None:
            found.append(name)
            if better != label != "GPE":
                told[name.words] = better
    found = [replace(n, label=told.get(n.words, n.label)) for n in found]
    taken = {t for first, after, _ in parse.names.tolist() for t in range(first, after)}
    taken |= {t for n in found for t in range(n.first, n.after)}
    found += _introduced(parse, text, taken)
    taken |= {t for n in found for t in range(n.first, n.after)}
    found += _apposed(parse, text, taken)
    taken |= {t for n in found for t in range(n.first, n.after)}
    found += _acting(parse, text, taken)
    taken |= {t for n in found for t in range(n.first, n.after)}
    found += _of_bodies(parse, text, taken)
    taken |= {t for n in found for t in range(n.first, n.after)}
    found += _full(parse, text, taken, found)
    taken |= {t for n in found for t in range(n.first, n.after)}
    found += _repeated(parse, text, taken, found)
    words = _plain_words(parse, text)
    found = [
        n for n in found if n.after - n.first > 1 or n.words[0] not in words or not _is_opening(parse, text, n.first)
    ]
    return tuple(sorted(found, key=lambda n: n.first))


def _whole(parse: Parse, text: str) -> Iterable[tuple[int, int, str]]:
    """Yield what recognition found with its label, whole: it cuts "Delgado-Ruiz" and "von der Leyen" in two at times.

    Two names that each stand alone elsewhere stay two: "the Trump-Putin summit".
    """
    names = parse.names.tolist()
    taken = {t for first, after, _ in names for t in range(first, after)}
    alone = {
        parse.lower[t]
        for first, after, _ in names
        for t in (first, after - 1)
        if not (is_hyphen(parse, t - 1) or is_hyphen(parse, t + 1))
    }
    end = 0
    for first, after, number in names:
        if first < end:
            continue
        label, start, end = parse.vocabulary[number], first, after
        while _joins_on(parse, text, end, taken, alone):
            end += 2
        while is_name_part(parse, text, end) and (
            parse.lower[end - 1] in PARTICLES
            or ((label == "PERSON" or _is_given(parse, start, end, label)) and _goes_on(parse, start, end, taken))
        ):
            end, label = end + 1, "PERSON"
        if parse.lower[start] not in alone or label == "PERSON":
            start = _part_start(parse, text, start, taken)
        if (start, end) != (first, after):
            if parse.relation[parse.head_in(range(start, end))] in {"compound", "amod", "nmod"} and label != "PERSON":
                start, end = first, after
            elif start and start - 1 not in taken and is_name_part(parse, text, start - 1):
                start = _part_start(parse, text, start - 1, taken)
        yield start, end, label


def _is_given(parse: Parse, first: int, after: int, label: str) -> bool:
    """Say whether recognition took a first name alone for people or a body: "Ingrid" of "Ingrid Solheim"."""
    surname = parse.lower[after : after + 1]
    return (
        label in {"NORP", "ORG"}
        and after - first == 1
        and gender_of_first_name(parse.lower[first]) is not None
        and (_SITES | _BODIES | ORGANISATIONS).isdisjoint(surname)
    )


def _goes_on(parse: Parse, first: int, after: int, taken: set[int]) -> bool:
    """Say whether recognition saw only the first name of "Jean-Luc Marchand"."""
    head = parse.head_in(range(first, after))
    free = after not in taken and parse.sentence_of[after] == parse.sentence_of[first]
    return free and parse.head[head] == after and parse.relation[head] == "compound"


def _joins_on(parse: Parse, text: str, after: int, taken: set[int], alone: set[str]) -> bool:
    """Say whether a hyphen and another half of the name follow."""
    return (
        is_hyphen(parse, after)
        and after + 1 not in taken
        and is_name_part(parse, text, after + 1)
        and not {parse.lower[after - 1], parse.lower[after + 1]} & alone
    )


def _part_start(parse: Parse, text: str, t: int, taken: set[int]) -> int:
    """Return where the part of a name begins that goes on at `t`: at "Delgado" of "Delgado-Ruiz", at "von"."""
    while t and t - 1 not in taken and parse.sentence_of[t - 1] == parse.sentence_of[t]:
        if is_hyphen(parse, t - 1) and t - 2 not in taken and _begins_part(parse, text, t - 2):
            t -= 2
        elif parse.lower[t - 1] in PARTICLES:
            t -= 1
        else:
            break
    return t


def _begins_part(parse: Parse, text: str, t: int) -> bool:
    return is_name_part(parse, text, t) or parse.lower[t] in ARTICLES


def is_hyphen(parse: Parse, t: int) -> bool:
    """Say whether the token is a hyphen without space on either side."""
    return (
        0 < t < len(parse) - 1
        and parse.lower[t] in HYPHENS
        and parse.ends[t - 1] == parse.starts[t]
        and parse.ends[t] == parse.starts[t + 1]
    )


def _plain_words(parse: Parse, text: str) -> set[str]:
    """Return the nouns that the article writes small and never big but where everything is: "dam"."""
    small = {w for t, w in enumerate(parse.lower) if parse.pos[t] == "NOUN" and _is_lower(parse, text, t)}
    return small - {
        w for t, w in enumerate(parse.lower)
        if w in small and not _is_lower(parse, text, t) and not _is_opening(parse, text, t)
        and not is_name_part(parse, text, t - 1) and not is_name_part(parse, text, t + 1)
    }  # fmt: skip


def _is_opening(parse: Parse, text: str, t: int) -> bool:
    """Say whether a capital tells nothing here: at the start of a sentence or a quotation, or in a headline."""
    return (
        t == 0
        or parse.sentence_of[t - 1] != parse.sentence_of[t]
        or parse.pos[t - 1] == "PUNCT"
        or is_heading(parse, text, t)
    )


def _label(parse: Parse, first: int, after: int, label: str) -> str:
    """Return the label of a name; beside what only a person is, it is a person's, whatever recognition takes it for."""
    head = parse.head_in(range(first, after))
    office = parse.head[head]
    beside = {parse.lemma[c] for c in parse.children[head] if parse.relation[c] == "appos" and c >= after}
    if label == "PERSON":
        if after - first == 1 and gender_of_first_name(parse.lower[first]) is None and has_body_before(parse, first):
            return "ORG"
        body = beside & ORGANISATIONS and not any(map(is_human, beside))
        return "ORG" if after - first > 1 and (body or parse.lower[after - 1] in _BODIES) else label
    if beside & HUMANS and not is_located_in(parse, first, after):  # "In Tulsa, an unarmed man"
        return "PERSON"
    if parse.relation[head] != "appos" or office > first:
        return label
    named = is_profession(parse, office) if label not in TYPES and after - first > 1 else parse.lemma[office] in HUMANS
    return "PERSON" if named else label


def _introduced(parse: Parse, text: str, taken: set[int]) -> Iterable[Name]:
    """Yield who is brought in, though not recognised: "Nikolay Vavilov, political scientist", "Nordkyst, a firm"."""
    for comma, word in enumerate(parse.lower):
        if word != "," or comma + 1 == len(parse):
            continue
        first, most = comma, 3
        while (
            first
            and most
            and first - 1 not in taken
            and is_name_part(parse, text, first - 1)
            and "\n" not in text[parse.spans[first - 1].end : parse.spans[first].start]
        ):
            first, most = _part_start(parse, text, first - 1, taken), most - 1
        if first == comma or parse.sentence_of[first] != parse.sentence_of[comma]:
            continue
        beside = range(comma + 1, min(comma + 4, len(parse)))
        if comma - first > 1 and any(is_profession(parse, t) for t in beside):
            yield Name(first, comma, "PERSON", parse.lower[first:comma])
        elif parse.lower[comma + 1] in {"a", "an"} and any(
            parse.lower[t] in ORGANISATIONS and parse.relation[t] == "appos" and parse.head[t] == comma - 1
            for t in beside
        ):
            yield Name(first, comma, "ORG", parse.lower[first:comma])


def _apposed(parse: Parse, text: str, taken: set[int]) -> Iterable[Name]:
    """Yield who stands beside what only a person is, though not recognised: "his lawyer, Ines da Costa"."""
    for t, relation in enumerate(parse.relation):
        if relation != "appos" or t in taken or parse.head[t] > t or not is_name_part(parse, text, t):
            continue
        if parse.lemma[parse.head[t]] in HUMANS and parse.lower[t + 1 : t + 2] != ("-",):
            yield Name(first := _name_start(parse, text, t, taken), t + 1, "PERSON", parse.lower[first : t + 1])


def _name_start(parse: Parse, text: str, t: int, taken: set[int], most: int = 2) -> int:
    """Return where the name begins that ends at `t`, with at most so many parts before the last."""
    first = _part_start(parse, text, t, taken)
    while most and first and first - 1 not in taken and is_name_part(parse, text, first - 1):
        first, most = _part_start(parse, text, first - 1, taken), most - 1
    return first


def _acting(parse: Parse, text: str, taken: set[int]) -> Iterable[Name]:
    """Yield who does what only people do, though not recognised: "Bade wrote", "Jindal brushed aside the question"."""
    for t, relation in enumerate(parse.relation):
        if relation != "nsubj" or t in taken or parse.lemma[parse.head[t]] not in _HUMAN_VERBS:
            continue
        if not is_name_part(parse, text, t) or is_headline(parse, text, t):
            continue
        first = _name_start(parse, text, t, taken)
        alone = first == 0 or parse.pos[first - 1] not in {"PROPN", "DET", "ADJ", "NUM"}
        if alone and t + 1 < len(parse) and parse.pos[t + 1] != "PROPN":
            yield Name(first, t + 1, "PERSON", parse.lower[first : t + 1])


def _of_bodies(parse: Parse, text: str, taken: set[int]) -> Iterable[Name]:
    """Yield what names the body whose noun follows: "the Wellspring clinic chain"."""
    for t, lemma in enumerate(parse.lemma):
        if lemma not in ORGANISATIONS or parse.tag[t] != "NN" or not _is_lower(parse, text, t):
            continue
        name = t - 1
        if name > 0 and parse.tag[name] == "NN" and parse.head[name] == t and _is_lower(parse, text, name):
            name -= 1
        if name < 1 or name in taken or parse.head[name] not in range(name + 1, t + 1):
            continue
        written = text[parse.spans[name].start :]
        plain = parse.tag[name] in {"NNP", "VBG", "VBN"} and written[0].isupper() and not is_title(parse, name)
        if plain and parse.lower[name - 1] in {"the", "a"} and not is_headline(parse, text, name):
            yield Name(name, name + 1, "ORG", parse.lower[name : name + 1])


def _full(parse: Parse, text: str, taken: set[int], found: Sequence[Name]) -> Iterable[Name]:
    """Yield full names that were overlooked: a first name and another, or any word and the surname of somebody known.

    "Without Ingrid Solheim", and "Anatole Girard's staging" in an article in which "Girard" replies.
    """
    known = {n.words for n in found if n.label == "PERSON" or _does_as_people_do(parse, n)}
    for first, after in _runs(parse, text, taken):
        given, last = parse.lower[first], parse.lower[after - 1]
        if after - first not in {2, 3} or last in _SITES | _BODIES | ORGANISATIONS or given in _NO_NAMES:
            continue
        if gender_of_first_name(given) is not None or (last,) in known:
            yield Name(first, after, "PERSON", parse.lower[first:after])


def _does_as_people_do(parse: Parse, name: Name) -> bool:
    head = name.after - 1
    return parse.relation[head] == "nsubj" and parse.lemma[parse.head[head]] in _HUMAN_VERBS


def _repeated(parse: Parse, text: str, taken: set[int], found: Sequence[Name]) -> Iterable[Name]:
    """Yield what has a capital twice or more within a sentence, never small, and stands as names do: "Nordfisk"."""
    runs: dict[Words, list[int]] = defaultdict(list)
    for first, after in _runs(parse, text, taken):
        runs[parse.lower[first:after]].append(first)
    runs = {words: firsts for words, firsts in runs.items() if len(firsts) > 1 and len("".join(words)) > 3}
    asked = {w for words in runs for w in words}
    barred = {w for first, after, _ in parse.names.tolist() for w in parse.lower[first:after]} | _NO_NAMES
    barred |= {word for t, word in enumerate(parse.lower) if word in asked and _is_lower(parse, text, t)}
    known = {n.words for n in found}
    for words, firsts in runs.items():
        if words in known or len(words) > 3 or words[-1] in _SITES or not barred.isdisjoint(words):
            continue
        within = [t for t in firsts if not _is_opening(parse, text, t)]
        standing = [t for t in within if parse.relation[t + len(words) - 1] in _STANDING]
        if len(standing) > 1 and not any(is_located_in(parse, t, t + len(words)) for t in firsts):
            yield from (Name(t, t + len(words), "ORG", words) for t in firsts)


def _runs(parse: Parse, text: str, taken: set[int]) -> Iterable[tuple[int, int]]:
    """Yield where capitalised proper nouns stand in a row that are part of no name yet, outside of headings."""
    end = 0
    for first, pos in enumerate(parse.pos):
        if pos != "PROPN" or first < end or first in taken:
            continue
        end = first
        while (
            end not in taken and is_name_part(parse, text, end) and parse.sentence_of[end] == parse.sentence_of[first]
        ):
            end += 1
        if end > first and not {first - 1, end} & taken and not is_heading(parse, text, first):
            yield first, end


def _cleaned(parse: Parse, text: str, first: int, after: int, label: str) -> Name | None:
    for t in range(first + 1, after):
        dash = parse.lower[t] in _DASHES and not is_hyphen(parse, t)
        if dash or "\n" in text[parse.spans[t - 1].end : parse.spans[t].start]:
            after = t
            break
    lower = parse.lower
    if is_hyphen(parse, first + 1) and lower[first] == "non":
        return None
    if is_hyphen(parse, first + 1) and lower[first] in _PREFIXES:
        first += 2
    if after - first > 1 and _is_opening(parse, text, first) and _opens_only(parse, first, label):
        first += 1
    while first < after and (lower[first] in EDGE or (label == "PERSON" and _leads_a_name(parse, first, after))):
        first += 1
    while after > first and (lower[after - 1] in EDGE or (label == "PERSON" and parse.tag[after - 1] == "POS")):
        after -= 1
    while (
        label != "PERSON" and after - first > 1 and parse.pos[after - 1] == "NOUN" and _is_lower(parse, text, after - 1)
    ):
        after -= 1
    words = lower[first:after]
    if not words or len(words) > _MOST_TOKENS or not any(len(w) > 1 for w in words):
        return None
    written = parse.span(first, after).of(text)
    if not written[0].isalpha() or written.islower() or re.search(r"[@\\<>|=“”\"]|https?:|www\.", written):
        return None
    if len(words) == 1 and (
        belongs_to_title(parse, first) or parse.pos[first] == "ADJ" or words[0].endswith("ologist")
    ):
        return None
    if label == "NORP" and parse.relation[parse.head_in(range(first, after))] in {"amod", "compound", "nmod"}:
        return None
    if label == "PERSON" and (any(w[0].isdigit() for w in words) or parse.pos[after - 1] in {"VERB", "AUX", "ADP"}):
        return None
    return Name(first, after, label, tuple(words))


def _opens_only(parse: Parse, t: int, label: str) -> bool:
    """Say whether the word has its capital only from the sentence: "Later Girard threatened", "Cruel American"."""
    if parse.pos[t + 1] != "PROPN" and label != "PERSON":  # "Here & Now"
        return False
    return parse.pos[t] == "ADV" or (label == "PERSON" and parse.tag[t] == "JJ" and parse.pos[t] == "ADJ")


def _leads_a_name(parse: Parse, first: int, after: int) -> bool:
    return first + 1 < after and belongs_to_title(parse, first)


def _is_lower(parse: Parse, text: str, token: int) -> bool:
    return text[parse.spans[token].start].islower()


def is_headline(parse: Parse, text: str, token: int) -> bool:
    """Say whether the token's sentence is set in title case, where capitals tell nothing."""
    sentence = parse.sentences[parse.sentence_of[token]]
    if parse.lower[sentence[-1]] in {".", "”", '"'}:
        return False
    words = [t for t in sentence if len(parse.lower[t]) > 3 and parse.lower[t].isalpha()]
    capitals = sum(text[parse.spans[t].start].isupper() for t in words)
    return len(words) > 1 and capitals >= 0.7 * len(words)


def is_heading(parse: Parse, text: str, token: int) -> bool:
    """Say whether the token stands in a headline, or in a first line without a full stop."""
    first_line = parse.sentence_of[token] == 0 and parse.lower[parse.sentences[0][-1]] not in {".", "”", '"', "?", "!"}
    return first_line or is_headline(parse, text, token)


def is_name_part(parse: Parse, text: str, t: int) -> bool:
    return (
        0 <= t < len(parse)
        and parse.pos[t] == "PROPN"
        and text[parse.spans[t].start].isupper()
        and not is_title(parse, t)
    )


def has_body_before(parse: Parse, first: int) -> bool:
    """Say whether the noun of a body that bears the name stands before it: "the startup Lumora".

    In "the company Musk founded failed" it does not bear the name; where nothing fails, the parser took a sentence for
    a relative clause.
    """
    noun = first - 1
    if noun < 1 or parse.lower[noun] not in ORGANISATIONS or parse.tag[noun] != "NN":
        return False
    if parse.lower[noun - 1] not in {"the", "a", "an"} or parse.sentence_of[noun - 1] != parse.sentence_of[first]:
        return False
    relative = parse.relation[first] in {"nsubj", "nsubjpass"} and parse.relation[parse.head[first]] == "relcl"
    return not relative or parse.relation[noun] == "ROOT"
