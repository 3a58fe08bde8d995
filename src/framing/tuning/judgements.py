"""Blind judging: a random sample of a term's hits, right or wrong, without a word on who wrote them.

Judgements are kept beside the lexicon, in `judgements.jsonl`: one line a judged hit, appended, never rewritten. The
last word on a hit counts.
"""

import json
import os
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from math import sqrt
from pathlib import Path

from framing.errors import UsageError
from framing.lexicon.verdicts import FILE, count_verdicts, read_verdicts
from framing.tuning.material import Material, Row

VERDICTS = {"y": True, "n": False}
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Hit:
    """A hit to judge: its sentence in three parts, and what the term takes it to say. `key` names it for ever."""

    key: str
    left: str
    words: str
    right: str
    value: float
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Precision:
    """How many of the judged hits of a term were right, with the 95 % interval of Wilson (1927)."""

    right: int
    judged: int
    low: float
    high: float

    def __str__(self) -> str:
        """Return it in words."""
        return f"{self.right} of {self.judged} judged right [{self.low:.2f}, {self.high:.2f}]"


def draw(material: Material, address: str, *, n: int = 20, seed: int = 0, done: Iterable[str] = ()) -> tuple[Hit, ...]:
    """Draw up to `n` hits of a term at random, those whose keys are in `done` left out; equal seeds draw alike.

    Raises UsageError for an address that no term has.
    """
    known_address(material, address)
    sentences = {article: {r["sentence"]: r for r in rows} for article, rows in material.rows("sentences").items()}
    names = {row["entity"]: row["name"] for row in material.tables["entities"].to_pylist()}
    hits = []
    for article, rows in material.rows("expressions").items():
        for row in rows:
            if row["term"] != address or row["sentence"] is None:
                continue
            judged = (e["target"] for e in material.rows("evaluations").get(article, ()) if rests_on(e, row))
            sentence = sentences[article][row["sentence"]]
            at, after = row["start"] - sentence["start"], row["end"] - sentence["start"]
            text = sentence["text"]
            key = _key(address, text, at)
            targets = tuple(dict.fromkeys(names.get(t, t) for t in judged))
            hits.append(Hit(key, text[:at], text[at:after], text[after:], row["value"], targets))
    left_out = set(done)
    some = list({hit.key: hit for hit in hits if hit.key not in left_out}.values())
    some.sort(key=lambda hit: hit.key)
    random.Random(seed).shuffle(some)  # noqa: S311 - a sample, no secret
    return tuple(some[:n])


def known_address(material: Material, address: str) -> str:
    """Return `address` when a term of the lexicon has it; raise UsageError naming the nearest when none has."""
    from difflib import get_close_matches

    addresses = {term.address for term in material.lexicon.terms}
    if address in addresses:
        return address
    near = get_close_matches(address, sorted(addresses), n=3)
    cure = f"did you mean {' or '.join(near)}?" if near else "`framing kwic WORD CORPUS` shows the address of a word"
    raise UsageError(f"no term has the address {address!r}; {cure}")


def rests_on(evaluation: Row, expression: Row) -> bool:
    """Say whether a judgement rests on an expression: on it alone, or (a model's) with it among its reasons."""
    if evaluation["expression"] is not None:
        return bool(evaluation["expression"] == expression["expression"])
    if evaluation["sentence"] != expression["sentence"]:
        return False
    return any(reason["name"].endswith(f": {expression['term']}") for reason in evaluation["reasons"] or ())


def wilson(right: int, judged: int) -> Precision:
    """Return `right` of `judged` with its 95 % interval; 0..1 where nothing is judged.

    Wilson 1927, "Probable inference, the law of succession, and statistical inference", JASA 22.
    """
    if not judged:
        return Precision(0, 0, 0.0, 1.0)
    share, z2 = right / judged, _Z**2
    middle = (share + z2 / (2 * judged)) / (1 + z2 / judged)
    half = _Z * sqrt(share * (1 - share) / judged + z2 / (4 * judged**2)) / (1 + z2 / judged)
    return Precision(right, judged, max(0.0, middle - half), min(1.0, middle + half))


def judge(folder: Path, address: str, verdicts: Sequence[tuple[Hit, bool]], *, by: str = "", when: str = "") -> None:
    """Append verdicts to the folder's judgements, all of them at once.

    `when` is an ISO time in UTC, by default now. Raises UsageError when the file can't be written.
    """
    when = when or now()
    lines = [
        json.dumps({"term": address, "hit": hit.key, "right": right, "sentence": hit.left + hit.words + hit.right,
                    "when": when} | ({"by": by} if by else {}), ensure_ascii=False)
        for hit, right in verdicts
    ]  # fmt: skip
    append_lines(folder / FILE, lines)


def append_lines(path: Path, lines: Sequence[str]) -> None:
    """Append whole lines in one write, so that two programs at once don't mix theirs. Raises UsageError."""
    if not lines:
        return
    content = "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    try:
        handle = os.open(path, flags, 0o644)
        try:
            os.write(handle, content)
        finally:
            os.close(handle)
    except OSError as error:
        raise UsageError(
            f"{path}: can't be written ({error.strerror or error}); name a lexicon folder of yours"
        ) from None


def now() -> str:
    """Return the time as logs have it, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def read_judgements(folder: Path) -> Mapping[str, Precision]:
    """Return the judged precision of each term, by address; nothing when there is no such file.

    Raises LexiconError, with the line, for one that isn't as `judge` writes it.
    """
    return {term: wilson(right, judged) for term, (right, judged) in count_verdicts(folder).items()}


def judged_hits(folder: Path, address: str) -> tuple[str, ...]:
    """Return the keys of the hits of a term that have been judged."""
    return tuple(key for term, key in read_verdicts(folder) if term == address)


def _key(address: str, text: str, at: int) -> str:
    content = json.dumps([address, text, at])
    return blake2b(content.encode(), digest_size=8).hexdigest()
