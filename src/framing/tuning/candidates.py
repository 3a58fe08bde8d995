"""Words of a corpus that may be terms: where each stands, with what, and what speaks for it."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from framing.annotate import annotate
from framing.errors import UsageError
from framing.lexicon import BASE, Lexicon
from framing.model import Article, Parse, Span
from framing.tuning.compare import is_held_out
from framing.tuning.evaluative import is_english
from framing.tuning.material import Material
from framing.tuning.scene import Scene

COORDINATED = "coordinated with known terms"
DISAGREES_FROM = 0.3
"""Where the lexicon is silent and the model is at least so sure of praise or blame, the two disagree."""
MODEL_ARTICLES = 40
"""The model reads so many articles at most when the corpus wasn't judged by it: a quarter of a second each."""


@dataclass
class Candidate:
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


def candidates(
    material: Material, target: str, tuning_half: bool, on_done: Callable[[Article], None] | None
) -> dict[str, Candidate]:
    """Return by lemma the words that the lexicon doesn't hold and that are no names, with where they stand.

    Arguments are those of `suggest`. Raises UsageError for an unknown target.
    """
    wanted = _parts_of(material, target) if target else None
    known = _known(material.lexicon)
    found: dict[str, Candidate] = {}
    numbers = range(len(material.corpus.articles))
    if tuning_half:
        numbers = [i for i in numbers if not is_held_out(material.corpus.articles[i].id)]  # type: ignore[assignment]
    letters = _Letters(material.lexicon)
    headlines: Counter[str] = Counter()
    disagree = _disagreements(material)
    for number, (article, parse) in zip(numbers, material.parses(numbers), strict=True):
        scene = Scene.of(material, article, parse)
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
            candidate = found.setdefault(lemma, Candidate(lemma))
            candidate.forms.add(parse.lower[token])
            candidate.at.append((number, token, place[0]))
            candidate.pos[parse.pos[token]] += 1
            candidate.reasons.update(place[1])
            if (model := disagree.get((article.id, parse.sentence_of[token]))) is not None:
                candidate.model.append(model)
            candidate.articles.add(number)
            candidate.spans.append((number, span, parse.sentence_spans[parse.sentence_of[token]]))
            _note_neighbours(scene, token, candidate)
    for lemma in found.keys() & headlines.keys():
        found[lemma].headlines = headlines[lemma]
    return {k: c for k, c in found.items() if not letters.is_name(k, c.forms)}


def _note_neighbours(scene: Scene, token: int, candidate: Candidate) -> None:
    """Note the known terms and the other candidates that the word is coordinated with, or stands beside."""
    parse = scene.parse
    beside = [c for c in parse.children[token] if parse.relation[c] == "conj"]
    if parse.relation[token] == "conj":
        beside.append(parse.head[token])
        beside += [c for c in parse.children[parse.head[token]] if parse.relation[c] == "conj" and c != token]
    for other in beside:
        row = scene.expressions.get(other)
        if row is not None and row["value"]:
            candidate.said.append(row["value"])
            candidate.reasons[COORDINATED] += 1
            if row["frame"] != BASE:
                candidate.coordinated[row["frame"]] += 1
        elif parse.pos[other] == parse.pos[token]:
            candidate.companions.add(scene.phrase(other)[0])
    for row in scene.expressions.values():
        if row["frame"] != BASE and row["sentence"] == parse.sentence_of[token]:
            candidate.beside[row["frame"]] += 1


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
