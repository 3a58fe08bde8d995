"""Sentences judged anew put in the place of what the tables hold of them: all other rows stay the Arrow they are."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from framing.annotate.again import Again
from framing.results import SCHEMAS, Tables
from framing.results.tables import judged_tables
from framing.stance.evidence import NONE, integers, numbers
from framing.stance.score import Flags, Numbers

_ARTICLE = 32
"""A place in an article is numbered by its article's number, so many bits up, and where it is there."""


def spliced(tables: Tables, again: Sequence[Again]) -> Tables:
    """Return the expressions and evaluations of the articles in `again`, their sentences' rows made anew.

    The articles come in the order of the tables; rows are numbered in text order, as `annotate` does.
    """
    articles = [found.annotations.article.id for found in again]
    fresh = judged_tables(found.annotations for found in again)
    of_fresh = numbers(fresh["expressions"]["article"], articles)
    old, of_old = _of(tables["expressions"], articles)
    gone = _in_sentences(old, of_old, tables, again)
    both = pa.concat_tables([old.filter(pa.array(~gone)), fresh["expressions"]])
    of = np.concatenate([of_old[~gone], of_fresh])
    order = np.lexsort((integers(both["end"]), integers(both["start"]), of))
    place = _within(of[order])
    expressions = _with(both.take(pa.array(order)), "expressions", expression=place)

    number = np.zeros(len(order), dtype=np.int64)
    number[order] = place
    renumbered = np.full(len(old), NONE, dtype=np.int64)
    renumbered[~gone], of_new = number[: len(old) - gone.sum()], number[len(old) - gone.sum() :]
    judged, of_judged = _of(tables["evaluations"], articles)
    other, of_other = fresh["evaluations"], numbers(fresh["evaluations"]["article"], articles)
    expression = np.concatenate([
        _renumbered(judged, of_judged, of_old, renumbered), _renumbered(other, of_other, of_fresh, of_new)
    ])  # fmt: skip
    of, both = np.concatenate([of_judged, of_other]), pa.concat_tables([judged, other])
    mention = integers(both["mention"])
    asked = [i << _ARTICLE | m for i, found in enumerate(again) for m in found.mentions]
    alone = integers(both["expression"]) == NONE
    stays = np.where(alone, ~np.isin(of << _ARTICLE | mention, asked), expression != NONE)
    stays[len(judged) :] = True
    rows = np.flatnonzero(stays)
    rows = rows[np.lexsort((np.where(alone, mention, expression)[rows], of[rows]))]
    evaluations = _with(
        both.take(pa.array(rows)), "evaluations", evaluation=_within(of[rows]), expression=expression[rows]
    )
    return {"expressions": expressions, "evaluations": evaluations}


def _of(table: pa.Table, articles: Sequence[str]) -> tuple[pa.Table, Numbers]:
    """Return the rows of these articles, and the number of each one's."""
    of = numbers(table["article"], articles)
    rows = np.flatnonzero(of != NONE)
    return table.take(pa.array(rows)), of[rows]


def _in_sentences(expressions: pa.Table, of: Numbers, tables: Tables, again: Sequence[Again]) -> Flags:
    """Say which expressions stand in the sentences that were judged anew."""
    articles = [found.annotations.article.id for found in again]
    sentences, of_sentence = _of(tables["sentences"].select(["article", "start"]), articles)
    first = np.searchsorted(of_sentence, np.arange(len(articles))).tolist()
    asked = np.zeros(len(sentences), dtype=bool)
    asked[[first[i] + sentence for i, found in enumerate(again) for sentence in found.sentences]] = True
    starts, at = (o << _ARTICLE | integers(rows["start"]) for o, rows in ((of_sentence, sentences), (of, expressions)))
    return asked[np.searchsorted(starts, at, "right") - 1]


def _renumbered(evaluations: pa.Table, of: Numbers, of_expression: Numbers, number: Numbers) -> Numbers:
    """Return the expression of each evaluation by its new number; NONE where it is gone or there is none."""
    held = integers(evaluations["expression"])
    row = np.searchsorted(of_expression, of) + held
    found = np.full(len(held), NONE, dtype=np.int64)
    found[held != NONE] = number[row[held != NONE]]
    return found


def _within(of: Numbers) -> Numbers:
    """Number the rows of each article from 0."""
    return np.arange(len(of)) - np.searchsorted(of, of)


def _with(table: pa.Table, name: str, **columns: Numbers) -> pa.Table:
    """Return a table with some columns replaced, NONE as null."""
    for column, values in columns.items():
        at = SCHEMAS[name].get_field_index(column)
        field = SCHEMAS[name].field(at)
        table = table.set_column(at, field, pa.array(values, field.type, mask=values == NONE))
    return table
