"""How well events are found: articles grouped by date, entities and words, against events that people put together.

    python benchmarks/validity/events.py GOLD.jsonl

GOLD holds a row an article with `id`, `event`, `date` and `text`. The events are taken away and found again: with the
dates as they are; with the events moved together, so that all fall within so many days; and without dates. Printed are
precision and recall over pairs of articles on one event, for several thresholds of likeness.
"""

import argparse
import json
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from unittest.mock import patch

import pyarrow as pa

from framing.contrast import add_copies, add_events, event_of
from framing.contrast.events import ALIKE, ALIKE_UNDATED
from framing.corpus import read_corpus
from framing.lexicon import lexicon_paths, load_lexicon
from framing.pipeline import Settings, annotate_articles
from framing.results import Tables, to_tables

THRESHOLDS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4)
SPANS = (45, 15, 5)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    gold = {row["id"]: row["event"] for row in rows}
    tables = annotated(args.gold)
    ids = tables["articles"]["article"].to_pylist()
    own = dict(zip(ids, tables["articles"]["date"].to_pylist(), strict=True))
    events = sorted(set(gold.values()))
    first = {e: min(date.fromisoformat(own[i]) for i in ids if gold[i] == e) for e in events}
    print(f"{len(ids)} articles, {len(events)} events; in use: {ALIKE} with dates, {ALIKE_UNDATED} without\n")
    print("dates                  " + "".join(f"   {t:.2f} P    R" for t in THRESHOLDS))
    for name, dates in (
        ("as they are", own),
        *((f"within {span} days", moved(own, gold, events, first, span)) for span in SPANS),
        ("none", dict.fromkeys(ids, "")),
    ):
        cells = [figures(dated(tables, [dates[i] for i in ids]), gold, t) for t in THRESHOLDS]
        print(f"{name:<22}" + "".join(f"   {p:.3f} {r:.3f}" for p, r in cells))
    return 0


def annotated(path: Path) -> Tables:
    settings = Settings(engine="serial")
    lexicon = load_lexicon(lexicon_paths((), path), base=True)
    found = annotate_articles(read_corpus(path), lexicon, settings)
    tables = to_tables(found.annotations, found.corpus, lexicon, signature="", evaluator=settings.evaluator)
    articles = tables["articles"]
    no_event = pa.array([""] * len(articles))
    place = articles.schema.get_field_index("event")
    return add_copies(
        tables | {"articles": articles.set_column(place, "event", no_event), "events": tables["events"].slice(0, 0)}
    )


def moved(
    own: dict[str, str], gold: dict[str, str], events: list[str], first: dict[str, date], span: int
) -> dict[str, str]:
    """Let the events begin one after the other within `span` days; their articles keep their distances."""
    begin = {e: date(2015, 1, 1) + timedelta(i * span // len(events)) for i, e in enumerate(events)}
    return {i: str(begin[gold[i]] + (date.fromisoformat(day) - first[gold[i]])) for i, day in own.items()}


def dated(tables: Tables, dates: list[str]) -> Tables:
    articles = tables["articles"]
    place = articles.schema.get_field_index("date")
    return tables | {"articles": articles.set_column(place, "date", pa.array(dates))}


def figures(tables: Tables, gold: dict[str, str], threshold: float) -> tuple[float, float]:
    with patch("framing.contrast.events.ALIKE", threshold), patch("framing.contrast.events.ALIKE_UNDATED", threshold):
        found = pairs(event_of(add_events(tables)))
    true = pairs(gold)
    return len(found & true) / max(1, len(found)), len(found & true) / len(true)


def pairs(events: dict[str, str]) -> set[frozenset[str]]:
    members: dict[str, list[str]] = {}
    for article, event in events.items():
        members.setdefault(event, []).append(article)
    return {frozenset(pair) for those in members.values() for pair in combinations(those, 2)}


if __name__ == "__main__":
    raise SystemExit(main())
