"""Result tables as large as a budget asks for: the sample told again and again under new ids."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from framing.results.schemas import SCHEMAS, Tables
from sample_tables import sample_tables

OF_ARTICLES = (
    "articles", "sections", "sentences", "mentions", "attributions", "expressions", "evaluations", "references",
    "words",
)  # fmt: skip
DENSEST = "a2"


def dense(words: int, *, by_model: bool = False) -> Tables:
    """The sample's second article told over and over until it has so many words; all marks are told again, too.

    `by_model` judges every other mention as a model does, with a dozen reasons each.
    """
    tables = sample_tables()
    text = next(row["text"] for row in tables["articles"].to_pylist() if row["article"] == DENSEST) + "\n\n"
    times = -(-words // len(text.split()))
    for name in ("articles", "sections", "sentences", "mentions", "attributions", "expressions", "evaluations"):
        number = name.removesuffix("s")
        rows = []
        own = [row for row in tables[name].to_pylist() if row["article"] == DENSEST]
        # Every other telling is judged: 45 judging words in 800 are as many as the densest article we know has.
        for k in range(0, 1 if name == "articles" else times, 2 if name in {"expressions", "evaluations"} else 1):
            for row in own:
                moved = {"text": text * times} if name == "articles" else _moved(row, k * len(text))
                for column in (number, "mention", "expression", "sentence", "attribution"):
                    if isinstance(moved.get(column), int):
                        moved[column] += k * _most(tables, column)
                rows.append({**row, **moved})
        tables[name] = pa.Table.from_pylist(rows, schema=tables[name].schema)
    if by_model:
        rows = [_judged_by_model(row) for row in tables["evaluations"].to_pylist()]
        tables["evaluations"] = pa.Table.from_pylist(rows, schema=SCHEMAS["evaluations"])
    return tables


def cut(tables: Tables, words: int) -> Tables:
    """The articles of `tables`, each up to the sentence in which it has so many words; its table of words stays whole.

    Statistics stay those of the whole articles: `framing.stance.add_stance` renews them.
    """
    told, last = Counter[str](), dict[str, tuple[int, int]]()
    for row in tables["sentences"].to_pylist():
        if told[row["article"]] < words:
            told[row["article"]] += row["n_words"]
            last[row["article"]] = row["sentence"], row["end"]
    made = {}
    for name in OF_ARTICLES:
        rows = [row for row in tables[name].to_pylist() if _within(row, *last[row["article"]])]
        made[name] = pa.Table.from_pylist(rows, schema=tables[name].schema)
    shorter = [
        {**row, "text": row["text"][: last[row["article"]][1]], "n_words": told[row["article"]]}
        for row in made["articles"].to_pylist()
    ]
    return tables | made | {"articles": pa.Table.from_pylist(shorter, schema=SCHEMAS["articles"])}


def multiplied(tables: Tables, articles: int, sources: int) -> Tables:
    """The article tables of `tables` told again until there are so many articles, dealt out to so many sources."""
    groups = ("state-media", "critical-analyst", "")
    names = [f"source-{n}" for n in range(sources)]
    made = {name: _again(tables[name], tables["articles"]["article"], articles) for name in OF_ARTICLES}
    own = {
        "source": [names[n % sources] for n in range(articles)],
        "group": [groups[n % sources % 3] for n in range(articles)],
        "title": [f"Article {n}" for n in range(articles)],
    }
    for column, values in own.items():
        made["articles"] = _with(made["articles"], column, values)
    row = tables["sources"].to_pylist()[0]
    told = [
        {**row, "source": s, "name": f"Source {n}", "group": groups[n % 3], "n_articles": articles // sources}
        for n, s in enumerate(names)
    ]
    return tables | made | {"sources": pa.Table.from_pylist(told, schema=SCHEMAS["sources"])}


def _again(table: pa.Table, ids: pa.ChunkedArray, articles: int) -> pa.Table:
    """The rows of each of `ids` in turn, again and again, as those of t00000, t00001, …"""
    of = table["article"].to_numpy(zero_copy_only=False)
    rows = [np.flatnonzero(of == article) for article in ids.to_pylist()]
    turns = [rows[n % len(rows)] for n in range(articles)]
    names = np.repeat([f"t{n:05}" for n in range(articles)], [len(turn) for turn in turns])
    return _with(table.take(np.concatenate(turns)), "article", names)


def _with(table: pa.Table, column: str, values: Sequence[str]) -> pa.Table:
    at = table.column_names.index(column)
    return table.set_column(at, table.schema.field(at), pa.array(values, pa.string()))


def _judged_by_model(row: dict[str, Any]) -> dict[str, Any]:
    reasons = [{"name": f"anywhere: word{n}", "factor": -1.2 + n / 10} for n in range(12)]
    sides = {"negative": 0.7, "neutral": 0.2, "positive": 0.1, "value": -0.6}
    return {**row, **sides, "expression": None, "evaluator": "linear", "link": "", "reasons": reasons}


def _within(row: dict[str, Any], sentence: int, end: int) -> bool:
    """Say whether all that a row names in a text stands there up to the end of a sentence."""
    ends = [row.get("end") or 0, *(span["end"] for span in row.get("content", ()))]
    return (row.get("sentence") or 0) <= sentence and max(ends) <= end


def _moved(row: dict[str, Any], by: int) -> dict[str, Any]:
    spans = {c: [{"start": s["start"] + by, "end": s["end"] + by} for s in row[c]] for c in ("content",) if c in row}
    ends = {c: row[c] + by for c in ("start", "end") if c in row}
    return {**row, **ends, **spans}


def _most(tables: Tables, column: str) -> int:
    table = tables[f"{column}s"]
    return sum(article == DENSEST for article in table["article"].to_pylist())
