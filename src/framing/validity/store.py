"""A validation on disk: `evaluation.json`, figures and cases without any text, so that it can be kept and shared."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from framing.results.files import put, read_of_format
from framing.validity.tally import Case
from framing.validity.validation import Validation, Value

FORMAT = "framing.evaluation/1"


def write_validation(validation: Validation, path: Path) -> None:
    """Write it, whole or not at all; equal validations give equal bytes. Raises ResultsError when it can't."""
    whole = {"format": FORMAT, **asdict(validation)}
    put(json.dumps(whole, ensure_ascii=False, allow_nan=False, indent=1) + "\n", path)


def read_validation(path: Path) -> Validation:
    """Read one. Raises ResultsError for a file that is no such thing."""
    return read_of_format(
        path, FORMAT, _validation, "name an evaluation.json that `framing evaluate GOLD --out DIR` wrote"
    )


def _validation(whole: dict[str, Any]) -> Validation:
    values = tuple(Value(**value) for value in whole.pop("values"))
    cases = tuple(Case(**case) for case in whole.pop("cases"))
    found = Validation(**{**whole, "texts": tuple(whole.get("texts", ()))}, values=values, cases=cases)
    _check(found)
    return found


def _check(found: Validation) -> None:
    """Raise TypeError for what is no text or no number where one is needed: the file may come from anywhere."""
    texts = [found.gold, found.gold_digest, found.signature, *found.texts]
    texts += [text for v in found.values for text in (v.measure, v.figure, v.by, v.part)]
    texts += [text for c in found.cases for text in (c.measure, c.article, c.key, c.gold, c.answer)]
    numbers: list[object] = [found.n_rows, found.unanswered]
    numbers += [number for v in found.values for number in (v.value, v.low, v.high, v.n, v.n_articles)]
    numbers += [number for c in found.cases for number in (c.credit, c.start, c.end, c.score)]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("a name is no text")
    if not all(number is None or isinstance(number, int | float) for number in numbers):
        raise TypeError("a figure is no number")
