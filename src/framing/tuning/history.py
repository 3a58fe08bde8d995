"""The log of a lexicon: what changed, when, and what it did to the scores. Lines are appended, never rewritten."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from framing.errors import LexiconError
from framing.lexicon.verdicts import read_log
from framing.tuning.compare import Difference, Move
from framing.tuning.judgements import append_lines, now
from framing.tuning.material import Material

FILE = "history.jsonl"
MOST = 20
Deed: TypeAlias = Literal["diff", "save", "accept", "reject"]
"""What was done: compared, saved in the browser or under `watch`, a suggestion accepted, or rejected."""


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the log, as it stands in the file; the digests `old` and `new` are equal where nothing was edited."""

    when: str
    did: str
    old: str
    new: str
    row: Mapping[str, Any]


def log(
    folder: Path, before: Material, after: Material, difference: Difference, *, did: Deed = "diff", when: str = ""
) -> bool:
    """Append what a change did to the folder's log; return False when it is what the log says last already.

    `when` is an ISO time in UTC, by default now. Raises UsageError when the file can't be written, LexiconError when
    what stands there can't be read.
    """
    old, new = before.lexicon.digest, after.lexicon.digest
    run = before.tables["run"].to_pylist()[0]
    edits = [change for change in read_history(folder) if change.old != change.new]
    last = edits[-1] if edits else None
    same = last and (last.old, last.new, last.row.get("corpus_digest")) == (old, new, run["corpus_digest"])
    if old == new or same:
        return False
    row = {
        "added": list(difference.edits.added),
        "removed": list(difference.edits.removed),
        "changed": list(difference.edits.changed),
        "beside_terms": difference.edits.phrases is None,
        "corpus": run["corpus"],
        "corpus_digest": run["corpus_digest"],
        "flipped": len(difference.flips),
        "sentences": len(difference.turns),
        "moves": _moves(difference.moves),
        "tuned": _moves(difference.tuned),
        "held_out": _moves(difference.held_out),
        "articles": difference.n_articles,
        "articles_held_out": difference.n_held_out,
    }
    _append(folder, did, old, new, row, when)
    return True


def log_rejected(folder: Path, terms: Sequence[str], material: Material, *, when: str = "") -> None:
    """Append suggested terms that were turned down, so that they are not proposed again. Raises as `log`."""
    if terms:
        digest = material.lexicon.digest
        _append(folder, "reject", digest, digest, {"terms": list(terms), "corpus": material.corpus.name}, when)


def rejected(folder: Path) -> frozenset[str]:
    """Return the suggested terms that were ever turned down there. Raises as `read_history`."""
    rows = (change.row for change in read_history(folder) if change.did == "reject")
    return frozenset(term for row in rows for term in row["terms"])


def read_history(folder: Path) -> tuple[Change, ...]:
    """Return the lines of the log, oldest first. Raises LexiconError, with the line, for one that isn't one."""
    found = []
    for number, line in enumerate(read_log(folder / FILE), start=1):
        try:
            row = _sound(json.loads(line))
            change = Change(str(row["when"]), str(row.get("did", "diff")), str(row["old"]), str(row["new"]), row)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise LexiconError(f"{FILE}:{number}: not a line of the log; take it out") from None
        found.append(change)
    return tuple(found)


def _sound(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with all that a line may have; raise TypeError or ValueError where it has something else."""
    row = dict[str, Any](corpus="", beside_terms=False, sentences=0, flipped=0) | row
    texts = [row["corpus"], *(x for key in ("added", "removed", "changed", "terms") for x in row.setdefault(key, []))]
    moves = [move for key in ("moves", "tuned", "held_out") for move in row.setdefault(key, [])]
    scores = [score for *_, before, after in moves for score in (before, after) if score is not None]
    numbers = [row["sentences"], row["flipped"], *scores]
    if not all(isinstance(text, str) for text in texts) or not all(isinstance(n, int | float) for n in numbers):
        raise TypeError
    return row


def _append(folder: Path, did: Deed, old: str, new: str, row: dict[str, Any], when: str) -> None:
    head = {"when": when or now(), "did": did, "old": old, "new": new}
    append_lines(folder / FILE, [json.dumps(head | row, ensure_ascii=False)])


def _moves(moves: Sequence[Move]) -> list[list[Any]]:
    return [[m.source, m.target, m.voice, m.before.score, m.after.score] for m in moves[:MOST]]
