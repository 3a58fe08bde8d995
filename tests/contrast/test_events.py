"""Which articles tell of one event: given, found, and how to mend it."""

import tomllib
from typing import Any

import pytest

from contrast_tables import tables_of
from framing.contrast import add_copies, add_events, event_of
from framing.contrast.events import toml_lines
from framing.results.schemas import SCHEMAS, Tables

VISIT = "Today president Lukash met chairman Zhang in Beijing. The talks about trade and loans went well for Lukash."
VISIT_TOO = "In Beijing chairman Zhang received Lukash again. Trade and loans were the talks of Lukash."
FLOOD = "Rivers in Bavaria rose overnight and mayor Huber called the army. Dams near Passau broke at dawn."
FLOOD_TOO = "The army came to Passau where dams broke and Huber asked Bavaria for help. Rivers rose overnight."
OTHER = "A football match in Lisbon ended without goals. Supporters of Benfica left the stadium early."


def found(*articles: dict[str, Any], **more: Any) -> Tables:
    tables = add_events(add_copies(tables_of(*articles, **more)))
    for name in ("events", "article_events"):
        assert tables[name].schema == SCHEMAS[name]
    return tables


def grouped(tables: Tables) -> list[set[str]]:
    by_event: dict[str, set[str]] = {}
    for article, event in event_of(tables).items():
        by_event.setdefault(event, set()).add(article)
    return sorted(by_event.values(), key=min)


def test_articles_of_the_same_days_on_the_same_people_are_one_event() -> None:
    tables = found(
        {"text": VISIT, "date": "2025-06-04"},
        {"text": FLOOD, "date": "2025-06-04"},
        {"text": VISIT_TOO, "date": "2025-06-05"},
        {"text": FLOOD_TOO, "date": "2025-06-06"},
        {"text": OTHER, "date": "2025-06-05"},
    )
    assert grouped(tables) == [{"a0", "a2"}, {"a1", "a3"}]
    rows = {row["article"]: row for row in tables["article_events"].to_pylist()}
    assert rows["a0"]["reason"] == "the first article of the event"
    assert rows["a2"]["reason"].startswith("most like a0 (likeness 0.")
    assert "dated 2025-06-05 and 2025-06-04; both name Lukash" in rows["a2"]["reason"]
    assert (rows["a2"]["nearest"], rows["a2"]["given"], rows["a2"]["entities"][0]) == ("a0", False, "lukash")
    event = {row["event"]: row for row in tables["events"].to_pylist()}["2025-06-04-lukash-beijing"]
    assert (event["label"], event["n_articles"]) == ("Lukash, Beijing, Zhang, 2025-06-04 to 2025-06-05", 2)
    assert (event["first"], event["last"], event["given"]) == ("2025-06-04", "2025-06-05", False)


def test_the_same_people_a_year_later_are_another_event() -> None:
    assert grouped(found({"text": VISIT, "date": "2023-12-04"}, {"text": VISIT_TOO, "date": "2025-06-04"})) == []


def test_a_month_holds_all_its_days() -> None:
    tables = found({"text": VISIT, "date": "2025-06"}, {"text": VISIT_TOO, "date": "2025-06-28"})
    assert grouped(tables) == [{"a0", "a1"}]
    assert grouped(found({"text": VISIT, "date": "2025-06"}, {"text": VISIT_TOO, "date": "2025-07-09"})) == []


def test_the_most_exact_dates_say_when_an_event_was() -> None:
    (event,) = found({"text": VISIT, "date": "2025-06-04"}, {"text": VISIT_TOO, "date": "2025"})["events"].to_pylist()
    assert (event["n_articles"], event["first"], event["last"]) == (2, "2025-06-04", "2025-06-04")


def test_what_the_manifest_says_is_kept_and_others_may_join_it() -> None:
    tables = found(
        {"text": VISIT, "date": "2025-06-04", "event": "visit"},
        {"text": VISIT_TOO, "date": "2025-06-05"},
        {"text": FLOOD, "date": "2025-06-04", "event": "apart"},
        {"text": FLOOD_TOO, "date": "2025-06-04", "event": "visit"},
        events=["empty", "visit", "apart"],
    )
    assert event_of(tables) == {"a0": "visit", "a1": "visit", "a2": "apart", "a3": "visit"}
    assert [r["given"] for r in tables["article_events"].to_pylist()] == [True, False, True, True]
    assert [(e["event"], e["label"], e["n_articles"]) for e in tables["events"].to_pylist()] == [
        ("visit", "Visit", 3), ("apart", "Apart", 1), ("empty", "Empty", 0)
    ]  # fmt: skip


def test_a_copy_is_of_the_event_of_the_article_kept() -> None:
    tables = found(
        {"text": VISIT, "date": "2025-06-04", "event": "visit"}, {"text": VISIT, "date": ""}, events=["visit"]
    )
    assert event_of(tables) == {"a0": "visit", "a1": "visit"}
    assert tables["article_events"].to_pylist()[1]["reason"] == "a copy of a0"


@pytest.mark.parametrize(
    "articles", [(), ({"text": ""},), ({"text": ""}, {"text": ""}), ({"text": VISIT}, {"text": OTHER})]
)
def test_nothing_in_common_gives_no_events(articles: tuple[dict[str, Any], ...]) -> None:
    assert grouped(found(*articles)) == []


def test_to_find_events_again_changes_nothing() -> None:
    once = found({"text": VISIT, "date": "2025-06-04"}, {"text": VISIT_TOO, "date": "2025-06-05"})
    again = add_events(once)
    assert all(once[name].equals(again[name]) for name in ("events", "article_events"))


def test_the_lines_to_paste_are_a_manifest_that_says_what_was_found() -> None:
    tables = found(
        {"text": VISIT, "date": "2025-06-04", "article": 'a "quoted" one'}, {"text": VISIT_TOO, "date": "2025-06-05"}
    )
    told = tomllib.loads("\n".join(toml_lines(tables)))
    assert {a["id"]: a["event"] for a in told["articles"]} == event_of(tables)
    assert list(told["events"]) == ["2025-06-04-lukash-beijing"]
