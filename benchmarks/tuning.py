"""What trying an edit costs beside analysing anew, measured in one run, and whether both say the same.

    python benchmarks/tuning.py [--articles 10000] [--words 150] [--evaluator linear] [--seeds seeds]

First the seeds: from saving a lexicon with five edited terms to the new stances, in a process that has them open (what
`framing watch` and `framing serve` do), and as a whole process (`framing lexicon diff OLD NEW RESULTS`). Then generated
articles: analysing anew with nothing kept; anew with parses kept; and the edit, all in one process, on one core.
Analysing anew is reading, parsing, annotating and summing, as `framing analyze` does; the events, comparisons and pages
that it makes after that are left out, so the ratio is rather too small. The edited terms are ordinary ones, the 30th,
100th, 200th, 400th and 800th most frequent of those that occur; what they touch is told. The edit's tables are compared
with those of the run anew, file by file, to the byte. On a machine with other work, trust the CPU seconds and the
ratios.
"""

import argparse
import gc
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from framing.lexicon import BASE, Lexicon, load_lexicon
from framing.pipeline import Settings, annotate_corpus, tabulate
from framing.results import Tables, write_results
from framing.tuning import Difference, Material, compare, open_material, preview

PROMISED_RATIO = 100
PROMISED_SECONDS = 0.5
REPO = Path(__file__).resolve().parents[1]
RANKS = (30, 100, 200, 400, 800)
"""The edited terms among those that fire, by how often: one frequent, one rare, and between."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", default=10_000, type=int)
    parser.add_argument("--words", default=150, type=int, help="of each generated article")
    parser.add_argument("--evaluator", default="linear")
    parser.add_argument("--seeds", default=REPO / "seeds", type=Path)
    parser.add_argument("--rounds", default=5, type=int)
    args = parser.parse_args()
    gc.set_threshold(50_000)  # as the command line does
    with tempfile.TemporaryDirectory() as scratch:
        kept = on_seeds(args.seeds, Path(scratch), args.evaluator, args.rounds)
        kept &= on_many(args.articles, args.words, Path(scratch), args.evaluator, args.rounds)
    return 0 if kept else 1


def on_seeds(seeds: Path, scratch: Path, evaluator: str, rounds: int) -> bool:
    """Print what an edit costs on the seeds; say whether it keeps the promise."""
    old, new = scratch / "old", scratch / "new"
    for folder in (old, new):
        copy(REPO / "lexicons", folder)
    settings = Settings(lexicons=(old,), evaluator=evaluator, cache=scratch / "parses")
    material = open_material(seeds, settings)
    edit(material, new, (0.05, 0.25, 0.45, 0.65, 0.85))
    _ = material.words
    taken = [timed(lambda: try_out(material, new)) for _ in range(rounds + 1)][1:]
    wall, cpu = (median(t[i] for t in taken) for i in (0, 1))
    print(f"seeds, {evaluator}: from saved to new stances {wall:.2f} s ({cpu:.2f} CPU s), median of {rounds}")
    out = scratch / "out"
    env = os.environ | {"XDG_CACHE_HOME": str(scratch / "home")}
    framing = str(Path(sys.executable).with_name("framing"))
    run([framing, "analyze", seeds, "--out", out, "--lexicon", old, "--evaluator", evaluator], env)
    diff = [framing, "lexicon", "diff", old, new, out, "--no-log"]
    whole = [run(diff, env) for _ in range(rounds + 1)][1:]
    wall_of_process, cpu_of_process = (median(t[i] for t in whole) for i in (0, 1))
    print(f"seeds, whole process of `framing lexicon diff`: {wall_of_process:.2f} s ({cpu_of_process:.2f} CPU s)")
    print(f"promised under {PROMISED_SECONDS} s: {verdict(cpu < PROMISED_SECONDS)} (CPU)\n")
    return cpu < PROMISED_SECONDS


def on_many(n: int, words: int, scratch: Path, evaluator: str, rounds: int) -> bool:
    """Print what an edit costs on `n` generated articles beside analysing them; say whether it keeps the promise."""
    old, new = scratch / "old", scratch / "edited"
    copy(REPO / "lexicons", new)
    source = scratch / "articles.jsonl"
    source.write_text("".join(generated(n, words, load_lexicon((old,)))), encoding="utf-8")
    settings = Settings(lexicons=(old,), evaluator=evaluator, cache=scratch / "many", engine="serial")
    before: list[Tables] = []
    anew = timed(lambda: before.append(tabulate(annotate_corpus(source, settings), settings)))
    write_results(before.pop(), scratch / "results")
    opened: list[Material] = []
    opening = timed(lambda: opened.append(open_material(scratch / "results", settings)))
    material = opened.pop()
    indexing = timed(lambda: material.words)
    summing = timed(lambda: material.evidence)
    edit(material, new, RANKS)
    edits = [timed(lambda: try_out(material, new)) for _ in range(rounds)]
    tried = preview(material, load_lexicon((new,)))
    wall, cpu = (median(t[i] for t in edits) for i in (0, 1))
    difference = compare(material, tried)
    print(f"{n:,} articles of {words} words, {evaluator}; five edited terms stand in {touched(difference, material):,}")
    print(f"of them, change {said(difference)}, and {rows_changed(material.tables, tried.tables):,} rows of stance")
    print(f"{'':44}{'wall s':>8}{'CPU s':>8}{'/ edit':>8}")
    rows = {
        "an edit: load, judge again, compare": (wall, cpu),
        "analysing anew, nothing kept": anew,
        "once: opening the results": opening,
        "once: the index of words": indexing,
        "once: the sums": summing,
    }
    for name, taken in rows.items():
        print(row_of(name, taken, cpu))
    by_wall, by_cpu = anew[0] / wall, anew[1] / cpu
    print(f"analysing anew / an edit: {by_wall:.0f} by the clock, {by_cpu:.0f} in CPU seconds; ", end="")
    print(f"promised {PROMISED_RATIO} or more: {verdict(by_cpu >= PROMISED_RATIO)} (CPU)", flush=True)
    later = replace(settings, lexicons=(new,))
    full: list[Tables] = []
    again = timed(lambda: full.append(tabulate(annotate_corpus(source, later), later)))
    print(row_of("analysing anew under the edit, parses kept", again, cpu))
    same = equal_on_disk(tried.tables, full[0], scratch)
    print(f"equal to the run anew, to the byte: {verdict(same)}")
    return same and by_cpu >= PROMISED_RATIO


def row_of(name: str, taken: tuple[float, float], edit: float) -> str:
    """Return a line of what something took, by the clock and in CPU seconds, and how often an edit fits into these."""
    return f"{name:44}{taken[0]:8.2f}{taken[1]:8.2f}{taken[1] / edit:8.1f}"


def touched(difference: Difference, material: Material) -> int:
    """Return how many articles hold an edited term's words."""
    return len(material.words.holding_any(difference.edits.phrases or ()))


