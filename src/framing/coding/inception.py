"""Coding in INCEpTION: one document in UIMA CAS JSON 0.4.0, a sentence a line, each target marked and waiting.

The layer is `webanno.custom.Stance` with a feature `label`, which is what INCEpTION calls a span layer that is made
with the name "Stance". The format is that of https://github.com/apache/uima-uimaj-io-jsoncas; its offsets count UTF-16
units. INCEpTION keeps no feature that its project doesn't know, so a sentence is known by its place in the document.
Tried with dkpro-cassis 0.12.0, which reads the document and writes it, labelled, as this module reads it; not with
INCEpTION itself.
"""

import json
import re
from bisect import bisect_right
from itertools import accumulate
from typing import Any

from framing.coding.given import Given
from framing.coding.key import Sample
from framing.errors import CorpusError

MARK = "%FEATURE_STRUCTURES"
LAYER = "webanno.custom.Stance"
_SEGMENTATION = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type"
_ANNOTATION = "uima.tcas.Annotation"
_TOKEN = re.compile(r"\w+|[^\w\s]")


def sheets(sample: Sample) -> dict[str, str]:
    """Return the document to import, in which nothing but the labels is missing."""
    text = _document(sample)
    units = _units(text)
    spans: list[tuple[str, int, int]] = [("uima.tcas.DocumentAnnotation", 0, len(text))]
    at = 0
    for item in sample.items:
        spans.append((f"{_SEGMENTATION}.Sentence", at, at + len(item.sentence)))
        spans += [
            (f"{_SEGMENTATION}.Token", at + start, at + end)
            for start, end in _tokens(item.sentence, item.start, item.end)
        ]
        spans.append((LAYER, at + item.start, at + item.end))
        at += len(item.sentence) + 1
    sofa = {
        "%ID": 1,
        "%TYPE": "uima.cas.Sofa",
        "sofaNum": 1,
        "sofaID": "_InitialView",
        "mimeType": "text",
        "sofaString": text,
    }
    structures = [
        {"%ID": number, "%TYPE": kind, "@sofa": 1, "begin": units[start], "end": units[end]}
        for number, (kind, start, end) in enumerate(spans, start=2)
    ]
    structures[0]["language"] = "en"
    label = {"label": {"%NAME": "label", "%RANGE": "uima.cas.String"}}
    types = {LAYER: label, f"{_SEGMENTATION}.Sentence": {}, f"{_SEGMENTATION}.Token": {}}
    whole = {
        "%TYPES": {name: {"%NAME": name, "%SUPER_TYPE": _ANNOTATION, **features} for name, features in types.items()},
        MARK: [sofa, *structures],
        "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [s["%ID"] for s in structures]}},
    }
    return {"inception.json": json.dumps(whole, ensure_ascii=False, indent=1) + "\n"}


def given(whole: dict[str, Any], name: str, sample: Sample) -> list[Given]:
    """Return what an exported document says; sentences are known by their place. The coder has the file's name.

    Raises CorpusError for a document that is not this sample's, or is broken.
    """
    structures = whole[MARK]
    if isinstance(structures, dict):
        structures = list(structures.values())
    if not isinstance(structures, list) or not all(isinstance(s, dict) for s in structures):
        raise CorpusError(f"{name}: has no list of feature structures; export it again as UIMA CAS JSON")
    text = next((s.get("sofaString") for s in structures if s.get("%TYPE") == "uima.cas.Sofa"), None)
    if not isinstance(text, str):
        raise CorpusError(f"{name}: holds no text; export it again as UIMA CAS JSON")
    lines = text.removesuffix("\n").split("\n")
    if len(lines) != len(sample.items):
        raise CorpusError(
            f"{name}: holds {len(lines)} sentences, the key {len(sample.items)}; this file is of another sample"
        )
    starts = _starts(lines)
    found = []
    for structure in structures:
        if structure.get("%TYPE") != LAYER:
            continue
        begin, label = structure.get("begin", 0), structure.get("label") or ""
        if not isinstance(begin, int) or begin < 0 or not isinstance(label, str):
            raise CorpusError(f"{name}: holds a mark without a place or label; export it again as UIMA CAS JSON")
        line = bisect_right(starts, begin) - 1
        found.append(Given("", sample.items[line].id, lines[line], label, f"{name}: sentence {line + 1}"))
    return found


def _document(sample: Sample) -> str:
    return "".join(f"{item.sentence}\n" for item in sample.items)


def _tokens(sentence: str, start: int, end: int) -> list[tuple[int, int]]:
    """Words and marks; a target begins and ends with one, for INCEpTION marks whole tokens."""
    cuts = sorted({start, end})
    pieces = zip([0, *cuts], [*cuts, len(sentence)], strict=True)
    return [found.span() for first, last in pieces for found in _TOKEN.finditer(sentence, first, last)]


def _units(text: str) -> list[int]:
    """The offset in UTF-16 units of each character, and of the end."""
    return [0, *accumulate(2 if ord(c) > 0xFFFF else 1 for c in text)]


def _starts(lines: list[str]) -> list[int]:
    """The first UTF-16 unit of each line."""
    lengths = (len(line.encode("utf-16-le", "surrogatepass")) // 2 + 1 for line in lines)
    return list(accumulate(lengths, initial=0))[:-1]
