"""Where a sentence may begin: rules that bind the parser, which decides only what they leave open.

The parser cuts well after a full stop and badly elsewhere: before brackets, after "U.S.", inside quotations, and it
runs a headline into the text that follows. The rules are asked before it parses, so that its trees never cross them.
"""

import re
from dataclasses import dataclass


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_OPENERS = "\"'“‘«([„"
_CLOSERS = "\"'”’»)]*"
_DASHES = frozenset({"-", "--", "–", "—", "...", "…"})

_TITLES = _words(
    "mr mrs ms mx dr prof rev hon gen lt col sgt capt cmdr adm maj brig sen rep gov pres amb supt det insp st mt "
    "messrs vs cf approx ca fig figs vol vols pp nos e.g i.e esp viz"
)
"""Abbreviations that always stand before what they belong to."""
_BEFORE_NUMBERS = _words("no p jan feb mar apr jun jul aug sep sept oct nov dec")
_ACRONYM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]\.|[A-Z]\.")
"""U.S., a.m., Ph.D. written with full stops, and initials."""
_SHORT_FORMS = _words("al ft inc corp ltd co bros jr sr etc ave blvd dept univ")
"""Abbreviations that may end a sentence."""

_ARTICLES_AND_PREPOSITIONS = _words(
    "A According After Again All Almost Along Already Also Although Among An And Another Any Around As At Because "
    "Before Behind Below Beside Besides Between Beyond Both But By Despite Due During Each Either Even Every "
    "Everything Few Finally For From If In Instead Into Its Just Later Like Many Maybe More Most Much Nearly Neither "
    "Never No Nobody None Nor Not Nothing Now Of Often On Once One Only Other Others Outside Over Perhaps Several "
    "Since So Some Someone Sometimes Soon Still Such Than That The Their Then Therefore These This Those Though "
    "Through Throughout Thus To Two Under Unlike Until Upon Usually Via While With Within Without Writing Yet"
)
_CLAUSE_OPENERS = _words(
    "Am Are Aren't Can Can't Could Couldn't Did Didn't Do Does Doesn't Don't Had Hadn't Has Hasn't Have Haven't He "
    "He'd He'll He's Here Here's His How How's However If Is Isn't It It'll It's Let's Meanwhile "
    "Moreover My Nevertheless Our She She'd She'll She's Shouldn't That'll That's There There's They They'd "
    "They'll They're They've Was Wasn't We We'd We'll We're We've Were Weren't What What's When Where Where's Whether "
    "Which Who's Whose Why Will Won't Would Wouldn't You You'd You'll You're You've Your"
)
_STARTERS = _ARTICLES_AND_PREPOSITIONS | _CLAUSE_OPENERS | {"I"}
"""Words that have a capital only where a sentence begins (or in a title)."""

_WEEKDAYS = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTHS = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATELINE = re.compile(
    rf"(?<![,;:(]\s){_WEEKDAYS}, (?:{_MONTHS} \d{{1,2}},|\d{{1,2}} {_MONTHS},?) \d{{4}}(?= [^\W_]|$)"
)
_BEFORE_A_DATE = _words("on of until till by from since for after before and or to the last next this than")
_DAY_OR_MONTH = re.compile(rf"(?:{_WEEKDAYS}|{_MONTHS}),?")
_LEADS_TO_A_TITLE = _words("a an as at called for from in of on read reads said say says the titled to with")
_CAPTION = re.compile(r"(?:Image|Photo|Picture|Photograph|Credit)[:;]")
_SECTION = re.compile(
    r"""(?<=[.!?"”)] )(?:[A-Z]\w+ )?(?:Analysis|Background|Conclusions?|Context|Interview|Introduction|Overview|"""
    r"""Reactions?|Results|Summary) (?P<prose>["“]?[A-Z])"""
)
_NAME_TWICE = re.compile(r"\b(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,4}) (?P<prose>(?P=name))\b")
_ASIDE = re.compile(r"(?<= -- )(?P<aside>\w[^.!?]{0,200}?) -- (?P<prose>\w+)")
_SMILEY = re.compile(r"[:;=]-?[)(DP]")
_BRACKETS = re.compile(r"\([^()]{0,400}\)|\[[^\[\]]{0,400}\]")
_SPEAKER_AFTER = re.compile(
    r"[!?][\"'”’]+\s+(?=(?:[^\W\d_][\w.’'-]*\s+){1,4}"
    r"(?:said|says|asked|asks|added|replied|answered|wondered|insisted|exclaimed|stressed|declared|wrote)\s*[.,])"
)
"""'“Why?” Xi Jinping asked.'"""
_QUOTATION = r"""(?P<quotation>"(?=\S)[^"“”]{1,600}"|“[^“”]{1,600}”)(?![^\W_])"""
_INTRODUCED = re.compile(rf"[:;] {_QUOTATION}")
_WOVEN_IN = re.compile(rf"\b(?:like|said|says?|saying|that|wrote|writes) {_QUOTATION}")
_STOP_WITHIN = re.compile(r"[.!?…]\s+(?=[^\W\d_a-z])")
_CHUNK = re.compile(r"\S+")
_GLUED = re.compile(r"[^\W\d_]{2}[.!?]+[\"'”’)\]]*(?=[^\W\d_]{2})")


