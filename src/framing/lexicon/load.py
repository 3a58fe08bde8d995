"""Lexicon files to a Lexicon: strict, deterministic, without a model. The format is described in docs/lexicon.md."""

import gc
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

from framing.errors import LexiconError
from framing.lexicon.base import base_layer
from framing.lexicon.checks import check, tie
from framing.lexicon.entries import (
    BASE,
    CueGroup,
    Direction,
    Entity,
    Frame,
    Lexicon,
    ScopeKind,
    ScopeRule,
    Term,
    Where,
)
from framing.lexicon.fields import Fields, Readers
from framing.lexicon.files import LexiconFile, Problem, one_line, read_files
from framing.lexicon.verdicts import count_verdicts
from framing.model import CueStance, EntityType

POS = ("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB")  # fmt: skip  # noqa: E501
PRONOUNS = ("he", "she", "it", "they")
MAX_FACTOR = 3.0
_PRONOUNS_OF: Mapping[str, tuple[str, ...]] = {
    "person": ("he", "she"),
    "organisation": ("it", "they"),
    "government": ("it", "they"),
    "group": ("they",),
}


def load_lexicon(paths: Sequence[Path], *, base: bool = True) -> Lexicon:
    """Read lexicon files and folders, later ones over earlier ones, with the base layer of general English below.

    Raises LexiconError for the first thing that is wrong, with its file, line, address and cure; `problems` lists all.
    What is only suspicious is in `Lexicon.warnings`.
    """
    lexicon, found = _load(paths, base)
    errors = [problem for problem in found if problem.error]
    if errors:
        more = f" (and {len(errors) - 1} more; `framing lexicon check` lists them)" if errors[1:] else ""
        raise LexiconError(f"{errors[0]}{more}")
    return lexicon


def digested(lexicon: Lexicon) -> Lexicon:
    """Return the lexicon with its digests, for one that was changed by hand."""
    beside_terms = _digest(replace(lexicon, terms=(), frames={}))
    return replace(lexicon, digest=_digest(lexicon), beside_terms=beside_terms)


def problems(paths: Sequence[Path]) -> list[Problem]:
    """Return all that is wrong or suspicious in lexicon files and folders, in reading order; raises nothing."""
    return _load(paths, True)[1]


def _load(paths: Sequence[Path], base: bool) -> tuple[Lexicon, list[Problem]]:
    with _without_collector():
        return _read(paths, base)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep Python from looking for cycles: of a large lexicon's many objects none is in one, and a quarter of the time
    went there.

    What was made then counts as old, and is not gone through as soon as the collector is back.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()  # into the oldest generation
            gc.enable()


def _read(paths: Sequence[Path], base: bool) -> tuple[Lexicon, list[Problem]]:
    draft = _Draft()
    files, found = read_files(paths)
    complete = not any(problem.error for problem in found)
    if base:
        _add_base(draft, found)
    for file in files:
        _read_file(file, draft, base, found)
    lexicon = draft.finish(tuple(file.name for file in files))
    # With a whole file missing, every name it holds would be reported as unknown.
    if complete:
        found += check(lexicon)
    judged = _judged(paths, found)
    warnings = tuple(str(problem) for problem in found if not problem.error)
    return replace(lexicon, judged=judged, warnings=warnings), found


def _judged(paths: Sequence[Path], found: list[Problem]) -> dict[str, tuple[int, int]]:
    """Return what was judged of the terms, later folders over earlier ones; a broken file is a warning only."""
    judged: dict[str, tuple[int, int]] = {}
    for folder in dict.fromkeys(path if path.is_dir() else path.parent for path in paths):
        try:
            judged |= count_verdicts(folder)
        except LexiconError as error:
            found.append(Problem("", 0, "", str(error), error=False))
    return judged


class _Entry(Protocol):
    @property
    def where(self) -> Where: ...


E = TypeVar("E", bound=_Entry)


