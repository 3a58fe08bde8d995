"""The same thing, told twice: what is aligned, what is not, who keeps which part, and what is left out."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contrast_tables import tables_of
from framing.contrast import add_copies, add_events, add_told_twice
from framing.contrast.alignment import align, rarities
from framing.contrast.blocking import WINDOW
from framing.contrast.renderings import renderings_of
from framing.results.schemas import SCHEMAS, Tables

FILL = (
    "Rain fell over the western districts. Farmers hoped for a better harvest. A new bridge opened to traffic. ",
    "Tickets for the concert sold quickly. The museum extends its hours. Trams run late on Saturdays. ",
    "A bakery won the yearly prize. Volunteers cleaned the riverside park. Schools reopen in autumn. ",
)
SURPLUS = "The trade surplus reached $4.77 billion last winter according to customs officers."
DEFICIT = "This left a trade deficit of nearly $5 billion, customs officers admitted last winter."
ENDURED = "The island has endured, it will endure, and nobody will break the harbour treaty."
ENDURED_TOO = "Our island has endured and will endure, nobody breaks the harbour treaty."


def told(*texts: str, events: tuple[str, ...] = ("talks",), dates: tuple[str, ...] = (), **more: Any) -> Tables:
    articles = [
        {"text": text, "source": f"s{i}", "event": "talks", "date": dates[i] if dates else "2025-06"}
        for i, text in enumerate(texts)
    ]
    tables = add_told_twice(add_events(add_copies(tables_of(*articles, events=events, **more))))
    for name in ("alignments", "tellings", "omissions"):
        assert tables[name].schema == SCHEMAS[name]
    return tables


def pairs(tables: Tables) -> list[tuple[str, str]]:
    return [(row["text_a"], row["text_b"]) for row in tables["alignments"].to_pylist()]


def score(tables: Tables) -> float:
    return max((row["score"] for row in tables["alignments"].to_pylist()), default=0.0)


def test_a_figure_in_another_form_is_the_same_figure() -> None:
    tables = told(FILL[0] + SURPLUS, FILL[1] + DEFICIT)
    (row,) = tables["alignments"].to_pylist()
    assert (row["text_a"], row["text_b"], row["kind"]) == (SURPLUS, DEFICIT, "figure")
    assert row["score"] == pytest.approx(sum(r["factor"] for r in row["reasons"]))
    assert {"words", "figures"} <= {r["name"] for r in row["reasons"]}


def test_another_figure_or_another_year_speaks_against() -> None:
    both = score(told(FILL[0] + SURPLUS, FILL[1] + DEFICIT))
    other = told(FILL[0] + SURPLUS, FILL[1] + DEFICIT.replace("nearly $5", "over $7"))
    assert score(other) < both - 0.1
    visit = "The minister visited the northern shipyard in {} and praised its welders."
    same = told(FILL[0] + visit.format(2025), FILL[1] + visit.format(2025) + " He left.")
    years = told(FILL[0] + visit.format(2023), FILL[1] + visit.format(2025) + " He left.")
    assert score(same) > score(years) + 0.1


def test_what_two_sentences_share_by_chance_is_no_alignment() -> None:
    assert pairs(told(FILL[0], FILL[1] + "Rain kept the visitors away.")) == []


def test_events_of_other_times_are_not_compared_but_an_overview_of_the_year_is() -> None:
    texts = (FILL[0] + SURPLUS, FILL[1] + DEFICIT)
    for date, aligned in (("2025", 1), ("2023-12", 0), ("2025-05", 0)):
        articles = [
            {"text": texts[0], "source": "s0", "event": "talks", "date": "2025-06"},
            {"text": texts[1], "source": "s1", "event": "other", "date": date},
        ]
        tables = add_told_twice(add_events(add_copies(tables_of(*articles, events=("talks", "other")))))
        assert len(tables["alignments"]) == aligned, date


def test_one_source_or_no_event_or_nothing_at_all() -> None:
    same = [{"text": FILL[0] + SURPLUS, "source": "s", "event": "e"}, {"text": DEFICIT, "source": "s", "event": "e"}]
    for articles in ([], same, [{"text": SURPLUS}], [{"text": "", "source": "a", "event": "e"}]):
        tables = add_told_twice(add_events(add_copies(tables_of(*articles, events=("e",)))))
        assert not any(len(tables[name]) for name in ("alignments", "tellings", "omissions"))


def quotation(text: str, words: str, article: str, voice: str, cue: str, stance: str) -> dict[str, Any]:
    start = text.index(words)
    span = {"start": start, "end": start + len(words)}
    return span | {
        "article": article, "attribution": 0, "content": [span], "kind": "direct", "voice": voice, "cue_text": cue,
        "cue_stance": stance, "text": words, "sentence": 3, "n_characters": len(words),
    }  # fmt: skip


def test_a_quotation_keeps_speaker_cue_and_the_part_each_source_keeps() -> None:
    long = "nobody will break the harbour treaty while our fleet guards the strait"
    short = "nobody will break the harbour treaty"
    a, b = FILL[0] + f"Ana claimed: “{long}”.", FILL[1] + f"“{short}”, Ana said."
    quotations = [
        quotation(a, long, "a0", "ana", "claimed", "distancing"),
        quotation(b, short, "a1", "ana", "said", "neutral"),
    ]
    tables = told(a, b, attributions=quotations)
    (row,) = tables["alignments"].to_pylist()
    assert (row["kind"], row["manner"]) == ("quotation", "cut short")
    assert (row["cue_a"], row["cue_stance_a"], row["cue_b"], row["cue_stance_b"]) == (
        "claimed", "distancing", "said", "neutral",
    )  # fmt: skip
    assert a[row["start_a"] : row["end_a"]] == long
    kept = {r["source"]: (r["share"], r["dropped"]) for r in tables["tellings"].to_pylist()}
    assert kept["s0"] == (1.0, "")
    assert kept["s1"][0] < 0.7
    assert kept["s1"][1] == "while our fleet guards the strait"


@pytest.mark.parametrize(
    ("kept", "aligned"),
    [("my oldest companion", False), ("my oldest but very reliable companion", True)],
    ids=["two words of one speaker", "a run of words"],
)
def test_two_quotations_of_one_speaker_need_more_than_two_words_in_common(kept: str, aligned: bool) -> None:
    one = "my oldest but very reliable companion through every storm"
    other = (
        f"As Boris, {kept}, says, captains sometimes act quickly, sometimes calmly, but quietly, whatever weather "
        "the harbour master brings"
    )
    a, b = FILL[0] + f"Ana said: “{one}”.", FILL[1] + f"“{other}”, Ana said."
    quotations = [
        quotation(a, one, "a0", "ana", "said", "neutral"),
        quotation(b, other, "a1", "ana", "said", "neutral"),
    ]
    assert bool(pairs(told(a, b, attributions=quotations))) is aligned


def test_a_denial_of_what_another_source_says_is_a_candidate() -> None:
    here = FILL[0] + "The trip was described as a working visit."
    there = FILL[1] + "Not official, not a working meeting."
    (row,) = told(here, there)["alignments"].to_pylist()
    assert row["kind"] == "contradiction"
    assert row["contradiction"] == "“not working meeting” against “working visit”"


def test_left_out_is_what_two_others_carry() -> None:
    tables = told(FILL[0] + ENDURED, FILL[1] + ENDURED_TOO, FILL[2] + SURPLUS)
    rows = [r for r in tables["omissions"].to_pylist() if r["kind"] == "act"]
    assert [(r["source"], r["carriers"], r["of_sources"]) for r in rows] == [("s2", ["s0", "s1"], 2)]
    assert {e["article"] for e in rows[0]["examples"]} == {"a0", "a1"}
    assert told(FILL[0] + ENDURED, FILL[1] + ENDURED_TOO)["omissions"].to_pylist() == []


def test_what_one_tells_and_another_denies_is_shared_by_neither_and_so_not_left_out() -> None:
    denied = ENDURED_TOO.replace("has endured and will endure", "has not endured and will not endure")
    tables = told(FILL[0] + ENDURED, FILL[1] + denied, FILL[2] + SURPLUS)
    assert any(row["contradiction"] for row in tables["alignments"].to_pylist()), "the two are aligned, and part"
    assert [r for r in tables["omissions"].to_pylist() if r["kind"] == "act"] == []


def test_what_a_source_says_in_looser_words_is_not_left_out() -> None:
    loose = "It endured, everybody agrees, for the harbour treaty held."
    tables = told(FILL[0] + ENDURED, FILL[1] + ENDURED_TOO, FILL[2] + loose)
    assert [r for r in tables["omissions"].to_pylist() if r["kind"] == "act"] == []


def test_entities_and_frames_are_left_out_too() -> None:
    frames = [
        {
            "article": a,
            "sentence": 0,
            "start": 0,
            "end": 4,
            "frame": f,
            "voice": "author",
            "value": 0.5,
            "expression": 0,
        }
        for a, f in (("a0", "decline"), ("a1", "decline"), ("a2", "base"))
    ]
    texts = [FILL[0] + "In the hall Vavilov smiled.", FILL[1] + "There Vavilov slept.", FILL[2]]
    rows = told(*texts, expressions=frames)["omissions"].to_pylist()
    assert {(r["source"], r["kind"], r["what"]) for r in rows} == {
        ("s2", "frame", "decline"),
        ("s2", "entity", "vavilov"),
    }


NOUNS = "harbour treaty fleet welder customs winter bridge museum tram concert island loan"
SENTENCES = st.lists(st.sampled_from(NOUNS.split()), min_size=2, max_size=8).map(
    lambda w: " ".join(w).capitalize() + "."
)
TEXTS = st.lists(SENTENCES, min_size=1, max_size=8).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_spans_lie_inside_partners_are_single_and_order_makes_no_difference(texts: list[str]) -> None:
    def found(order: list[str]) -> dict[frozenset[tuple[str, int, int]], float]:
        tables = tables_of(*({"text": text, "source": text} for text in order))
        renderings = renderings_of(tables, range(len(order)))
        seen = set()
        result = {}
        for one in align(renderings, rarities(renderings), order):
            assert one.a.article < one.b.article
            for r, other in ((one.a, one.b), (one.b, one.a)):
                assert order[r.article][r.span.start : r.span.end] == r.text
                assert (r.article, r.span, other.article) not in seen
                seen.add((r.article, r.span, other.article))
            sides = frozenset((order[r.article], r.span.start, r.span.end) for r in (one.a, one.b))
            result[sides] = one.score
        return result

    texts = list(dict.fromkeys(texts))
    assert found(texts) == found(texts)
    assert sorted(found(texts).values()) == pytest.approx(sorted(found(texts[::-1]).values()), abs=2e-4)


def test_a_thing_that_all_tell_joins_all_though_not_each_pair_is_compared() -> None:
    n = 3 * WINDOW
    texts = [" ".join(f"Line{i}x{k} word{i}x{k}." for k in range(9)) + " " + ENDURED for i in range(n)]
    tables = tables_of(*({"text": text, "source": f"s{i}"} for i, text in enumerate(texts)))
    renderings = renderings_of(tables, range(n))
    aligned = align(renderings, rarities(renderings), [f"s{i}" for i in range(n)])
    assert n - 1 <= len(aligned) <= 2 * WINDOW * n
    assert {r.article for one in aligned for r in (one.a, one.b)} == set(range(n))
