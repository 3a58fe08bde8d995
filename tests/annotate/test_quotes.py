"""Which stretches stand in quotation marks, and which marks are apostrophes."""

# ruff: noqa: E501  (a parse by hand is read in one line)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.annotate.quotes import find_quotations


def stretches(text: str) -> list[str]:
    return [q.span.of(text) for q in find_quotations(text)]


CASES = [
    # label, text, what stands in marks
    ("curly double", "He said, “It went well,” and left.", ["“It went well,”"]),
    ("straight double", 'He said, "It went well," and left.', ['"It went well,"']),
    ("typewriter pairs", "''It went well,'' he said. ''Very.''", ["''It went well,''", "''Very.''"]),
    ("guillemets", "He called it «a success».", ["«a success»"]),
    ("British single", "They opposed ‘hegemony’, he said.", ["‘hegemony’"]),
    ("straight single", "They opposed 'hegemony', he said.", ["'hegemony'"]),
    ("apostrophes only", "Lukashenka’s visit, the workers’ rights and the ’90s.", []),
    ("straight apostrophes only", "It's the leaders' visit of the '90s; don't ask.", []),
    ("apostrophe inside single marks", "‘China’s plan for the workers’ rights is clear’, he said.",
     ["‘China’s plan for the workers’ rights is clear’"]),
    ("single marks beside a possessive", "The ‘tied loans’ and the leaders’ visit.", ["‘tied loans’"]),
    ("nested, other marks", "“I told him: ‘You are responsible.’”", ["“I told him: ‘You are responsible.’”", "‘You are responsible.’"]),
    ("nested, same marks", "(see ‘The game over the ‘peace plan’’)", ["‘The game over the ‘peace plan’’", "‘peace plan’"]),
    ("two in a sentence", '"The plan," she said, "can work."', ['"The plan,"', '"can work."']),
    ("a missing closing mark ends with the paragraph", "He said, “It went well.\n\nThey left.", ["“It went well."]),
    ("a missing opening mark begins with the paragraph", "They left.\n\nMany believe in this,” he said.", ["Many believe in this,”"]),
    ("a missing opening mark, with a quotation inside", "Now they say: “It endures.” Many believe this,” he said.",
     ["Now they say: “It endures.” Many believe this,”", "“It endures.”"]),
    ("an opening mark alone at the end", "Nothing here “", ["“"]),
    ("feet and inches are not torn", "He is 6'2 tall.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_marks(text: str, expected: list[str]) -> None:
    assert stretches(text) == expected


def test_a_quotation_goes_on_when_the_next_paragraph_reopens_it() -> None:
    text = "“It went well.\n\n“We agreed on all.”\n\nThey left."
    (quotation,) = find_quotations(text)
    assert [part.of(text) for part in quotation.parts] == ["“It went well.", "“We agreed on all.”"]
    assert quotation.closed


def test_an_inner_quotation_knows_the_one_around_it() -> None:
    outer, inner = find_quotations("“I told him: ‘You are responsible.’”")
    assert outer.parent is None
    assert inner.parent == 0


@given(st.text(alphabet="ab s.,\n\"“”'‘’«»", max_size=60))
def test_no_heap_of_marks_breaks_it(text: str) -> None:
    quotations = find_quotations(text)
    for quotation in quotations:
        assert all(0 <= part.start < part.end <= len(text) for part in quotation.parts)
        assert quotation.parent is None or quotations[quotation.parent].span.start <= quotation.span.start
