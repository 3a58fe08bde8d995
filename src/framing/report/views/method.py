"""How a score is made, with one sentence of this very corpus worked through; what it can't say; the lexicon."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc

from framing.report.addresses import Links, Page, slug, term_anchor
from framing.report.rows import Row, Rows
from framing.report.views.evidence import Evidence, evidence, judged
from framing.report.views.places import Places, places
from framing.report.views.whys import Reason, contributions, verdicts
from framing.report.words import count, label, percent, sign_of, signed
from framing.stance.evidence import NONE, integers, numbers, reals, total
from framing.stance.score import Numbers


@dataclass(frozen=True, slots=True)
class WorkedSentence:
    """One real judgement, step by step."""

    sentence: Evidence
    words: str
    target: str
    voice: str
    steps: tuple[tuple[str, str], ...]
    """(name, factor) of the lexicon's term and rules; empty where a model judges."""
    reasons: tuple[Reason, ...]
    """Parts of a model's log-odds, their sum last."""
    masses: str
    """A model's probabilities in words."""
    value: str
    link: str
    frame: str
    stance: str


@dataclass(frozen=True, slots=True)
class TermLine:
    """One term of the lexicon."""

    anchor: str
    address: str
    words: str
    polarity: float
    shown: str
    sign: str
    frame: str
    note: str
    where: str
    n: int
    n_articles: int
    weight: float
    weighs: str
    """What it adds to judgements, all added up without sign: value by the lexicon, log-odds by a model."""
    places: Places
    judged: str = ""
    """How often people judged it right, blind (`framing lexicon judge`)."""


@dataclass(frozen=True, slots=True)
class Heaviest:
    """The term that weighs most: `share` of `of`, both in words."""

    term: TermLine
    share: str
    of: str


@dataclass(frozen=True, slots=True)
class FrameLine:
    """One frame and how many of its terms are found here."""

    anchor: str
    label: str
    definition: str
    shown: str
    sign: str
    source: str
    fired: int
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MethodView:
    """All the method page shows."""

    worked: WorkedSentence | None
    frames: tuple[FrameLine, ...]
    terms: tuple[TermLine, ...]
    silent: int
    limits: tuple[str, ...]
    by_model: bool
    heaviest: Heaviest | None


MOST_PLACES = 12
"""Sentences listed for one term."""
MOST_LETTERS = 260
"""Of the sentence that is worked through, so that it is read at once."""
LIMITS = (
    "It reads words, not the world: it says how a target is spoken of, never whether what is said is true.",
    "Irony, allusion and what is left unsaid escape it; so do pictures, headlines shown elsewhere, and layout.",
    "It reads English. In a translation it judges the translator’s words.",
    "A sentence that reports something bad about a target may be fact, not blame; read it before you quote the number.",
    "Who speaks and who is meant are found by grammar. Where two fit, it names neither, so counts are rather too low.",
    "A few articles show what these articles do. They don’t show what an outlet is like.",
    "These figures are not validated on this material unless the project’s notes say so.",
)


def method(rows: Rows, links: Links, _: str = "") -> MethodView:
    """Return the method page's data."""
    fired = [row for row in rows.terms.values() if row["n"]]
    weights, where = _weights(rows), _where(rows)
    by_model = rows.by_article("evaluations").table["expression"].null_count > 0
    terms = tuple(
        _term(rows, row, weights[row["term"]], places(rows, links, where[row["term"]], most=MOST_PLACES))
        for row in sorted(fired, key=lambda r: (-round(weights[r["term"]], 6), -r["n"], r["term"]))
    )
    return MethodView(
        worked=_worked(rows, links),
        frames=tuple(_frame(rows, row) for row in rows.frames.values()),
        terms=terms,
        silent=len(rows.terms) - len(fired),
        limits=LIMITS,
        by_model=by_model,
        heaviest=_heaviest(terms, sum(weights.values()), by_model),
    )


def _weights(rows: Rows) -> dict[str, float]:
    """Return what each term adds to the judgements, all added up without sign."""
    found: dict[str, float] = defaultdict(float)
    judged = rows.by_article("evaluations")
    expression, value = integers(judged.table["expression"]), np.abs(reals(judged.table["value"]))
    by_words = np.flatnonzero(expression != NONE)
    if len(by_words):
        terms, term = _terms(rows)
        at = rows.at("expressions", rows.places_in("evaluations")[by_words], expression[by_words])
        for name, weight in zip(terms, total(term[at[at >= 0]], value[by_words][at >= 0], len(terms)), strict=True):
            found[name] += float(weight)
    lists = judged.lists("reasons")
    by_model = np.repeat(expression == NONE, np.diff(lists.bounds))
    weights = total(lists.name[by_model], np.abs(lists.factor[by_model]), len(lists.names))
    for name, weight in zip(lists.names, weights.tolist(), strict=True):
        if (term_address := name.partition(": ")[2]) in rows.terms:
            found[term_address] += weight
    return found


def _terms(rows: Rows) -> tuple[list[str], Numbers]:
    """Return the terms that were found, and which one each expression is of."""
    column = rows.by_article("expressions").table["term"]
    known = sorted(pc.unique(column.drop_null()).to_pylist())
    return known, numbers(column, known)


