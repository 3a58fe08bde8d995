"""The log of a lexicon: what changed, when, and what it did to the scores. Lines are appended, never rewritten."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from framing.errors import LexiconError
from framing.lexicon import Lexicon
from framing.lexicon.verdicts import read_log
from framing.tuning.compare import Difference, Move
from framing.tuning.judgements import append_lines

FILE = "history.jsonl"
MOST = 20


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the log, as it stands in the file."""

    when: str
    old: str
    new: str
    row: Mapping[str, Any]


def log(
    folder: Path, old: Lexicon, new: Lexicon, difference: Difference, *, corpus: str, digest: str, when: str = ""
) -> bool:
    """Append what a change did to the folder's log; return False when it is what the log says last already.

    `when` is an ISO time in UTC, by default now. Raises UsageError when the file can't be written.
    """
    path = folder / FILE
    last = read_history(folder)[-1:]
    if old.digest == new.digest or (last and (last[0].old, last[0].new) == (old.digest, new.digest)
                                    and last[0].row.get("corpus_digest") == digest):  # fmt: skip
        return False
    row = {
        "when": when or datetime.now(UTC).isoformat(timespec="seconds"),
        "old": old.digest,
        "new": new.digest,
        "added": list(difference.edits.added),
        "removed": list(difference.edits.removed),
        "changed": list(difference.edits.changed),
        "beside_terms": difference.edits.phrases is None,
        "corpus": corpus,
        "corpus_digest": digest,
        "flipped": len(difference.flips),
        "sentences": len(difference.turns),
        "moves": _moves(difference.moves),
        "tuned": _moves(difference.tuned),
        "held_out": _moves(difference.held_out),
        "articles": difference.n_articles,
        "articles_held_out": difference.n_held_out,
    }
    append_lines(path, [json.dumps(row, ensure_ascii=False)])
    return True


def read_history(folder: Path) -> tuple[Change, ...]:
    """Return the lines of the log, oldest first. Raises LexiconError, with the line, for one that isn't one."""
    found = []
    for number, line in enumerate(read_log(folder / FILE), start=1):
        try:
            row = json.loads(line)
            found.append(Change(str(row["when"]), str(row["old"]), str(row["new"]), row))
        except (ValueError, KeyError, TypeError, RecursionError):
            raise LexiconError(f"{FILE}:{number}: not a line of the log; take it out") from None
    return tuple(found)


def _moves(moves: Sequence[Move]) -> list[list[Any]]:
    return [[m.source, m.target, m.voice, m.before.score, m.after.score] for m in moves[:MOST]]
