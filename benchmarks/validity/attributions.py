"""Write the attributions found in hand-coded articles, for scoring against the gold.

    python benchmarks/validity/attributions.py GOLD.jsonl PREDICTIONS.jsonl [--cache FOLDER]

GOLD has `id` and `text` per line (others are ignored). PREDICTIONS gets the same ids with `attributions` in the
annotation format, names and scare quotes left out: they are no attribution in PolNeAR's sense.
"""

import argparse
import json
import time
from pathlib import Path

from framing.annotate.voices import find_attributions
from framing.corpus import read_corpus
from framing.language import parse_articles
from framing.lexicon import lexicon_folder, load_lexicon
from framing.model import SPEECH, Span


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--cache", type=Path)
    args = parser.parse_args()
    articles = read_corpus(args.gold).articles
    lexicon = load_lexicon([lexicon_folder(args.gold)])
    spent = 0.0
    with args.predictions.open("w", encoding="utf-8") as out:
        for article, parse in zip(articles, parse_articles(articles, cache=args.cache), strict=True):
            start = time.perf_counter()
            found = find_attributions(article, parse, lexicon)
            spent += time.perf_counter() - start
            rows = [
                {
                    "content": _pairs(a.content),
                    "cue": _pairs(a.cue),
                    "speaker": _pairs(a.speaker),
                    "kind": a.kind,
                    "rule": a.rule,
                }
                for a in found
                if a.kind in SPEECH
            ]
            out.write(json.dumps({"id": article.id, "attributions": rows}, ensure_ascii=False) + "\n")
    print(f"{len(articles)} articles, {1000 * spent / max(1, len(articles)):.1f} ms each for the attributions")


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


if __name__ == "__main__":
    main()
