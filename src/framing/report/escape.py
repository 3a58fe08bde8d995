"""The one way by which words become markup outside of templates: `escape`, and nothing else.

Pages hold texts, names and addresses from anywhere. Templates escape on their own; where an article's text is put
together piece by piece, each piece of it goes through here.
"""

import re
from functools import lru_cache

from framing.report.words import UNSEEN, code_of, seen

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
