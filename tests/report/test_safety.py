"""Text from anywhere stays text: in every field, in both layouts, nothing becomes markup, and nothing hides."""

import html
import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.report import marks, write_report
from framing.report.addresses import slug, web_address
from framing.report.escape import Verbatim, attribute, escape, link, verbatim
from framing.report.marks import Stretch
from framing.report.pages import policy
from framing.report.words import seen
from hostile import HOSTILE, poisoned
from page_reader import read
from sample_tables import sample_tables, with_verdict

# fmt: off
TAGS = {
    "html", "head", "meta", "title", "link", "style", "script", "body", "div", "header", "main", "footer", "nav",
    "section", "a", "p", "h1", "h2", "h3", "h4", "ol", "ul", "li", "dl", "dt", "dd", "b", "span", "bdi", "mark",
    "details", "summary", "fieldset", "legend", "label", "input", "output", "button", "code", "kbd", "caption",
    "table", "thead", "tbody", "tr", "th", "td", "br", "svg", "path", "rect", "circle", "text", "g", "small", "u",
    "figure", "figcaption", "em",
}
ATTRIBUTES = {
    "download", "lang", "charset",
    "http-equiv", "content", "name", "rel", "href", "src", "id", "class", "title", "type", "role",
    "tabindex", "hidden", "open", "checked", "autocomplete", "scope", "colspan", "viewbox",
    "preserveaspectratio", "d", "x", "y", "width", "height", "cx", "cy", "r", "text-anchor",
}
# fmt: on
Spans = list[tuple[int, int]]
LAYERS: dict[str, Callable[[Spans], marks.Layer]] = {
    "sentence": lambda spans: marks.sentences(*_ends(spans), _numbered("id", spans)),
    "reference": lambda spans: marks.references(*_ends(spans)),
    "quotation": lambda spans: marks.quotations(
        [(a, b, ' class="q"', attribute("id", "i"), attribute("data-v", f"i{n}")) for n, (a, b) in enumerate(spans)]
    ),
    "expression": lambda spans: marks.expressions([(a, b, "e", attribute("href", "#")) for a, b in spans]),
    "name": lambda spans: marks.names(*_ends(spans), [marks.name("t")] * len(spans)),
}


def _ends(spans: Spans) -> tuple[list[int], list[int]]:
    return [start for start, _ in spans], [end for _, end in spans]


def _numbered(name: str, spans: Spans) -> list[str]:
    return [attribute(name, f"i{n}") for n in range(len(spans))]


def test_the_list_of_hostile_words_is_long_and_of_many_kinds() -> None:
    assert len(set(HOSTILE)) >= 60
    for kind in (
        "<script",
        "onerror",
        "javascript:",
        "<meta",
        "<base",
        "<form",
        "{{",
        "</style",
        "&#",
        "data:",
        "\x00",
    ):
        assert any(kind in words for words in HOSTILE), kind


@pytest.mark.parametrize("words", ["\n".join(HOSTILE), HOSTILE[3]], ids=["all", "one"])
@pytest.mark.parametrize("layout", ["single", "folder"])
def test_hostile_words_in_every_field_stay_words(tmp_path: Path, layout: str, words: str) -> None:
    write_report(poisoned(words), tmp_path, layout=layout)
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
        for line in words.split("\n"):
            assert seen(line) in page.words


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    spans=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(sorted(LAYERS))), max_size=8),
)
def test_marks_never_change_the_text(text: str, spans: list[tuple[int, int, str]]) -> None:
    made = [make([(min(a, b), max(a, b)) for a, b, of in spans if of == layer]) for layer, make in LAYERS.items()]
    (written,) = marks.write(Verbatim(text), made, [Stretch(0, len(text))])
    assert read(f'<div class="text">{written}</div>').article == text


