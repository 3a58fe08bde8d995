"""Terms of this corpus that the lexicon doesn't have yet, ranked by what they would add. Nothing is taken by itself.

A word is suggested when it is likely to evaluate (`evaluative.leaning`) and stands where evaluations stand: it modifies
or predicates a target, is coordinated with known terms (Hatzivassiloglou & McKeown 1997), is held at a distance by
scare quotes, is intensified. Words that tell groups of sources apart, and words in sentences where the model sees what
the lexicon misses, come before others. Names are never suggested.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import log1p, tanh

import numpy as np

from framing.annotate import annotate
from framing.annotate.links import RELATIONAL, link, token_index
from framing.contrast.groups import group_of
from framing.contrast.keyness import log_odds
from framing.errors import UsageError
from framing.lexicon import BASE, Lexicon, PhraseTable
from framing.model import Article, Expression, Mention, Parse, Span, Step
from framing.tuning.closed_classes import is_closed
from framing.tuning.compare import is_held_out
from framing.tuning.evaluative import is_english, is_no_noun, leaning
from framing.tuning.material import Material, Row

MOST = 60
PRAISE, BLAME = "praise", "blame"
"""Where words go that no frame of the lexicon is near to."""
SUGGESTED = ("ADJ", "NOUN", "VERB", "ADV")
CONTEXTS = 3
_LINKED, _IN_CLAUSE, _IN_SENTENCE, _ELSEWHERE = 1.0, 0.6, 0.35, 0.15
_BEARS = frozenset({"amod", "acomp", "attr", "oprd", "nsubj", "dobj", "pobj", "nmod", "conj", "ROOT", "relcl", "advcl"})
_NO_TERMS = frozenset({"MD", "NNP", "NNPS", "JJR", "JJS", "RBR", "RBS", "CD", "WRB"})
"""Tags of modals, names, comparatives (which compare with something, and are found by their positive) and numbers."""
_FIGURES = frozenset({"ORDINAL", "CARDINAL", "DATE", "TIME", "PERCENT", "MONEY", "QUANTITY"})
COORDINATED = "coordinated with known terms"
UNSURE_BELOW = 0.1
WEAKEST = 0.15
"""A word with a lower score promises nothing: it is mentioned, not used to judge."""
OFTEN_BESIDE = 3
"""A frame whose terms stand so often in a word's sentences, and more often than all others, may be the word's."""
_SHARED = 6
"""So many letters at least two words begin with that are built of one stem."""
DISAGREES_FROM = 0.3
"""Where the lexicon is silent and the model is at least so sure of praise or blame, the two disagree."""
MODEL_ARTICLES = 40
"""The model reads so many articles at most when the corpus wasn't judged by it: a quarter of a second each."""
_WEIGHT_OF = {"ADJ": 1.0, "NOUN": 0.8, "VERB": 0.7, "ADV": 0.5}
_GROUPS_PRIOR = 20.0


@dataclass(frozen=True, slots=True)
class Context:
    """One occurrence in its sentence, in three parts, and whose article it is."""

    article: str
    source: str
    group: str
    left: str
    words: str
    right: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A term to consider. `number` counts from 1 and names it for `accept`; `reasons` say why it is here."""

    number: int
    term: str
    pos: tuple[str, ...]
    hyphenated: bool
    frame: str
    """A frame of the lexicon that words built alike or beside it belong to, else "praise" or "blame"."""
    polarity: float
    """0 where nothing tells praise from blame: it is the analyst's to say."""
    score: float
    reasons: tuple[str, ...]
    contexts: tuple[Context, ...]
    n: int
    n_articles: int
    groups: Mapping[str, int]
    """Articles that hold it, by group."""


