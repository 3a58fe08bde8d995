"""Numbers and ids in plain words. Scores have a real minus sign; nothing found is never shown as 0."""

import re
from collections.abc import Sequence
from functools import lru_cache

MINUS = "−"
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U00013430-\U00013438\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def code_of(character: str) -> str:
    """Return a character's code point as Unicode writes it."""
    return f"U+{ord(character):04X}"


def seen(text: str) -> str:
    """Return `text` with each character that a reader can't see, or that turns its direction, replaced by its code.

    >>> seen("abc\\u202ecba")
    'abc⟦U+202E⟧cba'
    """
    if text.isascii() and text.isprintable():
        return text
    return UNSEEN.sub(lambda found: f"⟦{code_of(found[0])}⟧", text)


@lru_cache(maxsize=1 << 15)
def signed(value: float | None, digits: int = 2) -> str:
    """Return a value with its sign, a real minus.

    >>> signed(-0.5), signed(0.414), signed(0.001), signed(None)
    ('−0.50', '+0.41', '0.00', 'too little evidence')
    """
    if value is None:
        return "too little evidence"
    rounded = f"{value:+.{digits}f}"
    if not rounded.strip("+-0."):
        return rounded[1:]
    return MINUS + rounded[1:] if rounded[0] == "-" else rounded


def percent(share: float | None) -> str:
    """Return a share as a percentage.

    >>> percent(0.414), percent(0.004), percent(None)
    ('41 %', 'under 1 %', '–')
    """
    if share is None:
        return "–"
    return "under 1 %" if 0 < share < 0.005 else f"{share * 100:.0f} %"


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> count(1, "article"), count(1200, "article"), count(2, "country", "countries")
    ('1 article', '1,200 articles', '2 countries')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return words as an enumeration.

    >>> listed(["a"]), listed(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def label(identifier: str) -> str:
    """Return an id as words.

    >>> label("critical-analyst"), label("")
    ('critical analyst', 'no group')
    """
    return identifier.replace("-", " ").replace("_", " ").strip() or "no group"


def capital(words: str) -> str:
    """Return words with a capital at the head of a sentence; the rest stays as it is."""
    return words[:1].upper() + words[1:]


_MEMBERS = frozenset({
    "agency", "analyst", "author", "blog", "blogger", "broadcaster", "channel", "columnist", "critic", "expert",
    "institute", "journalist", "magazine", "newspaper", "outlet", "paper", "party", "portal", "publication",
    "publisher", "researcher", "site", "source", "station", "supporter", "tabloid", "tank", "think-tank", "website",
    "wire", "writer",
})  # fmt: skip
"""What a member of a group can be called; of other ids nobody knows whether they have a plural."""


def many(group: str) -> str:
    """Return a group's id as words for its members, in the plural where its last word says what they are.

    >>> many("critical-analyst"), many("state-media"), many("g1"), many("west")
    ('critical analysts', 'state media', 'g1', 'west')
    """
    words = label(group)
    if words.split(" ")[-1].lower() not in _MEMBERS:
        return words
    return f"{words[:-1]}ies" if words.endswith("y") else f"{words}s"


def heading(group: str) -> str:
    """Return a group's name at the head of a line: with a capital only where the words are the tool's, too.

    >>> heading("critical-analyst"), heading("state-media"), heading("g1 &amp;lt")
    ('Critical analysts', 'State media', 'g1 &amp;lt')
    """
    words = many(group)
    known = label(group).split(" ")[-1].lower() in _MEMBERS | {"media"}
    return capital(words) if known else words


def sign_of(value: float | None) -> str:
    """Return the sign as the style sheet knows it: pos, neg or neu; nothing found is neu, too."""
    if value is None or abs(value) < 0.005:
        return "neu"
    return "pos" if value > 0 else "neg"
