"""Groups of sources compared; the article is the unit of inference, never the sentence or the word."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from framing.contrast.differences import differences
from framing.contrast.groups import (
    NOTHING,
    PERIODS,
    Comparison,
    Groups,
    against_rest,
    comparisons,
    groups_of,
    memberships,
)
from framing.contrast.keyness import keyness
from framing.contrast.measures import measures_of
from framing.results.schemas import SCHEMAS, Tables
from framing.stance.score import Numbers
from framing.stance.units import LEVELS, add_level


@dataclass(frozen=True, slots=True)
class Question:
    """What is compared: groups `by` a grouping, `a` with `b` (empty: every pair), `within` another grouping.

    `within` empty: articles on an event that both sides cover are compared with each other, all others together; with
    "event" these others are left out, with "nothing" events are left aside. `measures` empty: all of them.
    """

    by: str = "group"
    within: str = ""
    a: str = ""
    b: str = ""
    measures: tuple[str, ...] = ()


def add_contrast(tables: Tables, question: Question = Question(), *, seed: int = 0) -> Tables:
    """Return `tables` with groups, differences and keyness filled in, and in `run` what can't be compared and why.

    `tables` must have stance and all that goes with it, and events. Raises UsageError for a grouping, group or measure
    that is unknown.
    """
    groups = groups_of(tables, question.by)
    asked = comparisons(groups, question.a, question.b) if len(groups.names) > 1 or question.a or question.b else ()
    block = _blocks(tables, question.within)
    measures = measures_of(tables, question.measures)
    rows = differences(measures, asked, seed, block=block, strict=question.within not in ("", NOTHING))
    words = asked if question.a or question.b else against_rest(groups)
    remarks = list(_remarks(tables, groups, asked, question, block))
    made = tables | {
        "groups": pa.Table.from_pylist(list(_groups(tables, groups)), SCHEMAS["groups"]),
        "differences": pa.Table.from_pylist(list(_with_ids(rows, tables)), SCHEMAS["differences"]),
        "keyness": keyness(tables, words),
        "run": _with_remarks(tables["run"], question, remarks, _hint(groups)),
    }
    return made if question.by in LEVELS else add_level(made, question.by, groups.members, seed=seed)


def _blocks(tables: Tables, within: str) -> Numbers | None:
    """The block of each article, -1 for none; None: no blocks. An article in two groups of `within` is in the first."""
    if within == NOTHING:
        return None
    of_article = memberships(tables, within or "event")
    numbers = {name: i for i, name in enumerate(dict.fromkeys(those[0] for those in of_article if those))}
    return np.array([numbers[those[0]] if those else -1 for those in of_article], dtype=np.int64)


def _groups(tables: Tables, groups: Groups) -> Iterator[dict[str, object]]:
    sources = tables["articles"]["source"].to_pylist()
    for name, members in groups.members.items():
        of = sorted({sources[i] for i in [*members.tolist(), *groups.copies[name].tolist()]})
        yield {
            "grouping": groups.by,
            "group": name,
            "n_articles": len(members),
            "n_copies": len(groups.copies[name]),
            "sources": of,
        }


def _with_ids(rows: Sequence[dict[str, Any]], tables: Tables) -> Iterator[dict[str, Any]]:
    """Name the articles that count by their ids."""
    ids = tables["articles"]["article"].to_pylist()
    for row in rows:
        yield row | {side: [ids[i] for i in row[side]] for side in ("articles_a", "articles_b")}


def _with_remarks(run: pa.Table, question: Question, remarks: Sequence[str], hint: str) -> pa.Table:
    more = {"by": question.by, "within": question.within, "remarks": list(remarks)}
    rows = [
        row | more | {"hints": list(dict.fromkeys([*(row["hints"] or []), *filter(None, [hint])]))}
        for row in run.to_pylist()
    ]
    return pa.Table.from_pylist(rows, SCHEMAS["run"])


# --- what can't be compared -------------------------------------------------------------------------------------


def _hint(groups: Groups) -> str:
    """Why nothing at all can be compared, or nothing when something can."""
    if len(groups.names) > 1:
        return ""
    return f"nothing to contrast: {_too_few(groups)}"


def _too_few(groups: Groups) -> str:
    by, cure = groups.by, "name at least two in corpus.toml"
    if by in PERIODS:
        cure = "give the articles dates in corpus.toml, or compare by another grouping"
    elif by == "event":
        cure = "name events in corpus.toml, or compare by another grouping"
    if groups.n_articles == 1 and groups.without == 0:
        return f"there is one article; a comparison needs at least two groups ({cure})"
    only_copies = [name for name, members in groups.members.items() if not len(members)]
    if only_copies and groups.names:
        return (
            f"every article of {_listed(only_copies)} is a copy of one that counts for {groups.names[0]}, "
            "and a text counts once"
        )
    if groups.names:
        return f"all articles that have {_a(by)} have the same one, {groups.names[0]}; {cure}"
    return f"no article has {_a(by)}{' that is exact enough' if by in PERIODS else ''}; {cure}"


def _remarks(
    tables: Tables, groups: Groups, asked: Sequence[Comparison], question: Question, block: Numbers | None
) -> Iterator[str]:
    """Yield in sentences what is not compared, or compared on thin ground."""
    if hint := _hint(groups):
        yield hint[:1].upper() + hint[1:] + "."
    if groups.without and groups.names:
        exact = " (or a date less exact than that)" if groups.by in PERIODS else ""
        yield f"{_articles(groups.without)} without {_a(groups.by)}{exact} {_be(groups.without)} in no group."
    copies = {name: len(found) for name, found in groups.copies.items() if len(found)}
    if copies and len(groups.names) > 1:
        whose = _listed([f"{n} of {name}" for name, n in copies.items()])
        yield f"Copies don’t count again: {whose}; each counts where it was first, as the list of copies shows."
    alone = [name for name in groups.names if len(groups.members[name]) == 1]
    if alone and len(groups.names) > 1:
        yield f"{_listed(alone)} {_have(len(alone))} one article only: what is shown is that article, not the group."
    if asked and question.by == question.within:
        yield f"Within {_a(question.by)} there are no two groups by {question.by}, so nothing is compared."
    titles = tables["articles"]["article"].to_pylist()
    for comparison in asked:
        pair = f"{comparison.group_a} and {comparison.group_b}"
        if n := len(comparison.both):
            ids = _listed([titles[i] for i in comparison.both[:5].tolist()]) + (" …" if n > 5 else "")
            yield f"{_articles(n)} {_be(n)} in both {pair} and so on neither side when these are compared: {ids}."
        if not (len(comparison.articles_a) and len(comparison.articles_b)):
            yield f"{pair} have no article that is in one of them only, so they can’t be compared."
        elif block is not None and question.by != (question.within or "event"):
            yield from _about_events(comparison, block, question.within)
    yield from _undated(tables)


def _undated(tables: Tables) -> Iterator[str]:
    """Say that events without dates may be two in one: the same people meet again and again."""
    dated = dict(zip(tables["articles"]["article"].to_pylist(), tables["articles"]["date"].to_pylist(), strict=True))
    undated: Counter[str] = Counter()
    for row in tables["article_events"].to_pylist():
        undated[row["event"]] += not row["given"] and not dated.get(row["article"])
    found = [row["label"] or row["event"] for row in tables["events"].to_pylist() if undated[row["event"]] > 1]
    if found:
        named = _listed([f"“{name}”" for name in found[:3]]) + (" …" if len(found) > 3 else "")
        yield (
            f"Articles without a date are put into events by names and words alone, so {named} may hold more than one "
            "event; dates or events in corpus.toml tell them apart."
        )


def _about_events(comparison: Comparison, block: Numbers, within: str) -> Iterator[str]:
    sides = [{b for b in block[side].tolist() if b >= 0} for side in (comparison.articles_a, comparison.articles_b)]
    pair, what = f"{comparison.group_a} and {comparison.group_b}", within or "event"
    if not (sides[0] & sides[1]) and (all(sides) or within):
        so = "so nothing is compared" if within else "so a difference may lie in what they report, not in how"
        yield f"{pair} share no {what}, {so}."


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words[:-1]) + " and " + words[-1] if len(words) > 1 else "".join(words)


def _articles(n: int) -> str:
    return f"{n} article{'' if n == 1 else 's'}"


def _a(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def _be(n: int) -> str:
    return "is" if n == 1 else "are"


def _have(n: int) -> str:
    return "has" if n == 1 else "have"
