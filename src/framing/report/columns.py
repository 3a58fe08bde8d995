"""One table in runs of one key (an article, a unit): its columns as lists, made when a page asks for them.

A page needs a few columns of a few hundred rows; a dict for each row of a large corpus would cost more than the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from framing.stance.evidence import integers, reals
from framing.stance.score import Flags, Numbers, Reals


class Columns:
    """A table looked up by one of its columns, `key`; rows of one key keep their order."""

    def __init__(self, table: pa.Table, key: str) -> None:
        keys = pc.dictionary_encode(pc.fill_null(table[key], "")).unify_dictionaries().combine_chunks()
        number = np.asarray(keys.indices.to_numpy(), dtype=np.int64)
        starts = np.flatnonzero(np.diff(number, prepend=-1))
        if len(starts) > len(np.unique(number)):
            order = np.argsort(number, kind="stable")
            table, number = table.take(order), number[order]
            starts = np.flatnonzero(np.diff(number, prepend=-1))
        names = keys.dictionary.to_pylist()
        ends = np.append(starts[1:], len(number)).tolist()[: len(starts)]
        self.table = table
        self.spans: dict[str, tuple[int, int]] = {
            names[number[start]]: (start, end) for start, end in zip(starts.tolist(), ends, strict=True)
        }
        """The rows of each key: (first, after the last)."""
        self._columns: dict[str, _Column] = {}
        self._key = ""
        self._parts: dict[str, list[Any]] = {}
        """What was asked for of `_key`, as several parts of a page ask for the same."""
        self._arrays: dict[str, Any] = {}
        self._nested: dict[str, tuple[Numbers, list[_Column]]] = {}
        self._lists: dict[str, Lists] = {}

    def of(self, key: str, *names: str) -> list[list[Any]]:
        """Return these columns of the rows of `key`; empty ones where it has none."""
        if key != self._key:
            self._key, self._parts = key, {}
        return [self._parts[name] if name in self._parts else self._part(key, name) for name in names]

    def array(self, key: str, name: str) -> Any:
        """Return a column of numbers of the rows of `key`, as an array; of whole numbers null is -1, of others NaN."""
        if name not in self._arrays:
            column = self.table[name]
            self._arrays[name] = integers(column) if pa.types.is_integer(column.type) else reals(column)
        start, end = self.spans.get(key, (0, 0))
        return self._arrays[name][start:end]

    def nested(self, key: str, name: str) -> list[list[tuple[Any, ...]]]:
        """Return a column of lists of records, as tuples, of the rows of `key`."""
        if name not in self._nested:
            column = self.table[name]
            flat = pc.list_flatten(column)
            fields = [_Column.of(pc.struct_field(flat, field.name)) for field in flat.type]
            self._nested[name] = _bounds(column), fields
        start, end = self.spans.get(key, (0, 0))
        bounds, fields = self._nested[name]
        own = bounds[start : end + 1].tolist()
        if not own:
            return []
        records = list(zip(*(field.part(own[0], own[-1]) for field in fields), strict=True))
        return [records[first - own[0] : after - own[0]] for first, after in pairwise(own)]

    def rows(self, key: str) -> list[dict[str, Any]]:
        """Return the rows of `key` as dicts."""
        start, end = self.spans.get(key, (0, 0))
        found: list[dict[str, Any]] = self.table.slice(start, end - start).to_pylist()
        return found

    def steps(self, key: str, name: str) -> "Steps":
        """Return a column of lists of (name, factor), to be looked up by the row within `key`."""
        return Steps(self.lists(name), self.spans.get(key, (0, 0))[0])

    def lists(self, name: str) -> "Lists":
        """Return a column of lists of (name, factor), of all rows."""
        if name not in self._lists:
            self._lists[name] = Lists.of(self.table[name])
        return self._lists[name]

    def _part(self, key: str, name: str) -> list[Any]:
        if name not in self._columns:
            self._columns[name] = _Column.of(self.table[name])
        self._parts[name] = self._columns[name].part(*self.spans.get(key, (0, 0)))
        return self._parts[name]


@dataclass(frozen=True, slots=True)
class _Column:
    """Numbers as they are; of all else, and where there are nulls, the places in a list of the values that occur."""

    places: Any
    values: Any = None

    @classmethod
    def of(cls, column: pa.ChunkedArray) -> "_Column":
        kind = column.type
        if not column.null_count and (pa.types.is_integer(kind) or pa.types.is_floating(kind)):
            return cls(column.to_numpy())
        encoded = pc.dictionary_encode(column).unify_dictionaries().combine_chunks()
        known = encoded.dictionary.to_pylist()
        values = np.empty(len(known) + 1, dtype=object)
        values[:-1] = known
        # A null is at place -1, where the last value stands: None.
        return cls(pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False), values)

    def part(self, start: int, end: int) -> list[Any]:
        places = self.places[start:end]
        found: list[Any] = (places if self.values is None else self.values[places]).tolist()
        return found


def _bounds(column: pa.ChunkedArray) -> Numbers:
    """Return where the list of each row begins among all that the lists hold, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(integers(pc.fill_null(pc.list_value_length(column), 0)))])


@dataclass(frozen=True)
class Lists:
    """A column of lists of (name, factor): all lists in one, each name once."""

    names: Sequence[str]
    name: npt.NDArray[np.int32]
    factor: Reals
    bounds: Numbers
    """Where each row's list begins, and where the last one ends."""

    @classmethod
    def of(cls, column: pa.ChunkedArray) -> "Lists":
        """Take the lists of a column apart."""
        values = pc.list_flatten(column)
        names, factors = (pc.struct_field(values, field) for field in ("name", "factor"))
        encoded = pc.dictionary_encode(names).unify_dictionaries().combine_chunks()
        return cls(encoded.dictionary.to_pylist(), encoded.indices.to_numpy(), reals(factors), _bounds(column))

    def beginning(self, start: str) -> Flags:
        """Say of each name whether it begins with `start`."""
        if start not in self._beginning:
            self._beginning[start] = np.array([name.startswith(start) for name in self.names], dtype=bool)
        return self._beginning[start]

    @cached_property
    def _beginning(self) -> dict[str, Flags]:
        return {}


@dataclass(frozen=True, slots=True)
class Steps:
    """The lists of the rows of one key."""

    lists: Lists
    first: int

    def beginning(self, start: str, rows: int) -> list[tuple[int, str]]:
        """Return (row, rest of the name) of what begins with `start` in the first `rows` rows, in their order."""
        names, bounds = self.lists.names, self.lists.bounds[self.first : self.first + rows + 1]
        if not rows:
            return []
        part = self.lists.name[bounds[0] : bounds[-1]]
        at = np.flatnonzero(self.lists.beginning(start)[part])
        found = np.searchsorted(bounds, at + bounds[0], side="right") - 1
        return [(row, names[n][len(start) :]) for row, n in zip(found.tolist(), part[at].tolist(), strict=True)]

    def __getitem__(self, row: int) -> tuple[list[str], list[float]]:
        """Return the names and the factors of one row, counted within the key."""
        lists = self.lists
        start, end = lists.bounds[self.first + row], lists.bounds[self.first + row + 1]
        names = [lists.names[number] for number in lists.name[start:end].tolist()]
        return names, lists.factor[start:end].tolist()
