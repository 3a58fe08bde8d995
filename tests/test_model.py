import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import parse_of
from framing.model import Span, Stack, hull, union, without, without_each


def test_spans_are_half_open():
    assert Span(0, 2).of("Xi said") == "Xi"
    assert not Span(0, 2).overlaps(Span(2, 4))
    assert Span(0, 4).contains(Span(2, 4))
    assert len(Span(3, 3)) == 0


def test_a_span_cannot_end_before_it_starts():
    with pytest.raises(ValueError, match=r"2\.\.1"):
        Span(2, 1)


def test_trim_takes_white_space_off_both_ends():
    assert Span(0, 6).trim(" a bc ").of(" a bc ") == "a bc"
    assert Span(0, 3).trim("   ") == Span(3, 3)


def test_union_joins_what_touches():
    assert union([Span(4, 6), Span(0, 2), Span(2, 3)]) == (Span(0, 3), Span(4, 6))
    assert hull([Span(4, 6), Span(0, 2)]) == Span(0, 6)


def test_without_takes_holes_out():
    assert without(Span(0, 10), [Span(2, 4), Span(8, 12)]) == (Span(0, 2), Span(4, 8))
    assert without(Span(0, 3), [Span(0, 5)]) == ()


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 5)), max_size=6), st.data())
def test_without_each_is_without_of_each(pairs, data):
    spans = [Span(start, start + length) for start, length in pairs]
    holes = data.draw(st.lists(st.sampled_from(spans), max_size=5)) if spans else []
    assert without_each(spans, holes) == [without(span, holes) for span in spans]


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 5)), max_size=6), st.integers(0, 12), st.integers(0, 5))
def test_a_stack_knows_what_holds_and_what_touches_a_span(pairs, start, length):
    spans, asked = [Span(a, a + n) for a, n in pairs], Span(start, start + length)
    assert Stack(spans).holding(asked) == [i for i, s in enumerate(spans) if s.contains(asked)]
    assert Stack(spans).touching(asked) == [i for i, s in enumerate(spans) if s.overlaps(asked)]


def test_a_parse_reads_as_a_tree():
    text, parse = parse_of(
        "Xi/PROPN/nsubj/2 praised/VERB/ROOT/2/praise old/ADJ/amod/4 friends/NOUN/dobj/2/friend +./PUNCT/punct/2",
        "Minsk/PROPN/nsubj/2 agreed/VERB/ROOT/2/agree",
        names=[("Minsk", "GPE")],
    )
    assert text == "Xi praised old friends. Minsk agreed"
    assert parse.lemma[1] == "praise"
    assert parse.subtree(3) == (2, 3)
    assert list(parse.ancestors(2)) == [3, 1]
    assert [s.of(text) for s in parse.sentence_spans] == ["Xi praised old friends.", "Minsk agreed"]
    assert parse.sentence_of[5] == 1
    assert parse.tokens_in(Span(11, 22)) == range(2, 4)
    assert parse.head_in(range(2, 4)) == 3
    first, after, label = parse.names[0].tolist()
    assert parse.span(first, after).of(text) == "Minsk"
    assert parse.vocabulary[label] == "GPE"
