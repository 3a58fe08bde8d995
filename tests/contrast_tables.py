"""Small result tables of articles written out in a test, for what is computed from texts, words and names."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from framing.results.schemas import SCHEMAS, Tables


def tables_of(*articles: dict[str, Any], events: Sequence[str] = (), **tables: list[dict[str, Any]]) -> Tables:
    """Tables of articles, each with a `text` and any column of `articles`; ids are a0, a1, … where none is given.

    Sentences end at ". "; every word of four letters or more is a noun; a word with a capital inside a sentence is an
    entity's name. `events` are those of the manifest; further `tables` are given as rows.
    """
    made: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMAS}
    for i, given in enumerate(articles):
        article = {"article": f"a{i}", "source": "", "group": "", "date": "", "event": "", **given}
        made["articles"].append(article)
        _read(article["article"], article["text"], made)
    made["events"] = [{"event": e, "label": e.title(), "given": True} for e in events]
    names = dict.fromkeys(row["entity"] for row in made["mentions"])
    made["entities"] = [{"entity": name, "name": name.title(), "type": "person"} for name in names]
    made["run"] = [
        {"corpus": "c", "corpus_digest": "0", "signature": "s", "lexicon_digest": "0", "evaluator": "lexicon",
         "targets": [], "hints": []}
    ]  # fmt: skip
    return {name: pa.Table.from_pylist(tables.get(name, rows), SCHEMAS[name]) for name, rows in made.items()}


def _read(article: str, text: str, made: dict[str, list[dict[str, Any]]]) -> None:
    where = {"article": article}
    words: dict[str, list[int]] = {}
    for number, found in enumerate(re.finditer(r"\S.*?(?:\.(?= |$)|$)", text)):
        span = {"start": found.start(), "end": found.end(), "text": found[0]}
        made["sentences"].append(where | span | {"sentence": number, "kind": "body"})
        for word in re.finditer(r"\w+", found[0]):
            if len(word[0]) > 3:
                words.setdefault(word[0].lower(), []).append(number)
            if word.start() and word[0][0].isupper():
                name = {"entity": word[0].lower(), "via": "name", "voice": "author", "text": word[0]}
                at = {"start": found.start() + word.start(), "end": found.start() + word.end()}
                made["mentions"].append(where | name | at | {"sentence": number, "type": "person"})
    n = Counter({word: len(at) for word, at in words.items()})
    made["words"] += [where | {"lemma": w, "pos": "NOUN", "n": n[w], "sentences": words[w]} for w in sorted(words)]
