"""What the annotation stage adds to bare parsing, and where its time goes: CPU seconds of one process.

    python benchmarks/annotation.py [INPUT] [--rounds 3] [--evaluator linear] [--profile 15] [--huge 0.1 0.5 1]

Parses every article (nothing kept), then annotates it; prints the medians and their ratio (the promise: annotation adds
at most half of what bare parsing costs), each room's share of it, then the functions that cost most by themselves.
`--huge` instead makes single articles of so many megabytes, the input told again with other names each time, and prints
what a megabyte costs: it should be the same for all.
"""

import argparse
import cProfile
import pstats
import re
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from statistics import median

from framing.annotate import annotate
from framing.corpus import read_corpus
from framing.corpus.structure import find_sections
from framing.language import parse_articles
from framing.lexicon import Lexicon, load_lexicon, packaged_folder
from framing.model import Article

PROMISE = 0.5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", nargs="?", default="seeds", type=Path)
    parser.add_argument("--rounds", default=3, type=int)
    parser.add_argument("--evaluator", default="linear")
    parser.add_argument("--profile", default=15, type=int, metavar="LINES")
    parser.add_argument("--huge", nargs="+", type=float, metavar="MB")
    args = parser.parse_args()
    articles = read_corpus(args.input).articles
    lexicon = load_lexicon([packaged_folder()])
    if args.huge:
        huge(articles, args.huge, lexicon, args.evaluator)
        return
    pairs = list(zip(articles, parse_articles(articles), strict=True))

    def stage() -> None:
        for article, parse in pairs:
            # A new Parse each time: what it works out only once is part of the stage.
            annotate(article, replace(parse), lexicon, evaluator=args.evaluator)

    stage()  # loads the weights and builds the lexicon's tables
    parsing, annotating = [], []
    for _ in range(args.rounds):
        parsing.append(cpu(lambda: list(parse_articles(articles))))
        annotating.append(cpu(stage))
    ratio = median(annotating) / median(parsing)
    print(f"{len(articles)} articles, {sum(len(a.text.split()) for a in articles):,} words, {args.rounds} rounds")
    print(
        f"parsing {median(parsing):.2f} s, annotation {median(annotating):.2f} s of CPU: {ratio:.2f} of parsing", end=""
    )
    print(f", promised at most {PROMISE}: {'kept' if ratio <= PROMISE else 'BROKEN'}\n")
    profile = cProfile.Profile(time.process_time)
    profile.runcall(stage)
    rooms(pstats.Stats(profile))
    pstats.Stats(profile).sort_stats("tottime").print_stats(args.profile)


def rooms(stats: pstats.Stats) -> None:
    """Print each module's own share of the profiled time; what it calls in C is its own."""
    spent: Counter[str] = Counter()
    for (file, _, _), (_, _, own, _, callers) in stats.stats.items():  # type: ignore[attr-defined]
        if file != "~":
            spent[module(file)] += own
        else:
            for (caller, _, _), (_, _, time_there, _) in callers.items():
                spent[module(caller)] += time_there
    whole = sum(spent.values())
    print("room                    share")
    for name, own in spent.most_common(16):
        print(f"{name:22} {own / whole:6.1%}")


def module(file: str) -> str:
    """Return a file of the package as "annotate/links", any other as "elsewhere"."""
    _, found, name = file.rpartition("/framing/")
    return name.removesuffix(".py") if found else "elsewhere"


def huge(articles: Sequence[Article], sizes: Iterable[float], lexicon: Lexicon, evaluator: str) -> None:
    """Print the CPU seconds and the peak memory of single articles of so many megabytes."""
    annotate(articles[0], next(iter(parse_articles(articles[:1]))), lexicon, evaluator=evaluator)
    print("     MB     tokens  parsing, s a MB  annotation, s a MB  peak memory, MB")
    for size in sizes:
        text = told_again([article.text for article in articles], round(size * 1e6))
        article = Article("huge", text, sections=find_sections(text))
        began = time.process_time()
        (parse,) = parse_articles([article])
        parsed = time.process_time()
        annotate(article, parse, lexicon, evaluator=evaluator)
        done = time.process_time()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        rates = f"{(parsed - began) / size:16.2f} {(done - parsed) / size:19.2f}"
        print(f"{size:7.1f} {len(parse):10,} {rates} {peak:16,.0f}", flush=True)


def told_again(texts: Sequence[str], characters: int) -> str:
    """Return the texts told again and again, every fifth longer name in other letters each time."""
    told: list[str] = []
    length = 0
    for k in count():
        for text in texts:
            changed = re.sub(r"\b[A-Z][a-z]{4,}\b", lambda name: other(name.group(), k), text)  # noqa: B023
            told.append(changed)
            length += len(changed) + 2
            if length >= characters:
                return "\n\n".join(told)[:characters]
    raise AssertionError("count() does not end")


def other(name: str, k: int) -> str:
    """Return a name in other letters, the k-th way; four in five stay."""
    if k == 0 or sum(map(ord, name)) % 5:
        return name
    return name[0] + "".join(chr(97 + (ord(c) - 97 + k * (i + 1)) % 26) for i, c in enumerate(name[1:]))


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds of `work`."""
    before = time.process_time()
    work()
    return time.process_time() - before


if __name__ == "__main__":
    main()
