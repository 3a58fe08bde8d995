"""The packaged lexicons, broken as a hand, an editor or a disk breaks a file, for the tests of what is said of them."""

import random
import re
from collections.abc import Callable, Iterator

from framing.lexicon import packaged_folder

LENGTH = 2600
"""Characters of each file that are kept: what is said doesn't depend on how much follows."""
HEADS = {
    name: (packaged_folder() / name).read_text("utf-8")[:LENGTH].rsplit("\n\n", 1)[0] + "\n"
    for name in ("partnership.toml", "organisations.toml", "scope.toml", "cues.toml")
}
"""A file of each kind: frames, entities, scope, cues."""

_SCALAR = re.compile(r'^([a-z_]+) = (".*"|-?[0-9.]+)$')
_OTHER_TYPES = ("true", "[1, 2]", "{ a = 1 }", "1979-05-27", "nan", '[["a"]]')

Break = Callable[[str, random.Random], tuple[bytes, int]]
"""From a text to a broken one, and the line of the fault; 0 where it may be told of several."""


def broken(kind: str, name: str, seed: int) -> tuple[bytes, int]:
    """Return one of the `HEADS`, broken, and the line of the fault (0: of several)."""
    return BREAKS[kind](HEADS[name], random.Random(f"{kind} {name} {seed}"))  # noqa: S311 - the same each time


def mutants(name: str, n: int) -> Iterator[bytes]:
    """Yield texts with one to three random changes: cut, doubled, swapped or of another type. Some are still fine."""
    chance = random.Random(name)  # noqa: S311 - the same each time
    for _ in range(n):
        text = HEADS[name]
        for _ in range(chance.randint(1, 3)):
            text = chance.choice(_CHANGES)(text, chance)
        yield text.encode()


def _lines(text: str, chance: random.Random, fit: Callable[[str], bool]) -> tuple[list[str], int]:
    """Return the lines, and one of those that fit."""
    lines = text.split("\n")
    return lines, chance.choice([k for k, line in enumerate(lines) if fit(line)])


def _put(lines: list[str], at: int, line: str) -> tuple[bytes, int]:
    lines[at] = line
    return "\n".join(lines).encode("utf-8", "surrogatepass"), at + 1


def _value(new: Callable[[random.Random], str]) -> Break:
    def change(text: str, chance: random.Random) -> tuple[bytes, int]:
        lines, at = _lines(text, chance, lambda line: bool(_SCALAR.match(line)))
        return _put(lines, at, f"{lines[at].partition(' = ')[0]} = {new(chance)}")

    return change


def _key_of(new: str) -> Break:
    def change(text: str, chance: random.Random) -> tuple[bytes, int]:
        lines, at = _lines(text, chance, lambda line: bool(_SCALAR.match(line)))
        return _put(lines, at, f"{lines[at]}\n{new.format(key=lines[at].partition(' = ')[0])}")[0], at + 2

    return change


def _unclosed_quote(text: str, chance: random.Random) -> tuple[bytes, int]:
    lines, at = _lines(text, chance, lambda line: line.endswith('"') and line.count('"') == 2)
    return _put(lines, at, lines[at][:-1])


def _unclosed_header(text: str, chance: random.Random) -> tuple[bytes, int]:
    lines, at = _lines(text, chance, lambda line: line.startswith("[") and line.endswith("]"))
    return _put(lines, at, lines[at].rstrip("]"))


def _twice(text: str, chance: random.Random) -> tuple[bytes, int]:
    lines, at = _lines(text, chance, lambda line: bool(re.fullmatch(r"\[[a-z_.]+\]", line)))
    whole = [*lines, lines[at]]
    return "\n".join(whole).encode(), len(whole)


def _cut(text: str, chance: random.Random) -> tuple[bytes, int]:
    """End the file within a string, as a full disk does."""
    content = text.encode()
    quotes = [found.end() for found in re.finditer(rb'^[a-z_]+ = "[^"\n]{3}', content, re.MULTILINE)]
    at = chance.choice(quotes)
    return content[:at], content.count(b"\n", 0, at) + 1


