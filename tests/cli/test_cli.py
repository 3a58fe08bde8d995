"""The command line as a user meets it: what it prints, what it leaves behind, how it ends."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import LEXICON, run
from framing.cli import printable
from framing.cli.output import output
from framing.errors import UsageError
from framing.lexicon import lexicon_paths, load_lexicon

REPO = Path(__file__).parents[2]


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "Stagnant Minsk\n\nMinsk is stagnant. Stagnant Minsk stays Minsk.\n", encoding="utf-8"
    )
    return folder


@pytest.fixture
def lexicon(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(LEXICON, encoding="utf-8")
    return path


def test_help_answers_without_loading_anything_heavy():
    code = "import sys; from framing.cli import cli; cli(['--help'], standalone_mode=False); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.rsplit("\n", 2)[-2].split())
    assert "Example:" in done.stdout
    assert loaded.isdisjoint({"spacy", "sklearn", "scipy", "pyarrow", "duckdb", "numpy", "textblob", "jinja2"})


@pytest.mark.parametrize("command", ["analyze", "annotate", "evaluate", "lexicon"])
def test_every_command_has_help_with_a_worked_example(capsys, command):
    status, out, _ = run(capsys, command, "--help")
    assert status == 0
    assert "Example:" in out
    assert f"framing {command}" in out


@pytest.mark.model
def test_analyze_writes_report_and_results_and_says_where(capsys, articles, lexicon, tmp_path):
    status, out, err = run(capsys, "analyze", articles, "--out", tmp_path / "out", "--lexicon", lexicon, "--no-base")
    assert status == 0, err
    assert "unknown source" in out
    assert "−0." in out
    assert f"Report: {tmp_path / 'out' / 'index.html'}" in out.splitlines()
    assert (tmp_path / "out" / "index.html").is_file()
    assert (tmp_path / "out" / "results" / "stance.parquet").is_file()
    assert (tmp_path / "out" / "results" / "framing.duckdb").is_file()


@pytest.mark.parametrize("place", ["site", "articles/out", "report.html"])
def test_nobodys_files_are_overwritten(capsys, articles, lexicon, tmp_path, place):
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("my homepage", encoding="utf-8")
    status, _, err = run(capsys, "analyze", articles, "--out", tmp_path / place, "--lexicon", lexicon)
    assert status == 2
    assert err.startswith("framing: --out: ")
    assert (site / "index.html").read_text(encoding="utf-8") == "my homepage"
    assert sorted(p.name for p in articles.iterdir()) == ["a.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such locks")
def test_a_second_run_into_the_same_folder_is_told(tmp_path, articles):
    with output(tmp_path / "out", articles) as staging:
        (staging / "index.html").write_text("new", encoding="utf-8")
        with pytest.raises(UsageError, match="another run is writing"), output(tmp_path / "out", articles):
            pass
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["index.html"]


def test_an_interrupted_run_changes_nothing(tmp_path, articles):
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt), output(out, articles) as staging:
        (staging / "index.html").write_text("half", encoding="utf-8")
        raise KeyboardInterrupt
    assert not out.exists()


@pytest.mark.model
def test_what_cannot_be_read_is_left_out_and_the_rest_is_done(capsys, articles, lexicon, tmp_path):
    (articles / "empty.txt").write_text("", encoding="utf-8")
    (articles / "noise.txt").write_bytes(bytes(range(256)) * 8)
    status, out, err = run(capsys, "analyze", articles, "--out", tmp_path / "out", "--lexicon", lexicon)
    assert status == 1
    assert "Report:" in out
    assert sorted(line.split(":")[1].strip() for line in err.splitlines()) == ["empty.txt", "noise.txt"]
    assert "noise.txt" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_wrong_use_is_one_line_and_leaves_nothing(capsys, articles, lexicon, tmp_path):
    lexicon.write_text(LEXICON + "colour = 'red'\n", encoding="utf-8")
    cases = {
        "no such input": ["analyze", tmp_path / "nowhere"],
        "an empty folder": ["analyze", tmp_path / "empty"],
        "an unknown key in the lexicon": ["analyze", articles, "--lexicon", lexicon],
        "an unknown engine": ["analyze", articles, "--engine", "steam"],
        "a file where the folder should be": ["analyze", articles, "--out", lexicon / "below"],
        "no such lexicon": ["analyze", articles, "--lexicon", tmp_path / "none.toml"],
    }
    (tmp_path / "empty").mkdir()
    for case, arguments in cases.items():
        place = () if "--out" in arguments else ("--out", tmp_path / "out")
        status, out, err = run(capsys, *arguments, *place)
        assert status == 2, case
        assert out == "", case
        assert err.startswith("framing: "), case
        assert err.count("\n") == 1, f"{case}: {err}"
        assert not (tmp_path / "out").exists(), case


@pytest.mark.model
def test_an_unknown_target_is_answered_with_the_nearest(capsys, articles, lexicon, tmp_path):
    arguments = ["analyze", articles, "--out", tmp_path / "out", "--lexicon", lexicon, "--targets", "minks"]
    status, _, err = run(capsys, *arguments)
    assert status == 2
    assert "did you mean minsk" in err
    assert not (tmp_path / "out").exists()


@pytest.mark.model
def test_annotate_writes_the_public_format(capsys, articles, lexicon, tmp_path):
    out = tmp_path / "out.jsonl"
    status, _, err = run(capsys, "annotate", articles, "--out", out, "--lexicon", lexicon)
    assert status == 0, err
    (row,) = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert row["format"] == "framing.annotation/1"
    assert {row["text"][e["start"] : e["end"]].lower() for e in row["expressions"]} == {"stagnant"}
    assert row["evaluations"][0]["target"] == "minsk"


def test_an_own_lexicon_lies_over_the_default_one(capsys, lexicon, monkeypatch):
    monkeypatch.chdir(REPO)
    own = LEXICON.replace("stagnant", "blackmail").replace("frames.decline", "frames.ransom")
    lexicon.write_text(own, encoding="utf-8")
    assert run(capsys, "lexicon", "check", "--lexicon", "default", "--lexicon", lexicon)[0] == 0
    terms = load_lexicon(lexicon_paths((Path("default"), lexicon), REPO)).terms
    assert [t.address for t in terms if t.words == ("blackmail",) and t.frame != "base"] == ["mine.ransom.blackmail"]
    assert len(terms) > 1000


def test_lexicon_check_lists_every_error(capsys, lexicon):
    assert run(capsys, "lexicon", "check", "--lexicon", lexicon)[:2] == (0, "0 errors, 0 warnings\n")
    lexicon.write_text(LEXICON + "colour = 'red'\nsmell = 'none'\n", encoding="utf-8")
    status, out, _ = run(capsys, "lexicon", "check", "--lexicon", lexicon)
    assert status == 1
    assert out.count("error: mine.toml:") == 2
    assert out.endswith("2 errors, 0 warnings\n")


@pytest.mark.model
def test_the_lexicon_that_comes_with_framing_passes_its_own_examples(capsys: pytest.CaptureFixture[str]):
    status, out, _ = run(capsys, "lexicon", "test")
    assert (status, out.count("FAIL")) == (0, 0), out


@pytest.mark.model
def test_lexicon_test_names_what_fails(capsys, lexicon):
    assert run(capsys, "lexicon", "test", "--lexicon", lexicon)[:2] == (0, "2 passed, 0 failed\n")
    lexicon.write_text(LEXICON.replace("Relations are fine.", "Relations are stagnant too."), encoding="utf-8")
    status, out, _ = run(capsys, "lexicon", "test", "--lexicon", lexicon)
    assert status == 1
    assert "FAIL mine.decline (mine.toml:" in out
    assert out.endswith("1 passed, 1 failed\n")


def test_what_a_terminal_could_obey_is_shown_as_an_escape():
    assert printable("a\x1b[31mred\u202e") == "a\\x1b[31mred\\u202e"


@pytest.mark.parametrize(("arguments", "status", "said"), [(["--help"], 0, "analyze"), (["analyze", "nowhere"], 2, "")])
def test_the_process_ends_with_its_status_and_all_it_had_to_say(arguments, status, said):
    command = "from framing.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", command, *arguments], capture_output=True, text=True, check=False)
    assert (done.returncode, said in done.stdout, "Traceback" in done.stderr) == (status, True, False)
