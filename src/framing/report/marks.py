"""An article's text with its marks. Overlapping spans are cut into flat pieces, so that marks nest and never cross.

Only `Markup("…") % …` and `.format(…)` make markup here, which escape what they are given: text, names and addresses
are untrusted. The text itself is written as it was read; characters that can't be seen become badges.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from markupsafe import Markup, escape

from framing.report.words import seen, unseen


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to be marked: its characters, what it is, a CSS class, and what a reader is told about it."""

    start: int
    end: int
    layer: str
    """sentence, reference, quotation, expression or name; from the outside in."""
    css: str = ""
    id: str = ""
    href: str = ""
    title: str = ""
    label: str = ""
    """Words shown after the last piece, beside the text: who is quoted."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that lies in the same marks from end to end: one per layer at most, the innermost."""

    start: int
    end: int
    marks: tuple[Mark | None, ...]


LAYERS = ("sentence", "reference", "quotation", "expression", "name")


def cut(start: int, end: int, marks: Iterable[Mark]) -> list[Piece]:
    """Return the pieces of `start`..`end`, in order; of two marks of a layer the shorter one is kept.

    >>> [(p.start, p.end) for p in cut(0, 9, [Mark(2, 6, "quotation"), Mark(4, 8, "name")])]
    [(0, 2), (2, 4), (4, 6), (6, 8), (8, 9)]
    """
    inside = [m for m in marks if m.start < end and start < m.end and m.start < m.end]
    edges = {start, end}
    for mark in inside:
        edges.update((max(start, mark.start), min(end, mark.end)))
    bounds = sorted(edges)
    layers: dict[str, list[Mark | None]] = {layer: [None] * (len(bounds) - 1) for layer in LAYERS}
    for mark in sorted(inside, key=lambda m: (m.start - m.end, m.start)):
        first, after = bisect_left(bounds, max(start, mark.start)), bisect_left(bounds, min(end, mark.end))
        layers[mark.layer][first:after] = [mark] * (after - first)
    columns = zip(*layers.values(), strict=True)
    return [Piece(a, b, column) for a, b, column in zip(bounds, bounds[1:], columns, strict=False)]


@dataclass
class Writer:
    """Writes pieces of one text; keeps which ids it has given out, so that none stands twice in a page."""

    text: str
    _given: set[str] = field(default_factory=set)

    def write(self, start: int, end: int, marks: Sequence[Mark]) -> Markup:
        """Return `start`..`end` with its marks."""
        return self._layer(cut(start, end, marks), 0)

    def omit(self, start: int, end: int, marks: Sequence[Mark]) -> Markup:
        """Return a sign that `start`..`end` is left out, with the ids that sentences and quotations in it have."""
        if not self.text[start:end].strip():
            return verbatim(self.text[start:end])
        inside = (m for m in marks if m.layer in {"sentence", "quotation"} and m.start < end and start < m.end)
        ids = [Markup("<span{}></span>").format(found) for found in map(self._id, inside) if found]
        return Markup('<span class="gap">{} […] </span>').format(Markup("").join(ids))

    def _layer(self, pieces: Sequence[Piece], depth: int) -> Markup:
        """Return neighbouring pieces with the marks of this layer and those within it."""
        if not pieces:
            return Markup("")
        while depth < len(LAYERS) and all(p.marks[depth] is None for p in pieces):
            depth += 1
        if depth == len(LAYERS):
            return verbatim(self.text[pieces[0].start : pieces[-1].end])
        out = []
        for mark, run in groupby(pieces, key=lambda p: p.marks[depth]):
            inner = list(run)
            content = self._layer(inner, depth + 1)
            out.append(content if mark is None else self._wrap(mark, content, inner[-1].end == mark.end))
        return out[0] if len(out) == 1 else Markup("").join(out)

    def _wrap(self, mark: Mark, content: Markup, last: bool) -> Markup:
        """Put the marked words into their element; `last` says that the mark ends here."""
        match mark.layer:
            case "sentence":
                return Markup("<span%s>%s</span>") % (self._id(mark), content)
            case "reference":
                return Markup('<span class="r">%s</span>') % content
            case "name":
                return Markup("<u%s>%s</u>") % (_title(mark), content)
            case "quotation":
                label = Markup(' data-v="%s"') % seen(mark.label) if mark.label and last else _NOTHING
                return Markup('<span class="%s"%s%s%s>%s</span>') % (
                    mark.css, self._id(mark), label, _title(mark), content,
                )  # fmt: skip
        css = mark.css if last else f"{mark.css} more"
        if not mark.href:
            return Markup('<mark class="%s">%s</mark>') % (css, content)
        return Markup('<a class="%s"%s href="%s"%s>%s</a>') % (css, self._id(mark), mark.href, _title(mark), content)

    def _id(self, mark: Mark) -> Markup:
        """Return the id attribute of a mark's first piece; nothing for its later ones."""
        if not mark.id or mark.id in self._given:
            return _NOTHING
        self._given.add(mark.id)
        return Markup(' id="%s"') % mark.id


_NOTHING = Markup("")


def _title(mark: Mark) -> Markup:
    return Markup(' title="%s"') % seen(mark.title) if mark.title else _NOTHING


def verbatim(text: str) -> Markup:
    """Return text as it is, with characters that can't be seen as badges, so that nothing hides in it.

    >>> print(verbatim("a<b"), verbatim("a\\u202eb"))
    a&lt;b a<span class="ctl" data-u="U+202E"></span>b
    """
    hidden = unseen(text)
    if not hidden:
        return escape(text)
    out, at = [], 0
    for position, code in hidden:
        out.append(Markup('{}<span class="ctl" data-u="{}"></span>').format(text[at:position], code))
        at = position + 1
    out.append(Markup("{}").format(text[at:]))
    return Markup("").join(out)
