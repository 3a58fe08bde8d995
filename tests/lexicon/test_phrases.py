"""Phrases against tokens: how a phrase is split, and where it is found."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import parse_of
from framing.lexicon import PhraseTable, load_lexicon, packaged_folder, split_words
from framing.lexicon.base import base_layer
from framing.lexicon.phrases import split_tokens


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("family", ["family"]),
        ("Family dinner", ["family", "dinner"]),
        ("all-weather", ["all", "-", "weather"]),
        ("state-of-the-art", ["state", "-", "of", "-", "the", "-", "art"]),
        ("Belarus–China ties", ["belarus", "–", "china", "ties"]),
        ("Xi’s visit", ["xi", "'s", "visit"]),
        ("don't", ["do", "n't"]),
        ("can’t", ["ca", "n't"]),
        ("cannot", ["can", "not"]),
        ("U.S.", ["u.s."]),
        ("Alexander G.", ["alexander", "g."]),
        ("St. Petersburg", ["st.", "petersburg"]),
        ("no.", ["no", "."]),
        ("O'Brien", ["o'brien"]),
        ("workers'", ["workers", "'"]),
        ("so-called “family”", ["so", "-", "called", "“", "family", "”"]),
        ("70th-anniversary", ["70th", "-", "anniversary"]),
        ("COVID-19", ["covid-19"]),
        ("Russia/Belarus", ["russia", "/", "belarus"]),
        (";", [";"]),
        ("", []),
    ],
)
def test_a_phrase_is_split_as_the_tokenizer_splits_a_text(phrase, words):
    assert split_words(phrase) == tuple(words)


@pytest.mark.model
def test_the_whole_packaged_lexicon_is_split_as_spacy_splits_it():
    import spacy

    tokenizer = spacy.blank("en").tokenizer
    lexicon = load_lexicon([packaged_folder()])
    written = [n for e in lexicon.entities.values() for n in (e.name, *e.aliases, *e.descriptions, *e.demonyms)]
    phrases = [t.words for t in lexicon.terms] + [u for t in lexicon.terms for u in t.unless]
    phrases += [rule.cue for rule in lexicon.scopes] + [form for group in lexicon.cues for form in group.forms]
    # The lexicon keeps these as words only; they are written again as they may have stood.
    glue = {" - ": "-", " – ": "–", " '": "'", " n't": "n't", "can not": "cannot"}
    for text in map(" ".join, phrases):
        for spaced, glued in glue.items():
            text = text.replace(spaced, glued)
        written.append(text)
    for text in dict.fromkeys(written):
        assert tuple(t.text.replace("’", "'") for t in tokenizer(text)) == split_tokens(text), text


def test_a_word_matches_as_written_or_by_its_dictionary_form():
    _, parse = parse_of("Families/NOUN/nsubj/2/family broke/VERB/ROOT/2/break ties/NOUN/dobj/2/tie")
    table = PhraseTable(
        [(("family",), 1), (("families",), 2), (("break", "tie"), 3), (("broke", "tie"), 4), (("tied",), 5)]
    )
    assert {(m.first, m.after, m.payload) for m in table.find(parse)} == {(0, 1, 1), (0, 1, 2), (1, 3, 3), (1, 3, 4)}


def test_matches_come_by_first_token_then_by_length_and_never_cross_a_sentence():
    _, parse = parse_of("strong/ADJ/amod/2 partner/NOUN/ROOT/2", "strong/ADJ/ROOT/1")
    table = PhraseTable([(("strong", "partner"), "b"), (("strong",), "a"), (("partner", "strong"), "over the edge")])
    assert [(m.first, m.after, m.payload) for m in table.find(parse)] == [(0, 1, "a"), (0, 2, "b"), (2, 3, "a")]


def test_an_empty_table_and_an_empty_parse_give_nothing():
    _, parse = parse_of("strong/ADJ/ROOT/1")
    _, nothing = parse_of()
    assert list(PhraseTable([]).find(parse)) == []
    assert list(PhraseTable([(("strong",), 1)]).find(nothing)) == []


words = st.sampled_from(["a", "b", "c", "aa"])


@given(
    phrases=st.lists(st.lists(words, min_size=1, max_size=3).map(tuple), max_size=12),
    tokens=st.lists(st.lists(st.tuples(words, words), min_size=1, max_size=6), max_size=3),
)
def test_the_table_finds_what_a_slow_search_finds(phrases, tokens):
    _, parse = parse_of(*(" ".join(f"{w}/NOUN/dep/1/{lemma}" for w, lemma in sentence) for sentence in tokens))
    table = PhraseTable((phrase, k) for k, phrase in enumerate(phrases))
    assert sorted(table.find(parse)) == sorted(slow_search(phrases, tokens))


def slow_search(phrases, sentences):
    offset = 0
    for sentence in sentences:
        for (k, phrase), first in product(enumerate(phrases), range(len(sentence))):
            window = sentence[first : first + len(phrase)]
            if len(window) == len(phrase) and all(word in forms for word, forms in zip(phrase, window, strict=True)):
                yield offset + first, offset + first + len(phrase), k
        offset += len(sentence)


def test_the_base_layer_is_split_as_it_is_written():
    for term in base_layer()[1]:
        assert "".join(term.words) == term.address.removeprefix("base.").replace("_", "")
