"""Groups compared: on the sample, on planted differences, and on none at all."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from framing.contrast import Question, add_contrast
from framing.contrast.groups import comparisons, groups_of, memberships
from framing.contrast.keyness import log_odds
from framing.errors import UsageError
from framing.model import Corpus
from framing.results.schemas import SCHEMAS, Tables
from framing.results.tables import to_tables
from framing.stance import add_stance
from sample_tables import LEXICON, sample_annotations, sample_tables

TABLES = sample_tables()
FRAMES = ("friendship", "dependence")


def rows(tables: Tables, name: str, **where: object) -> list[dict[str, Any]]:
    return [row for row in tables[name].to_pylist() if all(row[key] == value for key, value in where.items())]


def made(scores: dict[str, list[float | None]], words: dict[str, dict[str, int]] | None = None) -> Tables:
    """Tables of articles in groups: each article's score toward x in the author's voice, its group's words."""
    articles, stance, said = [], [], []
    for group, values in scores.items():
        for i, value in enumerate(values):
            article = f"{group}{i}"
            articles.append({"article": article, "source": group, "group": group, "date": ""})
            stance.append({"level": "article", "unit": article, "target": "x", "voice": "author", "score": value})
            said += [{"article": article, "lemma": lemma, "pos": "NOUN", "n": n}
                     for lemma, n in (words or {}).get(group, {}).items()]  # fmt: skip
    given = {"articles": articles, "stance": stance, "words": said, "run": [{"targets": ["x"], "hints": ["first"]}]}
    empty = {name: schema.empty_table() for name, schema in SCHEMAS.items()}
    return empty | {name: pa.Table.from_pylist(list_, SCHEMAS[name]) for name, list_ in given.items()}


def difference(scores: dict[str, list[float | None]]) -> dict[str, Any]:
    (row,) = add_contrast(made(scores))["differences"].to_pylist()
    return row


def test_tables_have_their_schemas() -> None:
    assert TABLES["differences"].schema == SCHEMAS["differences"]
    assert TABLES["keyness"].schema == SCHEMAS["keyness"]


def test_means_are_over_articles_with_evidence_and_the_others_are_counted() -> None:
    row = difference({"a": [0.2, 0.4, None], "b": [-0.6, None, None]})
    assert (row["mean_a"], row["mean_b"], row["difference"]) == (pytest.approx(0.3), -0.6, pytest.approx(0.9))
    assert (row["n_a"], row["n_b"], row["without_a"], row["without_b"]) == (2, 1, 1, 2)
    assert (row["cliffs_delta"], row["p"], row["smallest_p"]) == (1, pytest.approx(1 / 3, abs=1e-6), row["p"])


def test_three_against_three_cannot_be_significant_and_says_so() -> None:
    row = difference({"a": [0.9, 0.8, 0.95], "b": [-0.9, -0.8, -0.95]})
    assert (row["p"], row["smallest_p"]) == (0.1, 0.1)
    assert row["verdict"] == "a is more positive than b on average, but 3 articles against 3 cannot show a difference"


def test_a_difference_that_is_there_is_said_in_words() -> None:
    row = difference({"a": list(np.linspace(-0.8, -0.5, 6)), "b": list(np.linspace(0.2, 0.6, 6))})
    assert row["q"] <= 0.05
    assert row["verdict"] == "a is more negative than b"
    assert row["low"] < row["difference"] < row["high"] < 0


def test_an_interval_stays_where_differences_can_be() -> None:
    row = difference({"a": [1.0, -1.0], "b": [0.9, -0.9]})
    assert (row["low"], row["high"]) == (-2.0, 2.0)


def test_no_difference_names_the_number_of_articles() -> None:
    row = difference({"a": [0.1, -0.2, 0.3, 0.0, -0.1], "b": [0.0, 0.2, -0.3, 0.15, -0.05]})
    assert row["verdict"] == "no difference that 5 articles against 5 could show"
    assert difference({"a": [0.5, 0.5], "b": [0.5]})["verdict"] == "no difference on average, 2 articles against 1"


