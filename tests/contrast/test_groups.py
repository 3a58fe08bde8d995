"""Groupings that can't be compared, or not wholly: each says so in a sentence, and none ends in a crash."""

import random
from typing import Any

import pytest

from contrast_tables import tables_of
from framing.contrast import Question, add_contrast, add_copies, add_events
from framing.errors import UsageError
from framing.results.schemas import Tables
from framing.stance import add_stance


def text(seed: int) -> str:
    return " ".join(f"w{n}" for n in random.Random(seed).choices(range(900), k=60)) + "."  # noqa: S311


def prepared(*articles: dict[str, Any], **tables: list[dict[str, Any]]) -> Tables:
    """Tables of articles (each its own text where none is given), ready to be contrasted."""
    made = tables_of(*({"text": text(i), **a} for i, a in enumerate(articles)), **tables)
    return add_events(add_stance(add_copies(made)))


def contrasted(tables: Tables, **question: Any) -> tuple[int, list[str], list[str]]:
    """How many rows compare, what the report remarks, what the terminal hints."""
    found = add_contrast(tables, Question(**question))
    run = found["run"].to_pylist()[0]
    return len(found["differences"]), run["remarks"], run["hints"]


GROUPED = ({"group": "a"}, {"group": "a"}, {"group": "b"}, {"group": "b"})
TWO = "name at least two in corpus.toml"
DATES = "give the articles dates in corpus.toml, or compare by another grouping"


@pytest.mark.parametrize(
    ("articles", "by", "why"),
    [
        ((), "group", f"no article has a group; {TWO}"),
        (({"group": "a"},), "group", f"there is one article; a comparison needs at least two groups ({TWO})"),
        (({"group": "a"},) * 2, "group", f"all articles that have a group have the same one, a; {TWO}"),
        (GROUPED, "country", f"no article has a country; {TWO}"),
        (GROUPED, "month", f"no article has a month that is exact enough; {DATES}"),
        (({"date": "2025"}, {"date": "2024"}), "month", f"no article has a month that is exact enough; {DATES}"),
        (GROUPED, "event", "no article has an event; name events in corpus.toml, or compare by another grouping"),
        (
            ({"group": "a", "text": text(0)}, {"group": "b", "text": text(0)}),
            "group",
            "every article of b is a copy of one that counts for a, and a text counts once",
        ),
    ],
)
def test_what_gives_fewer_than_two_groups_says_why(articles: tuple[dict[str, Any], ...], by: str, why: str) -> None:
    n, remarks, hints = contrasted(prepared(*articles), by=by)
    assert n == 0
    assert remarks[0] == f"Nothing to contrast: {why}."
    assert hints == [f"nothing to contrast: {why}"]


def test_a_group_of_one_article_is_that_article() -> None:
    _, remarks, hints = contrasted(prepared({"group": "a"}, {"group": "b"}, {"group": "b"}))
    assert "a has one article only: what is shown is that article, not the group." in remarks
    assert hints == []


def test_articles_in_no_group_are_counted() -> None:
    _, remarks, _ = contrasted(prepared(*GROUPED, {}, {}))
    assert "2 articles without a group are in no group." in remarks


def test_an_article_in_both_groups_is_on_neither_side() -> None:
    labels = [
        {"article": f"a{i}", "label": "region", "value": value}
        for i, values in enumerate((["east"], ["east", "west"], ["west"]))
        for value in values
    ]
    tables = prepared({}, {}, {}, labels=labels)
    _, remarks, _ = contrasted(tables, by="region")
    assert "1 article is in both east and west and so on neither side when these are compared: a1." in remarks
    both = [{"article": a, "label": "region", "value": v} for a in ("a0", "a1") for v in ("east", "west")]
    _, remarks, _ = contrasted(prepared({}, {}, labels=both), by="region")
    assert "east and west have no article that is in one of them only, so they can’t be compared." in remarks


def test_copies_are_said_to_count_once() -> None:
    _, remarks, _ = contrasted(
        prepared({"group": "a", "text": text(0)}, {"group": "a"}, {"group": "b", "text": text(0)}, {"group": "b"})
    )
    assert remarks[0] == (
        "Copies don’t count again: 1 of b; each counts where it was first, as the list of copies shows."
    )


def test_groups_that_share_no_event_are_said_to_differ_perhaps_in_what_they_report() -> None:
    tables = prepared(
        {"group": "a", "event": "x"}, {"group": "a", "event": "x"}, {"group": "b", "event": "y"}, events=["x", "y"]
    )
    _, remarks, _ = contrasted(tables)
    assert "a and b share no event, so a difference may lie in what they report, not in how." in remarks
    n, remarks, _ = contrasted(tables, within="event")
    assert (n, remarks[-1]) == (0, "a and b share no event, so nothing is compared.")
    assert not any("share no" in remark for remark in contrasted(tables, within="nothing")[1])


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ({"a": "c"}, "no article has the group 'c'; there are a, b"),
        ({"a": "a", "b": "bb"}, "no article has the group 'bb'; did you mean 'b'?"),
        ({"a": "a", "b": "a"}, "--a and --b both name 'a'; name two groups"),
        ({"by": "grop"}, "unknown grouping 'grop'; did you mean 'group'?"),
        ({"within": "evnt"}, "unknown grouping 'evnt'; did you mean 'event'?"),
        ({"measures": ("stanc",)}, "unknown measure 'stanc'"),
    ],
)
def test_what_is_not_there_is_answered_with_what_is(question: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as error:
        contrasted(prepared(*GROUPED), **question)
    assert str(error.value).startswith(message)


def test_a_group_of_copies_alone_can_not_be_named() -> None:
    tables = prepared({"group": "a", "text": text(0)}, {"group": "b", "text": text(0)}, {"group": "c"})
    with pytest.raises(UsageError, match="every article of group 'b' is a copy of one that counts for another group"):
        contrasted(tables, a="a", b="b")


def test_one_group_against_the_rest() -> None:
    tables = prepared({"group": "a"}, {"group": "b"}, {"group": "c"})
    found = add_contrast(tables, Question(a="a"))
    assert {(r["group"], r["n_articles"]) for r in found["groups"].to_pylist()} == {("a", 1), ("b", 1), ("c", 1)}
    assert set(found["keyness"]["group_b"].to_pylist()) <= {"rest"}


def test_no_grouping_at_all_is_answered_with_the_known() -> None:
    with pytest.raises(UsageError, match="unknown grouping ''; known: author"):
        add_contrast(prepared({"article": "a", "group": "left", "text": text(1)}), Question(by=""))


def test_groups_within_themselves_are_said_to_leave_nothing_to_compare() -> None:
    two = (
        {"article": side, "source": side, "group": side, "text": text(i)} for i, side in enumerate(("left", "right"))
    )
    n, remarks, _ = contrasted(prepared(*two), by="source", within="source")
    assert n == 0
    assert "Within a source there are no two groups by source, so nothing is compared." in remarks
