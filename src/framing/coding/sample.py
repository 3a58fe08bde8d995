"""Draws sentences that name a target, by strata, in an order that depends on nothing but the seed and the sentence.

Each candidate gets a number from a hash of the seed and its place; the lowest of each stratum are drawn, one stratum
in turn after the other. So a larger sample holds the smaller one of the same seed, as long as no stratum joins.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from framing.coding.key import Item, Sample, Sampled, Stratum
from framing.errors import UsageError, choose
from framing.model import AUTHOR, QUOTED
from framing.results import Tables
from framing.results.annotation_format import mention_answer

STRATA = ("target", "voice", "group", "source", "article", "event")
"""What a sample can be stratified by; voice is the author's or quoted."""

Place = tuple[str, str]
"""An article and the words of a sentence in it: what an earlier sample holds."""


class _Candidate(NamedTuple):
    """A sentence, and the mention in it that names the target best; both are rows of the tables."""

    order: str
    stratum: tuple[str, ...]
    target: str
    voice: str
    sentence: Mapping[str, Any]
    mention: Mapping[str, Any]


def draw(
    tables: Tables,
    n: int,
    *,
    by: Sequence[str] = ("group", "target", "voice"),
    targets: Sequence[str] = (),
    seed: int = 0,
    without: Collection[Place] = (),
) -> Sample:
    """Draw `n` sentences, each with one target, as evenly from all strata as they can give; all there are if fewer.

    `targets` are ids of entities (default: the run's main targets); what is part of one counts as it. `without` are
    places that an earlier sample holds. No sentence comes twice, not even from two articles. Raises UsageError for an
    unknown key or target, and when no sentence names a target.
    """
    for key in by:
        choose("--by", key, dict.fromkeys(STRATA))
    candidates = _candidates(tables, by, _roots(tables, targets), seed)
    strata: dict[tuple[str, ...], list[_Candidate]] = defaultdict(list)
    for candidate in sorted(candidates, key=lambda c: c.order):
        strata[candidate.stratum].append(candidate)
    chosen = _in_turn(dict(sorted(strata.items())), n, without)
    if not chosen:
        raise UsageError("no sentence left that names one of the targets; name others with --targets")
    drawn = Counter(candidate.stratum for candidate in chosen)
    names = {row["entity"]: row["name"] for row in tables["entities"].to_pylist()}
    values = _values(tables, {(c.mention["article"], c.mention["mention"]) for c in chosen})
    run = tables["run"].to_pylist()[0]
    return Sample(
        corpus=run["corpus"],
        signature=run["signature"],
        evaluator=run["evaluator"],
        seed=seed,
        by=tuple(by),
        strata=tuple(Stratum(name, drawn[name], len(strata[name])) for name in sorted(strata)),
        items=tuple(sorted((_item(c, names, values) for c in chosen), key=lambda item: item.id)),
        articles=_articles(tables, {c.mention["article"] for c in chosen}),
    )


def one_line(text: str) -> str:
    """Return `text` in one line, without what some formats can't hold: control characters, halves of characters."""
    return " ".join(_UNFIT.sub("\ufffd", text).split())


_UNFIT = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


# --- candidates -------------------------------------------------------------------------------------------------


def _roots(tables: Tables, wanted: Sequence[str]) -> dict[str, str]:
    """Map every entity that counts as a target to that target: itself, or the nearest whole that it is part of."""
    part_of = {row["entity"]: row["part_of"] for row in tables["entities"].to_pylist()}
    main = tables["run"]["targets"][0].as_py()
    for target in wanted:
        if target not in part_of:
            raise UsageError(f"--targets: no article mentions {target!r}; the main targets are {', '.join(main)}")
    targets = set(wanted or main)
    roots = {}
    for entity in part_of:
        at, steps = entity, 0
        while at not in targets and part_of.get(at) and steps < len(part_of):
            at, steps = part_of[at], steps + 1
        if at in targets:
            roots[entity] = at
    return roots