@dataclass(frozen=True, slots=True)
class Starts:
    """Offsets where a sentence begins for `certain`, and where the parser may begin one; nowhere else does one."""

    certain: frozenset[int]
    possible: frozenset[int]


def sentence_starts(text: str) -> Starts:
    """Say for a block of text where its sentences certainly and possibly begin, the block's own start left out.

    >>> sorted(sentence_starts("Dr. Xi came to the U.S. He left.").certain)
    [24]
    """
    certain: set[int] = set()
    possible: set[int] = set()
    chunks = list(_CHUNK.finditer(text))
    enclosed = _enclosed(text) | _woven_in(text) | {mark.end() for mark in _SPEAKER_AFTER.finditer(text)}
    a_heading = len(text) < 160 and text.rstrip(_CLOSERS)[-1:] not in (".", "!", "?", "…")
    asides = _asides(text)
    apart = _datelines(text) | _headings(text) | _introduced(text)
    for last, this, following in zip(chunks, chunks[1:], [*chunks[2:], None], strict=False):
        here = this.start()
        if here in apart:
            certain.add(here)
        elif here in enclosed or _signs_a_quotation(last, this, following):
            continue
        else:
            verdict = _begins(last.group(), this.group(), following.group() if following else "", a_heading)
            if verdict is not False:
                (certain if verdict and here not in asides else possible).add(here)
    # "…the leader.He said": a missing blank.
    possible |= {glue.end() for glue in _GLUED.finditer(text)} - enclosed
    return Starts(frozenset(certain), frozenset(possible))


def _enclosed(text: str) -> frozenset[int]:
    """No sentence ends inside brackets, however many full stops they hold."""
    return frozenset(i for pair in _BRACKETS.finditer(text) for i in range(pair.start() + 1, pair.end()))


def _datelines(text: str) -> frozenset[int]:
    """A full date that no preposition leads to is a line of its own: "Wikinews interviews … Sunday, May 28, 2006 …"."""
    starts = set()
    for date in _DATELINE.finditer(text):
        before = text[: date.start()].rsplit(maxsplit=1)[-1:]
        if not before or before[0].lower() not in _BEFORE_A_DATE:
            starts |= {date.start(), date.end() + 1}
    return frozenset(starts)


def _headings(text: str) -> frozenset[int]:
    """A heading is over after "Background", and where a name stands twice: "On Xi Jinping Xi Jinping was born …"."""
    return frozenset(mark.start("prose") for rule in (_SECTION, _NAME_TWICE) for mark in rule.finditer(text))


def _introduced(text: str) -> frozenset[int]:
    """A colon leads to a quotation of several sentences as to sentences of their own."""
    led_to = (mark.span("quotation") for mark in _INTRODUCED.finditer(text))
    return frozenset(start for start, end in led_to if _STOP_WITHIN.search(text, start, end))


def _woven_in(text: str) -> frozenset[int]:
    """A quotation that no mark leads to is a part of its clause, full stops and all: 'He said “we won. They lost”.'"""
    return frozenset(i for mark in _WOVEN_IN.finditer(text) for i in range(mark.start("quotation") + 1, mark.end()))


