"""The tuning commands as an analyst runs them: what they print, write, refuse, and end with."""

import json
import subprocess
from pathlib import Path

import pytest

from command_line import LEXICON, run
from framing.tuning import read_history

pytestmark = pytest.mark.model

TEXT = (
    "Minsk is stagnant.\n\nRelations with Minsk are stagnant and hollow. Minsk was no longer stagnant in June.\n\n"
    "Their leaders signed a pompous \x1b[31mtreaty\x1b[0m with Minsk. Minsk praised it. Minsk is precarious."
)


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def mine(tmp_path) -> Path:
    """A lexicon folder of one's own, and beside it three articles of two sources."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "lexicon.toml").write_text(LEXICON, encoding="utf-8")
    (tmp_path / "articles").mkdir()
    for name in ("a", "b", "c"):
        (tmp_path / "articles" / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "mine"


def test_the_loop_from_a_word_to_a_changed_score(capsys, mine):
    use = ("--lexicon", mine, "--no-base", "--evaluator", "lexicon")
    status, out, _ = run(capsys, "kwic", "stagnant", "articles", *use, "--sort", "l1")
    assert status == 0
    assert "9 occurrences in 3 articles" in out
    assert "mine.decline.stagnant → Minsk" in out

    status, out, _ = run(capsys, "lexicon", "suggest", "articles", *use, "--json", "--most", "50")
    number = {row["term"]: row["number"] for row in map(json.loads, out.splitlines())}
    assert {"pompous", "precarious"} <= number.keys()
    assert not {"minsk", "stagnant", "june"} & number.keys()

    wanted = f"{number['precarious']}=-0.6,{number['pompous']}=-0.4"
    status, out, err = run(capsys, "lexicon", "suggest", "articles", *use, "--accept", wanted)
    assert (status, err) == (0, "")
    assert "precarious, polarity -0.6" in out
    assert run(capsys, "lexicon", "test", "--lexicon", mine)[0] == 0

    before, after = mine / "lexicon.toml", mine
    diff = ("lexicon", "diff", before, after, "articles", "--no-base", "--evaluator", "lexicon")
    status, out, _ = run(capsys, *diff, "--out", "diff.html", "--fail-on-flip")
    assert status == 0
    assert "2 terms added, 0 taken out, 0 changed" in out
    assert "precarious" in out
    assert "Minsk is precarious." in Path("diff.html").read_text("utf-8").replace('<span class="e neg">', "").replace(
        "</span>", ""
    )
    (change,) = read_history(mine)
    assert {a.rpartition(".")[2] for a in change.row["added"]} == {"precarious", "pompous"}
    run(capsys, *diff)
    assert len(read_history(mine)) == 1


def test_what_articles_hold_cannot_reach_the_terminal(capsys, mine):
    for command in (("kwic", "treaty"), ("lexicon", "suggest")):
        _, out, _ = run(capsys, *command, "articles", "--lexicon", mine, "--evaluator", "lexicon")
        assert "\x1b" not in out
    run(capsys, "kwic", "treaty", "articles", "--lexicon", mine, "--html", "kwic.html")
    assert "\x1b" not in Path("kwic.html").read_text("utf-8")


def test_a_flip_fails_when_asked_to(capsys, mine, tmp_path):
    (tmp_path / "turned.toml").write_text(LEXICON.replace("-0.6", "0.6"), encoding="utf-8")
    diff = ("lexicon", "diff", mine, "turned.toml", "articles", "--no-log", "--evaluator", "lexicon")
    status, out, _ = run(capsys, *diff)
    assert (status, "FLIP" in out) == (0, True)
    assert run(capsys, *diff, "--fail-on-flip")[0] == 1
    assert not (tmp_path / "history.jsonl").exists()


def test_old_versions_come_out_of_git(capsys, mine, tmp_path):
    for arguments in (
        ("init", "-q"),
        ("add", "mine"),
        ("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "1"),
    ):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True)
    (mine / "lexicon.toml").write_text(LEXICON.replace("-0.6", "-0.2"), encoding="utf-8")
    status, out, _ = run(capsys, "lexicon", "diff", "HEAD:mine", "mine", "articles", "--evaluator", "lexicon")
    assert status == 0
    assert "1 changed" in out
    for wrong in ("HEAD:nowhere", "HEAD~9:mine", "nowhere", "--upload-pack=x:mine"):
        status, _, err = run(capsys, "lexicon", "diff", "--no-log", "--", wrong, "mine", "articles")
        assert status == 2
        assert len(err.splitlines()) == 1


def test_check_says_what_the_terms_do_to_a_corpus(capsys, mine):
    (mine / "local.toml").write_text(
        "[frames.decline]\nterms = ['zyzzyva', { term = 'stagnate', polarity = -0.5 }]\n", encoding="utf-8"
    )
    text = "Minsk is stagnant.\n\nStagnant Minsk!\n\nMinsk remains stagnant."
    Path("articles/d.txt").write_text(text, encoding="utf-8")
    status, out, _ = run(capsys, "lexicon", "check", "articles", "--lexicon", mine, "--evaluator", "lexicon")
    assert status == 0
    assert "2 of its 3 terms stand in none of these articles (zyzzyva, stagnate)" in out
    assert "mine.decline.stagnant: carries " in out
    assert "sentences hold a term of the lexicon" in out
    status, out, _ = run(capsys, "lexicon", "check", "articles", "--lexicon", mine, "--json", "--evaluator", "lexicon")
    assert {json.loads(line)["kind"] for line in out.splitlines()} == {"warning"}


def test_under_a_model_a_term_is_left_out_to_see_what_it_carries(capsys, mine, monkeypatch):
    monkeypatch.setattr("framing.tuning.corpus_check.CARRIES_FROM", 0.001)
    _, out, _ = run(capsys, "lexicon", "check", "articles", "--lexicon", mine, "--evaluator", "linear")
    (line,) = [line for line in out.splitlines() if "without it" in line]
    assert "mine.decline.stagnant: without it unknown's score toward minsk moves by +" in line


def test_judging_hides_who_wrote_and_keeps_each_verdict(capsys, mine, monkeypatch):
    keys = iter("yn?sq")
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(keys))
    judge = ("lexicon", "judge", "mine.decline.stagnant", "articles", "--lexicon", mine, "--evaluator", "lexicon")
    status, out, _ = run(capsys, *judge, "--n", "5")
    assert status == 0
    assert "1 of 2 judged right [0.09, 0.91]; 2 now" in out
    assert "articles/" not in out and "a.txt" not in out
    _, out, _ = run(capsys, "kwic", "stagnant", "articles", "--lexicon", mine, "--evaluator", "lexicon")
    assert "mine.decline.stagnant: 1 of 2 judged right" in out
    _, out, _ = run(capsys, "lexicon", "check", "articles", "--lexicon", mine, "--evaluator", "lexicon")
    assert "1 of 2 judged right" in out


def test_wrong_use_is_one_line(capsys, mine):
    use = ("--lexicon", mine, "--evaluator", "lexicon")
    for wrong in (
        ("lexicon", "judge", "mine.decline.stagnent", "articles", *use),
        ("lexicon", "suggest", "articles", "--contrast", "one", *use),
        ("lexicon", "suggest", "articles", "--accept", "0", *use),
        ("lexicon", "suggest", "articles", "--accept", "1=9", *use),
        ("lexicon", "suggest", "articles", "--accept", "99999", *use),
        ("lexicon", "suggest", "nowhere", *use),
        ("lexicon", "test", "nothing.here", "--lexicon", mine),
        ("kwic", "stagnant", "articles", "--by", "moon", *use),
    ):
        status, _, err = run(capsys, *wrong)
        assert (status, len(err.splitlines())) == (2, 1), wrong


def test_a_failing_line_shows_what_fired_and_why_its_own_did_not(capsys, mine):
    text = LEXICON.replace('"Relations are stagnant."', '"Relations are non-stagnant."')
    (mine / "lexicon.toml").write_text(text, encoding="utf-8")
    status, out, _ = run(capsys, "lexicon", "test", "mine.decline", "--lexicon", mine)
    assert status == 1
    assert "- mine.decline: part of a compound" in out
