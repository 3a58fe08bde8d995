"""Coding in a spreadsheet: a CSV with the columns id, sentence, target and an empty label."""

import csv
import io
import re

from framing.coding.given import Given
from framing.coding.key import Sample
from framing.errors import CorpusError
from framing.spreadsheet import disarmed

_COLUMNS = ("id", "sentence", "target", "label")
_IDS = ("coding_id", "id")
"""A table exported by Label Studio has its own `id`, and ours as `coding_id`."""
_CODERS = ("coder", "annotator")
_SEPARATOR = re.compile(r"sep=([,;\t])?", re.IGNORECASE)
"""What Excel writes in a line before the header."""


def sheets(sample: Sample) -> dict[str, str]:
    """Return the table; no cell of it runs as a formula. The byte order mark tells spreadsheets that it is UTF-8."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    writer.writerows((item.id, disarmed(item.sentence), disarmed(item.shown), "") for item in sample.items)
    return {"sentences.csv": out.getvalue()}


def given(text: str, name: str) -> list[Given]:
    """Return what a table says, whatever separates its columns. Raises CorpusError for one that can't be read."""
    limit = csv.field_size_limit(max(len(text), 1))
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        first = next((cells for cells in rows if any(map(str.strip, cells)) and not _SEPARATOR.fullmatch(cells[0])), [])
        header = [cell.strip().lower() for cell in first]
        for column in ("id", "sentence", "label"):
            if column not in header:
                where = f"{name}:{rows.line_num or 1}"
                raise CorpusError(f"{where}: has no column {column}; keep id, sentence, target, label as they were")
        found = []
        for cells in rows:
            if any(cell.strip() for cell in cells):
                # A spreadsheet may drop empty cells at the end of a line.
                cell = dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=False))
                coder = next((cell[c].strip() for c in _CODERS if cell.get(c, "").strip()), "")
                id_ = next(cell[c].strip() for c in _IDS if c in cell)
                found.append(Given(coder, id_, cell["sentence"], cell["label"], f"{name}:{rows.line_num}"))
        return found
    except csv.Error as error:
        raise CorpusError(f"{name}: is not readable as CSV ({error}); save it as “CSV UTF-8”") from error
    finally:
        csv.field_size_limit(limit)


def _delimiter(text: str) -> str:
    told = _SEPARATOR.match(text)
    header = text.lstrip().partition("\n")[0].lower()
    return told[1] if told and told[1] else max(",;\t", key=header.count)
