"""What a lexicon's terms do to a corpus: terms that never count, of one source only, that carry a score."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from framing.lexicon import BASE, Lexicon, Problem, Term, written
from framing.lexicon.load import digested
from framing.lexicon.phrases import PhraseTable
from framing.model import ALL_VOICES
from framing.stance.evidence import levels_of
from framing.stance.score import MIN_MASS, score
from framing.tuning.judgements import Precision
from framing.tuning.material import Material
from framing.tuning.rescore import preview

CARRIES_FROM = 0.3
"""A term is reported when without it a source's score toward a target would move by as much."""
ONE_SOURCE_FROM = 5
"""A term that only one source uses is reported from so many uses on."""
LEFT_OUT_BY_TURNS = 12
"""So many terms, those that weigh most in the reasons of a model, are left out one by one."""
SHOWN = 8
UNSURE_BELOW = 0.7
"""A judged precision is reported when it may be lower than this."""


@dataclass(frozen=True, slots=True)
class Idle:
    """A term that never counts here. Its words stand `n` times, each time under `hidden_by` when that is set."""

    term: Term
    n: int
    hidden_by: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many sentences of a source or group hold a term of the lexicon, or, if none, one of general English only."""

    level: str
    unit: str
    n: int
    held: int
    general: int


@dataclass(frozen=True, slots=True)
class CorpusCheck:
    """What a check found: `problems` are of terms that count, `idle` the terms that don't."""

    problems: tuple[Problem, ...]
    idle: tuple[Idle, ...]
    coverage: tuple[Coverage, ...]


def check_corpus(material: Material, judged: Mapping[str, Precision] | None = None) -> CorpusCheck:
    """Return what is suspicious about the terms in these articles, and how much of them the lexicon covers.

    `judged` is what people judged of the terms; it stands by every term that is reported.
    """
    terms = {term.address: term for term in material.lexicon.terms if term.frame != BASE}
    judged = judged or {}
    found = [
        *_of_one_source(material, terms),
        *(_influence if material.settings.evaluator == "lexicon" else _influence_on_model)(material, terms),
    ]
    found = [_with_precision(problem, judged.get(problem.address)) for problem in found]
    found += _misjudged(terms, judged)
    found.sort(key=_place)
    return CorpusCheck(tuple(found), tuple(_idle(material, terms)), tuple(_coverage(material)))


def idle_problems(idle: Iterable[Idle], lexicon: Lexicon) -> list[Problem]:
    """Return a line for each term that stands here and never counts, and one a frame and file for those that don't."""
    found = []
    absent: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for one in idle:
        times = "once" if one.n == 1 else f"{one.n} times"
        if not one.n:
            absent[one.term.frame, one.term.where.file].append(one.term)
        elif one.hidden_by:
            told = f"stands {times}, each time inside {one.hidden_by}, which counts instead; be sure that is meant"
            found.append(_warning(one.term, told))
        else:
            why = f"`framing kwic {one.term.address}` says why"
            found.append(_warning(one.term, f"stands {times} and never counts; {why}"))
    size = Counter((term.frame, term.where.file) for term in lexicon.terms)
    found += [_absent(lexicon, some, size[key]) for key, some in absent.items()]
    return sorted(found, key=_place)


def _place(problem: Problem) -> tuple[str, int, str]:
    return problem.file, problem.line, problem.address


def _warning(term: Term, message: str) -> Problem:
    return Problem(term.where.file, term.where.line, term.address, message, error=False)


def _with_precision(problem: Problem, precision: Precision | None) -> Problem:
    cure = str(precision) if precision else f"judge it: framing lexicon judge {problem.address}"
    return replace(problem, message=f"{problem.message}; {cure}")


def _idle(material: Material, terms: Mapping[str, Term]) -> Iterator[Idle]:
    """Terms that never count here: their words stand nowhere, or always under another term or condition."""
    fired = {row["term"] for row in material.tables["terms"].to_pylist() if row["n"]}
    waiting = [term for term in terms.values() if term.address not in fired]
    held = {term.address: material.words.holding(term.words) for term in waiting}
    stand: Counter[str] = Counter()
    hidden: dict[str, Counter[str]] = defaultdict(Counter)
    numbers = sorted({i for at in held.values() for i in at.tolist()})
    table = PhraseTable((term.words, term) for term in waiting if held[term.address].size)
    for article, parse in material.parses(numbers):
        rows = material.rows("expressions").get(article.id, ())
        for first, after, term in table.find(parse):
            span = parse.span(first, after)
            stand[term.address] += 1
            over = next((r["term"] for r in rows if r["start"] < span.end and span.start < r["end"]), None)
            if over is not None:
                hidden[term.address][over] += 1
    for term in waiting:
        n, over = stand[term.address], hidden[term.address]
        yield Idle(term, n, over.most_common(1)[0][0] if n and over.total() == n else "")


def _absent(lexicon: Lexicon, some: Sequence[Term], of: int) -> Problem:
    """One line for all of a frame's terms in a file: most terms of a lexicon stand in other articles; that is well."""
    frame = lexicon.frames[some[0].frame]
    named = ", ".join(written(frame, term) for term in some[:SHOWN]) + (", …" if some[SHOWN:] else "")
    told = f"{len(some)} of its {of} terms stand in none of these articles ({named})"
    where = some[0].where
    message = f"{told}; mend what is misspelt, keep the rest for others"
    return Problem(where.file, where.line, f"{frame.lexicon}.{frame.id}", message, error=False)


