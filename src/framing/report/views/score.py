"""A stance as the report shows it: number, interval, words, and where its sentences stand."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from framing.report.rows import Row, Rows
from framing.report.words import listed, sign_of, signed
from framing.stance.score import MIN_ARTICLES


@dataclass(frozen=True, slots=True)
class Score:
    """One cell of a stance table. `score` is None where there is too little evidence, and never 0 instead."""

    score: float | None
    low: float | None
    high: float | None
    n_mentions: int
    n_evaluations: int
    n_sentences: int
    n_articles: int
    over_articles: bool
    href: str

    @property
    def text(self) -> str:
        """The number with its sign, or that there is none."""
        return signed(self.score)

    @property
    def direction(self) -> str:
        """positive, negative, unclear (the interval holds 0) or none (too little evidence)."""
        if self.score is None:
            return "none"
        if self.low is not None and self.high is not None and self.low <= 0 <= self.high:
            return "unclear"
        return {"pos": "positive", "neg": "negative", "neu": "unclear"}[sign_of(self.score)]

    @property
    def sign(self) -> str:
        """The direction as the style sheet knows it: pos, neg or neu."""
        return {"positive": "pos", "negative": "neg"}.get(self.direction, "neu")

    @property
    def verdict(self) -> str:
        """The direction in plain words."""
        words = {"none": "too little evidence", "unclear": "no clear direction"}
        return words.get(self.direction, self.direction)

    @property
    def words(self) -> str:
        """Score and interval, for readers who hear the chart."""
        between = "" if self.low is None else f", 95 % interval {signed(self.low)} to {signed(self.high)}"
        return self.text + between


NOTHING = Score(None, None, None, 0, 0, 0, 0, False, "")


def score_of(rows: Rows, level: str, unit: str, target: str, voice: str, href: str = "") -> Score:
    """Return the stance of a unit toward a target in a voice; too little evidence when the table has no such row."""
    row = rows.stance(level, unit, target, voice)
    return score_from(row, href) if row else NOTHING


def score_from(row: Row, href: str = "") -> Score:
    """Return a row of the stance table as a score; its link is kept only where there are sentences to show."""
    return Score(
        row["score"],
        row["low"],
        row["high"],
        row["n_mentions"] or 0,
        row["n_evaluations"] or 0,
        row["n_sentences"] or 0,
        row["n_articles"] or 0,
        (row["basis"] or "").startswith("articles"),
        href if row["n_sentences"] else "",
    )


def drawn_over(scores: Iterable[Score]) -> str:
    """Return what the intervals of these scores are drawn over, and what they tell; empty where there are none."""
    bases = {score.over_articles for score in scores if score.low is not None}
    if not bases:
        return ""
    if bases == {False}:
        return _OVER_SENTENCES.format("Intervals are")
    if bases == {True}:
        return _OVER_ARTICLES.format("Intervals are")
    return f"{_OVER_ARTICLES.format(f'From {MIN_ARTICLES} articles on, intervals are')} " + _OVER_SENTENCES.format(
        "Of fewer, they are"
    )


_OVER_SENTENCES = "{} drawn over the sentences of the articles read: they say nothing about the outlet beyond these."
_OVER_ARTICLES = "{} drawn over whole articles: they tell how much articles like these differ from one another."


def in_words(scores: Iterable[tuple[str, Score]], *, unsure: bool = True) -> str:
    """Return directions as one phrase: "positive toward A and B; negative toward C"; empty where there are none.

    `unsure` says also where no direction is clear, and where there is too little evidence.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for target, score in scores:
        groups[score.direction].append(target)
    said = [f"{d} toward {listed(groups[d])}" for d in ("positive", "negative") if groups[d]]
    if unsure and groups["unclear"]:
        said.append(f"without clear direction toward {listed(groups['unclear'])}")
    if unsure and groups["none"]:
        said.append(f"too little evidence on {listed(groups['none'])}")
    return "; ".join(said)
