"""Distinctive words and phrases: what is counted, how evenly it is spread, whose names they are."""

import re
from typing import Any

import numpy as np
import pytest

from contrast_tables import tables_of
from framing.contrast.groups import against_rest, groups_of
from framing.contrast.keyness import dispersion, keyness
from framing.contrast.terms import terms_of
from framing.results.schemas import Tables

FRIEND = "The win-win partnership of Minsk is a true partnership of equals with new opportunities."
VASSAL = "The rule of the vassal state is the rule of fear, and the vassal state obeys."


def worded(*articles: tuple[str, str]) -> Tables:
    """Tables of (group, text); words of four letters or more count, with their places; capitalised ones are names."""
    made = tables_of(*({"group": group, "text": text} for group, text in articles))
    words, mentions = [], []
    for i, (_, text) in enumerate(articles):
        found: dict[str, list[re.Match[str]]] = {}
        for m in re.finditer(r"[A-Za-z]{2,}", text):
            if m[0].lower() not in {"the", "and", "with", "of", "is"}:
                found.setdefault(m[0].lower(), []).append(m)
        words += [
            {"article": f"a{i}", "lemma": word, "pos": "NOUN", "n": len(at), "sentences": [0] * len(at),
             "starts": [m.start() for m in at], "ends": [m.end() for m in at]}
            for word, at in sorted(found.items())
        ]  # fmt: skip
        mentions += [
            {"article": f"a{i}", "start": m.start(), "end": m.end(), "type": "person", "via": "name", "sentence": 0,
             "entity": m[0].lower(), "text": m[0], "voice": "author", "mention": 0}
            for m in re.finditer(r"Xi Jinping", text)
        ]  # fmt: skip
    return tables_of(*({"group": group, "text": text} for group, text in articles), words=words, mentions=mentions) | {
        "articles": made["articles"]
    }


def found(tables: Tables) -> dict[str, dict[str, Any]]:
    return {row["lemma"]: row for row in keyness(tables, against_rest(groups_of(tables, "group"))).to_pylist()}


TABLES = worded(*[("a", FRIEND)] * 4, *[("b", VASSAL)] * 4)


def test_phrases_are_neighbouring_content_words() -> None:
    phrases = {lemma for terms in terms_of(TABLES, 2, 3) for lemma in terms.lemmas}
    assert {"win win", "win partnership", "true partnership", "new opportunities", "vassal state"} <= phrases
    assert "partnership minsk" in phrases  # of
    assert "rule vassal state" in phrases  # of the
    assert "equals new" not in phrases  # with
    assert "fear vassal" not in phrases  # a comma parts them


def test_a_phrase_is_shown_as_it_is_written_and_ranked_with_the_words() -> None:
    rows = found(TABLES)
    assert (rows["win win"]["form"], rows["win win"]["n_words"], rows["win win"]["pos"]) == ("win-win", 2, "NOUN NOUN")
    assert rows["rule vassal state"]["form"] == "rule of the vassal state"
    assert rows["partnership"]["z"] > 0 > rows["vassal"]["z"]
    assert (rows["vassal state"]["n_a"], rows["vassal state"]["n_b"], rows["vassal state"]["articles_b"]) == (0, 8, 4)


def test_names_of_persons_are_marked_so_that_they_can_be_masked() -> None:
    rows = found(worded(*[("a", "Here Xi Jinping and Xi Jinping spoke of trade and trade.")] * 3, *[("b", VASSAL)] * 3))
    assert [rows[word]["of_person"] for word in ("jinping", "xi jinping", "trade")] == [True, True, False]


def test_dispersion_worked_by_hand() -> None:
    # Gries 2008: a word 3, 1 and 0 times in parts of half, a quarter and a quarter: (|.75-.5| + |.25-.25| + .25) / 2.
    term, article, times = np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([3.0, 1.0, 2.0])
    spread = dispersion(term, article, times, np.array([200.0, 100.0, 100.0]), 3)
    assert spread[:2] == pytest.approx([0.25, 0.5])
    assert np.isnan(spread[2])


def test_a_word_that_all_articles_use_alike_is_evenly_spread() -> None:
    rows = found(TABLES)
    assert rows["partnership"]["spread_a"] == pytest.approx(0)
    assert rows["partnership"]["spread_b"] is None
    once = worded(("a", VASSAL + " " + "Vassal vassal vassal."), ("a", FRIEND), ("a", FRIEND), ("b", VASSAL))
    assert found(once)["vassal"]["spread_a"] > 0.5


@pytest.mark.parametrize("articles", [(), (("a", "One."),), (("a", ""), ("b", "")), (("a", FRIEND), ("b", ""))])
def test_without_words_on_both_sides_there_are_none(articles: tuple[tuple[str, str], ...]) -> None:
    assert found(worded(*articles)) == {}
