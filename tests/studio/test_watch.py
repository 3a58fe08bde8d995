"""Watching: what a save does, what a bad one doesn't."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from framing.cli.lexicon.diff import lines
from framing.errors import FramingError, LexiconError
from framing.pipeline import Settings
from framing.studio.files import stamp
from framing.studio.watch import look, watch
from framing.tuning import Difference, open_material

pytestmark = pytest.mark.model

CORPUS = {"one": "Freedonia is stagnant. Freedonia is a sham state.", "two": "Freedonia is a sham. It is stagnant."}


def opened(folder: Path, steps: Iterator[Callable[[], object]]) -> Iterator[Difference | FramingError]:
    """Watch a corpus while the steps are taken, one between two looks."""
    (folder / "corpus").mkdir()
    (folder / "mine").mkdir()
    for name, text in CORPUS.items():
        (folder / "corpus" / f"{name}.txt").write_text(f"{name}\n\n{text}\n")
    write(folder, '"stagnant"')
    settings = Settings(lexicons=(folder / "mine",), base=False, evaluator="lexicon", engine="serial", cache=folder)
    material = open_material(folder / "corpus", settings)
    return watch(material, folder / "corpus", lambda: [folder / "mine"], wait=lambda: next(steps)())


def write(folder: Path, terms: str) -> None:
    (folder / "mine" / "mine.toml").write_text(
        '[lexicon]\nid = "mine"\n[frames.decline]\nlabel = "Decline"\ndefinition = "Worse."\npolarity = -0.6\n'
        f'terms = [{terms}]\n[entities.freedonia]\nname = "Freedonia"\ntype = "country"\n'
    )


def nothing() -> None:
    """Let time pass."""


def test_a_save_says_what_it_did_and_a_bad_one_leaves_the_last_good_results(tmp_path: Path) -> None:
    steps: list[Callable[[], object]] = [
        nothing,
        lambda: write(tmp_path, '"stagnant", "sham"'), nothing,
        lambda: write(tmp_path, '"stagnant", '), lambda: write(tmp_path, '"stagnant", sham'), nothing,
        lambda: (tmp_path / "mine" / "mine.toml").unlink(), nothing,
        lambda: write(tmp_path, '"stagnant"'), nothing,
        lambda: (tmp_path / "corpus" / "one.txt").write_text("one\n\nFreedonia is fine.\n"), nothing,
        lambda: (tmp_path / "corpus" / "new.txt").write_text("new\n\nFreedonia is stagnant.\n"), nothing,
    ]  # fmt: skip
    outcomes = opened(tmp_path, iter(steps))
    added = next(outcomes)
    assert isinstance(added, Difference)
    assert added.edits.added == ("mine.decline.sham",)
    assert {turn.terms for turn in added.turns} >= {("mine.decline.sham",)}
    broken = next(outcomes)
    assert isinstance(broken, LexiconError)
    assert str(broken).startswith("mine.toml:7: not TOML")
    assert "no .toml file in this folder" in str(next(outcomes))
    # Against the last good results, not against the broken ones.
    back = next(outcomes)
    assert isinstance(back, Difference)
    assert back.edits.removed == ("mine.decline.sham",)
    changed = next(outcomes)
    assert isinstance(changed, Difference)
    assert not changed.edits.added
    (one,) = changed.articles
    assert {turn.article for turn in changed.turns} == {one}
    assert f"articles edited, added or taken out: {one}" in list(lines(changed))
    more = next(outcomes)
    assert isinstance(more, Difference)
    assert [turn.text for turn in more.turns if turn.article in more.articles and turn.voice == "author"] == [
        "Freedonia is stagnant."
    ]


def test_a_file_begun_in_an_empty_folder_of_ones_own_is_a_save(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    for name in ("corpus", "mine"):
        (tmp_path / name).mkdir()
    (tmp_path / "corpus" / "one.txt").write_text(f"one\n\n{CORPUS['one']}\n")
    write(tmp_path, '"stagnant"')
    settings = Settings(lexicons=(tmp_path / "mine",), base=False, evaluator="lexicon", engine="serial", cache=tmp_path)
    material = open_material(tmp_path / "corpus", settings)
    begin = partial((own / "local.toml").write_text, '[frames.decline]\nterms = ["sham"]\n')
    steps = iter([nothing, begin, nothing, (own / "local.toml").unlink, nothing])
    begun = watch(material, tmp_path / "corpus", lambda: [tmp_path / "mine", own], wait=lambda: next(steps)())
    for edits in ("1 term added, 0 taken out, 0 changed", "0 terms added, 1 taken out, 0 changed"):
        outcome = next(begun)
        assert isinstance(outcome, Difference)
        assert str(outcome.edits) == edits


def test_a_stamp_sees_every_file_but_hidden_ones(tmp_path: Path) -> None:
    before = stamp([tmp_path])
    (tmp_path / ".swap").write_text("x")
    assert stamp([tmp_path]) == before
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.txt").write_text("x")
    assert stamp([tmp_path]) != before
    assert stamp([tmp_path / "gone"]) == ()


def test_a_save_while_the_corpus_is_being_opened_is_not_lost(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "mine").mkdir()
    (tmp_path / "corpus" / "one.txt").write_text("one\n\nFreedonia is a stagnant sham.\n")
    write(tmp_path, '"stagnant"')
    settings = Settings(lexicons=(tmp_path / "mine",), base=False, evaluator="lexicon", engine="serial", cache=tmp_path)
    seen = look(tmp_path / "corpus", [tmp_path / "mine"])
    material = open_material(tmp_path / "corpus", settings)
    write(tmp_path, '"stagnant", "sham"')
    outcome = next(watch(material, tmp_path / "corpus", lambda: [tmp_path / "mine"], seen=seen, wait=nothing))
    assert isinstance(outcome, Difference)
    assert outcome.edits.added == ("mine.decline.sham",)
