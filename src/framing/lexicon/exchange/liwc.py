"""LIWC dictionaries (`.dic`): numbered categories between two lines of `%`, then terms with their numbers."""

import re
from collections import defaultdict

from framing.errors import LexiconError
from framing.lexicon.entries import Lexicon
from framing.lexicon.exchange.listing import Category, Entry, Export, Listing, Loss
from framing.lexicon.exchange.outgoing import outgoing
from framing.lexicon.exchange.wildcards import is_pattern

_CATEGORY = re.compile(r"\s*(\d+)\s+(\S.*?)\s*")
_UNTABBED = re.compile(r"\s*(.*?\S)((?:\s+\d+)+)\s*")


def read_liwc(text: str, name: str) -> Listing:
    """Read a `.dic`. Raises LexiconError for a line that is none of its kind."""
    lines = list(enumerate(text.split("\n"), 1))
    marks = [k for k, (_, line) in enumerate(lines) if line.strip() == "%"]
    if len(marks) < 2 or any(line.strip() for _, line in lines[: marks[0]]):
        raise LexiconError(f"{name}:1: not a LIWC dictionary: it begins with its categories between two lines of %")
    categories: dict[str, str] = {}
    for number, line in lines[marks[0] + 1 : marks[1]]:
        found = _CATEGORY.fullmatch(line)
        if found:
            if found[2] in categories.values():
                raise LexiconError(f"{name}:{number}: category {found[2][:60]!r} is listed twice; rename one of them")
            categories[found[1].lstrip("0") or "0"] = found[2]
        elif line.strip():
            raise LexiconError(f"{name}:{number}: not a category; write its number, a tab, its name")
    entries: list[Entry] = []
    conditional: list[str] = []
    for number, line in lines[marks[1] + 1 :]:
        if not line.strip():
            continue
        term, numbers = _split(line)
        if any(not n.isdecimal() for n in numbers):
            conditional.append(" ".join(line.split()))
            numbers = [n for n in numbers if n.isdecimal()]
        elif not numbers or not term:
            raise LexiconError(f"{name}:{number}: not an entry; write a term, a tab, the numbers of its categories")
        for n in numbers:
            category = categories.get(n.lstrip("0") or "0")
            if category is None:
                raise LexiconError(f"{name}:{number}: there is no category {n[:20]}; list it between the lines of %")
            entries.append(Entry(term, category))
    return Listing(
        tuple(Category(c) for c in categories.values()),
        tuple(entries),
        (Loss("categories that depend on other words", tuple(conditional)),) if conditional else (),
    )


def write_liwc(lexicon: Lexicon) -> Export:
    """Return the terms with their frames as categories, and what the format can't carry."""
    listing = outgoing(lexicon, "LIWC", carries=())
    numbers = {category.name: k for k, category in enumerate(listing.categories, 1)}
    terms: dict[str, list[int]] = defaultdict(list)
    patterns = []
    for entry in listing.entries:
        if is_pattern(entry.term) or entry.term == "%":
            patterns.append(entry.term)
        else:
            terms[entry.term].append(numbers[entry.category])
    head = [f"{k}\t{name}" for name, k in numbers.items()]
    body = ["\t".join([term, *map(str, sorted(set(ks)))]) for term, ks in terms.items()]
    losses = (Loss("would be read as patterns", tuple(patterns)),) if patterns else ()
    return Export("\n".join(["%", *head, "%", *body]) + "\n", len(body), (*listing.losses, *losses))


def _split(line: str) -> tuple[str, list[str]]:
    """Return the term and its numbers; old files part them by spaces."""
    term, *numbers = (part.strip() for part in line.strip().split("\t"))
    if numbers:
        return " ".join(term.split()), [n for part in numbers for n in part.split()]
    found = _UNTABBED.fullmatch(line)
    return (" ".join(found[1].split()), found[2].split()) if found else (term, [])
