"""Does a place name stand for a place or for those who govern from it? Read off the preposition and what governs it.

"Beijing considers", "relations with Minsk", "assistance from Moscow" name a government; "in Beijing", "a flight from
Minsk", "Beijing time", "Minsk's new stadium" name a place. Of a demonym the noun it stands before tells: "Chinese
troops" and "Russian aggression" are the state's, "Chinese hackers" and "Belarusian exports" are not.
"""

from framing.annotate.titles import GOVERNMENTS, ORGANISATIONS, STATE_LEADERS, is_human, word_set
from framing.model import Mention, Parse

_PLACE_PREPOSITIONS = word_set(
    "in near at outside around across through via inside within throughout into off above beneath beyond"
)
_HELD_IN = word_set("trust faith confidence belief interest believe confide hope disappointment distrust")
"""What one may have *in* a government."""
_GIVEN_FROM = word_set(
    "support assistance aid help pressure loan money order signal message statement demand criticism backing "
    "reaction response invitation threat permission guarantee recognition pledge promise credit financing funding "
    "subsidy gas oil weapon arm protection receive get hear learn seek expect want win secure buy import borrow "
    "distance independence independent away gain obtain request ask need require extract approval interference "
    "warning"
)
"""What comes *from* a government; from anywhere else one travels, flies or measures kilometres."""
_MOTION = word_set(
    "travel go arrive fly return head come move drive journey trip visit flight tour leave depart fare walk rush "
    "march ride sail commute train bring take carry transport bus road route railway way accompany follow invite "
    "rail migrate relocate welcome back send dispatch"
)
_REACHED = word_set("visit leave reach tour enter depart quit besiege bomb shell capture encircle flee")
_POLITICAL = word_set(
    "regime government authority leadership leader official administration side policy narrative delegation "
    "position strategy diplomat diplomacy propaganda elite establishment rhetoric initiative relation tie "
    "partnership ruler strongman autocrat ambition interest influence response support"
)
"""Nouns that make a place name before them a government: "the Minsk regime", "Beijing policy"."""
_OF_THE_PLACE = word_set(
    "city town capital street centre center suburb mayor outskirt resident university district region area "
    "airport stadium metro square theatre theater palace hotel station skyline population museum neighborhood "
    "neighbourhood downtown river bridge county north south east west northeast northwest southeast southwest "
    "mile kilometer kilometre km park restaurant house church school hospital battle siege weather time night day "
    "sky people native heart fall treaty headquarter prosecutor court police"
)
_OF_THE_STATE = (
    GOVERNMENTS
    | STATE_LEADERS
    | _POLITICAL
    | word_set(
        "minister ministry cabinet parliament senate congress embassy ambassador envoy diplomat spokesman spokeswoman "
        "spokesperson statesman republic army military navy troop soldier force forces fighter defender warplane "
        "missile tank intelligence police court media medium press people nation economy law bloc foreign communique "
        "communiqué declaration statement document war attack strike raid bombing offensive assault crime airstrike "
        "shelling bombardment atrocity genocide siege blockade threat blackmail pressure help aid assistance loan "
        "veto sanction embargo tariff plan effort struggle victory defeat model system rule power role lie hate "
        "approach stance view claim argument decision demand action move step measure bid proposal agenda doctrine "
        "tactic promise"
    )
)
"""Nouns that make the demonym before them the state: those who act for it, and what a state does."""
_OF_DEEDS = ("ion", "ism", "ance", "ence", "ity", "ness", "ship", "cy")
"""Nouns that end so name what somebody does or is, "occupation", "cowardice" …"""
_THINGS = word_set(
    "corporation institution station television production million billion lion region fashion population mansion "
    "facility city community university celebrity charity audience ambulance agency company pharmacy fence science "
    "residence insurance finance tourism version edition exhibition congregation religion automation steamship "
    "warship spaceship vision mission"
)
"""… but for these."""
_AFTER_HYPHEN_PLACE = frozenset(["based", "born", "area", "bound"])


def reads_as_place(parse: Parse, first: int, after: int) -> bool:
    """Say whether the name at tokens `first` to `after` - 1 is read as a place, not as the power that sits there."""
    head = _first_conjunct(parse, parse.head_in(range(first, after)))
    governor, relation = parse.head[head], parse.relation[head]
    if after + 1 < len(parse) and parse.lower[after] in {"-", "–"} and parse.tag[after + 1] in {"VBN", "JJ", "VBD"}:
        return parse.lower[after + 1] in _AFTER_HYPHEN_PLACE
    if relation == "pobj":
        return _after_preposition(parse, governor)
    if relation in {"dobj", "obj"}:
        return parse.lemma[governor] in _REACHED
    if relation == "poss":
        return parse.lemma[governor] in _OF_THE_PLACE
    if relation in {"compound", "nmod", "amod", "npadvmod"}:
        return parse.lemma[governor] not in _POLITICAL and parse.tag[governor] != "VBN"
    if relation == "appos":
        return True
    if relation == "nsubj":
        return any(
            parse.relation[c] == "attr" and parse.lemma[c] in {"capital", "city", "town", "place", "venue"}
            for c in parse.children[governor]
        )
    # A name that governs nothing and is governed by nothing is a dateline, a caption, a list of places.
    return relation == "ROOT" and not any(parse.pos[c] in {"VERB", "AUX"} for c in parse.children[head])


def is_located_in(parse: Parse, first: int, after: int) -> bool:
    """Say whether something happens in or near the name at these tokens, which makes it a place for certain."""
    head = parse.head_in(range(first, after))
    return parse.relation[head] == "pobj" and parse.lower[parse.head[head]] in {"in", "near", "outside", "across"}


def stands_for_state(parse: Parse, mention: Mention, said_at: int) -> bool:
    """Say whether what is said at token `said_at` can judge the one mentioned: not by an adjective before another noun.

    "Chinese hackers" are not China. "The Chinese lied", "Chinese troops" and "the brutal Russian invasion" judge the
    state, and so does a noun that is itself the judgement, "Western hysteria", unless it names people.
    """
    head = _first_conjunct(parse, mention.head)
    if mention.via != "demonym" or parse.relation[head] not in {"amod", "compound", "nmod"}:
        return True
    noun = parse.lemma[parse.head[head]]
    if noun in _OF_THE_STATE:
        return True
    if is_human(noun) or noun in ORGANISATIONS | _THINGS:
        return False
    itself = said_at == parse.head[head] and parse.tag[said_at] != "NNS"  # "thugs" and "crooks" are people
    return itself or noun.endswith(_OF_DEEDS)


def _first_conjunct(parse: Parse, token: int) -> int:
    while parse.relation[token] == "conj" and parse.head[token] != token:
        token = parse.head[token]
    return token


def _after_preposition(parse: Parse, preposition: int) -> bool:
    word, governor = parse.lower[preposition], parse.lemma[parse.head[preposition]]
    if parse.relation[preposition] == "prep" and parse.lower[parse.head[preposition]] == "from":
        governor = parse.lemma[parse.head[parse.head[preposition]]]
    if word in _PLACE_PREPOSITIONS:
        return governor not in _HELD_IN
    if word == "from":
        return governor not in _GIVEN_FROM
    if word in {"to", "for", "toward", "towards"}:
        return governor in _MOTION or governor == "from"
    if word == "of":
        return governor in _OF_THE_PLACE
    return False
