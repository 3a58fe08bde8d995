"""The nouns. Frozen records that pass between the stages; no behaviour beyond reading themselves.

Offsets are Unicode code points into `Article.text` as it was read, half-open. Token positions are indices into
the columns of a `Parse`. A stage never changes what an earlier one made.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Literal, Self, TypeAlias

import numpy as np
import numpy.typing as npt

IntColumn: TypeAlias = npt.NDArray[np.int32]

AUTHOR = "author"
UNKNOWN_SPEAKER = "unknown speaker"
QUOTED = "quoted"
"""In stance tables: all speakers together."""
ALL_VOICES = "all"
UNKNOWN_SOURCE = "unknown"

SectionKind: TypeAlias = Literal[
    "title", "heading", "body", "list-item", "caption", "byline", "dateline", "reference", "boilerplate"
]
NOT_PROSE: frozenset[str] = frozenset({"caption", "byline", "dateline", "reference", "boilerplate"})
"""Section kinds that carry no evaluation and are no sentences of the author."""

AttributionKind: TypeAlias = Literal["direct", "indirect", "mixed", "scare", "name"]
SPEECH: frozenset[str] = frozenset({"direct", "indirect", "mixed"})
"""Attribution kinds that give the words to a speaker; scare quotes and names in marks stay with the author."""

CueStance: TypeAlias = Literal["neutral", "endorsing", "distancing"]
EntityType: TypeAlias = Literal["person", "country", "government", "organisation", "group", "event", "relation"]
Via: TypeAlias = Literal["alias", "description", "metonym", "demonym", "pronoun", "name"]
"""How a mention names its entity; `name` is an entity no lexicon lists, found by name recognition."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text: `text[start:end]`. All arithmetic on intervals lives here and nowhere else."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the words the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Self) -> bool:
        """Say whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Self) -> bool:
        """Say whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def shift(self, by: int) -> "Span":
        """Return the span moved by `by` characters."""
        return Span(self.start + by, self.end + by)

    def trim(self, text: str, edge: str | None = None) -> "Span":
        """Return the span without the characters of `edge` (white space by default) at its two ends."""
        words = self.of(text)
        left = len(words) - len(words.lstrip(edge))
        return Span(self.start + left, max(self.start + left, self.start + len(words.rstrip(edge))))


