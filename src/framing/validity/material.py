"""An evaluation beside a report: what people's coding of this very material says of the tool."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from framing.errors import UsageError
from framing.results import Tables
from framing.results.schemas import SCHEMAS
from framing.validity.validation import Validation, digest_of


def add_validation(tables: Tables, found: Validation) -> Tables:
    """Return the tables with the figures of an evaluation on texts of this corpus: whole articles, or sentences.

    Raises UsageError where no coded text is one of the corpus, for then the figures say nothing about it.
    """
    here = {digest_of(text) for text in tables["articles"]["text"].to_pylist()}
    here |= {digest_of(text) for text in tables["sentences"]["text"].to_pylist()}
    own = here.intersection(found.texts)
    if not own:
        cure = "evaluate gold of these articles, as `framing agreement` makes it, or leave the option out"
        raise UsageError(f"--validated: {found.gold} has no text of this corpus, so it says nothing about it; {cure}")
    rows = list(_rows(found, len(own)))
    return tables | {"validation": pa.Table.from_pylist(rows, schema=SCHEMAS["validation"])}


def _rows(found: Validation, own: int) -> Iterator[dict[str, Any]]:
    for v in found.values:
        yield {
            "gold": found.gold, "signature": found.signature, "n_texts": len(found.texts), "n_texts_here": own,
            "measure": v.measure, "figure": v.figure, "by": v.by, "part": v.part, "value": v.value, "low": v.low,
            "high": v.high, "n": v.n, "n_articles": v.n_articles,
        }  # fmt: skip
