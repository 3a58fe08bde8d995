"""The tuning commands as an analyst runs them: what they print, write, refuse, and end with."""

import json
import re
import shutil
import signal
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path
from subprocess import PIPE

import pytest

from browsing import opened
from command_line import LEXICON, run
from framing.lexicon import packaged_folder
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
    assert "stances move" in out
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
    # It was logged when it was accepted; to look at the same change again is no change.
    (change,) = read_history(mine)
    assert change.did == "accept"
    assert {a.rpartition(".")[2] for a in change.row["added"]} == {"precarious", "pompous"}
    run(capsys, "lexicon", "diff", mine, before, "articles", "--no-base", "--evaluator", "lexicon")
    assert [change.did for change in read_history(mine)] == ["accept", "diff"]
    run(capsys, "lexicon", "suggest", "articles", *use, "--reject", "hollow")
    status, out, _ = run(capsys, "lexicon", "history", "--lexicon", mine)
    accepted, moved, compared, _, rejected = out.splitlines()
    assert status == 0
    assert re.fullmatch(
        r"20\d\d-\d\d-\d\d \d\d:\d\d  accept  \+\w+\.blame\.precarious, \+\w+\.blame\.pompous", accepted
    )
    assert re.search(
        r"articles: \d stances? moves? \(by half: tuned 0\.\d\d, held out 0\.\d\d\); \d+ judgements? changes?, 0 flip",
        moved,
    )
    assert "  diff    −" in compared
    assert rejected.endswith("  reject  hollow")


def test_a_log_from_anywhere_is_shown_safely_or_refused_in_a_line(capsys, mine):
    assert run(capsys, "lexicon", "history", "--lexicon", mine)[:2] == (
        1,
        "nothing is logged yet; `framing lexicon diff` begins a log\n",
    )
    head = '{"when": "2026-01-01T10:00:00+00:00", "old": "a", "new": "b"'
    for row in (
        "",
        ', "added": 3, "moves": [[1]]',
        ', "added": ["\\u001b[31m"], "sentences": "x"',
        ', "tuned": [[1, "x"]]',
    ):
        (mine / "history.jsonl").write_text(f"{head}{row}}}\n", encoding="utf-8")
        status, out, err = run(capsys, "lexicon", "history", "--lexicon", mine)
        assert (status, "\x1b" in out + err) in ((0, False), (2, False)), row
        assert len(err.splitlines()) == (status == 2), row


def test_an_accepted_term_goes_where_it_is_in_use(capsys, mine, tmp_path):
    """Into the file that stands alone; into another one only with the options that use it."""
    text = (mine / "lexicon.toml").read_text("utf-8")
    Path("alone.toml").write_text(f"# Mine.\n{text}", encoding="utf-8")
    suggest = ("lexicon", "suggest", "articles", "--lexicon", "alone.toml", "--no-base", "--evaluator", "lexicon")
    status, out, _ = run(capsys, *suggest, "--accept", "precarious=-0.5")
    assert (status, "alone.toml: " in out, "to use it" in out) == (0, True, False)
    assert Path("alone.toml").read_text("utf-8").startswith("# Mine.\n")
    assert "precarious  ADJ" not in run(capsys, *suggest)[1]
    _, out, _ = run(capsys, *suggest, "--accept", "pompous=-0.5", "--into", "more.toml")
    assert "to use it: --lexicon alone.toml --lexicon more.toml\n" in out
    _, _, err = run(capsys, *suggest, "--accept", "stagnant")
    assert "'stagnant' is not proposed; `framing kwic stagnant` says whether it counts already" in err