def test_many_comparisons_weaken_each() -> None:
    rng = np.random.default_rng(0)
    tables = made({"a": [0.5, 0.4, 0.6, 0.45, 0.1], "b": [0.2, 0.0, 0.3, 0.1, 0.15]})
    other = [{"level": "article", "unit": f"{g}{i}", "target": f"y{k}", "voice": "author", "score": rng.normal()}
             for g in "ab" for i in range(5) for k in range(8)]  # fmt: skip
    stance = pa.concat_tables([tables["stance"], pa.Table.from_pylist(other, SCHEMAS["stance"])])
    targets = [{"targets": ["x", *(f"y{k}" for k in range(8))]}]
    found = add_contrast(tables | {"stance": stance, "run": pa.Table.from_pylist(targets, SCHEMAS["run"])})
    (row,) = rows(found, "differences", target="x")
    assert row["p"] <= 0.05 < row["q"]
    assert row["verdict"] == (
        "perhaps a is more positive than b: alone it would count, among 9 comparisons it does not"
    )


def test_frames_are_compared_by_their_share() -> None:
    tables = add_contrast(TABLES, Question(within="nothing"))
    (row,) = rows(tables, "differences", measure="frame", target="dependence", voice="all")
    assert row["mean_a"] == 0
    assert row["mean_b"] == pytest.approx((2 / 4 + 2 / 3) / 2, abs=1e-5)
    assert row["verdict"].startswith("state-media uses it less than critical-analyst on average, but 1 article")


@pytest.mark.parametrize("scores", [{"a": [0.1, 0.5, 0.9]}, {"a": [0.5]}, {"": [0.5, 0.1]}, {}])
def test_nothing_to_contrast_is_a_hint_and_no_crash(scores: dict[str, list[float | None]]) -> None:
    found = add_contrast(made(scores))
    assert (len(found["differences"]), len(found["keyness"])) == (0, 0)
    first, why = found["run"]["hints"][0].as_py()
    assert first == "first"
    assert why.startswith("nothing to contrast: ")
    assert add_contrast(found)["run"]["hints"][0].as_py() == [first, why]


def test_a_group_without_evidence_is_left_out() -> None:
    assert len(add_contrast(made({"a": [0.5, 0.1], "b": [None, None]}))["differences"]) == 0


def test_three_groups_are_compared_pair_by_pair_and_seven_each_with_the_rest() -> None:
    def names(groups: str) -> list[tuple[str, str]]:
        tables = made({group: [0.0] for group in groups})
        return [(c.group_a, c.group_b) for c in comparisons(groups_of(tables, "group"))]

    assert names("abc") == [("a", "b"), ("a", "c"), ("b", "c")]
    assert names("abcdefg") == [(name, "rest") for name in "abcdefg"]


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("source", ["state-tv", "institute", "review", "unknown"]),
        ("country", ["BY", "PL", "CZ", ""]),
        ("event", ["visit-2025", "visit-2025", "visit-2023", ""]),
        ("year", ["2025", "2025", "2023", ""]),
        ("quarter", ["2025-Q2", "2025-Q2", "2023-Q4", ""]),
        ("month", ["2025-06", "2025-06", "2023-12", ""]),
    ],
)
def test_other_groupings(by: str, groups: list[str]) -> None:
    assert memberships(TABLES, by) == [(group,) if group else () for group in groups]
    assert len(add_contrast(TABLES, Question(by=by))["differences"]) > 0


def test_articles_on_an_event_that_both_cover_are_compared_with_each_other() -> None:
    (row,) = rows(TABLES, "differences", measure="frame", target="dependence", voice="all")
    assert (row["mean_b"], row["n_a"], row["n_b"], row["apart_b"], row["n_blocks"]) == (0.5, 1, 1, 1, 1)
    assert (len(row["articles_a"]), len(row["articles_b"])) == (1, 1), "the one on another event is not among them"


