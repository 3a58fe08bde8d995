"""A lexicon broken in any way, met as a user meets it: one line with its place, and the last good results stay."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from broken_lexicons import BREAKS, HEADS, broken
from command_line import run
from framing.errors import LexiconError
from framing.studio.desk import Desk

pytestmark = pytest.mark.model

USE = ("--lexicon", "mine", "--no-base", "--evaluator", "lexicon")
TEXT = "Minsk\n\nThe European Union said that Minsk is not a true friend. NATO praised the friendship."
CASES = [(kind, list(HEADS)[k % len(HEADS)]) for k, kind in enumerate(BREAKS)]
"""Each kind of fault once, in each kind of file in turn; tests/lexicon/test_fuzz.py has all of them."""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A corpus, a good lexicon, and the report that was made of them."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "mine").mkdir()
    (tmp_path / "corpus" / "one.txt").write_text(TEXT, encoding="utf-8")
    mend()
    assert run(capsys, "analyze", "corpus", "--out", "report", *USE)[0] == 0
    return tmp_path


def mend() -> None:
    for name, text in HEADS.items():
        Path("mine", name).write_text(text, encoding="utf-8")


def faults() -> Iterator[tuple[str, str, int]]:
    """Put one broken file after the other into the lexicon; yield its name, what is wrong, and on which line."""
    for kind, name in CASES:
        mend()
        content, line = broken(kind, name, 0)
        Path("mine", name).write_bytes(content)
        yield name, kind, line


def contents(folder: str) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(Path(folder).rglob("*")) if path.is_file()}


def assert_one_line(said: str, name: str, kind: str, line: int) -> None:
    """One line: file, line, what is wrong, and the cure; short, and nothing that a terminal could obey."""
    found = re.fullmatch(rf"{re.escape(name)}:(\d+): (.+); (.+)", said)
    assert found, (kind, said[:300])
    assert not line or int(found[1]) == line, (kind, line, said[:300])
    assert said.isprintable(), kind
    assert len(said) < 500, (kind, said[:300])


def test_analysing_says_one_line_and_leaves_the_report_as_it_was(place, capsys):
    before = contents("report")
    for fault in faults():
        status, out, err = run(capsys, "analyze", "corpus", "--out", "report", *USE)
        assert (status, out, err[-1:]) == (2, "", "\n"), fault
        assert_one_line(err[:-1].removeprefix("framing: "), *fault)
        assert contents("report") == before, fault


def test_checking_lists_each_mistake_in_a_line_with_its_place(place, capsys):
    for name, kind, line in faults():
        status, out, err = run(capsys, "lexicon", "check", "report", *USE, "--json")
        rows = [json.loads(row) for row in out.splitlines()]
        mistakes = [f"{r['file']}:{r['line']}: {r['message']}" for r in rows if r["kind"] == "error"]
        assert (status, err, bool(mistakes)) == (1, "", True), kind
        assert_one_line(mistakes[0], name, kind, line)


def test_watching_says_one_line_a_save_and_goes_on_from_the_last_good_results(place, capsys, monkeypatch):
    told: list[tuple[str, str, int]] = []
    steps: list[Callable[[], object]] = []
    broken_ones, before = faults(), contents("report")

    def sleep(_: float) -> None:
        """Save a broken file, let the watch look twice, save the next; then mend it with one word more, and end."""
        if steps:
            steps.pop()()
        elif fault := next(broken_ones, None):
            told.append(fault)
            steps.append(lambda: None)
        else:
            steps.extend([stop, lambda: None])
            mend()
            partnership = HEADS["partnership.toml"].replace('"friendship", ', "")
            Path("mine", "partnership.toml").write_text(partnership, encoding="utf-8")

    def stop() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("framing.studio.watch.time", SimpleNamespace(sleep=sleep))
    status, out, err = run(capsys, "watch", "corpus", *USE)
    said = err.splitlines()
    assert (status, len(said)) == (0, len(CASES))
    for line, fault in zip(said, told, strict=True):
        assert_one_line(line.removeprefix("not taken, the last scores stay: "), *fault)
    # Against the scores before all the broken ones.
    assert "0 terms added, 1 taken out, 0 changed" in out
    assert "partnership.kinship.friendship" in out
    assert contents("report") == before


def test_serving_does_not_start_on_a_broken_lexicon(place, capsys, monkeypatch):
    monkeypatch.setattr("framing.studio.server.serve", lambda *_: pytest.fail("it started"))
    for fault in faults():
        status, _, err = run(capsys, "serve", "corpus", *USE)
        assert (status, err[-1:]) == (2, "\n"), fault
        assert_one_line(err[:-1].removeprefix("framing: "), *fault)


def test_a_server_refuses_a_broken_text_and_outlives_one_that_is_saved_elsewhere(place, capsys, monkeypatch):
    def serve(desk: Desk, *_: object) -> None:
        good = contents("mine")
        for name, kind, line in faults():
            content, material = Path("mine", name).read_bytes(), desk.material
            assert desk.refresh() is material, kind
            assert_one_line(desk.problem, name, kind, line)
            mend()
            desk.refresh()
            assert desk.problem == "", kind
            if (text := content.decode("utf-8", "ignore")).encode() == content:  # else no browser can send it
                with pytest.raises(LexiconError) as told:
                    desk.save(name, text, desk.file(name)["version"])
                assert_one_line(str(told.value), name, kind, line)
                assert contents("mine") == good, kind

    monkeypatch.setattr("framing.studio.server.serve", serve)
    assert run(capsys, "serve", "corpus", *USE)[0] == 0
