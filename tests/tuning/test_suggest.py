"""Suggestions on the seeds as if nobody had tuned for them: every file with frames of its own taken away."""

from dataclasses import replace

import pytest

from framing.errors import LexiconError, UsageError
from framing.lexicon import load_lexicon
from framing.tuning import accept, open_material, suggest
from framing.validity.examples import run_examples

pytestmark = pytest.mark.model

WANTED = ("stagnant", "asymmetry", "imbalance", "unbreakable", "sham", "illusory", "family-like", "hegemonic")


@pytest.fixture(scope="module")
def untuned(seeds, tmp_path_factory):
    bare = tmp_path_factory.mktemp("bare")
    for path in seeds.settings.lexicons[0].glob("*.toml"):
        text = path.read_text("utf-8")
        if "\n[frames." not in text:
            (bare / path.name).write_text(text, encoding="utf-8")
    return open_material(seeds.settings.lexicons[0].parent / "seeds", replace(seeds.settings, lexicons=(bare,)))


def test_words_that_evaluate_are_among_the_first_and_names_are_not(untuned):
    suggestions = suggest(untuned, most=60)
    rank = {s.term: s.number for s in suggestions}
    assert [word for word in WANTED if word not in rank] == []
    names = {a.lower() for e in untuned.lexicon.entities.values() for a in (e.name, *e.aliases, *e.demonyms)}
    assert not names & rank.keys()
    assert all(s.contexts and s.reasons is not None and -1 <= s.polarity <= 1 for s in suggestions)


def test_a_contrast_puts_first_what_one_group_prefers(untuned):
    plain = suggest(untuned, most=2000)
    tilted = suggest(untuned, contrast=("state-media", "critical-analyst"), most=2000)
    score = {s.term: s.score for s in plain}
    most = max(tilted, key=lambda s: s.score / score[s.term])
    assert most.score > score[most.term]
    assert len(most.groups.keys() & {"state-media", "critical-analyst"}) == 1
    with pytest.raises(UsageError, match="no group or source 'nobody'"):
        suggest(untuned, contrast=("nobody", "state-media"))


def test_a_target_keeps_to_its_sentences(untuned):
    near = suggest(untuned, target="ukraine", most=2000)
    assert 0 < len(near) < len(suggest(untuned, most=2000))
    with pytest.raises(UsageError, match="no entity"):
        suggest(untuned, target="atlantis")


def test_accepted_terms_keep_comments_and_order_and_fire_in_their_own_sentence(untuned, tmp_path):
    overlay = tmp_path / "local.toml"
    overlay.write_text(
        "# mine\n[lexicon]\nid = 'own'  # keep this\n\n"
        "[frames.praise]\nlabel = 'P'\ndefinition = 'D'\nterms = [\n  'nice',  # yes\n]\n",
        encoding="utf-8",
    )
    chosen = [s for s in suggest(untuned, most=60) if s.term in ("stagnant", "sham", "unbreakable")]
    addresses = accept(chosen, overlay, untuned.lexicon)
    text = overlay.read_text("utf-8")
    assert text.startswith("# mine\n[lexicon]\nid = 'own'  # keep this\n")
    assert "'nice',  # yes" in text
    lexicon = load_lexicon((*untuned.settings.lexicons, overlay))
    assert set(addresses) <= {term.address for term in lexicon.terms}
    assert all(o.passed for o in run_examples(lexicon, cache=untuned.settings.cache, beginning=addresses))
    assert not {s.term for s in suggest(replace(untuned, lexicon=lexicon), most=2000)} & {"stagnant", "sham"}


def test_a_new_file_is_a_lexicon_and_a_broken_one_stays_as_it_is(untuned, tmp_path):
    chosen = suggest(untuned, most=3)
    accept(chosen, tmp_path / "new.toml", untuned.lexicon)
    assert load_lexicon((*untuned.settings.lexicons, tmp_path / "new.toml")).terms
    broken = tmp_path / "broken.toml"
    broken.write_text("[frames\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"broken\.toml: not TOML"):
        accept(chosen, broken, untuned.lexicon)
    assert broken.read_text("utf-8") == "[frames\n"
    (tmp_path / "link.toml").symlink_to(broken)
    with pytest.raises(UsageError, match="not a plain file"):
        accept(chosen, tmp_path / "link.toml", untuned.lexicon)
