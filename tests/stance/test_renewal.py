"""What an edit changes in a few articles gives the tables of a run over all, whatever the edit."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.results.schemas import SCHEMAS, Tables
from framing.stance import add_stance, evidence_of, moved_by_source, renew_stance
from framing.stance.measure import UNIT_TABLES
from framing.tuning.compare import VOICES

SPEAKERS = ("author", "xi", "unknown speaker")
TARGETS = ("whole", "part", "other")
FRAMES = ("decline", "kinship", "base")


def judged(draw: st.DrawFn, article: str) -> dict[str, list[dict[str, Any]]]:
    """Random judgements and expressions of one article; not every voice, nor every frame, comes again after an edit."""
    evaluations, expressions = [], []
    for number in range(draw(st.integers(0, 4))):
        place = {"article": article, "sentence": draw(st.sampled_from([0, 1, 2, None])),
                 "voice": draw(st.sampled_from(SPEAKERS))}  # fmt: skip
        value = draw(st.sampled_from([-1.0, -0.25, 0.5, 1.0]))
        evaluations.append({**place, "target": draw(st.sampled_from(TARGETS)), "mention": 0,
                            "expression": draw(st.none() | st.integers(0, 2)),
                            "attribution": draw(st.none() | st.just(0)),
                            "value": value, "positive": max(value, 0.0), "negative": max(-value, 0.0)})  # fmt: skip
        expressions.append({**place, "expression": number, "frame": draw(st.sampled_from(FRAMES)), "term": "t"})
    return {"evaluations": evaluations, "expressions": expressions}


@st.composite
def edited_corpora(draw: st.DrawFn) -> tuple[Tables, Tables, set[str]]:
    """Random tables, the same with other judgements in some articles, and these articles."""
    n = draw(st.integers(1, 12))
    ids = [f"a{i}" for i in range(n)]
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in ("mentions", "sentences", "attributions")}
    for article in ids:
        for k in range(3):
            rows["sentences"].append({"article": article, "sentence": k, "n_words": 5, "n_words_quoted": 5 * (k % 2)})
        for k in range(draw(st.integers(0, 4))):
            rows["mentions"].append({"article": article, "mention": k, "sentence": k % 3, "via": "alias", "text": "it",
                                     "entity": draw(st.sampled_from(TARGETS)),
                                     "voice": draw(st.sampled_from(SPEAKERS[:2]))})  # fmt: skip
        cue = draw(st.sampled_from(["neutral", "endorsing", "distancing"]))
        rows["attributions"].append({"article": article, "attribution": 0, "kind": "direct", "voice": "xi",
                                     "n_characters": 5, "cue_stance": cue})  # fmt: skip
    dates = st.sampled_from(["", "2025-06-01", "2025-07"])
    rows["articles"] = [{"article": a, "source": f"s{i % 2}", "group": ["", "g"][i % 2], "date": draw(dates)}
                        for i, a in enumerate(ids)]  # fmt: skip
    copies = draw(st.sets(st.integers(1, max(1, n - 1)), max_size=2)) if n > 1 else set()
    rows["copies"] = [{"article": f"a{i}", "of": "a0", "kind": "copy"} for i in copies]
    rows["entities"] = [{"entity": "whole"}, {"entity": "part", "part_of": "whole"}, {"entity": "other"}]
    rows["run"] = [{"targets": draw(st.sampled_from([[], ["whole"]]))}]
    touched = set(draw(st.lists(st.sampled_from(ids), max_size=4)))
    before = {article: judged(draw, article) for article in ids}
    after = before | {article: judged(draw, article) for article in touched}
    sides = []
    for found in (before, after):
        both = {name: [row for a in ids for row in found[a][name]] for name in ("evaluations", "expressions")}
        empty = {name: schema.empty_table() for name, schema in SCHEMAS.items()}
        sides.append(
            empty | {name: pa.Table.from_pylist(list_, SCHEMAS[name]) for name, list_ in (rows | both).items()}
        )
    if draw(st.booleans()):
        sides[1]["run"] = pa.Table.from_pylist([{"targets": ["other"]}], SCHEMAS["run"])
    return sides[0], sides[1], touched


@settings(max_examples=60, deadline=None)
@given(edited_corpora())
def test_a_renewal_is_a_run_over_all(case: tuple[Tables, Tables, set[str]]) -> None:
    before, after, touched = case
    earlier, full = add_stance(before), add_stance(after)
    renewed, evidence = renew_stance(after, earlier, evidence_of(before), touched)
    assert [name for name in UNIT_TABLES if not renewed[name].equals(full[name])] == []
    # And what is summed from is as good as new: taking the edit back gives the tables one began with.
    back, _ = renew_stance(before, renewed, evidence, touched)
    assert [name for name in UNIT_TABLES if not back[name].equals(earlier[name])] == []


@settings(max_examples=40, deadline=None)
@given(edited_corpora(), st.integers(1, 3))
def test_a_half_is_what_a_run_over_these_articles_alone_says(case: tuple[Tables, Tables, set[str]], step: int) -> None:
    before, after, _ = case
    ids = before["articles"]["article"].to_pylist()
    half = np.arange(len(ids)) % (step + 1) == 0
    moved = moved_by_source(before, evidence_of(before), evidence_of(after), half, VOICES, 0.005)
    alone = [scores_over(tables, {a for a, here in zip(ids, half.tolist(), strict=True) if here})
             for tables in (before, after)]  # fmt: skip
    expected = {key for key in {**alone[0], **alone[1]} if differs(*(side.get(key) for side in alone))}
    assert expected == {key for table in moved for key in by_key(table)}
    for table, side in zip(moved, alone, strict=True):
        assert by_key(table) == {key: row for key, row in side.items() if key in expected}


def scores_over(tables: Tables, ids: set[str]) -> dict[tuple[str, ...], tuple[float | None, ...]]:
    """The stance of the sources in a run over some articles alone."""
    wanted = pa.array(sorted(ids), pa.string())
    some = {name: table.filter(pc.is_in(table["article"], wanted))
            for name, table in tables.items() if table.schema.names[0] == "article"}  # fmt: skip
    some["copies"] = some["copies"].filter(pc.is_in(some["copies"]["of"], wanted))
    return by_key(add_stance({**tables, **some})["stance"])


def by_key(table: pa.Table) -> dict[tuple[str, ...], tuple[float | None, ...]]:
    return {
        (row["unit"], row["target"], row["voice"]): (row["score"], row["low"], row["high"])
        for row in table.to_pylist()
        if row["level"] == "source" and row["voice"] in VOICES
    }


def differs(before: tuple[float | None, ...] | None, after: tuple[float | None, ...] | None) -> bool:
    one, other = (side[0] if side else None for side in (before, after))
    return (one is None) != (other is None) or abs((other or 0.0) - (one or 0.0)) >= 0.005