@dataclass
class _Candidate:
    lemma: str
    at: list[tuple[int, int, float]] = field(default_factory=list)
    """Article, token (of its head), and how well it stands there."""
    pos: Counter[str] = field(default_factory=Counter)
    forms: set[str] = field(default_factory=set)
    """How it is written, in lower case; the last part of a compound."""
    reasons: Counter[str] = field(default_factory=Counter)
    companions: set[str] = field(default_factory=set)
    """Candidates it is coordinated with."""
    coordinated: Counter[str] = field(default_factory=Counter)
    beside: Counter[str] = field(default_factory=Counter)
    """Frames of the known terms it is coordinated with, and of those in its sentences."""
    said: list[float] = field(default_factory=list)
    """Values of the known expressions beside it."""
    model: list[float] = field(default_factory=list)
    """What the model says in its sentences where the lexicon says nothing."""
    articles: set[int] = field(default_factory=set)
    spans: list[tuple[int, Span, Span]] = field(default_factory=list)
    headlines: int = 0
    """Titles and headings that hold it."""

    @property
    def main_pos(self) -> str:
        """Return the part of speech it is most often."""
        return min(self.pos, key=lambda pos: (-self.pos[pos], pos))


def suggest(
    material: Material,
    *,
    target: str = "",
    contrast: tuple[str, str] | None = None,
    most: int = MOST,
    tuning_half: bool = False,
    without: Collection[str] = (),
    on_done: Callable[[Article], None] | None = None,
) -> tuple[Suggestion, ...]:
    """Return terms to consider, the most promising first.

    `target` keeps to words that stand in a sentence with that entity; `contrast` names two groups (or sources) and puts
    words first that one of them prefers. `tuning_half` leaves the held-out articles out, and `without` these words;
    `on_done` is called as each article has been read. Raises UsageError for an unknown target or group.
    """
    found = _candidates(material, target, tuning_half, on_done)
    distinctive = _distinctive(material, found, contrast) if contrast else {}
    n, nouns = len(material.corpus.articles), {key for key, c in found.items() if "NOUN" in c.pos}
    own = {key: _score(c, found, n, nouns) for key, c in found.items() if key not in without}
    scores = {key: s * (1 + distinctive.get(key, 0.0)) for key, s in own.items() if s >= WEAKEST}
    ranked = sorted(((score, key) for key, score in scores.items()), key=lambda pair: (-pair[0], pair[1]))
    groups = [a.source.group or a.source.id for a in material.corpus.articles]
    return tuple(
        _suggestion(number, found[key], score, material, groups, distinctive.get(key, 0.0))
        for number, (score, key) in enumerate(ranked[:most], start=1)
    )


def with_polarity(suggestion: Suggestion, polarity: float, lexicon: Lexicon) -> Suggestion:
    """Return a suggestion with the polarity an analyst gives it, in a frame that says the like."""
    known = lexicon.frames.get(suggestion.frame)
    own = known.polarity if known else {PRAISE: 1.0, BLAME: -1.0}[suggestion.frame]
    frame = suggestion.frame if own * polarity >= 0 else PRAISE if polarity > 0 else BLAME
    return replace(suggestion, polarity=polarity, frame=frame)


# --- what stands in the corpus ------------------------------------------------------------------------------------


def _candidates(
    material: Material, target: str, tuning_half: bool, on_done: Callable[[Article], None] | None
) -> dict[str, _Candidate]:
    wanted = _parts_of(material, target) if target else None
    known = _known(material.lexicon)
    found: dict[str, _Candidate] = {}
    numbers = range(len(material.corpus.articles))
    if tuning_half:
        numbers = [i for i in numbers if not is_held_out(material.corpus.articles[i].id)]  # type: ignore[assignment]
    letters = _Letters(material.lexicon)
    headlines: Counter[str] = Counter()
    disagree = _disagreements(material)
    for number, (article, parse) in zip(numbers, material.parses(numbers), strict=True):
        scene = _Scene.of(material, article, parse)
        letters.read(article, parse, scene.begins)
        if on_done:
            on_done(article)
        headlines.update(
            w for s in article.spans_of("title", "heading") for w in {parse.lower[t] for t in parse.tokens_in(s)}
        )
        for token in scene.free_tokens():
            lemma, span = scene.phrase(token)
            if tuple(lemma.replace("-", " - ").split()) in known or not scene.is_prose(span):
                continue
            place = scene.place(token, wanted)
            if place is None:
                continue
            candidate = found.setdefault(lemma, _Candidate(lemma))
            candidate.forms.add(parse.lower[token])
            candidate.at.append((number, token, place[0]))
            candidate.pos[parse.pos[token]] += 1
            candidate.reasons.update(place[1])
            if (model := disagree.get((article.id, parse.sentence_of[token]))) is not None:
                candidate.model.append(model)
            candidate.articles.add(number)
            candidate.spans.append((number, span, parse.sentence_spans[parse.sentence_of[token]]))
            scene.neighbours(token, candidate)
    for lemma in found.keys() & headlines.keys():
        found[lemma].headlines = headlines[lemma]
    return {k: c for k, c in found.items() if not letters.is_name(k, c.forms)}


