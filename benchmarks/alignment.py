"""What alignment costs beside parsing, and how it grows with the articles of one event.

    python benchmarks/alignment.py [--sizes 50,100,200,400] [--rounds 3]

Articles are generated: each tells what all tell (one sentence in its own order of words), what some tell (drawn from a
pool of statements that grows with the event, each told by eight articles), and sentences of its own. In one process:
parsing them, then `add_told_twice` on their tables. The promise: aligning an event of 200 articles takes less time than
parsing it, and doubling the articles takes at most 2.5 times as long.
"""

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from framing.annotate import annotate
from framing.contrast import add_copies, add_events, add_told_twice
from framing.language import parse_articles
from framing.lexicon import lexicon_paths, load_lexicon
from framing.model import Article, Corpus, Source
from framing.results import to_tables

PROMISE_AT, PROMISE_GROWTH = 200, 2.5
TOLD_BY = 8
SENTENCES = 30
SYLLABLES = (
    "ba be bi bo ca ce ci co da de di do fa fe fi fo ga ge gi go la le li lo ma me mi mo na ne ni no ra re ri ro"
)
COMMON = "government minister company region market policy country budget project election report energy trade leader"
VERBS = "announced praised delayed reviewed rejected funded visited opened signed questioned"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="50,100,200,400")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    lexicon = load_lexicon(lexicon_paths((), Path()), base=True)
    sizes = [int(size) for size in args.sizes.split(",")]
    print("articles  sentences  parse s  align s  align/parse  alignments  growth")
    kept, before = True, 0.0
    for size in sizes:
        articles = list(generated(size))
        began = time.process_time()
        parses = list(parse_articles(articles, cache=None))
        parsing = time.process_time() - began
        found = [annotate(a, p, lexicon, evaluator="lexicon") for a, p in zip(articles, parses, strict=True)]
        corpus = Corpus("generated", tuple(articles), events={"event": "event"})
        tables = to_tables(found, corpus, lexicon, signature="benchmark", evaluator="lexicon")
        tables = add_events(add_copies(tables))
        times = []
        for _ in range(args.rounds):
            began = time.process_time()
            told = add_told_twice(tables)
            times.append(time.process_time() - began)
        aligning = median(times)
        growth = aligning / before if before else 0.0
        print(
            f"{size:8}  {len(tables['sentences']):9}  {parsing:7.2f}  {aligning:7.2f}  {aligning / parsing:11.2f}"
            f"  {len(told['alignments']):10}  {growth or float('nan'):6.2f}"
        )
        kept = kept and (size != PROMISE_AT or aligning < parsing) and growth <= PROMISE_GROWTH
        before = aligning
    return 0 if kept else 1


def generated(size: int) -> Iterator[Article]:
    """Yield articles of one event; the same for the same size."""
    rng = random.Random(size)  # noqa: S311 - a benchmark, nothing secret
    everywhere = statement(rng)
    pool = [statement(rng) for _ in range(size)]
    for number in range(size):
        shared = [everywhere, *rng.sample(pool, min(TOLD_BY, len(pool)))]
        sentences = [retold(words, rng) for words in shared]
        sentences += [retold(statement(rng), rng) for _ in range(SENTENCES - len(sentences))]
        rng.shuffle(sentences)
        text = " ".join(sentences)
        yield Article(f"a{number:04}", text, Source(f"s{number:04}", f"Source {number}"), date="2025-06", event="event")


def statement(rng: random.Random) -> list[str]:
    """Words of one sentence: common ones, rare ones, a figure."""
    rare = ["".join(rng.choices(SYLLABLES.split(), k=3)) for _ in range(4)]
    return [
        rng.choice(COMMON.split()), rng.choice(VERBS.split()), *rare, rng.choice(COMMON.split()),
        f"{rng.randint(2, 900)} million dollars",
    ]  # fmt: skip


def retold(words: list[str], rng: random.Random) -> str:
    """The same statement with a word left out and a few added."""
    subject, verb, *rest = words
    left = [word for word in rest if rng.random() > 0.2]
    return f"The {subject} {verb} the {' '.join(left)} for the {rng.choice(COMMON.split())} last week."


if __name__ == "__main__":
    raise SystemExit(main())