def test_an_empty_folder_over_another_lexicon_is_where_ones_own_file_begins(capsys, mine):
    Path("own").mkdir()
    use = ("--lexicon", mine, "--lexicon", "own", "--no-base", "--evaluator", "lexicon")
    status, out, _ = run(capsys, "lexicon", "suggest", "articles", *use, "--accept", "precarious=-0.5")
    assert (status, "own/local.toml: " in out, "stances move" in out) == (0, True, True)
    assert [path.name for path in Path("own").glob("*.toml")] == ["local.toml"]
    # To read with, an empty folder is a mistake; so is one alone.
    Path("empty").mkdir()
    for wrong in (
        ("kwic", "stagnant", "articles", "--lexicon", mine, "--lexicon", "empty"),
        ("lexicon", "suggest", "articles", "--lexicon", "empty"),
    ):
        assert "no .toml file in this folder" in run(capsys, *wrong)[2]


def test_what_is_rejected_is_not_proposed_again(capsys, mine):
    suggest = ("lexicon", "suggest", "articles", "--lexicon", mine, "--no-base", "--evaluator", "lexicon")
    status, out, _ = run(capsys, *suggest, "--reject", "precarious,pompous")
    (done,) = out.splitlines()
    assert (status, sorted(done.removeprefix("not proposed again: ").split(", "))) == (0, ["pompous", "precarious"])
    _, out, _ = run(capsys, *suggest)
    assert "pompous  ADJ" not in out
    assert "2 rejected before are left out; --rejected shows them" in out
    assert "pompous  ADJ" in run(capsys, *suggest, "--rejected")[1]
    status, _, err = run(capsys, *suggest, "--reject", "pompous")
    assert (status, err) == (
        2, "framing: --reject: 'pompous' is not proposed; it was rejected, and --rejected proposes it again\n"
    )  # fmt: skip


def test_what_is_accepted_and_rejected_in_one_command_is_of_one_list(capsys, mine):
    suggest = ("lexicon", "suggest", "articles", "--lexicon", mine, "--no-base", "--evaluator", "lexicon")
    _, out, _ = run(capsys, *suggest, "--json")
    first, second = (json.loads(line)["term"] for line in out.splitlines()[:2])
    wrong = run(capsys, *suggest, "--reject", "1", "--accept", "sunny")
    assert wrong[0] == 2 and not (mine / "history.jsonl").exists()  # neither is done when one can't be
    _, out, _ = run(capsys, *suggest, "--reject", "1", "--accept", "2=-0.5")
    assert f"not proposed again: {first}\n" in out and f".{second}, polarity -0.5" in out


def test_a_number_means_the_word_that_was_read_beside_it(capsys, mine):
    suggest = ("lexicon", "suggest", "articles", "--lexicon", mine, "--no-base", "--evaluator", "lexicon")
    assert "--accept: 1 is a number of no list; show the list first" in run(capsys, *suggest, "--accept", "1")[2]
    _, out, _ = run(capsys, *suggest, "--json")
    listed = [json.loads(line)["term"] for line in out.splitlines()]
    assert len(listed) >= 4
    assert f".{listed[0]}, polarity" in run(capsys, *suggest, "--accept", "1=-0.5")[1]
    # The list made anew begins with another word; what was read as the second and third stays so.
    assert f"not proposed again: {listed[1]}\n" in run(capsys, *suggest, "--reject", "2")[1]
    assert f".{listed[2]}, polarity" in run(capsys, *suggest, "--accept", "3=-0.5")[1]
    for again in ("1", "2"):
        assert f"{listed[int(again) - 1]!r} is not proposed" in run(capsys, *suggest, "--accept", again)[2]
    beyond = f"--accept: the list last shown has no {len(listed) + 1}, it ends with {len(listed)}"
    assert beyond in run(capsys, *suggest, "--accept", str(len(listed) + 1))[2]
    # Shown again, the numbers are the new list's; those of another lexicon's list are another matter.
    _, out, _ = run(capsys, *suggest, "--json", "--most", "1")
    assert json.loads(out)["term"] == listed[3]
    Path("alone.toml").write_text(LEXICON, encoding="utf-8")
    other = run(capsys, "lexicon", "suggest", "articles", "--lexicon", "alone.toml", "--accept", "1")
    assert "a number of no list" in other[2]
    assert f".{listed[3]}, polarity" in run(capsys, *suggest, "--accept", "1=-0.5")[1]