def said(difference: Difference) -> str:
    sentences = {(turn.article, turn.sentence) for turn in difference.turns}
    return f"{len(difference.turns):,} judgements in {len(sentences):,} sentences"


def rows_changed(before: Tables, after: Tables) -> int:
    """Return how many rows of stance differ."""
    one, other = ({tuple(row.values()) for row in tables["stance"].to_pylist()} for tables in (before, after))
    return len(other - one)


def try_out(material: Material, folder: Path) -> None:
    """Do what an edit asks for: load the lexicon, judge again, say what changed."""
    compare(material, preview(material, load_lexicon((folder,))))


def edit(material: Material, folder: Path, places: Sequence[float]) -> None:
    """Write a local.toml that turns five terms round: the ones at these places among those that fire, by frequency."""
    by_address = {term.address: term for term in material.lexicon.terms}
    rows = [r for r in material.tables["terms"].to_pylist() if r["n"] and r["frame"] != BASE and r["polarity"]]
    rows.sort(key=lambda r: (-r["n_articles"], r["term"]))
    ranks = dict.fromkeys(min(len(rows) - 1, int(p * len(rows)) if p < 1 else int(p)) for p in places)
    chosen = [rows[rank] for rank in ranks]
    lines = ['[lexicon]\nid = "own"\n']
    for term in (by_address[row["term"]] for row in chosen):
        written = " ".join(term.words).replace(" - ", "-").replace(" '", "'")
        lines.append(f"[[frames.{term.frame}.terms]]\nterm = {json.dumps(written)}\npolarity = {-term.polarity}\n")
    (folder / "local.toml").write_text("\n".join(lines), encoding="utf-8")


