"""Do outlets differ as people say they do? Stance toward the main entities of an event against the coders' judgement.

    python benchmarks/validity/outlets.py GOLD.jsonl [--evaluator lexicon]

GOLD holds a row an article with `id`, `event`, `source`, `date`, `text`, `author_feeling` (entity: neg, neu, pos) and
`relative_stance` (left or liberal, center, right or conservative), three outlets an event. Printed are, with 95 %
intervals over events (bootstrap, 2,000 draws):

- the rank correlation (Spearman) of an article's stance toward an entity with the author's feeling toward it;
- of the difference between two outlets on one event and entity with the difference of the feelings;
- of how far two outlets lie apart in stance, mean over the entities that both judge, with how far apart the coders
  put them, for the coders say which side an article is on, not whom a side praises;
- the mean difference between each two outlets, as the tool and as the coders see it.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import spearmanr

from framing.corpus import read_corpus
from framing.lexicon import lexicon_paths, load_lexicon
from framing.pipeline import Settings, annotate_articles, tabulate
from framing.results.annotation_format import entity_named

FEELING = {"neg": -1, "neu": 0, "pos": 1}
SIDE = {"left": -1, "liberal": -1, "center": 0, "right": 1, "conservative": 1}
VOICES = ("author", "all")
DRAWS = 2000
NOT_AN_ENTITY = "main event"

Row = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--evaluator", default=Settings().evaluator)
    args = parser.parse_args()
    gold = [json.loads(line) for line in args.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = scores(args.gold, gold, args.evaluator)
    coded = sum(len(set(row["author_feeling"]) - {NOT_AN_ENTITY}) for row in gold)
    print(f"{len(gold)} articles, {len({r['event'] for r in gold})} events, {coded} feelings coded")
    print(f"evaluator {args.evaluator}; Spearman's rho [95 % over events], n\n")
    for voice in VOICES:
        print(f"stance in {'the author’s words' if voice == 'author' else 'all voices'}")
        articles = [row for row in found if row["voice"] == voice and row["score"] is not None]
        print("  article and entity, against the feeling      ", rho(articles, "score", "feeling"))
        pairs = differences(articles)
        print("  difference of two outlets, against feelings’ ", rho(pairs, "difference", "feeling"))
        print(
            "  … where the coders see a difference          ",
            rho([p for p in pairs if p["feeling"]], "difference", "feeling"),
        )
        print("  … and has their sign (the rest: no difference)", signs(pairs))
        apart = distances(pairs, {row["id"]: SIDE[row["relative_stance"]] for row in gold})
        print("  distance of two outlets, against their sides’", rho(apart, "distance", "sides"))
        print()
        table(pairs)
        print()
    return 0


def scores(path: Path, gold: Sequence[Row], evaluator: str) -> list[Row]:
    """Return a row for each coded feeling and voice: the tool's score (None: nothing judged), and the feeling."""
    settings = Settings(evaluator=evaluator, engine="serial")
    lexicon = load_lexicon(lexicon_paths((), path), base=True)
    annotated = annotate_articles(read_corpus(path), lexicon, settings)
    tables = tabulate(annotated, settings)
    stance = {
        (row["unit"], row["target"], row["voice"]): row
        for row in tables["stance"].to_pylist()
        if row["level"] == "article"
    }
    by_id = {found.article.id: found for found in annotated.annotations}
    rows = []
    for row in gold:
        for entity, feeling in row["author_feeling"].items():
            if entity == NOT_AN_ENTITY or row["id"] not in by_id:
                continue
            target = entity_named(entity, by_id[row["id"]])
            for voice in VOICES:
                of = stance.get((row["id"], target, voice))
                mass = of and of["positive"] + of["negative"]
                score = (of["positive"] - of["negative"]) / (mass + 1) if of and mass else None
                rows.append(
                    {"id": row["id"], "event": row["event"], "source": row["source"], "entity": entity, "voice": voice,
                     "score": score, "feeling": FEELING[feeling]}
                )  # fmt: skip
    return rows


def differences(articles: Sequence[Row]) -> list[Row]:
    """Return a row for each event, entity and two outlets that both judge it."""
    by_entity: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in articles:
        by_entity[row["event"], row["entity"]].append(row)
    return [
        {"event": event, "entity": entity, "ids": (a["id"], b["id"]),
         "pair": (a["source"].lower(), b["source"].lower()),
         "difference": a["score"] - b["score"], "feeling": a["feeling"] - b["feeling"]}
        for (event, entity), rows in by_entity.items()
        for a, b in combinations(sorted(rows, key=lambda r: r["source"].lower()), 2)
    ]  # fmt: skip


def distances(pairs: Sequence[Row], side: dict[str, int]) -> list[Row]:
    by_articles: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for pair in pairs:
        by_articles[pair["ids"]].append(pair)
    return [
        {"event": rows[0]["event"], "distance": float(np.mean([abs(r["difference"]) for r in rows])),
         "sides": abs(side[a] - side[b])}
        for (a, b), rows in by_articles.items()
    ]  # fmt: skip


def rho(rows: Sequence[Row], x: str, y: str) -> str:
    return with_interval(rows, lambda some: float(spearmanr([r[x] for r in some], [r[y] for r in some]).statistic))


def signs(pairs: Sequence[Row]) -> str:
    differ = [p for p in pairs if p["feeling"] and p["difference"]]
    return with_interval(differ, lambda some: float(np.mean([p["feeling"] * p["difference"] > 0 for p in some])))


def with_interval(rows: Sequence[Row], measure: Callable[[Sequence[Row]], float]) -> str:
    """Return the measure, its percentile interval over events, and n."""
    by_event: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_event[row["event"]].append(row)
    events = sorted(by_event)
    rng = np.random.default_rng(0)
    drawn = []
    for _ in range(DRAWS):
        some = [row for i in rng.integers(0, len(events), len(events)) for row in by_event[events[i]]]
        value = measure(some)
        if not np.isnan(value):
            drawn.append(value)
    low, high = np.quantile(drawn, [0.025, 0.975])
    return f"{measure(rows):+.2f} [{low:+.2f}, {high:+.2f}]  n {len(rows)}"


def table(pairs: Sequence[Row]) -> None:
    print("  outlets      n   coders: mean difference (they differ in)   tool: mean difference")
    for pair in sorted({p["pair"] for p in pairs}):
        own = [p for p in pairs if p["pair"] == pair]
        coded, tool = (np.mean([p[key] for p in own]) for key in ("feeling", "difference"))
        differ = sum(p["feeling"] != 0 for p in own)
        print(f"  {'–'.join(pair):<10} {len(own):>3}   {coded:+.2f} ({differ} of {len(own)}){'':<22}{tool:+.2f}")


if __name__ == "__main__":
    raise SystemExit(main())
