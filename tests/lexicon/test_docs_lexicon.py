"""The examples of docs/lexicon.md load, and show what the text says."""

import re
from pathlib import Path

from framing.lexicon import load_lexicon
from framing.lexicon.load import POS

TEXT = (Path(__file__).parents[2] / "docs" / "lexicon.md").read_text("utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)


def load(folder, *examples):
    for k, example in enumerate(examples):
        (folder / f"{k}.toml").write_text(example, "utf-8")
    return load_lexicon([folder / f"{k}.toml" for k in range(len(examples))])


def test_every_example_loads_without_a_warning(tmp_path):
    head, frames, entities, scope, cues, local = EXAMPLES
    for example in (head, frames, entities, scope, cues):
        assert load(tmp_path, example).warnings == ()
    assert load(tmp_path, frames, local).warnings == ()


def test_the_local_example_does_what_its_comments_say(tmp_path):
    lexicon = load(tmp_path, EXAMPLES[1], EXAMPLES[5])
    terms = {term.address: term for term in lexicon.terms}
    assert terms["partnership.kinship.cousin"].polarity == terms["partnership.kinship.fraternal"].polarity == 0.3
    assert terms["partnership.kinship.family"].polarity == 0.4
    assert terms["base.wild"].polarity == -0.2
    assert not terms.keys() & {"partnership.kinship.iron_brother", "base.great"}


def test_every_kind_of_entry_is_shown(tmp_path):
    assert load(tmp_path, EXAMPLES[2]).entities["minsk"].type == "country"
    assert load(tmp_path, EXAMPLES[3]).scopes[0].address == "scope.not"
    assert load(tmp_path, EXAMPLES[4]).cues[0].forms[3] == ("if", "one", "believes")


def test_the_parts_of_speech_are_listed():
    assert ", ".join(POS[:10]) in TEXT.replace("\n", " ")
