"""What can go wrong by a user's hand; each message says what, where, and the cure.

    FramingError
    ├── CorpusError      an input that can't be read: file, manifest, row
    ├── LexiconError     a lexicon file that breaks its format: file, line, address
    ├── ResultsError     a results folder that is missing, foreign or of another version
    └── UsageError       an option or a name that doesn't exist

The command line shows these as one line and exits with 2; anything else is a bug and keeps its traceback.
"""

from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")


class FramingError(Exception):
    """Something a user can mend; `str(error)` is the whole message, in one line."""


class CorpusError(FramingError):
    """An input that can't be read."""


class LexiconError(FramingError):
    """A lexicon file that breaks its format."""


class ResultsError(FramingError):
    """A results folder that is missing, foreign or of another version."""


class UsageError(FramingError):
    """An option or a name that doesn't exist."""


def choose(kind: str, name: str, table: Mapping[str, T]) -> T:
    """Return `table[name]`; raise UsageError naming the known ones when there is no such name."""
    try:
        return table[name]
    except KeyError:
        raise UsageError(f"unknown {kind} {name!r}; known: {', '.join(sorted(table))}") from None
