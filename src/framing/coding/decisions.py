"""What coders dispute, as tables: to be decided by a third person, and to be read beside the tool's answers."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from framing.coding.agreement import Agreement, Unit
from framing.errors import UsageError
from framing.results.files import put
from framing.spreadsheet import disarmed


def write_to_decide(found: Agreement, path: Path, *, keep: Path | None = None) -> None:
    """Write the undecided sentences with each coder's label and an empty one; the tool's answer is not there.

    A file that is there already is somebody's work: it is left alone when it is `keep`, else UsageError.
    """
    if path.exists():
        if keep is not None and path.samefile(keep):
            return
        raise UsageError(
            f"{path}: is there already, and decisions in it would be lost; give it with --decided or move it"
        )
    rows = ((*_sentence(unit), *_codes(unit, found.coders), "") for unit in found.undecided)
    put(_table(("id", "sentence", "target", *found.coders, "label"), rows), path)


def write_disagreements(found: Agreement, path: Path) -> None:
    """Write each sentence on which coders differ, or the tool differs from them, with all answers and its article."""
    rows = (
        (*_sentence(unit), *_codes(unit, found.coders), unit.label or "", unit.item.answer, unit.item.article)
        for unit in disagreements(found)
    )
    put(_table(("id", "sentence", "target", *found.coders, "agreed", "tool", "article"), rows), path)


def disagreements(found: Agreement) -> tuple[Unit, ...]:
    """Return the sentences on which coders differ first, then those on which the tool differs from them."""
    against = [u for u in found.units if not u.disputed and u.label is not None and u.label != u.item.answer]
    return (*(unit for unit in found.units if unit.disputed), *against)


def _sentence(unit: Unit) -> tuple[str, str, str]:
    return unit.item.id, unit.item.sentence, unit.item.shown


def _codes(unit: Unit, coders: Sequence[str]) -> tuple[str, ...]:
    return tuple(unit.codes[coder] or "" for coder in coders)


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([disarmed(title) for title in titles])
    writer.writerows([disarmed(cell) for cell in row] for row in rows)
    return out.getvalue()
