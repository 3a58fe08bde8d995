"""The validity page: figures of the package as plain data, then markup."""

import re

import pytest

from framing.errors import UsageError
from framing.report.addresses import Links, Page
from framing.report.pages import Printer
from framing.report.rows import Rows
from framing.report.views.validity import validity
from framing.validity import Validation, Value, add_validation
from framing.validity.validation import digest_of
from sample_tables import sample_tables


@pytest.fixture
def page():
    """The page as a report prints it."""
    return str(Printer(Rows(sample_tables()), single=True).part(Page("validity")))


def test_the_best_comes_first_whoever_it_is():
    view = validity(Rows(sample_tables()), Links(Page("method"), single=True))
    for one in view.sets:
        for figure in one.figures:
            values = [float(line.value.replace("−", "-")) for line in figure.lines]
            assert values == sorted(values, reverse=True)
            assert any(line.ours for line in figure.lines)


def test_published_figures_name_their_source():
    view = validity(Rows(sample_tables()), Links(Page("method"), single=True))
    published = [x for s in view.sets for f in s.figures for x in f.lines if x.kind == "published"]
    assert published
    assert all(re.search(r"\d{4}", line.note) for line in published)


def test_the_page_says_first_that_nothing_is_validated_on_this_material(page):
    text = re.sub(r"<[^>]+>", "", page)
    assert text.index("Not validated on this material.") < text.index("NewsMTSC")
    assert "framing evaluate coded.csv" in text
    assert " style=" not in page
    assert 'id="validity.gold-polnear"' in page


def validation(*texts, signature="framing 0.1.0 | by hand | lexicon 000000000000 | seed 0 | evaluator lexicon"):
    value = Value("targets", "macro F1", "", "", 0.625, 0.5, 0.75, 40, 9)
    return Validation("gold<b>.jsonl", "", signature, 40, 0, (value,), (), tuple(map(digest_of, texts)))


def printed(tables):
    return re.sub(r"<[^>]+>", "", str(Printer(Rows(tables), single=True).part(Page("validity"))))


def test_material_that_people_coded_is_called_validated_with_its_figures():
    tables = sample_tables()
    text = printed(add_validation(tables, validation(tables["articles"]["text"][0].as_py(), "a text from elsewhere")))
    assert "Validated on this material." in text
    assert "Not validated" not in text
    assert "0.62" in text
    assert "0.50 to 0.75" in text
    assert "1 text of this corpus (gold&lt;b&gt;.jsonl; 1 text of it elsewhere)" in text
    assert "The tool has changed since" not in text


def test_an_evaluation_of_another_lexicon_is_called_old():
    tables = sample_tables()
    old = validation(tables["sentences"]["text"][0].as_py(), signature="framing 0.0.9")
    assert "The tool has changed since:" in printed(add_validation(tables, old))


def test_an_evaluation_of_other_texts_is_refused():
    with pytest.raises(UsageError, match="has no text of this corpus, so it says nothing about it; evaluate gold of"):
        add_validation(sample_tables(), validation("a text from elsewhere"))
