"""How far coders agree with each other, and the tool with them: Krippendorff's alpha, and every sentence one by one."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from framing.coding.key import UNCLEAR, Codes, Item, Sample
from framing.stance.score import MIN_ARTICLES, drawn_times
from framing.validity.agreement import LEVELS, alpha, coincidences
from framing.validity.tally import LABELS
from framing.validity.validation import MIN_IN_PART, Value, interval, rounded

TOOL = "the tool"
AGREED = "the coders' label"
DECIDED = "decided"
ALPHA = "alpha"


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence with all that was said of it; `label` is what the coders agree on, None where they don't.

    `codes` hold each coder's label, unclear included, or None where there is none.
    """

    item: Item
    codes: Mapping[str, str | None]
    label: str | None
    decided: bool

    @property
    def disputed(self) -> bool:
        """Say whether coders gave different labels."""
        return len({code for code in self.codes.values() if code is not None}) > 1


@dataclass(frozen=True)
class Agreement:
    """What coders said of a sample, and how far they agree. `tool` is the tool's answer by id of the sentence.

    `alphas` holds Krippendorff's alpha of each group of coders, nominal and ordinal, on all sentences and on parts. Its
    `n` is how many sentences at least two of them labelled; its `value` is None where all labels are the same or
    nothing can be compared.
    """

    coders: tuple[str, ...]
    units: tuple[Unit, ...]
    alphas: Mapping[tuple[str, ...], tuple[Value, ...]]
    tool: Codes

    @property
    def undecided(self) -> tuple[Unit, ...]:
        """The sentences that the gold lacks: no label of a majority, none decided."""
        return tuple(unit for unit in self.units if unit.label is None)

    def confusion(self, one: str, other: str) -> Mapping[tuple[str, str], int]:
        """Count pairs of labels; `one`, `other` name coders, TOOL or AGREED."""
        named = {**{c: {u.item.id: u.codes[c] for u in self.units} for c in self.coders}, TOOL: self.tool,
                 AGREED: {u.item.id: u.label for u in self.units}}  # fmt: skip
        pairs = ((named[one].get(u.item.id), named[other].get(u.item.id)) for u in self.units)
        return Counter((first, second) for first, second in pairs if first is not None and second is not None)


def agreement(sample: Sample, codes: Mapping[str, Codes], decided: Codes | None = None, *, seed: int = 0) -> Agreement:
    """Compare the coders of a sample with each other and with the tool. `decided` settles what they dispute.

    The label of a sentence is the one that more than half of its coders chose, unclear not counting as a choice for
    any. Equal input, equal result.
    """
    units = tuple(_unit(item, codes, decided or {}) for item in sample.items)
    tool = {item.id: item.answer for item in sample.items}
    agreed = {unit.item.id: unit.label for unit in units if unit.label is not None}
    everybody: dict[str, Codes] = {**codes, TOOL: tool, AGREED: agreed}
    alphas = {who: tuple(_alphas(sample, who, everybody, seed)) for who in _groups(tuple(codes))}
    return Agreement(tuple(codes), units, alphas, tool)


def _unit(item: Item, codes: Mapping[str, Codes], decided: Codes) -> Unit:
    given = {coder: labels.get(item.id) for coder, labels in codes.items()}
    votes = Counter(code for code in given.values() if code is not None)
    label, times = votes.most_common(1)[0] if votes else (None, 0)
    if times * 2 <= votes.total():
        label = None
    if item.id in decided:
        label = decided[item.id]
    return Unit(item, given, None if label == UNCLEAR else label, item.id in decided)


def _groups(coders: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """All coders; each pair where there are more; what they agree on, then each of them, with the tool."""
    if len(coders) > 1:
        yield coders
    if len(coders) > 2:
        yield from combinations(coders, 2)
    if len(coders) > 1:
        yield AGREED, TOOL
    yield from ((coder, TOOL) for coder in coders)


def _alphas(sample: Sample, who: tuple[str, ...], everybody: Mapping[str, Codes], seed: int) -> Iterator[Value]:
    yield from _of(sample.items, who, everybody, ("", ""), seed)
    if len(who) == 2 and who[0] != AGREED:
        return
    for by in ("target", "voice", "group", "source"):
        parts = [_part(item, sample, by) for item in sample.items]
        for part in sorted(set(parts)) if len(set(parts)) > 1 else ():
            items = [item for item, name in zip(sample.items, parts, strict=True) if name == part]
            if part and len(items) >= MIN_IN_PART:
                yield from _of(items, who, everybody, (by, part), seed)


def _part(item: Item, sample: Sample, by: str) -> str:
    article = sample.articles[item.article]
    return {"target": item.target, "voice": item.voice, "group": article.group, "source": article.source}[by]


def _of(
    items: Sequence[Item], who: tuple[str, ...], everybody: Mapping[str, Codes], part: tuple[str, str],
    seed: int,
) -> Iterator[Value]:  # fmt: skip
    codes = [[_value(everybody[name].get(item.id)) for item in items] for name in who]
    by_item = coincidences(codes, len(LABELS))
    compared = by_item.sum(axis=(1, 2)) > 0
    articles = sorted({item.article for item, there in zip(items, compared, strict=True) if there})
    number = {name: i for i, name in enumerate(articles)}
    by_article = np.zeros((len(articles), len(LABELS), len(LABELS)))
    for item, table in zip(items, by_item, strict=True):
        if item.article in number:
            by_article[number[item.article]] += table
    for level in LEVELS:
        value = rounded(float(alpha(by_article.sum(axis=0), level)))
        low, high = None, None
        if value is not None and len(articles) >= MIN_ARTICLES:
            times = drawn_times(len(articles), seed)
            low, high = interval(alpha(np.tensordot(times, by_article, axes=1), level))
        yield Value(ALPHA, level, *part, value, low, high, int(compared.sum()), len(articles))


def _value(code: Any) -> int | None:
    return LABELS.index(code) if code in LABELS else None
