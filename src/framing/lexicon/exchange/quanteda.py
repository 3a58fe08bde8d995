"""quanteda's YAML: keys that nest, and lists of glob patterns below them."""

from collections.abc import Iterator
from typing import Any, cast

import yaml

from framing.errors import LexiconError
from framing.lexicon.entries import Lexicon
from framing.lexicon.exchange.listing import Category, Entry, Export, Listing, Loss
from framing.lexicon.exchange.outgoing import outgoing
from framing.lexicon.exchange.wildcards import is_pattern
from framing.lexicon.files import one_line

MAX_DEPTH = 8
_NEST = " / "


_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Only its events are asked for, which are texts: no object is made, "no" stays a word."""


def read_quanteda(text: str, name: str) -> Listing:
    """Read a dictionary; a nested key is a category of its own, named by its way. Raises LexiconError for others."""
    try:
        entries = list(_entries(cast(Iterator[Any], yaml.parse(text, Loader=_LOADER)), name))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f":{mark.line + 1}" if mark else ""
        raise LexiconError(f"{name}{line}: not YAML: {one_line(error.problem or 'broken')}; mend this line") from None
    except (yaml.YAMLError, ValueError) as error:
        raise LexiconError(f"{name}: not YAML: {one_line(' '.join(str(error).split()))}; mend it") from None
    return Listing(tuple(Category(c) for c in dict.fromkeys(e.category for e in entries)), tuple(entries))


def write_quanteda(lexicon: Lexicon) -> Export:
    """Return a key for each frame with its terms, and what the format can't carry."""
    listing = outgoing(lexicon, "quanteda", carries=())
    patterns = tuple(entry.term for entry in listing.entries if is_pattern(entry.term))
    tree: dict[str, list[str]] = {category.name: [] for category in listing.categories}
    for entry in listing.entries:
        if not is_pattern(entry.term):
            tree[entry.category].append(entry.term)
    text = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=10_000) if tree else "{}\n"
    losses = (Loss("would be read as patterns", patterns),) if patterns else ()
    return Export(text, sum(map(len, tree.values())), (*listing.losses, *losses))


def _entries(events: Iterator[Any], name: str) -> Iterator[Entry]:
    """Yield the words of the one document that a file holds."""
    for event in events:
        if isinstance(event, yaml.MappingStartEvent):
            yield from _below(events, event, (), name)
            break
        if isinstance(event, yaml.NodeEvent):
            at = f"{name}:{_line(event)}"
            raise LexiconError(f"{at}: not a dictionary: write keys with lists of words below")
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            raise LexiconError(f"{name}:{_line(event)}: a second document; keep one of them")


def _below(events: Iterator[Any], event: Any, path: tuple[str, ...], name: str, depth: int = 0) -> Iterator[Entry]:
    """Yield the words of the node that `event` begins; the keys on the way to it are `path`."""
    at = f"{name}:{_line(event)}"
    if isinstance(event, yaml.AliasEvent):
        # A few aliases of aliases unfold to billions of words.
        raise LexiconError(f"{at}: an alias (*) is not followed; write the words out")
    if depth > 2 * MAX_DEPTH:
        raise LexiconError(f"{at}: nested more than {MAX_DEPTH} deep; a dictionary needs less")
    if isinstance(event, yaml.ScalarEvent):
        if words := " ".join(event.value.split()):
            yield Entry(words, _NEST.join(path))
    elif isinstance(event, yaml.SequenceStartEvent):
        while not isinstance(item := next(events), yaml.SequenceEndEvent):
            yield from _below(events, item, path, name, depth + 1)
    else:
        while not isinstance(key := next(events), yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent) or not key.value.strip():
                raise LexiconError(f"{name}:{_line(key)}: a key is a word; write one")
            yield from _below(events, next(events), (*path, " ".join(key.value.split())), name, depth + 1)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
