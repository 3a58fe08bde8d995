"""The reasons of a mark: what a judgement is worth, for whom, and by which words and rules; as data and as markup."""

from collections.abc import Iterable, Sequence
from math import prod
from typing import NamedTuple

from framing.report.addresses import term_anchor
from framing.report.escape import escape, link
from framing.report.rows import Rows
from framing.report.words import sign_of, signed
from framing.tuning.judgements import wilson

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
    judged: str = ""
    """How often people judged the term right; empty where nobody did."""


class Worth(NamedTuple):
    """What words of the lexicon are worth by the rules that reach them; the same wherever the same rules do."""

    words: str
    href: str
    sign: str
    product: str
    """Their value as a product of its steps; empty where it is the term's own."""
    judged: str
    """How often people judged the term right; empty where nobody did."""
    said: str
    """All of it, as markup."""


class Line(NamedTuple):
    """The reason of words of the lexicon in one line: what they are worth, and whom they are linked to."""

    id: str
    worth: Worth
    sentence: int | None
    linked: str
    """Whom, and what a model makes of it; or that nobody is."""

    @property
    def words(self) -> str:
        """The words."""
        return self.worth.words


class Worths(dict[tuple[str, str | None, float, tuple[tuple[str, float], ...]], Worth]):
    """Looked up by what links to terms begin with, the term's address, the value and its steps."""

    def __init__(self, rows: Rows) -> None:
        self._terms, self._verdicts = rows.terms, rows.once(verdicts)

    def __missing__(self, key: tuple[str, str | None, float, tuple[tuple[str, float], ...]]) -> Worth:
        stem, term, value, steps = key
        known = self._terms.get(term or "")
        words = in_print((known or {}).get("words") or term or "")
        href = stem + term_anchor(term) if known and term else ""
        product = _product(steps) if len(steps) > 1 else ""
        judged = self._verdicts.get(term or "", "")
        said = f"{link(words, href)} {escape((product or signed(value)).replace('scope.', ''))}"
        self[key] = Worth(words, href, sign_of(value), product, judged, f"{said}, {judged}" if judged else said)
        return self[key]


def _product(steps: Sequence[tuple[str, float]]) -> str:
    """Return the factors of a value: the term's first, each rule that reached it with its name."""
    (_, first), *rest = steps
    rules = "".join(f" × {signed(factor)} {name}" for name, factor in rest)
    product = prod(factor for _, factor in steps)
    return f"{signed(first)}{rules} = {signed(max(-1.0, min(1.0, product)))}"


class _Parts(dict[str, tuple[str, str]]):
    """What a part of a model's log-odds is called, by its name; and the term's anchor, where it is one.

    A term is called by its words, a word by itself, with where it stands unless anywhere.
    """

    def __init__(self, rows: Rows) -> None:
        self._terms, self._verdicts = rows.terms, rows.once(verdicts)

    def __missing__(self, name: str) -> tuple[str, str]:
        slot, colon, word = name.partition(": ")
        term = self._terms.get(word)
        if term is not None:
            how = ", ".join(filter(None, (_of_term(slot), self._verdicts.get(word))))
            self[name] = f"“{in_print(str(term['words']))}” ({how})", term_anchor(word)
        else:
            where = "" if slot in _SAID_PLAINLY else " by its role" if slot.startswith("path") else f" ({slot})"
            self[name] = f"“{in_print(word)}”{where}" if colon else slot, ""
        return self[name]


def contributions(
    rows: Rows, stem: str, names: Sequence[str], factors: Sequence[float], most: int = MOST_REASONS
) -> tuple[Reason, ...]:
    """Return the strongest parts of a model's log-odds, the rest as one, and the sum of all.

    `stem` is what links to terms of the lexicon begin with.
    """
    ranked = sorted(zip([-abs(factor) for factor in factors], names, factors, strict=True))
    named = [one for one in ranked[: most + 1] if one[1] != _WHOLE][:most]
    parts, found, total = rows.once(_Parts), list[Reason](), sum(factors)
    for _, name, factor in named:
        what, anchor = parts[name]
        found.append(Reason(what, signed(factor), stem + anchor if anchor else ""))
    if len(factors) > len(named):
        found.append(Reason("all else", signed(total - sum(factor for *_, factor in named)), ""))
    found.append(Reason("", signed(total), ""))
    return tuple(found)


def verdicts(rows: Rows) -> dict[str, str]:
    """Return how often people judged each term right, in words, by address; only of terms that were judged."""
    judged = (row for row in rows.terms.values() if row["judged"])
    return {row["term"]: str(wilson(row["judged_right"], row["judged"])) for row in judged}


def in_print(words: str) -> str:
    """Return a term or a run of tokens as it is printed.

    >>> in_print("all - weather")
    'all-weather'
    """
    return words.replace(" - ", "-")


def _of_term(slot: str) -> str:
    """Say how a model uses a term: linked to the one judged, by its frame, or as one of the sentence."""
    return "linked" if slot == OWN_TERM else "its frame" if slot.startswith("frames") else "near"


def panel(whys: Iterable[Why | Line]) -> list[str]:
    """Return reasons as markup: those of judgements to be opened each on its own, those of words as a line."""
    return [
        f'<p id="{escape(why.id)}">{why.worth.said} {escape(why.linked)}</p>'
        if isinstance(why, Line)
        else f'<details class="{why.sign}"><summary>{_head(why)}</summary>{_paragraph(why)}</details>'
        for why in whys
    ]


def _head(why: Why) -> str:
    whom = f" → {escape(', '.join(why.targets))}" if why.targets != (why.words,) else ""
    return f"{escape(why.words)} <b>{why.value}</b>{whom}{' <em>≠ lexicon</em>' if why.opposed else ''}"


def _paragraph(why: Why) -> str:
    parts = [f"Said by {escape(why.voice)}"] if why.quoted else []
    first = _sum(why.reasons) if why.reasons else link(why.term, why.term_href)
    parts.append(f"{first} {escape(why.steps)}" if why.steps else first)
    if why.judged:
        parts.append(escape(why.judged))
    if why.frame:
        parts.append(escape(why.frame))
    if why.links:
        parts += map(escape, why.links)
    if why.opposed:
        parts.append(f"the lexicon’s words here say {why.opposed}")
    if why.href:
        parts.append(f'<a href="{escape(why.href)}">s{why.sentence}</a>')
    return f'<p id="{escape(why.id)}">{" · ".join(parts)}</p>'


def _sum(reasons: Sequence[Reason]) -> str:
    # A term's page is led to from its own line, which stands beside these.
    added = ", ".join([f"{escape(what)} {amount}" for what, amount, _ in reasons[:-1]])
    return f"{added} = {reasons[-1].amount}" if added else f"<b>{reasons[-1].amount}</b>"
