"""An edit's effect without a full run: the same tables, to the byte."""

import json
from dataclasses import replace

import pytest

from framing.lexicon import Term, packaged_folder, split_words
from framing.lexicon.load import digested
from framing.pipeline import Settings
from framing.results import write_results
from framing.tuning import edits, preview
from framing.tuning.material import annotated, open_material
from tuning_edits import turned

pytestmark = pytest.mark.model


@pytest.mark.parametrize("evaluator", ["lexicon", "linear"])
def test_a_preview_is_a_full_run_to_the_byte(seeds, edited, tmp_path, evaluator):
    settings = replace(seeds.settings, evaluator=evaluator)
    before = seeds if evaluator == "lexicon" else annotated(seeds.corpus, seeds.lexicon, settings)
    write_results(preview(before, edited).tables, tmp_path / "preview")
    write_results(annotated(seeds.corpus, edited, settings).tables, tmp_path / "full")
    for path in sorted((tmp_path / "full").iterdir()):
        assert (tmp_path / "preview" / path.name).read_bytes() == path.read_bytes(), path.name


def test_every_kind_of_edit_gives_a_full_runs_tables(seeds):
    terms = seeds.lexicon.terms
    family = next(t for t in terms if t.address == "partnership.kinship.family")
    longer = Term("partnership.kinship.family_like_format", "kinship", split_words("family-like format"), 0.9)
    for changed in (
        [t for t in terms if t != family],
        [*terms, longer],
        [replace(t, near=("meeting",)) if t == family else t for t in terms],
        [replace(t, unless=(split_words("family dinner"),)) if t == family else t for t in terms],
        [replace(t, polarity=-t.polarity) if t == family else t for t in terms],
        [replace(t, frame="durability") if t == family else t for t in terms],
        [replace(t, targets=("china",)) if t == family else t for t in terms],
    ):
        lexicon = digested(replace(seeds.lexicon, terms=tuple(changed)))
        full = annotated(seeds.corpus, lexicon, seeds.settings).tables
        found = preview(seeds, lexicon).tables
        assert [name for name in full if not full[name].equals(found[name])] == []


def test_a_scope_rule_or_an_alias_that_is_edited_gives_a_full_runs_tables_too(seeds):
    lexicon = seeds.lexicon
    china = lexicon.entities["china"]
    for changed in (
        replace(lexicon, scopes=tuple(replace(rule, factor=rule.factor / 2) for rule in lexicon.scopes)),
        replace(
            lexicon, entities={**lexicon.entities, "china": replace(china, aliases=(*china.aliases, "Asian giant"))}
        ),
    ):
        lexicon = digested(changed)
        full = annotated(seeds.corpus, lexicon, seeds.settings).tables
        found = preview(seeds, lexicon).tables
        assert [name for name in full if not full[name].equals(found[name])] == []


def test_five_edits_at_once_over_many_articles_are_a_full_run_to_the_byte(tmp_path):
    """Articles of three sentences, edited terms in one of two: rows of sentences left alone stay as they are."""
    told = ("Minsk is a reliable partner.", "Beijing called the deal a sham.", "The unbreakable tie delighted Belarus.",
            "China did not help Belarus.", "Critics called the empty promises of Xi a sham.")  # fmt: skip
    texts = [" ".join(told[(n + k) % len(told)] for k in range(3)) for n in range(12)]
    rows = ({"id": f"a{n}", "source": f"s{n % 3}", "text": text} for n, text in enumerate(texts))
    (tmp_path / "articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    for evaluator in ("lexicon", "linear"):
        settings = Settings(lexicons=(packaged_folder(),), evaluator=evaluator, cache=tmp_path / "parses")
        before = open_material(tmp_path / "articles.jsonl", settings)
        words = {("sham",), ("unbreakable",), ("reliable",), ("help",), ("empty", "promises")}
        some = [t.address for t in before.lexicon.terms if t.words in words]
        assert len(some) > 2
        edited = turned(before.lexicon, some)
        write_results(preview(before, edited).tables, tmp_path / f"{evaluator} preview")
        write_results(annotated(before.corpus, edited, settings).tables, tmp_path / f"{evaluator} full")
        for path in sorted((tmp_path / f"{evaluator} full").iterdir()):
            assert (tmp_path / f"{evaluator} preview" / path.name).read_bytes() == path.read_bytes(), path.name


def test_an_edit_may_touch_no_article_all_of_them_or_the_last_of_a_frame(seeds):
    terms = seeds.lexicon.terms
    fired = {row["term"] for row in seeds.tables["terms"].to_pylist() if row["n"]}
    (frame, *_) = sorted({t.frame for t in terms if t.address in fired and t.frame != "base"})
    for changed in (
        [*terms, Term("partnership.kinship.zyzzyva", "kinship", ("zyzzyva",), 0.9)],
        [*terms, Term("partnership.kinship.the", "kinship", ("the",), 0.9)],
        [t for t in terms if t.frame != frame],
    ):
        lexicon = digested(replace(seeds.lexicon, terms=tuple(changed)))
        full = annotated(seeds.corpus, lexicon, seeds.settings).tables
        found = preview(seeds, lexicon).tables
        assert [name for name in full if not full[name].equals(found[name])] == []


def test_edits_may_follow_each_other_and_be_taken_back(seeds, edited):
    """What one edit leaves for the next is as good as what a run leaves."""
    tried = preview(seeds, edited)
    assert tried.words is seeds.words
    again = preview(preview(tried, turned(edited, ["partnership.kinship.family"])), seeds.lexicon).tables
    assert [name for name in again if not again[name].equals(seeds.tables[name])] == []


def test_results_on_disk_are_opened_as_they_are(seeds, edited, tmp_path):
    write_results(seeds.tables, tmp_path / "results")
    opened = open_material(tmp_path, seeds.settings)
    assert opened.corpus.articles == seeds.corpus.articles
    assert opened.tables["stance"].equals(seeds.tables["stance"])
    assert preview(opened, edited).tables["stance"].equals(preview(seeds, edited).tables["stance"])


def test_an_edit_names_the_words_it_touches_and_notes_touch_none(seeds):
    lexicon = seeds.lexicon
    noted = replace(lexicon, terms=tuple(replace(t, note="read again") for t in lexicon.terms))
    assert edits(lexicon, noted).phrases == ()
    assert edits(lexicon, digested(replace(lexicon, scopes=lexicon.scopes[1:]))).phrases is None
    assert edits(lexicon, digested(replace(lexicon, terms=lexicon.terms[::-1]))).phrases is None


def test_articles_of_several_batches_are_the_same_bytes_when_opened_from_disk(seeds, edited, tmp_path, monkeypatch):
    """A row's bytes depend on how its table is cut, and a file gives back one piece."""
    monkeypatch.setattr("framing.results.tables.ARTICLES_A_BATCH", 2)
    write_results(annotated(seeds.corpus, seeds.lexicon, seeds.settings).tables, tmp_path / "results")
    tried = preview(open_material(tmp_path, seeds.settings), edited).tables
    full = annotated(seeds.corpus, edited, seeds.settings).tables
    assert tried["mentions"].column(0).num_chunks == full["mentions"].column(0).num_chunks == 3
    write_results(tried, tmp_path / "tried")
    write_results(full, tmp_path / "full")
    for path in sorted((tmp_path / "full").iterdir()):
        assert (tmp_path / "tried" / path.name).read_bytes() == path.read_bytes(), path.name
