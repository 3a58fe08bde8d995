"""`framing lexicon import` and `export`, as a user runs them."""

from pathlib import Path

import pytest

from command_line import LEXICON, run

DIC = "%\n1\tposemo\n2\tnegemo\n%\nhappy\t1\nact*\t1\nsad\t2\n"


def test_a_dictionary_becomes_a_lexicon_that_loads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "my list.dic").write_text(DIC)
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "a.txt").write_text("They act. Her acting was fine.")
    out = tmp_path / "new" / "mine.toml"
    arguments = ["lexicon", "import", tmp_path / "my list.dic", "--out", out, "--polarity", "posemo=0.5"]
    status, said, _ = run(capsys, *arguments, "--words", tmp_path / "words")
    assert status == 0
    warned = "no examples for {} of its terms ({}); give the frame fires and silent"
    assert said.splitlines() == [
        f"{out}: 4 terms in 2 frames",
        "not carried: 1 pattern became the words it fits today; new words won't be found",
        "not carried: categories without a polarity evaluate nothing until you write one (1): negemo",
        f"warning: mine.toml:14: mine.posemo: {warned.format(3, 'happy, act, acting')}",
        f"warning: mine.toml:23: mine.negemo: {warned.format(1, 'sad')}",
    ]
    assert run(capsys, *arguments)[2] == f"framing: --out: {out} is there already; name another file, or take it away\n"


def test_a_lexicon_goes_out_and_says_what_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.toml").write_text(LEXICON)
    status, said, _ = run(capsys, "lexicon", "export", "--lexicon", tmp_path / "mine.toml", "--out", tmp_path / "m.txt")
    assert (status, (tmp_path / "m.txt").read_text()) == (0, "stagnant\t-2.4\n")
    assert "not carried: entities: VADER has no place for them (1): minsk" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["import", "a.dic", "--out", "a.txt"], "--out: a.txt is no lexicon's name; write one that ends in .toml"),
        (["import", "a.dic", "--out", "a.toml"], "a.dic: no such file; check the path"),
        (
            ["import", "a.dic", "--out", "a.toml", "--format", "x"],
            "unknown format 'x'; known: csv, liwc, quanteda, vader",
        ),
        (
            ["import", "a.dic", "--out", "a.toml", "--polarity", "x=3"],
            "--polarity: 'x=3' is not a category with a number in -1..1, such as positive=0.5",
        ),
    ],
)
def test_wrong_use_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(capsys, "lexicon", *arguments) == (2, "", f"framing: {said}\n")
