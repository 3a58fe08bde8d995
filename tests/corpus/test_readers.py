"""Reading one file: what becomes the text, what is known of it, and what is refused."""

import codecs
import json
import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus import files
from framing.corpus.dates import iso_date
from framing.corpus.readers import READERS, Draft, split_front_matter
from framing.errors import CorpusError
from framing.model import LeftOut, Span, TargetRequest

TEXT = "Xi received Lukashenko — “an old friend”.\r\n\r\nThey spoke for three hours.\n"


def read(path: Path) -> list[Draft | LeftOut]:
    return list(READERS[path.suffix](path, path.name))


def draft(path: Path) -> Draft:
    (only,) = read(path)
    assert isinstance(only, Draft)
    return only


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# --- text -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
    ],
)
def test_text_is_kept_as_found_line_ends_and_all(tmp_path: Path, data: bytes) -> None:
    found = draft(written(tmp_path, "a.txt", data))
    assert (found.text, found.id, found.warnings) == (TEXT, "a", ())


def test_windows_1252_is_read_with_a_warning(tmp_path: Path) -> None:
    found = draft(written(tmp_path, "a.txt", TEXT.encode("cp1252")))
    assert found.text == TEXT
    assert "Windows-1252" in found.warnings[0]


def test_text_decoded_wrongly_elsewhere_gets_a_warning(tmp_path: Path) -> None:
    assert "decoded wrongly" in draft(written(tmp_path, "a.txt", "an â€œold friendâ€\u009d")).warnings[0]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (codecs.BOM_UTF8, "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is not text"),
        ("no mark".encode("utf-16-le"), "is not text"),
        (bytes(range(1, 32)) * 3, "is not text"),
        (b"caf\xe9 \x81", "is not text in a known encoding"),
        (codecs.BOM_UTF16_LE + b"a", "is not text in a known encoding"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(CorpusError, match=f"^{reason}"):
        read(written(tmp_path, "a.txt", data))


def test_a_file_of_any_size_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "sparse.txt"
    with path.open("wb") as file:
        file.truncate(10_000_000_000)
    with pytest.raises(CorpusError, match=r"larger than 20 MB; split it"):
        read(path)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_reason(data: bytes) -> None:
    try:
        text, _ = files.decode(data)
    except CorpusError as error:
        assert len(str(error).splitlines()) == 1
    else:
        text.encode("utf-8")
        assert "\0" not in text


# --- files that are no files ------------------------------------------------------------------------------------


@pytest.fixture
def special(tmp_path: Path) -> Iterator[dict[str, Path]]:
    target = written(tmp_path, "target.dat", "secret")
    paths = {name: tmp_path / f"{name}.txt" for name in ("pipe", "socket", "link", "loop", "device", "folder")}
    os.mkfifo(paths["pipe"])
    paths["link"].symlink_to(target)
    paths["loop"].symlink_to(paths["loop"])
    paths["device"].symlink_to("/dev/zero")
    paths["folder"].mkdir()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(paths["socket"]))
        yield paths


@pytest.mark.parametrize("kind", ["pipe", "socket", "link", "loop", "device", "folder"])
def test_special_files_are_refused_and_never_waited_for(special: dict[str, Path], kind: str) -> None:
    with pytest.raises(CorpusError, match=r"is a link|is not a regular file|can't be opened"):
        read(special[kind])


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    path = written(tmp_path, "a.txt", TEXT)
    monkeypatch.setattr(files.os, "open", refuse)
    with pytest.raises(CorpusError, match="can't be opened: permission denied"):
        read(path)


# --- markdown ---------------------------------------------------------------------------------------------------


def test_front_matter_tells_and_is_no_text(tmp_path: Path) -> None:
    found = draft(
        written(
            tmp_path, "a.md",
            "---\r\ntitle: 'A visit: no substance'\r\npublisher: OSW\r\n"
            "date: 5 June 2025\r\n"
            "authors: [Jane Roe, John Doe]\r\ntags:\r\n  - china\r\n"
            "# note\r\nlayout: post\r\n---\r\n# A visit\r\n\r\nText.",
        )
    )  # fmt: skip
    assert found.text == "# A visit\r\n\r\nText."
    assert (found.title, found.source, found.date) == ("A visit: no substance", "OSW", "2025-06-05")
    assert (found.author, found.id) == ("Jane Roe, John Doe", "a")


