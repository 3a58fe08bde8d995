"""Small charts as SVG. Pure functions: numbers in, `Markup` out; no style attributes, colours by class only.

All that isn't a number goes through `escape`.

Each chart says in words what it shows (`role="img"`), and form says what colour says: a round point is positive, a
square negative, a ring unclear.
"""

from collections.abc import Sequence
from functools import cache

from markupsafe import Markup

from framing.report.escape import attribute, escape

WIDTH, HEIGHT = 200, 20
SPAN_WIDTH, SPAN_HEIGHT = 320, 96
_PAD = 8


def interval(
    score: float | None, low: float | None, high: float | None, words: str, *, limit: float = 1.0, plain: bool = False
) -> Markup:
    """Return the interval mark: an axis from -limit to +limit with its zero, the interval, and the score as a point.

    Without a score only the axis is drawn; without an interval only the point. `plain` marks carry no sign: of a
    difference neither side is the good one.
    """
    drawn, css = "", "none"
    if score is not None:
        score, low, high = (None if v is None else v / limit for v in (score, low, high))
        css = "neu" if low is not None and high is not None and low <= 0 <= high else _side(score or 0.0)
        if low is not None and high is not None:
            a, b = _x(low), _x(high)
            drawn = f'<path class="ci" d="M{a:.0f} 10H{b:.0f}M{a:.0f} 6v8M{b:.0f} 6v8"/>'
        css = "plain" if plain and css != "neu" else css
        drawn += _point(css, _x(score or 0.0), HEIGHT / 2)
    return _svg(f"iv {css}", WIDTH, HEIGHT, words, _AXIS + drawn)


@cache
def axis(limit: float = 1.0) -> Markup:
    """Return the labels of the interval axis, for the head of its column."""
    return Markup(
        '<svg class="iv labels" viewBox="0 0 {} {}" aria-hidden="true"><text x="{:.0f}" y="14">−{:g}</text>'
        '<text x="{:.0f}" y="14" text-anchor="middle">0</text>'
        '<text x="{:.0f}" y="14" text-anchor="end">+{:g}</text></svg>'
    ).format(WIDTH, HEIGHT, 0, limit, _x(0), WIDTH, limit)


def bar(share: float, words: str, *, css: str = "", of: float = 1.0, tick: float | None = None) -> Markup:
    """Return a bar as long as `share` of `of`; `tick` marks a value to compare it with."""
    scale = 100 / of if of > 0 else 0.0
    mark = "" if tick is None else f'<path class="tick" d="M{min(100, tick * scale):.1f} -4V14"/>'
    width = max(0.0, min(100.0, share * scale))
    return _bar(css, words, f'<rect class="fill" width="{width:.1f}" height="10"/>{mark}')


def parts(shares: Sequence[tuple[float, str]], words: str) -> Markup:
    """Return one bar cut into parts: (share, class) from the left; the shares sum to 1 or less."""
    out, at = "", 0.0
    for share, css in shares:
        width = max(0.0, min(100 - at, share * 100))
        out += f'<rect{attribute("class", css)} x="{at:.1f}" width="{width:.1f}" height="10"/>'
        at += width
    return _bar("parts", words, out)


def _bar(css: str, words: str, drawn: str) -> Markup:
    track = '<rect class="track" width="100" height="10"/>'
    return _svg(f"bar {css}".rstrip(), 100, 10, words, track + drawn, ' preserveAspectRatio="none"')


def _svg(css: str, width: int, height: int, words: str, drawn: str, more: str = "") -> Markup:
    """Return a chart that says in `words` what it shows; `drawn` is made of numbers."""
    view = f'viewBox="0 0 {width} {height}"{more} role="img"'
    return Markup(f'<svg{attribute("class", css)} {view} aria-label="{escape(words)}">{drawn}</svg>')  # noqa: S704


def _x(value: float) -> float:
    return WIDTH / 2 + max(-1.0, min(1.0, value)) * (WIDTH / 2 - _PAD)


def _side(score: float) -> str:
    return "pos" if score > 0 else "neg" if score < 0 else "neu"


_AXIS = f'<path d="M{_x(-1):.0f} {HEIGHT / 2:.0f}H{_x(1):.0f}M{_x(0):.0f} 2V{HEIGHT - 2}"/>'


def _point(css: str, x: float, y: float) -> str:
    if css == "neg":
        return f'<rect class="dot" x="{x - 4.5:.1f}" y="{y - 4.5:.1f}" width="9" height="9"/>'
    return f'<circle class="dot" cx="{x:.0f}" cy="{y:.0f}" r="{5 if css == "pos" else 4.5}"/>'


def over_time(
    points: Sequence[tuple[int, float, float | None, float | None]], first: int, last: int, words: str
) -> Markup:
    """Return scores over time: (month, score, low, high) from the month `first` to `last`, counted from any month.

    Each point stands on its own, for between two months nothing is known; its upright line is the 95 % interval.
    """
    drawn = f'<path d="M0 {SPAN_HEIGHT / 2:.0f}H{SPAN_WIDTH}M0 4V{SPAN_HEIGHT - 4}"/>'
    for month, score, low, high in points:
        x = _PAD + (month - first) / max(1, last - first) * (SPAN_WIDTH - 2 * _PAD)
        unclear = low is not None and high is not None and low <= 0 <= high
        css = "neu" if unclear else _side(score)
        line = ""
        if low is not None and high is not None:
            line = f'<path class="ci" d="M{x:.1f} {_y(low):.1f}V{_y(high):.1f}"/>'
        drawn += f'<g class="{css}">{line}{_point(css, x, _y(score))}</g>'
    return _svg("iv time", SPAN_WIDTH, SPAN_HEIGHT, words, drawn)


def _y(value: float) -> float:
    return SPAN_HEIGHT / 2 - max(-1.0, min(1.0, value)) * (SPAN_HEIGHT / 2 - _PAD)
