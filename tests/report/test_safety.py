"""Text from anywhere stays text: in every field, in both layouts, nothing becomes markup, and nothing hides."""

import re
from importlib.resources import files
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.report import write_report
from framing.report.addresses import slug, web_address
from framing.report.marks import Mark, Writer
from framing.report.pages import policy
from framing.report.words import seen
from framing.results.schemas import Tables
from page_reader import read
from sample_tables import sample_tables

# fmt: off
TAGS = {
    "html", "head", "meta", "title", "link", "style", "script", "body", "div", "header", "main", "footer", "nav",
    "section", "a", "p", "h1", "h2", "h3", "h4",
    "ol", "ul", "li", "dl", "dt", "dd", "b", "span", "bdi", "mark", "details",
    "summary", "fieldset", "legend", "label", "input", "output", "button", "code", "caption", "table", "thead",
    "tbody",
    "tr", "th", "td", "br", "svg", "path", "rect", "circle", "text", "small", "u", "figure", "figcaption", "g",
}
ATTRIBUTES = {
    "download", "lang", "charset",
    "http-equiv", "content", "name", "rel", "href", "src", "id", "class", "title", "type", "role",
    "tabindex", "hidden", "checked", "autocomplete", "scope", "colspan", "viewbox", "preserveaspectratio", "d", "x",
    "y", "width", "height", "cx", "cy", "r", "text-anchor",
}
# fmt: on
LAYERS = ("sentence", "reference", "quotation", "expression", "name")

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></style></script><svg onload=alert(1)>",
    "<meta http-equiv=refresh content='0;url=http://example.org'>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}{{ run }}",
    "]]><!--<b>--><base href=//example.org>",
    "\u202eevil\u202c \u200bhidden\ufeff \x00\x07",
    "&lt;b&gt;&#x3c;",
]


def _poisoned(words: str) -> Tables:
    """Return the sample with `words` before every text that a user or an author wrote."""
    tables = sample_tables()
    names = {
        "articles": ("title", "date", "url", "author", "file"),
        "sources": ("name", "kind", "country"),
        "entities": ("name", "type"),
        "attributions": ("speaker_text", "cue_text", "rule", "cue_stance"),
        "expressions": ("text",),
        "evaluations": ("link",),
        "references": ("name", "kind"),
        "reliance": ("name", "kind"),
        "naming": ("form",),
        "differences": ("verdict",),
        "keyness": ("lemma", "pos"),
        "terms": ("words", "note", "file"),
        "frame_definitions": ("label", "definition", "source"),
        "events": ("label",),
        "alignments": ("text_a", "text_b", "voice_a", "cue_a", "cue_stance_a", "contradiction", "manner"),
        "tellings": ("text", "voice", "cue", "cue_stance"),
        "omissions": ("what",),
        "left_out": ("file", "reason"),
        "run": ("corpus", "signature", "corpus_digest", "lexicon_digest", "evaluator"),
    }
    for table, columns in names.items():
        rows = [{**row, **{c: words + (row[c] or "") for c in columns}} for row in tables[table].to_pylist()]
        tables[table] = pa.Table.from_pylist(rows, schema=tables[table].schema)
    rows = [{**r, "hints": [words], "warnings": [words]} for r in tables["articles"].to_pylist()]
    tables["articles"] = pa.Table.from_pylist(rows, schema=tables["articles"].schema)
    run = [{**tables["run"].to_pylist()[0], "hints": [words]}]
    tables["run"] = pa.Table.from_pylist(run, schema=tables["run"].schema)
    return tables


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("layout", ["single", "folder"])
def test_hostile_words_in_every_field_stay_words(tmp_path: Path, layout: str, words: str) -> None:
    write_report(_poisoned(words), tmp_path, layout=layout)
    for file in tmp_path.rglob("*.html"):
        page = read(file.read_text("utf-8"))
        for element in page.elements:
            assert element.tag in TAGS
            for name, value in element.attributes.items():
                assert name in ATTRIBUTES or re.fullmatch(r"(aria|data)-[a-z-]+", name), name
                if name in {"href", "src"}:
                    assert re.match(r"#|https?://|(\.\./)?[a-z0-9_./-]+(#|$)", value or ""), value
        assert sum(e.tag == "script" for e in page.elements) == 1
        assert sum("http-equiv" in e.attributes for e in page.elements) == 1
        assert seen(words) in page.words


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    spans=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(LAYERS)), max_size=8),
)
def test_marks_never_change_the_text(text: str, spans: list[tuple[int, int, str]]) -> None:
    marks = [Mark(min(a, b), max(a, b), layer, "x", f"i{n}", "#", "t", "v") for n, (a, b, layer) in enumerate(spans)]
    written = Writer(text).write(0, len(text), marks)
    assert read(f'<div class="text">{written}</div>').article == text


