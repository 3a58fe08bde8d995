"""The public annotation format: one JSON object an article, as `annotation.schema.json` beside this module defines it.

Offsets are Unicode code points into `text`, half-open. Nothing found is an empty list; no evidence is null, never 0.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa

from framing.errors import ResultsError
from framing.model import ALL_VOICES, SPEECH, Annotations, Span, TargetRequest
from framing.results.files import write_whole
from framing.results.schemas import Tables

Row: TypeAlias = dict[str, Any]

FORMAT = "framing.annotation/1"
SCHEMA_FILE = Path(__file__).with_name("annotation.schema.json")
LABEL_FROM = 0.1
"""A target that was asked for is positive from this score up, negative from its opposite down, else neutral."""
MODEL_LABEL_FROM = (-0.3, 0.1)
"""The same for a whole article judged by a model: negative up to the first, positive from the second; from PerSenT's
development part, where the stance of news toward persons lies below 0 unless the author takes their side."""

GIVEN_THE_WORD = 0.15
"""The positive mass of each time an article gives an entity the word and doesn't doubt it, in a model's answer about
the whole article: who is quoted is treated as somebody to be heard. It is no part of any stance in tables or reports.
"""

_DIGITS = 6
_SHORTEST_NAME = 2
"""Letters from which a word may show that two names are one: "Ma", no initials."""


def annotation_rows(annotations: Iterable[Annotations], tables: Tables) -> Iterator[Row]:
    """Yield the public form of each article's annotations, with the article's stance from `tables`."""
    stance = _stance_by_article(tables["stance"])
    signature = tables["run"]["signature"][0].as_py()
    for found in annotations:
        yield annotation_row(found, stance=stance.get(found.article.id, ()), signature=signature)


def annotation_row(found: Annotations, *, stance: Sequence[Mapping[str, Any]], signature: str) -> Row:
    """Return the public form of one article's annotations; `stance` holds the article's rows of the stance table."""
    article = found.article
    row: Row = {
        "format": FORMAT,
        "id": article.id,
        "source": article.source.id,
        "group": article.source.group,
        "title": article.title,
        "date": article.date,
        "event": article.event,
        "text": article.text,
        "sections": [{**_ends(s.span), "kind": s.kind} for s in article.sections],
        "sentences": _pairs(found.sentences),
        "mentions": [{**_ends(m.span), "entity": m.entity, "type": m.type, "via": m.via} for m in found.mentions],
        "attributions": [
            {
                "content": _pairs(a.content),
                "cue": _pairs(a.cue),
                "speaker": _pairs(a.speaker),
                "speaker_entity": a.speaker_entity,
                "kind": a.kind,
                "cue_stance": a.cue_stance,
                "also_speakers": list(a.also_speakers),
            }
            for a in found.attributions
        ],
        "expressions": [
            {
                **_ends(e.span),
                "term": e.term,
                "frame": e.frame,
                "voice": e.voice,
                "value": _real(e.value),
                "steps": [[s.name, _real(s.factor)] for s in e.steps],
            }
            for e in found.expressions
        ],
        "evaluations": [
            {
                "target": e.target,
                "mention": e.mention,
                "voice": e.voice,
                "evaluator": e.evaluator,
                "negative": _real(e.negative),
                "neutral": _real(e.neutral),
                "positive": _real(e.positive),
                "reasons": [[name, _real(share)] for name, share in e.reasons],
                **({"weight": _real(e.weight)} if e.weight < 1 else {}),
            }
            for e in found.evaluations
        ],
        "stance": [
            {name: s[name] for name in ("target", "voice", "score", "low", "high")} | {"n": s["n_mentions"]}
            for s in stance
        ],
    }
    if article.targets is not None:
        row["targets"] = [_answer(request, found, stance) for request in article.targets]
    return row | {"signature": signature}


def write_annotations(annotations: Iterable[Annotations], tables: Tables, out: Path) -> None:
    """Write one JSON line an article to `out`, whole or not at all; to the standard output for `-`.

    Raises ResultsError when `out` can't be written.
    """
    rows = annotation_rows(annotations, tables)
    if str(out) == "-":
        sys.stdout.writelines(map(_line, rows))
        return
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_whole(out, partial(_write_lines, rows))
    except OSError as error:
        raise ResultsError(f"{out}: can't be written ({error.strerror or error}); choose another --out") from error


def read_annotations(path: Path) -> Iterator[Row]:
    """Yield the rows of a file in this format. Raises ResultsError, with the line, for one that isn't."""
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _row(line, f"{path}:{number}")
    except (OSError, UnicodeDecodeError) as error:
        raise ResultsError(f"{path}: can't be read ({error}); write one with `framing annotate`") from error


# --- the targets a row asked for --------------------------------------------------------------------------------


def _answer(request: TargetRequest, found: Annotations, stance: Sequence[Mapping[str, Any]]) -> Row:
    """A mention by its span, or an entity by its name in the whole article, all voices together."""
    by_model = any(e.evaluator != "lexicon" for e in found.evaluations)
    if request.span is not None:
        return {**_ends(request.span), **_of_mention(request.span, found, by_model=by_model)}
    name = request.name or ""
    entity = entity_named(name, found)
    score = _of_entity(entity, stance, GIVEN_THE_WORD * _times_heard(entity, found) if by_model else 0.0)
    return {"name": name, "label": label(score, *(MODEL_LABEL_FROM if by_model else ())), "score": score}


def label(score: float | None, negative_to: float = -LABEL_FROM, positive_from: float = LABEL_FROM) -> str:
    """Return positive, neutral or negative for a score in -1..1; neutral where there is none."""
    if score is None or negative_to < score < positive_from:
        return "neutral"
    return "positive" if score >= positive_from else "negative"


