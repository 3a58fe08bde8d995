"""Groups of sources compared; the article is the unit of inference, never the sentence or the word."""

import pyarrow as pa

from framing.contrast.differences import differences, measures_of
from framing.contrast.groups import against_rest, group_of, pairs, why_none
from framing.contrast.keyness import keyness
from framing.results.schemas import SCHEMAS, Tables


def add_contrast(tables: Tables, *, by: str = "group", seed: int = 0) -> Tables:
    """Return `tables` with differences and keyness filled in; `tables` must have stance and frames.

    `by`: group, source, event, country or year. Where that gives fewer than two groups both tables are empty and the
    run's hints say why. Raises UsageError for another grouping.
    """
    groups = group_of(tables, by)
    rows = differences(measures_of(tables), pairs(groups), seed)
    return tables | {
        "differences": pa.Table.from_pylist(rows, SCHEMAS["differences"]),
        "keyness": keyness(tables, against_rest(groups)),
        "run": _with_hint(tables["run"], why_none(groups, by)),
    }


def _with_hint(run: pa.Table, hint: str) -> pa.Table:
    if not hint:
        return run
    rows = [row | {"hints": list(dict.fromkeys([*(row["hints"] or []), hint]))} for row in run.to_pylist()]
    return pa.Table.from_pylist(rows, SCHEMAS["run"])
