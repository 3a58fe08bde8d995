"""Result tables read back: what was found in an article, as far as judging it again needs it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from framing.model import Annotations, Article, Attribution, Evaluation, Expression, Mention, Span, Step
from framing.results import Tables

_OF_EVALUATION = tuple(field.name for field in fields(Evaluation) if field.name != "reasons")
_SPAN = ("article", "start", "end")
_READ = {
    "sentences": _SPAN,
    "mentions": (*_SPAN, "entity", "type", "via", "head", "voice"),
    "attributions": (
        "article", "content", "kind", "cue", "speaker", "speaker_entity", "cue_stance", "also_speakers", "rule"
    ),
    "expressions": (*_SPAN, "term", "frame", "steps", "voice"),
    "evaluations": ("article", *_OF_EVALUATION, "reasons"),
}  # fmt: skip
"""The columns that are read: most of the time goes into making Python values of them."""


def annotations_of(tables: Tables, articles: Sequence[Article]) -> Iterator[Annotations]:
    """Yield what the tables hold of these articles, in the order given.

    What the tables don't keep is left out: the spans of steps, the heads of expressions, references, words.
    """
    wanted = pa.array([a.id for a in articles], pa.string())
    rows: dict[str, dict[str, list[dict[str, Any]]]] = {name: defaultdict(list) for name in _READ}
    for name, columns in _READ.items():
        table = tables[name].select(columns)
        for row in table.filter(pc.is_in(table["article"], wanted)).to_pylist():
            rows[name][row["article"]].append(row)
    for article in articles:
        yield Annotations(
            article=article,
            sentences=tuple(_span(r) for r in rows["sentences"][article.id]),
            mentions=tuple(map(_mention, rows["mentions"][article.id])),
            attributions=tuple(map(_attribution, rows["attributions"][article.id])),
            expressions=tuple(map(_expression, rows["expressions"][article.id])),
            evaluations=tuple(map(_evaluation, rows["evaluations"][article.id])),
            references=(),
            entities={},
        )


def _span(row: dict[str, Any]) -> Span:
    return Span(row["start"], row["end"])


def _mention(row: dict[str, Any]) -> Mention:
    return Mention(_span(row), row["entity"], row["type"], row["via"], row["head"], row["voice"])


def _attribution(row: dict[str, Any]) -> Attribution:
    content, cue, speaker = (tuple(map(_span, row[name] or ())) for name in ("content", "cue", "speaker"))
    return Attribution(
        content, row["kind"], cue, speaker, row["speaker_entity"], row["cue_stance"],
        tuple(row["also_speakers"] or ()), row["rule"],
    )  # fmt: skip


def _expression(row: dict[str, Any]) -> Expression:
    steps = tuple(Step(s["name"], s["factor"]) for s in row["steps"] or ())
    return Expression(_span(row), row["term"], row["frame"], 0, steps, row["voice"])


def _evaluation(row: dict[str, Any]) -> Evaluation:
    kept = {name: row[name] for name in _OF_EVALUATION if name in row}
    return Evaluation(reasons=tuple((r["name"], r["factor"]) for r in row["reasons"] or ()), **kept)
