"""Word lists of other tools on their way in and out: what is carried comes back, what isn't is listed."""

import csv
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import LexiconError, UsageError
from framing.lexicon import Lexicon, load_lexicon, problems
from framing.lexicon.exchange import FORMATS, Import, export_terms, import_terms
from framing.lexicon.exchange.formats import format_of
from framing.lexicon.exchange.outgoing import written
from framing.lexicon.exchange.wildcards import WordList, common_words, fits

LIWC = "%\n1\tposemo\n2\tsocial\n%\nhappy\t1\nkin*\t2\nold friend\t1\t2\nlike\t(02 134)1/2\n"
YAML = """\
economy:
  growth: [grow*, boom]
  no: [no, on, 12]
  decline:
    - "sociolog* decline"
    - gr?y
"""
VADER = "$:\t-1.5\t0.8\t[-1]\nabandon\t-1.9\t0.5\t[-1, -2]\nsweet\t2.0\t0.9\t[2]\n:D\t2.3\t0.5\t[3]\n"
CSV = 'word,category,score,pos,hits\nfamily,kinship,0.4,noun|VERBISH,12\n"a, b",kinship,-1,,\n'
WORDS = ("grow", "growing", "economic", "grey", "gray", "kin", "kinship", "king")


def taken(folder: Path, name: str, text: str | bytes, **options: Any) -> Import:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return import_terms(path, format_of(path), "mine", **options)


def loaded(folder: Path, made: Import) -> Lexicon:
    (folder / "mine.toml").write_text(made.text, "utf-8")
    return load_lexicon([folder / "mine.toml"], base=False)


def terms(lexicon: Lexicon) -> dict[str, float]:
    return {term.address: term.polarity for term in lexicon.terms}


def lost(losses: Any) -> str:
    return "\n".join(loss.line(10**6) for loss in losses)


def test_liwc_categories_become_frames_and_what_they_lack_is_listed(tmp_path: Path) -> None:
    made = taken(tmp_path, "old.dic", LIWC, words=WORDS, polarities=[("posemo", 0.5)])
    assert terms(loaded(tmp_path, made)) == {
        "mine.posemo.happy": 0.5,
        "mine.posemo.old_friend": 0.5,
        "mine.social.kin": 0,
        "mine.social.kinship": 0,
        "mine.social.king": 0,
    }
    said = lost(made.losses)
    assert "categories that depend on other words (1): like (02 134)1/2" in said
    assert "kept in posemo, not in social" in said
    assert "evaluate nothing until you write one (1): social" in said


def test_a_yaml_key_is_a_category_named_by_its_way_and_no_word_becomes_a_boolean(tmp_path: Path) -> None:
    lexicon = loaded(tmp_path, made := taken(tmp_path, "d.yaml", YAML, words=WORDS))
    assert list(terms(lexicon)) == [
        "mine.economy_growth.grow",
        "mine.economy_growth.growing",
        "mine.economy_growth.boom",
        "mine.economy_no.no",
        "mine.economy_no.on",
        "mine.economy_no.12",
        "mine.economy_decline.gray",
        "mine.economy_decline.grey",
    ]
    assert lexicon.frames["economy_growth"].label == "economy / growth"
    assert "no word of the word list fits (1): sociolog* decline" in lost(made.losses)


def test_vader_valences_become_polarities_and_emoticons_are_listed(tmp_path: Path) -> None:
    made = taken(tmp_path, "vader_lexicon.txt", VADER)
    assert terms(loaded(tmp_path, made)) == {"mine.valence.abandon": -0.475, "mine.valence.sweet": 0.5}
    assert "emoticons: framing reads words (2): $:, :D" in lost(made.losses)
    assert "single ratings of 4 tokens" in lost(made.losses)


def test_vader_without_deviations_and_on_another_scale(tmp_path: Path) -> None:
    made = taken(tmp_path, "afinn.txt", "abandon\t-2\nsuperb\t5\n", scale=5)
    assert terms(loaded(tmp_path, made)) == {"mine.valence.abandon": -0.4, "mine.valence.superb": 1}
    assert made.losses == ()


