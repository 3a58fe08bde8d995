"""A tool's answers to a gold file, from a file of predictions; of framing itself or of any other tool."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from framing.errors import ResultsError
from framing.results.annotation_format import FORMAT
from framing.validity.gold import Gold
from framing.validity.metrics import LABELS, Row


def read_answers(path: Path, gold: Gold) -> dict[str, Row]:
    """Return the rows of a JSON Lines file by id, in the annotation format or in as much of it as is scored.

    Raises ResultsError, naming file, line and cure, for what is no such row or answers no row of the gold.
    """
    texts = {row["id"]: row["text"] for row in gold.rows}
    answers: dict[str, Row] = {}
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    row = _row(line, f"{path}:{number}", texts)
                    if row["id"] in answers:
                        raise ResultsError(f"{path}:{number}: id {row['id']!r} is there twice; keep one")
                    answers[row["id"]] = row
    except (OSError, UnicodeDecodeError) as error:
        raise ResultsError(f"{path}: can't be read ({error}); write one with `framing annotate`") from error
    return answers


def _row(line: str, where: str, texts: Mapping[str, str]) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ResultsError(f"{where}: not JSON ({str(error).splitlines()[0]}); one object a line") from None
    if not isinstance(row, dict) or not isinstance(row.get("id"), str):
        raise ResultsError(f'{where}: no object with an "id"; write it with `framing annotate GOLD --out FILE`')
    if row.get("format", FORMAT) != FORMAT:
        raise ResultsError(f"{where}: of format {str(row['format'])[:40]!r}, not {FORMAT!r}; write it again")
    if row["id"] not in texts:
        raise ResultsError(f"{where}: id {row['id'][:80]!r} is not in the gold; annotate the gold file itself")
    text = texts[row["id"]]
    if "text" in row and row["text"] != text:
        raise ResultsError(f"{where}: its text is not the gold's, so offsets would lie; annotate the gold file itself")
    if not _usable(row, len(text)):
        raise ResultsError(f"{where}: breaks the format, or has offsets outside its text; write it again")
    return row


def _usable(row: Mapping[str, Any], size: int) -> bool:
    """Say whether all that is scored has the format's shape."""
    try:
        spans = [s for a in row.get("attributions") or () for key in ("content", "speaker") for s in a.get(key) or ()]
        spans += [[s["start"], s["end"]] if isinstance(s, dict) else s for s in row.get("sentences") or ()]
        spans += [[e["start"], e["end"]] for e in row.get("expressions") or () if isinstance(e["frame"], str)]
        targets = [(t.get("label"), t.get("score")) for t in row.get("targets") or ()]
        return all(0 <= start <= end <= size for start, end in spans) and all(
            label in (*LABELS, None) and (score is None or -1 <= score <= 1) for label, score in targets
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        return False
