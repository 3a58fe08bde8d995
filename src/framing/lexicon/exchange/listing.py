"""A word list of another tool between its file and our TOML: terms in categories, and what could not be carried."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from framing.lexicon.checks import tie
from framing.lexicon.entries import BASE, Term
from framing.lexicon.fields import MAX_LETTERS, MAX_WORDS
from framing.lexicon.files import one_line
from framing.lexicon.phrases import split_words

_WIDTH = 118


@dataclass(frozen=True, slots=True)
class Loss:
    """What a format can't carry: why, and each thing that stays behind (none when it is all of them alike)."""

    why: str
    items: tuple[str, ...] = ()

    def line(self, most: int = 3) -> str:
        """Return it in one line, with the first of its items.

        >>> Loss("no word", (":)", ":(", ":-)", ";)")).line()
        'no word (4): :), :(, :-), …'
        """
        if not self.items:
            return self.why
        shown = [*map(one_line, self.items[:most]), *["…"][: len(self.items) > most]]
        return f"{self.why} ({len(self.items):,}): " + ", ".join(shown)


@dataclass(frozen=True, slots=True)
class Category:
    """What becomes a frame. `name` is the other tool's; `polarity` None when it has none."""

    name: str
    label: str = ""
    definition: str = ""
    polarity: float | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What becomes a term, as written, in the category named; all but the CSV form leave the rest empty."""

    term: str
    category: str
    polarity: float | None = None
    hyphenated: bool = False
    pos: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    note: str = ""
    fires: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """All of a file: its categories and entries in order, and what was lost in reading it."""

    categories: tuple[Category, ...]
    entries: tuple[Entry, ...]
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True)
class Export:
    """Another tool's file as text, and what it doesn't hold of the lexicon."""

    text: str
    n_terms: int
    losses: tuple[Loss, ...]


def fitted(listing: Listing) -> Listing:
    """Return the entries a lexicon can hold, and the others as losses.

    A lexicon counts a term once: of entries with the same words the one in the smallest category stays, which says
    most of it.
    """
    lost: dict[str, list[str]] = defaultdict(list)
    sizes = Counter(entry.category for entry in listing.entries)
    rank = {id(entry): k for k, entry in enumerate(listing.entries)}
    kept: list[Entry] = []
    same: dict[tuple[str, ...], list[tuple[Entry, Term]]] = defaultdict(list)
    addresses: set[str] = set()
    for entry in sorted(listing.entries, key=lambda e: (sizes[e.category], rank[id(e)])):
        term = _term(entry)
        address = f"{entry.category}.{'_'.join(entry.term.lower().split())}"
        shown = one_line(entry.term)
        if why := _unfit(entry, term.words):
            lost[why].append(shown)
        elif rival := next((e for e, other in same[term.words] if tie(term, other)), None):
            if rival.category == entry.category:
                lost["listed twice in a category; kept once"].append(shown)
            else:
                why = "also in another category, but a term counts once; kept in the smallest"
                lost[why].append(f"{shown} (kept in {one_line(rival.category)}, not in {one_line(entry.category)})")
        elif address in addresses:
            lost["would have the address of another"].append(shown)
        else:
            addresses.add(address)
            same[term.words].append((entry, term))
            kept.append(entry)
    kept.sort(key=lambda e: rank[id(e)])
    used = {entry.category for entry in kept}
    if empty := tuple(one_line(c.name) for c in listing.categories if c.name not in used):
        lost["categories without a term"] += empty
    return Listing(
        tuple(c for c in listing.categories if c.name in used),
        tuple(kept),
        (*listing.losses, *(Loss(why, tuple(items)) for why, items in lost.items())),
    )


def with_polarities(listing: Listing, polarities: Sequence[tuple[str, float]]) -> Listing:
    """Return the listing with these polarities of its categories."""
    chosen = dict(polarities)
    return replace(
        listing, categories=tuple(replace(c, polarity=chosen.get(c.name, c.polarity)) for c in listing.categories)
    )


def to_toml(listing: Listing, lexicon: str, source: str) -> str:
    """Return a lexicon file: its head, what was lost as comments, and a frame for each category."""
    entries: dict[str, list[Entry]] = defaultdict(list)
    for entry in listing.entries:
        entries[entry.category].append(entry)
    lines = [f"# Imported from {one_line(source)}."]
    for loss in listing.losses:
        lines += _comment(f"Not carried: {loss.line(len(loss.items))}")
    lines += ["", "[lexicon]", f"id = {quoted(lexicon)}", f"source = {quoted(one_line(source))}"]
    ids = frame_ids(category.name for category in listing.categories)
    for category in listing.categories:
        lines += ["", *_frame(category, ids[category.name], entries[category.name], source)]
    return "\n".join(lines) + "\n"


def frame_ids(names: Iterable[str]) -> dict[str, str]:
    """Return an id for each category name: small letters, digits and _, no two alike.

    >>> frame_ids(["Posemo", "pos emo!", "1st", "base", "posemo"])
    {'Posemo': 'posemo_2', 'pos emo!': 'pos_emo', '1st': 'c_1st', 'base': 'base_2', 'posemo': 'posemo'}
    """
    wanted = list(dict.fromkeys(names))
    # Whoever is an id already keeps it.
    found = {name: name for name in wanted if _id(name) == name and name != BASE}
    for name in wanted:
        made, k = _id(name), 1
        while name not in found:
            candidate = made if k == 1 else f"{made}_{k}"
            if candidate not in found.values() and candidate != BASE:
                found[name] = candidate
            k += 1
    return {name: found[name] for name in wanted}


def quoted(text: str) -> str:
    """Return a text as TOML writes it, on one line."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _id(name: str) -> str:
    made = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:60] or "c"
    return made if made[0].isalpha() else f"c_{made}"