@dataclass
class _Draft:
    """A lexicon in the making: entries by address or id, and the layer each came from."""

    terms: dict[str, Term] = field(default_factory=dict)
    frames: dict[str, Frame] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    scopes: dict[str, ScopeRule] = field(default_factory=dict)
    cues: dict[str, CueGroup] = field(default_factory=dict)
    lexicons: dict[str, tuple[Where, int]] = field(default_factory=dict)
    own_polarity: set[str] = field(default_factory=set)
    """Addresses of the terms that don't take their frame's polarity."""
    layers: dict[tuple[str, str], int] = field(default_factory=dict)

    def put(self, table: dict[str, E], key: str, entry: E, fields: Fields) -> None:
        """Add an entry, or replace one of an earlier layer; a second one in the same layer is an error."""
        old = table.get(key)
        kind = type(entry).__name__
        if old is not None and self.layers[kind, key] == fields.file.layer:
            fields.wrong(f"is defined twice, at {old.where.file}:{old.where.line} too; keep one of them")
            return
        self.layers[kind, key] = fields.file.layer
        table[key] = entry

    def finish(self, files: tuple[str, ...]) -> Lexicon:
        """Return the lexicon, with polarities and types taken over, and its digest."""
        outdone = self._outdone()
        terms = tuple(
            term
            if address in self.own_polarity or term.polarity == self.frames[term.frame].polarity
            else replace(term, polarity=self.frames[term.frame].polarity)
            for address, term in self.terms.items()
            if address not in outdone
        )
        entities = {
            name: replace(entity, type=whole.type) if (whole := self.entities.get(entity.metonym_of or "")) else entity
            for name, entity in self.entities.items()
        }
        lexicon = Lexicon(
            terms=terms,
            frames=self.frames,
            entities=entities,
            scopes=tuple(self.scopes.values()),
            cues=tuple(self.cues.values()),
            files=files,
        )
        return digested(lexicon)

    def _outdone(self) -> set[str]:
        """Return the terms that tie with one of a later layer: whoever lays a lexicon over another means its own."""
        if max(self.layers.values(), default=0) <= 0:
            return set()
        same: dict[tuple[str, ...], list[Term]] = defaultdict(list)
        for term in self.terms.values():
            if term.frame != BASE:
                same[term.words].append(term)
        rivals = [terms for terms in same.values() if len(terms) > 1]
        layer = {address: self.layers["Term", address] for terms in rivals for address in map(_ADDRESS, terms)}
        return {
            term.address
            for terms in rivals
            for term in terms
            if any(layer[term.address] < layer[other.address] and tie(term, other) for other in terms)
        }


def _add_base(draft: _Draft, found: list[Problem]) -> None:
    try:
        frame, terms = base_layer()
    except LexiconError as error:
        found.append(Problem("base layer", 0, "", str(error)))
        return
    draft.frames[frame.id] = frame
    draft.layers["Frame", frame.id] = -1
    for term in terms:
        draft.terms[term.address] = term
        draft.layers["Term", term.address] = -1
        draft.own_polarity.add(term.address)


def _read_file(file: LexiconFile, draft: _Draft, base: bool, found: list[Problem]) -> None:
    top = Fields(file.tables, (), "", file, found)
    head = top.table("lexicon")
    lexicon = _read_head(head, file.layer, draft) if "lexicon" in top else ""
    for name, fields in top.tables("frames"):
        if base or name != BASE:
            _read_frame(name, lexicon, fields, draft)
    for name, fields in top.tables("entities"):
        _read_entity(name, fields, draft)
    for fields in top.listed("scope"):
        _read_scope(fields, draft)
    for _, fields in top.tables("cues"):
        _read_cues(fields, draft)
    top.close()


