"""What coders agree on, as a gold file that `framing evaluate` takes: whole articles, as the tool read them."""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from framing.coding.agreement import Agreement
from framing.coding.key import Sample
from framing.results.annotation_format import Row
from framing.results.files import put


def write_gold(sample: Sample, found: Agreement, path: Path) -> int:
    """Write the gold as JSON Lines, whole or not at all, and return how many sentences it holds."""
    rows = list(gold_rows(sample, found))
    put("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), path)
    return sum(len(row["targets"]) for row in rows)


def gold_rows(sample: Sample, found: Agreement) -> Iterator[Row]:
    """Yield a row an article, with the place and label of each of its sentences' targets, in text order."""
    coded: dict[str, list[Row]] = defaultdict(list)
    for unit in found.units:
        if unit.label is not None:
            item = unit.item
            coded[item.article].append(
                {"start": item.at, "end": item.to, "label": unit.label, "entity": item.target, "voice": item.voice}
            )
    for name in sorted(coded):
        article = sample.articles[name]
        about = {key: getattr(article, key) for key in ("title", "source", "group", "date", "event")}
        targets = sorted(coded[name], key=lambda target: target["start"])
        yield {
            "id": name,
            **{key: value for key, value in about.items() if value},
            "text": article.text,
            "targets": targets,
        }
