import time

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from builders import article_of
from framing.language.blocks import LONGEST_BLOCK, LONGEST_RUN, blocks_of
from framing.model import Section, SectionKind, Span


def section(text: str, words: str, kind: SectionKind) -> Section:
    start = text.index(words)
    return Section(Span(start, start + len(words)), kind)


def test_a_heading_is_a_block_of_its_own():
    text = "A Family Meeting\nXi met him.\n\nThey dined."
    title, first = section(text, "A Family Meeting", "title"), section(text, "Xi met him.", "body")
    assert [b.text for b in blocks_of(article_of(text, sections=(title, first)))] == [
        "A Family Meeting",
        "Xi met him.",
        "They dined.",
    ]


def test_without_sections_blank_lines_and_bullets_cut():
    text = "Summary:\n \n  • Xi met\nhim.\n  • They dined.\n"
    assert [b.text for b in blocks_of(article_of(text))] == ["Summary:", "Xi met him.", "They dined."]


def test_the_mark_of_a_list_item_is_left_out():
    text = "2. Xi met him."
    assert [b.text for b in blocks_of(article_of(text, sections=(section(text, text, "list-item"),)))] == [
        "Xi met him."
    ]
    assert [b.text for b in blocks_of(article_of(text))] == [text]


def test_captions_and_boilerplate_are_in_no_block():
    text = "Xi met him.\n(Source: BelTA)\nWritten by A. B."
    sections = (section(text, "(Source: BelTA)", "caption"), section(text, "Written by A. B.", "byline"))
    assert [b.text for b in blocks_of(article_of(text, sections=sections))] == ["Xi met him."]


def test_a_reference_leaves_tidy_prose_and_exact_offsets():
    text = "Xi  spoke (BelTA,\nJune 8). He (see EDM) left Inc (X)."
    sections = tuple(section(text, words, "reference") for words in ("(BelTA,\nJune 8)", "(see EDM)", "(X)"))
    [block] = blocks_of(article_of(text, sections=sections))
    assert block.text == "Xi spoke. He left Inc."
    at = block.text.index("Inc.")
    starts, ends = block.places(np.array([0, 3, at]), np.array([2, 5, 4]))
    assert [text[s:e] for s, e in zip(starts, ends, strict=True)] == ["Xi", "spoke", "Inc "]


def test_apostrophes_are_straight_for_the_parser_and_closing_quotes_stay():
    assert [b.text for b in blocks_of(article_of("It’s the countries’ will."))] == ["It's the countries' will."]
    assert [b.text for b in blocks_of(article_of("It’s a ‘peace plan’."))] == ["It's a ‘peace plan’."]


def test_what_no_parser_should_see_is_made_readable():
    [block] = blocks_of(article_of("Xi\x00spoke\ud800 to\u00adday\u200b \u200b ."))
    assert block.text == "Xi spoke\ufffd today ."


def test_unbroken_runs_and_endless_paragraphs_are_cut_quickly():
    began = time.perf_counter()
    blocks = blocks_of(article_of("(" * 200_000 + "\n\n" + "Xi met him. " * 20_000))
    assert time.perf_counter() - began < 1
    assert max(len(b.text) for b in blocks) <= LONGEST_BLOCK
    assert all(len(b.text) <= LONGEST_RUN for b in blocks if b.text.startswith("("))
    assert sum(b.text.count("Xi met him.") for b in blocks) == 20_000


@given(st.text(alphabet="ab.(’‘\n\t \u200b\x00\ud800•1", max_size=60), st.data())
def test_every_character_comes_from_where_origin_says(text, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2)))
    article = article_of(text, sections=(Section(Span(*cuts), "reference"),))
    last = -1
    for block in blocks_of(article):
        assert len(block.origin) == len(block.text)
        assert block.text == block.text.strip()
        for char, at in zip(block.text, block.origin.tolist(), strict=True):
            assert char == " " or (last < at and (char == text[at] or text[at] in "’\ud800"))
            assert char == " " or not cuts[0] <= at < cuts[1]
            last = at if char != " " else last
