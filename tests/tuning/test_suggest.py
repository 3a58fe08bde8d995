"""Suggestions on the seeds as if nobody had tuned for them: every file with frames of its own taken away."""

import threading
from dataclasses import replace

import pytest

from framing.errors import LexiconError, UsageError
from framing.lexicon import load_lexicon, problems
from framing.pipeline import Settings
from framing.results.files import alone
from framing.tuning import accept, open_material, suggest, with_polarity
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
    with pytest.raises(UsageError, match="no group or source 'nobody'"):
        suggest(untuned, contrast=("state-media", "nobody"))


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


ARTICLE = """Averne stands firm

Averne buried its dead on Monday. The pro-Freedonian party holds eleven seats; none of its rivals has a third of them.

Three hectares burned in the Averne hills. The masked and callous regime of Freedonia sold its goods to the north.

Freedonia is a bullying, unhinged state. Freedonian officials are unhinged. Its vote is a sham. Freedonia is dependent.
"""
LEXICON = """
[lexicon]
id = "mine"
[frames.instability]
label = "Instability"
definition = "Things are about to fall."
polarity = -0.6
terms = ["dependence"]
[entities.freedonia]
name = "Freedonia"
type = "country"
demonyms = ["Freedonian"]
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "mine.toml").write_text(LEXICON, encoding="utf-8")
    settings = Settings(lexicons=(folder / "mine.toml",), base=False, evaluator="lexicon", cache=folder)
    return open_material(folder / "corpus", settings)


def test_no_name_number_day_measure_or_direction_is_proposed(small):
    proposed = {s.term for s in suggest(small, most=500)}
    assert {"masked", "callous", "unhinged", "bullying", "sham"} <= proposed
    # Averne is a place no lexicon knows; goods are nothing good.
    assert not proposed & {"averne", "pro-freedonian", "freedonian", "eleven", "none", "third", "hectare", "monday",
                           "north", "good"}  # fmt: skip


def test_words_that_were_turned_down_are_left_out_and_the_rest_counts_on(small):
    before = suggest(small, most=500)
    after = suggest(small, most=500, without={before[0].term})
    assert [s.term for s in after] == [s.term for s in before[1:]]
    assert [s.number for s in after] == list(range(1, len(before)))


def test_a_frame_is_proposed_for_a_word_built_alike(small):
    dependent = next(s for s in suggest(small, most=500) if s.term == "dependent")
    assert (dependent.frame, dependent.polarity) == ("instability", -0.5)
    assert "built like terms of instability" in dependent.reasons


def test_an_overlay_of_a_frame_that_another_file_defines_loads_alone(small, tmp_path):
    chosen = [s for s in suggest(small, most=500) if s.term in ("sham", "dependent")]
    overlay = tmp_path / "local.toml"
    overlay.write_text('[[frames.instability.terms]]\nterm = "shaky"\n', encoding="utf-8")
    addresses = accept(chosen, overlay, small.lexicon)
    assert not [p for p in problems([overlay]) if p.error]
    assert {t.address.rpartition(".")[2] for t in load_lexicon([overlay], base=False).terms} == {
        "shaky",
        *(address.rpartition(".")[2] for address in addresses),
    }
    # Over the file it was written beside, its terms are in that file's frame.
    both = load_lexicon([*small.settings.lexicons, overlay], base=False)
    assert {*addresses, "mine.instability.shaky"} <= {t.address for t in both.terms}
    assert both.frames["instability"] == small.lexicon.frames["instability"]


def test_a_polarity_that_says_the_opposite_of_the_frame_leaves_it(small):
    dependent = next(s for s in suggest(small, most=500) if s.term == "dependent")
    assert with_polarity(dependent, -0.3, small.lexicon).frame == "instability"
    assert with_polarity(dependent, 0.3, small.lexicon).frame == "praise"
    sham = next(s for s in suggest(small, most=500) if s.term == "sham")
    assert (sham.frame, with_polarity(sham, 0.5, small.lexicon).frame) == ("blame", "praise")


def test_what_another_program_saves_while_a_term_is_accepted_stays(small, tmp_path):
    overlay, chosen = tmp_path / "mine.toml", [s for s in suggest(small, most=500) if s.term == "sham"]
    overlay.write_text("# old\n", encoding="utf-8")
    accepting = threading.Thread(target=accept, args=(chosen, overlay, small.lexicon))
    with alone(tmp_path):
        accepting.start()
        accepting.join(timeout=0.2)
        overlay.write_text("# new\n", encoding="utf-8")
    accepting.join(timeout=10)
    text = overlay.read_text("utf-8")
    assert text.startswith("# new\n")
    assert 'term = "sham"' in text


def test_what_is_accepted_lacks_a_silent_line_and_no_other(small, tmp_path):
    accept([s for s in suggest(small, most=500) if s.term in ("sham", "callous")], tmp_path / "new.toml", small.lexicon)
    found = [str(p) for p in problems([tmp_path / "new.toml"])]
    assert found == ["new.toml:8: local.blame: no silent for 2 of its terms (callous, sham); give the frame silent"]
