"""What coders get and give back, whichever program they use: one function writes all, one reads all."""

import json
import unicodedata
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from framing.coding import inception, label_studio, spreadsheet
from framing.coding.given import Given
from framing.coding.guide import guide
from framing.coding.key import UNCLEAR, Codes, Sample
from framing.errors import CorpusError, choose
from framing.results.files import put
from framing.validity.gold import label_of

Writer: TypeAlias = Callable[[Sample], dict[str, str]]
"""From a sample to texts by file name."""

FORMATS: dict[str, Writer] = {
    "csv": spreadsheet.sheets,
    "inception": inception.sheets,
    "label-studio": label_studio.sheets,
}
_UNCLEAR = {UNCLEAR, "?", "unsure", "can't tell"}
_LABELS = "negative, neutral, positive or unclear"


def write_sheets(sample: Sample, forms: Sequence[str], folder: Path) -> tuple[Path, ...]:
    """Write what coders need in each of `forms`, and a guide, below `folder`; nothing in it tells source or answer.

    Raises UsageError for an unknown form, ResultsError when it can't be written.
    """
    writers = [choose("--format", form, FORMATS) for form in forms]
    files = {"how-to-code.md": guide(sample, forms)}
    for write in writers:
        files |= write(sample)
    for name, text in files.items():
        put(text, folder / name)
    return tuple(folder / name for name in files)


def read_codes(paths: Sequence[Path], sample: Sample, *, partial: bool = False) -> dict[str, Codes]:
    """Return each coder's labels by sentence: negative, neutral, positive or unclear; in the order of the files.

    A file of one coder is named by its stem. Raises CorpusError, naming file, place and cure, for a file that is of no
    known format or of another sample, holds a changed sentence or an unknown label, or, unless `partial`, leaves a
    sentence uncoded; and when two coders have the same name.
    """
    codes: dict[str, Codes] = {}
    for path in paths:
        given = _given(path, sample)
        coders = dict.fromkeys(one.coder for one in given)
        coded = {name: _codes([g for g in given if g.coder == name], sample) for name in coders}
        done = {item for labels in coded.values() for item in labels}
        missing = [item.id for item in sample.items if item.id not in done]
        if missing and not partial:
            raise CorpusError(
                f"{path.name}: {len(missing)} of {len(sample.items)} sentences have no label (first {missing[0]}); "
                f"write {_LABELS}, or give --partial to go on with the rest"
            )
        for coder, labels in coded.items():
            name = path.stem if len(coders) == 1 else coder
            if name in codes:
                raise CorpusError(f"{path}: there is a coder {name!r} already; name each coder's file differently")
            codes[name] = labels
    return codes


def _given(path: Path, sample: Sample) -> list[Given]:
    try:
        content = path.read_bytes()
        # Excel's “Unicode text” is UTF-16, with a mark that says so.
        text = content.decode("utf-16" if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path.name}: is not UTF-8; save it as “CSV UTF-8”, or export it again") from error
    except OSError as error:
        raise CorpusError(f"{path}: can't be read ({error.strerror or error}); name a coder's file") from error
    if path.suffix.lower() in {".csv", ".tsv", ".txt"}:
        return spreadsheet.given(text, path.name)
    cure = "name a .csv, or a .json that Label Studio (JSON) or INCEpTION (UIMA CAS JSON) exported"
    try:
        whole: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CorpusError(f"{path.name}: is neither CSV nor JSON ({str(error).splitlines()[0]}); {cure}") from None
    if isinstance(whole, list):
        return label_studio.given(whole, path.name)
    if isinstance(whole, dict) and inception.MARK in whole:
        return inception.given(whole, path.name, sample)
    raise CorpusError(f"{path.name}: is no format that framing knows; {cure}")


def _codes(given: Sequence[Given], sample: Sample) -> dict[str, str]:
    codes: dict[str, str] = {}
    for one in given:
        item = sample.by_id.get(one.id)
        if item is None:
            raise CorpusError(
                f"{one.where}: sentence {one.id[:40]!r} is not in the key; restore it, or take a file of this sample"
            )
        if _plain(one.sentence) != _plain(item.sentence):
            raise CorpusError(
                f"{one.where}: the sentence of {one.id} was changed; restore it as {item.sentence[:80]!r}"
            )
        if not one.label.strip():
            continue
        label = _label(one.label)
        if label is None:
            raise CorpusError(f"{one.where}: {one.id} has the label {one.label[:40]!r}; write {_LABELS}, or -1, 0, 1")
        if codes.setdefault(one.id, label) != label:
            raise CorpusError(
                f"{one.where}: {one.id} has two labels of one coder, {codes[one.id]} and {label}; keep one"
            )
    return codes


def _label(words: str) -> str | None:
    return UNCLEAR if words.strip().casefold() in _UNCLEAR else label_of(words)


def _plain(text: str) -> str:
    """What a program may do to a sentence without changing it: other spaces, composed letters, a disarming mark."""
    return " ".join(unicodedata.normalize("NFC", text).split()).removeprefix("'")
