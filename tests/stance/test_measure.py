"""What is said of a unit follows from what was found in its articles, by hand on the sample and by law on others."""

from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.model import Annotations, Article, Corpus, Source
from framing.results.schemas import SCHEMAS, Tables
from framing.results.tables import to_tables
from framing.stance import add_stance
from framing.stance.evidence import distinct
from sample_tables import LEXICON, Notes, sample_annotations, sample_corpus, sample_tables

TABLES = sample_tables()


def rows(tables: Tables, name: str, **where: object) -> list[dict[str, Any]]:
    return [row for row in tables[name].to_pylist() if all(row[key] == value for key, value in where.items())]


def stance(tables: Tables, level: str, unit: str, target: str, voice: str) -> dict[str, Any]:
    (row,) = rows(tables, "stance", level=level, unit=unit, target=target, voice=voice)
    return row


def computed(*annotations: Annotations, seed: int = 0) -> Tables:
    corpus = Corpus("c", tuple(found.article for found in annotations))
    return add_stance(to_tables(annotations, corpus, LEXICON, signature="s", evaluator="lexicon"), seed=seed)


def test_tables_have_their_schemas() -> None:
    for name in ("stance", "frames", "speakers", "borrowed", "reliance", "naming"):
        assert TABLES[name].schema == SCHEMAS[name]
        assert len(TABLES[name]) > 0


def test_stance_worked_by_hand() -> None:
    # In the author's voice: unbreakable, 0.8, and great, 0.8. Xi adds unbreakable, 0.8.
    row = stance(TABLES, "source", "state-tv", "partnership", "all")
    assert (row["positive"], row["negative"], row["n_mentions"], row["n_sentences"]) == (2.4, 0, 3, 3)
    assert row["score"] == pytest.approx(2.4 / 3.4, abs=1e-6)
    assert row["low"] < row["score"] < row["high"]
    assert row["basis"] == "sentences"


def test_thin_evidence_is_null_and_keeps_its_counts() -> None:
    row = stance(TABLES, "source", "state-tv", "partnership", "author")
    assert (row["score"], row["low"], row["high"]) == (None, None, None)
    assert (row["n_mentions"], row["positive"]) == (2, 1.6)


def test_a_speaker_counts_as_herself_as_quoted_and_as_all() -> None:
    found = {voice: stance(TABLES, "article", "a3", "belarus", voice)["negative"]
             for voice in ("author", "nikolay-vavilov", "quoted", "all")}  # fmt: skip
    assert found == {"author": 1.3, "nikolay-vavilov": 1.5, "quoted": 1.5, "all": 2.8}


def test_a_whole_takes_in_the_judgements_of_its_parts() -> None:
    # The author of a2 calls Belarus dependent (-0.6), its government a vassal (-0.9).
    whole = stance(TABLES, "article", "a2", "belarus", "author")
    part = stance(TABLES, "article", "a2", "government_belarus", "author")
    assert (whole["negative"], whole["n_mentions"], whole["n_evaluations"]) == (1.5, 2, 2)
    assert (part["negative"], part["n_mentions"]) == (0.9, 1)


def test_one_expression_that_judges_part_and_whole_counts_once_by_the_larger() -> None:
    text = "Belarus and the Belarusian government are great."
    notes = Notes(Article("a", text), (text,))
    both = notes.names("Belarus", "belarus"), notes.names("Belarusian government", "government_belarus")
    notes.judges("great", "base.great", *both)
    found = notes.done()
    weaker = replace(found.evaluations[0], positive=0.2, neutral=0.8)
    found = replace(found, evaluations=(weaker, found.evaluations[1]))
    row = stance(computed(found), "article", "a", "belarus", "author")
    assert (row["positive"], row["n_evaluations"], row["n_mentions"]) == (0.8, 1, 2)


def test_judgements_without_expression_each_count() -> None:
    found = sample_annotations()[0]
    mentions = [replace(e, expression=None, mention=2, target="partnership", voice="author") for e in found.evaluations]
    row = stance(computed(replace(found, evaluations=tuple(mentions))), "article", "a1 <&>", "partnership", "author")
    assert row["n_evaluations"] == len(mentions)


def test_a_ring_of_parts_comes_to_an_end() -> None:
    found = sample_annotations()[1]
    ring = {
        "belarus": replace(found.entities["belarus"], part_of="government_belarus"),
        "government_belarus": found.entities["government_belarus"],
    }
    tables = computed(replace(found, entities={**found.entities, **ring}))
    negative = [stance(tables, "article", "a2", target, "author")["negative"] for target in ring]
    assert negative == [1.5, 1.5]


def test_a_source_without_group_is_in_no_group_and_in_the_corpus() -> None:
    assert {row["unit"] for row in rows(TABLES, "frames", level="group")} == {"state-media", "critical-analyst"}
    (row,) = rows(TABLES, "frames", level="corpus", frame="friendship", voice="all")
    assert row["of_sentences"] == len(TABLES["sentences"])