def test_an_unknown_grouping_is_answered_with_the_known() -> None:
    with pytest.raises(
        UsageError,
        match="unknown grouping 'mood'; known: author, country, event, group, kind, month, quarter, source, year",
    ):
        add_contrast(TABLES, Question(by="mood"))


def test_equal_seeds_give_equal_tables() -> None:
    rng = np.random.default_rng(0)
    tables = made({"a": rng.normal(size=20).tolist(), "b": rng.normal(size=20).tolist()})
    one, two, other = (add_contrast(tables, seed=seed)["differences"] for seed in (0, 0, 1))
    assert one.equals(two)
    assert not one.equals(other)


def test_keyness_worked_by_hand() -> None:
    # 8 of 10 words against 2 of 10, prior 5 of each: log(13/7) - log(7/13), over the root of 1/13 + 1/7.
    z = log_odds(np.array([8.0, 2.0]), np.array([2.0, 8.0]), np.array([5.0, 5.0]))
    expected = 2 * np.log(13 / 7) / np.sqrt(1 / 13 + 1 / 7)
    assert z == pytest.approx([expected, -expected])


def test_keyness_ranks_what_one_group_says_and_leaves_out_rare_words() -> None:
    words = {"a": {"friend": 9, "visit": 5, "once": 1}, "b": {"vassal": 9, "visit": 5}}
    found = add_contrast(made({"a": [None] * 2, "b": [None] * 2}, words))["keyness"].to_pylist()
    assert [(row["lemma"], row["n_a"], row["n_b"], row["articles_a"]) for row in found] == [
        ("friend", 18, 0, 2), ("visit", 10, 10, 2), ("vassal", 0, 18, 0)
    ]  # fmt: skip
    assert found[0]["z"] > abs(found[1]["z"]) > found[2]["z"]


def test_keyness_of_three_groups_is_each_against_the_rest() -> None:
    words = {"a": {"friend": 9}, "b": {"vassal": 9}, "c": {"deal": 9}}
    found = add_contrast(made(dict.fromkeys("abc", [None] * 2), words))["keyness"].to_pylist()
    first = {row["group_a"]: (row["lemma"], row["group_b"]) for row in reversed(found)}
    assert first == {"a": ("friend", "rest"), "b": ("vassal", "rest"), "c": ("deal", "rest")}


def one_source(rng: np.random.Generator, n: int = 16, mood: Callable[[int], float] = lambda _: 0.0) -> Tables:
    """Tables of n articles of one source that differ by chance: in what is judged, in what is quoted, in words."""
    found = sample_annotations()[0]
    articles = [
        replace(
            found,
            article=replace(found.article, id=f"a{i:02}", event=""),
            evaluations=tuple(_other_value(e, np.clip(mood(i) + rng.uniform(-1, 1), -1, 1)) for e in found.evaluations),
            expressions=tuple(replace(e, frame=FRAMES[rng.integers(2)]) for e in found.expressions),
            attributions=tuple(a for a in found.attributions if rng.random() < 0.7),
            references=tuple(r for r in found.references if rng.random() < 0.7),
            mentions=tuple(replace(m, via=rng.choice(["alias", "name"])) for m in found.mentions),
        )
        for i in range(n)
    ]
    corpus = Corpus("one source", tuple(a.article for a in articles))
    tables = to_tables(
        articles, corpus, LEXICON, signature="s", evaluator="lexicon", targets=("partnership", "belarus")
    )
    return add_stance(tables)


