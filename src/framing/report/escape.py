"""The one way by which words become markup outside of templates: `escape`, and nothing else.

Pages hold texts, names and addresses from anywhere. Templates escape on their own; where an article's text is put
together piece by piece, each piece of it goes through here.
"""

import re
import sys
from functools import cache, lru_cache

import markupsafe
import numpy as np
import numpy.typing as npt

from framing.report.words import UNSEEN, code_of, seen
from framing.stance.score import Numbers

_OBEYED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"}
SPECIAL = re.compile(f"[&<>\"']|{UNSEEN.pattern}")
"""What can't stand in a page as it is: what a browser would obey, and what a reader can't see."""


@lru_cache(maxsize=1 << 15)
def escape(words: str) -> str:
    """Return words for a page or for an attribute in quotation marks; unseen characters by their code.

    >>> escape('<b> & "\\u202e"')
    '&lt;b&gt; &amp; &#34;⟦U+202E⟧&#34;'
    """
    if words.isalnum() and words.isascii():
        return words
    for sign, written in _OBEYED.items():
        words = words.replace(sign, written)
    return seen(words)


@lru_cache(maxsize=1 << 15)
def attribute(name: str, value: str) -> str:
    """Return an attribute with a blank before it; nothing for an empty value.

    >>> attribute("title", 'a"b'), attribute("title", "")
    (' title="a&#34;b"', '')
    """
    return f' {name}="{escape(value)}"' if value else ""


def link(words: str, href: str, css: str = "") -> str:
    """Return words that lead somewhere; the words alone where `href` is empty.

    >>> link("a<b", "#s1", "pos"), link("a<b", "")
    ('<a class="pos" href="#s1">a&lt;b</a>', 'a&lt;b')
    """
    return f"<a{attribute('class', css)}{attribute('href', href)}>{escape(words)}</a>" if href else escape(words)


def character(sign: str) -> str:
    """Return one SPECIAL character as it stands in an article's text, where unseen ones are badges.

    >>> character("<"), character("\\u202e")
    ('&lt;', '<span class="ctl" data-u="U+202E"></span>')
    """
    return _OBEYED.get(sign) or f'<span class="ctl" data-u="{code_of(sign)}"></span>'


def verbatim(text: str) -> str:
    """Return text as it is, with characters that can't be seen as badges, so that nothing hides in it.

    >>> print(verbatim("a<b"), verbatim("a\\u202eb"))
    a&lt;b a<span class="ctl" data-u="U+202E"></span>b
    """
    return SPECIAL.sub(lambda found: character(found[0]), text)


class Verbatim:
    """A text as `verbatim` writes it, all at once, and where its characters stand there.

    >>> text = Verbatim("a<b>c")
    >>> text.markup, text.places(np.array([1, 2, 5]))
    ('a&lt;b&gt;c', [1, 5, 11])
    """

    def __init__(self, text: str) -> None:
        signs = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        growth = _growth()[signs]
        self.text = text
        self._special = np.flatnonzero(growth)
        grown = growth[self._special]
        self._shift = np.concatenate([[0], np.cumsum(grown, dtype=np.int64)])
        obeyed = grown.max(initial=0) <= _MOST_OBEYED
        self.markup = str(markupsafe.escape(text)) if obeyed else verbatim(text)

    def places(self, positions: Numbers) -> list[int]:
        """Return where characters of the text, by their place in it, begin in the markup."""
        found: list[int] = (positions + self._shift[np.searchsorted(self._special, positions)]).tolist()
        return found


_MOST_OBEYED = max(map(len, _OBEYED.values())) - 1
"""By how many characters one sign that a browser would obey grows; badges are longer."""


@cache
def _growth() -> npt.NDArray[np.uint8]:
    """Return by how many characters each code point grows as `character` writes it; 0 of all that aren't SPECIAL."""
    found = np.zeros(sys.maxunicode + 1, dtype=np.uint8)
    for sign in SPECIAL.findall("".join(map(chr, range(sys.maxunicode + 1)))):
        found[ord(sign)] = len(character(sign)) - 1
    return found