def _inserted(what: bytes) -> Break:
    def change(text: str, chance: random.Random) -> tuple[bytes, int]:
        lines, at = _lines(text, chance, lambda line: line.endswith('"') and line.count('"') == 2)
        before = "\n".join(lines[:at]).encode() + b"\n"
        return before + lines[at].encode()[:-1] + what + b'"\n' + "\n".join(lines[at + 1 :]).encode(), at + 1

    return change


def _encoded(encoding: str) -> Break:
    return lambda text, _: (text.encode(encoding), 1)


def _letters_of(encoding: str) -> Break:
    def change(text: str, chance: random.Random) -> tuple[bytes, int]:
        lines, at = _lines(text, chance, lambda line: bool(_SCALAR.match(line)))
        content, line = _put(lines, at, f"{lines[at]}  # café “quoted”")
        return content.decode().encode(encoding, "replace"), line

    return change


BREAKS: dict[str, Break] = {
    "a value of another type": _value(lambda chance: chance.choice(_OTHER_TYPES)),
    "a number of 5,000 digits": _value(lambda _: "9" * 5000),
    "a number of 5,000 digits, parted": _value(lambda _: "_".join("9" * 5000)),
    "a negative number of 5,000 digits": _value(lambda _: "-" + "9" * 5000),
    "a number of 400 digits": _value(lambda _: "9" * 400),
    "a hexadecimal number of 9,000 digits": _value(lambda _: "0x" + "f" * 9000),
    "arrays nested without end": _value(lambda _: "[" * 5000),
    "arrays nested 5,000 deep": _value(lambda _: "[" * 5000 + "]" * 5000),
    "tables nested 5,000 deep": _value(lambda _: "{ a = " * 5000 + "1" + " }" * 5000),
    "arrays nested 12 deep": _value(lambda _: "[" * 12 + "]" * 12),
    "a key of 12 parts": _key_of("a.b.c.d.e.f.g.h.i.j.k.l = 1"),
    "no value": _value(lambda _: ""),
    "a word without quotation marks": _value(lambda _: "unbreakable"),
    "a day that isn't": _value(lambda _: "2026-02-30"),
    "an escape that isn't": _value(lambda _: r'"\ud800"'),
    "an unknown key": _key_of("polarty = 1"),
    "a key twice": _key_of("{key} = 1"),
    "a line of nothing": _key_of("unbreakable"),
    "an unclosed quotation mark": _unclosed_quote,
    "an unclosed header": _unclosed_header,
    "a table twice": _twice,
    "cut within a string": _cut,
    "a NUL": _inserted(b"\0"),
    "a control character": _inserted(b"\x1b[31m"),
    "half a character": _inserted(b"\xe2\x80"),
    "a lone surrogate": _inserted(b"\xed\xa0\x80"),
    "a carriage return": _inserted(b"\r"),
    "Latin-1": _letters_of("latin-1"),
    "Windows-1252": _letters_of("cp1252"),
    "UTF-16": _encoded("utf-16"),
    "UTF-16 without a mark": _encoded("utf-16-le"),
    "UTF-32": _encoded("utf-32"),
    "UTF-7": lambda text, _: (b"+AFs-lexicon+AF0\n" + text.encode(), 1),
    "two marks of byte order": lambda text, _: (b"\xef\xbb\xbf" * 2 + text.encode(), 1),
    "packed": lambda *_: (b"\x1f\x8b\x08\x00\x00\x00\x00\x00", 1),
    "a page of the web": lambda *_: (b"<!doctype html>\n<title>404</title>\n", 1),
    "a line of a million characters": _key_of("x" * 1_000_000),
}


def _without(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + text[at + chance.choice((1, 2, 10, 80)) :]


def _doubled(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + text[at : at + chance.choice((1, 2, 10, 80))] + text[at:]


def _swapped(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _retyped(text: str, chance: random.Random) -> str:
    return (
        BREAKS["a value of another type"](text, chance)[0].decode()
        if any(map(_SCALAR.match, text.split("\n")))
        else text
    )


_CHANGES = (_without, _doubled, _swapped, _retyped)
