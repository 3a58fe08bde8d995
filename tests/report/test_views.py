"""What the pages say, as plain data: the numbers of the tables, and the sentences that belong to them."""

import re
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from framing.report.addresses import Links, Page, slug, term_anchor
from framing.report.ranking import Ranking, strength
from framing.report.rows import Rows
from framing.report.views.article import article
from framing.report.views.contrast import chart_of, contrast
from framing.report.views.evidence import judged
from framing.report.views.method import method
from framing.report.views.overview import overview, strongest
from framing.report.views.score import NOTHING, Score, drawn_over, score_of
from framing.report.views.source import source
from framing.report.views.told_twice import event, told
from framing.report.views.whys import Line, Why, panel
from framing.results.schemas import SCHEMAS
from sample_tables import sample_tables, with_verdict

ROWS = Rows(sample_tables())
LINKS = Links(Page("overview"), single=False)


@pytest.mark.parametrize("unit", list(ROWS.sources))
def test_the_sentences_listed_are_those_the_number_counts(unit: str) -> None:
    for target in source(ROWS, LINKS, unit).targets:
        assert len({(e.article, e.sentence) for e in target.own + target.others}) == target.everyone.n_sentences


def test_a_number_of_one_voice_leads_to_the_sentences_of_that_voice() -> None:
    belarus = next(t for t in source(ROWS, LINKS, "institute").targets if t.target == "Belarus")
    assert belarus.author.href == "sources/institute.html#t-belarus.own"
    assert belarus.quoted.href == "sources/institute.html#t-belarus.quoted"
    assert [e.quoted for e in belarus.own] == [False] * len(belarus.own)
    assert [e.voice for e in belarus.others] == ["a speaker not identified"]


@pytest.mark.parametrize("unit", list(ROWS.sources))
def test_the_values_listed_add_up_to_the_masses_of_the_score(unit: str) -> None:
    for target, row in [(t, ROWS.stance("source", unit, t, "all")) for t in ROWS.targets]:
        if row is not None:
            judged = [j for a in ROWS.articles_of(unit) for j in ROWS.judgements(a).get(target, [])]
            assert sum(j["value"] for j in judged) == pytest.approx(row["positive"] - row["negative"])


def test_a_whole_shows_the_sentences_of_its_parts() -> None:
    belarus = next(t for t in source(ROWS, LINKS, "institute").targets if t.target == "Belarus")
    assert any("Belarusian government" in e.text for e in belarus.own)


def test_too_little_evidence_is_never_a_number() -> None:
    nothing = score_of(ROWS, "source", "unknown", "china", "all")
    assert (nothing.score, nothing.text, nothing.verdict) == (None, "too little evidence", "too little evidence")
    silent = next(r for t in overview(ROWS, LINKS).targets for r in t.rows if r.everyone.score is None)
    assert silent.everyone.direction == "none"


def test_an_interval_that_holds_zero_has_no_direction() -> None:
    scores = [r.everyone for t in overview(ROWS, LINKS).targets for r in t.rows if r.everyone.score is not None]
    assert scores
    for score in scores:
        crosses = score.low is not None and score.high is not None and score.low <= 0 <= score.high
        assert (score.direction == "unclear") == crosses


def test_groups_stand_together_state_media_first() -> None:
    table = overview(ROWS, LINKS).targets[0]
    assert [row.name for row in table.rows] == [
        "State TV <b>One</b>",
        "Critical analysts, 2 sources",
        "Review & Co",
        "The Institute",
        "unknown source",
    ]


def test_groups_stand_side_by_side_state_media_first() -> None:
    side = overview(ROWS, LINKS).side
    assert side is not None
    assert [column.name for column in side.columns] == ["State media", "Critical analysts"]
    assert [target for target, _, _ in side.rows] == [ROWS.name(t) for t in ROWS.targets]
    for (target, _, cells), entity in zip(side.rows, ROWS.targets, strict=True):
        for (everyone, author, _), group in zip(cells, ("state-media", "critical-analyst"), strict=True):
            assert everyone.score == score_of(ROWS, "group", group, entity, "all").score, target
            assert author.score == score_of(ROWS, "group", group, entity, "author").score


