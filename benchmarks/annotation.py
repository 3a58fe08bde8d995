"""What the annotation stage adds to bare parsing, and where its time goes: CPU seconds of one process.

    python benchmarks/annotation.py [INPUT] [--rounds 3] [--evaluator linear] [--profile 15]

Parses every article (nothing kept), then annotates it; prints the medians and their ratio (the promise: annotation adds
at most half of what bare parsing costs), then the functions that cost most by themselves.
"""

import argparse
import cProfile
import pstats
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from framing.annotate import annotate
from framing.corpus import read_corpus
from framing.language import parse_articles
from framing.lexicon import load_lexicon, packaged_folder

PROMISE = 0.5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", nargs="?", default="seeds", type=Path)
    parser.add_argument("--rounds", default=3, type=int)
    parser.add_argument("--evaluator", default="linear")
    parser.add_argument("--profile", default=15, type=int, metavar="LINES")
    args = parser.parse_args()
    articles = read_corpus(args.input).articles
    lexicon = load_lexicon([packaged_folder()])
    pairs = list(zip(articles, parse_articles(articles), strict=True))

    def stage() -> None:
        for article, parse in pairs:
            annotate(article, parse, lexicon, evaluator=args.evaluator)

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
    profile = cProfile.Profile()
    profile.runcall(stage)
    pstats.Stats(profile).sort_stats("tottime").print_stats(args.profile)


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds of `work`."""
    before = time.process_time()
    work()
    return time.process_time() - before


if __name__ == "__main__":
    main()
