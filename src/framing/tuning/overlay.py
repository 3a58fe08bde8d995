"""Terms accepted into an analyst's own file, `local.toml`, with their comments and order kept, and written whole."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array

from framing.errors import LexiconError, UsageError
from framing.lexicon import Lexicon
from framing.lexicon.files import LOCAL, MAX_BYTES, one_line
from framing.results.files import alone, write_whole
from framing.tuning.suggest import BLAME, PRAISE, Suggestion

NEW_FRAMES = {
    PRAISE: ("Praise", "Words that speak well of their target, accepted from suggestions.", 0.5),
    BLAME: ("Blame", "Words that speak ill of their target, accepted from suggestions.", -0.5),
}
"""Frames for words that no frame of the lexicon is near to; an analyst moves them when a better one is found."""
LONGEST_EXAMPLE = 400


def begun(paths: Sequence[Path]) -> list[Path]:
    """Return the files and folders of a lexicon without the last one while that is an empty folder, laid over others.

    It is where an analyst's own file will stand, so those who write there take it as it is.
    """
    *below, last = paths
    return below if below and last.is_dir() and not any(last.glob("*.toml")) else list(paths)


def accept(chosen: Sequence[Suggestion], overlay: Path, lexicon: Lexicon) -> tuple[str, ...]:
    """Write the chosen terms into `overlay`, made if need be, and return their addresses.

    The file is there whole or as it was. Raises UsageError when it can't be written or is a link, LexiconError when it
    isn't TOML.
    """
    try:
        if overlay.is_symlink() or (overlay.exists() and not overlay.is_file()):
            raise UsageError(f"{overlay}: not a plain file; name another with --into")
        overlay.parent.mkdir(parents=True, exist_ok=True)
        with alone(overlay.parent):  # what a server saves meanwhile is not lost
            if overlay.exists() and overlay.stat().st_size > MAX_BYTES:
                cure = "split it into several files"
                raise LexiconError(f"{overlay.name}: larger than {MAX_BYTES // 1_000_000} MB; {cure}")
            before = overlay.read_text("utf-8") if overlay.exists() else ""
            text, addresses = accepted(before, chosen, lexicon, name=overlay.name)
            write_whole(overlay, lambda new: _put(new, text))
    except UnicodeDecodeError:
        raise LexiconError(f"{overlay.name}: not UTF-8; save it with that encoding") from None
    except OSError as error:
        raise UsageError(f"{overlay}: can't be written ({error.strerror or error}); name another with --into") from None
    return addresses


def accepted(
    text: str, chosen: Sequence[Suggestion], lexicon: Lexicon, *, name: str = LOCAL
) -> tuple[str, tuple[str, ...]]:
    """Return the text of a lexicon file with the chosen terms added, and their addresses.

    Each term is commented with why it was suggested, and has a sentence of the corpus as its `fires` line; a `silent`
    one is the analyst's to write. Raises LexiconError when `text` isn't TOML.
    """
    try:
        document = tomlkit.parse(text)
    except (TOMLKitError, RecursionError) as error:
        raise LexiconError(f"{name}: not TOML: {one_line(str(error))}; mend this line") from None
    own = document.get("lexicon", {}).get("id", "")
    if not own and chosen:  # without an id its frames are none where it is loaded alone
        own = _free_id(lexicon)
        _add_head(document, own)
    for suggestion in chosen:
        frame = _frame_of(document, suggestion.frame, lexicon)
        _add_term(frame, suggestion)
    addresses = (_address(s, own or Path(name).stem, lexicon) for s in chosen)
    return tomlkit.dumps(document), tuple(addresses)


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _address(suggestion: Suggestion, own: str, lexicon: Lexicon) -> str:
    known = lexicon.frames.get(suggestion.frame)
    return f"{known.lexicon if known else own}.{suggestion.frame}.{'_'.join(suggestion.term.split())}"


def _free_id(lexicon: Lexicon) -> str:
    taken = {frame.lexicon for frame in lexicon.frames.values()}
    return next(name for name in ("local", *(f"local{n}" for n in range(2, len(taken) + 3))) if name not in taken)


def _add_head(document: TOMLDocument, own: str) -> None:
    head = document.get("lexicon")
    if head is None:
        head = tomlkit.table()
        document.add("lexicon", head)
    head["id"] = own


def _frame_of(document: TOMLDocument, frame: str, lexicon: Lexicon) -> Any:
    """Return the file's table of a frame, with its label and definition: it must load without the other files, too."""
    frames = document.get("frames")
    if frames is None:
        frames = tomlkit.table(is_super_table=True)
        document.add("frames", frames)
        frames = document["frames"]
    if frame not in frames:
        frames[frame] = tomlkit.table()
    table = frames[frame]
    if known := lexicon.frames.get(frame):
        said: dict[str, Any] = {"label": known.label, "definition": known.definition}
    else:
        said = dict(zip(("label", "definition", "polarity"), NEW_FRAMES[frame], strict=True))
    for key, value in said.items():
        if key not in table:
            table[key] = value
    return table


def _add_term(frame: Any, suggestion: Suggestion) -> None:
    """Add the term to the frame's tables of terms, or to its plain list when that is what it has."""
    table = tomlkit.table()
    entry: dict[str, Any] = {"term": suggestion.term, "polarity": suggestion.polarity}
    entry |= {"note": _note(suggestion)}
    if examples := _examples(suggestion):
        entry |= {"fires": examples}
    terms = frame.get("terms")
    if isinstance(terms, list) and not isinstance(terms, AoT):
        inline = tomlkit.inline_table()
        inline.update(entry)
        _array(terms).add_line(inline, comment="accepted from a suggestion")
        return
    table.add(tomlkit.comment("Accepted from a suggestion: check its polarity, and add a sentence to 'silent'."))
    table.update(entry)
    if terms is None:
        terms = tomlkit.aot()
        frame["terms"] = terms
        terms = frame["terms"]
    terms.append(table)


def _array(terms: Any) -> Array:
    if not isinstance(terms, Array):
        raise LexiconError("'terms' is no list that can be added to; write it as terms = […]")
    return terms


def _note(suggestion: Suggestion) -> str:
    n, articles = suggestion.n, suggestion.n_articles
    found = f"{n} time{'' if n == 1 else 's'} in {articles} article{'' if articles == 1 else 's'}"
    return "; ".join((f"suggested: {found}", *suggestion.reasons[:3]))


def _examples(suggestion: Suggestion) -> list[str]:
    """Return the shortest sentence shown, in one line; it is the corpus's, and the file is the analyst's."""
    sentences = (" ".join((c.left + c.words + c.right).split()) for c in suggestion.contexts)
    return sorted(_printable(s for s in sentences if len(s) <= LONGEST_EXAMPLE), key=len)[:1]


def _printable(texts: Iterable[str]) -> list[str]:
    return ["".join(c for c in text if c.isprintable()) for text in texts]
