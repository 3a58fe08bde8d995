"""What is drawn: as evenly as the strata can give, never twice, the same for the same seed, and never in order."""

from dataclasses import asdict

import pytest

from framing.coding import draw, read_key, write_key
from framing.errors import ResultsError, UsageError
from sample_tables import sample_tables

TABLES = sample_tables()


def places(sample):
    return {(item.article, item.sentence) for item in sample.items}


def test_each_stratum_gives_one_in_turn():
    sample = draw(TABLES, 6, by=("group",))
    assert {(s.name, s.drawn) for s in sample.strata} == {(("critical-analyst",), 3), (("state-media",), 3)}


def test_all_there_are_when_there_are_fewer_and_no_sentence_twice():
    sample = draw(TABLES, 500)
    assert len(sample.items) == len(places(sample)) < 500
    assert sum(s.drawn for s in sample.strata) == len(sample.items)


def test_the_words_of_the_target_are_where_the_item_says():
    for item in draw(TABLES, 500).items:
        assert item.sentence[item.start : item.end] == item.words
        assert "\n" not in item.sentence
        text = next(r["text"] for r in TABLES["articles"].to_pylist() if r["article"] == item.article)
        assert text[item.at : item.to] == item.words


def test_the_same_seed_draws_the_same_and_a_larger_sample_holds_the_smaller():
    small, again, other = draw(TABLES, 4, by=()), draw(TABLES, 4, by=()), draw(TABLES, 4, by=(), seed=5)
    assert small == again
    assert places(small) < places(draw(TABLES, 8, by=()))
    assert places(small) != places(other) or [i.id for i in small.items] != [i.id for i in other.items]


def test_a_second_sample_leaves_out_what_the_first_holds():
    first = draw(TABLES, 4, by=())
    second = draw(TABLES, 500, by=(), without=places(first))
    assert second.items
    assert not places(first) & places(second)


def test_what_is_part_of_a_target_counts_as_it_and_a_description_is_explained():
    items = draw(TABLES, 500, by=(), targets=("belarus",)).items
    assert {item.target for item in items} == {"belarus"}
    items = draw(TABLES, 500, by=(), targets=("partnership",)).items
    assert {item.shown for item in items} == {"partnership (Belarus–China partnership)"}


def test_the_tools_answer_is_that_of_the_mention():
    answers = {item.sentence: item.answer for item in draw(TABLES, 500, by=(), targets=("belarus",)).items}
    assert answers["Belarus, dependent on China, is a vassal, said Nikolay Vavilov."] == "negative"


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"by": ("colour",)}, "unknown --by 'colour'; known: article, event, group, source, target, voice"),
        ({"targets": ("mars",)}, "--targets: no article mentions 'mars'; the main targets are partnership"),
        ({"without": None}, "no sentence left that names one of the targets"),
    ],
)
def test_wrong_use(options, problem):
    if "without" in options:
        options = {"without": places(draw(TABLES, 500)) | places(draw(TABLES, 500, by=()))}
    with pytest.raises(UsageError, match=problem):
        draw(TABLES, 3, **options)


def test_a_key_comes_back_as_it_was_and_a_broken_one_is_refused(tmp_path):
    sample = draw(TABLES, 5)
    write_key(sample, tmp_path / "key.json")
    assert asdict(read_key(tmp_path / "key.json")) == asdict(sample)
    text = (tmp_path / "key.json").read_text(encoding="utf-8")
    for broken in ("", "{}", text.replace('"start": 0', '"start": 1'), text.replace('"items"', '"things"'), "[" * 9999):
        (tmp_path / "broken.json").write_text(broken, encoding="utf-8")
        with pytest.raises(ResultsError, match=r"broken\.json: .*name the key.json that `framing sample` wrote"):
            read_key(tmp_path / "broken.json")