def test_a_table_needs_a_column_of_terms_only(tmp_path: Path) -> None:
    made = taken(tmp_path, "t.csv", CSV)
    lexicon = loaded(tmp_path, made)
    assert [(t.words, t.polarity, t.pos) for t in lexicon.terms] == [
        (("family",), 0.4, ("NOUN",)),
        (("a", ",", "b"), -1.0, ()),
    ]
    assert "columns that a lexicon has no place for (1): hits" in lost(made.losses)
    assert "no universal tags (1): family (VERBISH)" in lost(made.losses)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.dic", "happy\t1\n", "a.dic:1: not a LIWC dictionary: it begins with its categories between two lines of %"),
        ("a.dic", "%\n1\ta\n%\nhappy\t7\n", "a.dic:4: there is no category 7; list it between the lines of %"),
        ("a.dic", "%\nposemo\n%\n", "a.dic:2: not a category; write its number, a tab, its name"),
        ("a.dic", "%\n1\ta\n%\nhappy\n", "a.dic:4: not an entry; write a term, a tab, the numbers of its categories"),
        ("a.yaml", "a: [b\n", "a.yaml:2: not YAML: "),
        ("a.yaml", "a: &x [b]\nc: *x\n", "a.yaml:2: an alias (*) is not followed; write the words out"),
        ("a.yaml", "- a\n- b\n", "a.yaml:1: not a dictionary: write keys with lists of words below"),
        ("a.yaml", "a: " + "[" * 100 + "]" * 100, "a.yaml:1: nested more than 8 deep; a dictionary needs less"),
        ("a.yaml", "a: [b]\n---\nc: [d]\n", "a.yaml:3: a second document; keep one of them"),
        ("a.yaml", "!!python/object/apply:os.system [x]: 1", "a.yaml:1: a key is a word; write one"),
        ("a.txt", "abandon\t-19\n", "a.txt:1: valence -19 is out of range; write one in -4..4, or name the scale"),
        ("a.txt", "abandon\tnan\n", "a.txt:1: not a line of VADER's; write a token, a tab, its mean valence"),
        ("a.csv", "a,b\n1,2\n", "a.csv:1: no column 'term'; write a head such as term,frame,polarity"),
        ("a.csv", "term,polarity\nx,inf\n", "a.csv:2: polarity 'inf' is none; write a number in -1..1"),
        ("a.csv", "term\nx,y\n", "a.csv:2: more cells than columns; put quotation marks around what holds a separator"),
        ("a.csv", 'term\n"x"y\n', "a.csv:2: not CSV: "),
        ("a.csv", "term,note\n,x\n", "a.csv:2: no term in this row; write one, or take the row out"),
    ],
)
def test_a_broken_file_is_one_line(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(LexiconError) as caught:
        taken(tmp_path, name, text)
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


def test_an_unknown_category_or_suffix_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no category 'posemi' in the file; it has posemo, social"):
        taken(tmp_path, "a.dic", LIWC, categories=["posemi"])
    with pytest.raises(UsageError, match="doesn't tell its format; name one of liwc, quanteda, vader, csv"):
        taken(tmp_path, "a.docx", "x")


def test_an_old_dictionary_in_another_encoding_is_read_and_said_so(tmp_path: Path) -> None:
    made = taken(tmp_path, "a.dic", "%\n1\tx\n%\nnaïve\t1\n".encode("cp1252"))
    assert "mine.x.naïve" in terms(loaded(tmp_path, made))
    assert "read as Windows-1252" in lost(made.losses)


def test_a_whole_import_warns_once_of_its_missing_examples(tmp_path: Path) -> None:
    rows = "".join(f"word{chr(97 + k % 26)}{chr(97 + k // 26)},frame{k % 40},0.5,NOUN\n" for k in range(500))
    loaded(tmp_path, taken(tmp_path, "a.csv", "term,frame,polarity,pos\n" + rows))
    assert [str(p) for p in problems([tmp_path / "mine.toml"])] == [
        "mine.toml:12: mine: no examples for any of its 500 terms; give them, or their frames, fires and silent"
    ]


# --- round trips ------------------------------------------------------------------------------------------------

LETTERS = st.text("abcdefghijklmnopqrstuvwxyzéß", min_size=2, max_size=8)
PHRASES = st.lists(LETTERS, min_size=1, max_size=3).map(" ".join) | st.sampled_from(
    [
        "all-weather",
        "don't",
        "x’s tie",
        "no",
        "yes",
        "null",
        "3",
        "u.s. tie",
        "=sum",
        "-ism",
        "'=a",
        "#tag",
        "a: b",
        "- a",
    ]
)
POLARITIES = st.integers(-1000, 1000).map(lambda n: n / 1000)
LISTED = st.dictionaries(
    PHRASES.filter(lambda p: re.search(r"\w", p)), st.tuples(st.sampled_from(["one", "two", "three"]), POLARITIES),
    max_size=12,
)  # fmt: skip


def lexicon_of(folder: Path, listed: dict[str, tuple[str, float]]) -> Lexicon:
    """Write a table of these terms and load what becomes of it: the lexicon all round trips start from."""
    path = folder / "start.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["term", "frame", "polarity"])
        # A quote mark before each, as `disarmed` puts it where it must.
        writer.writerows([f"'{t}" if t.lstrip("'")[0] in "=-" else t, f, p] for t, (f, p) in listed.items())
    return loaded(folder, import_terms(path, "csv", "mine"))


@pytest.mark.parametrize(("form", "carries"), [("csv", True), ("vader", True), ("liwc", False), ("quanteda", False)])
@settings(deadline=None, max_examples=15)
@given(listed=LISTED)
def test_what_a_format_carries_comes_back(
    tmp_path_factory: pytest.TempPathFactory, form: str, carries: bool, listed: dict[str, tuple[str, float]]
) -> None:
    folder = tmp_path_factory.mktemp("trip")
    lexicon = lexicon_of(folder, listed)
    out = folder / f"out{FORMATS[form].suffixes[0]}"
    made = export_terms(lexicon, form)
    out.write_text(made.text, "utf-8")
    back = loaded(folder, import_terms(out, form, "mine"))
    lost_words = {
        item for loss in made.losses if "phrases" in loss.why or "emoticons" in loss.why for item in loss.items
    }
    expected = {t.words: (t.frame, t.polarity) for t in lexicon.terms}
    found = {t.words: (t.frame, t.polarity) for t in back.terms}
    if form == "vader":
        assert {w: p for w, (_, p) in found.items()} == {
            t.words: t.polarity for t in lexicon.terms if written(lexicon.frames[t.frame], t) not in lost_words
        }
    elif carries:
        assert found == expected
    else:
        assert {w: f for w, (f, _) in found.items()} == {w: f for w, (f, _) in expected.items()}
    # And once more it is the same file.
    assert export_terms(back, form).text == made.text


def test_a_table_carries_conditions_and_examples(tmp_path: Path) -> None:
    full = (
        '[lexicon]\nid = "mine"\n[entities.xi]\nname = "Xi"\ntype = "person"\n'
        '[frames.kin]\nlabel = "Kin"\ndefinition = "As kin."\npolarity = 0.5\nterms = [\n'
        '  { term = "family", hyphenated = true, pos = ["NOUN"], near = ["dinner", "like"], '
        'unless = ["the family\'s name", "don\'t family"], '
        'targets = ["xi"], note = "=1+1", fires = ["A family dinner."], silent = ["A family."] },\n]\n'
    )
    (tmp_path / "mine.toml").write_text(full)
    lexicon = load_lexicon([tmp_path / "mine.toml"], base=False)
    made = export_terms(lexicon, "csv")
    back = taken(tmp_path, "x.csv", made.text)
    (tmp_path / "back.toml").write_text(back.text + '[entities.xi]\nname = "Xi"\ntype = "person"\n')
    (term,) = load_lexicon([tmp_path / "back.toml"], base=False).terms
    (first,) = lexicon.terms
    for field in (
        "address",
        "words",
        "polarity",
        "hyphenated",
        "pos",
        "near",
        "unless",
        "targets",
        "note",
        "fires",
        "silent",
    ):
        assert getattr(term, field) == getattr(first, field)
    assert lost(made.losses) == "entities: a table has no place for them (1): xi"


def test_a_return_in_a_table_begins_no_row(tmp_path: Path) -> None:
    """Loading makes a return a space; a lexicon made otherwise may hold one, and the csv writer wouldn't quote it."""
    (tmp_path / "mine.toml").write_text(
        '[lexicon]\nid = "mine"\n[frames.kin]\nlabel = "Kin"\ndefinition = "As kin."\nterms = ["clan"]\n'
    )
    lexicon = load_lexicon([tmp_path / "mine.toml"], base=False)
    (clan,) = lexicon.terms
    made = export_terms(replace(lexicon, terms=(replace(clan, note="seen\r=1+1", fires=("\r=1+1",)),)), "csv")
    _, row = made.text.splitlines()  # which ends lines at a return, as a spreadsheet does
    assert not [cell for cell in next(csv.reader([row])) if cell.startswith("=")]


def test_what_the_packaged_lexicon_loses_is_listed_by_kind(tmp_path: Path) -> None:
    lexicon = load_lexicon([Path(__file__).parents[3] / "lexicons"], base=False)
    for form in FORMATS:
        made = export_terms(lexicon, form)
        why = [loss.why.split(":")[0] for loss in made.losses]
        assert {"entities", "scope rules", "attribution cues", "examples of frames"} <= set(why)
        assert ("conditions of terms" in why) == (form != "csv")
        out = tmp_path / f"all{FORMATS[form].suffixes[0]}"
        out.write_text(made.text, "utf-8")
        assert (
            import_terms(out, form, "again").n_terms > 0.9 * sum(t.frame != "base" for t in lexicon.terms)
            or form == "vader"
        )


@settings(max_examples=50, deadline=None)
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass")))
@pytest.mark.parametrize("form", list(FORMATS))
def test_any_bytes_are_read_or_refused_in_one_line(
    tmp_path_factory: pytest.TempPathFactory, form: str, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / f"bytes-{form}"
    path.write_bytes((b"%\n1\ta\n%\n" if form == "liwc" else b"term,polarity\n" if form == "csv" else b"") + content)
    try:
        made = import_terms(path, form, "mine", words=WORDS)
    except LexiconError as error:
        assert "\n" not in str(error)
        assert str(error).startswith(f"bytes-{form}")
    else:
        (path.parent / "bytes.toml").write_text(made.text, "utf-8")
        assert not [str(p) for p in problems([path.parent / "bytes.toml"]) if p.error]


# --- wildcards --------------------------------------------------------------------------------------------------


@given(pattern=st.text("ab*?", max_size=7), word=st.text("ab", max_size=7))
def test_wildcards_fit_as_regular_expressions_do(pattern: str, word: str) -> None:
    expression = "".join({"*": ".*", "?": "."}.get(c, c) for c in pattern)
    assert fits(pattern, word) == bool(re.fullmatch(expression, word))


def test_every_wildcard_of_a_phrase_is_written_out_unless_too_many_words_fit() -> None:
    words = WordList([*WORDS, *(f"x{chr(97 + k % 26)}{k}" for k in range(3000))])
    assert words.expand("king gr?y") == ["king gray", "king grey"]
    assert words.expand("x*") is None


def test_the_default_word_list_is_there() -> None:
    assert {"acting", "actress", "hegemony"} <= set(common_words())
