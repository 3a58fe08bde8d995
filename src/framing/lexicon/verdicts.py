"""What people judged of a term's hits: `judgements.jsonl` beside the lexicon, which `framing lexicon judge` writes."""

import json
from collections.abc import Mapping
from pathlib import Path

from framing.errors import LexiconError

FILE = "judgements.jsonl"
MAX_BYTES = 64_000_000


def read_verdicts(folder: Path) -> Mapping[tuple[str, str], bool]:
    """Return the last word on each hit, right or wrong, by the term's address and the hit's key; none without a file.

    Raises LexiconError, with the line, for a file that isn't as `judge` writes it.
    """
    path = folder / FILE
    found: dict[tuple[str, str], bool] = {}
    for number, line in enumerate(read_log(path), start=1):
        try:
            row = json.loads(line)
            term, hit, right = row["term"], row["hit"], row["right"]
            if not (isinstance(term, str) and isinstance(hit, str) and isinstance(right, bool)):
                raise TypeError
        except (ValueError, KeyError, TypeError, RecursionError):
            raise LexiconError(f"{path.name}:{number}: not a judgement; take this line out") from None
        found[term, hit] = right
    return found


def count_verdicts(folder: Path) -> dict[str, tuple[int, int]]:
    """Return by address how many hits were judged right, and how many judged. Raises as `read_verdicts`."""
    counts: dict[str, tuple[int, int]] = {}
    for (term, _), right in read_verdicts(folder).items():
        so_far = counts.get(term, (0, 0))
        counts[term] = so_far[0] + right, so_far[1] + 1
    return counts


def read_log(path: Path) -> list[str]:
    """Return the lines of a log that is only appended to; none when it isn't there.

    Raises LexiconError when it can't be read.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise LexiconError(f"{path.name}: larger than {MAX_BYTES // 1_000_000} MB; move it away to begin a new one")
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path.name}: can't be read ({error}); mend it or move it away") from None
    return [line for line in text.split("\n") if line.strip()]