def test_front_matter_in_toml() -> None:
    fields, text = split_front_matter('+++\ntitle = "A visit"\ndate = 2025-06-05\n+++\nText.')
    assert fields["title"] == "A visit"
    assert text == "Text."


@pytest.mark.parametrize("text", ["---\n\nText below a rule.\n\n---\n", "---\nkey: never closed\n", "--- dashes\nText"])
def test_a_rule_is_no_front_matter(text: str) -> None:
    assert split_front_matter(text) == ({}, text)


def test_front_matter_that_can_not_be_used(tmp_path: Path) -> None:
    assert "date '05/06/2025' was not used; write it as 2025-06-05" in draft(
        written(tmp_path, "a.md", "---\ndate: 05/06/2025\n---\nText.")
    ).warnings[0]  # fmt: skip
    with pytest.raises(CorpusError, match=r"has front matter that is not TOML: .*line 3"):
        read(written(tmp_path, "b.md", "+++\ndate = 2025\ntitle =\nid = 1\n+++\nText."))
    with pytest.raises(CorpusError, match="is empty"):
        read(written(tmp_path, "c.md", "---\ntitle: A visit\n---\n"))


# --- pages ------------------------------------------------------------------------------------------------------

PAGE = """<html lang="en"><head><title>Lukashenka in Beijing</title><meta property="og:site_name" content="OSW">
<meta property="article:published_time" content="2025-06-05"><meta name="author" content="Jane Roe"></head><body>
<nav><a href="/">Home</a> <a href="/a">All of our many analyses</a></nav><article><h1>Lukashenka in Beijing</h1>
<p>From 2–4 June, Alyaksandr Lukashenka paid his fifteenth visit to China &amp; met Xi. It was a courtesy visit.</p>
<h2>Commentary</h2><ul><li>The Chinese side kept a low profile, and the visit lacked any substantive content.</li></ul>
</article></body></html>"""


def test_a_page_gives_its_text_and_metadata(tmp_path: Path) -> None:
    found = draft(written(tmp_path, "a.html", PAGE))
    assert "visit to China & met Xi" in found.text
    assert "analyses" not in found.text
    assert (found.title, found.source, found.date, found.author) == (
        "Lukashenka in Beijing", "OSW", "2025-06-05", "Jane Roe",
    )  # fmt: skip


def test_a_page_says_in_which_encoding_it_is(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1251">').replace("It was", "Это был")
    assert "Это был a courtesy visit" in draft(written(tmp_path, "a.htm", page.encode("cp1251"))).text


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<html><body>" + "<div>" * 100_000 + "text", "nests its elements deeper than 500"),
        ("<html><body><script>let a = '<p>text</p>'</script></body></html>", "has no article text"),
        ("<" * 50_000, "has no article text"),
        ("", "is empty"),
    ],
)
def test_a_page_without_text_that_can_be_found(tmp_path: Path, page: str, reason: str) -> None:
    with pytest.raises(CorpusError, match=f"^{reason}"):
        read(written(tmp_path, "a.html", page))


# --- rows -------------------------------------------------------------------------------------------------------


def test_a_row_gives_an_article(tmp_path: Path) -> None:
    row = {
        "id": 7, "text": "Xi met Lukashenko.", "title": "A visit", "source": "OSW", "group": "critical",
        "date": "2025-06", "event": "visit", "url": "https://osw.waw.pl", "author": None, "labels": [1],
        "sentences": [[0, 3]], "targets": [{"start": 0, "end": 2, "label": "neutral"}, {"name": "Lukashenko"}],
    }  # fmt: skip
    assert read(written(tmp_path, "a.jsonl", json.dumps(row) + "\n\n")) == [
        Draft(
            "a.jsonl:1", "Xi met Lukashenko.", "7", "A visit", "OSW", "critical", "2025-06", "visit", "https://osw.waw.pl",
            targets=(TargetRequest(span=Span(0, 2)), TargetRequest(name="Lukashenko")),
        )
    ]  # fmt: skip


def test_an_id_is_kept_to_the_letter_so_that_rows_of_other_files_can_be_joined(tmp_path: Path) -> None:
    row = json.dumps({"id": "a\n_Mike\u00a0Pence", "text": "Pence spoke."})
    assert draft(written(tmp_path, "a.jsonl", row)).id == "a\n_Mike\u00a0Pence"