def _asides(text: str) -> frozenset[int]:
    """Of two dashes in a sentence, neither need end it: "the states -- New Mexico and Ohio -- Obama won"."""
    parts = ((mark.start(name), mark[name]) for mark in _ASIDE.finditer(text) for name in ("aside", "prose"))
    return frozenset(start for start, words in parts if re.split(r"\W", words)[0] not in _STARTERS)


def _signs_a_quotation(last: re.Match[str], this: re.Match[str], following: re.Match[str] | None) -> bool:
    """'“… the world.” — Xi Jinping': neither the dash nor the name begins a sentence."""
    text = last.string
    if last.group() in _DASHES:
        return this.group()[0].isupper() and text[: last.start()].rstrip(" " + _CLOSERS).endswith((".", "!", "?"))
    ended = last.group().rstrip(_CLOSERS).endswith((".", "!", "?"))
    return this.group() in _DASHES and ended and following is not None and following.group()[0].isupper()


def _begins(before: str, word: str, following: str, a_heading: bool) -> bool | None:
    """Judge the gap between two words: True, a sentence begins; False, none does; None, ask the parser."""
    bare = word.lstrip(_OPENERS)
    stem = before.rstrip(_CLOSERS)
    stopped = stem.endswith((".", "!", "?"))
    if not bare or not bare[0].isalnum():  # a dash, a bullet, a lone mark
        return None if stopped and word[0] not in ",;:." else False
    if before == "--" or stem.endswith(("...", "…")):  # a speaker breaks off, in transcripts
        return None if word == "I" else word[0].isupper()
    if before in _DASHES:
        return None if word[0].isupper() else False
    if stopped:
        return _after_a_stop(before, stem, bare)
    if _SMILEY.fullmatch(before):
        return bare[0].isupper()
    if not a_heading and _starts_after_a_pause(before, stem, word):
        return True
    if stem.endswith((",", ";", ":", "-", "–", "—")) or not stem or bare[0].islower() or word[0] in "([":
        return False
    # No mark between: a heading or a caption that runs into the next sentence, or simply a name.
    if a_heading or bare.isdigit():
        return False
    return bool(_CAPTION.match(bare)) or _starts_without_a_stop(before, word, following)


def _after_a_stop(before: str, stem: str, bare: str) -> bool | None:
    word = _plain(bare)
    if stem.endswith("."):
        short = stem.lstrip(_OPENERS).rsplit("-", 1)[-1].rstrip(".")
        if short.lower() in _TITLES:
            return False
        if short.lower() in _BEFORE_NUMBERS and bare[0].isdigit():
            return False
        if _ACRONYM.fullmatch(short + "."):
            if word in _STARTERS - {"I"} or _CAPTION.match(bare):
                return True
            return None if short.lower() in ("a.m", "p.m") and bare[0].isupper() else False
        if short.lower() in _SHORT_FORMS:
            return True if word in _STARTERS else None if bare[0].isupper() else False
    if bare[0].islower():
        return None if before == stem and stem.endswith(".") else False  # “…!” he said
    if stem.endswith(".") or before == stem or word in _STARTERS:
        return True
    return None  # “Why?” Xi asked


def _starts_after_a_pause(before: str, stem: str, word: str) -> bool:
    """Brackets that hold the whole last sentence, and "in several respects: We are smaller" (not "Xi: We …")."""
    if stem.endswith(":"):
        return stem[0].islower() and word in _CLAUSE_OPENERS
    return before[-1] in ")]" and word in _STARTERS - {"I"}


def _starts_without_a_stop(before: str, word: str, following: str) -> bool:
    if not before[-1].isalnum() and before[-1] not in _CLOSERS:
        return False
    return before not in _LEADS_TO_A_TITLE and following != "of" and _opens_a_clause(word, following)


def _opens_a_clause(word: str, following: str) -> bool:
    """A capital on "The" or "In" says little in a title ("The Brooklyn Paper"), much before a small letter."""
    if word in _CLAUSE_OPENERS:
        return True
    return word in _ARTICLES_AND_PREPOSITIONS and (following[:1].islower() or bool(_DAY_OR_MONTH.fullmatch(following)))


def _plain(word: str) -> str:
    return word.rstrip(",;:" + _CLOSERS)
