"""How long a lexicon of 100,000 terms takes to load, beside tomllib on the same file, and to match, beside 100 terms.

    python benchmarks/lexicon_size.py [INPUT] [--terms 100000] [--rounds 3]

CPU seconds, best of the rounds, all in one process and interleaved. Three kinds of lexicon: short terms, terms with a
polarity in inline tables (as imports are), and tables with conditions and examples. The promises: loading in at most 5
seconds, and matching at half the speed of 100 terms or better. The parses are those of `framing.language`.
"""

import argparse
import gc
import random
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from framing.corpus import read_corpus
from framing.language import parse_articles
from framing.lexicon import find_terms, load_lexicon

LIMIT, SHARE = 5.0, 0.5
HEAD = '[lexicon]\nid = "big"\n'
FRAME = '\n[frames.f{0}]\nlabel = "F"\ndefinition = "d"\npolarity = 0.5\nfires = ["x"]\nsilent = ["y"]\n'
TABLE = (
    '\n[[frames.f{0}.terms]]\nterm = "{1}"\npos = ["NOUN", "ADJ"]\npolarity = 0.25\nnear = ["dinner"]\n'
    'fires = ["Xi invited his guest to a {1} dinner at home."]\nsilent = ["The {1} moved to Minsk."]\n'
)
A_FRAME = 1_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", nargs="?", default="seeds", type=Path)
    parser.add_argument("--terms", default=100_000, type=int)
    parser.add_argument("--rounds", default=3, type=int)
    args = parser.parse_args()
    gc.set_threshold(50_000)  # as the command line does
    parses = list(parse_articles(read_corpus(args.input).articles))
    common = sorted({word for parse in parses for word in parse.lower if word.isalpha()})
    with tempfile.TemporaryDirectory() as folder:
        kept = loading(Path(folder), words(common, args.terms), args.rounds)
        return 0 if kept & matching(Path(folder), common, parses, args.terms, args.rounds) else 1


def loading(folder: Path, terms: list[str], rounds: int) -> bool:
    """Print load times of the three kinds; return whether all keep the promise."""
    print(
        f"{'loading ' + format(len(terms), ','):28} {'tomllib s':>10} {'load s':>8} {'load / tomllib':>15} {'MB':>6}",
        end="",
    )
    print(f"  promised: {LIMIT:g} s or less")
    kept = True
    for kind in ("short", "inline", "tables"):
        path = folder / f"{kind}.toml"
        path.write_text("".join(lexicon(terms, kind)))
        text = path.read_text()
        bare = load = 1e9
        for k in range(rounds):
            path.write_text(text + f"# {k}\n")  # or the parsed file would be remembered
            bare = min(bare, seconds(lambda text=text: tomllib.loads(text)))
            load = min(load, seconds(lambda path=path: load_lexicon([path]).term_table))
        kept &= load <= LIMIT
        size = len(text) / 1e6
        print(f"{kind:28} {bare:10.2f} {load:8.2f} {load / bare:15.2f} {size:6.1f}  {verdict(load <= LIMIT)}")
    return kept


def matching(folder: Path, common: list[str], parses: list, terms: int, rounds: int) -> bool:  # type: ignore[type-arg]
    """Print words matched a second with many and with few terms, as many of them found in the texts."""
    chance = random.Random(0)  # noqa: S311 - a sample, no secret
    found = chance.sample(common, min(100, len(common)))
    paths = []
    for n in (100, terms):
        path = folder / f"n{n}.toml"
        others = [w for w in words(common, terms) if w not in set(common)]
        path.write_text("".join(lexicon([*found, *others[: n - len(found)]], "short")))
        paths.append(load_lexicon([path], base=False))
        assert paths[-1].term_table  # made now, not while the clock runs
    best = [1e9, 1e9]
    for _ in range(rounds):
        for k, loaded in enumerate(paths):
            best[k] = min(best[k], seconds(lambda loaded=loaded: [find_terms(p, loaded) for p in parses * 20]))
    ratio = best[0] / best[1]
    print(f"\nmatching: {terms:,} terms at {ratio:.2f} × the speed of 100, promised {SHARE}: {verdict(ratio >= SHARE)}")
    return ratio >= SHARE


def words(common: list[str], n: int) -> list[str]:
    """Return `n` words: those of the texts, then made ones."""
    chance = random.Random(0)  # noqa: S311 - a sample, no secret
    made = dict.fromkeys(common)
    while len(made) < n:
        made["".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(chance.randint(3, 6)))] = (
            None
        )
    return list(made)[:n]


def lexicon(terms: list[str], kind: str) -> Iterator[str]:
    yield HEAD
    for k in range(0, len(terms), A_FRAME):
        some = terms[k : k + A_FRAME]
        yield FRAME.format(k // A_FRAME)
        if kind == "short":
            yield "terms = [\n" + "".join(f'  "{w}",\n' for w in some) + "]\n"
        elif kind == "inline":
            yield "terms = [\n" + "".join(f'  {{ term = "{w}", polarity = 0.25 }},\n' for w in some) + "]\n"
        else:
            yield from (TABLE.format(k // A_FRAME, w) for w in some)


def verdict(kept: bool) -> str:
    return "kept" if kept else "BROKEN"


def seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