def _read_head(head: Fields, layer: int, draft: _Draft) -> str:
    """Read `[lexicon]` and return its id; of two files in a layer, each has its own."""
    lexicon = head.text("id", required=True)
    if not lexicon or not head.is_id(lexicon, "id"):
        return "unnamed"
    for key in ("title", "version", "license", "source", "note"):
        head.text(key)
    language = head.text("language", default="en")
    if language != "en":
        head.wrong(f"'language' is {language[:60]!r}; framing reads English only: write \"en\"", "language")
    head.close()
    other, other_layer = draft.lexicons.get(lexicon, (head.where, -1))
    if other_layer == layer:
        head.wrong(f"id {lexicon!r} is that of {other.file} too; give each file its own", "id")
    draft.lexicons[lexicon] = head.where, layer
    return lexicon


def _read_frame(name: str, lexicon: str, fields: Fields, draft: _Draft) -> None:
    """Read a frame. One that an earlier layer has is extended: what is said anew replaces, the rest stays."""
    old = draft.frames.get(name)
    is_new = old is None or draft.layers["Frame", name] == fields.file.layer
    known = Frame(name, lexicon, "", "") if old is None or is_new else old
    fields.address = _frame_address(known)
    if fields.flag("disable"):
        _disable(draft.frames, name, fields)
        for address in [address for address, term in draft.terms.items() if term.frame == name]:
            del draft.terms[address]
        return
    if is_new and not lexicon:
        fields.wrong('its file has no lexicon id; write [lexicon] and id = "…" at its top')
    frame = Frame(
        name,
        known.lexicon,
        label=fields.text("label", required=is_new, default=known.label),
        definition=fields.text("definition", required=is_new, default=known.definition),
        polarity=fields.number("polarity", -1, 1, default=known.polarity),
        source=fields.text("source", default=known.source),
        fires=fields.texts("fires") or known.fires,
        silent=fields.texts("silent") or known.silent,
        where=fields.where if is_new else known.where,
    )
    fields.text("note")
    draft.put(draft.frames, name, frame, fields)
    for term in chain(fields.listed("terms", short="term"), fields.listed("words", short="term")):
        _read_term(term, frame, draft)
    fields.close()


def _read_term(fields: Fields, frame: Frame, draft: _Draft) -> None:
    written = fields.text("term", required=True)
    words = fields.words_of(written, "term")
    if not words:
        return
    fields.address = f"{_frame_address(frame)}.{_part(written)}"
    if fields.flag("disable"):
        _disable(draft.terms, fields.address, fields)
        return
    said = {"polarity": frame.polarity, **fields.those_of(_OF_TERM)}
    term = Term(address=fields.address, frame=frame.id, words=words, where=fields.where, **said)
    fields.close()
    (draft.own_polarity.add if "polarity" in fields else draft.own_polarity.discard)(term.address)
    draft.put(draft.terms, term.address, term, fields)


_OF_TERM: Readers = {
    "polarity": lambda fields, key: fields.number(key, -1, 1),
    "hyphenated": Fields.flag,
    "pos": lambda fields, key: fields.choices(key, POS),
    "near": Fields.single_words,
    "unless": Fields.phrases,
    "targets": Fields.texts,
    "note": Fields.text,
    "fires": Fields.texts,
    "silent": Fields.texts,
}


def _read_entity(name: str, fields: Fields, draft: _Draft) -> None:
    if fields.flag("disable"):
        _disable(draft.entities, name, fields)
        return
    metonym_of = fields.text("metonym_of") or None
    # A metonym's type is that of the entity it stands for, taken over when all files are read.
    kind = cast(EntityType, fields.choice("type", EntityType, required=metonym_of is None, default="country"))
    full_name = fields.text("name", required=True)
    entity = Entity(
        name,
        name=full_name if fields.words_of(full_name, "name") else name,
        type=kind,
        aliases=fields.names("aliases"),
        descriptions=fields.names("descriptions"),
        demonyms=fields.names("demonyms"),
        pronouns=fields.choices("pronouns", PRONOUNS) or _PRONOUNS_OF.get(kind, ("it",)),
        part_of=fields.text("part_of") or None,
        between=fields.texts("between"),
        metonym_of=metonym_of,
        wikidata=fields.text("wikidata"),
        where=fields.where,
    )
    fields.text("note")
    fields.close()
    draft.put(draft.entities, name, entity, fields)


