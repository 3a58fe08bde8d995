"""Tells a name or title in quotation marks (“Great Stone”, ‘The non-strategic partnership’) from a scare quote."""

import re

from framing.model import Span

_FUNCTION_WORDS = frozenset(
    """a an and as at by de del for from in into la le nor of on or over per the to under up vs. via with""".split()  # noqa: SIM905
)
_WORD = re.compile(r"[^\W_]+(?:[’'\-–.][^\W_]+)*")
_TITLED = re.compile(
    r"\b(?:titled|entitled|headlined|named|nicknamed|codenamed|dubbed|principles? of|slogan|motto|movie|film"
    r"|book|song|novel|article|essay|series|show|album|see|see also)\s*,?\s*$",
    re.IGNORECASE,
)


def is_name(text: str, marked: Span) -> bool:
    """Say whether the stretch in marks is a name: titled so before it, or with every content word in capitals."""
    words = _WORD.findall(marked.of(text))
    if not words or len(words) > 40:
        return False
    if _TITLED.search(text[max(0, marked.start - 30) : marked.start]):
        return True
    content = [w for w in words if w.lower() not in _FUNCTION_WORDS]
    capital = [w for w in content if w[0].isupper() or w[0].isdigit()]
    if not content or (words[0] != words[0].capitalize() and words[0][0].islower()):
        return bool(content) and content[0][0].isupper() and len(capital) == len(content)
    return len(capital) == len(content) or _in_reference(text, marked)


def _in_reference(text: str, marked: Span) -> bool:
    """Say whether the stretch fills a parenthesis that begins with "see": a title cited."""
    return bool(re.search(r"\(\s*(?:see|cf\.)\s[^()]*$", text[max(0, marked.start - 120) : marked.start]))
