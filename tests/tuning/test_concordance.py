"""A word in its contexts, and why it counted or didn't."""

import pytest

from framing.errors import UsageError
from framing.tuning import kwic

pytestmark = pytest.mark.model


def test_every_occurrence_says_whether_it_counted_and_why(seeds):
    lines = kwic(seeds, "family", by="group", sort="r1")
    assert {line.words.lower() for line in lines} == {"family"}
    assert [line.group for line in lines] == sorted(line.group for line in lines)
    why = {line.right.strip()[:12]: line.why for line in lines}
    assert "hidden by partnership.kinship.family_dinner" in why["dinner,” acc"]
    assert any("scare-quotes" in reason for reason in why.values())
    assert any(line.counted and line.targets for line in lines)


def test_an_address_shows_its_own_words_only(seeds):
    (line,) = kwic(seeds, "partnership.durability.unbreakable")
    assert line.counted
    assert line.value > 0
    assert "unbreakable" in line.words


def test_what_is_not_known_is_answered_with_the_nearest(seeds):
    with pytest.raises(UsageError, match=r"did you mean .*partnership\.durability\.unbreakable"):
        kwic(seeds, "partnership.durability.unbreakible")
    assert kwic(seeds, "zyzzyva") == ()
    with pytest.raises(UsageError, match="l1, r1"):
        kwic(seeds, "family", sort="l2")
