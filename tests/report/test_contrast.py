"""The contrast page: each number opens to its sentences; events, copies and what can't be compared are said."""

from typing import Any

import pyarrow as pa
import pytest

from contrast_tables import tables_of
from framing.contrast import Question, add_contrast, add_copies, add_events, add_told_twice
from framing.report.addresses import Links, Page
from framing.report.pages import Printer
from framing.report.rows import Row, Rows
from framing.report.views.behind import Behind
from framing.report.views.contrast import WIDEST, contrast
from framing.report.words import capital
from framing.results.schemas import SCHEMAS, Tables
from framing.stance import add_stance
from sample_tables import sample_tables

SAMPLE = Rows(sample_tables())
HERE = Page("contrast")
LINKS = Links(HERE, single=False)
STORY = "Today president Lukash met chairman Zhang in Beijing. The talks about trade and loans went well for Lukash."
AGAIN = "In Beijing chairman Zhang received Lukash again. Trade and loans were the talks of Lukash."


def prepared(*articles: dict[str, Any], question: Question | None = None) -> Rows:
    tables = add_events(add_stance(add_copies(tables_of(*articles))))
    return Rows(add_told_twice(add_contrast(tables, question or Question())))


def page(rows: Rows) -> str:
    return str(Printer(rows, single=False).part(HERE))


@pytest.mark.parametrize("side", ["a", "b"])
def test_every_number_that_counts_anything_opens_to_sentences(side: str) -> None:
    opened = 0
    for pair in contrast(SAMPLE, LINKS).pairs:
        for measure in pair.measures:
            for line in (*measure.whole.lines, *measure.by_voice.lines):
                shown = getattr(line, side)
                if not shown.shown.startswith(("0 %", "0.0", "too little")):
                    assert shown.places.articles, (measure.title, line.what, line.voice, shown.shown)
                    opened += 1
    assert opened > 5


def test_a_number_opens_to_the_articles_that_count_in_it_and_to_no_other() -> None:
    behind = Behind(SAMPLE)
    rows = SAMPLE.all("differences")
    assert any(row["apart_b"] for row in rows), "the sample has an article on an event of its own"
    for row in rows:
        for side in ("a", "b"):
            counted = row[f"articles_{side}"]
            assert len(counted) == row[f"n_{side}"]
            assert {article for article, _ in behind.of(row, counted)} <= set(counted)


def test_the_sentences_behind_a_stance_are_those_that_judge_in_that_voice() -> None:
    def behind(voice: str) -> list[tuple[str, int | None]]:
        row: Row = {"measure": "stance", "target": "belarus", "voice": voice}
        return Behind(SAMPLE).of(row, {"a2"})

    judged = {("a2", j["sentence"]) for j in SAMPLE.judgements("a2")["belarus"]}
    assert set(behind("all")) == judged
    assert set(behind("author")) < judged


def test_a_word_is_shown_in_its_contexts_and_leads_to_its_sentence() -> None:
    rows = prepared(*({"text": t, "group": g} for g, t in (("a", STORY), ("b", AGAIN))))
    words = [w for pair in contrast(rows, LINKS).pairs for w in (*pair.words_a, *pair.words_b)]
    assert all(w.contexts for w in words)
    assert all(c.href.startswith("articles/") for w in words for c in w.contexts)


def test_where_only_judged_sentences_may_be_shown_no_context_is() -> None:
    rows = Rows(SAMPLE.tables, excerpts=True)
    words = [w for pair in contrast(rows, LINKS).pairs for w in (*pair.words_a, *pair.words_b)]
    assert all(not c.left + c.word + c.right for w in words for c in w.contexts)
    assert all(not copy.passage for copy in contrast(rows, LINKS).copies)


def test_an_event_found_gives_its_reasons_and_the_lines_to_mend_it() -> None:
    html = page(prepared({"text": STORY, "date": "2025-06-04"}, {"text": AGAIN, "date": "2025-06-05"}))
    assert "most like a0 (likeness 0." in html
    assert "[events.2025-06-04-lukash-beijing]" in html
    assert "id = &#34;a1&#34;" in html


