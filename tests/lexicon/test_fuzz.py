"""A lexicon file of any content gives a lexicon or one clear line with its file; never a traceback, never a stall."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    """Return what is said of a file: one line that begins with its name, or nothing."""
    found = [str(problem) for problem in problems([path])]
    for line in found:
        assert re.match(rf"{re.escape(path.name)}(:\d+)?: ", line), line
        assert line.isprintable()
    try:
        load_lexicon([path], base=False)
    except LexiconError as error:
        assert "\n" not in str(error)
        assert str(error).startswith(path.name)
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
