"""The report as files: both layouts, every time the same bytes, and nothing that says where it was made."""

import re
from pathlib import Path

import pytest

from framing.errors import UsageError
from framing.report import write_report
from sample_tables import sample_tables


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_few_articles_make_one_file_that_needs_no_other(tmp_path: Path) -> None:
    page = write_report(sample_tables(), tmp_path / "out")
    assert page == tmp_path / "out" / "index.html"
    assert list(_bytes(tmp_path / "out")) == ["index.html"]


def test_an_html_name_is_the_file_itself(tmp_path: Path) -> None:
    assert write_report(sample_tables(), tmp_path / "visit.html") == tmp_path / "visit.html"


@pytest.mark.parametrize("layout", ["single", "folder"])
def test_twice_the_same_tables_give_the_same_bytes(tmp_path: Path, layout: str) -> None:
    write_report(sample_tables(), tmp_path / "a", layout=layout)
    write_report(sample_tables(), tmp_path / "b", layout=layout)
    assert _bytes(tmp_path / "a") == _bytes(tmp_path / "b")


def test_no_page_says_where_it_was_made(tmp_path: Path) -> None:
    write_report(sample_tables(), tmp_path, layout="folder")
    assert not any(str(tmp_path).encode() in content for content in _bytes(tmp_path).values())


def test_file_names_come_from_ids_and_hold_nothing_odd(tmp_path: Path) -> None:
    write_report(sample_tables(), tmp_path, layout="folder")
    names = list(_bytes(tmp_path))
    assert all(re.fullmatch(r"[a-z0-9_./-]+", name) for name in names)
    assert "articles/a2.html" in names
    assert any(re.fullmatch(r"articles/a1-[0-9a-f]{8}\.html", name) for name in names)  # its id is "a1 <&>"


def test_tables_beside_the_pages_start_no_formula(tmp_path: Path) -> None:
    write_report(sample_tables(), tmp_path, layout="folder")
    tables = list((tmp_path / "data").glob("*.tsv"))
    assert {t.stem for t in tables} >= {"stance", "differences", "terms"}
    cells = [cell for t in tables for line in t.read_text("utf-8").splitlines() for cell in line.split("\t")]
    assert not [c for c in cells if re.match(r"[=+@]|-(?![\d.])", c)]


def test_an_unknown_layout_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="auto, folder, single"):
        write_report(sample_tables(), tmp_path, layout="book")


@pytest.mark.parametrize("layout", ["single", "folder"])
def test_every_link_inside_the_report_lands(tmp_path: Path, layout: str) -> None:
    write_report(sample_tables(), tmp_path, layout=layout)
    pages = {p.resolve(): p.read_text("utf-8") for p in tmp_path.rglob("*.html")}
    ids = {path: re.findall(r'\sid="([^"]*)"', text) for path, text in pages.items()}
    for path, text in pages.items():
        assert len(ids[path]) == len(set(ids[path])), "an id stands twice"
        for href in re.findall(r'<a[^>]*\shref="([^"]*)"', text):
            if href.startswith("http"):
                continue
            file, _, anchor = href.partition("#")
            landing = (path.parent / file).resolve() if file else path
            assert landing in pages or (landing.suffix == ".tsv" and landing.exists()), href
            assert not anchor or anchor in ids[landing], f"{path.name}: {href}"