@settings(max_examples=20, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80))
def test_an_article_page_shows_exactly_the_text_that_was_read(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    tables = sample_tables()
    rows = [{**row, "text": text} if row["article"] == "a2" else row for row in tables["articles"].to_pylist()]
    tables["articles"] = pa.Table.from_pylist(rows, schema=tables["articles"].schema)
    out = tmp_path_factory.mktemp("text")
    write_report(tables, out, layout="folder")
    assert read((out / "articles" / "a2.html").read_bytes().decode()).article == text


def test_the_sample_articles_stand_whole_in_their_pages(tmp_path: Path) -> None:
    tables = sample_tables()
    write_report(tables, tmp_path, layout="folder")
    for row in tables["articles"].to_pylist():
        page = read((tmp_path / "articles" / f"{slug(row['article'])}.html").read_text("utf-8"))
        assert page.article == row["text"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "http:/x", "//x.org", "ftp://x.org", "http://a b", "file:///etc"]
)
def test_only_web_addresses_can_be_followed(url: str) -> None:
    assert web_address(url) is None


def test_links_outward_tell_nobody_where_the_reader_came_from(tmp_path: Path) -> None:
    write_report(sample_tables(), tmp_path / "a.html")
    page = read((tmp_path / "a.html").read_text("utf-8"))
    outward = [e for e in page.elements if (e.attributes.get("href") or "").startswith("http")]
    assert [e.attributes["href"] for e in outward] == ["https://example.org/?a=1&b=2"]
    assert outward[0].attributes["rel"] == "noreferrer noopener nofollow external"


def test_without_links_addresses_are_text(tmp_path: Path) -> None:
    write_report(sample_tables(), tmp_path / "a.html", links=False)
    page = read((tmp_path / "a.html").read_text("utf-8"))
    assert not any((e.attributes.get("href") or "").startswith("http") for e in page.elements)
    assert "https://example.org/?a=1&b=2" in page.words


@pytest.mark.parametrize("layout", ["single", "folder"])
def test_the_policy_comes_right_after_the_charset_and_allows_nothing_unsafe(tmp_path: Path, layout: str) -> None:
    html = write_report(sample_tables(), tmp_path, layout=layout).read_text("utf-8")
    head = read(html).elements
    first = next(n for n, e in enumerate(head) if e.tag == "meta")
    assert head[first].attributes == {"charset": "utf-8"}
    assert head[first + 1].attributes["content"] == policy(layout == "single")
    assert "unsafe" not in policy(layout == "single")
    assert "default-src 'none'" in policy(layout == "single")
    assert "trusted-types 'none'" in policy(layout == "single")


def test_templates_mark_nothing_as_safe() -> None:
    templates = files("framing.report") / "templates"
    sources = [t.read_text("utf-8") for t in Path(str(templates)).rglob("*.html")]
    assert len(sources) > 10
    assert not any(re.search(r"\|\s*safe|autoescape|Markup|style=|\son[a-z]+=", source) for source in sources)


def test_markup_is_made_by_format_only() -> None:
    for module in ("marks.py", "charts.py"):
        source = (files("framing.report") / module).read_text("utf-8")
        assert not re.search(r"Markup\((?!\s*(r?['\"]))", source), f"{module} makes Markup from something not literal"
