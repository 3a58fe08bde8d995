"""Which articles are compared with which."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from framing.errors import choose
from framing.results.schemas import Tables
from framing.stance.score import Numbers

MAX_PAIRED = 5
"""Up to so many groups are compared pair by pair; more, each with the rest."""
REST = "rest"


@dataclass(frozen=True)
class Comparison:
    """Two groups by name, and the numbers of their articles in the table of articles."""

    group_a: str
    group_b: str
    articles_a: Numbers
    articles_b: Numbers


def group_of(tables: Tables, by: str) -> list[str]:
    """Return the group of each article, empty for none. Raises UsageError for an unknown grouping."""
    return choose("grouping", by, GROUPINGS)(tables)


def pairs(groups: Sequence[str]) -> tuple[Comparison, ...]:
    """Return every pair of groups in the order they appear; of more than five, each with the rest."""
    members = _members(groups)
    if len(members) > MAX_PAIRED:
        return against_rest(groups)
    names = list(members)
    return tuple(Comparison(a, b, members[a], members[b]) for i, a in enumerate(names) for b in names[i + 1 :])


def against_rest(groups: Sequence[str]) -> tuple[Comparison, ...]:
    """Return each group with the articles of all others; of two groups, the one pair they are."""
    members = _members(groups)
    if len(members) <= 2:
        return pairs(groups)
    return tuple(
        Comparison(name, REST, own, np.sort(np.concatenate([m for other, m in members.items() if other != name])))
        for name, own in members.items()
    )


def why_none(groups: Sequence[str], by: str) -> str:
    """Return a sentence that says why nothing can be compared, or nothing when something can."""
    names = sorted({group for group in groups if group})
    if len(names) > 1:
        return ""
    found = f"all articles that have a {by} have the same one, {names[0]}" if names else f"no article has a {by}"
    return f"nothing to contrast: {found}; name at least two in corpus.toml"


def _members(groups: Sequence[str]) -> dict[str, Numbers]:
    return {
        name: np.array([i for i, group in enumerate(groups) if group == name], dtype=np.int64)
        for name in dict.fromkeys(groups)
        if name
    }


def _column(name: str) -> Callable[[Tables], list[str]]:
    return lambda tables: [value or "" for value in tables["articles"][name].to_pylist()]


def _by_country(tables: Tables) -> list[str]:
    country = dict(zip(tables["sources"]["source"].to_pylist(), tables["sources"]["country"].to_pylist(), strict=True))
    return [country.get(source) or "" for source in tables["articles"]["source"].to_pylist()]


def _by_year(tables: Tables) -> list[str]:
    return [date[:4] for date in _column("date")(tables)]


GROUPINGS: dict[str, Callable[[Tables], list[str]]] = {
    "group": _column("group"),
    "source": _column("source"),
    "event": _column("event"),
    "country": _by_country,
    "year": _by_year,
}