def equal_on_disk(one: Tables, other: Tables, scratch: Path) -> bool:
    """Say whether both give the same files."""
    for name, tables in (("one", one), ("other", other)):
        write_results(tables, scratch / name)
    files = sorted((scratch / "other").iterdir())
    return all((scratch / "one" / path.name).read_bytes() == path.read_bytes() for path in files)


def generated(n: int, words: int, lexicon: Lexicon) -> Iterator[str]:
    """Yield JSON lines of articles made from patterns; evaluative terms are as uneven in frequency as words are."""
    draw = random.Random(0)  # noqa: S311 - the same articles each time
    terms = [" ".join(t.words).replace(" - ", "-").replace(" '", "'") for t in lexicon.terms if t.frame != BASE]
    draw.shuffle(terms)
    weights = [1 / (rank + 3) for rank in range(len(terms))]
    for number in range(n):
        sentences: list[str] = []
        while sum(s.count(" ") + 1 for s in sentences) < words:
            sentences.append(sentence(draw, draw.choices(terms, weights)[0]))
        text = "\n\n".join(" ".join(sentences[i : i + 4]) for i in range(0, len(sentences), 4))
        row = {"id": f"g{number}", "source": f"s{number % 20}", "group": f"g{number % 2}", "title": f"Report {number}"}
        yield json.dumps(row | {"text": text}) + "\n"


NAMES = ("Belarus", "China", "Minsk", "Beijing", "Lukashenka", "Russia", "Ukraine", "Xi")
NOUNS = ("trade", "visit", "report", "meeting", "minister", "project", "company", "factory", "market", "city", "road")
VERBS = ("opened", "visited", "described", "discussed", "left", "joined", "planned", "noted", "followed", "kept")
KINDS = ("new", "bilateral", "joint", "regional", "economic", "annual", "local", "northern", "second", "large")


def sentence(draw: random.Random, term: str) -> str:
    one, other = draw.sample(NAMES, 2)
    noun, second, verb, kind = (draw.choice(some) for some in (NOUNS, NOUNS, VERBS, KINDS))
    return draw.choice((
        f"{one} is {term} in the {kind} {noun}.",
        f"The {term} of {one} {verb} the {noun}.",
        f"“{one} and {other} {verb} a {kind} {noun},” the minister said.",
        f"{one} {verb} the {kind} {noun} and the {second} with {other}.",
        f"In the {noun} the {kind} {second} {verb} {other}.",
    ))  # fmt: skip


def copy(folder: Path, to: Path) -> None:
    to.mkdir()
    for path in folder.glob("*.toml"):
        (to / path.name).write_bytes(path.read_bytes())


def run(command: Sequence[str | Path], env: dict[str, str]) -> tuple[float, float]:
    """Run a command to its end; return its wall and CPU seconds. A failure ends the benchmark with its message."""
    began, before = time.perf_counter(), cpu_seconds()
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command[:3]))}…: exit {done.returncode}\n{done.stderr}")
    return time.perf_counter() - began, cpu_seconds() - before


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the wall and CPU seconds of `work`, its processes included."""
    began, before = time.perf_counter(), cpu_seconds()
    work()
    return time.perf_counter() - began, cpu_seconds() - before


def cpu_seconds() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def verdict(kept: bool) -> str:
    return "kept" if kept else "BROKEN"


if __name__ == "__main__":
    sys.exit(main())
