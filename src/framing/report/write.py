"""Writes the report: one file for small corpora, a folder of pages for large ones. Same tables, same bytes."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

from framing.errors import choose
from framing.report.addresses import Page, slug
from framing.report.pages import CSS, JS, Printer
from framing.report.rows import Rows
from framing.results.exports import to_tsv
from framing.results.schemas import Tables

OFFERED = ("stance", "frames", "speakers", "borrowed", "naming", "reliance", "differences", "keyness", "terms")
"""Tables that stand as text beside the pages of a folder."""
SINGLE_UP_TO = 200
"""Articles; above it one file opens too slowly."""


def write_report(tables: Tables, out: Path, *, links: bool = True, layout: str = "auto") -> Path:
    """Write the report and return the page to open.

    `out` is a folder, or (single layout) the name of an `.html` file. `layout` is "single", "folder" or "auto";
    `links=False` prints web addresses as text. Each file is put in place whole or not at all.
    Raises UsageError for an unknown layout.
    """
    rows = Rows(tables)
    one_file = out.suffix.lower() in {".html", ".htm"}
    single = choose("layout", layout, {"single": True, "folder": False, "auto": len(rows.articles) <= SINGLE_UP_TO})
    single = single or one_file
    printer = Printer(rows, single, links)
    page = out if one_file else out / "index.html"
    if single:
        parts = (printer.part(page, subject) for page, subject, _ in _pages(rows))
        _put(page, printer.document(_title(rows, ""), Page("overview"), parts))
        return page
    for here, subject, title in _pages(rows):
        _put(out / here.file, printer.document(_title(rows, title), here, [printer.part(here, subject)]))
    for table in OFFERED:
        if table in tables:
            _put(out / "data" / f"{table}.tsv", to_tsv(tables[table]))
    _put(out / "assets" / "report.css", CSS)
    _put(out / "assets" / "report.js", JS)
    return page


def _pages(rows: Rows) -> Iterator[tuple[Page, str, str]]:
    """Yield every page with its subject's id and its title."""
    yield Page("overview"), "", ""
    for source in rows.ordered_sources:
        yield Page("source", slug(source)), source, rows.source_name(source)
    for article, row in rows.articles.items():
        yield Page("article", slug(article)), article, row["title"] or article
    yield Page("contrast"), "", "Groups side by side"
    yield Page("method"), "", "Method and lexicon"
    yield Page("validity"), "", "Validity"


def _title(rows: Rows, page: str) -> str:
    return " · ".join(filter(None, (page, rows.run["corpus"], "framing")))


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=path.parent, suffix=".part", delete=False) as file:
        file.write(text)
    os.chmod(file.name, 0o644)  # noqa: PTH101 - a report is for reading; temporary files are private
    os.replace(file.name, path)  # noqa: PTH105
