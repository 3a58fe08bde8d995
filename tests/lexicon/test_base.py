"""The layer of general English under every lexicon."""

import subprocess
import sys

import pytest

from framing.errors import LexiconError
from framing.lexicon import base, load_lexicon, problems
from framing.lexicon.base import LEFT_OUT, THRESHOLD, base_layer


def test_senses_are_averaged_by_part_of_speech():
    terms = {term.address: term for term in base_layer()[1]}
    # Two senses of +0.5 and +0.4, and none of another part of speech.
    assert (terms["base.excellent"].polarity, terms["base.excellent"].pos) == (1.0, ("ADJ",))
    # An adjective (-0.4) and a noun (-0.3).
    assert (terms["base.incompetent"].polarity, terms["base.incompetent"].pos) == (-0.35, ("ADJ", "NOUN"))
    assert terms["base.failure"].pos == ("NOUN",)
    assert all(THRESHOLD <= abs(term.polarity) <= 1 for term in terms.values())


def test_a_word_left_out_would_be_in_otherwise(monkeypatch):
    assert not LEFT_OUT & {term.address.removeprefix("base.") for term in base_layer()[1]}
    monkeypatch.setattr(base, "LEFT_OUT", frozenset())
    everything = {term.address.removeprefix("base.") for term in base_layer.__wrapped__()[1]}
    assert everything >= LEFT_OUT


def test_the_source_is_read_without_importing_textblob():
    script = "import sys, framing.lexicon as l; l.load_lexicon([]); print('textblob' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]


def test_without_textblob_the_base_layer_is_an_error_that_says_what_to_do(monkeypatch):
    monkeypatch.setattr(base.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr("framing.lexicon.load.base_layer", base_layer.__wrapped__)
    with pytest.raises(LexiconError, match="install textblob again, or use --no-base"):
        load_lexicon([])
    assert load_lexicon([], base=False).terms == ()
    assert len(problems([])) == 1
