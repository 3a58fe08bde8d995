"""Reads report pages as a browser would, for the tests: elements, links, and the words of the article."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "path", "rect", "circle", "br"}


@dataclass
class Element:
    """A start tag."""

    tag: str
    attributes: dict[str, str | None]


@dataclass
class Page(HTMLParser):
    """A parsed page. `article` is the text inside `div.text` without the reasons beside it; badges give back their
    character, so that it can be compared with the text that went in."""

    elements: list[Element] = field(default_factory=list)
    article: str = ""
    words: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[Element] = []

    def __hash__(self) -> int:
        return id(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.elements.append(element)
        code = element.attributes.get("data-u")
        if code and self._reading():
            self.article += chr(int(code[2:], 16))
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        opened = self._open.pop()
        assert opened.tag == tag, f"</{tag}> closes <{opened.tag}>"

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1].tag not in {"style", "script"}:
            self.words += data
        if self._reading():
            self.article += data

    def _reading(self) -> bool:
        classes = [(e.attributes.get("class") or "").split() for e in self._open]
        return any("text" in c for c in classes) and not any("whys" in c for c in classes)


def read(html: str) -> Page:
    """Parse a page; every element must be closed where it should be."""
    page = Page()
    page.feed(html)
    page.close()
    assert not page._open, f"left open: {page._open}"
    return page
