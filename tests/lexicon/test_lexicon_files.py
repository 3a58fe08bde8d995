"""Which files are read, and which folder is the lexicon."""

import os

import pytest

from framing.errors import LexiconError
from framing.lexicon import lexicon_folder, lexicon_paths, load_lexicon, packaged_folder, problems, suspicions

ENTITY = '[entities.xi]\nname = "Xi"\ntype = "person"\n'


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / "a.toml").write_text(ENTITY)
    return tmp_path / "lexicons"


def test_a_file_may_have_a_byte_order_mark_and_windows_line_ends(folder):
    (folder / "a.toml").write_bytes(b"\xef\xbb\xbf" + ENTITY.replace("\n", "\r\n").encode())
    assert load_lexicon([folder]).entities["xi"].where.line == 1


def test_links_and_special_files_in_a_folder_are_passed_over(folder, tmp_path):
    secret = tmp_path / "secret.toml"
    secret.write_text(ENTITY.replace("xi", "secret").replace("Xi", "Secret"))
    (folder / "link.toml").symlink_to(secret)
    os.mkfifo(folder / "pipe.toml")
    (folder / "sub.toml").mkdir()
    lexicon = load_lexicon([folder])
    assert list(lexicon.entities) == ["xi"]
    assert lexicon.warnings == (
        "link.toml: passed over: not a plain file; copy the file here",
        "pipe.toml: passed over: not a plain file; copy the file here",
        "sub.toml: passed over: a folder; move its files up here, or name it with --lexicon",
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.toml", "none.toml: no such file or folder; check the path"),
        ("empty", "empty: no .toml file in this folder; name another with --lexicon"),
        ("pipe.toml", "pipe.toml: can't be read (not a plain file); name a plain, readable file"),
        ("link.toml", "link.toml: can't be read (Too many levels of symbolic links); name a plain, readable file"),
    ],
)
def test_a_path_that_cannot_be_read_is_one_line(folder, name, said):
    (folder / "empty").mkdir()
    os.mkfifo(folder / "pipe.toml")
    (folder / "link.toml").symlink_to(folder / "a.toml")
    with pytest.raises(LexiconError) as caught:
        load_lexicon([folder / name], base=False)
    assert str(caught.value) == said


@pytest.mark.parametrize("within", ["", "a.toml"])
def test_a_named_path_that_leads_nowhere_is_one_line(tmp_path, within):
    (tmp_path / "loop").symlink_to("loop")
    for name, why in (("loop", "Too many levels of symbolic links"), ("x" * 5000, "File name too long")):
        with pytest.raises(LexiconError) as caught:
            lexicon_paths([tmp_path / name / within], tmp_path)
        shown = (within or name)[:200]
        assert str(caught.value) == f"{shown}: can't be read ({why}); name a plain, readable file or folder"


def test_a_file_name_that_is_no_text_is_shown_escaped(folder):
    (folder / os.fsdecode(b"b\xff\n.toml")).write_text("x = 1")
    (problem,) = [p for p in problems([folder]) if p.error]
    assert str(problem).startswith("b\\xff\\n.toml:1: unknown key 'x'")


def test_the_folder_is_the_one_at_hand_then_the_one_of_the_corpus_then_the_packaged_one(folder, tmp_path, monkeypatch):
    (tmp_path / "elsewhere" / "lexicons").mkdir(parents=True)
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    monkeypatch.chdir(tmp_path)
    assert lexicon_folder(corpus).resolve() == folder
    monkeypatch.chdir(tmp_path / "elsewhere")  # its lexicons/ has no TOML file
    assert lexicon_folder(corpus) == folder
    (corpus / "lexicons").mkdir()
    (corpus / "lexicons" / "mine.toml").write_text(ENTITY)
    assert lexicon_folder(corpus) == corpus / "lexicons"
    (corpus / "lexicons" / "mine.toml").unlink()
    (folder / "a.toml").unlink()
    assert lexicon_folder(corpus) == packaged_folder()


def test_the_packaged_lexicon_is_without_fault():
    assert [str(problem) for problem in problems([packaged_folder()])] == []
    assert [str(problem) for problem in suspicions(load_lexicon([packaged_folder()]))] == []
