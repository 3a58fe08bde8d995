"""The reasons of a mark: what a judgement is worth, for whom, and by which words and rules; as data and as markup."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from framing.report.addresses import Links, Page, term_anchor
from framing.report.escape import escape, link
from framing.report.rows import Rows
from framing.report.words import signed

MOST_REASONS = 3
"""Contributions of a model's judgement that are named; the others stand as one sum."""
FEW_REASONS = 2
"""So many of one that is not sure."""
OWN_TERM = "own term"
"""Slot of a model's reasons: a term of the lexicon that is linked to the mention judged."""
_WHOLE = "other features"
_SAID_PLAINLY = frozenset({"anywhere", "near", "far", "midway"})
"""Slots of a model's words that say no more than that the word stands in the sentence."""


class Reason(NamedTuple):
    """One contribution to a judgement: what, how much, and where the lexicon lists it."""

    what: str
    amount: str
    href: str


class Why(NamedTuple):
    """The reasons of one mark: what it is worth, for whom, and by which rules."""

    id: str
    words: str
    sign: str
    value: str
    targets: tuple[str, ...]
    voice: str
    quoted: bool
    sentence: int | None
    href: str
    frame: str = ""
    term: str = ""
    term_href: str = ""
    steps: str = ""
    reasons: tuple[Reason, ...] = ()
    """Of a model's judgement: parts of its log-odds, which sum to them."""
    links: tuple[str, ...] = ()
    """For each target: how it was joined to it."""
    opposed: str = ""
    """What the lexicon's words of the sentence say, where they say the opposite; else empty."""


class Line(NamedTuple):
    """The reason of words of the lexicon in one line: their value by its steps, and whom they are linked to."""

    id: str
    words: str
    href: str
    steps: str
    sentence: int | None
    linked: str
    """Whom, and what a model makes of it; or that nobody is."""


def contributions(
    rows: Rows, links: Links, reasons: Sequence[tuple[str, float]], most: int = MOST_REASONS
) -> tuple[Reason, ...]:
    """Return the strongest parts of a model's log-odds, the rest as one, and the sum of all."""
    named = sorted((-abs(factor), name, factor) for name, factor in reasons if name != _WHOLE)[:most]
    stem = links.stem(Page("method"))
    found = [_contribution(rows, stem, name, factor) for _, name, factor in named]
    total = sum(factor for _, factor in reasons)
    if len(reasons) > len(named):
        found.append(Reason("all else", signed(total - sum(factor for *_, factor in named)), ""))
    return (*found, Reason("", signed(total), ""))


def _contribution(rows: Rows, stem: str, name: str, factor: float) -> Reason:
    """Name a part: a term of the lexicon by its words, a word by itself, with where it stands unless anywhere."""
    slot, colon, word = name.partition(": ")
    term = rows.terms.get(word)
    if term is not None:
        return Reason(
            f"“{str(term['words']).replace(' - ', '-')}”{_of_term(slot)}", signed(factor), stem + term_anchor(word)
        )
    where = "" if slot in _SAID_PLAINLY else " by its role" if slot.startswith("path") else f" ({slot})"
    return Reason(f"“{in_print(word)}”{where}" if colon else slot, signed(factor), "")


def in_print(words: str) -> str:
    """Return a term or a run of tokens as it is printed.

    >>> in_print("all - weather")
    'all-weather'
    """
    return words.replace(" - ", "-")


def _of_term(slot: str) -> str:
    """Say how a model uses a term: linked to the one judged, by its frame, or as one of the sentence."""
    return " (linked)" if slot == OWN_TERM else " (its frame)" if slot.startswith("frames") else " (near)"


def panel(whys: Iterable[Why | Line]) -> str:
    """Return reasons as markup: those of judgements to be opened each on its own, those of words as a line."""
    return "".join(
        _line(why)
        if isinstance(why, Line)
        else f'<details class="{why.sign}"><summary>{_head(why)}</summary>'
        f'<p id="{escape(why.id)}">{_body(why)}</p></details>'
        for why in whys
    )


def _line(line: Line) -> str:
    return f'<p id="{escape(line.id)}">{link(line.words, line.href)} {escape(line.steps)} {escape(line.linked)}</p>'


def _head(why: Why) -> str:
    whom = f" → {escape(', '.join(why.targets))}" if why.targets != (why.words,) else ""
    return f"{escape(why.words)} <b>{why.value}</b>{whom}{' <em>≠ lexicon</em>' if why.opposed else ''}"


def _body(why: Why) -> str:
    first = _sum(why.reasons) if why.reasons else link(why.term, why.term_href)
    parts = [f"{first} {escape(why.steps)}" if why.steps else first]
    if why.quoted:
        parts.insert(0, f"Said by {escape(why.voice)}")
    if why.frame:
        parts.append(escape(why.frame))
    parts += map(escape, why.links)
    if why.opposed:
        parts.append(f"the lexicon’s words here say {why.opposed}")
    if why.href:
        parts.append(link(f"s{why.sentence}", why.href))
    return " · ".join(parts)


def _sum(reasons: Sequence[Reason]) -> str:
    *parts, total = reasons
    # A term's page is led to from its own line, which stands beside these.
    added = ", ".join(f"{escape(what)} {amount}" for what, amount, _ in parts)
    return f"{added} = {total.amount}" if added else f"<b>{total.amount}</b>"