def hull(spans: Iterable[Span]) -> Span:
    """Return the smallest span that holds all of `spans`; at least one is needed."""
    spans = tuple(spans)
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def union(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the same characters as disjoint spans in order, touching ones joined."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def without(span: Span, holes: Iterable[Span]) -> tuple[Span, ...]:
    """Return what is left of `span` when the characters of `holes` are taken out."""
    left: list[Span] = []
    start = span.start
    for hole in union(holes):
        if hole.end <= start or span.end <= hole.start:
            continue
        if start < hole.start:
            left.append(Span(start, hole.start))
        start = max(start, hole.end)
    if start < span.end:
        left.append(Span(start, span.end))
    return tuple(left)


def without_each(spans: Iterable[Span], holes: Iterable[Span]) -> list[tuple[Span, ...]]:
    """Return `without(span, holes)` of each span; only the holes that a span touches are looked at."""
    apart = union(holes)
    starts, ends = [hole.start for hole in apart], [hole.end for hole in apart]
    return [without(s, apart[bisect_right(ends, s.start) : bisect_left(starts, s.end)]) for s in spans]


class Stack:
    """Spans to ask which of them hold another; asking costs the same however long the article is.

    The text is cut into cells about as long as a span, each with the spans that reach into it: they are three for each
    span at most, however long some are.
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = [(s.start, s.end) for s in spans]
        covered = sum(end - start for start, end in self._spans)
        self._width = max(_LEAST_CELL, covered // max(1, len(self._spans)))
        self._cells: dict[int, list[int]] = defaultdict(list)
        for number, (start, end) in enumerate(self._spans):
            for cell in range(start // self._width, end // self._width + 1):
                self._cells[cell].append(number)

    def holding(self, span: Span) -> list[int]:
        """Return the numbers of the spans that contain `span`, in order."""
        near, spans = self._cells.get(span.start // self._width, ()), self._spans
        return [n for n in near if spans[n][0] <= span.start and span.end <= spans[n][1]]

    def touching(self, span: Span) -> list[int]:
        """Return the numbers of the spans that overlap `span`, in order."""
        first, last, spans = span.start // self._width, span.end // self._width, self._spans
        near: Iterable[int] = self._cells.get(first, ())
        if last > first:
            near = sorted({n for cell in range(first, last + 1) for n in self._cells.get(cell, ())})
        return [n for n in near if spans[n][0] < span.end and span.start < spans[n][1]]


_LEAST_CELL = 64


# --- corpus -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an article that is one kind of thing; sections of one article may nest (a reference in a body)."""

    span: Span
    kind: SectionKind


@dataclass(frozen=True, slots=True)
class TargetRequest:
    """What an input row asked a stance for: one mention (`span`) or an entity by `name` in the whole article."""

    span: Span | None = None
    name: str | None = None


Labels: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""What a manifest calls things beyond its own keys, each with one value or several: ("ownership", ("state",))."""


@dataclass(frozen=True, slots=True)
class Source:
    """Who published: an outlet, an institute, an agency."""

    id: str
    name: str
    kind: str = ""
    group: str = ""
    country: str = ""
    labels: Labels = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read; `text` is never edited. `date` is ISO (2025, 2025-06 or 2025-06-05) or empty."""

    id: str
    text: str
    source: Source = Source(UNKNOWN_SOURCE, "unknown source")
    title: str = ""
    date: str = ""
    event: str = ""
    url: str = ""
    author: str = ""
    file: str = ""
    sections: tuple[Section, ...] = ()
    targets: tuple[TargetRequest, ...] | None = None
    warnings: tuple[str, ...] = ()
    labels: Labels = ()
    """Its own; its source has labels, too."""

    def spans_of(self, *kinds: SectionKind) -> tuple[Span, ...]:
        """Return the spans of the sections of these kinds, in order."""
        return tuple(s.span for s in self.sections if s.kind in kinds)

    @property
    def not_prose(self) -> tuple[Span, ...]:
        """Return the spans that are no prose of the author's: captions, bylines, references, boilerplate."""
        return union(s.span for s in self.sections if s.kind in NOT_PROSE)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An input that could not be read, and why, in words a user can act on."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """What an INPUT holds, in reading order; every file found is either an article (or rows of it) or left out."""

    name: str
    articles: tuple[Article, ...]
    left_out: tuple[LeftOut, ...] = ()
    events: Mapping[str, str] = field(default_factory=dict)
    """Event id to its label, from the manifest."""
    hints: tuple[str, ...] = ()
    """Advice for the user, for example how to name the sources of articles that have none."""


# --- language ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Parse:
    """An article's tokens as columns. Each `*_ids` column holds indices into `vocabulary`; all have one row a token.

    `heads[i]` is the index of token i's syntactic head (itself for a root). `sentence_starts` holds the index of
    each sentence's first token; `sentence_spans` the exact characters of each. `names` has a row per named entity:
    first token, token after the last, label (index into `vocabulary`). White space is no token.
    """

    starts: IntColumn
    ends: IntColumn
    lemma_ids: IntColumn
    lower_ids: IntColumn
    tag_ids: IntColumn
    pos_ids: IntColumn
    relation_ids: IntColumn
    heads: IntColumn
    sentence_starts: IntColumn
    names: IntColumn
    vocabulary: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.starts)

    def _words(self, ids: IntColumn) -> tuple[str, ...]:
        return tuple(self.vocabulary[i] for i in ids.tolist())

    @cached_property
    def lemma(self) -> tuple[str, ...]:
        """Lower-case dictionary form of each token."""
        return self._words(self.lemma_ids)

    @cached_property
    def lower(self) -> tuple[str, ...]:
        """Each token as written, in lower case and with straight apostrophes."""
        return self._words(self.lower_ids)

    @cached_property
    def tag(self) -> tuple[str, ...]:
        """Penn Treebank tags."""
        return self._words(self.tag_ids)

    @cached_property
    def pos(self) -> tuple[str, ...]:
        """Universal parts of speech."""
        return self._words(self.pos_ids)

    @cached_property
    def relation(self) -> tuple[str, ...]:
        """ClearNLP dependency labels, as spaCy's English models give them (nsubj, nsubjpass, dobj, ccomp, …)."""
        return self._words(self.relation_ids)

    @cached_property
    def head(self) -> tuple[int, ...]:
        """The head of each token, as Python integers."""
        return tuple(self.heads.tolist())

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The characters of each token."""
        return tuple(Span(s, e) for s, e in zip(self.starts.tolist(), self.ends.tolist(), strict=True))

    @cached_property
    def _bounds(self) -> tuple[list[int], list[int]]:
        """Starts and ends of the tokens as Python integers: looking a place up in a narrow column copies all of it."""
        return self.starts.tolist(), self.ends.tolist()

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """The direct dependents of each token, left to right."""
        below: list[list[int]] = [[] for _ in range(len(self))]
        for i, h in enumerate(self.head):
            if h != i:
                below[h].append(i)
        return tuple(map(tuple, below))

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """The index of each token's sentence."""
        marks = np.zeros(len(self), dtype=np.int32)
        marks[self.sentence_starts] = 1
        return tuple((np.cumsum(marks) - 1).tolist())

    @cached_property
    def sentences(self) -> tuple[range, ...]:
        """The tokens of each sentence."""
        starts = [*self.sentence_starts.tolist(), len(self)]
        return tuple(range(a, b) for a, b in pairwise(starts))

    @cached_property
    def sentence_spans(self) -> tuple[Span, ...]:
        """The characters of each sentence, from its first token to its last."""
        return tuple(Span(self.spans[s[0]].start, self.spans[s[-1]].end) for s in self.sentences)

    def excerpt(self, sentences: Sequence[int]) -> tuple["Parse", IntColumn]:
        """Return a parse of these sentences alone (in order, each once), and the number here of each of its tokens.

        Syntax never leaves a sentence; a name that does is left out.
        """
        ends = np.append(self.sentence_starts[1:], len(self))
        tokens = np.concatenate(
            [np.arange(self.sentence_starts[s], ends[s], dtype=np.int32) for s in sentences] or [self.starts[:0]]
        )
        place = np.full(len(self) + 1, -1, dtype=np.int32)
        place[tokens] = np.arange(len(tokens), dtype=np.int32)
        names = [[place[a], place[b - 1] + 1, label] for a, b, label in self.names.tolist()
                 if place[a] >= 0 and place[b - 1] >= 0]  # fmt: skip
        part = Parse(
            starts=self.starts[tokens],
            ends=self.ends[tokens],
            lemma_ids=self.lemma_ids[tokens],
            lower_ids=self.lower_ids[tokens],
            tag_ids=self.tag_ids[tokens],
            pos_ids=self.pos_ids[tokens],
            relation_ids=self.relation_ids[tokens],
            heads=place[self.heads[tokens]],
            sentence_starts=place[self.sentence_starts[list(sentences)]],
            names=np.array(names, dtype=np.int32).reshape(-1, 3),
            vocabulary=self.vocabulary,
        )
        return part, tokens

    def subtree(self, token: int) -> tuple[int, ...]:
        """Return `token` and everything below it, in text order."""
        found, todo = [], [token]
        while todo:
            i = todo.pop()
            found.append(i)
            todo.extend(self.children[i])
        return tuple(sorted(found))

    def ancestors(self, token: int) -> Iterator[int]:
        """Yield the head of `token`, that one's head, and so on up to the root."""
        while self.head[token] != token:
            token = self.head[token]
            yield token

    def span(self, first: int, after: int) -> Span:
        """Return the characters of tokens `first` to `after` - 1; at least one token."""
        return Span(self.spans[first].start, self.spans[after - 1].end)

    def tokens_in(self, span: Span) -> range:
        """Return the tokens that lie in `span` with at least one character."""
        starts, ends = self._bounds
        first, after = bisect_right(ends, span.start), bisect_left(starts, span.end)
        return range(first, max(first, after))

    def head_in(self, tokens: range) -> int:
        """Return the token of `tokens` that governs the others: the first whose head lies outside."""
        return next((i for i in tokens if self.head[i] not in tokens or self.head[i] == i), tokens[-1])


# --- annotation -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch that names an entity. `head` is its governing token; `via` the rule that found it."""

    span: Span
    entity: str
    type: EntityType
    via: Via
    head: int
    voice: str = AUTHOR


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words given to a speaker, or put in marks. `speaker_entity` is None when unknown or when two would fit.

    `rule` names what found it, for people who want to know why.
    """

    content: tuple[Span, ...]
    kind: AttributionKind
    cue: tuple[Span, ...] = ()
    speaker: tuple[Span, ...] = ()
    speaker_entity: str | None = None
    cue_stance: CueStance = "neutral"
    also_speakers: tuple[str, ...] = ()
    rule: str = ""

    @property
    def voice(self) -> str:
        """Return whose words the content is: the author's for scare quotes and names, else the speaker's."""
        if self.kind not in SPEECH:
            return AUTHOR
        return self.speaker_entity or UNKNOWN_SPEAKER


@dataclass(frozen=True, slots=True)
class Step:
    """One factor of a value: a term's address with its polarity, or a scope rule with its factor."""

    name: str
    factor: float
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Expression:
    """Evaluative language. The value *is* the product of the steps' factors, cut to -1..1."""

    span: Span
    term: str
    frame: str
    head: int
    steps: tuple[Step, ...]
    voice: str = AUTHOR

    @property
    def value(self) -> float:
        """Return the product of the steps, in -1..1."""
        product = 1.0
        for step in self.steps:
            product *= step.factor
        return max(-1.0, min(1.0, product))


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What one holder says of one mention of a target: three masses that sum to 1, and the reasons that made them.

    `mention` and `expression` index the lists of the same Annotations; `link` names the syntactic rule that joined
    them. Reasons: for `lexicon` they multiply to positive - negative; for `linear` they sum to the log-odds. `weight`
    (above 0, up to 1) is how much a model's judgement counts; the masses hold it already: divided by it, positive and
    negative are the model's probabilities.
    """

    target: str
    mention: int
    voice: str
    evaluator: str
    negative: float
    neutral: float
    positive: float
    reasons: tuple[tuple[str, float], ...]
    expression: int | None = None
    link: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Reference:
    """A source named in a parenthesis: "(BelTA, June 8)" gives one, "(see EDM, June 4; U.S. Congress, May 5)" two."""

    span: Span
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """An entity as the tables list it; `listed` is False for those found by name recognition only."""

    id: str
    name: str
    type: EntityType
    part_of: str | None = None
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of an article: its dictionary form, part of speech, and where each occurrence stands."""

    lemma: str
    pos: str
    sentences: tuple[int, ...]
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


@dataclass(frozen=True)
class Annotations:
    """All that was found in one article. Pure result of `annotate(article, parse, lexicon, …)`."""

    article: Article
    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    attributions: tuple[Attribution, ...]
    expressions: tuple[Expression, ...]
    evaluations: tuple[Evaluation, ...]
    references: tuple[Reference, ...]
    entities: Mapping[str, NamedEntity]
    """Every entity mentioned or speaking, by id."""
    words: tuple[Word, ...] = ()
    """The author's and the speakers' nouns, verbs, adjectives, adverbs and names, for distinctive words."""
