"""Writes the report: one file for small corpora, a folder of pages for large ones. Same tables, same bytes."""

import gc
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from framing.errors import ResultsError, choose
from framing.report.addresses import Page, slug
from framing.report.figures import figures
from framing.report.manifest import NAME, digest, manifest
from framing.report.pages import CSS, JS, Printer
from framing.report.rows import Rows
from framing.report.views.evidence import cited
from framing.report.views.told_twice import told_events
from framing.results.exports import export
from framing.results.schemas import Tables

OFFERED = (
    "stance", "stance_by_month", "frames", "speakers", "borrowed", "naming", "reliance", "differences", "keyness",
    "terms", "sources", "groups", "events", "article_events", "copies",
    "alignments", "tellings", "omissions",
)  # fmt: skip
"""Tables that stand as text beside the pages, as .tsv and as .json; of an article's text they hold sentences."""
QUOTING = frozenset({"alignments", "tellings", "omissions"})
"""Those of them that hold sentences of any kind: a report of excerpts leaves them out."""
CSS_FILE = "assets/report.css"
"""Stands beside the pages of a folder, never beside a single file."""
SINGLE_UP_TO = 200
"""Articles; above it one file opens too slowly."""
SINGLE_BYTES = 8_000_000
"""A larger file is made a folder, unless one file was asked for."""
ALL_UP_TO = 2_000
"""Articles; above it only those whose sentences other pages list get a page of their own."""
ARTICLES = ("auto", "all", "cited")


def write_report(
    tables: Tables,
    out: Path,
    *,
    links: bool = True,
    layout: str = "auto",
    articles: str = "auto",
    excerpts: bool = False,
) -> Path:
    """Write the report and return the page to open.

    `out` is a folder, or (single layout) the name of an `.html` file. `layout` is "single", "folder" or "auto";
    `articles` says which get a page in a folder: "all", "cited" (those whose sentences other pages list) or "auto";
    `excerpts` shows of each article a quarter at most; `links=False` prints web addresses as text. Files that
    are as they were stay untouched; each other is put in place whole. Raises UsageError for an unknown choice.
    """
    with _uncollected():
        return _write(Rows(tables, excerpts), out, links, layout, articles)


def _write(rows: Rows, out: Path, links: bool, layout: str, articles: str) -> Path:
    one_file = out.suffix.lower() in {".html", ".htm"}
    single = choose("layout", layout, {"single": True, "folder": False, "auto": len(rows.articles) <= SINGLE_UP_TO})
    every = choose("articles", articles, {"all": True, "cited": False, "auto": len(rows.articles) <= ALL_UP_TO})
    if one_file:
        _put(out, _document(rows, links, None).encode("utf-8"))
        return out
    site = _Site(out)
    offered = frozenset(OFFERED).intersection(rows.tables) - (QUOTING if rows.excerpts else frozenset())
    whole = _document(rows, links, offered) if single else ""
    if single and (layout == "single" or len(whole) <= SINGLE_BYTES):
        site.add("index.html", whole)
    else:
        for path, page in _folder(rows, links, offered, every):
            site.add(path, page)
        site.add(CSS_FILE, CSS)
        site.add("assets/report.js", JS)
    for name in sorted(offered):
        table = _without_articles(rows.tables[name]) if len(rows.articles) > ALL_UP_TO else rows.tables[name]
        for form in ("tsv", "json"):
            site.add(f"data/{name}.{form}", export(table, form))
    for path, chart in figures(rows):
        site.add(path, chart)
    site.close(rows)
    return out / "index.html"


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from going through all that stands in memory again and again: pages hold no cycles."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@dataclass
class _Site:
    """The files of one report as they are written."""

    out: Path
    files: dict[str, str] = field(default_factory=dict)

    def add(self, path: str, text: str) -> None:
        """Write a file unless it stands there already. Raises ResultsError for a name that two pages would have."""
        if path in self.files:
            raise ResultsError(f"{path}: two ids make the same file name; rename one of them in the corpus")
        content = text.encode("utf-8")
        self.files[path] = digest(content)
        _put(self.out / path, content)

    def close(self, rows: Rows) -> None:
        """Write what the report consists of."""
        _put(self.out / NAME, manifest(rows.run, self.files).encode("utf-8"))


def _without_articles(table: pa.Table) -> pa.Table:
    """Leave out what a statistic says of single articles: of so many it fills gigabytes, and results/ holds it."""
    return table.filter(pc.not_equal(table["level"], "article")) if "level" in table.column_names else table


def _document(rows: Rows, links: bool, offered: frozenset[str] | None) -> str:
    """Return the whole report as one page; `offered`: the tables beside it, None where no file stands there."""
    printer = Printer(rows, True, links, offered)
    parts = (printer.part(page, subject) for page, subject, _ in pages_of(rows, {}))
    return printer.document(_title(rows, ""), Page("overview"), parts)


def _folder(rows: Rows, links: bool, offered: frozenset[str], every: bool) -> Iterator[tuple[str, str]]:
    """Yield each page of a folder with its path."""
    kept = set(rows.articles) if every else cited(rows)
    without = {a: row["source"] for a, row in rows.articles.items() if a not in kept}
    printer = Printer(rows, False, links, offered, without=without)
    for here, subject, title in pages_of(rows, without):
        yield here.file, printer.document(_title(rows, title), here, [printer.part(here, subject)])


def pages_of(rows: Rows, without: Mapping[str, str]) -> Iterator[tuple[Page, str, str]]:
    """Yield every page with its subject's id and its title."""
    yield Page("overview"), "", ""
    for source in rows.ordered_sources:
        yield Page("source", slug(source)), source, rows.source_name(source)
    for article, row in rows.articles.items():
        if article not in without:
            yield Page("article", slug(article)), article, row["title"] or article
    yield Page("contrast"), "", "Groups side by side"
    yield Page("told"), "", "Told twice"
    for event in told_events(rows):
        yield Page("event", slug(event)), event, f"Told twice: {event}"
    yield Page("method"), "", "Method and lexicon"
    yield Page("validity"), "", "Validity"


def _title(rows: Rows, page: str) -> str:
    return " · ".join(filter(None, (page, rows.run["corpus"], "framing")))


def _put(path: Path, content: bytes) -> None:
    """Put a file in its place, unless it stands there as it is; another takes its place whole."""
    try:
        _create(path, content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        _create(path, content)
    except FileExistsError:
        if path.stat().st_size == len(content) and path.read_bytes() == content:
            return
        new = path.with_name(f".{path.name}.part")
        new.unlink(missing_ok=True)
        _create(new, content)
        os.replace(new, path)  # noqa: PTH105


def _create(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