def test_without_a_cache_there_are_no_numbers_and_it_is_said(capsys, mine):
    suggest = ("lexicon", "suggest", "articles", "--lexicon", mine, "--no-base", "--evaluator", "lexicon", "--no-cache")
    _, out, err = run(capsys, *suggest)
    assert ("precarious  ADJ" in out, err) == (True, "the cache can't keep these numbers: accept and reject by word\n")
    assert "a number of no list" in run(capsys, *suggest, "--accept", "1")[2]
    assert "precarious, polarity -0.6" in run(capsys, *suggest, "--accept", "precarious=-0.6")[1]


def test_the_only_report_is_what_is_tuned_on(capsys, mine):
    use = ("--lexicon", mine, "--no-base", "--evaluator", "lexicon")
    without = "framing: no report in reports/; make one with `framing analyze INPUT`, or name articles or a report\n"
    assert run(capsys, "kwic", "stagnant", *use) == (2, "", without)
    run(capsys, "analyze", "articles", *use, "--out", "reports/one")
    assert "9 occurrences in 3 articles" in run(capsys, "kwic", "stagnant", *use)[1]
    Path("milder.toml").write_text(LEXICON.replace("-0.6", "-0.3"), encoding="utf-8")
    diff = ("lexicon", "diff", mine, "milder.toml", "--no-base", "--evaluator", "lexicon", "--no-log")
    assert "1 changed" in run(capsys, *diff)[1]
    shutil.copytree("reports/one", "reports/two")
    assert run(capsys, *diff)[2] == (
        "framing: there are 2 reports (reports/one, reports/two); name articles or a report\n"
    )


def test_a_report_made_under_a_lexicon_that_is_not_named_is_told(capsys, mine):
    run(capsys, "analyze", "articles", "--lexicon", mine, "--evaluator", "lexicon", "--out", "one")
    Path("lexicons").mkdir()
    Path("lexicons/other.toml").write_text(LEXICON.replace("stagnant", "hollow"), encoding="utf-8")
    told = "one was made under another lexicon than lexicons as it is now; --lexicon names another\n"
    assert run(capsys, "kwic", "stagnant", "one")[::2] == (0, told)
    assert run(capsys, "kwic", "stagnant", "one", "--lexicon", mine)[::2] == (0, "")


def test_a_report_keeps_what_it_was_made_with_and_says_so_when_another_is_named(capsys, mine):
    made = ("--lexicon", mine, "--no-base", "--evaluator", "lexicon")
    run(capsys, "analyze", "articles", *made, "--seed", "3", "--out", "one")
    use = ("one", "--lexicon", mine, "--no-base")
    plain = run(capsys, "kwic", "stagnant", *use)
    assert plain[0] == 0
    assert run(capsys, "kwic", "stagnant", *use, "--evaluator", "lexicon", "--seed", "3") == plain
    cure = "name its articles, or analyze them again with --evaluator linear"
    other = f"framing: one was made with --evaluator lexicon; {cure}\n"
    looks = (
        ("kwic", "stagnant"), ("watch",), ("lexicon", "check"), ("lexicon", "suggest"),
        ("lexicon", "judge", "mine.decline.stagnant"),
    )  # fmt: skip
    for look in looks:
        assert run(capsys, *look, *use, "--evaluator", "linear") == (2, "", other), look
    diff = ("lexicon", "diff", mine, mine, "one", "--no-base", "--evaluator", "linear")
    assert run(capsys, *diff) == (2, "", other)
    assert "made with --seed 3; name its articles" in run(capsys, "kwic", "stagnant", *use, "--seed", "0")[2]
    for source in (("one",), ("articles",), ()):
        told = run(capsys, "lexicon", "check", *source, "--evaluator", "nonsense")
        assert told == (2, "", "framing: unknown evaluator 'nonsense'; known: lexicon, linear\n"), source