def many(n: int) -> list[Annotations]:
    """n articles of one source, each like the first of the sample."""
    found = sample_annotations()[0]
    return [replace(found, article=replace(found.article, id=f"a{i}")) for i in range(n)]


@pytest.mark.parametrize(("n", "basis"), [(7, "sentences"), (8, "articles")])
def test_the_interval_is_drawn_over_articles_from_eight_on(n: int, basis: str) -> None:
    row = stance(computed(*many(n)), "source", "state-tv", "partnership", "author")
    assert (row["n_articles"], row["basis"]) == (n, basis)
    assert row["low"] < row["score"] <= row["high"]


def test_the_order_of_the_articles_does_not_matter() -> None:
    found = sample_annotations()
    key = lambda row: tuple(str(row[name]) for name in ("level", "unit", "target", "voice"))  # noqa: E731
    one, other = (sorted(rows(computed(*order), "stance"), key=key) for order in (found, found[::-1]))
    assert one == other


def test_another_article_does_not_move_the_interval_of_this_one() -> None:
    first, *rest = sample_annotations()
    alone, together = computed(first), computed(first, *rest)
    assert rows(alone, "stance", level="article") == rows(together, "stance", level="article", unit="a1 <&>")


def test_the_seed_moves_the_interval_and_nothing_else() -> None:
    uneven = [
        replace(found, evaluations=tuple(replace(e, positive=(i + 1) / 12) for e in found.evaluations))
        for i, found in enumerate(many(12))
    ]
    one, other = (computed(*uneven, seed=seed) for seed in (0, 1))
    columns = [name for name in SCHEMAS["stance"].names if name not in {"low", "high"}]
    assert one["stance"].select(columns).equals(other["stance"].select(columns))
    assert not one["stance"].equals(other["stance"])


def test_frames_are_shares_of_the_sentences_of_that_voice() -> None:
    share = {row["voice"]: (row["n_sentences"], row["of_sentences"])
             for row in rows(TABLES, "frames", level="article", unit="a1 <&>", frame="friendship")}  # fmt: skip
    assert share == {"author": (1, 4), "quoted": (1, 1), "all": (2, 4)}


def test_a_frame_found_nowhere_has_no_rows_and_base_is_no_frame() -> None:
    assert {row["frame"] for row in rows(TABLES, "frames")} == {"dependence", "friendship"}


def test_two_terms_of_a_frame_in_one_sentence_are_one_sentence_with_it() -> None:
    (row,) = rows(TABLES, "frames", level="article", unit="a2", frame="dependence", voice="author")
    assert row["n_sentences"] == 2


def test_who_speaks() -> None:
    speakers = rows(TABLES, "speakers", level="corpus")
    assert [(s["speaker"], s["n_characters"]) for s in speakers] == [
        ("xi", 60), ("nikolay-vavilov", 40), ("unknown speaker", 33)
    ]  # fmt: skip
    assert sum(s["share"] for s in speakers) == pytest.approx(1, abs=1e-5)
    assert [(s["neutral"], s["endorsing"], s["distancing"]) for s in speakers] == [(1, 0, 0), (1, 0, 0), (0, 0, 1)]


def test_borrowed_voice_says_who_carries_the_load_and_under_which_cue() -> None:
    (positive,) = rows(TABLES, "borrowed", level="article", unit="a2", target="", sign="positive")
    assert (positive["author"], positive["quoted"], positive["share"], positive["distancing"]) == (0, 0.7, 1, 0.7)
    (negative,) = rows(TABLES, "borrowed", level="article", unit="a3", target="belarus", sign="negative")
    assert negative["share"] == pytest.approx(1.5 / 2.8, abs=1e-6)


def test_the_whole_load_counts_an_expression_once_however_many_it_judges() -> None:
    text = "China and Belarus are great."
    notes = Notes(Article("a", text), (text,))
    notes.judges("great", "base.great", notes.names("China", "china"), notes.names("Belarus", "belarus"))
    (row,) = rows(computed(notes.done()), "borrowed", level="article", target="")
    assert row["author"] == 0.8


def test_reliance_counts_references_by_name() -> None:
    assert [(r["name"], r["kind"], r["n"]) for r in rows(TABLES, "reliance", level="source", unit="institute")] == [
        ("EDM", "research", 1), ("U.S. Congress", "official", 1)
    ]  # fmt: skip


def test_naming_keeps_the_capitals_of_names_and_lowers_descriptions() -> None:
    forms = {(r["target"], r["form"], r["voice"]): r["n"] for r in rows(TABLES, "naming", level="corpus")}
    assert forms["belarus", "Belarus", "author"] == 3
    assert forms["belarus", "Minsk", "author"] == 1
    assert forms["government_belarus", "belarusian government", "author"] == 1


def test_naming_leaves_out_pronouns_and_articles() -> None:
    text = "The  President spoke. He left."
    notes = Notes(Article("a", text), ("The  President spoke.", "He left."))
    notes.names("The  President", "xi", "description")
    notes.names("He", "xi", "pronoun")
    assert [r["form"] for r in rows(computed(notes.done()), "naming", level="article")] == ["president"]


