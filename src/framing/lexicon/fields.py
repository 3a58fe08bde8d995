"""One table of a lexicon file, read field by field; what is wrong is noted with its line, address and cure."""

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeAlias, get_args

from framing.lexicon.entries import Where
from framing.lexicon.files import MAX_PROBLEMS, KeyPath, LexiconFile, Problem, one_line
from framing.lexicon.phrases import split_words

MAX_WORDS = 16
MAX_LETTERS = 200
MAX_UNKNOWN = 20
"""So many unknown keys of one table are reported."""
MAX_BITS = 1000
_ID = re.compile(r"[a-z][a-z0-9_]*")
_EMPTY: Mapping[str, Any] = {}
_IS_A = {bool: "true or false", int: "a number", float: "a number", str: "a text", list: "a list", dict: "a table"}


class Fields:
    """The fields of one table. Reading one that is absent or wrong gives its default, so that reading goes on.

    `close` reports the keys that nothing asked for; the keys asked for are the known ones.
    """

    __slots__ = ("_known", "_path", "_problems", "_table", "address", "file")

    def __init__(self, table: object, path: KeyPath, address: str, file: LexiconFile, problems: list[Problem]) -> None:
        self.address = address
        self.file = file
        self._path = path
        self._problems = problems
        self._known: dict[str, None] = {}
        self._table: Mapping[str, Any] = table if isinstance(table, dict) else _EMPTY
        if self._table is not table:
            self.wrong(f"is {_kind(table)}, not a table; see docs/lexicon.md")

    @property
    def where(self) -> Where:
        """Return where the table begins."""
        return Where(self.file.name, self.file.line(self._path))

    def __contains__(self, key: str) -> bool:
        return key in self._table

    def wrong(self, message: str, *key: str, error: bool = True) -> None:
        """Note a problem of this table, at the line of `key` if one is given."""
        if len(self._problems) >= MAX_PROBLEMS and (not error or any(p.error for p in self._problems)):
            return
        line = self.file.line((*self._path, *key))
        self._problems.append(Problem(self.file.name, line, self.address, message, error))

    def text(self, key: str, *, required: bool = False, default: str = "") -> str:
        """Read a text of one line."""
        value = self._read(key, (str,), "a text in quotation marks", default, required)
        if required and key in self._table and not value.strip():
            self.wrong(f"{key!r} is empty; write something or take the key out", key)
        return _on_one_line(value)

    def flag(self, key: str) -> bool:
        """Read true or false; false if absent."""
        return bool(self._read(key, (bool,), "true or false", False, False))

    def number(self, key: str, low: float, high: float, *, required: bool = False, default: float = 0.0) -> float:
        """Read a finite number in low..high."""
        value = self._read(key, (int, float), "a number such as 0.5", default, required)
        if not low <= value <= high:  # nan is in no range, and an integer may be too large for a float
            self.wrong(f"{key!r} is {_short(value)}, outside {low:g}..{high:g}; write a number in that range", key)
            return default
        return float(value)

    def count(self, key: str, low: int, high: int, *, default: int) -> int:
        """Read a whole number in low..high."""
        value: int = self._read(key, (int,), "a whole number", default, False)
        if not low <= value <= high:
            self.wrong(f"{key!r} is {_short(value)}, outside {low}..{high}; write a number in that range", key)
            return default
        return value

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """Read a list of texts."""
        values = self._read(key, (list,), 'a list such as ["a", "b"]', [], required)
        if not values:
            if required and key in self._table:
                self.wrong(f"{key!r} is empty; it needs at least one", key)
            return ()
        found = []
        for value in values:
            if type(value) is str and (text := _on_one_line(value)):
                found.append(text)
            else:
                self.wrong(f"{key!r} holds {_kind(value)}; write texts in quotation marks only", key)
        return tuple(found)

    def choice(self, key: str, known: object, *, required: bool = False, default: str) -> str:
        """Read one of the texts of a Literal type."""
        value = self.text(key, required=required, default=default)
        options = get_args(known)
        if value in options:
            return value
        self.wrong(f"{key!r} is {_short(value)}; {_nearest(value, options)}", key)
        return default

    def choices(self, key: str, options: Sequence[str]) -> tuple[str, ...]:
        """Read a list of texts, each one of `options`."""
        values = self.texts(key)
        unknown = [value for value in values if value not in options]
        for value in unknown:
            self.wrong(f"{key!r} holds {_short(value)}; {_nearest(value, options)}", key)
        return tuple(value for value in values if value in options) if unknown else values

    def phrases(self, key: str, *, required: bool = False) -> tuple[tuple[str, ...], ...]:
        """Read a list of words or phrases."""
        texts = self.texts(key, required=required)
        return tuple([words for text in texts if (words := self.words_of(text, key))])

    def words_of(self, text: str, key: str) -> tuple[str, ...]:
        """Split a phrase into words; too long a one is wrong, and gives none."""
        words = split_words(text[: MAX_LETTERS + 1])
        if len(words) > MAX_WORDS or len(text) > MAX_LETTERS:
            limit = f"{MAX_WORDS} words or {MAX_LETTERS} letters"
            self.wrong(f"{_short(text)} is longer than {limit}; write the shortest form that says it", key)
            return ()
        if "*" in text and any(word.endswith("*") and word.strip("*") for word in words):
            cure = "write dictionary forms, which find their inflections"
            self.wrong(f"{_short(text)}: wildcards don't work here; {cure}", key, error=False)
        return words

    def names(self, key: str) -> tuple[str, ...]:
        """Read a list of names, as written."""
        return tuple(text for text in self.texts(key) if self.words_of(text, key))

    def single_words(self, key: str) -> tuple[str, ...]:
        """Read a list of single words."""
        singles = []
        for words in self.phrases(key):
            if len(words) == 1:
                singles.append(words[0])
            else:
                self.wrong(f"{key!r} holds {_short(' '.join(words))}; it takes single words only", key)
        return tuple(singles)

    def tables(self, key: str) -> Iterator[tuple[str, "Fields"]]:
        """Yield the tables of a table, `[key.name]`, with their names; those with an unfit name are left out."""
        tables: dict[str, object] = self._read(key, (dict,), f"tables such as [{key}.name]", {}, False)
        for name, table in tables.items():
            if self.is_id(name, key, name):
                yield name, self._inner(table, (key, name), f"{key}.{one_line(name)}")

    def listed(self, key: str, *, short: str = "") -> Iterator["Fields"]:
        """Yield the tables of a list, `[[key]]`; a mere text stands for a table with that text as its `short`."""
        want = 'a list such as ["a", "b"]' if short else f"tables such as [[{key}]]"
        items: list[object] = self._read(key, (list,), want, [], False)
        path, address = (*self._path, key), f"{self.address}.{key}".lstrip(".")
        for k, item in enumerate(items):
            table = {short: item} if short and isinstance(item, str) else item
            yield Fields(table, (*path, k), f"{address}[{k}]", self.file, self._problems)

    def table(self, key: str) -> "Fields":
        """Read one table, `[key]`; an empty one if absent."""
        return self._inner(self._read(key, (dict,), f"a table [{key}]", {}, False), (key,), key)

    def is_id(self, word: str, *key: str) -> bool:
        """Say whether addresses can be made of `word`, and report it if not."""
        if _ID.fullmatch(word):
            return True
        self.wrong(f"id {_short(word)}; use small letters, digits and _, beginning with a letter", *key)
        return False

    def _inner(self, table: object, path: KeyPath, address: str) -> "Fields":
        return Fields(table, (*self._path, *path), address, self.file, self._problems)

    def those_of(self, readers: "Readers") -> dict[str, Any]:
        """Read the fields of `readers` that are there, in its order; of a long list, most fields are not."""
        self._known.update(dict.fromkeys(readers))
        table = self._table
        return {key: readers[key](self, key) for key in readers if key in table}

    def close(self) -> None:
        """Report the keys that nothing asked for."""
        if self._table.keys() <= self._known.keys():
            return
        for key in islice((key for key in self._table if key not in self._known), MAX_UNKNOWN):
            self.wrong(f"unknown key {_short(key)}; {_nearest(key, tuple(self._known))}", key)

    def _read(self, key: str, types: tuple[type, ...], want: str, default: Any, required: bool) -> Any:
        self._known[key] = None
        if key not in self._table:
            if required:
                self.wrong(f"no {key!r}; write {key} = …")
            return default
        value = self._table[key]
        # The very type: True is an int to Python, but no number to a person.
        if type(value) not in types:
            self.wrong(f"{key!r} is {_kind(value)}; write {want}", key)
            return default
        return value


Readers: TypeAlias = Mapping[str, Callable[[Fields, str], Any]]
"""How each field of a kind of entry is read."""


def _on_one_line(text: str) -> str:
    """Return a text with single spaces for all white space, none at its ends; most texts are so already."""
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text
    return " ".join(text.split())


def _nearest(word: str, options: Sequence[str]) -> str:
    near = difflib.get_close_matches(word, options, n=1)
    return f"did you mean {near[0]!r}?" if near else f"known: {', '.join(options)}"


def _kind(value: object) -> str:
    return _IS_A.get(type(value), "a date or time")


def _short(value: object) -> str:
    if isinstance(value, int) and value.bit_length() > MAX_BITS:
        return "a number of hundreds of digits"  # Python refuses to write out the longest
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "…" + shown[-1]
