"""Parse ↔ Arrow: one row a parse, its columns as lists."""

import numpy as np
import pyarrow as pa

from framing.model import Parse

_PER_TOKEN = ("starts", "ends", "lemma_ids", "lower_ids", "tag_ids", "pos_ids", "relation_ids", "heads")
_INTEGERS = (*_PER_TOKEN, "sentence_starts", "names")
SCHEMA = pa.schema([(name, pa.list_(pa.int32())) for name in _INTEGERS] + [("vocabulary", pa.list_(pa.string()))])


def to_batch(parse: Parse) -> pa.RecordBatch:
    """Return the parse as a batch of one row; `names` is flattened row by row."""
    lists = [_one_list(pa.array(getattr(parse, name).ravel(), type=pa.int32())) for name in _INTEGERS]
    return pa.RecordBatch.from_arrays([*lists, _one_list(pa.array(parse.vocabulary, type=pa.string()))], schema=SCHEMA)


def from_batch(batch: pa.RecordBatch) -> Parse:
    """Return the parse of a batch of one row; raise ValueError when it is no parse, or a damaged one."""
    if batch.schema != SCHEMA or batch.num_rows != 1:
        raise ValueError("not a parse")
    column = {name: batch.column(name).values.to_numpy(zero_copy_only=False) for name in _INTEGERS}
    column["names"] = column["names"].reshape(-1, 3)
    parse = Parse(**column, vocabulary=tuple(batch.column("vocabulary").values.to_pylist()))
    _check(parse)
    return parse


def _one_list(values: pa.Array) -> pa.ListArray:
    return pa.ListArray.from_arrays(pa.array([0, len(values)], type=pa.int32()), values)


def _check(parse: Parse) -> None:
    tokens, words = len(parse), len(parse.vocabulary)
    within = [(parse.heads, tokens), (parse.sentence_starts, tokens), (parse.names[:, :2], tokens + 1)]
    within += [(getattr(parse, name), words) for name in _PER_TOKEN if name.endswith("_ids")]
    within += [(parse.names[:, 2], words)]
    if any(len(getattr(parse, name)) != tokens for name in _PER_TOKEN):
        raise ValueError("columns of unequal length")
    if any(values.size and (values.min() < 0 or values.max() >= limit) for values, limit in within):
        raise ValueError("an index out of range")
    if tokens and (parse.starts.min() < 0 or not np.all(parse.starts < parse.ends)):
        raise ValueError("a token without characters")
