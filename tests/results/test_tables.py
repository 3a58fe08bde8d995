"""Annotations become tables: numbers, places and texts are those of the article."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import article_of
from framing.model import Annotations, Attribution, Corpus, Section, Span
from framing.results.schemas import SCHEMAS, empty
from framing.results.tables import count_words, innermost, to_tables
from sample_tables import LEXICON, sample_annotations, sample_corpus, sample_tables

TABLES = sample_tables()


def rows(name: str, **where: object) -> list[dict[str, object]]:
    return [row for row in TABLES[name].to_pylist() if all(row[key] == value for key, value in where.items())]


def tables_of(*annotations: Annotations) -> dict[str, object]:
    corpus = Corpus("c", tuple(a.article for a in annotations))
    return to_tables(annotations, corpus, LEXICON, signature="s", evaluator="lexicon")


def test_every_table_has_its_schema() -> None:
    assert {name: table.schema for name, table in TABLES.items()} == SCHEMAS


def test_every_span_covers_the_text_beside_it() -> None:
    texts = {row["article"]: row["text"] for row in rows("articles")}
    for name in ("sentences", "mentions", "attributions", "expressions", "references"):
        for row in rows(name):
            assert texts[row["article"]][row["start"] : row["end"]] == row["text"]


def test_what_the_brackets_hold_is_no_sentence_and_no_word() -> None:
    assert not [r for r in rows("sentences") if "BelTA" in r["text"] or "Photo" in r["text"]]
    (article,) = rows("articles", article="a1 <&>")
    assert article["n_sentences"] == 4
    assert article["n_words"] == sum(r["n_words"] for r in rows("sentences", article="a1 <&>"))
    assert article["n_quoted"] == len("China is a great friend, and the partnership is unbreakable,")


def test_a_reference_within_a_sentence_is_cut_out_of_it() -> None:
    text = "Trade grew (BelTA, June 8) again."
    hole = Span(text.index("("), text.index(")") + 1)
    article = article_of(text, sections=(Section(hole, "reference"),))
    found = Annotations(article, (Span(0, len(text)),), (), (), (), (), (), {})
    (row,) = tables_of(found)["sentences"].to_pylist()
    assert (row["n_words"], row["text"]) == (3, text)


def test_sentences_know_whose_words_they_hold() -> None:
    quoted = {r["sentence"]: (r["n_words"], r["n_words_quoted"]) for r in rows("sentences", article="a1 <&>")}
    assert quoted[1] == (11, 0)
    assert quoted[2] == (13, 10)


def test_a_mention_outside_prose_has_no_sentence() -> None:
    (found, *_) = sample_annotations()
    moved = replace(found.mentions[0], span=found.references[0].span)
    table = tables_of(replace(found, mentions=(moved, *found.mentions[1:])))["mentions"]
    assert table["sentence"].to_pylist()[:2] == [None, 1]


def test_the_kind_of_a_sentence_is_that_of_the_innermost_section() -> None:
    assert [r["kind"] for r in rows("sentences", article="a1 <&>")] == ["title", "body", "body", "body"]


def test_characters_of_nested_speech_count_once() -> None:
    outer = Attribution((Span(0, 50),), "indirect")
    inner = Attribution((Span(20, 30),), "direct", speaker_entity="xi")
    scare = Attribution((Span(2, 5),), "scare")
    found = Annotations(article_of("x" * 60), (Span(0, 60),), (), (outer, inner, scare), (), (), (), {})
    assert tables_of(found)["attributions"]["n_characters"].to_pylist() == [40, 10, 0]
    assert innermost(found.attributions, [Span(22, 24), Span(2, 4), Span(45, 55)]) == [1, 0, None]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20), st.sampled_from(["direct", "indirect", "scare"]))))
def test_own_characters_add_up_to_the_speech(parts: list[tuple[int, int, str]]) -> None:
    attributions = tuple(Attribution((Span(start, start + n),), kind) for start, n, kind in parts)  # type: ignore[arg-type]
    found = Annotations(article_of("x" * 60), (Span(0, 60),), (), attributions, (), (), (), {})
    tables = tables_of(found)
    speech = {i for start, n, kind in parts if kind != "scare" for i in range(start, start + n)}
    assert sum(tables["attributions"]["n_characters"].to_pylist()) == len(speech)
    assert tables["articles"]["n_quoted"].to_pylist() == [len(speech)]


@pytest.mark.parametrize(
    ("text", "n"),
    [("", 0), ("Xi’s “family-style” ties don't cost $1,500.", 6), ("the U.S. and the EU", 5), ("— … !", 0)],
)
def test_words(text: str, n: int) -> None:
    assert count_words(text, [Span(0, len(text))]) == n


def test_evaluations_know_the_attribution_they_stand_in() -> None:
    places = [(r["target"], r["attribution"], r["voice"]) for r in rows("evaluations", article="a2")]
    assert places[0] == ("belarus", None, "author")
    assert places[-1] == ("belarus", 0, "unknown speaker")


def test_entities_include_the_wholes_of_parts_that_were_found() -> None:
    (_, found, *_) = sample_annotations()
    only_part = replace(
        found,
        mentions=tuple(m for m in found.mentions if m.entity == "government_belarus"),
        evaluations=(),
        entities={"government_belarus": found.entities["government_belarus"]},
    )
    assert tables_of(only_part)["entities"]["entity"].to_pylist() == ["belarus", "government_belarus"]


def test_terms_count_where_they_fired() -> None:
    (row,) = rows("terms", term="demo.dependence.dependent")
    assert (row["n"], row["n_articles"]) == (4, 2)


def test_an_event_nobody_described_is_listed_by_its_id() -> None:
    assert {r["event"]: r["label"] for r in rows("events")}["visit-2023"] == "visit-2023"


def test_the_digest_changes_with_the_corpus_and_not_with_what_was_found() -> None:
    first, *rest = sample_annotations()
    digest = lambda *found: tables_of(*found)["run"]["corpus_digest"].to_pylist()  # noqa: E731
    assert digest(first, *rest) == digest(replace(first, mentions=(), evaluations=()), *rest)
    assert digest(first, *rest) != digest(replace(first, article=replace(first.article, text="other")), *rest)


def test_many_articles_come_out_in_order() -> None:
    (found, *_) = sample_annotations()
    many = [replace(found, article=replace(found.article, id=f"a{i}")) for i in range(1203)]
    assert tables_of(*many)["articles"]["article"].to_pylist() == [f"a{i}" for i in range(1203)]


def test_an_empty_corpus_gives_empty_tables() -> None:
    tables = to_tables((), Corpus("none", ()), LEXICON, signature="s", evaluator="lexicon")
    assert tables["articles"].equals(empty("articles"))
    assert len(tables["run"]) == 1


def test_what_was_left_out_is_kept() -> None:
    assert rows("left_out") == [{"file": left.file, "reason": left.reason} for left in sample_corpus().left_out]
