"""The list of suggestions last shown, kept so that a number means the word that somebody read beside it.

Each accept and reject would move the numbers of a list made anew. The list is kept in the cache, under what it was
shown of: the corpus and the lexicon.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from framing.results.files import write_whole


def keep_shown(cache: Path | None, of: Sequence[Path], terms: Sequence[str]) -> bool:
    """Keep the terms of a list in their order; return False where nothing can be kept, an earlier list neither."""
    if cache is None:
        return False
    path = _path(cache, of)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, lambda new: _put(new, terms))
    except OSError:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        return False
    return True


def last_shown(cache: Path | None, of: Sequence[Path]) -> tuple[str, ...]:
    """Return the terms of the list last shown, the first at place 0; nothing when none is kept."""
    if cache is None:
        return ()
    try:
        terms = json.loads(_path(cache, of).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return ()
    return tuple(terms) if isinstance(terms, list) and all(isinstance(term, str) for term in terms) else ()


def _path(cache: Path, of: Sequence[Path]) -> Path:
    name = blake2b(json.dumps([str(path.resolve()) for path in of]).encode(), digest_size=20).hexdigest()
    return cache / "suggestions" / f"{name}.json"


def _put(path: Path, terms: Sequence[str]) -> None:
    path.write_text(json.dumps(list(terms)), "utf-8")
