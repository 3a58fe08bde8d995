"""Small charts as SVG. Pure functions: numbers in, `Markup` out; no style attributes, colours by class only.

Each chart says in words what it shows (`role="img"`), and form says what colour says: a round point is positive, a
square negative, a ring unclear.
"""

from collections.abc import Sequence

from markupsafe import Markup

from framing.report.words import seen

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
    middle = HEIGHT / 2
    parts = [Markup('<path d="M{:.0f} {:.0f}H{:.0f}M{:.0f} 2V{}"/>').format(_x(-1), middle, _x(1), _x(0), HEIGHT - 2)]
    css = "none"
    if score is not None:
        score, low, high = (None if v is None else v / limit for v in (score, low, high))
        css = "neu" if low is not None and high is not None and low <= 0 <= high else _side(score or 0.0)
        if low is not None and high is not None:
            ends = Markup('<path class="ci" d="M{0:.0f} 10H{1:.0f}M{0:.0f} 6v8M{1:.0f} 6v8"/>')
            parts.append(ends.format(_x(low), _x(high)))
        css = "plain" if plain and css != "neu" else css
        parts.append(_point(css, _x(score or 0.0), middle))
    return Markup('<svg class="iv {}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        css, WIDTH, HEIGHT, seen(words), Markup("").join(parts)
    )


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
    mark = (
        Markup("") if tick is None else Markup('<path class="tick" d="M{:.1f} -4V14"/>').format(min(100, tick * scale))
    )
    return Markup(
        '<svg class="bar {}" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="track" width="100" height="10"/><rect class="fill" width="{:.1f}" height="10"/>{}</svg>'
    ).format(css, seen(words), max(0.0, min(100.0, share * scale)), mark)


def parts(shares: Sequence[tuple[float, str]], words: str) -> Markup:
    """Return one bar cut into parts: (share, class) from the left; the shares sum to 1 or less."""
    out, at = [], 0.0
    for share, css in shares:
        width = max(0.0, min(100 - at, share * 100))
        out.append(Markup('<rect class="{}" x="{:.1f}" width="{:.1f}" height="10"/>').format(css, at, width))
        at += width
    return Markup(
        '<svg class="bar parts" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="track" width="100" height="10"/>{}</svg>'
    ).format(seen(words), Markup("").join(out))


def _x(value: float) -> float:
    return WIDTH / 2 + max(-1.0, min(1.0, value)) * (WIDTH / 2 - _PAD)


def _side(score: float) -> str:
    return "pos" if score > 0 else "neg" if score < 0 else "neu"


def _point(css: str, x: float, y: float) -> Markup:
    if css == "neg":
        return Markup('<rect class="dot" x="{:.1f}" y="{:.1f}" width="9" height="9"/>').format(x - 4.5, y - 4.5)
    return Markup('<circle class="dot" cx="{:.0f}" cy="{:.0f}" r="{}"/>').format(x, y, 5 if css == "pos" else 4.5)


def over_time(
    points: Sequence[tuple[int, float, float | None, float | None]], first: int, last: int, words: str
) -> Markup:
    """Return scores over time: (month, score, low, high) from the month `first` to `last`, counted from any month.

    Each point stands on its own, for between two months nothing is known; its upright line is the 95 % interval.
    """
    middle = SPAN_HEIGHT / 2
    parts = [Markup('<path d="M0 {0:.0f}H{1}M0 4V{2}"/>').format(middle, SPAN_WIDTH, SPAN_HEIGHT - 4)]
    for month, score, low, high in points:
        x = _PAD + (month - first) / max(1, last - first) * (SPAN_WIDTH - 2 * _PAD)
        unclear = low is not None and high is not None and low <= 0 <= high
        css = "neu" if unclear else _side(score)
        line = Markup("")
        if low is not None and high is not None:
            line = Markup('<path class="ci" d="M{0:.1f} {1:.1f}V{2:.1f}"/>').format(x, _y(low), _y(high))
        parts.append(Markup('<g class="{}">{}{}</g>').format(css, line, _point(css, x, _y(score))))
    return Markup('<svg class="iv time" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        SPAN_WIDTH, SPAN_HEIGHT, seen(words), Markup("").join(parts)
    )


def _y(value: float) -> float:
    return SPAN_HEIGHT / 2 - max(-1.0, min(1.0, value)) * (SPAN_HEIGHT / 2 - _PAD)