class _Letters:
    """How words are written in the corpus: one with a capital wherever grammar doesn't ask for it is a name."""

    def __init__(self, lexicon: Lexicon) -> None:
        named = (form for e in lexicon.entities.values() for form in (e.name, *e.aliases, *e.demonyms))
        self._names = frozenset(form.lower() for form in named if form[:1].isupper() and form.isalpha())
        self._small: Counter[str] = Counter()
        self._capital: Counter[str] = Counter()

    def read(self, article: Article, parse: Parse, begins: Collection[int]) -> None:
        """Count the words of an article's prose; headlines are left out, where every word may have a capital."""
        titles = article.spans_of("title", "heading")
        for token, (word, span) in enumerate(zip(parse.lower, parse.spans, strict=True)):
            if article.text[span.start].islower():
                self._small[word] += 1
            elif token not in begins and not any(title.contains(span) for title in titles):
                self._capital[word] += 1

    def is_name(self, lemma: str, forms: Collection[str]) -> bool:
        """Say whether a term, or a part of a compound, is a name ("Averne", "pro-Western")."""
        if any(part in self._names for part in lemma.split("-")):
            return True
        small, capital = (sum(counts[form] for form in forms) for counts in (self._small, self._capital))
        return capital > small or (not small and not is_english(lemma))


def _known(lexicon: Lexicon) -> frozenset[tuple[str, ...]]:
    """Return what the lexicon holds already, as a term or as what changes or brings in others ("possibly", "claim")."""
    terms = (term.words for term in lexicon.terms if term.frame != BASE)
    return frozenset((*terms, *(rule.cue for rule in lexicon.scopes), *(f for c in lexicon.cues for f in c.forms)))


