"""Quotation marks: which stretches of a text stand in marks, and which mark is an apostrophe.

Works on the text alone, before any grammar. Curly, straight and British single marks, guillemets, '' as typewriters
had it, nesting, quotations over several paragraphs (each reopens, the last closes), a missing opening or closing
mark. It never gives up on an article: a mark that fits nowhere is passed over, within its paragraph.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from framing.model import Span

_MARK = re.compile(r"''|``|[\"“”„‟«»‘’‚‛']")
_DOUBLE, _SINGLE, _ANGLE = "double", "single", "angle"
_FAMILY = {"''": _DOUBLE, "``": _DOUBLE, '"': _DOUBLE, "“": _DOUBLE, "”": _DOUBLE, "„": _DOUBLE, "‟": _DOUBLE,
           "«": _ANGLE, "»": _ANGLE, "‘": _SINGLE, "’": _SINGLE, "‚": _SINGLE, "‛": _SINGLE, "'": _SINGLE}  # fmt: skip
_OPENS_ONLY = frozenset("“„«``‘‚")
_CLOSES_ONLY = frozenset("”»")
_ELIDED = re.compile(r"(?:\d0s|\d\d\b|em\b|til\b|tis\b|twas\b|cause\b|n\b|bout\b|round\b)", re.IGNORECASE)
"""What follows an apostrophe at the start of a word: the ’90s, ’em, ’til."""
_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in marks. `parts` are its characters, marks included, one a paragraph; `parent` indexes the outer one.

    `opened` and `closed` say whether the marks at the two ends are really in the text.
    """

    parts: tuple[Span, ...]
    parent: int | None = None
    opened: bool = True
    closed: bool = True

    @property
    def span(self) -> Span:
        """Return the characters from the first mark to the last."""
        return Span(self.parts[0].start, self.parts[-1].end)


@dataclass(slots=True)
class _Open:
    """A quotation whose end has not been seen yet."""

    start: int
    family: str
    parts: list[Span] = field(default_factory=list)
    opened: bool = True
    closed: bool = True


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Return the stretches of `text` in quotation marks in order of their start, an outer one before its inner ones."""
    found: list[_Open] = []
    carried: _Open | None = None
    paragraphs = [Span(m.start(), m.end()).trim(text) for m in _PARAGRAPH.finditer(text)]
    paragraphs = [p for p in paragraphs if len(p)]
    for number, paragraph in enumerate(paragraphs):
        after = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        carried = _read_paragraph(text, paragraph, after, carried, found)
    return _nested(found)


def _read_paragraph(
    text: str, paragraph: Span, after: Span | None, carried: _Open | None, found: list[_Open]
) -> _Open | None:
    """Add the quotations of one paragraph to `found`; return the one that goes on in the next paragraph, if any."""
    stack: list[_Open] = []
    marks = list(_marks(text, paragraph))
    if carried and marks and marks[0][0] == paragraph.start:
        carried.start = paragraph.start
        stack.append(carried)
        marks = marks[1:]
    closed_until = paragraph.start
    for at, mark, role in marks:
        family = _FAMILY[mark]
        if role == "either":
            role = "close" if any(q.family == family for q in stack) else "open"
        if role == "open":
            stack.append(_Open(at, family))
            continue
        match = next((k for k in range(len(stack) - 1, -1, -1) if stack[k].family == family), None)
        if match is not None:
            for lost in stack[match + 1 :]:
                # An inner mark that never closed: the outer one's end is its end too, if it was a real quotation.
                if lost.family != _SINGLE:
                    _finish(lost, at, found, closed=False)
            _finish(stack[match], at + len(mark), found)
            del stack[match:]
            closed_until = at + len(mark)
        elif family == _DOUBLE and mark != '"' and not stack:
            start = _missing_start(text, paragraph, found, closed_until)
            if at - start > 2:
                stray = _Open(start, family, opened=False)
                _finish(stray, at + len(mark), found)
                closed_until = at + len(mark)
    return _end_paragraph(text, paragraph, after, stack, found)


def _end_paragraph(
    text: str, paragraph: Span, after: Span | None, stack: list[_Open], found: list[_Open]
) -> _Open | None:
    """Close what is open at the end of a paragraph, or hand it on when the next paragraph reopens it."""
    if not stack:
        return None
    outer = stack[0]
    reopens = after is not None and _FAMILY.get(_mark_at(text, after.start)) == outer.family
    for lost in stack[1:]:
        if lost.family != _SINGLE:
            _finish(lost, paragraph.end, found, closed=False)
    if reopens:
        outer.parts.append(Span(outer.start, paragraph.end))
        return outer
    if outer.family != _SINGLE or outer.parts:
        _finish(outer, paragraph.end, found, closed=False)
    return None


def _finish(quotation: _Open, end: int, found: list[_Open], *, closed: bool = True) -> None:
    quotation.parts.append(Span(quotation.start, end))
    quotation.closed = closed
    found.append(quotation)


def _missing_start(text: str, paragraph: Span, found: list[_Open], closed_until: int) -> int:
    """Return where a quotation whose opening mark is missing begins.

    That is the paragraph's first word, unless the paragraph opens with a quotation of its own: then it is the first
    sentence after the last one that was closed.
    """
    if not any(q.parts[0].start == paragraph.start for q in found[-8:]):
        return paragraph.start
    rest = re.search(r"[.!?]\s+", text[closed_until : paragraph.end])
    return closed_until + rest.end() if rest else closed_until


def _mark_at(text: str, at: int) -> str:
    match = _MARK.match(text, at)
    return match.group() if match else ""


def _marks(text: str, paragraph: Span) -> Iterator[tuple[int, str, str]]:
    """Yield place, mark and role ("open", "close", "either") of the paragraph's marks; apostrophes are left out."""
    single_open = 0
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        at, mark = match.start(), match.group()
        before = text[at - 1] if at > paragraph.start else " "
        after = text[match.end()] if match.end() < paragraph.end else " "
        if _FAMILY[mark] != _SINGLE:
            yield at, mark, _double_role(mark, before, after)
        elif _opens_single(text, match.end(), paragraph, mark, before, after):
            single_open += 1
            yield at, mark, "open"
        elif single_open and _closes_single(text, at, paragraph):
            single_open -= 1
            yield at, mark, "close"


