"""The validity page: figures of the package as plain data, then markup."""

import re

import pytest

from framing.report.addresses import Links, Page
from framing.report.pages import Printer
from framing.report.rows import Rows
from framing.report.views.validity import validity
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
    assert 'id="validity-gold-polnear"' in page