def test_ctrl_c_ends_watching_without_a_word(mine, tmp_path):
    """As a user does it: another process, a save that is told, then the key."""
    command = [sys.executable, "-c", "from framing.cli import main; main()", "watch", "articles"]
    use = ["--lexicon", str(mine), "--no-base", "--evaluator", "lexicon"]
    # A suite started in the background inherits that the key is ignored.
    heeding = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(
        [*command, *use], cwd=tmp_path, stdout=PIPE, stderr=PIPE, text=True, preexec_fn=heeding
    ) as watching:
        assert watching.stdout is not None
        # The save may come before the first look, and must not be lost.
        assert "watching articles" in watching.stdout.readline()
        (mine / "lexicon.toml").write_text(LEXICON.replace('"stagnant"', '"stagnant", "hollow"'), encoding="utf-8")
        stuck = threading.Timer(60, watching.kill)
        stuck.start()
        assert watching.stdout.readline().startswith("1 term added")
        watching.send_signal(signal.SIGINT)
        _, err = watching.communicate()
        stuck.cancel()
    assert (watching.returncode, err) == (0, "")
    assert [(c.did, c.row["added"]) for c in read_history(mine)] == [("save", ["mine.decline.hollow"])]


@pytest.mark.parametrize("missing", [("starlette", "uvicorn"), ("uvicorn",)])
def test_serving_without_its_extra_names_the_cure(capsys, mine, monkeypatch, missing):
    for name in missing:
        monkeypatch.setitem(sys.modules, name, None)  # as Python finds a package that isn't there
    status, out, err = run(capsys, "serve", "articles", "--lexicon", mine)
    assert (status, out) == (2, "")
    assert err == f'framing: framing serve needs {" and ".join(missing)}: pip install "framing[serve]"\n'