def test_a_source_split_at_random_differs_no_more_often_than_it_may() -> None:
    """200 splits of 16 articles of one source, all measures: a difference is found in at most 5 % and binomial error.

    The articles go the whole way from annotations, so that what is tested is what the report shows.
    """
    rng = np.random.default_rng(7)
    tables = one_source(rng)
    place = tables["articles"].schema.get_field_index("group")
    falsely, kinds = 0, set()
    for _ in range(200):
        halves = pa.array(rng.permutation(["a", "b"] * 8).tolist())
        split = tables | {"articles": tables["articles"].set_column(place, "group", halves)}
        found = add_contrast(split)["differences"]
        tested = [q for q in found["q"].to_pylist() if q is not None]
        falsely += bool(tested) and min(tested) <= 0.05
        kinds |= set(found["measure"].to_pylist())
    assert {"stance", "frame", "borrowed praise", "quoted", "speaker"} <= kinds
    # 16 of 200 is what a true rate of 5 % exceeds in 2.5 % of such tests.
    assert falsely <= 16


def test_the_same_articles_differ_where_a_difference_is_planted() -> None:
    """The null check could not fail if nothing were ever found: here one half blames what the other praises."""
    tables = one_source(np.random.default_rng(7), mood=lambda i: 0.6 if i % 2 else -0.6)
    place = tables["articles"].schema.get_field_index("group")
    halves = tables["articles"].set_column(place, "group", pa.array(["a", "b"] * 8))
    found = rows(add_contrast(tables | {"articles": halves}), "differences", measure="stance", voice="all")
    assert {row["verdict"] for row in found} == {"a is more negative than b"}


@pytest.mark.parametrize(("n", "effect"), [(10, 1.3), (25, 0.6)])
def test_a_planted_difference_is_found_as_often_as_theory_says(n: int, effect: float) -> None:
    """300 times n articles a side, one side higher by `effect` deviations: the power of the t test (noncentral t).

    The permutation test is as powerful where values are normal (Hoeffding 1952).
    """
    from scipy.stats import nct, t

    critical, freedom, shift = t.ppf(0.975, 2 * n - 2), 2 * n - 2, effect * (n / 2) ** 0.5
    power = float(nct.sf(critical, freedom, shift) + nct.cdf(-critical, freedom, shift))
    rng = np.random.default_rng(n)
    found = 0
    for _ in range(300):
        a, b = rng.normal(effect / 10, 0.1, n), rng.normal(0, 0.1, n)
        row = difference({"a": a.tolist(), "b": b.tolist()})
        found += row["q"] <= 0.05
        assert row["verdict"] == "a is more positive than b" or row["q"] > 0.05 or row["difference"] < 0
    assert 0.3 < power < 0.95
    assert found / 300 == pytest.approx(power, abs=2.58 * (power * (1 - power) / 300) ** 0.5)


def test_no_declared_family_of_a_random_split_finds_more_than_it_may() -> None:
    """The same for the corrected verdict: 200 random splits, 12 measures each, a discovery in at most 5 % + error."""
    rng = np.random.default_rng(11)
    discoveries = 0
    for _ in range(200):
        stance = [{"level": "article", "unit": f"{g}{i}", "target": f"y{k}", "voice": "author", "score": rng.normal()}
                  for g in "ab" for i in range(8) for k in range(12)]  # fmt: skip
        tables = made({"a": [None] * 8, "b": [None] * 8})
        run = pa.Table.from_pylist([{"targets": [f"y{k}" for k in range(12)]}], SCHEMAS["run"])
        found = add_contrast(tables | {"stance": pa.Table.from_pylist(stance, SCHEMAS["stance"]), "run": run})
        discoveries += min(found["differences"]["q"].to_pylist()) <= 0.05
    # About 10 are due. 16 of 200 is what a true rate of 5 % exceeds in 2.5 % of such tests, 4 what it falls below.
    assert 4 <= discoveries <= 16


def _other_value(evaluation: Any, value: float) -> Any:
    return replace(evaluation, positive=max(value, 0.0), negative=max(-value, 0.0), neutral=1 - abs(value))
