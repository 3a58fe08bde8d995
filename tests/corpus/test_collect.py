"""A folder becomes a corpus: what is found, in which order, from which source, and what is left out."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.corpus import read_corpus
from framing.corpus.readers import READERS
from framing.errors import CorpusError
from framing.model import LeftOut, Source

SEEDS = Path(__file__).parents[2] / "seeds"
BODY = "The two leaders met in the capital and spoke for three hours about trade."


def folder(root: Path, **files: str) -> Path:
    """Write files; `a__txt` is a.txt, `sub___a__txt` is sub/a.txt."""
    for name, text in files.items():
        path = root / name.replace("___", "/").replace("__", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def test_the_seeds() -> None:
    corpus = read_corpus(SEEDS)
    assert (corpus.name, corpus.left_out, corpus.hints) == ("seeds", (), ())
    assert [(a.id[:3], a.source.id, a.source.group, a.date, a.event) for a in corpus.articles] == [
        ("000", "jamestown", "critical-analyst", "2025-06", "visit-2025-06"),
        ("001", "osw", "critical-analyst", "2025-06", "visit-2025-06"),
        ("002", "unnamed-analysis", "sympathetic-analyst", "2023-12", "visit-2023-12"),
        ("003", "choice", "critical-analyst", "2025", "relation-2025"),
        ("004", "newsby", "state-media", "2025-06", "visit-2025-06"),
    ]
    assert {a.event for a in corpus.articles} == set(corpus.events)
    for article in corpus.articles[:4]:
        assert [span.of(article.text) for span in article.spans_of("title")] == [article.title]
        assert article.text == (SEEDS / article.file).read_bytes().decode()


def test_a_folder_is_walked_in_name_order(tmp_path: Path) -> None:
    root = folder(
        tmp_path, b__txt=BODY, a___z__txt=BODY, c__jsonl=json.dumps({"text": BODY, "id": "row"}), README__md="x",
        readme__txt="x", __hidden__txt="x", a___x__pdf="x", d__docx="x", Makefile="x",
    )  # fmt: skip
    (root / "0.txt").mkdir()
    (root / "0.txt" / "inside.txt").write_text(BODY)
    corpus = read_corpus(root)
    assert [(a.id, a.file) for a in corpus.articles] == [
        ("inside", "0.txt/inside.txt"), ("z", "a/z.txt"), ("b", "b.txt"), ("row", "c.jsonl:1"),
    ]  # fmt: skip
    assert corpus.left_out == ()
    assert corpus.hints[1].startswith(
        "3 files were passed over, not being of a kind that is read (.docx 1, .pdf 1, no suf"
    )


def test_one_file_is_a_corpus(tmp_path: Path) -> None:
    root = folder(
        tmp_path, a__txt=f"A visit\n\n{BODY}", b__txt=BODY, corpus__toml='[[articles]]\nfile = "b.txt"\ndate = "x"'
    )
    corpus = read_corpus(root / "a.txt")
    assert (corpus.name, [a.title for a in corpus.articles], corpus.left_out) == ("a.txt", ["A visit"], ())


def test_a_link_is_followed_when_the_user_names_it_and_not_when_found(tmp_path: Path) -> None:
    root = folder(tmp_path / "in", a__txt=BODY)
    (tmp_path / "link").symlink_to(root)
    outside = folder(tmp_path / "out", secret__txt=BODY)
    (root / "b.txt").symlink_to(outside / "secret.txt")
    (root / "c").symlink_to(outside)
    (root / "d").symlink_to(root)
    corpus = read_corpus(tmp_path / "link")
    assert [a.id for a in corpus.articles] == ["a"]
    reason = "is a link, and links are not followed; put the file itself there"
    assert corpus.left_out == tuple(LeftOut(name, reason) for name in ("b.txt", "c", "d"))


def test_bad_files_are_left_out_and_the_rest_is_done(tmp_path: Path) -> None:
    root = folder(tmp_path, a__txt=BODY, empty__txt="", rows__jsonl=f'{{"text": "{BODY}"}}\n{{"txt": 1}}\n')
    (root / "image.txt").write_bytes(b"\x89PNG\0\0")
    os.mkfifo(root / "pipe.txt")
    (root / os.fsdecode(b"na\xefve.txt")).write_text(BODY)
    (root / "line\nbreak.txt").write_text(BODY)
    corpus = read_corpus(root)
    assert [(a.id, a.file) for a in corpus.articles] == [
        ("a", "a.txt"), (r"line\nbreak", r"line\nbreak.txt"), (r"na\xefve", r"na\xefve.txt"),
        ("rows-1", "rows.jsonl:1"),
    ]  # fmt: skip
    assert {left.file: left.reason.split(" (")[0].split(";")[0] for left in corpus.left_out} == {
        "empty.txt": "is empty",
        "image.txt": "is not text",
        "pipe.txt": "is not a regular file",
        "rows.jsonl:2": 'has no "text" that is a string',
    }


def test_a_folder_that_may_not_be_opened(tmp_path: Path) -> None:
    """Run as nobody, since root may open everything."""
    if not hasattr(os, "setuid") or os.getuid() != 0:
        pytest.skip("needs root, to become somebody else")
    script = (
        "import os, sys\nfrom pathlib import Path\nfrom framing.corpus import read_corpus\n"
        "from framing.errors import CorpusError\nos.setgid(65534); os.setuid(65534)\nroot = Path(sys.argv[1])\n"
        "print({left.file: left.reason for left in read_corpus(root).left_out})\n"
        "try: read_corpus(root / 'shut')\nexcept CorpusError as error: print(error)\n"
        "try: read_corpus(root / 'shut' / 'b.txt')\nexcept CorpusError as error: print(error)\n"
    )
    # Not in tmp_path, which is closed to others as a whole.
    with tempfile.TemporaryDirectory() as name:
        root = folder(Path(name), a__txt=BODY, shut___b__txt=BODY, c__txt=BODY, list___d__txt=BODY)
        for path, mode in ((root, 0o755), (root / "shut", 0o700), (root / "c.txt", 0o600), (root / "list", 0o744)):
            path.chmod(mode)
        done = subprocess.run([sys.executable, "-c", script, name], capture_output=True, text=True)
    reason = "can't be opened: permission denied"
    assert done.stdout.splitlines() == [
        str(dict.fromkeys(("c.txt", "list/d.txt", "shut"), reason)), f"shut: {reason}", f"{root}/shut/b.txt: {reason}",
    ], done.stderr  # fmt: skip


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, r"no article found; put files of \.txt, \.md, .* there"),
        ({"a__pdf": "x"}, r"no article found: 1 file was passed over, .* \(\.pdf 1\); give it files of"),
        ({"a__txt": "", "b__txt": " "}, r"no article could be read; a\.txt is empty \(and 1 more\)"),
    ],
)
def test_a_corpus_without_articles_says_why(tmp_path: Path, files: dict[str, str], message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        read_corpus(folder(tmp_path, **files))


def test_a_missing_input(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for name in ("nowhere", "loop", "nul\0"):
        with pytest.raises(CorpusError, match=r": no such file or folder$"):
            read_corpus(tmp_path / name)
    with pytest.raises(CorpusError, match=r"no article found: 1 file was passed over"):
        read_corpus(folder(tmp_path, a__docx="x") / "a.docx")


# --- manifest ---------------------------------------------------------------------------------------------------

SOURCES = '[sources.osw]\nname = "OSW Centre"\ngroup = "critical"\n[events.visit]\nlabel = "The visit"\n'


def test_the_manifest_has_the_last_word(tmp_path: Path) -> None:
    told = '[[articles]]\nfile = "a.md"\nsource = "osw"\ntitle = "B"\ndate = 2025-06-05\nevent = "visit"\nid = "x"\n'
    root = folder(
        tmp_path, a__md=f"---\ntitle: A\nsource: Blog\nauthor: Jane Roe\n---\n{BODY}", corpus__toml=SOURCES + told
    )
    (article,) = read_corpus(root).articles
    assert article.source == Source("osw", "OSW Centre", group="critical")
    assert (article.id, article.title, article.date, article.event, article.author) == (
        "x", "B", "2025-06-05", "visit", "Jane Roe",
    )  # fmt: skip


def test_a_manifest_speaks_of_rows_by_file_by_id_or_both(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"id": i, "text": BODY, "source": "osw centre"}) for i in ("a", "b", "c"))
    told = (
        '[[articles]]\nfile = "rows.jsonl"\ndate = "2025"\n[[articles]]\nfile = "rows.jsonl"\nid = "b"\ndate = "2024"\n'
        '[[articles]]\nid = "d"\ndate = "2023"\n'
    )
    root = folder(tmp_path, rows__jsonl=rows, corpus__toml=SOURCES + told, d__txt=BODY)
    corpus = read_corpus(root)
    assert [(a.id, a.source.id, a.date) for a in corpus.articles] == [
        ("d", "unknown", "2023"), ("a", "osw", "2025"), ("b", "osw", "2024"), ("c", "osw", "2025"),
    ]  # fmt: skip


def test_an_unknown_source_costs_its_article(tmp_path: Path) -> None:
    told = (
        '[[articles]]\nfile = "a.txt"\nsource = "ows"\n[[articles]]\nfile = "b.txt"\nsource = "osw"\n'
        '[[articles]]\nfile = "gone.txt"\n[[articles]]\nid = "gone"\n[[articles]]\nfile = "empty.txt"\n'
    )
    root = folder(tmp_path, a__txt=BODY, b__txt=BODY, empty__txt="", corpus__toml=SOURCES + told)
    corpus = read_corpus(root)
    assert [a.id for a in corpus.articles] == ["b"]
    assert corpus.left_out == (
        LeftOut("a.txt", "corpus.toml:8: source 'ows' is not in [sources]; did you mean 'osw'?"),
        LeftOut("empty.txt", "is empty"),
        LeftOut("corpus.toml:12", "file 'gone.txt' is not in the folder; mend its name or take the entry out"),
        LeftOut("corpus.toml:14", "no article has the id 'gone'; mend it or take the entry out"),
    )


def test_a_manifest_from_elsewhere(tmp_path: Path) -> None:
    root = folder(
        tmp_path, in___a__txt=BODY, in___corpus__toml="broken", told__toml='[[articles]]\nid = "a"\ndate = 2025'
    )
    assert read_corpus(root / "in", manifest=root / "told.toml").articles[0].date == "2025"
    with pytest.raises(CorpusError, match=r"corpus\.toml: is not TOML"):
        read_corpus(root / "in")
    with pytest.raises(CorpusError, match="no such file or folder"):
        read_corpus(root / "in", manifest=root / "gone.toml")


# --- sources, groups, ids ---------------------------------------------------------------------------------------


def rows(root: Path, *rows: dict[str, object]) -> Path:
    path = root / "rows.jsonl"
    path.write_text("\n".join(json.dumps({"text": BODY, **row}) for row in rows))
    return path


def test_a_source_given_by_name_becomes_a_record(tmp_path: Path) -> None:
    corpus = read_corpus(
        rows(
            tmp_path,
            {"source": "BBC News"},
            {"source": "bbc news", "group": "public"},
            {"source": "新华社"},
            {"source": "★"},
        )
    )
    first, second, third, fourth = (a.source for a in corpus.articles)
    assert first == second == Source("bbc-news", "BBC News", group="public")
    assert (third.id, third.name) == ("新华社", "新华社")
    assert fourth.id.startswith("source-")
    assert corpus.hints == ()


def test_a_source_is_in_one_group(tmp_path: Path) -> None:
    corpus = read_corpus(rows(tmp_path, {"source": "A", "group": "x"}, {"source": "A", "group": "y"}))
    assert {a.source.group for a in corpus.articles} == {"x"}
    assert corpus.articles[1].warnings == ("group 'y' was not used: source 'a' is in group 'x'",)


def test_articles_without_a_source_are_told_apart_by_group_and_get_one_hint(tmp_path: Path) -> None:
    corpus = read_corpus(rows(tmp_path, {}, {"group": "x"}, {"source": "A"}))
    assert [a.source.id for a in corpus.articles] == ["unknown", "unknown-x", "a"]
    (hint,) = corpus.hints
    assert hint.startswith("2 of 3 articles have no source")


def test_ids_are_made_to_differ(tmp_path: Path) -> None:
    corpus = read_corpus(rows(tmp_path, {"id": "a"}, {"id": "a"}, {"id": "a-2"}, {"id": "a"}))
    assert [a.id for a in corpus.articles] == ["a", "a-3", "a-2", "a-4"]
    assert corpus.articles[1].warnings == ("id 'a' belongs to rows.jsonl:1 already; this article is 'a-3'",)


BYTES = st.binary(max_size=200) | st.lists(
    st.sampled_from(
        [b"text,id\n", b'{"text": "a"}\n', b"---\n", b"title: x\n", b"<html><p>", b'"', b"\n", b"\xff", b"\xef\xbb\xbf",
         b"\0", b"+++\n", b"word " * 30, b'{"text":', b"<!DOCTYPE html>", b"<?xml version='1.0' encoding='utf-8'?>",
         b"charset=x"]
    ),
    max_size=8,
).map(b"".join)  # fmt: skip


@settings(deadline=None)
@given(BYTES, st.sampled_from(sorted(READERS)))
def test_any_bytes_are_articles_or_a_reason(data: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / f"a{suffix}"
        path.write_bytes(data)
        try:
            corpus = read_corpus(path)
        except CorpusError as error:
            assert len(str(error).splitlines()) == 1
        else:
            assert corpus.articles
            for article in corpus.articles:
                article.text.encode("utf-8")
            assert all(len(left.reason.splitlines()) == 1 for left in corpus.left_out)


def test_an_entry_by_id_completes_one_by_file(tmp_path: Path) -> None:
    told = (
        '[sources.osw]\n[events.visit]\n[[articles]]\nfile = "a.txt"\nsource = "osw"\n'
        '[[articles]]\nid = "a"\nevent = "visit"\n'
    )
    corpus = read_corpus(folder(tmp_path, a__txt=BODY, corpus__toml=told))
    assert corpus.left_out == ()
    assert [(a.source.id, a.event) for a in corpus.articles] == [("osw", "visit")]
