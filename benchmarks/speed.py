"""How long `framing analyze` takes beside bare spaCy on the same texts: ratios measured in one run.

    python benchmarks/speed.py [INPUT] [--rounds 5] [--command annotate]

Whole processes, interleaved, median: a bare script that loads the model and runs `nlp.pipe` over the texts; `framing
analyze` with its parses kept from a run before, and with nothing kept (the promise: each at most 1.5 × bare). Then, in
one process with the model loaded: words a second of `parse_articles` and of `nlp.pipe`. On a machine with other work,
trust the columns of CPU seconds and the ratios.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import repeat
from pathlib import Path
from statistics import median

from framing.corpus import read_corpus
from framing.language.identity import installed_model

PROMISE = 1.5
BARE = """
import json, sys, spacy
nlp = spacy.load(sys.argv[1])
for doc in nlp.pipe(json.load(open(sys.argv[2]))): pass
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", nargs="?", default="seeds", type=Path)
    parser.add_argument("--command", default="analyze", choices=["analyze", "annotate"])
    parser.add_argument("--rounds", default=5, type=int)
    parser.add_argument("--words", default=60_000, type=int, help="how much text the rates are measured on")
    args = parser.parse_args()
    texts = [article.text for article in read_corpus(args.input).articles]
    print(f"{len(texts)} articles, {sum(len(t.split()) for t in texts):,} words, {args.rounds} rounds\n")
    ratio = processes(args.command, args.input, texts, args.rounds)
    rates(args.input, args.words, args.rounds)
    return 0 if ratio <= PROMISE else 1


def processes(command: str, source: Path, texts: Sequence[str], rounds: int) -> float:
    """Print whole-process times; return the slower `framing COMMAND` over bare spaCy."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "texts.json"
        listed.write_text(json.dumps(texts))
        env = os.environ | {"XDG_CACHE_HOME": folder}
        framing = [Path(sys.executable).with_name("framing"), command, source, "--out", Path(folder) / "out"]
        commands = {
            "bare: load + nlp.pipe": [sys.executable, "-c", BARE, installed_model().package, listed],
            f"framing {command}, parses kept": framing,
            f"framing {command} --no-cache": [*framing, "--no-cache"],
        }
        seconds = interleave({name: lambda words=words: run(words, env) for name, words in commands.items()}, rounds)
    walls = table("whole process", seconds)
    bare, *ours = walls.values()
    ratio = max(ours) / bare
    kept = "kept" if ratio <= PROMISE else "BROKEN"
    print(f"the slower / bare = {ratio:.2f}, promised at most {PROMISE}: {kept}\n")
    return ratio


def rates(source: Path, words: int, rounds: int) -> None:
    """Print words a second of one process that has the model loaded, on the articles repeated to `words`."""
    import spacy

    from framing.language import parse_articles

    some = read_corpus(source).articles
    times = max(1, round(words / sum(len(a.text.split()) for a in some)))
    articles = [article for again in repeat(some, times) for article in again]
    texts = [article.text for article in articles]
    list(parse_articles(some))  # loads the model, with the faster arithmetic that nlp.pipe then enjoys too
    nlp = spacy.load(installed_model().package)
    seconds = interleave(
        {
            "bare: nlp.pipe(batch_size=16)": lambda: timed(lambda: list(nlp.pipe(texts, batch_size=16))),
            "parse_articles": lambda: timed(lambda: list(parse_articles(articles))),
        },
        rounds,
    )
    table("one process, model loaded", seconds)
    total = sum(len(text.split()) for text in texts)
    for name, pairs in seconds.items():
        print(f"{name:32} {total / median(cpu for _, cpu in pairs):10,.0f} words a CPU second")


def interleave(
    measures: dict[str, Callable[[], tuple[float, float]]], rounds: int
) -> dict[str, list[tuple[float, float]]]:
    """Take (wall, CPU) seconds of each in turn, after one round that warms caches and isn't counted."""
    for measure in measures.values():
        measure()
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            taken[name].append(measure())
    return taken


def run(command: Sequence[str | Path], env: dict[str, str]) -> tuple[float, float]:
    """Run a command to its end; return its wall and CPU seconds. A failure ends the benchmark with its message."""
    began, before = time.perf_counter(), children()
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    wall, cpu = time.perf_counter() - began, children() - before
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command[:3]))}…: exit {done.returncode}\n{done.stderr}")
    return wall, cpu


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the wall and CPU seconds of `work`."""
    began, before = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - before


def children() -> float:
    """Return the CPU seconds of all finished children."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def table(title: str, taken: dict[str, list[tuple[float, float]]]) -> dict[str, float]:
    """Print median seconds, beside those of the first row; return the median walls."""
    print(f"{title + ', seconds':32} {'wall':>8} {'/ bare':>7} {'CPU':>8} {'/ bare':>7}")
    walls = {name: median(wall for wall, _ in pairs) for name, pairs in taken.items()}
    cpus = {name: median(cpu for _, cpu in pairs) for name, pairs in taken.items()}
    bare = next(iter(taken))
    for name in taken:
        wall, cpu = walls[name], cpus[name]
        print(f"{name:32} {wall:8.2f} {wall / walls[bare]:7.2f} {cpu:8.2f} {cpu / cpus[bare]:7.2f}")
    return walls


if __name__ == "__main__":
    sys.exit(main())
