"""One page of the report at a time, for a server: those of the folder layout, made when they are asked for."""

from framing.report.pages import Printer
from framing.report.rows import Rows
from framing.report.write import pages_of
from framing.results.schemas import Tables


def page_of(tables: Tables, file: str, *, tune: str = "", problem: str = "") -> str:
    """Return the page that the folder layout calls `file`; `tune` is where its head line links for tuning, and
    `problem` what is wrong with the lexicon as it is now.

    Raises LookupError when the report has no such page.
    """
    rows = Rows(tables)
    found = next((found for found in pages_of(rows, {}) if found[0].file == file), None)
    if found is None:
        raise LookupError(file)
    page, subject, title = found
    printer = Printer(rows, single=False, offered=None, tune=tune, problem=problem)
    return printer.document(" · ".join(filter(None, (title, rows.run["corpus"]))), page, [printer.part(page, subject)])
