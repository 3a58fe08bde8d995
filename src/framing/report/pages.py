"""Pages from views: each page is a template and the function that makes its data; both layouts use the same ones.

Two walls stand against hostile input: every value is escaped (`autoescape=True`, and characters that can't be seen
become visible), and the page forbids everything it doesn't need by a content security policy and Trusted Types.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from typing import Any, TypeAlias

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from framing.report import cells, charts
from framing.report.addresses import Links, Page, slug
from framing.report.escape import escape
from framing.report.rows import Rows
from framing.report.views.article import article
from framing.report.views.contrast import contrast, why_no_contrast
from framing.report.views.method import method
from framing.report.views.overview import overview
from framing.report.views.source import source
from framing.report.views.told_twice import event, told, why_none_told
from framing.report.views.validity import validity
from framing.report.words import count, percent, seen, signed

View: TypeAlias = Callable[[Rows, Links, str], Any]

_FOLDER = files("framing.report")
CSS = (_FOLDER / "assets" / "report.css").read_text("utf-8")
JS = (_FOLDER / "assets" / "report.js").read_text("utf-8")

_POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; script-src {}; style-src {}; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


def policy(single: bool) -> str:
    """Return the content security policy: in one file by the hashes of its style and script, else by 'self'."""
    if not single:
        return _POLICY.format("'self'", "'self'")
    return _POLICY.format(*(f"'sha256-{b64encode(sha256(a.encode()).digest()).decode()}'" for a in (JS, CSS)))


@dataclass(frozen=True)
class Printer:
    """Makes the pages of one report."""

    rows: Rows
    single: bool
    links: bool = True
    offered: frozenset[str] | None = frozenset()
    """Tables that stand as files beside the page; None: neither tables nor charts do."""
    without: Mapping[str, str] = field(default_factory=dict)
    """Articles that get no page, each with its source, whose page is linked to instead."""
    tune: str = ""
    """Where the head line links for tuning, when a server shows the pages."""
    problem: str = ""
    """Why the lexicon as it is now can't be used, when a server shows the last good results."""

    @cached_property
    def _environment(self) -> Environment:
        made = Environment(
            loader=FileSystemLoader(str(_FOLDER / "templates")),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=False,
            finalize=_visible,
            auto_reload=False,
        )
        made.globals.update(
            run=self.rows.run, with_links=self.links, source_name=self.rows.source_name, entity=self.rows.name,
            frame_name=self.rows.frame, interval=charts.interval, axis=charts.axis, bar=charts.bar, parts=charts.parts,
            over_time=charts.over_time, number=cells.number, chart=cells.chart, voices=cells.voices,
            score_cells=cells.score_cells, score_heads=cells.score_heads,
            count=count, percent=percent, signed=signed, slug=slug, beside=self.offered is not None,
            stance_tables=lambda: self._stance_tables,
            offered=self.offered or (), tune=self.tune, problem=self.problem,
            empty={"contrast": why_no_contrast(self.rows), "told": why_none_told(self.rows)},
        )  # fmt: skip
        return made

    def part(self, page: Page, subject: str = "") -> str:
        """Return one page's content as markup: head line, main part and foot."""
        links = Links(page, self.single, self.without)
        name, view = PAGES[page.kind]
        template = self._environment.get_template(name)
        found = view(self.rows, links, subject)
        context = template.new_context({"view": found, "links": links, "kind": page.kind, "body": _HERE})
        content = "".join(template.blocks["content"](context)).split(_HERE)
        # A long text is markup already, and is put in when the template is done.
        body = getattr(found, "body", "")
        before, after = self._around_part(page, links)
        return "".join([before, body.join(content), after])

    def document(self, title: str, page: Page, parts: Iterable[str]) -> str:
        """Return a whole HTML document around one part, or around all of them."""
        before, between, after = self._around_parts(page)
        return "".join([before, escape(title), between, "\n".join(parts), after])

    def _around_part(self, page: Page, links: Links) -> list[str]:
        """Return what stands before and after a page's own content: in a folder the same for all pages of a kind."""
        key = page.part if self.single else page.kind
        if key not in self._frames:
            template = self._environment.from_string(_AROUND)
            self._frames[key] = template.render(links=links, kind=page.kind, content=_HERE).split(_HERE)
        return self._frames[key]

    def _around_parts(self, page: Page) -> list[str]:
        """Return what stands before a document's title, between that and its parts, and after these."""
        up = "../" if "/" in page.file else ""
        if up not in self._frames:
            # Our own files, which the policy names by their hash, and the policy itself.
            ours = {"css": Markup(CSS), "js": Markup(JS), "csp": Markup(policy(self.single))}  # noqa: S704
            template, links = self._environment.get_template("base.html"), Links(page, self.single, self.without)
            self._frames[up] = template.render(
                title=_HERE, parts=[_HERE], single=self.single, up=up, links=links, kind="", **ours
            ).split(_HERE)  # fmt: skip
        return self._frames[up]

    @cached_property
    def _frames(self) -> dict[str, list[str]]:
        """What is alike on many pages, so that it is rendered once."""
        return {}

    @cached_property
    def _stance_tables(self) -> Markup:
        """The links to the tables of stance, which are the same on every article's page."""
        links = Links(Page("article", "any"), self.single)
        module = self._environment.get_template("macros.html").make_module({"links": links})
        return Markup(vars(module)["data"](["stance"]))  # noqa: S704 - written by an autoescaping template


_HERE = Markup("\0")
"""Stands in a frame where something is put in: a character that nothing else on a page can hold, see `_visible`."""
_AROUND = '{% extends "part.html" %}{% block content %}{{ content }}{% endblock %}'


def _visible(value: Any) -> Any:
    """Make hidden characters of every plain string visible, wherever a template puts it."""
    return seen(value) if type(value) is str else value


PAGES: dict[str, tuple[str, View]] = {
    "overview": ("overview.html", overview),
    "source": ("source.html", source),
    "article": ("article.html", article),
    "contrast": ("contrast.html", contrast),
    "told": ("told_twice.html", told),
    "event": ("event.html", event),
    "method": ("method.html", method),
    "validity": ("validity.html", validity),
}