def _candidates(tables: Tables, by: Sequence[str], roots: Mapping[str, str], seed: int) -> list[_Candidate]:
    """One for each sentence, target and voice: the mention that names it best."""
    articles = {row["article"]: row for row in tables["articles"].select(_ABOUT).to_pylist()}
    sentences = {(row["article"], row["sentence"]): row for row in tables["sentences"].to_pylist()}
    named = tables["mentions"].filter(pc.is_in(tables["mentions"]["entity"], pa.array(list(roots), pa.string())))
    best: dict[tuple[str, str, str, str], _Candidate] = {}
    for mention in named.to_pylist():
        sentence = sentences.get((mention["article"], mention["sentence"]))
        if sentence is None or not sentence["start"] <= mention["start"] < mention["end"] <= sentence["end"]:
            continue
        target, voice = roots[mention["entity"]], AUTHOR if mention["voice"] == AUTHOR else QUOTED
        about = articles[mention["article"]] | {"target": target, "voice": voice}
        place = (mention["article"], str(sentence["start"]), target, voice)
        stratum = tuple(about[key] or f"no {key}" for key in by)
        candidate = _Candidate(_digest(seed, *place), stratum, target, voice, sentence, mention)
        if place not in best or _naming(candidate) < _naming(best[place]):
            best[place] = candidate
    return list(best.values())


_ABOUT = ["article", "source", "group", "event"]


def _naming(candidate: _Candidate) -> tuple[int, int]:
    """How well a mention names its entity to somebody who sees the sentence alone; less is better."""
    return _VIA.get(candidate.mention["via"], 0), candidate.mention["start"]


_VIA = {"metonym": 1, "description": 2, "demonym": 3, "pronoun": 4}


def _in_turn(
    strata: Mapping[tuple[str, ...], Sequence[_Candidate]], n: int, without: Collection[Place]
) -> list[_Candidate]:
    """Take one from each stratum in turn until there are `n`, or none are left."""
    queues = {name: iter(stratum) for name, stratum in strata.items()}
    chosen: list[_Candidate] = []
    taken: set[str] = set()
    while queues and len(chosen) < n:
        for name in list(queues)[: n - len(chosen)]:
            for candidate in queues[name]:
                words = one_line(candidate.sentence["text"])
                if words not in taken and (candidate.mention["article"], words) not in without:
                    taken.add(words)
                    chosen.append(candidate)
                    break
            else:
                del queues[name]
    return chosen


def _digest(seed: int, *names: str) -> str:
    return sha256("\0".join((str(seed), *names)).encode("utf-8", "replace")).hexdigest()


# --- items ------------------------------------------------------------------------------------------------------


def _item(candidate: _Candidate, names: Mapping[str, str], values: Mapping[tuple[str, int], Any]) -> Item:
    _, _, target, voice, sentence, mention = candidate
    start, end = mention["start"] - sentence["start"], mention["end"] - sentence["start"]
    text = sentence["text"]
    # The bar keeps the space, if there is one, between the words and what stands around them.
    before, words, after = one_line(text[:start] + "|")[:-1], one_line(text[start:end]), one_line("|" + text[end:])[1:]
    said = values.get((mention["article"], mention["mention"]), {"label": "neutral", "score": None})
    return Item(
        id=f"s-{_digest(0, candidate.order)[:10]}",
        sentence=before + words + after,
        words=words,
        start=len(before),
        end=len(before) + len(words),
        note=one_line(names.get(mention["entity"], "")) if mention["via"] in _VIA else "",
        article=mention["article"],
        entity=mention["entity"],
        target=target,
        voice=voice,
        at=mention["start"],
        to=mention["end"],
        answer=said["label"],
        score=said["score"],
    )


def _values(tables: Tables, mentions: Collection[tuple[str, int]]) -> dict[tuple[str, int], Any]:
    """What the tool says of each of these mentions, as `framing evaluate` would have it."""
    judged: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    articles = pa.array(sorted({article for article, _ in mentions}), pa.string())
    evaluations = tables["evaluations"]
    for row in evaluations.filter(pc.is_in(evaluations["article"], articles)).to_pylist():
        if (row["article"], row["mention"]) in mentions:
            judged[row["article"], row["mention"]].append(row)
    return {
        place: mention_answer([(r["negative"], r["positive"], r["weight"]) for r in rows], rows[0]["evaluator"])
        for place, rows in judged.items()
    }


def _articles(tables: Tables, ids: Collection[str]) -> dict[str, Sampled]:
    chosen = tables["articles"].filter(pc.is_in(tables["articles"]["article"], pa.array(sorted(ids), pa.string())))
    keep = ("text", "title", "source", "group", "date", "event")
    rows = sorted(chosen.to_pylist(), key=lambda row: row["article"])
    return {row["article"]: Sampled(**{key: row[key] or "" for key in keep}) for row in rows}
