"""What a change did: stances, sentences and the term that did it, and the half nobody looked at."""

import pytest

from framing.tuning import Difference, Move, Reading, Turn, compare, is_held_out, preview
from framing.tuning.edits import Edits
from tuning_edits import turned

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("before", "after", "flips"),
    [
        (0.1, -0.1, True),
        (-0.6, 0.4, True),
        (0.6, 0.6 - 0.7, True),
        (0.001, -0.001, False),
        (0.09, -0.9, False),
        (0.4, 0.0, False),
    ],
)
def test_what_flips_spoke_for_and_speaks_against_by_more_than_nearly_nothing(before, after, flips):
    score = {at: Reading(value, value - 0.1, value + 0.1, 5) for at, value in (("before", before), ("after", after))}
    assert Move("s", "t", "all", **score).flipped is flips
    assert Turn("a", "s", "", 1, "", "t", "all", before, after, (), held_out=False).flipped is flips


def test_a_score_that_there_is_too_little_for_flips_nothing():
    nothing, much = Reading(None, None, None, 2), Reading(-0.8, -0.9, -0.7, 9)
    assert not Move("s", "t", "all", nothing, much).flipped


def test_a_change_that_counts_in_the_tuned_half_alone_is_said_so():
    moved = Move("s", "t", "all", Reading(0.0, -0.1, 0.1, 5), Reading(0.5, 0.4, 0.6, 5))
    nothing = Edits((), (), (), ())
    _, told = Difference(nothing, (moved,), (), (), (moved,), (), 9, 4, {}, {}).halves
    # They may stand there, inside a longer term or out of any target's reach.
    assert told == "The change shows only where you looked: its terms count in none of the held-out articles."


def test_nothing_changed_is_said_so(seeds):
    difference = compare(seeds, preview(seeds, seeds.lexicon))
    assert not (difference.moves or difference.ranks or difference.turns or difference.edits.terms)


def test_a_term_turned_round_flips_its_sentences_and_is_named(seeds):
    difference = compare(seeds, preview(seeds, turned(seeds.lexicon, ["partnership.durability.unbreakable"])))
    (turn,) = difference.flips
    assert "unbreakable" in turn.text
    assert turn.before > 0 > turn.after
    assert turn.terms == ("partnership.durability.unbreakable",)
    assert {move.source for move in difference.moves} == {turn.source} == {"unnamed-analysis"}
    assert all(move.by < 0 for move in difference.moves)


def test_the_held_out_half_is_told_apart(seeds):
    held = [a.id for a in seeds.corpus.articles if is_held_out(a.id)]
    assert 0 < len(held) < len(seeds.corpus.articles)
    difference = compare(seeds, preview(seeds, turned(seeds.lexicon, ["partnership.durability.unbreakable"])))
    here = "002_81f07dd59fd0bba7"
    moved, still = (difference.held_out, difference.tuned) if here in held else (difference.tuned, difference.held_out)
    assert moved
    assert not still
    assert difference.n_held_out == len(held)