def entity_named(name: str, found: Annotations) -> str | None:
    """Return the entity of an article that `name` means, or None where none or two fit.

    First one that is listed or mentioned under this very name, whatever the case; else the one whose names share most
    words with it ("Angela Merkel" where the article only has "Merkel"), the last word first; of equals the one
    mentioned most.
    """
    words = _words(name)
    forms = [(_words(m.span.of(found.article.text)), m.entity) for m in found.mentions if m.via != "pronoun"]
    for listed in found.entities.values():
        if _words(listed.name) == words:
            return listed.id
    if exact := Counter(entity for form, entity in forms if form == words):
        return exact.most_common(1)[0][0]
    times = Counter(entity for _, entity in forms)
    forms += [(_words(e.name), e.id) for e in found.entities.values()]
    alike: dict[tuple[bool, int, int], set[str]] = defaultdict(set)
    for form, entity in forms:
        if shared := {word for word in form if len(word) >= _SHORTEST_NAME} & set(words):
            alike[form[-1] == words[-1], len(shared), times[entity]].add(entity)
    best = alike[max(alike)] if alike else set()
    return best.pop() if len(best) == 1 else None


def _words(name: str) -> tuple[str, ...]:
    words = (word.removesuffix("'s").removesuffix("’s") for word in name.casefold().split())
    return tuple(word for word in words if word)


def _of_mention(span: Span, found: Annotations, *, by_model: bool) -> Row:
    """What is said of the mention that covers most of `span`; no score where there is no mention or no judgement.

    The label is the sentence's. In a text of several sentences a model's score leans toward whoever is heard there: by
    the share of its mentions, at most all, for which it is given the word.
    """
    covers = {i: _shared(m.span, span) for i, m in enumerate(found.mentions) if m.span.overlaps(span)}
    mention = max(covers, key=lambda i: (covers[i], -len(found.mentions[i].span), -i), default=None)
    judged = [e for e in found.evaluations if e.mention == mention]
    answer = mention_answer([(e.negative, e.positive, e.weight) for e in judged], judged[0].evaluator if judged else "")
    if mention is not None and answer["score"] is not None and by_model and len(found.sentences) > 1:
        entity = found.mentions[mention].entity
        named = sum(_is_part(m.entity, entity, found) for m in found.mentions)
        heard = min(1.0, _times_heard(entity, found) / named)
        answer["score"] = _real((answer["score"] + heard) / (1 + heard))
    return answer


def mention_answer(masses: Sequence[tuple[float, float, float]], evaluator: str) -> Row:
    """Return label and score of one mention from the negative mass, positive mass and weight of each judgement of it.

    Of a model's probabilities, whatever weight they have in the article, the likeliest label is the answer; a lexicon's
    values are summed.
    """
    if not masses:
        return {"label": label(None), "score": None}
    if evaluator == "lexicon":
        score = _real(max(-1.0, min(1.0, sum(positive - negative for negative, positive, _ in masses))))
        return {"label": label(score), "score": score}
    negative, positive, weight = masses[0]
    negative, positive = negative / weight, positive / weight
    named = {"neutral": 1 - negative - positive, "negative": negative, "positive": positive}
    return {"label": max(named, key=lambda name: named[name]), "score": _real(positive - negative)}


def _of_entity(entity: str | None, stance: Sequence[Mapping[str, Any]], given: float) -> float | None:
    """The score of whatever was judged, thin as it may be (thin is near 0); None where nothing was."""
    for row in stance:
        if row["target"] == entity and row["voice"] == ALL_VOICES and row["n_evaluations"]:
            positive, negative = row["positive"] + given, row["negative"]
            return _real((positive - negative) / (positive + negative + 1))
    return None


def _times_heard(entity: str | None, found: Annotations) -> int:
    """How often the entity, or a part of it, is given the word and the writer doesn't doubt it."""
    return sum(
        a.kind in SPEECH
        and a.cue_stance != "distancing"
        and a.speaker_entity is not None
        and _is_part(a.speaker_entity, entity, found)
        for a in found.attributions
    )


def _is_part(part: str, whole: str | None, found: Annotations) -> bool:
    seen: set[str] = set()
    while part != whole and part not in seen:
        seen.add(part)
        listed = found.entities.get(part)
        if listed is None or listed.part_of is None:
            return False
        part = listed.part_of
    return part == whole


# --- small parts ------------------------------------------------------------------------------------------------


def _stance_by_article(stance: pa.Table) -> dict[str, list[Row]]:
    by_article: dict[str, list[Row]] = defaultdict(list)
    of_articles = stance.filter(pa.array(np.asarray(stance["level"].to_pylist(), dtype=object) == "article"))
    for row in of_articles.to_pylist():
        by_article[row["unit"]].append(row)
    return by_article


def _write_lines(rows: Iterable[Row], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(map(_line, rows))


def _line(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n"


def _row(line: str, where: str) -> Row:
    cure = "write it again with `framing annotate`"
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ResultsError(f"{where}: not JSON ({str(error).splitlines()[0]}); {cure}") from None
    if not isinstance(row, dict) or row.get("format") != FORMAT:
        found = row.get("format", "none") if isinstance(row, dict) else "none"
        raise ResultsError(f"{where}: of format {found!r}, not {FORMAT!r}; {cure}")
    return row


def _ends(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _real(value: float) -> float:
    """Rounded, so that 0.7 * -0.5 is -0.35; -0.0 becomes 0.0."""
    return round(value, _DIGITS) + 0.0
