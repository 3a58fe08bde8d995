"""What `framing contrast` says in the terminal: the groups, how they differ in words and figures, their words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from framing.cli.summary import columns
from framing.contrast.differences import LEVEL
from framing.contrast.groups import REST, memberships
from framing.contrast.terms import Place, places_of
from framing.model import ALL_VOICES, AUTHOR
from framing.report.words import count, signed
from framing.results import Tables

Row = dict[str, Any]

WIDEST = 6
"""Comparisons of one measure that are shown unasked."""
_CONTEXT = 40


@dataclass(frozen=True, slots=True)
class Shown:
    """What to print: every comparison or the widest, so many words a side, each in so many contexts."""

    every: bool = False
    words: int = 10
    contexts: int = 0


def comparison(tables: Tables, shown: Shown) -> Iterator[str]:
    """Yield the lines: groups, what can't be compared, each pair's differences and words, events, copies."""
    run = tables["run"].to_pylist()[0]
    groups = tables["groups"].to_pylist()
    members = ", ".join(f"{row['group']} ({_articles(row)})" for row in groups) or "none"
    yield f"by {run['by']}: {members}"
    for remark in run["remarks"] or ():
        yield f"! {remark}"
    differences, keyness = tables["differences"].to_pylist(), tables["keyness"].to_pylist()
    names = dict(zip(tables["entities"]["entity"].to_pylist(), tables["entities"]["name"].to_pylist(), strict=True))
    for a, b in dict.fromkeys((row["group_a"], row["group_b"]) for row in [*differences, *keyness]):
        yield ""
        yield f"{a} against {_named(b)}"
        yield from _differences([r for r in differences if (r["group_a"], r["group_b"]) == (a, b)], names, shown)
        yield from _words(tables, [r for r in keyness if (r["group_a"], r["group_b"]) == (a, b)], shown)
    yield from _events(tables)
    yield from _copies(tables)


def _named(group: str) -> str:
    return "all others" if group == REST else group


def _articles(row: Row) -> str:
    words = count(row["n_articles"], "article")
    return words + (f" and {count(row['n_copies'], 'copy', 'copies')}" if row["n_copies"] else "")


def _differences(rows: list[Row], names: dict[str, str], shown: Shown) -> Iterator[str]:
    for measure in dict.fromkeys(row["measure"] for row in rows):
        own = sorted((r for r in rows if r["measure"] == measure), key=lambda r: -abs(r["difference"]))
        whole = [r for r in own if r["voice"] in (ALL_VOICES, AUTHOR) or measure not in ("stance", "frame")]
        kept = own if shown.every else whole[:WIDEST]
        yield ""
        yield from columns(
            (measure, "voice", "a", "b", "n", "a − b", "95 %", "delta", "p", "q", "in words"),
            [_cells(row, names) for row in kept],
            widest=76,
        )
        if len(own) > len(kept):
            yield f"… and {len(own) - len(kept)} more: --every"


def _cells(row: Row, names: dict[str, str]) -> tuple[str, ...]:
    between = "" if row["low"] is None else f"{signed(row['low'])} … {signed(row['high'])}"
    whom, _, form = row["target"].partition(": ")
    means = signed if row["measure"] == "stance" else _plain
    return (
        (names.get(whom, whom) or "all") + (f": {form}" if form else ""),
        row["voice"],
        means(row["mean_a"]),
        means(row["mean_b"]),
        f"{row['n_a']}:{row['n_b']}",
        signed(row["difference"]),
        between,
        signed(row["cliffs_delta"]),
        f"{row['p']:.3f}",
        "–" if row["q"] is None else f"{row['q']:.3f}",
        row["verdict"] if row["smallest_p"] <= LEVEL else "too few articles to show it",
    )


def _plain(value: float) -> str:
    return f"{value:.2f}"


def _words(tables: Tables, rows: list[Row], shown: Shown) -> Iterator[str]:
    if not (rows and shown.words):
        return
    for side, other, sign in (("a", "b", 1), ("b", "a", -1)):
        typical = sorted((r for r in rows if r["z"] * sign > 0), key=lambda r: -r["z"] * sign)[: shown.words]
        yield ""
        heads = (f"typical of {_named(rows[0][f'group_{side}'])}", "z", "times", "articles", "spread")
        yield from columns(heads, [_word(row, side, other, sign) for row in typical])
        if shown.contexts:
            yield from _contexts(tables, typical, rows[0], side, shown.contexts)


def _word(row: Row, side: str, other: str, sign: int) -> tuple[str, ...]:
    spread = row[f"spread_{side}"]
    return (
        row["form"],
        signed(row["z"] * sign, 1),
        f"{row[f'n_{side}']} : {row[f'n_{other}']}",
        f"{row[f'articles_{side}']} : {row[f'articles_{other}']}",
        "" if spread is None else f"{spread:.2f}",
    )


def _contexts(tables: Tables, typical: list[Row], pair: Row, side: str, most: int) -> Iterator[str]:
    """Each word in its sentences, in the articles of its side."""
    inside = _members(tables, pair, side)
    found = places_of(tables, [(row["lemma"], row["pos"]) for row in typical])
    texts = dict(zip(tables["articles"]["article"].to_pylist(), tables["articles"]["text"].to_pylist(), strict=True))
    for row in typical:
        for place in found[row["lemma"], row["pos"]].among(inside)[:most]:
            yield f"  {_context(place, texts[place.article])}  {place.article}"


def _members(tables: Tables, pair: Row, side: str) -> set[str]:
    by = tables["run"]["by"][0].as_py()
    own, rest = pair["group_a"], pair["group_b"] == REST
    groups = memberships(tables, by)
    wanted = pair[f"group_{side}"]
    ids = tables["articles"]["article"].to_pylist()
    if side == "b" and rest:
        return {article for article, those in zip(ids, groups, strict=True) if those and own not in those}
    return {article for article, those in zip(ids, groups, strict=True) if wanted in those}


def _context(place: Place, text: str) -> str:
    before, words, after = (
        re.sub(r"\s+", " ", text[max(0, start) : end])
        for start, end in (
            (place.start - _CONTEXT, place.start),
            (place.start, place.end),
            (place.end, place.end + _CONTEXT),
        )
    )
    return f"{before:>{_CONTEXT}}[{words}]{after:<{_CONTEXT}}"


def _events(tables: Tables) -> Iterator[str]:
    found = [row for row in tables["events"].to_pylist() if row["n_articles"]]
    if not found:
        return
    yield ""
    rows = [(row["event"], str(row["n_articles"]), row["label"], row["reason"]) for row in found[:20]]
    yield from columns(("event", "articles", "what", "why"), rows, widest=60)
    if len(found) > 20:
        yield f"… and {len(found) - 20} more"
    if any(not row["given"] for row in found):
        yield "--manifest prints those found as lines for corpus.toml, to keep or mend them"


def _copies(tables: Tables) -> Iterator[str]:
    rows = tables["copies"].to_pylist()
    if not rows:
        return
    yield ""
    cells = [
        (row["article"], row["of"], row["kind"], f"{row['share'] * 100:.0f} %", f"{row['jaccard']:.2f}",
         str(row["n_words"]))
        for row in rows[:20]
    ]  # fmt: skip
    yield from columns(("article", "has words of", "as", "share", "Jaccard", "longest passage, words"), cells)
    if len(rows) > 20:
        yield f"… and {len(rows) - 20} more"