def _disagreements(material: Material) -> dict[tuple[str, int], float]:
    """Return the sentences in which no term counts and the model is sure: what it says there of its surest mention."""
    read: Sequence[tuple[str, int | None, float]]
    if material.settings.evaluator == "linear":
        rows = material.tables["evaluations"]
        read = list(zip(*(rows[name].to_pylist() for name in ("article", "sentence", "value")), strict=True))
    else:
        step = max(1, -(-len(material.corpus.articles) // MODEL_ARTICLES))
        read = []
        for article, parse in material.parses(range(0, len(material.corpus.articles), step)):
            found = annotate(article, parse, material.lexicon, evaluator="linear")
            at = (parse.sentence_of[found.mentions[e.mention].head] for e in found.evaluations)
            read += [(article.id, s, e.positive - e.negative) for s, e in zip(at, found.evaluations, strict=True)]
    known = {
        (article, row["sentence"])
        for article, rows in material.rows("expressions").items()
        for row in rows
        if row["value"]
    }
    surest: dict[tuple[str, int], float] = {}
    for key, sentence, value in (((i, s or 0), s, value) for i, s, value in read):
        if sentence is not None and key not in known and abs(value) >= DISAGREES_FROM:
            surest[key] = max(surest.get(key, 0.0), value, key=abs)
    return surest


def _parts_of(material: Material, target: str) -> frozenset[str]:
    """Return the ids of a target and its parts. Raises UsageError for one that isn't in these articles."""
    part_of = {row["entity"]: row["part_of"] for row in material.tables["entities"].to_pylist()}
    if target not in part_of:
        from difflib import get_close_matches

        near = get_close_matches(target, sorted(part_of), n=3)
        cure = f"; did you mean {' or '.join(near)}?" if near else "; the report's pages list their ids"
        raise UsageError(f"--target: no entity of these articles has the id {target!r}{cure}")
    inside = {target}
    while more := {e for e, whole in part_of.items() if whole in inside} - inside:
        inside |= more
    return frozenset(inside)


@dataclass(frozen=True)
class _Scene:
    """One article with what was found in it."""

    article: Article
    parse: Parse
    mentions: tuple[Mention, ...]
    expressions: Mapping[int, Row]
    """The expression at each token."""
    at: Mapping[int, int]
    taken: frozenset[int]
    """Tokens of names and known terms."""
    scare: tuple[Span, ...]
    begins: frozenset[int]
    glued: frozenset[int]
    intensifiers: frozenset[int]

    @classmethod
    def of(cls, material: Material, article: Article, parse: Parse) -> "_Scene":
        mentions = tuple(
            Mention(
                span := Span(r["start"], r["end"]),
                r["entity"],
                r["type"],
                r["via"],
                parse.head_in(parse.tokens_in(span)),
            )
            for r in material.rows("mentions").get(article.id, ())
        )
        expressions = {
            t: r
            for r in material.rows("expressions").get(article.id, ())
            for t in parse.tokens_in(Span(r["start"], r["end"]))
        }
        taken = {t for m in mentions if m.via != "description" for t in parse.tokens_in(m.span)}
        # Recognition takes a rare adjective for a people now and then ("hegemonic"); a name has its capital.
        taken |= {
            t
            for first, after, label in parse.names.tolist()
            for t in range(first, after)
            if parse.vocabulary[label] in _FIGURES or not article.text[parse.spans[t].start].islower()
        }
        scare = tuple(
            Span(c["start"], c["end"])
            for r in material.rows("attributions").get(article.id, ())
            if r["kind"] == "scare"
            for c in r["content"]
        )
        cues = PhraseTable((rule.cue, rule) for rule in material.lexicon.scopes if rule.kind == "intensifier")
        intensifiers = {t for first, after, _ in cues.find(parse) for t in range(first, after)}
        hyphens = [i for i in range(1, len(parse) - 1) if parse.lower[i] == "-"]
        glued = {i for i in hyphens if parse.ends[i - 1] == parse.starts[i] and parse.ends[i] == parse.starts[i + 1]}
        return cls(
            article, parse, mentions, expressions, token_index(parse, mentions), frozenset(taken | expressions.keys()),
            scare, frozenset(parse.sentence_starts.tolist()), frozenset(glued), frozenset(intensifiers),
        )  # fmt: skip

    def free_tokens(self) -> Iterator[int]:
        """Yield the tokens that may be a term: content words, the last part of a compound, no name, no known term."""
        parse = self.parse
        for token in range(len(parse)):
            if parse.pos[token] not in SUGGESTED or token in self.taken or token + 1 in self.glued:
                continue
            lemma = parse.lemma[token]
            if (len(lemma) < 3 and token - 1 not in self.glued) or not lemma.isalpha() or not lemma.isascii():
                continue
            if (
                parse.tag[token] in _NO_TERMS
                or is_closed([lemma, *(parse.lower[t] for t in self.compound(token))])
                or any(t in self.taken for t in self.compound(token))
            ):
                continue
            yield token

    def compound(self, token: int) -> range:
        """Return the tokens of the hyphenated compound that ends at `token`; only `token` when there is none."""
        first = token
        while first - 1 in self.glued:
            first -= 2
        return range(first, token + 1)

    def phrase(self, token: int) -> tuple[str, Span]:
        """Return the term at a token, as the lexicon would have it, and where it stands."""
        tokens = self.compound(token)
        words = [self.parse.lower[t] for t in tokens[:-1]]
        as_written = self.parse.pos[token] == "ADJ" or (
            self.parse.tag[token] == "NNS" and is_no_noun(self.parse.lemma[token])
        )
        last = self.parse.lower[token] if as_written else self.parse.lemma[token]
        return "".join([*words, last]), self.parse.span(tokens[0], tokens[-1] + 1)

    def is_prose(self, span: Span) -> bool:
        """Say whether the span lies outside captions, bylines and references."""
        return not any(s.overlaps(span) for s in self.article.not_prose)

    def place(self, token: int, wanted: frozenset[str] | None) -> tuple[float, list[str]] | None:
        """Say how well an evaluation would stand here, and why; None where the target asked for is not in sight."""
        parse, mentions = self.parse, self.mentions
        here = parse.sentence_of[token]
        near = [m for m in mentions if parse.sentence_of[m.head] == here and (wanted is None or m.entity in wanted)]
        if wanted is not None and not near:
            return None
        span = parse.spans[token]
        expression = Expression(span, "", "candidate", token, (Step("", 1.0, span),))
        linked = link(parse, expression, mentions, self.at)
        on = linked is not None and (wanted is None or any(mentions[i].entity in wanted for i in linked.mentions))
        reasons: list[str] = []
        if linked is not None and on:
            value = _IN_CLAUSE if linked.rule == "only one in the clause" else _LINKED
            reasons.append(f"target: {linked.rule}")
        elif parse.relation[token] == "amod" and parse.lemma[parse.head[token]] in RELATIONAL:
            value = _LINKED
            reasons.append(f"describes a {parse.lemma[parse.head[token]]}")
        else:
            value = _IN_SENTENCE if near else _ELSEWHERE
        if any(s.contains(span) for s in self.scare):
            value += 0.4
            reasons.append("in scare quotes")
        if any(c in self.intensifiers for c in parse.children[token]):
            value += 0.4
            reasons.append("intensified")
        return value, reasons

    def neighbours(self, token: int, candidate: _Candidate) -> None:
        """Note the known terms and the other candidates that the word is coordinated with, or stands beside."""
        parse = self.parse
        beside = [c for c in parse.children[token] if parse.relation[c] == "conj"]
        if parse.relation[token] == "conj":
            beside.append(parse.head[token])
            beside += [c for c in parse.children[parse.head[token]] if parse.relation[c] == "conj" and c != token]
        for other in beside:
            row = self.expressions.get(other)
            if row is not None and row["value"]:
                candidate.said.append(row["value"])
                candidate.reasons[COORDINATED] += 1
                if row["frame"] != BASE:
                    candidate.coordinated[row["frame"]] += 1
            elif parse.pos[other] == parse.pos[token]:
                candidate.companions.add(self.phrase(other)[0])
        for row in self.expressions.values():
            if row["frame"] != BASE and row["sentence"] == parse.sentence_of[token]:
                candidate.beside[row["frame"]] += 1


# --- ranking ------------------------------------------------------------------------------------------------------


def _score(candidate: _Candidate, found: Mapping[str, _Candidate], n_articles: int, nouns: Collection[str]) -> float:
    pos = candidate.main_pos
    own = leaning(candidate.lemma, pos, nouns).strength
    kin = [leaning(c, found[c].main_pos, nouns).strength for c in candidate.companions if c in found]
    prior = own + (0.25 * max(kin) if kin else 0.0) + (0.3 if candidate.said else 0.0)
    best = max(weight for _, _, weight in candidate.at)
    mean = sum(weight for _, _, weight in candidate.at) / len(candidate.at)
    standing = 0.5 * best + 0.5 * mean
    spread = len(candidate.articles) / max(3, n_articles)
    # What half of all articles say is what they are about, not what they think of it.
    topical = 1.0 / (1.0 + 4.0 * max(0.0, spread - 0.4) * min(1.0, len(candidate.at) / 6))
    headline = 0.2 if candidate.headlines else 0.0
    missed = 0.25 * len(candidate.model) / len(candidate.at)
    return (
        _WEIGHT_OF[pos]
        * prior
        * (0.3 + standing + missed + headline)
        * (1 + 0.3 * log1p(len(candidate.at) - 1))
        * topical
    )


def _distinctive(material: Material, found: Mapping[str, _Candidate], contrast: tuple[str, str]) -> dict[str, float]:
    """Return how clearly one of two groups prefers each word, 0..1, by the articles that hold it."""
    groups = group_of(material.tables, "group")
    if not all(name in groups for name in contrast):
        groups = group_of(material.tables, "source")
    for name in contrast:
        if name not in groups:
            known = sorted({g for by in ("group", "source") for g in group_of(material.tables, by) if g})
            raise UsageError(f"--contrast: no group or source {name!r}; there are {', '.join(known)}")
    sides = [
        np.array([sum(groups[i] == name for i in c.articles) for c in found.values()], dtype=np.float64)
        for name in contrast
    ]
    pooled = sides[0] + sides[1]
    if not pooled.any():
        return {}
    said = pooled > 0
    z = np.zeros(len(pooled))
    z[said] = log_odds(sides[0][said], sides[1][said], _GROUPS_PRIOR * pooled[said] / pooled.sum())
    return {key: float(tanh(abs(value))) for key, value in zip(found, z.tolist(), strict=True)}


def _suggestion(
    number: int, candidate: _Candidate, score: float, material: Material, groups: Sequence[str], distinctive: float
) -> Suggestion:
    own = leaning(candidate.lemma, candidate.main_pos)
    direction = own.polarity + sum(sum(values) / len(values) for values in (candidate.said, candidate.model) if values)
    reasons = [text for text, _ in candidate.reasons.most_common(3)] + list(own.reasons)
    if candidate.model:
        reasons.append(f"the model sees {'praise' if sum(candidate.model) > 0 else 'blame'} where no term counts")
    if candidate.headlines:
        reasons.append("in a headline")
    if distinctive > 0.3:
        reasons.append("tells the groups apart")
    held = Counter(groups[i] for i in candidate.articles)
    sign = 0 if abs(direction) < UNSURE_BELOW else 1 if direction > 0 else -1
    frame, because = _frame(candidate, sign, material.lexicon)
    if because:
        reasons = [*(r for r in reasons if r != COORDINATED), because]
        sign = sign or int(np.sign(material.lexicon.frames[frame].polarity))
    return Suggestion(
        number=number,
        term=candidate.lemma,
        pos=tuple(sorted(candidate.pos)),
        hyphenated=False,
        frame=frame or (PRAISE if direction >= 0 else BLAME),
        polarity=0.5 * sign,
        score=round(score, 4),
        reasons=tuple(dict.fromkeys(reasons)),
        contexts=tuple(_contexts(material, candidate)),
        n=len(candidate.at),
        n_articles=len(candidate.articles),
        groups=dict(sorted(held.items())),
    )


def _frame(candidate: _Candidate, sign: int, lexicon: Lexicon) -> tuple[str, str]:
    """Return the frame of the lexicon that a word may belong to, and why; none when nothing speaks for one.

    One that says the opposite of what the word is taken to say is no frame for it.
    """

    def fits(frame: str) -> bool:
        return frame in lexicon.frames and lexicon.frames[frame].polarity * sign >= 0

    if sign and (frame := next((f for f, _ in candidate.coordinated.most_common() if fits(f)), "")):
        return frame, f"{COORDINATED} of {frame}"
    akin = Counter(
        t.frame
        for t in lexicon.terms
        if len(t.words) == 1 and t.frame != BASE and _of_one_stem(t.words[0], candidate.lemma)
    )
    if frame := next((f for f, _ in akin.most_common() if fits(f)), ""):
        return frame, f"built like terms of {frame}"
    for frame, n in candidate.beside.most_common(1):
        if sign and n >= OFTEN_BESIDE and 2 * n > candidate.beside.total() and fits(frame):
            return frame, f"often beside terms of {frame}"
    return "", ""


def _of_one_stem(one: str, other: str) -> bool:
    """Say whether two words share all but an ending: "dependent", "dependence"."""
    shared = next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= max(_SHARED, max(len(one), len(other)) - 4)


def _contexts(material: Material, candidate: _Candidate) -> Iterator[Context]:
    """Yield the best-standing occurrences, of different articles first."""
    order = sorted(
        range(len(candidate.at)), key=lambda k: (-candidate.at[k][2], candidate.at[k][0], candidate.at[k][1])
    )
    first = {candidate.at[k][0]: k for k in reversed(order)}
    chosen = [k for k in order if first[candidate.at[k][0]] == k]
    for k in (chosen + [k for k in order if k not in chosen])[:CONTEXTS]:
        number, span, sentence = candidate.spans[k]
        article = material.corpus.articles[number]
        text = article.text
        yield Context(
            article.id, article.source.id, article.source.group,
            text[sentence.start : span.start], span.of(text), text[span.end : sentence.end],
        )  # fmt: skip
