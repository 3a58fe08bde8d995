"""A table of terms, as spreadsheets write it: one row a term; a cell that holds several values parts them by `|`."""

import csv
import io
import math
from collections import defaultdict
from collections.abc import Mapping

from framing.errors import LexiconError
from framing.lexicon.entries import Lexicon
from framing.lexicon.exchange.listing import Category, Entry, Export, Listing, Loss
from framing.lexicon.exchange.outgoing import outgoing
from framing.lexicon.files import one_line
from framing.lexicon.load import POS
from framing.spreadsheet import armed, disarmed

LISTS = ("pos", "near", "unless", "targets", "fires", "silent")
COLUMNS = ("term", "frame", "label", "definition", "polarity", "hyphenated", "pos", "near", "unless", "targets", "note", "fires", "silent")  # fmt: skip  # noqa: E501
_ALSO = {"word": "term", "entry": "term", "token": "term", "pattern": "term", "category": "frame", "key": "frame",
         "score": "polarity", "value": "polarity", "valence": "polarity", "sentiment": "polarity"}  # fmt: skip
_CATEGORY = "terms"
_MARK = "|"


def read_table(text: str, name: str, scale: float = 1.0) -> Listing:
    """Read rows below a head that names at least `term`; commas, semicolons or tabs part the columns.

    `scale` is the strongest polarity the file may hold. Raises LexiconError for a row that can't be read.
    """
    head = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=head.count), strict=True)
    entries: list[Entry] = []
    categories: dict[str, Category] = {}
    lost: dict[str, list[str]] = defaultdict(list)
    try:
        columns = [_column(cell) for cell in next(reader, [])]
        if "term" not in columns:
            raise LexiconError(f"{name}:1: no column 'term'; write a head such as term,frame,polarity")
        if twice := [c for k, c in enumerate(columns) if c in columns[:k] and c in COLUMNS]:
            raise LexiconError(f"{name}:1: column {twice[0]!r} is there twice; rename one of them")
        for column in columns:
            if column not in COLUMNS:
                lost["columns that a lexicon has no place for"].append(one_line(column) or "(no name)")
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            at = f"{name}:{reader.line_num}"
            if len(cells) > len(columns):
                raise LexiconError(f"{at}: more cells than columns; put quotation marks around what holds a separator")
            row = {c: " ".join(armed(cell).split()) for c, cell in zip(columns, cells, strict=False)}
            entry = _entry(row, at, scale, lost)
            entries.append(entry)
            if entry.category not in categories or row.get("definition"):
                known = categories.get(entry.category, Category(entry.category))
                label, definition = row.get("label") or known.label, row.get("definition") or known.definition
                categories[entry.category] = Category(entry.category, label, definition)
    except csv.Error as error:
        raise LexiconError(f"{name}:{reader.line_num or 1}: not CSV: {one_line(str(error))}; mend this row") from None
    losses = tuple(Loss(why, tuple(dict.fromkeys(items))) for why, items in lost.items())
    return Listing(tuple(categories.values()), tuple(entries), losses)


def write_table(lexicon: Lexicon) -> Export:
    """Return a row for each term with all its conditions and examples, and what the format can't carry."""
    listing = outgoing(lexicon, "a table", carries=("polarity", "conditions", "notes", "examples", "labels"))
    categories = {category.name: category for category in listing.categories}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    barred = []
    for entry in listing.entries:
        if any(_MARK in value for key in LISTS for value in getattr(entry, key)):
            barred.append(entry.term)
        row = _cells(entry, categories[entry.category])
        # A return would begin a new row, and nothing would disarm that; whoever reads the table reads a space.
        writer.writerow([disarmed(row[column].replace("\r", " ").strip()) for column in COLUMNS])
    losses = (
        (Loss(f"values that hold {_MARK}, which parts them; it was left out of them", tuple(barred)),) if barred else ()
    )
    return Export(out.getvalue(), len(listing.entries), (*listing.losses, *losses))


def _column(cell: str) -> str:
    written = " ".join(cell.lower().split())
    return _ALSO.get(written, written)


def _entry(row: Mapping[str, str], at: str, scale: float, lost: dict[str, list[str]]) -> Entry:
    if not row.get("term"):
        raise LexiconError(f"{at}: no term in this row; write one, or take the row out")
    lists = {key: tuple(filter(None, (v.strip() for v in row.get(key, "").split(_MARK)))) for key in LISTS}
    wrong = [tag for tag in lists["pos"] if tag.upper() not in POS]
    lists["pos"] = tuple(tag.upper() for tag in lists["pos"] if tag.upper() in POS)
    if wrong:
        lost["parts of speech that are no universal tags"] += [one_line(f"{row['term']} ({tag})") for tag in wrong]
    return Entry(
        row["term"],
        row.get("frame") or _CATEGORY,
        polarity=_polarity(row.get("polarity", ""), at, scale),
        hyphenated=row.get("hyphenated", "").lower() in ("true", "yes", "1", "x"),
        note=row.get("note", ""),
        **lists,
    )


def _polarity(cell: str, at: str, scale: float) -> float | None:
    if not cell:
        return None
    try:
        value = float(cell.replace("−", "-"))
    except ValueError:
        value = math.nan
    if not abs(value) <= scale:
        cure = f"write a number in -{scale:g}..{scale:g}, or name the scale of the file"
        raise LexiconError(f"{at}: polarity {one_line(cell)[:40]!r} is none; {cure}")
    return round(value / scale, 6)


def _cells(entry: Entry, category: Category) -> dict[str, str]:
    return {
        "term": entry.term,
        "frame": category.name,
        "label": category.label,
        "definition": category.definition,
        "polarity": f"{entry.polarity:g}" if entry.polarity is not None else "",
        "hyphenated": "true" if entry.hyphenated else "",
        "note": entry.note,
        **{key: _joined(getattr(entry, key)) for key in LISTS},
    }


def _joined(values: tuple[str, ...]) -> str:
    return f" {_MARK} ".join(value.replace(_MARK, " ") for value in values)
