"""How a score is made, with one sentence of this very corpus worked through; what it can't say; the lexicon."""

from dataclasses import dataclass

from framing.report.addresses import Links, slug, term_anchor
from framing.report.rows import Row, Rows
from framing.report.views.evidence import Evidence, evidence, judged
from framing.report.words import count, label, sign_of, signed


@dataclass(frozen=True, slots=True)
class WorkedSentence:
    """One real judgement, step by step."""

    sentence: Evidence
    words: str
    target: str
    voice: str
    steps: tuple[tuple[str, str], ...]
    """(name, factor)."""
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
    evaluator: str


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
    return MethodView(
        worked=_worked(rows, links),
        frames=tuple(_frame(rows, row) for row in rows.frames.values()),
        terms=tuple(_term(rows, row) for row in sorted(fired, key=lambda r: (-r["n"], r["term"]))),
        silent=len(rows.terms) - len(fired),
        limits=LIMITS,
        evaluator=rows.run["evaluator"],
    )


def _worked(rows: Rows, links: Links) -> WorkedSentence | None:
    """Choose the judgement that teaches most: many steps, in a sentence short enough to read at once."""
    best: tuple[tuple[int, float, int], str, Row, Row] | None = None
    for article in rows.articles:
        sentences, expressions = rows.numbered("sentences", article), rows.numbered("expressions", article)
        for row in rows.of_article("evaluations", article):
            words, sentence = expressions.get(row["expression"]), sentences.get(row["sentence"])
            if words is None or sentence is None or row["target"] not in rows.targets:
                continue
            length = sentence["end"] - sentence["start"]
            if length > 260 or sentence["kind"] in {"title", "heading"}:
                continue
            rank = (min(3, len(words["steps"] or ())), abs(round(row["value"], 6)), -length)
            if best is None or rank > best[0]:
                best = (rank, article, row, words)
    if best is None:
        return None
    _, article, row, words = best
    found = (j for j in judged(rows, [article], [row["target"]]) if j.sentence == row["sentence"])
    shown = evidence(rows, links, (j for j in found if j.voice == row["voice"]))[0]
    total = rows.stance.get(("article", article, row["target"], "all"))
    return WorkedSentence(
        sentence=shown,
        words=words["text"],
        target=rows.name(row["target"]),
        voice=rows.name(row["voice"]),
        steps=tuple((s["name"], signed(s["factor"])) for s in words["steps"] or ()),
        value=signed(row["value"]),
        link=label(row["link"] or ""),
        frame=rows.frame(words["frame"] or ""),
        stance=_sum(rows, total),
    )


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


def _term(rows: Rows, row: Row) -> TermLine:
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
    )