@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40),
    spans=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(sorted(LAYERS))), max_size=9),
)
def test_tags_nest_and_each_character_has_the_shortest_mark_of_each_layer_around_it(
    text: str, spans: list[tuple[int, int, str]]
) -> None:
    ends = [(min(a, b, len(text)), min(max(a, b), len(text)), of) for a, b, of in spans]
    made = [make([(a, b) for a, b, of in ends if of == layer]) for layer, make in LAYERS.items()]
    (written,) = marks.write(Verbatim(text), made, [Stretch(0, len(text))])
    depths: list[int] = []
    depth = 0
    for badge, tag, words in re.findall(r'(<span class="ctl"[^>]*></span>)|(<[^>]+>)|([^<]+)', written):
        if tag:
            depth += -1 if tag.startswith("</") else 1
        else:
            depths += [depth] * (1 if badge else len(html.unescape(words)))
        assert depth >= 0
    marked = [{of for start, end, of in ends if start <= n < end} for n in range(len(text))]
    assert depths == [len(layers) for layers in marked]


def test_what_is_left_out_keeps_its_addresses_once() -> None:
    layers = [marks.sentences([0, 4], [3, 7], [' id="s0"', ' id="s1"'])]
    stretches = [Stretch(0, 2, shown=False), Stretch(2, 4), Stretch(4, 7, shown=False)]
    assert marks.write(Verbatim("One two"), layers, stretches) == [
        '<span class="gap"><span id="s0"></span> […] </span>', "<span>e</span> ",
        '<span class="gap"><span id="s1"></span> […] </span>',
    ]  # fmt: skip


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
    "url",
    [
        "javascript:alert(1)", "data:text/html,x", "http:/x", "//x.org", "ftp://x.org", "http://a b", "file:///etc",
        "http://@", "https://:80/", "https://user@:80/", "https://x.org/\u202egnp.exe", "https://x.org\u200b.evil.org/",
    ],
)  # fmt: skip
def test_only_web_addresses_can_be_followed(url: str) -> None:
    assert web_address(url) is None


@pytest.mark.parametrize("url", ["https://example.org/?a=1&b=2", "http://x.org:80/ä", "https://беларусь.бел/"])
def test_web_addresses_are_followed_as_they_are(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize("sign", "\u034f\u180f\u2800\ufffe\uffff\U00013430\U0001bca3\U0001d17a")
def test_no_sign_that_shows_nothing_stands_unnamed(sign: str) -> None:
    assert seen(f"a{sign}b") == f"a⟦U+{ord(sign):04X}⟧b"


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


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_what_is_escaped_reads_as_it_was_and_is_nothing_but_words(words: str) -> None:
    for written in (escape(words), verbatim(words), link(words, words), f"<b{attribute('title', words)}></b>"):
        page = read(f'<div class="text">{written}</div>')
        assert {e.tag for e in page.elements} <= {"div", "span", "a", "b"}
        assert all(set(e.attributes) <= {"class", "data-u", "href", "title"} for e in page.elements)
    assert read(f'<div class="text">{verbatim(words)}</div>').article == words
    assert Verbatim(words).markup == verbatim(words)
    assert not set(escape(words)) & set("<>\"'")


def test_strings_become_markup_only_where_each_part_is_escaped() -> None:
    """Who makes markup of strings has them from `escape` or `marks`; templates escape on their own."""
    for module in Path(str(files("framing.report"))).rglob("*.py"):
        source = module.read_text("utf-8")
        if re.search(r"Markup\((?!\s*(r?['\"])|\))", source):
            careful = re.search(r"framing\.report\.(escape|marks) import", source)
            assert careful or module.name in {"pages.py", "one_page.py"}, module.name


def test_the_words_of_a_judged_term_stay_words_beside_the_sentences_that_rest_on_it(tmp_path: Path) -> None:
    tables = with_verdict("demo.dependence.vassal", 5, 6)
    rows = [{**row, "words": "<img src=x> \u202e"} if row["judged"] else row for row in tables["terms"].to_pylist()]
    tables["terms"] = pa.Table.from_pylist(rows, schema=tables["terms"].schema)
    write_report(tables, tmp_path, layout="folder")
    page = (tmp_path / "sources" / "institute.html").read_text("utf-8")
    assert "<bdi>&lt;img src=x&gt; ⟦U+202E⟧</bdi>: 5 of 6 judged right [0.44, 0.97]" in page
    assert "<img" not in page