def _where(rows: Rows) -> dict[str, list[tuple[str, int | None]]]:
    """Return where each term stands: (article, sentence)."""
    terms, term = _terms(rows)
    article = rows.places_in("expressions")
    sentence = integers(rows.by_article("expressions").table["sentence"])
    by_term = np.argsort(term, kind="stable")
    ends = np.searchsorted(term[by_term], np.arange(len(terms) + 1))
    found: dict[str, list[tuple[str, int | None]]] = defaultdict(list)
    for number, name in enumerate(terms):
        own = by_term[ends[number] : ends[number + 1]]
        found[name] = [
            (rows.ids[there], None if at == NONE else at)
            for there, at in zip(article[own].tolist(), sentence[own].tolist(), strict=True)
        ]
    return found


def _heaviest(terms: tuple[TermLine, ...], total: float, by_model: bool) -> Heaviest | None:
    if not terms or not total or not terms[0].weight:
        return None
    of = "what the lexicon adds to the model’s log-odds" if by_model else "the weight of all judgements"
    return Heaviest(terms[0], percent(terms[0].weight / total), of)


def _worked(rows: Rows, links: Links) -> WorkedSentence | None:
    """Choose the judgement that teaches most: many steps, in a sentence short enough to read at once."""
    found = _most_telling(rows)
    if found is None:
        return None
    article, row = found
    words = rows.numbered("expressions", article).get(row["expression"])
    same = (j for j in judged(rows, [article], [row["target"]]) if j.sentence == row["sentence"])
    shown = evidence(rows, links, (j for j in same if j.voice == row["voice"]))[0]
    whole = rows.stance("article", article, row["target"], "all")
    masses = ", ".join(f"{side} {percent(row[side])}" for side in ("negative", "neutral", "positive"))
    mention = rows.numbered("mentions", article).get(row["mention"]) or {"text": ""}
    return WorkedSentence(
        sentence=shown,
        words=words["text"] if words else mention["text"],
        target=rows.name(row["target"]),
        voice=rows.name(row["voice"]),
        steps=tuple((s["name"], signed(s["factor"])) for s in words["steps"] or ()) if words else (),
        reasons=() if words else contributions(rows, links.stem(Page("method")), *_reasons(row), most=8),
        masses=masses,
        value=signed(row["value"]),
        link=label(row["link"] or ""),
        frame=rows.frame(words["frame"] or "") if words else "",
        stance=_sum(rows, whole),
    )


def _reasons(row: Row) -> tuple[list[str], list[float]]:
    reasons = row["reasons"] or ()
    return [reason["name"] for reason in reasons], [reason["factor"] for reason in reasons]


def _most_telling(rows: Rows) -> tuple[str, Row] | None:
    """Return the article and the row of the judgement to work through."""
    table, sentences = rows.by_article("evaluations").table, rows.by_article("sentences").table
    article, sentence = rows.places_in("evaluations"), integers(table["sentence"])
    lengths = integers(sentences["end"]) - integers(sentences["start"])
    lengths[numbers(sentences["kind"], ["title", "heading"]) >= 0] = MOST_LETTERS + 1
    length = np.append(lengths, MOST_LETTERS + 1)[rows.at("sentences", article, sentence)]
    likely = np.flatnonzero((length <= MOST_LETTERS) & (numbers(table["target"], rows.targets) >= 0))
    if not len(likely):
        return None
    at = rows.at("expressions", article[likely], integers(table["expression"])[likely])
    steps = np.append(np.diff(rows.by_article("expressions").lists("steps").bounds), 0)[at]
    size = np.abs(np.round(reals(table["value"])[likely], 6))
    best = likely[np.lexsort((likely, length[likely], -size, -np.minimum(3, steps)))[0]]
    return rows.ids[article[best]], table.slice(int(best), 1).to_pylist()[0]


def _sum(rows: Rows, row: Row | None) -> str:
    if row is None or row["score"] is None:
        return ""
    p, n = row["positive"] or 0.0, row["negative"] or 0.0
    return (
        f"Over this article, {count(row['n_evaluations'], 'judgement')} of {rows.name(row['target'])} add up to "
        f"P = {p:.2f} positive and N = {n:.2f} negative: ({p:.2f} − {n:.2f}) / ({p:.2f} + {n:.2f} + 1) = "
        f"{signed(row['score'])}."
    )


def _frame(rows: Rows, row: Row) -> FrameLine:
    own = [t for t in rows.terms.values() if t["frame"] == row["frame"]]
    return FrameLine(
        anchor=f"frame-{slug(row['frame'])}",
        label=row["label"] or label(row["frame"]),
        definition=row["definition"] or "",
        shown=signed(row["polarity"], 1) if row["polarity"] is not None else "",
        sign=sign_of(row["polarity"]),
        source=row["source"] or "",
        fired=sum(bool(t["n"]) for t in own),
        silent=tuple(t["words"] for t in own if not t["n"]),
    )


def _term(rows: Rows, row: Row, weight: float, found: Places) -> TermLine:
    return TermLine(
        anchor=term_anchor(row["term"]),
        address=row["term"],
        words=row["words"] or "",
        polarity=row["polarity"] or 0.0,
        shown=signed(row["polarity"]),
        sign=sign_of(row["polarity"]),
        frame=rows.frame(row["frame"] or ""),
        note=row["note"] or "",
        where=f"{row['file']}, line {row['line']}" if row["file"] else "",
        n=row["n"],
        n_articles=row["n_articles"],
        weight=round(weight, 4),
        weighs=f"{weight:.1f}" if weight else "–",
        places=found,
        judged=rows.once(verdicts).get(row["term"], ""),
    )
