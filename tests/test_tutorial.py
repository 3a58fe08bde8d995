"""docs/tutorial.md: every command on the page runs, in order, and says what the page says it says."""

import csv
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from command_line import run

DOCS = Path(__file__).parents[1] / "docs"
PEOPLE_CODE = "# Anna and Ben code."
MAY_END_WITH_1: frozenset[str] = frozenset()


def blocks(page: str) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the commands of each sh block, and the lines of the text block right below it, if there is one."""
    for found in re.finditer(r"^```sh\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", page, re.S | re.M):
        yield found[1].splitlines(), (found[2] or "").splitlines()


def code(coder: str) -> None:
    """Fill in a coder's sheet: what they said of the sentences that judge, neutral for all others."""
    with (DOCS / "tutorial" / "coded.csv").open(encoding="utf-8", newline="") as file:
        said = {row["sentence"]: row[coder] for row in csv.DictReader(file)}
    sheet = Path(f"{coder}.csv")
    head, *rows = csv.reader(sheet.read_text(encoding="utf-8-sig").splitlines())
    with sheet.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *([*row[:3], said.get(row[1], "neutral")] for row in rows)])


@pytest.mark.model
def test_every_command_of_the_tutorial_runs_and_says_what_the_page_says(tmp_path, monkeypatch, capsys):
    shutil.copytree(DOCS / "tutorial", tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    seen = []
    for commands, shown in blocks((DOCS / "tutorial.md").read_text(encoding="utf-8")):
        said = "".join(_do(command, monkeypatch, capsys) for command in commands)
        seen.append(said)
        for line in shown:
            assert line in said, f"the page shows {line!r}; {commands} says:\n{said}"
    assert len(seen) >= 10
    agreement, evaluation = (next(s for s in seen if words in s) for words in ("Krippendorff", "against the earlier"))
    assert "anna – ben" in agreement
    gained, lost = map(int, re.findall(r"(\d+) gained, (\d+) lost", evaluation)[0])
    assert gained > lost, evaluation


def _do(command: str, monkeypatch, capsys) -> str:
    if command == PEOPLE_CODE:
        code("anna")
        code("ben")
        return ""
    program, *arguments = shlex.split(command, comments=True)
    if program == "cp":
        shutil.copy(*arguments)
        return ""
    if program == "mkdir":
        Path(arguments[0]).mkdir()
        return ""
    assert program == "framing", command
    if "judge" in arguments:
        monkeypatch.setattr("sys.stdin", _keys("y\ns\n"))
    status, out, err = run(capsys, *arguments)
    assert status == 0, f"{command}\n{out}{err}"
    return out


def _keys(text: str):
    import io

    return io.StringIO(text)
