"""What differs between two lexicons, and which phrases an article must hold to be touched by it."""

from dataclasses import dataclass
from operator import attrgetter

from framing.lexicon import Lexicon, Term

_MATTERS = attrgetter("frame", "words", "polarity", "hyphenated", "pos", "near", "unless", "targets")


@dataclass(frozen=True, slots=True)
class Edits:
    """Addresses of the terms that were added, taken out or changed.

    `phrases` are the words of these; an article that holds none of them is annotated alike under both lexicons. It is
    None when more than terms has changed, so that any article may be touched.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...] | None

    @property
    def terms(self) -> tuple[str, ...]:
        """Return all these addresses."""
        return (*self.added, *self.removed, *self.changed)

    def __str__(self) -> str:
        """Return in words how much was edited."""
        terms = "term" if len(self.added) == 1 else "terms"
        more = "; entities, scope rules or cues differ too" if self.phrases is None else ""
        return f"{len(self.added)} {terms} added, {len(self.removed)} taken out, {len(self.changed)} changed{more}"


def edits(old: Lexicon, new: Lexicon) -> Edits:
    """Return what `new` changes in `old`; notes, examples and places in files change nothing."""
    before, after = ({term.address: term for term in lexicon.terms} for lexicon in (old, new))
    added = [address for address in after if address not in before]
    removed = [address for address in before if address not in after]
    changed = [a for a in after if a in before and _MATTERS(before[a]) != _MATTERS(after[a])]
    touched: list[Term] = [*map(after.get, added), *map(before.get, removed)]  # type: ignore[list-item]
    touched += [term for a in changed for term in (before[a], after[a])]
    phrases = tuple(dict.fromkeys(term.words for term in touched))
    same_order = [a for a in before if a in after] == [a for a in after if a in before]
    alike = old.beside_terms == new.beside_terms and same_order
    return Edits(tuple(added), tuple(removed), tuple(changed), phrases if alike else None)
