"""The formats of other tools, and the two ways through them: FILE → TOML text, lexicon → their text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from framing.errors import LexiconError, UsageError, choose
from framing.lexicon.entries import Lexicon
from framing.lexicon.exchange.listing import Category, Entry, Export, Listing, Loss, fitted, to_toml, with_polarities
from framing.lexicon.exchange.liwc import read_liwc, write_liwc
from framing.lexicon.exchange.quanteda import read_quanteda, write_quanteda
from framing.lexicon.exchange.table import read_table, write_table
from framing.lexicon.exchange.vader import read_vader, write_vader
from framing.lexicon.exchange.wildcards import MAX_FORMS, WordList, is_pattern
from framing.lexicon.files import MAX_BYTES, one_line, read_plain


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is read and written; `scaled` ones hold numbers, `patterned` ones wildcards."""

    title: str
    suffixes: tuple[str, ...]
    read: Callable[..., Listing]
    write: Callable[[Lexicon], Export]
    scaled: bool = False
    patterned: bool = False


@dataclass(frozen=True, slots=True)
class Import:
    """A lexicon file as text, and what it doesn't hold of the file it was made from."""

    text: str
    n_terms: int
    n_frames: int
    losses: tuple[Loss, ...]


def import_terms(
    path: Path,
    form: str,
    lexicon: str,
    *,
    words: Sequence[str] = (),
    categories: Sequence[str] = (),
    polarities: Sequence[tuple[str, float]] = (),
    scale: float | None = None,
) -> Import:
    """Read a file of another tool and return it as a lexicon with that id.

    Wildcards become those of `words` that fit them. `categories` are the only ones taken, `polarities` those of
    categories, in -1..1; `scale` is the strongest number of a file with numbers. Raises LexiconError for a broken
    file, UsageError for a format or category that doesn't exist.
    """
    chosen = choose("format", form, FORMATS)
    text, guessed = _text_of(path)
    name = one_line(path.name)
    listing = chosen.read(text, name, scale) if chosen.scaled and scale else chosen.read(text, name)
    _known(listing.categories, [*categories, *(name for name, _ in polarities)])
    if categories:
        listing = _only(listing, categories)
    if chosen.patterned:
        listing = _expanded(listing, words)
    listing = with_polarities(fitted(listing), polarities)
    unjudged = not any(entry.polarity is not None for entry in listing.entries)
    if unjudged and (silent := tuple(one_line(c.name) for c in listing.categories if c.polarity is None)):
        why = "categories without a polarity evaluate nothing until you write one"
        listing = replace(listing, losses=(*listing.losses, Loss(why, silent)))
    listing = replace(listing, losses=(*guessed, *listing.losses))
    made = to_toml(listing, lexicon, f"{name} ({chosen.title})")
    return Import(made, len(listing.entries), len(listing.categories), listing.losses)


def export_terms(lexicon: Lexicon, form: str) -> Export:
    """Return the terms of a lexicon in another tool's format. Raises UsageError for one that doesn't exist."""
    return choose("format", form, FORMATS).write(lexicon)


def format_of(path: Path) -> str:
    """Return the format that a file's suffix tells. Raises UsageError when it tells none."""
    for name, form in FORMATS.items():
        if path.suffix.lower() in form.suffixes:
            return name
    raise UsageError(f"--format: {one_line(path.name)} doesn't tell its format; name one of {', '.join(FORMATS)}")


def _text_of(path: Path) -> tuple[str, tuple[Loss, ...]]:
    name = one_line(path.name)
    try:
        content = read_plain(path)
    except FileNotFoundError:
        raise LexiconError(f"{name}: no such file; check the path") from None
    except OSError as error:
        raise LexiconError(f"{name}: can't be read ({error.strerror or error}); name a plain, readable file") from None
    if len(content) > MAX_BYTES:
        raise LexiconError(f"{name}: larger than {MAX_BYTES // 1_000_000} MB; split it into several files")
    guessed: tuple[Loss, ...] = ()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Dictionaries from the time before UTF-8 are Western European ones; the few bytes it lacks show as �.
        text = content.decode("cp1252", "replace")
        guessed = (Loss("read as Windows-1252, as it is no UTF-8: look at accented words"),)
    return text.replace("\r\n", "\n").replace("\r", "\n"), guessed


def _known(categories: Sequence[Category], wanted: Sequence[str]) -> None:
    names = [category.name for category in categories]
    for name in wanted:
        if name not in names:
            shown = ", ".join(map(one_line, names[:20])) + ("" if len(names) <= 20 else ", …")
            raise UsageError(f"there is no category {one_line(name)!r} in the file; it has {shown or 'none'}")


def _only(listing: Listing, names: Sequence[str]) -> Listing:
    left = tuple(one_line(c.name) for c in listing.categories if c.name not in names)
    return Listing(
        tuple(c for c in listing.categories if c.name in names),
        tuple(e for e in listing.entries if e.category in names),
        (*listing.losses, Loss("categories not asked for", left)) if left else listing.losses,
    )


def _expanded(listing: Listing, words: Sequence[str]) -> Listing:
    """Return the listing with each pattern written out; a word that a list has itself is no duplicate of it."""
    known = WordList(words)
    given = {(entry.category, entry.term.lower()) for entry in listing.entries}
    entries: list[Entry] = []
    unfit: list[str] = []
    broad: list[str] = []
    for entry in listing.entries:
        if not is_pattern(entry.term):
            entries.append(entry)
            continue
        forms = known.expand(entry.term)
        if forms is None:
            broad.append(one_line(entry.term))
        elif not forms:
            unfit.append(one_line(entry.term))
        for form in forms or ():
            if (entry.category, form) not in given:
                given.add((entry.category, form))
                entries.append(replace(entry, term=form))
    losses = [Loss("patterns that no word of the word list fits", tuple(unfit))] if unfit else []
    losses += [Loss(f"patterns that more than {MAX_FORMS:,} words fit", tuple(broad))] if broad else []
    n = sum(is_pattern(entry.term) for entry in listing.entries) - len(unfit) - len(broad)
    if n:
        what = "1 pattern became the words it fits" if n == 1 else f"{n:,} patterns became the words they fit"
        losses.append(Loss(f"{what} today; new words won't be found"))
    return Listing(listing.categories, tuple(entries), (*listing.losses, *losses))


FORMATS: dict[str, Format] = {
    "liwc": Format("LIWC dictionary", (".dic",), read_liwc, write_liwc, patterned=True),
    "quanteda": Format("quanteda dictionary", (".yml", ".yaml"), read_quanteda, write_quanteda, patterned=True),
    "vader": Format("VADER's text file", (".txt",), read_vader, write_vader, scaled=True),
    "csv": Format("a table", (".csv", ".tsv"), read_table, write_table, scaled=True),
}
