"""The records a lexicon is made of, as `docs/lexicon.md` describes them. Immutable; made by `load.py` only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias

from framing.lexicon.phrases import PhraseTable, joined_words, split_tokens, split_words
from framing.model import CueStance, EntityType, Via

ScopeKind: TypeAlias = Literal["negation", "hedge", "intensifier", "diminisher", "contrast", "irrealis", "opposition"]
Direction: TypeAlias = Literal["forward", "backward", "both"]
BASE = "base"
"""The id of the layer of general English evaluation that lies under every lexicon."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where an entry stands: for errors, `framing lexicon check` and the report. `file` is a name, never a path."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Term:
    """An evaluative word or phrase. `address` is lexicon.frame.term; `words` its lower-case tokens, as written."""

    address: str
    frame: str
    words: tuple[str, ...]
    polarity: float
    hyphenated: bool = False
    pos: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    unless: tuple[tuple[str, ...], ...] = ()
    targets: tuple[str, ...] = ()
    note: str = ""
    fires: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    where: Where = Where("", 0)

    @property
    def conditions(self) -> int:
        """Return how many conditions the term sets; the more specific of two equal matches wins."""
        return sum(map(bool, (self.pos, self.near, self.unless, self.targets)))


@dataclass(frozen=True, slots=True)
class Frame:
    """A way of telling; its terms share a polarity unless they say otherwise. `id` is unique over the lexicon."""

    id: str
    lexicon: str
    label: str
    definition: str
    polarity: float = 0.0
    source: str = ""
    fires: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    where: Where = Where("", 0)


def written(frame: Frame, term: Term) -> str:
    """Return a term as it was written, in lower case: its address says so, but for `_` that may stand for a space."""
    last = term.address.removeprefix(f"{frame.lexicon or 'frames'}.{frame.id}.")
    forms = (last.replace("_", " "), last, joined_words(term.words))
    return next((form for form in forms if split_words(form) == term.words), forms[-1])


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that can be a target or a holder."""

    id: str
    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    """Proper names, matched as written (case counts); `name` is always one of them."""
    descriptions: tuple[str, ...] = ()
    """Phrases that describe it ("Belarusian leader"), matched by lemma, without their article."""
    demonyms: tuple[str, ...] = ()
    """Adjectives and names of a country's people ("Belarusian", "Belarusians")."""
    pronouns: tuple[str, ...] = ()
    """Which of "he", "she", "it", "they" may stand for it; by default those of its type."""
    part_of: str | None = None
    between: tuple[str, ...] = ()
    """Its names count only in articles that name all of these: "the partnership" of whom?"""
    metonym_of: str | None = None
    """The names of this entry stand for that other entity (a capital for its government)."""
    wikidata: str = ""
    where: Where = Where("", 0)


@dataclass(frozen=True, slots=True)
class Name:
    """One way to name an entity; `words` are cased as written, and count as such unless it is a description."""

    words: tuple[str, ...]
    entity: Entity
    via: Via
    entry: Entity
    """Where the name is listed: `entity` itself, or the metonym that stands for it."""


@dataclass(frozen=True, slots=True)
class ScopeRule:
    """What changes the value of terms in its reach (ConText; Chapman et al. 2011)."""

    address: str
    cue: tuple[str, ...]
    kind: ScopeKind
    factor: float
    direction: Direction = "forward"
    max_tokens: int = 5
    terminated_by: tuple[tuple[str, ...], ...] = ()
    fires: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    where: Where = Where("", 0)


@dataclass(frozen=True, slots=True)
class CueGroup:
    """Attribution cues of one stance: verbs by their lemma ("claim"), phrases and nouns as written ("according to")."""

    address: str
    forms: tuple[tuple[str, ...], ...]
    stance: CueStance
    fires: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    where: Where = Where("", 0)


@dataclass(frozen=True)
class Lexicon:
    """All entries, in file order, with ids and addresses already checked for uniqueness.

    `digest` is the SHA-256 (hex) of everything that can change a result, so equal digests give equal annotations;
    `beside_terms` is that of entities, scope rules and cues alone.
    """

    terms: tuple[Term, ...] = ()
    frames: Mapping[str, Frame] = field(default_factory=dict)
    entities: Mapping[str, Entity] = field(default_factory=dict)
    scopes: tuple[ScopeRule, ...] = ()
    cues: tuple[CueGroup, ...] = ()
    digest: str = ""
    beside_terms: str = ""
    files: tuple[str, ...] = ()
    judged: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """How many hits of a term people judged right, and how many judged, by address; no part of the digest."""
    warnings: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[Name, ...]:
        """Return every way to name an entity; those of a metonym name the entity it stands for."""
        return tuple(name for entity in self.entities.values() for name in self._names_of(entity))

    def _names_of(self, entity: Entity) -> list[Name]:
        named = self.entities.get(entity.metonym_of or "", entity)
        proper: Via = "alias" if entity.metonym_of is None else "metonym"
        plurals = (d + "s" for d in entity.demonyms if not d.endswith("s") and not d.endswith("ese"))
        forms: tuple[tuple[Via, tuple[str, ...]], ...] = (
            (proper, (entity.name, *entity.aliases)),
            ("demonym", (*entity.demonyms, *plurals)),
            ("description", entity.descriptions),
        )
        return [
            Name(split_tokens(form), named, via, entity) for via, written in forms for form in dict.fromkeys(written)
        ]

    @cached_property
    def own_targets(self) -> Mapping[str, tuple[str, ...]]:
        """The targets of the terms that count toward some only, by address."""
        return {term.address: term.targets for term in self.terms if term.targets}

    @cached_property
    def term_table(self) -> PhraseTable[Term]:
        """The terms by their words, made once a lexicon."""
        return PhraseTable((term.words, term) for term in self.terms)

    @cached_property
    def scope_table(self) -> PhraseTable[ScopeRule]:
        """The scope rules by their cues, made once a lexicon."""
        return PhraseTable((rule.cue, rule) for rule in self.scopes)

    @cached_property
    def name_table(self) -> PhraseTable[Name]:
        """The names by their words in lower case, made once a lexicon."""
        return PhraseTable((tuple(word.lower() for word in name.words), name) for name in self.names)