def test_nothing_found_gives_no_rows() -> None:
    silent = computed(sample_annotations()[3])
    assert {name: len(silent[name]) for name in ("stance", "speakers", "borrowed", "reliance", "naming", "frames")} == {
        "stance": 0, "speakers": 0, "borrowed": 0, "reliance": 0, "naming": 0, "frames": 0
    }  # fmt: skip
    assert len(computed()["stance"]) == 0


@st.composite
def corpora(draw: st.DrawFn) -> Tables:
    """Random evaluations of random mentions in random articles of two sources, as tables."""
    n = draw(st.integers(1, 10))
    articles = [{"article": f"a{i}", "source": f"s{i % 2}", "group": ["", "g"][i % 2]} for i in range(n)]
    mentions, evaluations = [], []
    for i in range(n):
        for j in range(draw(st.integers(0, 5))):
            entity = draw(st.sampled_from(["whole", "part", "other"]))
            voice = draw(st.sampled_from(["author", "xi", "unknown speaker"]))
            place = {"article": f"a{i}", "mention": j, "sentence": draw(st.integers(0, 2)), "voice": voice}
            mentions.append({**place, "entity": entity, "via": "alias", "text": entity})
            value = draw(st.floats(-1, 1))
            evaluations.append({**place, "target": entity, "expression": draw(st.none() | st.integers(0, 2)),
                                "value": value, "positive": max(value, 0.0), "negative": max(-value, 0.0)})  # fmt: skip
    entities = [{"entity": "whole"}, {"entity": "part", "part_of": "whole"}, {"entity": "other"}]
    tables = {name: schema.empty_table() for name, schema in SCHEMAS.items()}
    given_rows = {"articles": articles, "mentions": mentions, "evaluations": evaluations, "entities": entities}
    return tables | {name: pa.Table.from_pylist(list_, SCHEMAS[name]) for name, list_ in given_rows.items()}


@settings(max_examples=40, deadline=None)
@given(corpora())
def test_laws_of_stance(tables: Tables) -> None:
    by = {(r["level"], r["unit"], r["target"], r["voice"]): r for r in add_stance(tables)["stance"].to_pylist()}
    for (level, unit, target, voice), row in by.items():
        mass = row["positive"] + row["negative"]
        assert (row["score"] is None) == (row["n_mentions"] < 3 or mass < 1 - 1e-6) or abs(mass - 1) < 1e-5
        if row["score"] is not None:
            assert -1 <= row["low"] <= row["high"] <= 1
            assert row["score"] == pytest.approx((row["positive"] - row["negative"]) / (mass + 1), abs=1e-5)
        if voice == "all":
            own = by.get((level, unit, target, "author")), by.get((level, unit, target, "quoted"))
            assert row["n_mentions"] == sum(part["n_mentions"] for part in own if part)
            assert mass == pytest.approx(sum(p["positive"] + p["negative"] for p in own if p), abs=1e-5)
        if target == "part":
            assert by[level, unit, "whole", voice]["n_mentions"] >= row["n_mentions"]
        if level == "source":
            assert by["corpus", "corpus", target, voice]["n_mentions"] >= row["n_mentions"]


@settings(max_examples=20, deadline=None)
@given(corpora())
def test_signs_turned_turn_the_stance(tables: Tables) -> None:
    turned = tables["evaluations"].to_pylist()
    turned = [{**r, "positive": r["negative"], "negative": r["positive"], "value": -r["value"]} for r in turned]
    other = tables | {"evaluations": pa.Table.from_pylist(turned, SCHEMAS["evaluations"])}
    for one, two in zip(*(add_stance(t)["stance"].to_pylist() for t in (tables, other)), strict=True):
        assert (one["score"] is None) == (two["score"] is None)
        assert one["score"] is None or one["score"] == pytest.approx(-two["score"], abs=1e-5)


@given(st.lists(st.tuples(*[st.integers(-1, 2**20)] * 4), min_size=1, max_size=20))
def test_distinct_rows_are_numbered_in_order_however_wide(rows_: list[tuple[int, ...]]) -> None:
    _, first, at = distinct(*np.array(rows_).T)
    assert [rows_[i] for i in first] == sorted(set(rows_))
    assert [rows_[first[i]] for i in at] == rows_


def test_a_source_of_many_countries_in_groups_stays_apart() -> None:
    found = sample_annotations()[0]
    other = replace(found, article=replace(found.article, id="b", source=Source("other", "Other", group="state-media")))
    tables = computed(found, other)
    assert stance(tables, "group", "state-media", "china", "author")["positive"] == 1.4
    assert stance(tables, "source", "other", "china", "author")["positive"] == 0.7


def test_the_sample_is_not_changed_by_measuring_it() -> None:
    before = to_tables(sample_annotations(), sample_corpus(), LEXICON, signature="s", evaluator="lexicon")
    after = add_stance(before)
    assert len(before["stance"]) == 0
    assert all(after[name] is before[name] for name in ("articles", "mentions", "evaluations"))
