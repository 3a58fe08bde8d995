"""Writes docs/results.md from SCHEMAS: `python -m framing.results.document > docs/results.md`."""

import sys

import pyarrow as pa

from framing.results.schemas import SCHEMAS
from framing.results.store import DATABASE, FORMAT, VIEWS

QUESTIONS = {
    "What does each source say of the partnership, in its own voice?": """
select source_name, score, low, high, n_mentions, n_articles, basis
from stance_by_source
where target = 'partnership' and voice = 'author'
order by score desc nulls last;""",
    "Which sentences stand behind one of these numbers?": """
select article, sentence, value, expression, mention, sentence_text
from evidence
where target = 'partnership' and voice = 'author'
order by value, article, evaluation;""",
    "Who is quoted, how much, and with what distance?": """
select source, speaker_name, sum(n_characters) as characters, count(*) filter (cue_stance = 'distancing') as distanced
from quotations
group by all
order by source, characters desc, speaker_name;""",
    "Which words judge Belarus most often where the author speaks?": """
select term, count(*) as n, round(avg(value), 2) as mean, count(distinct article) as articles
from evidence
where target = 'belarus' and voice = 'author'
group by term
order by n desc, term;""",
}
"""Example questions; the tests run them."""

_HEAD = f"""\
# Result tables

Generated from `src/framing/results/schemas.py` by `python -m framing.results.document`; a test keeps it up to date.

`framing analyze` writes `DIR/results/`: each table below as `NAME.parquet` (format `{FORMAT}`, kept in each file), and
all of them again in `{DATABASE}`, with views, to ask questions in SQL. The file needs nothing beside it and can be
moved; no time and no path of the machine is in it, and the same run writes the same bytes.

Spans are `start`, `end`: code points into the article's `text`, half-open. `article` is the article's id. Columns named
`mention`, `expression`, `attribution`, `evaluation`, `sentence` number the rows of an article from 0. `level` says of
whom a statistic speaks (article, source, group, corpus), `unit` is the id of that one. Null is "no evidence", never 0.
"""


def document() -> str:
    """Return docs/results.md."""
    return "\n".join([_HEAD, _questions(), _views(), "## Tables\n", *map(_table, SCHEMAS)]).rstrip() + "\n"


def _questions() -> str:
    parts = [f"{question}\n\n```sql{query}\n```\n" for question, query in QUESTIONS.items()]
    return "\n".join(["## Ask\n", f"`duckdb -readonly DIR/results/{DATABASE}`, or from Python:\n", _PYTHON, *parts])


_PYTHON = f"""\
```python
import duckdb
duckdb.connect("DIR/results/{DATABASE}", read_only=True).sql("from stance_by_source").show()
```
"""


def _views() -> str:
    rows = [f"- `{name}`: {view.about}" for name, view in VIEWS.items()]
    return "\n".join(["## Views\n", *rows, ""])


def _table(name: str) -> str:
    schema = SCHEMAS[name]
    head = [f"### {name}\n", _about(schema.metadata) + "\n", "| column | type | what |", "|---|---|---|"]
    return "\n".join([*head, *map(_column, schema), ""])


def _column(field: pa.Field) -> str:
    kind = str(field.type).replace("item: ", "").replace("element: ", "").replace("double", "real")
    return f"| {field.name} | {kind} | {_about(field.metadata)} |"


def _about(metadata: dict[bytes, bytes]) -> str:
    return metadata[b"about"].decode()


if __name__ == "__main__":
    sys.stdout.write(document())
