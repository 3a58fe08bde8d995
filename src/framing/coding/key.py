"""The key of a sample: what coders must not see. It says where each sentence comes from and what the tool answers."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

from framing.results.files import put, read_of_format
from framing.validity.tally import LABELS

FORMAT = "framing.sample/1"
UNCLEAR = "unclear"
"""What a coder writes who can't decide; it counts as no code."""
CHOICES = (*LABELS, UNCLEAR)
"""What a coder chooses from."""

Codes: TypeAlias = Mapping[str, str]
"""One coder's choices by the id of the sentence; one that is missing was not coded."""


@dataclass(frozen=True, slots=True)
class Item:
    """One sentence to code, toward one target.

    `sentence` is the sentence in one line, `words` what names the target in it, from `start` to `end`; `note` is the
    target's name where the words are none of its names (a pronoun). `at`, `to` is the place of the same words in the
    article's text. `answer` and `score` are the tool's for that mention; no score is no evidence.
    """

    id: str
    sentence: str
    words: str
    start: int
    end: int
    note: str
    article: str
    entity: str
    target: str
    voice: str
    at: int
    to: int
    answer: str
    score: float | None

    @property
    def shown(self) -> str:
        """Return the target as coders read it."""
        return f"{self.words} ({self.note})" if self.note else self.words


@dataclass(frozen=True, slots=True)
class Sampled:
    """An article that a sentence was drawn from."""

    text: str
    title: str = ""
    source: str = ""
    group: str = ""
    date: str = ""
    event: str = ""


@dataclass(frozen=True, slots=True)
class Stratum:
    """A part of the corpus: how many sentences were drawn of how many. `name` holds a value for each key of `by`."""

    name: tuple[str, ...]
    drawn: int
    of: int


@dataclass(frozen=True)
class Sample:
    """Sentences in the order coders see, the articles they come from, and what drew them."""

    corpus: str
    signature: str
    evaluator: str
    seed: int
    by: tuple[str, ...]
    strata: tuple[Stratum, ...]
    items: tuple[Item, ...]
    articles: Mapping[str, Sampled]

    @cached_property
    def by_id(self) -> Mapping[str, Item]:
        """The sentences by id."""
        return {item.id: item for item in self.items}


def write_key(sample: Sample, path: Path) -> None:
    """Write the key, whole or not at all; equal samples give equal bytes. Raises ResultsError when it can't."""
    text = json.dumps({"format": FORMAT, **asdict(sample)}, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    put(text, path)


def read_key(path: Path) -> Sample:
    """Read a key. Raises ResultsError for a file that is no such thing."""
    return read_of_format(path, FORMAT, _sample, "name the key.json that `framing sample` wrote")


def _sample(whole: dict[str, Any]) -> Sample:
    items = tuple(Item(**item) for item in whole.pop("items"))
    articles = {name: Sampled(**article) for name, article in whole.pop("articles").items()}
    strata = tuple(Stratum(tuple(s["name"]), s["drawn"], s["of"]) for s in whole.pop("strata"))
    sample = Sample(**whole | {"by": tuple(whole["by"])}, strata=strata, items=items, articles=articles)
    for item in items:
        if item.answer not in LABELS or item.sentence[item.start : item.end] != item.words:
            raise ValueError(f"sentence {item.id!r}")
        if articles[item.article].text[item.at : item.to] == "":
            raise ValueError(f"sentence {item.id!r} lies outside its article")
    if not items or len(sample.by_id) != len(items):
        raise ValueError("no sentences, or one twice")
    return sample