def _read_scope(fields: Fields, draft: _Draft) -> None:
    written = fields.text("cue", required=True)
    cue = fields.words_of(written, "cue")
    if not cue:
        return
    fields.address = f"scope.{_part(written)}"
    if fields.flag("disable"):
        _disable(draft.scopes, fields.address, fields)
        return
    rule = ScopeRule(
        address=fields.address,
        cue=cue,
        kind=cast(ScopeKind, fields.choice("kind", ScopeKind, required=True, default="negation")),
        factor=fields.number("factor", -MAX_FACTOR, MAX_FACTOR, required=True, default=1.0),
        direction=cast(Direction, fields.choice("direction", Direction, default="forward")),
        max_tokens=fields.count("max_tokens", 1, 100, default=5),
        terminated_by=fields.phrases("terminated_by"),
        fires=fields.texts("fires"),
        silent=fields.texts("silent"),
        where=fields.where,
    )
    fields.text("note")
    fields.close()
    draft.put(draft.scopes, rule.address, rule, fields)


def _read_cues(fields: Fields, draft: _Draft) -> None:
    if fields.flag("disable"):
        _disable(draft.cues, fields.address, fields)
        return
    group = CueGroup(
        address=fields.address,
        forms=fields.phrases("forms", required=True),
        stance=cast(CueStance, fields.choice("stance", CueStance, required=True, default="neutral")),
        fires=fields.texts("fires"),
        silent=fields.texts("silent"),
        where=fields.where,
    )
    fields.text("note")
    fields.close()
    draft.put(draft.cues, group.address, group, fields)


def _frame_address(frame: Frame) -> str:
    return BASE if frame.id == BASE else f"{frame.lexicon or 'frames'}.{frame.id}"


def _part(written: str) -> str:
    """Return a phrase as the last part of an address."""
    return one_line("_".join(written.lower().split()))


def _disable(table: dict[str, Any], key: str, fields: Fields) -> None:
    """Take an entry out. That it isn't there is only a warning: the lexicon below may have been upgraded."""
    if table.pop(key, None) is None:
        fields.wrong("disabled, but there is no such entry; take these lines out", error=False)


_ADDRESS = attrgetter("address")
_TERM = attrgetter("address", "frame", "words", "polarity", "hyphenated", "pos", "near", "unless", "targets", "note")
_FRAME = attrgetter("id", "lexicon", "label", "definition", "polarity", "source")
_ENTITY = attrgetter(
    "id",
    "name",
    "type",
    "aliases",
    "descriptions",
    "demonyms",
    "pronouns",
    "part_of",
    "between",
    "metonym_of",
    "wikidata",
)
_SCOPE = attrgetter("address", "cue", "kind", "factor", "direction", "max_tokens", "terminated_by")
_CUES = attrgetter("address", "forms", "stance")


def _digest(lexicon: Lexicon) -> str:
    """Hash all that a result can show: every field but where an entry stands and its examples."""
    digest = hashlib.sha256()
    parts: tuple[tuple[attrgetter[Any], Iterable[object]], ...] = (
        (_TERM, lexicon.terms),
        (_FRAME, lexicon.frames.values()),
        (_ENTITY, lexicon.entities.values()),
        (_SCOPE, lexicon.scopes),
        (_CUES, lexicon.cues),
    )
    for fields_of, entries in parts:
        written = "".join(map(repr, map(fields_of, entries)))
        digest.update(written.encode("utf-8", "backslashreplace") + b"\n")
    return digest.hexdigest()
