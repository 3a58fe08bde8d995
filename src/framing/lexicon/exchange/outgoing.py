"""A lexicon on its way to another tool: its terms by frame, and what that tool's format has no place for."""

from collections.abc import Collection, Iterator

from framing.lexicon.entries import BASE, Frame, Lexicon, Term, written
from framing.lexicon.exchange.listing import Category, Entry, Listing, Loss
from framing.lexicon.phrases import joined_words


def outgoing(lexicon: Lexicon, tool: str, carries: Collection[str]) -> Listing:
    """Return the terms of all frames but the base layer's, with a loss for each kind of thing not in `carries`.

    Kinds: polarity, conditions, notes, examples, labels. Entities, scope rules and cues are lost in every format.
    """
    terms = [term for term in lexicon.terms if term.frame != BASE]
    used = {term.frame for term in terms}
    frames = [frame for frame in lexicon.frames.values() if frame.id != BASE]
    losses = [
        Loss(f"{what}: {tool} has no place for them", items)
        for what, items in _lost(lexicon, terms, frames, used, carries)
        if items
    ]
    if "conditions" not in carries and terms:
        losses.append(Loss(f"matching by dictionary form: {tool} finds words as written; add inflected forms there"))
    categories = tuple(Category(f.id, f.label, f.definition, f.polarity) for f in frames if f.id in used)
    return Listing(categories, tuple(_entry(lexicon.frames[term.frame], term) for term in terms), tuple(losses))


def _lost(
    lexicon: Lexicon, terms: list[Term], frames: list[Frame], used: set[str], carries: Collection[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    if "polarity" not in carries:
        yield "polarities of frames", tuple(f"{f.id} ({f.polarity:g})" for f in frames if f.polarity)
        own = (t for t in terms if t.polarity != lexicon.frames[t.frame].polarity)
        yield "polarities of terms", tuple(f"{t.address} ({t.polarity:g})" for t in own)
    else:
        apart = (f for f in frames if f.polarity and any(t.frame == f.id and t.polarity != f.polarity for t in terms))
        yield "polarities of frames (each term has its own)", tuple(f"{f.id} ({f.polarity:g})" for f in apart)
    if "conditions" not in carries:
        yield "conditions of terms", tuple(t.address for t in terms if t.conditions or t.hyphenated)
    if "notes" not in carries:
        yield "notes", tuple(t.address for t in terms if t.note)
    if "examples" not in carries:
        yield "examples of terms", tuple(t.address for t in terms if t.fires or t.silent)
    yield "examples of frames", tuple(f.id for f in frames if f.fires or f.silent)
    if "labels" not in carries:
        yield "labels and definitions", tuple(f.id for f in frames)
    yield "sources of frames", tuple(f.id for f in frames if f.source)
    yield "frames without a term", tuple(f.id for f in frames if f.id not in used)
    yield "entities", tuple(lexicon.entities)
    yield "scope rules", tuple(rule.address for rule in lexicon.scopes)
    yield "attribution cues", tuple(group.address for group in lexicon.cues)


def _entry(frame: Frame, term: Term) -> Entry:
    return Entry(
        written(frame, term),
        frame.id,
        polarity=term.polarity,
        hyphenated=term.hyphenated,
        pos=term.pos,
        near=term.near,
        unless=tuple(map(joined_words, term.unless)),
        targets=term.targets,
        note=term.note,
        fires=term.fires,
        silent=term.silent,
    )