def test_without_two_groups_the_sources_stand_side_by_side() -> None:
    tables = sample_tables()
    for name in ("articles", "sources"):
        rows = [{**row, "group": ""} for row in tables[name].to_pylist()]
        tables[name] = pa.Table.from_pylist(rows, schema=SCHEMAS[name])
    side = overview(Rows(tables), LINKS).side
    assert side is not None
    assert len(side.columns) == len(ROWS.sources)


def test_of_many_sources_the_ends_of_the_range_are_drawn() -> None:
    tables = sample_tables()
    ids = [f"s{n:03}" for n in range(100)]
    sources = [{**tables["sources"].to_pylist()[0], "source": i, "name": i, "group": ""} for i in ids]
    one = next(r for r in tables["stance"].to_pylist() if r["level"] == "source" and r["score"] is not None)
    stance = [
        {**one, "unit": i, "target": "china", "voice": "all", "score": n / 50 - 1} for n, i in enumerate(ids) if n % 10
    ]
    tables["sources"] = pa.Table.from_pylist(sources, schema=SCHEMAS["sources"])
    tables["stance"] = pa.Table.from_pylist(stance, schema=SCHEMAS["stance"])
    china = next(t for t in overview(Rows(tables), LINKS).targets if t.anchor == "china")
    names = [row.name for row in china.rows if not row.is_group]
    assert names == [f"s{n:03}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 92, 93, 94, 95, 96, 97, 98, 99)]
    assert china.left_out == len(Rows(tables).sources) - 16


def test_a_name_is_short_only_where_it_tells_a_source_from_all_others() -> None:
    tables = sample_tables()
    named = {"a": "CHOICE, China Observers", "b": "Post, Minsk", "c": "Post, Warsaw", "d": "A, B"}
    rows = [{**tables["sources"].to_pylist()[0], "source": i, "name": name} for i, name in named.items()]
    tables["sources"] = pa.Table.from_pylist(rows, schema=SCHEMAS["sources"])
    found = Rows(tables)
    assert [found.short_name(i) for i in named] == ["CHOICE", "Post, Minsk", "Post, Warsaw", "A, B"]


def test_an_article_is_cut_into_its_blocks() -> None:
    view = article(ROWS, LINKS, "a1 <&>")
    assert [block.kind for block in view.text.blocks] == ["title", "body", "body", "caption"]


def test_every_judging_word_has_its_reasons() -> None:
    found = [why for block in article(ROWS, LINKS, "a2").text.blocks for why in block.whys]
    assert [why.words for why in found] == ["dependent", "vassal", "unbreakable", "dependent", "friend"]
    unbreakable = found[2]
    assert unbreakable.steps == "+0.80 × −1.00 scope.not = −0.80"
    assert unbreakable.targets == ("Belarus–China partnership",)
    assert (unbreakable.value, unbreakable.sign, unbreakable.frame) == ("−0.80", "neg", "Friendship")
    assert [why.voice for why in found] == ["the author"] * 4 + ["a speaker not identified"]


def _by_a_model(*reasons: tuple[str, float], value: float = -0.7) -> Rows:
    """Return the sample as a model would judge it: every mention judged alike, no expression named."""
    tables = sample_tables()
    sides = {"negative": max(-value, 0.1), "neutral": 0.1, "positive": max(value, 0.1), "value": value}
    named = {"expression": None, "reasons": [{"name": name, "factor": factor} for name, factor in reasons]}
    rows = [{**row, **sides, **named} for row in tables["evaluations"].to_pylist()]
    tables["evaluations"] = pa.Table.from_pylist(rows, schema=SCHEMAS["evaluations"])
    return Rows(tables)


def _judgements(rows: Rows) -> list[Why]:
    return [why for block in article(rows, LINKS, "a2").text.blocks for why in block.whys if isinstance(why, Why)]


def test_the_reasons_of_a_model_add_up_to_its_log_odds() -> None:
    rows = _by_a_model(
        ("anywhere: crush", -1.5), ("lexicon-: demo.dependence.vassal", -1.0), ("agent: lose", -0.4),
        ("near: rain", 0.3), ("other features", -0.1),
    )  # fmt: skip
    why = _judgements(rows)[0]
    assert [(r.what, r.amount) for r in why.reasons] == [
        ("“crush”", "−1.50"), ("“vassal” (near)", "−1.00"), ("“lose” (agent)", "−0.40"),
        ("all else", "+0.20"), ("", "−2.70"),
    ]  # fmt: skip
    assert why.reasons[1].href.endswith("method.html#demo.dependence.vassal")


def test_a_model_marks_the_mention_it_judges_and_not_what_it_finds_neutral() -> None:
    found = _judgements(_by_a_model())
    assert {why.words for why in found} >= {"Belarus", "Belarus–China partnership"}
    unclear = article(_by_a_model(value=0.1), LINKS, "a2").text
    assert not any(isinstance(why, Why) for block in unclear.blocks for why in block.whys)


def test_under_a_model_each_word_of_the_lexicon_has_a_line_with_whom_it_is_linked_to() -> None:
    rows = _by_a_model(("own term: demo.dependence.vassal", -1.0), value=0.1)
    lines = [why for block in article(rows, LINKS, "a2").text.blocks for why in block.whys]
    assert [type(line) for line in lines] == [Line] * 5
    by_words = {line.words: line for line in lines}
    assert by_words["vassal"].linked.startswith("→ ")
    assert by_words["vassal"].linked.endswith("judged +0.10")
    assert by_words["friend"].linked == "· no target"


RIGHT = "5 of 6 judged right [0.44, 0.97]"


def _panels(rows: Rows) -> str:
    return "".join(line for block in article(rows, LINKS, "a2").text.blocks for line in panel(block.whys))


def test_a_term_that_people_judged_says_beside_its_reasons_how_often_it_was_right() -> None:
    markup = _panels(Rows(with_verdict("demo.dependence.vassal", 5, 6)))
    assert f'#demo.dependence.vassal">vassal</a> · {RIGHT} · Dependence · ' in markup
    assert markup.count("judged right") == 1  # of "friend" and all others nobody judged a hit


def test_under_a_model_a_judged_term_says_so_in_its_line_and_as_a_part_of_the_sum() -> None:
    modelled = _by_a_model(("own term: demo.dependence.vassal", -1.0), ("own term: demo.friendship.friend", 0.4)).tables
    rows = Rows({**modelled, "terms": with_verdict("demo.dependence.vassal", 5, 6)["terms"]})
    markup = _panels(rows)
    assert f'#demo.dependence.vassal">vassal</a> −0.90, {RIGHT} → ' in markup
    assert f"“vassal” (linked, {RIGHT}) −1.00, “friend” (linked) +0.40" in markup


def test_a_listed_sentence_names_the_judged_terms_it_rests_on() -> None:
    def verdicts(rows: Rows) -> dict[str, tuple[tuple[str, str], ...]]:
        targets = source(rows, LINKS, "institute").targets
        return {str(e.text): e.verdicts for t in targets for e in t.own + t.others if e.verdicts}

    ((words, found),) = verdicts(Rows(with_verdict("demo.dependence.vassal", 5, 6))).items()
    assert ">vassal</mark>" in words
    assert found == (("vassal", RIGHT),)
    assert verdicts(ROWS) == {}


def test_mentions_of_one_target_in_a_sentence_share_their_reasons() -> None:
    found = _judgements(_by_a_model())
    assert len({(why.words, why.sentence, why.voice) for why in found}) == len(found)
    assert any("," in why.value for why in found)


def test_where_model_and_lexicon_part_the_article_says_so() -> None:
    text = article(_by_a_model(value=0.7), LINKS, "a2").text
    assert [n for n, _ in text.opposed] == [1, 2]  # "dependent", "vassal", "not unbreakable" there; "friend" in 3
    assert article(_by_a_model(value=-0.7), LINKS, "a2").text.opposed == ((3, LINKS.own("s3")),)
    assert article(ROWS, LINKS, "a2").text.opposed == ()


def test_an_article_says_in_a_sentence_where_it_stands_and_whom_it_quotes() -> None:
    view = article(ROWS, LINKS, "a1 <&>")
    assert [(line.speaker, line.cues) for line in view.speakers] == [("Xi Jinping", "“said”")]
    assert view.n_quotations == 1
    assert view.summary == "" or view.summary.endswith(".")


def test_the_strongest_sentences_are_the_strongest_and_first_one_of_each_article() -> None:
    ranking = ROWS.once(Ranking)
    for sign in (1, -1):
        best: dict[str, float] = {}
        for one in (ranking.judged(number) for number in range(len(ranking.value))):
            if one.value * sign > 0:
                best[one.article] = max(best.get(one.article, 0.0), min(1.0, round(abs(one.value), 2)))
        most = min(2, len(best))
        chosen = strongest(ROWS, sign, most)
        assert len({one.article for one in chosen}) == most > 0
        shown = sorted(min(1.0, round(abs(one.value), 2)) for one in chosen)
        assert shown == sorted(best.values())[-most:]
    assert len(strongest(ROWS, -1, 4)) == 4  # more than there are articles


@pytest.mark.parametrize(
    ("bases", "words"),
    [
        ((), ()),
        ((False,), ("over the sentences",)),
        ((True,), ("over whole articles",)),
        ((True, False), ("From 8 articles on", "over whole articles", "Of fewer", "over the sentences")),
    ],
)
def test_what_intervals_are_drawn_over_is_said_of_those_that_are_shown(
    bases: tuple[bool, ...], words: tuple[str, ...]
) -> None:
    unknown = replace(NOTHING, over_articles=True)
    said = drawn_over([unknown, *(Score(0.1, -0.1, 0.3, 9, 9, 9, 9, basis, "") for basis in bases)])
    assert all(word in said for word in words)
    assert bool(said) == bool(bases)
    assert ("sentences" in said) == (False in bases)


def test_numbers_of_groups_and_findings_lead_to_their_sentences() -> None:
    view = overview(ROWS, LINKS)
    groups = [row for table in view.targets for row in table.rows if row.is_group]
    assert all(score.href for row in groups for score in row.scores if score.score is not None)
    pieces = [piece for finding in view.findings for piece in finding.pieces]
    assert all(href for words, href in pieces if re.search(r" against [+−]|^\d+ %$", words))


def test_a_sentence_a_reader_can_see_the_strength_of_comes_before_one_with_many_mentions() -> None:
    nothing, names = np.zeros(2), np.array([True, True])
    plain, full = strength(np.array([-1.2, -1.0]), np.array([4, 2]), nothing, nothing, names)
    assert full > plain
    by_pronoun, by_name = strength(np.array([1.0, 0.8]), np.array([1, 1]), nothing, nothing, np.array([False, True]))
    assert by_name > by_pronoun
    silent, worded = strength(np.array([1.0, 1.0]), np.array([1, 1]), np.array([0.0, 0.5]), np.array([0, 1]), names)
    assert worded > silent


def test_the_ranking_holds_the_judgements_that_stance_sums() -> None:
    ranking = ROWS.once(Ranking)
    found = [ranking.judged(number) for number in range(len(ranking.value))]
    by_hand = judged(ROWS, ROWS.articles, ROWS.targets)
    keys = [(j.article, j.target, j.sentence, j.voice, round(j.value, 6), len(j.judgements)) for j in found]
    assert keys == [(j.article, j.target, j.sentence, j.voice, round(j.value, 6), len(j.judgements)) for j in by_hand]
    for unit in ROWS.ordered_sources:
        for target in ROWS.targets:
            own = [found[number] for number in ranking.of(unit, target).tolist()]
            assert own == [j for j in found if (j.source, j.target) == (unit, target)]


def test_the_worked_sentence_is_a_real_one_with_its_steps() -> None:
    worked = method(ROWS, LINKS).worked
    assert worked is not None
    assert len(worked.steps) == 2
    text = ROWS.articles[worked.sentence.article]["text"]
    assert worked.words in text


def test_a_model_is_worked_through_by_its_log_odds() -> None:
    worked = method(_by_a_model(("anywhere: crush", -1.5), ("other features", -0.5)), LINKS).worked
    assert worked is not None
    assert worked.steps == ()
    assert [r.amount for r in worked.reasons] == ["−1.50", "−0.50", "−2.00"]
    assert worked.masses == "negative 70 %, neutral 10 %, positive 10 %"


def test_the_term_that_weighs_most_is_the_one_whose_judgements_add_up_highest() -> None:
    view = method(ROWS, LINKS)
    assert [(t.words, t.weighs) for t in view.terms[:2]] == [("dependent", "2.4"), ("unbreakable", "2.4")]
    assert view.heaviest is not None
    assert view.heaviest.term == view.terms[0]
    assert (view.heaviest.term.n, view.heaviest.of) == (4, "the weight of all judgements")
    by_model = method(_by_a_model(("lexicon-: demo.dependence.vassal", -1.0)), LINKS)
    assert [t.words for t in by_model.terms if t.weight] == ["vassal"]


def test_a_term_leads_to_every_sentence_it_stands_in() -> None:
    vassal = next(t for t in method(ROWS, LINKS).terms if t.words == "vassal")
    assert sum(len(found) for _, found in vassal.places.articles) == vassal.n == 2


def test_groups_too_small_are_said_to_show_nothing() -> None:
    view = contrast(ROWS, LINKS)
    assert view.pairs
    for pair in view.pairs:
        assert pair.smallest_p is None or pair.smallest_p > 0.05
        for measure in pair.measures:
            for line in measure.whole.lines:
                assert "not enough articles" in line.verdict or line.verdict == "No difference on average"


def test_key_words_lead_to_their_sentences_in_the_right_group() -> None:
    for pair in contrast(ROWS, LINKS).pairs:
        for word in (*pair.words_a, *pair.words_b):
            assert word.places.articles, word.word


def test_empty_tables_still_make_every_page() -> None:
    empty = Rows({name: schema.empty_table() for name, schema in SCHEMAS.items()})
    assert overview(empty, LINKS).targets == ()
    assert contrast(empty, LINKS).pairs == ()
    assert method(empty, LINKS).worked is None


@pytest.mark.parametrize("name", ["../x", "CON", "con", "a b", "", "ä", "x" * 80, "a-9f46aef2", "A"])
def test_unsafe_names_get_letters_and_a_hash(name: str) -> None:
    assert slug(name) != name
    assert re.fullmatch(r"[a-z0-9-]*-[0-9a-f]{8}", slug(name))


def test_names_differ_where_ids_differ() -> None:
    ids = ["a", "A", "a ", "ä", "a-s1", "a/s1"]
    ids += [slug(i) for i in ids if slug(i) != i]
    assert len({slug(i) for i in ids}) == len(ids)


@pytest.mark.parametrize("single", [True, False])
def test_no_two_things_have_one_address(single: bool) -> None:
    links = Links(Page("source", "x"), single)
    for target in ("belarus", "belarus-own", "belarus-quoted", "belarus-list"):
        assert links.source("x", target).endswith(f"t-{target}")
    assert len({links.source("x", t, v) for t in ("belarus", "belarus-own") for v in ("", "author", "quoted")}) == 6
    charts = {
        chart_of({"group_a": a, "group_b": b, "measure": "m"})
        for a, b in (("a-b", "c"), ("a", "b-c"), ("a--b", "c"), ("a", "b--c"))
    }
    assert len(charts) == 4
    events = {f"#{Page('event', slug(e)).part}" for e in ("x-kept", "x-told-1", "x-told-1-h", "x-left-out", "x-pairs")}
    assert events.isdisjoint(
        Links(Page("event", "x"), True).own(a) for a in ("kept", "told-1", "told-1-h", "left-out", "pairs")
    )


def test_addresses_of_terms_can_be_cited() -> None:
    assert term_anchor("power.illegitimacy.sham") == "power.illegitimacy.sham"
    assert " " not in term_anchor('x" onclick="')


@pytest.mark.parametrize(
    ("here", "single", "expected"),
    [
        (Page("overview"), False, "articles/000.html#s17"),
        (Page("source", "osw"), False, "../articles/000.html#s17"),
        (Page("article", "000"), False, "#s17"),
        (Page("overview"), True, "#a-000.s17"),
    ],
)
def test_a_sentence_has_one_address_from_everywhere(here: Page, single: bool, expected: str) -> None:
    assert Links(here, single).sentence("000", 17) == expected


def test_what_is_told_twice_stands_side_by_side() -> None:
    view = event(ROWS, LINKS, "visit-2025")
    assert view.label == "The visit of June 2025 & after"
    ((act,),) = [kind.tellings for kind in view.kinds]
    first, second = act.sides
    assert "".join(words for words, _ in first.pieces) == ROWS.numbered("sentences", "a1 <&>")[1]["text"]
    assert "".join(w for w, alone in second.pieces if alone).split() == [
        "Officials",
        "claimed",
        "that",
        "Belarus",
        "China.",
    ]
    assert (second.voice, second.cue, second.stance, second.kept) == (
        "a speaker not identified", "claimed", "", "keeps 60 % of what it says",
    )  # fmt: skip
    assert (first.voice, first.stance, first.sign) == ("in the author’s words", "+0.50", "pos")
    assert act.why == "other words; score 0.30 = words +0.25, names +0.05"
    assert [t.contradiction for t in view.contradictions] == ["“not unbreakable” against “is unbreakable”"]
    assert [(p.a, p.b, p.n, p.kinds) for p in view.pairs] == [
        ("State TV <b>One</b>", "The Institute", 1, (("Acts and claims", ((1, "events/visit-2025.html#told-0"),)),)),
    ]


def test_what_is_left_out_says_who_has_it_and_where() -> None:
    (left,) = event(ROWS, LINKS, "visit-2025").left_out
    assert (left.source, left.n) == ("The Institute", 3)
    lines = {title: lines[0] for title, lines, _ in left.kinds}
    assert [lines[t].what for t in ("Quotations", "Who is named", "Frames")] == [
        "China is a great friend", "Xi Jinping", "Friendship",
    ]  # fmt: skip
    assert lines["Quotations"].n == "2 of 2"
    assert lines["Quotations"].places[0][2] == LINKS.sentence("a1 <&>", 1)


def test_who_is_quoted_by_source() -> None:
    speakers = {line.name: line.cells for line in event(ROWS, LINKS, "visit-2025").speakers}
    assert speakers["Xi Jinping"] == ((1.0, ""), (0.0, ""))
    assert speakers["a speaker not identified"] == ((0.0, ""), (1.0, "1 distancing"))


def test_two_clicks_lead_from_the_overview_to_both_renderings() -> None:
    (line,) = told(ROWS, LINKS).events
    assert LINKS.told == "told-twice.html"
    assert line.href == "events/visit-2025.html"
    assert line.about == "1 thing told twice, 1 candidate of contradiction, 3 entries left out"
    assert [(pair.a, pair.b) for pair in line.pairs] == [("State TV <b>One</b>", "The Institute")]
    assert line.pairs[0].kinds == (("Acts and claims", ((1, "events/visit-2025.html#told-0"),)),)


def test_an_event_says_why_each_article_belongs_to_it() -> None:
    members = event(ROWS, LINKS, "visit-2025").articles
    assert len(members) > 1
    assert all(why for _, _, why in members)
