"""What kind of thing each line of an article is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.structure import author_in, find_sections, title_in

SEEDS = Path(__file__).parents[2] / "seeds"
BODY = "The two leaders met in the capital and spoke for three hours about trade, industry and transport."


def kinds(text: str, **known: str) -> list[str]:
    return [s.kind for s in find_sections(text, **known) if s.kind != "reference"]


def seed(number: str) -> str:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return path.read_bytes().decode()


def words_of(text: str, kind: str) -> list[str]:
    return [s.span.of(text) for s in find_sections(text) if s.kind == kind]


def test_a_text_of_one_block_is_body_whatever_it_looks_like() -> None:
    assert kinds("Winner wrote that she had a private meeting") == ["body"]
    assert kinds("Leaders Meet In Beijing") == ["body"]
    assert kinds("") == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Economic Sphere", "heading"),
        ("2013 as a turning point in relations", "heading"),
        ("Lukashenko: Many Countries Are Watching Beijing", "heading"),
        ("Will Minsk Turn Back to Europe?", "heading"),
        ("## Security", "heading"),
        ("Executive Summary:", "heading"),
        ("Nikolay Vavilov, political scientist and Sinologist (Russia):", "body"),
        ("Andrey Manoylo:", "body"),
        ("It was not to be.", "body"),
        ("What does this mean for the region?", "body"),
        ("“We agreed on everything”", "body"),
        ("and so on to the end", "body"),
        ("  • Trade grew.", "list-item"),
        ("1) Trade grew.", "list-item"),
        ("* * *", "boilerplate"),
        ("Read more: Belarus and the war", "boilerplate"),
        ("This article is part of a series of articles.", "boilerplate"),
        ("(Source: President of Belarus)", "caption"),
        ("Photo by Jane Roe", "caption"),
        ("— Jane Roe (@janeroe) June 4, 2025", "body"),
    ],
)
def test_a_line_between_paragraphs(line: str, kind: str) -> None:
    padding = "\n\n".join([BODY] * 7)
    assert kinds(f"{padding}\n\n{line}\n\n“{BODY}”\n\n{padding}")[7] == kind
    # The same without blank lines, as in seed 003.
    assert kinds(f"{padding}\n{line}\n“{BODY}”\n{padding}".replace("\n\n", "\n"))[7] == kind


def test_the_title_is_the_first_line_that_can_be_one() -> None:
    assert kinds(f"A visit with no substance\n\n{BODY}\n\n{BODY}") == ["title", "body", "body"]
    # A kicker of a word stands above it; a full stop behind a title in capitals doesn't matter.
    assert kinds(f"Analyses\n\nA visit with no substance\n\n{BODY}") == ["heading", "title", "body"]
    assert kinds(f"Poll: Wealthy Voters Abandon Party.\n\n{BODY}\n\n{BODY}") == ["title", "body", "body"]
    # An article may begin with its first sentence.
    assert kinds(f"{BODY}\n\nEconomic Sphere\n\n{BODY}") == ["body", "heading", "body"]


def test_a_given_title_is_looked_for() -> None:
    text = f"Foreign Affairs Desk\n\nA visit, with no substance\n\n{BODY}"
    assert kinds(text, title="A visit with no substance") == ["heading", "title", "body"]
    assert kinds(text, title="A Visit With No Substance - The Outlet")[1] == "title"
    assert "title" not in kinds(text, title="Something else")
    assert title_in(f"# A visit\n\n{BODY}", find_sections(f"# A visit\n\n{BODY}")) == "A visit"


@pytest.mark.parametrize(
    "line",
    [
        "BEIJING, June 4 (Xinhua) —",
        "WASHINGTON —",
        "NEW YORK, Feb 20 (Reuters) -",
        "CHARLOTTE, N.C. —",
        "MOSCOW, June 4. /TASS/.",
        "Minsk (Reuters) –",
        "(CNN)",
    ],
)
def test_a_dateline_is_cut_from_the_first_paragraph(line: str) -> None:
    text = f"{line} {BODY}\n\n{BODY}"
    sections = find_sections(text)
    assert [(s.kind, s.span.of(text)) for s in sections] == [("dateline", line), ("body", BODY), ("body", BODY)]


def test_a_name_with_a_party_is_no_dateline() -> None:
    assert kinds(f"Peter King (R-NY) -- {BODY}\n\n{BODY}") == ["body", "body"]


def test_bylines_dates_and_the_authors_box() -> None:
    text = (
        f"A visit with no substance\n\nBy Jane Roe\n\n5 June 2025\n\n{BODY}\n\nBy the end of it, Both Sides Agreed.\n\n"
        "JaneRoeJane Roe is an expert on the region.\n"
    )
    assert kinds(text) == ["title", "byline", "dateline", "body", "body", "boilerplate"]
    assert author_in(text, find_sections(text)) == "Jane Roe"
    # Somebody else's work is news, not a box, where it is not the end.
    assert kinds(f"{BODY}\n\nJohn Doe is a professor in Minsk.\n\n{BODY}\n\n{BODY}") == ["body"] * 4


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "A visit with no substance\n\n"
        "The two leaders met in the capital and spoke for three\nhours about trade, industry and\ntransport. They "
        "agreed on little\nof what had been hoped.\n\n- one thing that runs over the end\n  of its line\n- another\n"
    )
    assert kinds(text) == ["title", "body", "list-item", "list-item"]


def test_references_nest_in_the_body() -> None:
    text = f"{BODY}\n\nHe agreed (BelTA, June 8) at once."
    *_, body, reference = find_sections(text)
    assert (body.kind, reference.kind) == ("body", "reference")
    assert body.span.contains(reference.span)
    assert reference.span.of(text) == "(BelTA, June 8)"


def test_the_structure_of_the_seeds() -> None:
    assert words_of(seed("000"), "caption") == ["(Source: President of Belarus)"]
    assert words_of(seed("000"), "heading") == ["Executive Summary:"]
    assert len(words_of(seed("000"), "list-item")) == 3
    assert len(words_of(seed("000"), "reference")) == 28
    assert words_of(seed("001"), "heading") == ["Analyses", "Commentary"]
    assert words_of(seed("001"), "title") == ["A courtesy visit with no substance. Lukashenka visits Beijing"]
    assert len(words_of(seed("002"), "heading")) == 8
    assert words_of(seed("003"), "heading") == [
        "Diplomatic Sphere", "Economic Sphere", "Security and Military Front", "Masking the Peak’s Low Point",
    ]  # fmt: skip
    assert words_of(seed("003"), "byline") == ["Written by", "Elzė Pinelytė"]
    assert [w[:24] for w in words_of(seed("003"), "boilerplate")] == [
        "This article is part of ",
        "ElzePinelyteElzė Pinelyt",
    ]
    assert len(words_of(seed("004"), "heading")) == 12
    assert words_of(seed("004"), "title") == []


LINES = st.sampled_from(
    ["", " ", "\u00a0", "Economic Sphere", BODY, "• an item", "By Jane Roe", "Jane Roe is a fellow at the Centre.",
     "Photo: AP", "WASHINGTON — It began.", "(BelTA, June 8)", "# Heading", "***", "«", "\ufeff", "word " * 40,
     "Related:", "- x", "5 June 2025"]
)  # fmt: skip
TEXTS = st.text() | st.lists(LINES | st.text(max_size=12), max_size=14).flatmap(
    lambda lines: st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\u2028"]).map(lambda end: end.join(lines))
)


@given(TEXTS, st.sampled_from(["", "Economic Sphere", "x"]), st.sampled_from(["", "Jane Roe"]))
def test_blocks_tile_all_that_is_not_blank_and_references_nest(text: str, title: str, author: str) -> None:
    sections = find_sections(text, title=title, author=author)
    blocks = [s.span for s in sections if s.kind != "reference"]
    end = 0
    for block in blocks:
        assert text[end : block.start].strip() == ""
        assert block.of(text) == block.of(text).strip() != ""
        end = block.end
    assert text[end:].strip() == ""
    for section in sections:
        if section.kind == "reference":
            assert sum(b.contains(section.span) for b in blocks) == 1
    assert list(sections) == sorted(sections, key=lambda s: (s.span.start, -s.span.end))