def _of_one_source(material: Material, terms: Mapping[str, Term]) -> Iterator[Problem]:
    source = {a.id: a.source.id for a in material.corpus.articles}
    if len(set(source.values())) < 2:
        return
    used: dict[str, Counter[str]] = defaultdict(Counter)
    for article, rows in material.rows("expressions").items():
        for row in rows:
            used[row["term"]][source[article]] += 1
    for address, by in sorted(used.items()):
        if address in terms and len(by) == 1 and by.total() >= ONE_SOURCE_FROM:
            only = next(iter(by))
            message = (
                f"only {only} uses it, {by.total()} times; be sure it evaluates, and isn't just what {only} is about"
            )
            yield _warning(terms[address], message)


def _influence(material: Material, terms: Mapping[str, Term]) -> Iterator[Problem]:
    """Leave one out: how a source's score toward a target would change without a term, by its share of the masses."""
    source = _counting(material)
    masses: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    of_term: dict[tuple[str, str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for article, rows in material.rows("evaluations").items():
        expressions = {r["expression"]: r["term"] for r in material.rows("expressions").get(article, ())}
        for row in rows:
            if row["expression"] is None or row["sentence"] is None or article not in source:
                continue
            key = source[article], row["target"]
            for sums in (masses[key], of_term[*key, expressions[row["expression"]]]):
                sums[0] += row["positive"]
                sums[1] += row["negative"]
    enough = _scores(material)
    worst: dict[str, tuple[float, str]] = {}
    for (unit, target, address), (positive, negative) in sorted(of_term.items()):
        if (unit, target) not in enough or address not in terms:
            continue
        whole = masses[unit, target]
        rest = max(0.0, whole[0] - positive), max(0.0, whole[1] - negative)
        moved = float(score(*whole)) - float(score(*rest))
        if abs(moved) >= CARRIES_FROM and sum(whole) >= MIN_MASS:
            share = (positive + negative) / sum(whole)
            told = f"carries {share:.0%} of what {unit} says of {target}; without it the score moves by {-moved:+.2f}"
            if address not in worst or abs(moved) > worst[address][0]:
                worst[address] = abs(moved), told
    for address, (_, told) in worst.items():
        yield _warning(terms[address], told)


def _influence_on_model(material: Material, terms: Mapping[str, Term]) -> Iterator[Problem]:
    """The same for a model, whose judgement rests on the whole sentence: the heaviest terms are left out one by one."""
    weight: defaultdict[str, float] = defaultdict(float)
    for rows in material.rows("evaluations").values():
        for row in rows:
            for reason in row["reasons"] or ():
                address = reason["name"].rpartition(": ")[2]
                if address in terms:
                    weight[address] += abs(reason["factor"])
    for address in sorted(weight, key=lambda a: (-weight[a], a))[:LEFT_OUT_BY_TURNS]:
        rest = tuple(term for term in material.lexicon.terms if term.address != address)
        without = preview(material, digested(replace(material.lexicon, terms=rest)))
        before, after = (_scores(m) for m in (material, without))
        moved = {key: after.get(key, 0.0) - score for key, score in before.items()}
        unit, target = max(moved, key=lambda key: abs(moved[key]), default=("", ""))
        if unit and abs(moved[unit, target]) >= CARRIES_FROM:
            yield _warning(
                terms[address], f"without it {unit}'s score toward {target} moves by {moved[unit, target]:+.2f}"
            )


def _counting(material: Material) -> dict[str, str]:
    """Return the source of each article that counts for it: a copy doesn't."""
    level = next(level for level in levels_of(material.tables) if level.name == "source")
    ids = material.tables["articles"]["article"].to_pylist()
    return {article: level.units[unit] for article, unit in zip(ids, level.unit_of.tolist(), strict=True) if unit >= 0}


def _scores(material: Material) -> dict[tuple[str, str], float]:
    """Return the score of each source toward each target in all voices together."""
    return {
        (row["unit"], row["target"]): row["score"]
        for row in material.tables["stance"].to_pylist()
        if row["level"] == "source" and row["voice"] == ALL_VOICES and row["score"] is not None
    }


def _misjudged(terms: Mapping[str, Term], judged: Mapping[str, Precision]) -> Iterator[Problem]:
    for address, precision in judged.items():
        if address in terms and precision.low < UNSURE_BELOW and precision.right < precision.judged:
            yield _warning(terms[address], f"{precision}; give it conditions, or take it out")


def _coverage(material: Material) -> Iterator[Coverage]:
    """Count the sentences of each source and group that hold a term of the lexicon."""
    articles = {a.id: a for a in material.corpus.articles}
    base = {t.address for t in material.lexicon.terms if t.frame == BASE}
    sentences: Counter[tuple[str, str]] = Counter()
    held: Counter[tuple[str, str]] = Counter()
    general: Counter[tuple[str, str]] = Counter()
    for article, rows in material.rows("sentences").items():
        expressions = material.rows("expressions").get(article, ())
        own = {r["sentence"] for r in expressions if r["term"] not in base}
        only = {r["sentence"] for r in expressions} - own
        for unit in _units(articles[article].source.id, articles[article].source.group):
            sentences[unit] += len(rows)
            held[unit] += sum(r["sentence"] in own for r in rows)
            general[unit] += sum(r["sentence"] in only for r in rows)
    for unit in sorted(sentences):
        yield Coverage(*unit, sentences[unit], held[unit], general[unit])


def _units(source: str, group: str) -> tuple[tuple[str, str], ...]:
    return (("source", source), ("group", group)) if group else (("source", source),)
