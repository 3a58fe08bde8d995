"""Blind judging: equal draws, verdicts that last, an interval that can't be mistaken for certainty."""

from dataclasses import replace
from pathlib import Path

import pytest

from command_line import LEXICON
from framing.errors import LexiconError, UsageError
from framing.lexicon import load_lexicon
from framing.lexicon.verdicts import FILE
from framing.results.tables import lexicon_tables
from framing.tuning import draw, judge, judged_hits, kwic, open_material, read_judgements
from framing.tuning.judgements import Hit, rests_on, wilson

REPO = Path(__file__).resolve().parents[2]


def test_wilson_is_wilsons():
    """His own bounds for 0 of 10 and 37 of 40, by hand: z² = 3.8415."""
    assert (wilson(0, 10).low, round(wilson(0, 10).high, 4)) == (0.0, 0.2775)
    assert [round(x, 4) for x in (wilson(37, 40).low, wilson(37, 40).high)] == [0.8014, 0.9742]
    assert (wilson(0, 0).low, wilson(0, 0).high) == (0.0, 1.0)


def test_verdicts_are_kept_and_the_last_word_counts(tmp_path):
    hits = [Hit(str(n), "a ", "b", " c\n\x1b[31m", -0.5, ("x",)) for n in range(3)]
    judge(tmp_path, "m.f.b", [(hit, True) for hit in hits], by="Ada")
    judge(tmp_path, "m.f.b", [(hits[0], False)])
    assert str(read_judgements(tmp_path)["m.f.b"]).startswith("2 of 3 judged right [0.2")
    assert set(judged_hits(tmp_path, "m.f.b")) == {"0", "1", "2"}
    assert len((tmp_path / FILE).read_text("utf-8").splitlines()) == 4


def test_a_broken_log_names_its_line(tmp_path):
    (tmp_path / FILE).write_text('{"term": "a", "hit": "b", "right": true}\nnonsense\n', encoding="utf-8")
    with pytest.raises(LexiconError, match=rf"{FILE}:2: not a judgement"):
        read_judgements(tmp_path)


def test_a_link_is_not_written_through(tmp_path):
    (tmp_path / FILE).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="can't be written"):
        judge(tmp_path, "m.f.b", [(Hit("0", "", "b", "", 1.0, ()), True)])
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.model
def test_a_sample_is_blind_and_the_same_for_the_same_seed(seeds):
    address = "partnership.kinship.friend"
    address = max(seeds.tables["terms"].to_pylist(), key=lambda r: r["n"] if r["frame"] != "base" else 0)["term"]
    hits = draw(seeds, address, n=3, seed=1)
    assert hits == draw(seeds, address, n=3, seed=1)
    assert len({hit.key for hit in hits}) == len(hits) > 1
    assert not {hit.key for hit in draw(seeds, address, n=50, done=[hits[0].key])} & {hits[0].key}
    assert not any(hasattr(hit, name) for hit in hits for name in ("source", "group", "article"))


def test_what_was_judged_stands_by_the_term_in_the_lexicon_and_in_the_results(tmp_path):
    (tmp_path / "mine.toml").write_text(LEXICON, encoding="utf-8")
    before = load_lexicon([tmp_path])
    judge(
        tmp_path,
        "mine.decline.stagnant",
        [(Hit("1", "", "b", "", 1.0, ()), True), (Hit("2", "", "b", "", 1.0, ()), False)],
    )
    lexicon = load_lexicon([tmp_path])
    assert lexicon.digest == before.digest
    rows = lexicon_tables(lexicon, {})["terms"].to_pylist()
    assert [(r["judged"], r["judged_right"]) for r in rows if r["term"] == "mine.decline.stagnant"] == [(2, 1)]
    with (tmp_path / FILE).open("a", encoding="utf-8") as log:
        log.write("broken\n")
    lexicon = load_lexicon([tmp_path])
    assert lexicon.judged == {}
    assert f"{FILE}:3: not a judgement" in lexicon.warnings[-1]


def test_a_models_judgement_rests_on_the_hits_among_its_reasons():
    hit = {"expression": 3, "sentence": 1, "term": "mine.decline.stagnant"}
    by_model = {"expression": None, "sentence": 1, "reasons": [{"name": "near: mine.decline.stagnant", "factor": -0.2}]}
    assert rests_on(by_model, hit)
    assert not rests_on({**by_model, "sentence": 2}, hit)
    assert not rests_on({**by_model, "reasons": None}, hit)
    assert [rests_on({**by_model, "expression": n}, hit) for n in (3, 4)] == [True, False]


@pytest.mark.model
def test_a_sample_names_the_targets_that_the_concordance_names(seeds):
    linear = open_material(REPO / "seeds", replace(seeds.settings, evaluator="linear"))
    lines = kwic(linear, "partnership.durability.unbreakable")
    hits = draw(linear, "partnership.durability.unbreakable", n=100)
    shown = {t for line in lines if line.address for t in line.targets}
    assert {t for hit in hits for t in hit.targets} == shown != set()