def _term(entry: Entry) -> Term:
    unless = tuple(map(split_words, entry.unless))
    words = split_words(entry.term[: MAX_LETTERS + 1])
    return Term("", "", words, 0.0, pos=entry.pos, near=entry.near, unless=unless, targets=entry.targets)


def _unfit(entry: Entry, words: tuple[str, ...]) -> str:
    if not any(c.isalnum() for c in entry.term):
        return "no word in it"
    if not entry.term.isprintable():
        return "holds characters that can't be seen"
    if len(words) > MAX_WORDS or len(entry.term) > MAX_LETTERS:
        return f"longer than {MAX_WORDS} words or {MAX_LETTERS} letters"
    return ""


def _comment(text: str) -> Iterator[str]:
    line = "#"
    for word in text.split():
        if len(line) + len(word) >= _WIDTH:
            yield line
            line = "#  "
        line += f" {word}"
    yield line


def _frame(category: Category, name: str, entries: Sequence[Entry], source: str) -> Iterator[str]:
    polarities = {entry.polarity for entry in entries}
    shared = category.polarity
    if shared is None and len(polarities) == 1:
        shared = next(iter(polarities))
    yield f"[frames.{name}]"
    yield f"label = {quoted(one_line(category.label or category.name))}"
    definition = category.definition or f"Category {category.name} of {source}."
    yield f"definition = {quoted(one_line(definition))}"
    if shared is not None:
        yield f"polarity = {shared:g}"
    yield "terms = ["
    for entry in entries:
        fields = list(_fields(entry, shared))
        written = quoted(entry.term)
        yield f"  {{ term = {written}, {', '.join(fields)} }}," if fields else f"  {written},"
    yield "]"


def _fields(entry: Entry, shared: float | None) -> Iterator[str]:
    if entry.polarity is not None and entry.polarity != shared:
        yield f"polarity = {entry.polarity:g}"
    if entry.hyphenated:
        yield "hyphenated = true"
    for key in ("pos", "near", "unless", "targets"):
        if values := getattr(entry, key):
            yield f"{key} = [{', '.join(map(quoted, values))}]"
    if entry.note:
        yield f"note = {quoted(entry.note)}"
    for key in ("fires", "silent"):
        if values := getattr(entry, key):
            yield f"{key} = [{', '.join(map(quoted, values))}]"
