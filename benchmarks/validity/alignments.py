"""How many alignments are true: what framing aligns within triplets of articles on one event, read by a person.

    python benchmarks/validity/alignments.py GOLD.jsonl --out SHEET.tsv [--triplets 10] [--skip 0]
    python benchmarks/validity/alignments.py GOLD.jsonl --judged SHEET.tsv

GOLD holds a row an article with `id`, `event`, `source` and `text`, three an event. The first call writes a sheet with
the two renderings side by side and an empty column `judgement`; keep it out of the repository, for it quotes the
articles. Write 1 for a pair that tells the same quotation, figure or act, 0 for one that doesn't, and give it to the
second call: precision by kind and score, with Wilson's interval, over the alignments as they are now; those the sheet
doesn't have are listed as not judged. Events are taken in the order of their ids.
"""

import argparse
import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import sqrt
from pathlib import Path
from typing import Any

from framing.corpus import read_corpus
from framing.lexicon import lexicon_paths, load_lexicon
from framing.pipeline import Settings, analyze, annotate_articles

FIELDS = ("key", "event", "kind", "score", "a", "b", "judgement")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, help="write a sheet to judge")
    parser.add_argument("--judged", type=Path, help="read a judged sheet")
    parser.add_argument("--triplets", type=int, default=10)
    parser.add_argument("--skip", type=int, default=0)
    args = parser.parse_args()
    rows = aligned(args.gold)
    events = sorted({row["event"] for row in rows})[args.skip : args.skip + args.triplets]
    rows = [row for row in rows if row["event"] in events]
    if args.out:
        write(rows, args.out)
        print(f"{len(rows)} alignments of {len(events)} events: {args.out}")
    if args.judged:
        report(rows, args.judged)
    return 0


def aligned(gold: Path) -> list[dict[str, Any]]:
    """Return the alignments of the whole set, candidates of contradiction left out."""
    settings = Settings(engine="serial")
    lexicon = load_lexicon(lexicon_paths((), gold), base=True)
    tables = analyze(annotate_articles(read_corpus(gold), lexicon, settings), settings)
    found = [row for row in tables["alignments"].to_pylist() if row["kind"] != "contradiction"]
    return [
        {
            "key": key(row),
            "event": row["event"],
            "kind": row["kind"],
            "score": row["score"],
            "a": " ".join(row["text_a"].split()),
            "b": " ".join(row["text_b"].split()),
        }
        for row in found
    ]


def key(row: dict[str, Any]) -> str:
    """Return what stays the same of an alignment while scores change."""
    sides = sorted(f"{row[f'article_{s}']} {row[f'start_{s}']} {row[f'end_{s}']}" for s in "ab")
    return hashlib.sha256("|".join(sides).encode()).hexdigest()[:12]


def write(rows: Iterable[dict[str, Any]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.DictWriter(file, FIELDS, delimiter="\t", restval="")
        sheet.writeheader()
        sheet.writerows(rows)


def report(rows: Sequence[dict[str, Any]], judged: Path) -> None:
    with judged.open(encoding="utf-8", newline="") as file:
        known = {
            r["key"]: r["judgement"].strip() for r in csv.DictReader(file, delimiter="\t") if r["judgement"].strip()
        }
    groups: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        if row["key"] in known:
            true = known[row["key"]] == "1"
            for group in ("all", row["kind"], f"score from {int(row['score'] * 10) / 10:.1f}"):
                groups[group].append(true)
    missing = sum(row["key"] not in known for row in rows)
    print(f"{len(rows)} alignments of {len({row['event'] for row in rows})} events, {missing} not judged")
    for group in sorted(groups, key=lambda g: (g != "all", g)):
        low, high = wilson(sum(groups[group]), len(groups[group]))
        share = sum(groups[group]) / len(groups[group])
        print(f"{group:16} {sum(groups[group]):4} of {len(groups[group]):4} true  {share:.2f} [{low:.2f}, {high:.2f}]")


def wilson(true: int, n: int, z: float = 1.96) -> tuple[float, float]:
    middle, spread = true + z**2 / 2, z * sqrt(true * (n - true) / n + z**2 / 4)
    return (middle - spread) / (n + z**2), (middle + spread) / (n + z**2)


if __name__ == "__main__":
    raise SystemExit(main())