def test_rows_without_an_id_are_numbered_and_ask_for_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, "rows.jsonl", codecs.BOM_UTF8 + b'{"text": "One."}\n\n{"text": "Two."}')
    assert [(d.id, d.targets) for d in read(path) if isinstance(d, Draft)] == [("rows-1", None), ("rows-3", None)]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b"{", "is not JSON: .* at column 2"),
        (b"[1]", "is not a JSON object"),
        (b'{"title": "x"}', 'has no "text"'),
        (b'{"text": 5}', 'has no "text"'),
        (b'{"text": "  "}', 'has an empty "text"'),
        (b'{"text": "caf\xe9"}', "is not UTF-8"),
        (b'{"text": "Xi.", "targets": [{"start": 0, "end": 2}, {"start": 2, "end": 4}]}', r"has targets\[1\] at 2..4"),
        (b'{"text": "Xi.", "targets": [{"start": true, "end": 2}]}', r"has targets\[0\] with neither"),
        (b'{"text": "Xi.", "targets": "Xi"}', 'has "targets" that are no list'),
        (b'{"text": ' + b"[" * 100_000, "is not usable JSON"),
        (b'{"text": "x", "date": ' + b"9" * 5000 + b"}", "is not usable JSON"),
    ],
)
def test_a_bad_row_costs_that_row_only(tmp_path: Path, row: bytes, reason: str) -> None:
    first, bad, last = read(written(tmp_path, "a.jsonl", b'{"text": "One."}\n' + row + b'\n{"text": "Three."}\n'))
    assert isinstance(first, Draft)
    assert isinstance(last, Draft)
    assert isinstance(bad, LeftOut)
    assert bad.file == "a.jsonl:2"
    assert re.match(reason, bad.reason)


def test_broken_characters_in_a_row_are_replaced_one_for_one(tmp_path: Path) -> None:
    found = draft(written(tmp_path, "a.jsonl", r'{"text": "a\ud800b\u0000c", "title": "\udfff"}'))
    assert found.text == "a\ufffdb\ufffdc"
    assert "2 broken characters" in found.warnings[0]
    assert found.title == "\ufffd"


def test_a_row_longer_than_the_cap_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("framing.corpus.readers.ARTICLE_CAP", 100)
    path = written(tmp_path, "a.jsonl", json.dumps({"text": "x" * 500}) + '\n{"text": "Two."}\n')
    long, two = read(path)
    assert isinstance(long, LeftOut)
    assert isinstance(two, Draft)
    assert (two.file, two.text) == ("a.jsonl:2", "Two.")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_columns_as_keys(tmp_path: Path, delimiter: str) -> None:
    lines = [["ID", "Outlet", "Text", "targets"], ["a", "OSW", '"He said, ""no""; then |\nleft."', '"Xi; Lukashenko"']]
    found = draft(written(tmp_path, "a.csv", "\r\n".join(delimiter.join(cells) for cells in lines)))
    assert (found.file, found.id, found.source, found.text) == ("a.csv:2", "a", "OSW", 'He said, "no"; then |\nleft.')
    assert found.targets == (TargetRequest(name="Xi"), TargetRequest(name="Lukashenko"))


def test_a_table_with_trouble(tmp_path: Path) -> None:
    rows = read(written(tmp_path, "a.csv", f"text,date\n{'x' * 200_000},2025\n,\n ,2025\nshort\n"))
    assert [type(row) for row in rows] == [Draft, LeftOut, Draft]
    assert rows[1] == LeftOut("a.csv:4", 'has an empty "text"')
    with pytest.raises(CorpusError, match=r"has no column named text; its columns are \['title', 'body'\]"):
        read(written(tmp_path, "b.csv", "Title,Body\n1,2\n"))
    with pytest.raises(CorpusError, match="is empty"):
        read(written(tmp_path, "c.csv", ""))
    assert "Windows-1252" in draft(written(tmp_path, "d.csv", "text\ncaf\xe9".encode("cp1252"))).warnings[0]
    with pytest.raises(CorpusError, match="is not text"):
        read(written(tmp_path, "e.csv", b"text\n\0\0"))


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2025", "2025"), (2025, "2025"), ("2025-06", "2025-06"), ("2025-06-05T10:00:00Z", "2025-06-05"),
        ("5 June 2025", "2025-06-05"), ("Jun 5, 2025", "2025-06-05"), ("2025/06/05", "2025-06-05"),
        ("2025-13", None), ("2025-02-30", None), ("05/06/2025", None), ("soon", None), (True, None),
        (None, None), ("", None),
    ],
)  # fmt: skip
def test_dates(value: object, date: str | None) -> None:
    assert iso_date(value) == date
