"""Near-duplicates, wire copy and shared passages; that each text counts once."""

import random
from typing import Any

import pytest

from contrast_tables import tables_of
from framing.contrast import add_copies, copies_of
from framing.contrast.copies import PASSAGE
from framing.results.schemas import SCHEMAS
from framing.stance.evidence import levels_of

WORDS = [f"w{i:03}" for i in range(900)]


def text(seed: int, n: int = 200) -> str:
    """Words drawn at random: two texts share no run of five of them."""
    return " ".join(random.Random(seed).choices(WORDS, k=n)) + "."  # noqa: S311


def changed(of: str, every: int) -> str:
    """The text with every so manieth word replaced."""
    return " ".join("other" if i % every == every - 1 else word for i, word in enumerate(of.split()))


def rows(*articles: dict[str, Any], **tables: Any) -> list[dict[str, Any]]:
    found = add_copies(tables_of(*articles, **tables))["copies"]
    assert found.schema == SCHEMAS["copies"]
    return found.to_pylist()


def test_the_earliest_is_kept_and_the_others_are_copies_of_it() -> None:
    story = text(1)
    found = rows({"text": story, "date": "2025-06-05"}, {"text": story, "date": "2025-06-04"}, {"text": story})
    assert [(r["article"], r["of"], r["kind"], r["share"], r["jaccard"]) for r in found] == [
        ("a0", "a1", "copy", 1, 1), ("a2", "a1", "copy", 1, 1)
    ]  # fmt: skip


def test_an_inexact_date_counts_as_its_last_day_and_equal_dates_go_by_reading_order() -> None:
    story = text(1)
    assert rows({"text": story, "date": "2025-06"}, {"text": story, "date": "2025-06-30"})[0]["of"] == "a1"
    assert rows({"text": story, "date": "2025"}, {"text": story, "date": "2025"})[0]["of"] == "a0"


@pytest.mark.parametrize(("every", "is_copy"), [(50, True), (25, True), (10, True), (4, False)])
def test_a_text_with_few_words_changed_is_a_copy(every: int, is_copy: bool) -> None:
    story = text(2, 400)
    found = rows({"text": story}, {"text": changed(story, every)})
    assert any(r["kind"] == "copy" for r in found) is is_copy


def test_a_story_cut_short_is_a_copy_and_one_that_goes_on_is_not() -> None:
    story = text(3, 300)
    short = " ".join(story.split()[:150]) + "."
    assert rows({"text": story}, {"text": short})[0]["kind"] == "copy"
    (row,) = rows({"text": short}, {"text": story})
    assert (row["kind"], row["article"]) == ("passage", "a1")


def test_a_copy_of_a_copy_is_one_of_the_article_kept() -> None:
    story = text(4, 400)
    one = changed(story, 45)
    two = one.replace("w", "w", 1) + " And more."
    found = rows({"text": story}, {"text": one}, {"text": two})
    assert {(r["article"], r["of"]) for r in found} == {("a1", "a0"), ("a2", "a0")}


def test_a_long_passage_in_otherwise_different_articles_is_shown_where_it_stands() -> None:
    wire = " ".join(text(5, 60).rstrip(".").split())
    one, two = f"{text(6)} {wire}. {text(7)}", f"{text(8)} {wire}. {text(9)}"
    (row,) = rows({"text": one}, {"text": two})
    assert (row["kind"], row["n_words"]) == ("passage", 60)
    assert two[row["start"] : row["end"]] == one[row["of_start"] : row["of_end"]] == wire
    assert 0 < row["share"] < 0.3


def test_a_passage_bridges_a_changed_word_and_does_not_count_it() -> None:
    wire = text(5, 60).rstrip(".").split()
    other = [*wire[:30], "altered", *wire[31:]]
    (row,) = rows({"text": f"{text(6)} {' '.join(wire)}."}, {"text": f"{text(8)} {' '.join(other)}."})
    assert row["n_words"] == 59


@pytest.mark.parametrize("n_words", [PASSAGE - 1, 12])
def test_a_short_passage_is_none(n_words: int) -> None:
    wire = text(5, n_words)
    assert rows({"text": f"{text(6)} {wire}"}, {"text": f"{text(8)} {wire}"}) == []


def test_words_said_over_and_over_count_once() -> None:
    story = " ".join([text(1, 12).rstrip("."), *["and so it goes on and on"] * 30, text(2, 60)])
    (row,) = rows({"text": story}, {"text": story})
    assert row["share"] == 1


def test_the_same_quotation_is_no_shared_passage() -> None:
    speech = text(5, 80)
    one, two = f"{text(6)} {speech}", f"{text(8)} {speech}"
    said = [{"article": a, "content": [{"start": t.index(speech), "end": len(t)}], "n_characters": len(speech)}
            for a, t in (("a0", one), ("a1", two))]  # fmt: skip
    assert rows({"text": one}, {"text": two}) != []
    assert rows({"text": one}, {"text": two}, attributions=said) == []


@pytest.mark.parametrize("texts", [(), ("",), ("", ""), ("One.", "One."), ("Too short to say.",)])
def test_texts_shorter_than_a_run_have_no_copies(texts: tuple[str, ...]) -> None:
    assert rows(*({"text": t} for t in texts)) == []


def test_the_order_of_reading_changes_nothing_but_ties() -> None:
    story = text(1)
    made = [
        {"article": "x", "text": story, "date": "2025-01-02"},
        {"article": "y", "text": changed(story, 60), "date": "2025-01-01"},
        {"article": "z", "text": text(2), "date": "2025-01-03"},
    ]
    assert rows(*made)[0] == rows(*reversed(made))[0]


def test_a_copy_counts_in_no_group_but_in_a_source_that_has_no_other_of_it() -> None:
    story = text(1)
    tables = add_copies(
        tables_of(
            {"text": story, "source": "agency", "group": "wire"},
            {"text": story, "source": "agency", "group": "wire"},
            {"text": story, "source": "daily", "group": "press"},
            {"text": text(2), "source": "daily", "group": "press"},
        )
    )
    assert copies_of(tables) == {"a1": "a0", "a2": "a0"}
    article, source, group, corpus = levels_of(tables)
    assert article.unit_of.tolist() == [0, 1, 2, 3]
    assert [source.units[i] if i >= 0 else "" for i in source.unit_of] == ["agency", "", "daily", "daily"]
    assert [group.units[i] if i >= 0 else "" for i in group.unit_of] == ["wire", "", "", "press"]
    assert corpus.unit_of.tolist() == [0, -1, -1, 0]
