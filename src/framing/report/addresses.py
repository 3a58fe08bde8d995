"""Where each part of the report stands, and how one page links to another, in both layouts.

In a folder every page is a file and an anchor is short (`articles/000.html#s17`); in a single file every page is a
part and the anchor carries its name (`#a-000.s17`). Names are made from ids, never from titles or other metadata; what
is joined to one is joined by a point, which no name holds, so that no two things have one address.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from framing.model import AUTHOR, QUOTED
from framing.report.words import UNSEEN

Kind: TypeAlias = Literal["overview", "source", "article", "contrast", "told", "event", "method", "validity"]

_SAFE = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_LIKE_A_HASH = re.compile(r"-[0-9a-f]{8}$")
"""What the slugs of unsafe names end in, so no safe name may stay as it is that does."""
_DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
OF_VOICE = {AUTHOR: ".own", QUOTED: ".quoted"}
"""What the anchor of a target's evidence ends in, by voice."""
_FILES: dict[Kind, str] = {
    "overview": "index.html",
    "source": "sources/{}.html",
    "article": "articles/{}.html",
    "contrast": "contrast.html",
    "told": "told-twice.html",
    "event": "events/{}.html",
    "method": "method.html",
    "validity": "validity.html",
}
_PARTS: dict[Kind, str] = {
    "overview": "overview",
    "source": "source-{}",
    "article": "a-{}",
    "contrast": "contrast",
    "told": "told-twice",
    "event": "event-{}",
    "method": "method",
    "validity": "validity",
}


@lru_cache(maxsize=1 << 15)
def slug(name: str) -> str:
    """Return a name that is safe in file names and anchors: `name` itself when it is, else letters and a hash.

    >>> slug("000_2457033164fbbc04"), slug("../<b>")
    ('000_2457033164fbbc04', 'b-9f46aef2')
    """
    reserved = _LIKE_A_HASH.search(name) or _DEVICES.fullmatch(name)
    if _SAFE.fullmatch(name) and not reserved:
        return name
    letters = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40].strip("-")
    digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{letters}-{digest}" if letters else f"x-{digest}"


@lru_cache(maxsize=1 << 15)
def term_anchor(address: str) -> str:
    """Return the anchor of a term on the method page: its address as it is, where that is safe."""
    return address if re.fullmatch(r"[a-z]\w*\.[\w.-]{1,80}", address, re.ASCII) else f"term-{slug(address)}"


def web_address(url: str) -> str | None:
    """Return `url` when a reader may follow it: http or https with a host and no odd characters; else None."""
    if not re.fullmatch(r"[!-~\u00a1-\uffef]+", url):
        return None
    if UNSEEN.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the report; `name` is the slug of its source, article or event."""

    kind: Kind
    name: str = ""

    @property
    def file(self) -> str:
        """Its file in the folder layout."""
        return _FILES[self.kind].format(self.name)

    @property
    def part(self) -> str:
        """Its id in the single layout."""
        return _PARTS[self.kind].format(self.name)


@dataclass(frozen=True, slots=True)
class Links:
    """The links of one page (`here`) to all others."""

    here: Page
    single: bool
    without: Mapping[str, str] = field(default_factory=dict)
    """Articles that have no page, each with its source: its list of articles is linked to instead."""

    def to(self, page: Page, anchor: str = "") -> str:
        """Return the link from here to an anchor of `page`."""
        if anchor:
            return self.stem(page) + anchor
        return f"#{page.part}" if self.single else self._up + page.file

    def stem(self, page: Page) -> str:
        """Return what all links from here to anchors of `page` begin with."""
        if self.single:
            return f"#{page.part}."
        return "#" if page == self.here else f"{self._up}{page.file}#"

    @property
    def _up(self) -> str:
        return "../" if "/" in self.here.file else ""

    def id(self, anchor: str) -> str:
        """Return the id that an anchor of this page has in the file."""
        return f"{self.here.part}.{anchor}" if self.single else anchor

    def own(self, anchor: str) -> str:
        """Return the link to an anchor of this page."""
        return "#" + self.id(anchor)

    @property
    def overview(self) -> str:
        """Link to the overview."""
        return self.to(Page("overview"))

    @property
    def contrast(self) -> str:
        """Link to the contrast of groups."""
        return self.to(Page("contrast"))

    @property
    def told(self) -> str:
        """Link to the events of which things are told twice."""
        return self.to(Page("told"))

    def event(self, event: str, anchor: str = "") -> str:
        """Return the link to what is told twice of an event, or to an anchor there."""
        return self.to(Page("event", slug(event)), anchor)

    @property
    def method(self) -> str:
        """Link to method and lexicon."""
        return self.to(Page("method"))

    @property
    def validity(self) -> str:
        """Link to how this version does on public gold."""
        return self.to(Page("validity"))

    def data(self, file: str) -> str:
        """Return the link to a file beside the pages: a table as text, a chart."""
        return file if self.single else self._up + file

    def source(self, source: str, target: str = "", voice: str = "") -> str:
        """Return the link to a source's page, or to its evidence on one target, in its own words or others'."""
        anchor = f"t-{slug(target)}{OF_VOICE.get(voice, '')}" if target else ""
        return self.to(Page("source", slug(source)), anchor)

    def target(self, target: str) -> str:
        """Return the link to a target's table on the overview."""
        return self.to(Page("overview"), f"target-{slug(target)}")

    def article(self, article: str, anchor: str = "") -> str:
        """Return the link to an article's page or an anchor on it; to its source's where it has none."""
        if article in self.without:
            return self.to(Page("source", slug(self.without[article])), "articles")
        return self.to(Page("article", slug(article)), anchor)

    def sentence(self, article: str, number: int) -> str:
        """Return the link to a sentence where it stands in its article."""
        return self.article(article, f"s{number}")

    def term(self, address: str) -> str:
        """Return the link to a term of the lexicon."""
        return self.to(Page("method"), term_anchor(address))

    def frame(self, frame: str) -> str:
        """Return the link to a frame's definition."""
        return self.to(Page("method"), f"frame-{slug(frame)}")