@pytest.mark.parametrize(
    ("dates", "said"), [(("", ""), True), (("", "2025-06-03"), False), (("2025-06-02",) * 2, False)]
)
def test_an_event_of_articles_without_a_date_is_said_to_be_perhaps_more_than_one(
    dates: tuple[str, str], said: bool
) -> None:
    stories = zip((STORY, AGAIN), ("a", "b"), dates, strict=True)
    rows = prepared(*({"text": text, "group": group, "date": date} for text, group, date in stories))
    assert ("may hold more than one event; dates or events in corpus.toml tell them apart" in page(rows)) is said


def test_a_copy_says_that_it_does_not_count_and_of_what_it_is_one() -> None:
    (line,) = contrast(prepared({"text": STORY}, {"text": STORY}), LINKS).copies
    assert (line.is_copy, line.shown, line.of_href) == (True, "100 %", "articles/a0.html#s0")
    assert line.passage.startswith("Today president Lukash")


@pytest.mark.parametrize(
    ("articles", "by"),
    [
        ((), "group"),
        (({"text": STORY},), "group"),
        (({"text": STORY, "group": "a"}, {"text": AGAIN, "group": "a"}), "group"),
        (({"text": STORY, "group": "a"}, {"text": STORY, "group": "b"}), "group"),
        (({"text": STORY}, {"text": AGAIN}), "month"),
        (({"text": "", "group": "a"}, {"text": "", "group": "b"}), "group"),
    ],
)
def test_a_wrong_grouping_is_a_sentence_on_the_page(articles: tuple[dict[str, Any], ...], by: str) -> None:
    rows = prepared(*articles, question=Question(by=by))
    html = page(rows)
    for remark in rows.run["remarks"]:
        assert remark in html or capital(remark) in html
    if not rows.all("differences"):
        assert "Nothing to contrast" in html or "one article only" in html


def test_a_group_at_the_head_of_a_sentence_or_a_line_stays_as_the_user_wrote_it() -> None:
    html = page(prepared({"text": STORY, "group": "eBay"}, {"text": AGAIN, "group": "iFolk"}))
    assert "eBay and iFolk have one article only" in html
    assert "<dt><bdi>eBay</bdi></dt>" in html
    assert "EBay" not in html


def test_each_number_of_the_page_says_in_whose_voice_it_is_and_over_what() -> None:
    measures = {m.title: m.about for pair in contrast(SAMPLE, LINKS).pairs for m in pair.measures}
    assert measures["Stance toward targets"] == "In all voices; means of articles, each counted once."
    assert measures["Share of the text that is quoted"] == "Means of articles, each counted once."
    assert "In all voices, all sentences of a group taken together" in page(SAMPLE)


def test_long_lists_fold_away_behind_their_size() -> None:
    tables: Tables = dict(SAMPLE.tables)
    share = {"level": "group", "unit": SAMPLE.groups[0], "voice": "all", "share": 0.5}
    frames = [{**share, "frame": f"frame-{n}"} for n in range(WIDEST + 3)]
    tables["frames"] = pa.Table.from_pylist(frames, SCHEMAS["frames"])
    html = page(Rows(tables))
    assert '<details class="fold"><summary>3 more frames, less used</summary>' in html
    assert html.count('<details class="fold" open>') == 1, "of the pairs' tables only the first is open"


def test_the_menu_says_which_pages_are_empty_and_why() -> None:
    empty = page(Rows({name: schema.empty_table() for name, schema in SCHEMAS.items()}))
    assert "Contrast (empty)" in empty
    assert ": fewer than two groups to compare, no event, no copy</span>" in empty
    assert "Told twice (empty)" in empty
    assert "(empty)" not in page(SAMPLE)


def test_names_from_a_manifest_do_no_harm() -> None:
    evil = '<img src=x onerror="1">'
    tables: Tables = dict(prepared({"text": STORY, "group": "a"}, {"text": AGAIN, "group": "b"}).tables)
    labels = [{"article": "a0", "label": "side", "value": evil}, {"article": "a1", "label": "side", "value": "b\\1"}]
    tables["labels"] = pa.Table.from_pylist(labels, SCHEMAS["labels"])
    html = page(Rows(add_contrast(tables, Question(by="side"))))
    assert "<img" not in html
    assert "b\\1" in html
