"""What a corpus.toml says, and the line it gets when it can't be relied on."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.manifest import Entry, Manifest, read_manifest
from framing.errors import CorpusError
from framing.model import Source

GOOD = """
[sources.osw]
name = "OSW Centre"
group = "critical"

[events.visit]
label = "The visit"
date = 2025-06-04

[[articles]]
file = "./b/a.txt"
source = "osw"
date = 2025
event = "visit"
"""


def manifest(folder: Path, text: str) -> Manifest:
    path = folder / "corpus.toml"
    path.write_text(text)
    return read_manifest(path)


def test_a_manifest_names_sources_events_and_articles(tmp_path: Path) -> None:
    told = manifest(tmp_path, GOOD)
    assert told.sources == {"osw": Source("osw", "OSW Centre", group="critical")}
    assert told.events == {"visit": "The visit"}
    assert told.entries == (Entry("corpus.toml:10", "b/a.txt", source="osw", date="2025", event="visit"),)


def test_windows_line_ends_are_fine(tmp_path: Path) -> None:
    assert manifest(tmp_path, GOOD.replace("\n", "\r\n")) == manifest(tmp_path, GOOD)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = ", r"corpus.toml: is not TOML: Invalid value .*"),
        ("\n[sorces.a]", r"corpus.toml:2: unknown key 'sorces'; did you mean 'sources'\?"),
        ('[sources.a]\nnmae = "A"', r"corpus.toml:2: unknown key 'nmae' in \[sources.a\]; did you mean 'name'\?"),
        ("[sources.a]\nname = 5", r"corpus.toml:1: \[sources.a\]: name must be one line of text .*"),
        ('[sources."a/b"]', r"corpus.toml:1: sources 'a/b': an id has letters, .*"),
        ("sources = 1", "corpus.toml: sources must be tables.*"),
        ('[events.e]\ndate = "soon"', r"corpus.toml:1: \[events.e\]: date 'soon' is no date; write 2025-06-04.*"),
        ("[articles]", r"corpus.toml: articles must be written as \[\[articles\]\].*"),
        ("", "corpus.toml: is empty"),
        ("a = " + "[" * 50_000, "corpus.toml: is not usable TOML: it nests too deep"),
        ("a = " + "9" * 5000, "corpus.toml: is not TOML: Exceeds the limit.*"),
        (".".join("a" * 400) + " = 1", "corpus.toml: is not usable TOML: line 1 nests too deep"),
        ("#" * 1_100_000, "corpus.toml: is larger than 1 MB.*"),
    ],
)
def test_a_broken_manifest_is_one_clear_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(CorpusError, match=f"^{message}$"):
        manifest(tmp_path, text)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('source = "ows"', "corpus.toml:12: source 'ows' is not in [sources]; did you mean 'osw'?"),
        ('event = "x"', "corpus.toml:12: event 'x' is not in [events]; known: visit"),
        ('date = "5.6.2025"', "corpus.toml:12: date '5.6.2025' is no date; write 2025-06-04, 2025-06 or 2025"),
        ('tittle = "A"', "corpus.toml:12: unknown key 'tittle'; did you mean 'title'?"),
        ("title = 5", 'corpus.toml:12: title must be one line of text in quotation marks, as in title = "…"'),
    ],
)
def test_what_is_wrong_with_an_article_is_that_articles_problem(tmp_path: Path, line: str, problem: str) -> None:
    sources = '[sources.osw]\n[events.visit]\n[[articles]]\nfile = "a.txt"\n' + "\n" * 6
    good, bad = manifest(tmp_path, f'{sources}[[articles]]\n{line}\nfile = "b.txt"').entries
    assert good.problem == ""
    assert (bad.file, bad.problem) == ("b.txt", problem)


def test_an_article_is_named_once(tmp_path: Path) -> None:
    nameless, first, second = manifest(
        tmp_path, '[[articles]]\n[[articles]]\nid = "a"\n[[articles]]\nid = "a"\n'
    ).entries
    assert nameless.problem == "corpus.toml:1: the article has neither file nor id; say which it is"
    assert first.problem == ""
    assert second.problem == "corpus.toml:4: a is listed twice; the first is at corpus.toml:2"


@given(st.text(max_size=80) | st.sampled_from(["[sources.a]\n", "[[articles]]\n", "a.b.c=1"]))
def test_any_text_is_a_manifest_or_one_line(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "corpus.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        read_manifest(path)
    except CorpusError as error:
        assert str(error).startswith("corpus.toml")
        assert "\n" not in str(error)


def test_the_manifest_in_the_documentation_is_one(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "corpus.md").read_text(encoding="utf-8")
    (entry,) = manifest(tmp_path, page.split("```toml\n")[1].split("```")[0]).entries
    assert (entry.file, entry.source, entry.problem) == ("001.txt", "osw", "")


def test_labels_group_by_anything_else_with_one_value_or_several(tmp_path: Path) -> None:
    told = manifest(
        tmp_path,
        '[sources.osw]\nlabels = { ownership = "state", region = ["east", "north"] }\n'
        '[[articles]]\nfile = "a.txt"\nlabels = { genre = "comment" }\n',
    )
    assert told.sources["osw"].labels == (("ownership", ("state",)), ("region", ("east", "north")))
    assert told.entries[0].labels == (("genre", ("comment",)),)


@pytest.mark.parametrize(
    ("labels", "problem"),
    [
        ('"state"', "labels must be a table"),
        ('{ group = "x" }', "label 'group' has a key or a meaning of its own"),
        ("{ size = 3 }", "label size must be one line of text"),
        ('{ "a b" = "x" }', "label 'a b': the name of a label has letters, digits, - and _ only"),
    ],
)
def test_a_slip_in_labels_is_named(tmp_path: Path, labels: str, problem: str) -> None:
    with pytest.raises(CorpusError, match=problem):
        manifest(tmp_path, f"[sources.osw]\nlabels = {labels}\n")
    (entry,) = manifest(tmp_path, f'[[articles]]\nfile = "a.txt"\nlabels = {labels}\n').entries
    assert problem in entry.problem
