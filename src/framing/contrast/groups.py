"""Which articles are compared with which: groups as the manifest, the dates or the events give them."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np

from framing.contrast.copies import counted
from framing.contrast.events import event_of
from framing.errors import UsageError
from framing.results.schemas import Tables
from framing.stance.score import Numbers

MAX_PAIRED = 5
"""Up to so many groups are compared pair by pair; more, each with the rest."""
REST = "rest"
NOTHING = "nothing"
"""As what to compare within: articles are compared whatever they tell of."""
_PERIODS = {"year": 4, "quarter": 7, "month": 7}
"""How many characters of an ISO date a period needs."""


@dataclass(frozen=True)
class Comparison:
    """Two groups by name, and the numbers of their articles in the table of articles; `both` are in the two of them.

    An article in both says nothing about how they differ, so it is on neither side.
    """

    group_a: str
    group_b: str
    articles_a: Numbers
    articles_b: Numbers
    both: Numbers


@dataclass(frozen=True)
class Groups:
    """The groups of one grouping in the order of the articles: `members` by name, copies left out.

    `copies`: by name, the articles that would be members and are copies; `without`: how many articles are in no group.
    """

    by: str
    members: dict[str, Numbers]
    copies: dict[str, Numbers]
    without: int
    n_articles: int

    @property
    def names(self) -> tuple[str, ...]:
        """The groups that have an article to compare."""
        return tuple(name for name, members in self.members.items() if len(members))


def groups_of(tables: Tables, by: str) -> Groups:
    """Return the groups of `by`: a key of GROUPINGS or a label of the manifest. Raises UsageError for others."""
    if not by:
        raise UsageError(_unknown(by, set(tables["labels"]["label"].to_pylist())))
    of_article = memberships(tables, by)
    counts = counted(tables)
    names = dict.fromkeys(name for those in of_article for name in those)
    if by in _PERIODS:
        names = dict.fromkeys(sorted(names))
    inside = {name: np.array([name in those for those in of_article], dtype=bool) for name in names}
    return Groups(
        by,
        {name: np.flatnonzero(own & counts) for name, own in inside.items()},
        {name: np.flatnonzero(own & ~counts) for name, own in inside.items()},
        sum(not those for those in of_article),
        len(of_article),
    )


def group_of(tables: Tables, by: str) -> list[str]:
    """Return the group of each article, empty for none; of several the first. Raises UsageError, as `groups_of`."""
    return [those[0] if those else "" for those in memberships(tables, by)]


def memberships(tables: Tables, by: str) -> list[tuple[str, ...]]:
    """Return the groups that each article belongs to, in order; empty for none. Raises UsageError, as `groups_of`."""
    if by in GROUPINGS:
        return GROUPINGS[by](tables)
    labels: dict[str, list[str]] = {}
    known = set()
    for row in tables["labels"].to_pylist():
        known.add(row["label"])
        if row["label"] == by:
            labels.setdefault(row["article"], []).append(row["value"])
    check_grouping(by, known)
    return [tuple(labels.get(article, ())) for article in tables["articles"]["article"].to_pylist()]


def check_grouping(by: str, labels: Set[str]) -> None:
    """Raise UsageError unless `by` is a key of GROUPINGS, one of the manifest's labels, or no grouping at all."""
    if by and by != NOTHING and by not in GROUPINGS and by not in labels:
        raise UsageError(_unknown(by, labels))


def comparisons(groups: Groups, a: str = "", b: str = "") -> tuple[Comparison, ...]:
    """Return the comparisons to make: `a` with `b`, `a` with the rest, or every pair; of more than five groups, each
    with the rest. Raises UsageError for a group that is not there, or has no article that counts.
    """
    for name in filter(None, (a, b)):
        _known(groups, name)
    if a and a == b:
        raise UsageError(f"--a and --b both name {a!r}; name two groups")
    if a and b:
        return (_pair(groups, a, b),)
    if a or b:
        return tuple(c for c in against_rest(groups, always=True) if c.group_a == (a or b))
    if len(groups.names) > MAX_PAIRED:
        return against_rest(groups)
    return tuple(_pair(groups, one, two) for i, one in enumerate(groups.names) for two in groups.names[i + 1 :])


def against_rest(groups: Groups, *, always: bool = False) -> tuple[Comparison, ...]:
    """Return each group with the articles of all others that are not in it; of two groups, the one pair they are."""
    if len(groups.names) < 2 or (len(groups.names) == 2 and not always):
        return () if len(groups.names) < 2 else (_pair(groups, *groups.names),)
    everybody = np.unique(np.concatenate([groups.members[name] for name in groups.names]))
    return tuple(
        Comparison(name, REST, own, np.setdiff1d(everybody, own), np.empty(0, dtype=np.int64))
        for name in groups.names
        if len(np.setdiff1d(everybody, own := groups.members[name]))
    )


def _pair(groups: Groups, a: str, b: str) -> Comparison:
    one, two = groups.members[a], groups.members[b]
    both = np.intersect1d(one, two)
    return Comparison(a, b, np.setdiff1d(one, both), np.setdiff1d(two, both), both)


def _known(groups: Groups, name: str) -> None:
    if name in groups.names:
        return
    if name in groups.members:
        raise UsageError(f"every article of {groups.by} {name!r} is a copy of one that counts for another group")
    near = get_close_matches(name, groups.names, n=1)
    cure = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(groups.names[:20]) or 'none'}"
    raise UsageError(f"no article has the {groups.by} {name!r}; {cure}")


def _unknown(by: str, labels: Set[str]) -> str:
    known = sorted({*GROUPINGS, *labels})
    near = get_close_matches(by, known, n=1)
    cure = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
    return f"unknown grouping {by!r}; {cure} (corpus.toml may give others, as labels: docs/corpus.md)"


# --- groupings --------------------------------------------------------------------------------------------------


def _column(name: str) -> Callable[[Tables], list[tuple[str, ...]]]:
    return lambda tables: [(value,) if value else () for value in tables["articles"][name].to_pylist()]


def _of_source(name: str) -> Callable[[Tables], list[tuple[str, ...]]]:
    def of_article(tables: Tables) -> list[tuple[str, ...]]:
        sources = tables["sources"]
        value = dict(zip(sources["source"].to_pylist(), sources[name].to_pylist(), strict=True))
        return [(found,) if (found := value.get(s)) else () for s in tables["articles"]["source"].to_pylist()]

    return of_article


def _by_event(tables: Tables) -> list[tuple[str, ...]]:
    events = event_of(tables)
    return [(events[a],) if a in events else () for a in tables["articles"]["article"].to_pylist()]


def _period(name: str) -> Callable[[Tables], list[tuple[str, ...]]]:
    def of(date: str) -> tuple[str, ...]:
        if len(date) < _PERIODS[name]:
            return ()
        return (f"{date[:4]}-Q{(int(date[5:7]) + 2) // 3}" if name == "quarter" else date[: _PERIODS[name]],)

    return lambda tables: [of(date or "") for date in tables["articles"]["date"].to_pylist()]


GROUPINGS: dict[str, Callable[[Tables], list[tuple[str, ...]]]] = {
    "group": _column("group"),
    "source": _column("source"),
    "country": _of_source("country"),
    "kind": _of_source("kind"),
    "event": _by_event,
    "author": _column("author"),
    "year": _period("year"),
    "quarter": _period("quarter"),
    "month": _period("month"),
}
PERIODS: Sequence[str] = tuple(_PERIODS)
