"""The cells of a stance table as markup: the number that leads to its sentences, the interval mark, and both in a row.

Every table of every page has them, by the thousand on a large overview; words and addresses go through `escape`.
"""

from functools import cache

from markupsafe import Markup

from framing.report import charts
from framing.report.escape import attribute, escape, link
from framing.report.views.score import Score
from framing.report.words import count

_NOTHING = Markup("")
_THIN = '<span class="thin">{}</span>'


def number(score: Score, short: bool = False) -> Markup:
    """Return a score as a link to its sentences; `short`: a dash where there is too little evidence."""
    return Markup(_number(score, short))  # noqa: S704 - put together by `escape`


def chart(score: Score) -> Markup:
    """Return the interval mark, or that there is none."""
    return Markup(_chart(score))  # noqa: S704 - put together by `escape`


def voices(author: Score, quoted: Score) -> Markup:
    """Return the scores of the author and of those quoted, one below the other."""
    own, others = ("–" if score.score is None else Markup(_number(score, True)) for score in (author, quoted))  # noqa: S704 - put together by `escape`
    return Markup("author {}<br>quoted {}").format(own, others)


@cache
def score_heads(last: str = "Evidence") -> Markup:
    """Return the heads of the columns that `score_cells` fills."""
    return Markup(
        '<th scope="col" class="c-iv"><span class="ax">Negative ↔ positive</span>{}</th><th scope="col">Stance</th>'
        '<th scope="col">Author</th><th scope="col">Quoted</th><th scope="col">{}</th>'
    ).format(charts.axis(), last)


def score_cells(
    everyone: Score,
    author: Score,
    quoted: Score,
    places: Markup | None = None,
    *,
    short: bool = False,
    more: int = 0,
    weaker: Markup = _NOTHING,
) -> Markup:
    """Return interval, stance, author's, quoted, and the evidence: its `places` or its size.

    Of many places the `weaker` ones, so many `more`, are folded.
    """
    known = everyone.score is not None
    said = f"<small>{everyone.verdict}</small>" if known and not short else ""
    last = _size(everyone, short) if places is None else _places(places, more, weaker)
    return Markup(  # noqa: S704 - put together by `escape`
        f"<td{attribute('class', '' if known else 'empty')}>{_chart(everyone)}</td>"
        f"<td>{_number(everyone, short)}{said}</td>"
        f"<td>{_number(author, short)}</td><td>{_number(quoted, short)}</td><td>{last}</td>"
    )


def _number(score: Score, short: bool) -> str:
    if score.score is None and short:
        return '<span class="thin" title="too little evidence">–<span class="hear"> too little evidence</span></span>'
    if score.score is None:
        return _THIN.format(f'{link("too little", score.href)}<span class="hear"> evidence</span>')
    css = f"num {score.sign}"
    return link(score.text, score.href, css) if score.href else f'<span class="{css}">{score.text}</span>'


def _chart(score: Score) -> str:
    if score.score is None:
        return _THIN.format("too little evidence")
    return charts.interval(score.score, score.low, score.high, score.words)


def _places(places: Markup, more: int, weaker: Markup) -> str:
    found = str(places) if places else _THIN.format("none")
    others = f'<details class="places"><summary class="thin">{more} more</summary>{weaker}</details>' if more else ""
    return f'<span class="places">{found}</span>{others}'


def _size(score: Score, short: bool) -> str:
    if short:
        return link(str(score.n_sentences), score.href)
    whole = escape(f" of {count(score.n_mentions, 'mention')}")
    return f'{link(count(score.n_sentences, "sentence"), score.href)}<span class="of">{whole}</span>'