def _double_role(mark: str, before: str, after: str) -> str:
    if mark in _OPENS_ONLY:
        return "open"
    if mark in _CLOSES_ONLY:
        return "close"
    left = before.isspace() or before in "([{—–-:/‘'“«"
    right = after.isspace() or after in ")]}—–.,;:!?’'”»"
    if left == right:
        return "either"
    return "open" if left else "close"


def _opens_single(text: str, inside: int, paragraph: Span, mark: str, before: str, after: str) -> bool:
    if mark in "’‛" or not (before.isspace() or before in '([{—–-/“"«‘') or after.isspace():
        return False
    if _ELIDED.match(text, inside):
        return False
    # A straight or curly single mark opens only if something can close it in this paragraph.
    close = "'" if mark == "'" else "’"
    return any(_closes_single(text, at, paragraph) for at in _all(text, close, inside + 1, paragraph.end))


def _closes_single(text: str, at: int, paragraph: Span) -> bool:
    """Say whether the single mark at `at` can close a quotation: it is no apostrophe within or after a word."""
    if text[at] == "‘":
        return False
    before = text[at - 1] if at > paragraph.start else " "
    after = text[at + 1] if at + 1 < paragraph.end else " "
    if after.isalnum() or before.isspace():
        return False
    if not _looks_plural_possessive(text, at, paragraph):
        return True
    # “‘workers’ rights matter’”: a clean closing mark that comes before the next opening one is the better end.
    opening = next(_all(text, "‘", at + 1, paragraph.end), paragraph.end)
    return not any(
        not _looks_plural_possessive(text, later, paragraph)
        and not (later + 1 < paragraph.end and text[later + 1].isalnum())
        and not text[later - 1].isspace()
        for later in _all(text, text[at], at + 1, opening)
    )


def _looks_plural_possessive(text: str, at: int, paragraph: Span) -> bool:
    return text[at - 1] in "sz" and bool(re.match(r"\s[a-z]", text[at + 1 : min(at + 3, paragraph.end)]))


def _all(text: str, mark: str, start: int, end: int) -> Iterator[int]:
    at = text.find(mark, start, end)
    while at >= 0:
        yield at
        at = text.find(mark, at + 1, end)


def _nested(found: list[_Open]) -> tuple[Quotation, ...]:
    """Return the finished quotations in text order, each with the index of the one around it."""
    ordered = sorted(found, key=lambda q: (q.parts[0].start, -q.parts[-1].end))
    nested: list[Quotation] = []
    around: list[int] = []
    for number, quotation in enumerate(ordered):
        while around and nested[around[-1]].span.end <= quotation.parts[0].start:
            around.pop()
        parent = around[-1] if around else None
        nested.append(Quotation(tuple(quotation.parts), parent, quotation.opened, quotation.closed))
        around.append(number)
    return tuple(nested)
