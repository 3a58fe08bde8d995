"""Result tables read back: what was found in an article, as far as judging it again needs it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from framing.model import Annotations, Article, Attribution, Mention, Span
from framing.results import Tables

_SPAN = ("article", "start", "end")
_READ = {
    "sentences": _SPAN,
    "mentions": (*_SPAN, "entity", "type", "via", "head", "voice"),
    "attributions": (
        "article", "content", "kind", "cue", "speaker", "speaker_entity", "cue_stance", "also_speakers", "rule"
    ),
}  # fmt: skip
"""The columns that are read: most of the time goes into making Python values of them."""


def annotations_of(tables: Tables, articles: Sequence[Article]) -> Iterator[Annotations]:
    """Yield what the tables hold of these articles, in the order given: sentences, mentions and attributions."""
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
            expressions=(),
            evaluations=(),
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
