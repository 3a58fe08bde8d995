"""How a unit tells, beside stance: its frames, who speaks, whose voice carries the load, whom it relies on, its names.

Every function takes one level and returns columns: `unit` and those of its table, units in their order.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from framing.model import ALL_VOICES, AUTHOR, QUOTED, SPEECH
from framing.results.schemas import Tables
from framing.stance.evidence import CUE_STANCES, Level, Names, count, distinct, integers, numbers, total
from framing.stance.score import Numbers
from framing.stance.sums import Evidence

Columns: TypeAlias = dict[str, Any]

AS_WRITTEN = ("alias", "name", "demonym", "metonym")
"""Ways of naming whose capitals belong to them; descriptions are counted in lower case, pronouns not at all."""

_VOICES = (AUTHOR, QUOTED, ALL_VOICES)


def frames(found: Evidence, level: Level) -> Columns:
    """Share of sentences that carry each frame, by voice; a frame found nowhere in the corpus has no rows.

    The author's sentences are those with a word of the author's, the speakers' those with a word of a speaker's, so a
    sentence may be both.
    """
    shape = (len(level.units), len(found.frames), len(_VOICES))
    inside = level.unit_of >= 0
    of = np.zeros((shape[0], shape[2]), dtype=np.int64)
    np.add.at(of, level.unit_of[inside], found.sentences[inside])
    rows = found.framed
    unit = level.unit_of[rows.article]
    place = np.ravel_multi_index((unit[unit >= 0], rows.frame[unit >= 0], rows.voice[unit >= 0]), shape)
    with_it = total(place, rows.n[unit >= 0], int(np.prod(shape))).astype(np.int64).reshape(shape)
    unit, frame, voice = np.nonzero(np.broadcast_to(of[:, None, :] > 0, shape))
    n_sentences, of_sentences = with_it[unit, frame, voice], of[unit, voice]
    return {
        "unit": named(level.units, unit),
        "frame": named(found.frames, frame),
        "voice": named(_VOICES, voice),
        "n_sentences": n_sentences,
        "of_sentences": of_sentences,
        "share": n_sentences / of_sentences,
    }


def speakers(tables: Tables, level: Level, names: Names) -> Columns:
    """Who speaks, the one with most characters first."""
    rows = tables["attributions"]
    rows = rows.filter(pc.is_in(rows["kind"], value_set=pa.array(sorted(SPEECH))))
    rows, unit = _inside(rows, level, names)
    ids = sorted(pc.unique(rows["voice"]).to_pylist())
    voice = numbers(rows["voice"], ids)
    keys, first, row = distinct(unit, voice)
    n, length = len(keys), integers(rows["n_characters"]).astype(np.float64)
    characters = total(row, length, n)
    of_unit = total(unit, length, len(level.units))[unit[first]]
    cue = numbers(rows["cue_stance"], CUE_STANCES)
    order = np.lexsort((voice[first], -characters, unit[first]))
    columns = {
        "n_attributions": count(row, n),
        "n_characters": characters.astype(np.int64),
        "share": np.divide(characters, of_unit, out=np.zeros(n), where=of_unit > 0),
    } | {name: count(row[cue == i], n) for i, name in enumerate(CUE_STANCES)}
    return {
        "unit": [level.units[i] for i in unit[first][order]],
        "speaker": [ids[i] for i in voice[first][order]],
    } | {name: column[order] for name, column in columns.items()}


def borrowed(found: Evidence, level: Level) -> Columns:
    """How much of each sign's mass the speakers carry: of the whole load (target ""), then of each target's."""
    rows = found.loads
    unit = level.unit_of[rows.article]
    inside = unit >= 0
    keys, first, row = distinct(unit[inside], rows.target[inside])
    parts = []
    for sign, mass in enumerate((rows.negative, rows.positive)):
        sums = np.stack([total(row, kind, len(keys)) for kind in mass[inside].T], axis=-1)
        some = np.flatnonzero(sums[:, 0] + sums[:, 1] > 0)
        parts.append(
            (unit[inside][first][some], rows.target[inside][first][some], np.full(len(some), sign), sums[some])
        )
    of_unit, target, sign_of, sums = (np.concatenate(pair) for pair in zip(*parts, strict=True))
    order = np.lexsort((sign_of, target, of_unit))
    author, quoted, endorsing, distancing = sums[order].T
    return {
        "unit": named(level.units, of_unit[order]),
        "target": named(("", *found.names.entities), target[order] + 1),
        "sign": named(("negative", "positive"), sign_of[order]),
        "author": author,
        "quoted": quoted,
        "share": quoted / (author + quoted),
        "endorsing": endorsing,
        "distancing": distancing,
    }


def reliance(tables: Tables, level: Level, names: Names) -> Columns:
    """The sources a unit names in its references, the most named first."""
    rows, unit = _inside(tables["references"], level, names)
    return _counted(level, unit, {"name": rows["name"], "kind": rows["kind"]})


def naming(tables: Tables, level: Level, names: Names) -> Columns:
    """What a unit calls each target in its prose, by voice, the most used form first."""
    rows = tables["mentions"]
    rows = rows.filter(pc.and_(pc.is_valid(rows["sentence"]), pc.not_equal(rows["via"], "pronoun")))
    rows, unit = _inside(rows, level, names)
    as_written = pc.is_in(rows["via"], value_set=pa.array(AS_WRITTEN))
    words = pc.utf8_trim_whitespace(pc.replace_substring_regex(rows["text"], r"\s+", " "))
    forms = pc.if_else(as_written, words, pc.replace_substring_regex(pc.utf8_lower(words), r"^(the|an?) ", ""))
    voice = pc.if_else(pc.equal(rows["voice"], AUTHOR), AUTHOR, QUOTED)
    return _counted(level, unit, {"target": rows["entity"], "form": forms, "via": rows["via"], "voice": voice})


def _inside(rows: pa.Table, level: Level, names: Names) -> tuple[pa.Table, Numbers]:
    """The rows whose article belongs to a unit of this level, and those units."""
    unit = level.unit_of[numbers(rows["article"], names.articles)]
    return rows.filter(pa.array(unit >= 0)), unit[unit >= 0]


def named(names: Sequence[str], numbers: Numbers) -> pa.Array:
    """Return the names that stand for these numbers, as a column."""
    return pa.array(names, pa.string()).take(pa.array(numbers))


def _counted(level: Level, unit: Numbers, keys: dict[str, pa.ChunkedArray]) -> Columns:
    """Count the rows that are alike in unit and keys; by unit and first key but names, then the most frequent."""
    ids = {name: sorted(pc.unique(column).to_pylist()) for name, column in keys.items()}
    coded = {name: numbers(column, ids[name]) for name, column in keys.items()}
    rows, first, row = distinct(unit, *coded.values())
    n = count(row, len(rows))
    # `rows` are in the order of unit, then the keys; a stable sort by number keeps that among equals.
    by = [-n, coded["target"][first]] if "target" in keys else [-n]
    order = np.lexsort((*by, unit[first]))
    columns: Columns = {"unit": [level.units[i] for i in unit[first][order]]}
    columns |= {name: [ids[name][i] for i in coded[name][first][order]] for name in keys}
    return columns | {"n": n[order]}
