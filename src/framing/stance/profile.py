"""How a unit tells, beside stance: its frames, who speaks, whose voice carries the load, whom it relies on, its names.

Every function takes one level and returns columns: `unit` and those of its table, units in their order.
"""

from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from framing.lexicon.entries import BASE
from framing.model import ALL_VOICES, AUTHOR, QUOTED, SPEECH
from framing.results.schemas import Tables
from framing.stance.evidence import CUE_STANCES, Judgements, Level, Names, count, distinct, integers, numbers, total
from framing.stance.score import Numbers

Columns: TypeAlias = dict[str, Any]

AS_WRITTEN = ("alias", "name", "demonym", "metonym")
"""Ways of naming whose capitals belong to them; descriptions are counted in lower case, pronouns not at all."""

ENDORSING, DISTANCING = CUE_STANCES.index("endorsing"), CUE_STANCES.index("distancing")
_VOICES = (AUTHOR, QUOTED, ALL_VOICES)


def frames(tables: Tables, level: Level, names: Names) -> Columns:
    """Share of sentences that carry each frame, by voice; a frame found nowhere in the corpus has no rows.

    The author's sentences are those with a word of the author's, the speakers' those with a word of a speaker's, so a
    sentence may be both.
    """
    sentences = tables["sentences"]
    unit = level.unit_of[numbers(sentences["article"], names.articles)]
    quoted = integers(sentences["n_words_quoted"])
    has = (integers(sentences["n_words"]) > quoted, quoted > 0, np.ones(len(sentences), dtype=bool))
    of = np.stack([np.bincount(unit[(unit >= 0) & h], minlength=len(level.units)) for h in has], axis=-1)

    rows = tables["expressions"]
    rows = rows.filter(pc.and_(pc.is_valid(rows["sentence"]), pc.not_equal(rows["frame"], BASE)))
    ids = sorted(pc.unique(rows["frame"]).to_pylist())
    article, sentence = numbers(rows["article"], names.articles), integers(rows["sentence"])
    frame, voice = numbers(rows["frame"], ids), _author_or_quoted(rows["voice"])
    with_it = np.zeros((len(level.units), len(ids), len(_VOICES)), dtype=np.int64)
    for as_voice in (voice, np.full(len(voice), 2)):
        first = distinct(article, sentence, frame, as_voice)[1]
        units = level.unit_of[article[first]]
        inside = units >= 0
        np.add.at(with_it, (units[inside], frame[first][inside], as_voice[first][inside]), 1)
    at = [index for index in np.ndindex(with_it.shape) if of[index[0], index[2]]]
    n_sentences = [int(with_it[index]) for index in at]
    of_sentences = [int(of[u, v]) for u, _, v in at]
    return {
        "unit": [level.units[u] for u, _, _ in at],
        "frame": [ids[f] for _, f, _ in at],
        "voice": [_VOICES[v] for _, _, v in at],
        "n_sentences": n_sentences,
        "of_sentences": of_sentences,
        "share": [n / all_ for n, all_ in zip(n_sentences, of_sentences, strict=True)],
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


def borrowed(load: Judgements, judgements: Judgements, level: Level, names: Names) -> Columns:
    """How much of each sign's mass the speakers carry: of the whole load (target ""), then of each target's."""
    parts = [_borrowed(load, level, ("",)), _borrowed(judgements, level, names.entities)]
    columns = {name: [*parts[0][name], *parts[1][name]] for name in parts[0]}
    at = {unit: i for i, unit in enumerate(level.units)}
    order = sorted(
        range(len(columns["unit"])), key=lambda i: (at[columns["unit"][i]], columns["target"][i], columns["sign"][i])
    )
    return {name: [column[i] for i in order] for name, column in columns.items()}


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


def _author_or_quoted(voice: pa.ChunkedArray) -> Numbers:
    return np.where(numbers(voice, (AUTHOR,)) == 0, 0, 1)


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


def _borrowed(rows: Judgements, level: Level, targets: tuple[str, ...]) -> dict[str, list[Any]]:
    unit = level.unit_of[rows.article]
    columns: dict[str, list[Any]] = {
        name: [] for name in ("unit", "target", "sign", "author", "quoted", "share", "endorsing", "distancing")
    }
    for sign, mass in (("positive", rows.positive), ("negative", rows.negative)):
        inside = np.flatnonzero((unit >= 0) & (mass > 0))
        keys, first, row = distinct(unit[inside], rows.target[inside])
        by_author, cue = rows.voice[inside] == 0, rows.cue[inside]
        kinds = (by_author, ~by_author, ~by_author & (cue == ENDORSING), ~by_author & (cue == DISTANCING))
        author, quoted, endorsing, distancing = (total(row[k], mass[inside][k], len(keys)) for k in kinds)
        columns["unit"] += [level.units[i] for i in unit[inside][first]]
        columns["target"] += [targets[i] for i in rows.target[inside][first]]
        columns["sign"] += [sign] * len(keys)
        columns["author"] += author.tolist()
        columns["quoted"] += quoted.tolist()
        columns["share"] += (quoted / (author + quoted)).tolist()
        columns["endorsing"] += endorsing.tolist()
        columns["distancing"] += distancing.tolist()
    return columns
