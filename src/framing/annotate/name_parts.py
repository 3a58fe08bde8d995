"""The parts of a name: what a hyphen or a particle joins is one, "Delgado-Ruiz", "von der Leyen", "al-Assad"."""

from collections.abc import Sequence
from typing import TypeAlias

from framing.annotate.titles import word_set

Words: TypeAlias = tuple[str, ...]

HYPHENS = frozenset({"-", "‐", "‑"})
PARTICLES = word_set("von van der den de del della di da dos das du la le zu zur bin ibn abu")
"""Words that begin a part of a name, and don't end one."""
ARTICLES = word_set("al el ul as ash ad ar an abd")
"""What Arabic surnames begin with before a hyphen; an English report leaves it out at times."""


def parts(words: Words) -> Words:
    """Return the parts of a name, each as one word.

    >>> parts(("ursula", "von", "der", "leyen")), parts(("jean", "-", "pierre", "moreau"))
    (('ursula', 'von der leyen'), ('jean-pierre', 'moreau'))
    """
    return tuple(" ".join(part).replace(" - ", "-") for part in _split(words))


def surname(words: Words) -> Words:
    """Return the words of the last part: ("delgado", "-", "ruiz")."""
    return tuple(_split(words)[-1])


def first_part(words: Words) -> Words:
    """Return the words of the first part: ("jean", "-", "pierre")."""
    return tuple(_split(words)[0])


def bare(part: str) -> str:
    """Return a part without the particles and articles before it: "al-assad" as "assad"."""
    while True:
        head, mark, rest = part.partition("-" if part.split("-")[0] in ARTICLES else " ")
        if not mark or head not in PARTICLES | ARTICLES:
            return part
        part = rest


def given_name(part: str) -> str:
    """Return the first of the names that a hyphen joins, which tells the gender: "anne" of "anne-marie"."""
    return part.split("-")[0]


def _split(words: Words) -> Sequence[list[str]]:
    found: list[list[str]] = []
    joins = False
    for word in words:
        hyphen = word in HYPHENS and bool(found)
        if joins or hyphen:
            found[-1].append("-" if hyphen else word)
        else:
            found.append([word])
        joins = hyphen or word in PARTICLES
    return found
