"""What the contrast of groups costs as articles grow, and how copies are found beside MinHash.

    python benchmarks/contrast.py [--articles 1250,2500,5000,10000] [--minhash]

Articles are generated: words drawn by Zipf's law with a vocabulary of 50,000, about 600 each; one in ten is a copy with
a share of its words changed, one in twenty holds a wire passage of 120 words; ten sources in four groups, three
articles an event. No text is parsed: tables are made directly, as annotation would make them. Seconds are of this
machine: read them as ratios. `--minhash` needs `pip install datasketch`; it is asked for the same copies.
"""

import argparse
import resource
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa

from framing.contrast import add_contrast, add_copies, add_events, copies_of
from framing.results.schemas import SCHEMAS, Tables
from framing.stance import add_stance

VOCABULARY, WORDS, NAMES = 50_000, 600, 3_000
CHANGED = (0.0, 0.02, 0.05, 0.1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", default="1250,2500,5000,10000")
    parser.add_argument("--minhash", action="store_true")
    args = parser.parse_args()
    print("articles   copies  events  stance  contrast   seconds; peak memory, MiB")
    for n in map(int, args.articles.split(",")):
        tables, truth, wired = made(n)
        seconds = []
        for step in (add_copies, add_events, add_stance, add_contrast):
            tables, spent = timed(step, tables)
            seconds.append(spent)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{n:>8} " + "".join(f"{s:>8.1f}" for s in seconds) + f"{peak:>15.0f}", flush=True)
        recall(copies_of(tables), truth, "sorted runs")
        passages(tables, wired)
        if args.minhash:
            found, spent = timed(minhash, tables)
            print(f"         MinHash LSH (datasketch): {spent:.1f} s")
            recall(found, truth, "MinHash")
    return 0


def timed(step: Callable[[Any], Any], given: Any) -> tuple[Any, float]:
    began = time.process_time()
    made = step(given)
    return made, time.process_time() - began


def recall(found: dict[str, str], truth: dict[str, tuple[str, float]], name: str) -> None:
    cells = []
    for changed in CHANGED:
        own = {a: of for a, (of, share) in truth.items() if share == changed}
        cells.append(
            f"{changed:.0%} changed: {sum(found.get(a) == of for a, of in own.items()) / max(1, len(own)):.2f}"
        )
    false = sum(truth.get(a, ("", 0))[0] != of for a, of in found.items())
    print(f"         {name}: of the copies found, {', '.join(cells)}; false: {false}")


def passages(tables: Tables, wired: dict[str, int]) -> None:
    """Of the articles that hold a wire passage an earlier one has, how many are found; and how many others are."""
    day = dict(zip(*(tables["articles"][c].to_pylist() for c in ("article", "date")), strict=True))
    first: dict[int, str] = {}
    for a in sorted(wired, key=lambda a: (day[a], int(a[1:]))):
        first.setdefault(wired[a], a)
    later = set(wired) - set(first.values())
    found = {row["article"] for row in tables["copies"].to_pylist() if row["kind"] == "passage"}
    others = len(found - set(wired))
    print(f"         wire passages in different articles: {len(found & later)} of {len(later)}; others: {others}")


def made(n: int, seed: int = 0) -> tuple[Tables, dict[str, tuple[str, float]], dict[str, int]]:
    """Tables of n articles; for each copy the article it is made of and the share of words changed; wire passages."""
    rng = np.random.default_rng(seed)
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMAS}
    texts: list[np.ndarray] = []
    truth: dict[str, tuple[str, float]] = {}
    wired: dict[str, int] = {}
    wire = [zipf(rng, 120) for _ in range(max(1, n // 100))]
    for i in range(n):
        words = zipf(rng, WORDS)
        if i and i % 10 == 9:
            of, changed = i - 1 - int(rng.integers(0, min(8, i))), CHANGED[(i // 10) % len(CHANGED)]
            if f"a{of}" not in truth:
                words = texts[of].copy()
                at = rng.random(len(words)) < changed
                words[at] = zipf(rng, int(at.sum()))
                truth[f"a{i}"] = (f"a{of}", changed)
        elif i % 20 == 5:
            wired[f"a{i}"] = int(rng.integers(len(wire)))
            words = np.concatenate([words[:240], wire[wired[f"a{i}"]], words[240:480]])
        texts.append(words)
        article(i, words, rng, rows)
    rows["run"] = [{"corpus": "made", "targets": ["n0", "n1", "n2"], "hints": []}]
    rows["entities"] = [{"entity": f"n{k}", "name": f"N{k}", "type": "person"} for k in range(NAMES)]
    rows["sources"] = [{"source": f"s{k}", "name": f"S{k}", "group": f"g{k % 4}", "country": ""} for k in range(10)]
    return {name: pa.Table.from_pylist(some, SCHEMAS[name]) for name, some in rows.items()}, truth, wired


def zipf(rng: np.random.Generator, n: int) -> np.ndarray:
    return np.minimum(rng.zipf(1.3, n), VOCABULARY)


def article(i: int, words: np.ndarray, rng: np.random.Generator, rows: dict[str, list[dict[str, Any]]]) -> None:
    where, source = {"article": f"a{i}"}, int(rng.integers(10))
    spelt = [f"w{w}" for w in words.tolist()]
    starts = np.cumsum([0, *(len(w) + 1 for w in spelt)])[:-1].tolist()
    event = i // 3
    rows["articles"].append(
        where | {"source": f"s{source}", "group": f"g{source % 4}", "text": " ".join(spelt) + ".", "title": "",
                 "event": "", "date": f"{2000 + event // 300 % 25}-{event // 25 % 12 + 1:02}-{event % 25 + 1:02}",
                 "n_words": len(spelt), "n_characters": 4000, "n_quoted": int(rng.integers(2000))}
    )  # fmt: skip
    for s in range(0, len(spelt), 20):
        end = starts[min(s + 20, len(spelt)) - 1] + len(spelt[min(s + 20, len(spelt)) - 1])
        rows["sentences"].append(
            where
            | {"sentence": s // 20, "start": starts[s], "end": end, "n_words": 20, "n_words_quoted": 5, "text": ""}
        )
    at: dict[str, list[int]] = {}
    for k, word in enumerate(spelt):
        if words[k] > 40:
            at.setdefault(word, []).append(k)
    rows["words"] += [
        where | {"lemma": w, "pos": "NOUN", "n": len(k), "sentences": [j // 20 for j in k],
                 "starts": [starts[j] for j in k], "ends": [starts[j] + len(w) for j in k]}
        for w, k in at.items()
    ]  # fmt: skip
    names = [0, 1, 2, 10 + event % (NAMES - 10), 10 + (event * 7) % (NAMES - 10)]
    for m, name in enumerate(names * 3):
        value = float(rng.uniform(-1, 1))
        masses = {"positive": max(value, 0.0), "negative": max(-value, 0.0), "neutral": 1 - abs(value)}
        here = {"sentence": m, "voice": "author"}
        rows["mentions"].append(
            where | here | {"mention": m, "start": starts[m], "end": starts[m] + 2, "entity": f"n{name}",
                            "type": "person", "via": "name", "text": f"N{name}"}
        )  # fmt: skip
        rows["evaluations"].append(
            where | here | masses | {"evaluation": m, "target": f"n{name}", "mention": m, "value": value}
        )


def minhash(tables: Tables) -> dict[str, str]:
    """The same copies by MinHash: 128 permutations, runs of five words, candidates from .5, the first most alike."""
    from datasketch import MinHash, MinHashLSH

    lsh, kept = MinHashLSH(threshold=0.5, num_perm=128), {}
    found: dict[str, str] = {}
    rows = tables["articles"].select(["article", "date", "text"]).to_pylist()
    for row in sorted(rows, key=lambda r: (r["date"], int(r["article"][1:]))):
        words = row["text"].split()
        made = MinHash(num_perm=128)
        made.update_batch([" ".join(words[k : k + 5]).encode() for k in range(len(words) - 4)])
        alike = [(made.jaccard(kept[key]), key) for key in lsh.query(made)]
        best = max(alike, default=(0.0, ""))
        if best[0] >= 0.6:
            found[row["article"]] = best[1]
        else:
            lsh.insert(row["article"], made)
            kept[row["article"]] = made
    return found


if __name__ == "__main__":
    raise SystemExit(main())
