"""A lexicon file of any content gives a lexicon or one clear line with its place; never a traceback, never a stall."""

import os
import random
import re
import tomllib
from contextlib import suppress
from pathlib import Path

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from broken_lexicons import BREAKS, HEADS, broken, mutants
from framing.errors import LexiconError
from framing.lexicon import load_lexicon, packaged_folder, problems

VALID = "\n".join(
    (packaged_folder() / name).read_text("utf-8")[:3000].rsplit("\n\n", 1)[0]
    for name in ("partnership.toml", "scope.toml")
)
PIECES = (
    *(
        "nan",
        "inf",
        "-1e400",
        "9" * 5000,
        "[[",
        "]]",
        "{",
        "}",
        '"',
        "'''",
        '"""',
        "#",
        "\\u0000",
        "\\",
        "= = ",
        ".",
        "true",
    ),
    *(
        "1979-05-27T07:32:00Z",
        "\0",
        "\x7f",
        "\u202e",
        "\ud800",
        "😀",
        "[frames.kinship]\n",
        "[[scope]]\n",
        "[entities]\n",
    ),
    *("polarity = 7\n", "targets = ['nobody']\n", "a.b.c.d.e.f.g.h.i.j = 1\n", "terms = [[[[[[]]]]]]\n", "= 3\n"),
)
BOMBS = {
    "arrays in arrays": "a = " + "[" * 100_000,
    "closed arrays in arrays": "a = " + "[" * 5_000 + "]" * 5_000,
    "inline tables in inline tables": "a = " + "{a=" * 5_000,
    "a number of 5,000 digits": "a = " + "9" * 5_000,
    "a key of many parts": ".".join(["a"] * 100_000) + " = 1",
    "many keys of many parts": "\n".join(f"{'a.' * 400}b{k} = 1" for k in range(300)),
    "a header of many parts": "[" + ".".join(["a"] * 50_000) + "]",
    "quoted keys of many parts": ".".join(['"a"'] * 50_000) + " = 1",
    "many tables": "".join(f"[t{k}]\n" for k in range(20_000)),
    "a quotation mark that stays open": 'a = """' + "x" * 500_000,
    "brackets in a comment": "#" + "[" * 500_000 + "\nx = 1",
    "not a number": '[frames.x]\nlabel = "x"\ndefinition = "x"\npolarity = nan',
    "no end": '[frames.x]\nlabel = "x"\ndefinition = "x"\npolarity = -inf',
}


def said_of(path: Path) -> str:
    """Return what is said of a file: one line that begins with its name and a line that it has, or nothing."""
    last = path.read_bytes().count(b"\n") + 1
    found = problems([path])
    for line in map(str, found):
        at = re.match(rf"{re.escape(path.name)}:(\d+): ", line)
        assert at, line
        assert 1 <= int(at[1]) <= last, line
        assert line.isprintable()
    try:
        load_lexicon([path], base=False)
    except LexiconError as error:
        assert "\n" not in str(error)
        first = next(problem for problem in found if problem.error)
        assert str(error).startswith(str(first))
        return str(error)
    return ""


@pytest.mark.parametrize("content", list(BOMBS.values()), ids=list(BOMBS))
def test_a_bomb_is_one_line_with_its_file(tmp_path: Path, content: str) -> None:
    path = tmp_path / "bomb.toml"
    path.write_text(content)
    assert said_of(path)


@settings(max_examples=60, deadline=None)
@given(content=st.binary(max_size=400))
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(content)
    said_of(path)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_lexicon_with_faults_at_random(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    chance, text = random.Random(seed), VALID  # noqa: S311 - replayed by its seed
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(("", *PIECES)) + text[at + chance.choice((0, 0, 1, 5, 40)) :]
    path = tmp_path_factory.getbasetemp() / "faulty.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    said_of(path)


@pytest.mark.parametrize("kind", BREAKS)
def test_a_fault_is_told_with_its_own_line(tmp_path: Path, kind: str) -> None:
    for name, text in HEADS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert not [problem for problem in problems([tmp_path]) if problem.error]
    for name, text in HEADS.items():
        content, line = broken(kind, name, 1)
        (tmp_path / name).write_bytes(content)
        first = next(problem for problem in problems([tmp_path]) if problem.error)
        assert (first.file, first.line) == (name, line), first
        assert ";" in first.message, first
        (tmp_path / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", HEADS)
def test_lexicons_cut_doubled_swapped_and_retyped(tmp_path: Path, name: str) -> None:
    told = []
    for content in mutants(name, 60):
        (tmp_path / name).write_bytes(content)
        told.append(said_of(tmp_path / name))
    assert sum(map(bool, told)) > 20


@pytest.mark.parametrize("path", sorted(packaged_folder().glob("*.toml")), ids=lambda path: path.name)
def test_a_lexicon_is_read_as_pythons_own_parser_reads_it(path: Path) -> None:
    text = path.read_text("utf-8")
    assert tomli.loads(text) == tomllib.loads(text)


@pytest.mark.parametrize("name", HEADS)
def test_what_pythons_own_parser_makes_of_a_damaged_lexicon_is_what_ours_makes_of_it(name: str) -> None:
    """Not the other way round: inline tables over several lines, new in TOML 1.1, are read by ours alone."""
    read = 0
    for content in mutants(name, 200):
        text = content.decode()
        with suppress(tomllib.TOMLDecodeError):
            theirs = tomllib.loads(text)
            assert repr(tomli.loads(text)) == repr(theirs)  # by what is shown, for nan is not equal to nan
            read += 1
    assert read > 20


def test_what_can_not_be_opened_is_one_line_with_its_cure(tmp_path: Path) -> None:
    """A folder that ends in .toml, a pipe, a link, nothing there: no line, for there is none."""
    (tmp_path / "folder.toml").mkdir()
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "link.toml").symlink_to(tmp_path / "nowhere.toml")
    for name in ("pipe.toml", "link.toml", "nowhere.toml"):
        with pytest.raises(LexiconError) as told:
            load_lexicon([tmp_path / name])
        assert re.fullmatch(rf"{name}: [^\n;]+; [^\n;]+", str(told.value))
    with pytest.raises(LexiconError, match=r"^folder.toml: no .toml file in this folder; name another"):
        load_lexicon([tmp_path / "folder.toml"])


def test_a_file_without_permission_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.toml").write_text(VALID, encoding="utf-8")

    def refused(*_: object) -> int:
        raise PermissionError(13, "Permission denied")  # as for anybody but root

    monkeypatch.setattr("framing.lexicon.files.os.open", refused)
    with pytest.raises(LexiconError, match=r"^mine.toml: can't be read \(Permission denied\); name a plain, readable"):
        load_lexicon([tmp_path / "mine.toml"])
