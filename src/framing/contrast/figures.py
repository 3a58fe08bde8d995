"""Figures and dates in running text, in one form: 15th is fifteenth, $4.77 billion is nearly $5 billion.

A figure is the stretch of values its writer can mean: "4.77 billion" runs from 4.765 to 4.775, "nearly 5 billion" from
4.6 to 5, "over 5 billion" from 5 upwards. Two figures may be the same when their stretches overlap. English only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from framing.model import Span

_ONE_BY_ONE = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_IN_ORDER = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_BY_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_BY_MONTH = "january february march april may june july august september october november december"
_TENS, _MONTHS = _BY_TENS.split(), _BY_MONTH.split()
_WORDS = {
    **{word: number for number, word in enumerate(_ONE_BY_ONE.split())},
    **{word: number for number, word in enumerate(_IN_ORDER.split())},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
    **{f"{word[:-1]}ieth": 10 * number for number, word in enumerate(_TENS, start=2)},
}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "mln": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9,
    "bln": 1e9, "bn": 1e9, "b": 1e9, "trillion": 1e12, "tn": 1e12,
}  # fmt: skip
_CURRENCIES = {
    "$": "USD", "us$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD", "€": "EUR", "eur": "EUR", "euro": "EUR",
    "euros": "EUR", "£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP", "¥": "CNY", "cny": "CNY", "rmb": "CNY",
    "yuan": "CNY", "₽": "RUB", "rub": "RUB", "ruble": "RUB", "rubles": "RUB", "rouble": "RUB", "roubles": "RUB",
    "yen": "JPY", "jpy": "JPY",
}  # fmt: skip
_PERCENT = {"%", "percent", "pct"}
_BELOW = {"nearly", "almost", "under", "below", "up to", "less than", "fewer than", "not quite", "close to"}
_ABOVE = {"over", "above", "at least", "more than", "exceeding"}
_ABOUT = {"about", "around", "approximately", "roughly", "some", "an estimated", "circa"}

_LEEWAY = 0.08
"""How far "nearly" and "over" reach from the figure, as a share of it."""
_ROUNDED = 0.05
"""A rounded figure stands for values at most this share away."""
_SMALL = 100
"""Whole numbers below it count things: they are exact unless the text says "about"."""
_FIRST_YEAR, _LAST_YEAR = 1500, 2100

_month = "|".join([*_MONTHS, *(f"{m[:3]}\\." for m in _MONTHS), "sept\\."])
_DATE = re.compile(
    rf"\b(?:(?P<m1>{_month})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*[–—-]\s*(?P<e1>\d{{1,2}}))?(?![\d%]|,\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*[–—-]\s*(?P<e2>\d{{1,2}}))?\s+(?:of\s+)?(?P<m2>{_month}))",
    re.IGNORECASE,
)
_word = "|".join(sorted(_WORDS, key=len, reverse=True))
_scale = "|".join(sorted((s for s in _SCALES if len(s) > 2), key=len, reverse=True))
_scale_any = "|".join(sorted(_SCALES, key=len, reverse=True))
_money = "|".join(sorted((re.escape(c) for c in _CURRENCIES if c[-1].isalpha()), key=len, reverse=True))
_hedge = "|".join(sorted((h.replace(" ", r"\s+") for h in (*_BELOW, *_ABOVE, *_ABOUT)), key=len, reverse=True))
_FIGURE = re.compile(
    rf"(?:\b(?P<hedge>{_hedge})\s+)?"
    rf"(?:(?P<before>(?:us)?\$|€|£|¥|₽|\b(?:usd|eur|gbp|rmb|cny)\b)\s?)?"
    rf"(?:(?<![\w.,])(?P<digits>\d{{1,3}}(?:[,\u2009\u202f]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?:(?P<ordinal>st|nd|rd|th)\b|(?:[\s-]?(?P<scale>{_scale_any})\b)?)"
    rf"|\b(?P<word>(?:{_word})(?:[\s-](?:{_word}))?)\b(?:[\s-](?P<scale2>{_scale})\b)?|\b(?P<a>an?)\s(?P<scale3>{_scale})\b)"
    rf"(?:[\s-]?(?P<after>%|percent\b|per\s+cent\b|pct\b|{_money})(?![\w]))?",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as written: what it may stand for, `low` to `high`, of which unit ("", "%", "USD", …), and where."""

    low: float
    high: float
    unit: str
    span: Span

    def same(self, other: "Figure") -> bool:
        """Say whether the two may be one figure, rounded or written in another way."""
        return self.unit == other.unit and self.low < other.high and other.low < self.high


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a text, and the years and (month, day) dates it names, which are no figures."""

    figures: tuple[Figure, ...] = ()
    years: frozenset[int] = frozenset()
    dates: frozenset[tuple[int, int]] = frozenset()
    taken: tuple[Span, ...] = ()
    """Where figures, years and dates stand."""


@lru_cache(maxsize=4096)
def figures_of(text: str) -> Figures:
    """Return the figures, years and dates in `text`.

    >>> figures_of("the 15th visit").figures[0].same(figures_of("his fifteenth visit").figures[0])
    True
    >>> nearly, exact = figures_of("nearly $5 billion").figures[0], figures_of("4.77 billion dollars").figures[0]
    >>> nearly.same(exact), sorted(figures_of("On June 2–4, 2025").dates)
    (True, [(6, 2), (6, 4)])
    """
    dates, taken = set(), []
    for found in _DATE.finditer(text):
        month = _month_of(found["m1"] or found["m2"])
        days = {int(d) for d in (found["d1"], found["e1"], found["d2"], found["e2"]) if d}
        if all(1 <= day <= 31 for day in days):
            dates |= {(month, day) for day in days}
            taken.append(Span(*found.span()))
    blanked = list(text)
    for span in taken:
        blanked[span.start : span.end] = " " * len(span)
    years, figures = set(), []
    for figure in _figures("".join(blanked)):
        if isinstance(figure, Figure):
            figures.append(figure)
            taken.append(figure.span)
        else:
            years.add(figure[0])
            taken.append(figure[1])
    return Figures(tuple(figures), frozenset(years), frozenset(dates), tuple(sorted(taken)))


def _figures(text: str) -> Iterator[Figure | tuple[int, Span]]:
    """Yield each figure, and each year as a number with its place."""
    for found in _FIGURE.finditer(text):
        span = Span(*found.span()).trim(text)
        digits, word = found["digits"], (found["word"] or "").lower()
        scale = _SCALES.get((found["scale"] or found["scale2"] or found["scale3"] or "").lower(), 1.0)
        unit = _unit(found["before"] or found["after"] or "")
        bare = not (unit or found["scale"] or found["ordinal"] or found["before"])
        if digits and bare and re.fullmatch(r"\d{4}", digits) and _FIRST_YEAR <= int(digits) < _LAST_YEAR:
            yield int(digits), span
            continue
        if digits:
            value, step = _precision(digits)
        else:
            value = _in_words(word) if word else 1.0
            step = 1.0
        if word and not unit and scale == 1 and (value < 3 or word == "second"):
            # "one", "two", "the first" and "a second" count too little to be told from mere words.
            continue
        yield _figure(value, step, scale, unit, (found["hedge"] or "").lower(), span)


def _figure(value: float, step: float, scale: float, unit: str, hedge: str, span: Span) -> Figure:
    hedge = " ".join(hedge.split())
    value, step = value * scale, step * scale
    if hedge in _BELOW:
        low, high = value * (1 - _LEEWAY), value
    elif hedge in _ABOVE:
        low, high = value, value * (1 + _LEEWAY)
    else:
        counts = scale == 1 and not unit and value < _SMALL
        half = step / 2 if counts or unit == "%" else min(step * _zeros(value, step) / 2, value * _ROUNDED)
        half = max(half, step / 2 if step < 1 or counts else 0.0)
        if hedge in _ABOUT:
            half = max(half, value * _ROUNDED)
        low, high = value - half, value + half
    return Figure(low, max(high, low + 1e-9 * max(1.0, low)), unit, span)


def _zeros(value: float, step: float) -> float:
    """By which power of ten the last digit that is no zero stands above `step`: 2,000 is rounded to thousands."""
    power = 1.0
    units = round(value / step)
    while units and units % 10 == 0:
        units, power = units // 10, power * 10
    return power


def _precision(digits: str) -> tuple[float, float]:
    plain = re.sub(r"[,\u2009\u202f]", "", digits)
    decimals = len(plain.partition(".")[2])
    return float(plain), 10.0**-decimals


def _in_words(word: str) -> float:
    parts = re.split(r"[\s-]", word)
    if len(parts) == 2 and _WORDS[parts[0]] >= 20 and _WORDS[parts[1]] < 10:
        return float(_WORDS[parts[0]] + _WORDS[parts[1]])
    return float(_WORDS[parts[0]])


def _unit(written: str) -> str:
    written = " ".join(written.lower().split())
    return "%" if written in _PERCENT or written == "per cent" else _CURRENCIES.get(written, "")


def _month_of(name: str) -> int:
    return next(i for i, month in enumerate(_MONTHS, start=1) if month.startswith(name.lower().rstrip(".")[:3]))