def test_the_lexicon_of_the_package_is_not_written(capsys, tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(TEXT, encoding="utf-8")
    for command in (("lexicon", "suggest", "--accept", "1"), ("serve",)):
        for use in ((), ("--lexicon", "default")):
            status, _, err = run(capsys, *command, "articles", *use, "--evaluator", "lexicon")
            assert status == 2
            assert "name a folder or file of your own" in err


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


@pytest.mark.browser
def test_the_page_of_a_change_fits_a_phone_with_each_number_under_its_bar(browser, capsys, mine, tmp_path):
    (tmp_path / "turned.toml").write_text(LEXICON.replace("-0.6", "0.6"), encoding="utf-8")
    diff = ("lexicon", "diff", mine, "turned.toml", "articles", "--no-log", "--evaluator", "lexicon")
    run(capsys, *diff, "--out", "diff.html")
    for theme in ("light", "dark"):
        with opened(browser, tmp_path, "diff.html", color_scheme=theme) as tab:
            for width in (320, 768, 1440):
                tab.set_viewport_size({"width": width, "height": 900})
                assert tab.evaluate("document.documentElement.scrollWidth") <= width
            tab.set_viewport_size({"width": 320, "height": 900})
            reading = tab.locator("#stances ~ .table td[data-l=Before] span").first
            assert reading.evaluate("e => e.getClientRects()[0].left >= e.closest('td').getClientRects()[0].left + 60")


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
    _, _, err = run(capsys, "lexicon", "diff", "HEAD", "mine", "articles")
    assert err == "framing: HEAD: a revision in git; say which file or folder of it, as in HEAD:lexicons\n"
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
    assert "local.toml:2: mine.decline: 2 of its 2 terms stand in none of these articles (zyzzyva, stagnate)" in out
    assert "mine.decline.stagnant: carries " in out
    assert re.search(r"source unknown +21 +57% +0% +43%\n", out)
    status, out, _ = run(capsys, "lexicon", "check", "articles", "--lexicon", mine, "--json", "--evaluator", "lexicon")
    rows = [json.loads(line) for line in out.splitlines()]
    assert {row["kind"] for row in rows} == {"warning", "coverage"}
    assert [row["sentences"] for row in rows if row["kind"] == "coverage"] == [21]


def test_check_puts_the_analysts_own_terms_before_those_of_the_default_lexicon(capsys, mine):
    """A misspelt term of one's own must not drown in two thousand that stand in other articles."""
    (mine / "local.toml").write_text(
        "[frames.kinship]\nwords = ['zyzzyva']\n[frames.decline]\nterms = ['far-fetched']\n", encoding="utf-8"
    )
    check = ("lexicon", "check", "articles", "--lexicon", "default", "--lexicon", mine, "--evaluator", "lexicon")
    status, out, _ = run(capsys, *check)
    listed = [line for line in out.splitlines() if line.startswith("warning: ")]
    files = {line.removeprefix("warning: ").partition(":")[0] for line in listed}
    assert (status, files) == (0, {"local.toml"})
    assert "local.toml:2: partnership.kinship: 1 of its 1 terms stand in none of these articles (zyzzyva)" in out
    assert "(far-fetched)" in out
    (short,) = [line for line in out.splitlines() if line.startswith("default lexicon: ")]
    n_terms, absent, silent, hidden, n = (int(x.replace(",", "")) for x in re.findall(r"[\d,]*\d", short))
    assert n_terms > absent > 2000
    _, everything, _ = run(capsys, *check, "--all")
    more = [line for line in everything.splitlines() if line.startswith("warning: ") and line not in listed]
    assert len(more) == n
    assert sum("and never counts" in line for line in more) == silent
    assert sum("each time inside" in line for line in more) == hidden
    # What is named by its path is one's own.
    _, named, _ = run(capsys, "lexicon", "check", "articles", "--lexicon", packaged_folder(), "--evaluator", "lexicon")
    assert "default lexicon" not in named
    assert "power.toml" in named


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
    Path("milder.toml").write_text(LEXICON.replace("-0.6", "-0.3"), encoding="utf-8")
    diff = ("lexicon", "diff", mine, "milder.toml", "articles", "--evaluator", "lexicon", "--no-log")
    _, out, _ = run(capsys, *diff, "--out", "diff.html")
    assert "mine.decline.stagnant: 1 of 2 judged right [0.09, 0.91]" in out
    assert "<code>mine.decline.stagnant</code>: 1 of 2 judged right [0.09, 0.91]" in Path("diff.html").read_text(
        "utf-8"
    )
    run(capsys, "analyze", "articles", "--lexicon", mine, "--evaluator", "lexicon", "--out", "report")
    assert "1 of 2 judged right [0.09, 0.91]" in Path("report/index.html").read_text("utf-8")


def test_wrong_use_is_one_line(capsys, mine):
    use = ("--lexicon", mine, "--evaluator", "lexicon")
    for wrong in (
        ("lexicon", "judge", "mine.decline.stagnent", "articles", *use),
        ("lexicon", "suggest", "articles", "--contrast", "one", *use),
        ("lexicon", "suggest", "articles", "--accept", "0", *use),
        ("lexicon", "suggest", "articles", "--accept", "1=9", *use),
        ("lexicon", "suggest", "articles", "--accept", "sunny", *use),
        ("lexicon", "suggest", "articles", "--most", "many", *use),
        ("lexicon", "suggest", "articles", "--mist", *use),
        ("lexicon", "diff", mine),
        ("lexicon", "dif"),
        ("lexicon", "suggest", "nowhere", *use),
        ("lexicon", "test", "nothing.here", "--lexicon", mine),
        ("kwic", "stagnant", "articles", "--by", "moon", *use),
    ):
        status, _, err = run(capsys, *wrong)
        assert (status, len(err.splitlines())) == (2, 1), wrong


def test_a_lexicon_path_that_leads_nowhere_is_one_line(capsys, mine):
    Path("loop.toml").symlink_to("loop.toml")
    for name in ("loop.toml", "x" * 5000):
        for command in (("check",), ("test",), ("suggest", "articles"), ("history",)):
            status, out, err = run(capsys, "lexicon", *command, "--lexicon", mine, "--lexicon", name)
            assert (status, out, len(err.splitlines())) == (2, "", 1), command
            assert "; name a plain, readable file or folder" in err
        assert run(capsys, "lexicon", "diff", mine, name, "articles")[2] == err
        into = ("--lexicon", mine, "--no-base", "--evaluator", "lexicon", "--accept", "precarious=-0.5", "--into", name)
        status, _, err = run(capsys, "lexicon", "suggest", "articles", *into)
        assert (status, len(err.splitlines()), "another with --into" in err) == (2, 1, True)


def test_several_lexicons_may_be_named_longer_than_a_file_may(capsys, mine):
    Path("milder.toml").write_text(LEXICON.replace("-0.6", "-0.3"), encoding="utf-8")
    diff = ("lexicon", "diff", mine, ",".join(["milder.toml"] * 30), "articles", "--evaluator", "lexicon", "--no-log")
    assert "1 changed" in run(capsys, *diff)[1]


def test_a_term_without_examples_of_its_own_is_tested_by_its_frames(capsys, mine):
    test = ("lexicon", "test", "--lexicon", mine, "mine.decline.stagnant")
    assert run(capsys, *test)[:2] == (0, "2 passed, 0 failed\n")


def test_a_report_whose_targets_its_lexicon_named_asks_for_that_lexicon(capsys, mine):
    (mine / "more.toml").write_text('[entities.norrbeck]\nname = "Norrbeck"\ntype = "group"\n', encoding="utf-8")
    run(
        capsys,
        "analyze",
        "articles",
        "--lexicon",
        mine,
        "--targets",
        "norrbeck",
        "--evaluator",
        "lexicon",
        "--out",
        "one",
    )
    status, _, err = run(capsys, "kwic", "stagnant", "one")
    assert (status, "name the --lexicon whose files list it as [entities.ID]" in err.splitlines()[-1]) == (2, True), err


def test_watching_a_report_says_that_its_articles_are_not_watched(capsys, mine, monkeypatch):
    use = ("--lexicon", mine, "--no-base", "--evaluator", "lexicon")
    run(capsys, "analyze", "articles", *use, "--out", "one")

    def end(*_: object, **__: object):
        raise KeyboardInterrupt

    monkeypatch.setattr("framing.studio.watch.watch", end)
    assert "watching the lexicon of one, not its articles" in run(capsys, "watch", "one", *use)[1]
    assert "watching articles and its lexicon" in run(capsys, "watch", "articles", *use)[1]


def test_a_failing_line_shows_what_fired_and_why_its_own_did_not(capsys, mine):
    text = LEXICON.replace('"Relations are stagnant."', '"Relations are non-stagnant."')
    (mine / "lexicon.toml").write_text(text, encoding="utf-8")
    status, out, _ = run(capsys, "lexicon", "test", "mine.decline", "--lexicon", mine)
    assert status == 1
    assert "- mine.decline: part of a compound" in out


def test_a_word_of_the_held_out_half_alone_is_said_to_be_there(capsys, mine):
    for name in ("b", "d"):  # b is held out, d isn't
        Path(f"articles/{name}.txt").write_text(f"Minsk met xenolith{name}.\n", encoding="utf-8")
    look = ("articles", "--lexicon", mine, "--tuning-half")
    held_out = (1, "no occurrence in the half you tune on, only in the held-out one\n")
    assert run(capsys, "kwic", "xenolithb", *look)[:2] == held_out
    assert run(capsys, "kwic", "xenolithd", *look)[0] == 0
    assert run(capsys, "kwic", "xenolithz", *look)[1] == "no occurrence\n"
