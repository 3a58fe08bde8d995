"""A table as text for other programs: spreadsheets, scripts, newsrooms' own tools."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pyarrow as pa

from framing.errors import choose
from framing.spreadsheet import disarmed


def export(table: pa.Table, form: str) -> str:
    """Return `table` as text in a form of EXPORTERS. Raises UsageError for an unknown one."""
    return choose("form", form, EXPORTERS)(table)


def to_tsv(table: pa.Table) -> str:
    """Return tab-separated text with a head line; lists as JSON, null as nothing, formulas disarmed."""
    return _separated(table, "\t")


def to_csv(table: pa.Table) -> str:
    """Return comma-separated text with a head line; lists as JSON, null as nothing, formulas disarmed."""
    return _separated(table, ",")


def to_json(table: pa.Table) -> str:
    """Return a JSON array of objects, one a row; nothing is changed in it."""
    return json.dumps(table.to_pylist(), ensure_ascii=False, indent=1) + "\n"


def _separated(table: pa.Table, separator: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    writer.writerow(table.column_names)
    writer.writerows(zip(*(map(_cell, column.to_pylist()) for column in table.columns), strict=True))
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        # The writer puts no quotation marks around a lone return, and a spreadsheet begins a new row at it.
        return disarmed(value).replace("\r\n", "\n").replace("\r", " ")
    if isinstance(value, list):
        return disarmed(json.dumps(value, ensure_ascii=False))
    return value


EXPORTERS: dict[str, Callable[[pa.Table], str]] = {"csv": to_csv, "json": to_json, "tsv": to_tsv}
