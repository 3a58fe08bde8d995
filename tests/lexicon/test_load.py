"""Lexicon files that are right, and what is said of those that are wrong."""
# ruff: noqa: E501 — a row of these tables is one message

import gc
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import LexiconError
from framing.lexicon import BASE, Lexicon, Where, load_lexicon, packaged_folder, problems, suspicions
from framing.lexicon.files import MAX_BYTES, MAX_PROBLEMS, LexiconFile, _scan_headers, _scan_lines, read_files

PARTNERSHIP = """\
[lexicon]
id = "partnership"
title = "Partnership rhetoric"
language = "en"

[frames.kinship]
label = "Kinship and friendship"
definition = "Relations between states told as relations between relatives."
polarity = 0.5

  [[frames.kinship.terms]]
  term = "Family"
  hyphenated = true
  pos = ["NOUN", "ADJ"]
  polarity = 0.4
  near = ["dinner"]
  unless = ["family name"]
  targets = ["xi"]
  note = "Xi to Lukashenka"
  fires  = ["Xi invited his guest to a family dinner."]
  silent = ["The Smith family moved to Minsk."]

[frames.durability]
label = "Durability"
definition = "The tie is told as one that nothing can break."
polarity = 0.7
terms = [
  "unbreakable",
  "all-weather",
]
fires = ["The partnership is unbreakable."]
silent = ["The glass broke."]

[entities.xi]
name = "Xi Jinping"
type = "person"
aliases = ["Xi"]
"""


def load(folder: Path, base: bool = False, **files: str) -> Lexicon:
    """Load a folder with these files, named without their suffix."""
    write(folder, **files)
    return load_lexicon([folder], base=base)


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")


def error_of(folder: Path, text: str) -> str:
    """Return what is said of a folder with this file, `a.toml`."""
    write(folder, a=text)
    with pytest.raises(LexiconError) as caught:
        load_lexicon([folder], base=False)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_full_term_keeps_all_that_is_said_of_it(tmp_path):
    term = load(tmp_path, partnership=PARTNERSHIP).terms[0]
    assert term.address == "partnership.kinship.family"
    assert (term.frame, term.words, term.polarity, term.hyphenated) == ("kinship", ("family",), 0.4, True)
    assert (term.pos, term.near, term.unless) == (("NOUN", "ADJ"), ("dinner",), (("family", "name"),))
    assert (term.targets, term.note, term.conditions) == (("xi",), "Xi to Lukashenka", 4)
    assert (len(term.fires), len(term.silent), term.where) == (1, 1, Where("partnership.toml", 11))


def test_a_short_term_takes_its_frames_polarity_and_has_its_own_line(tmp_path):
    term = load(tmp_path, partnership=PARTNERSHIP).terms[2]
    assert (term.address, term.words) == ("partnership.durability.all-weather", ("all", "-", "weather"))
    assert (term.polarity, term.conditions, term.where.line) == (0.7, 0, 29)


def test_a_frame_may_have_tables_and_a_list_of_words(tmp_path):
    text = PARTNERSHIP.replace("polarity = 0.5", 'polarity = 0.5\nwords = ["iron brother"]\nfires=["a"]\nsilent=["b"]')
    lexicon = load(tmp_path, partnership=text)
    assert "partnership.kinship.iron_brother" in [term.address for term in lexicon.terms]
    assert lexicon.warnings == ()


def test_scope_and_cues(tmp_path):
    lexicon = load(
        tmp_path,
        scope='[[scope]]\ncue = "not"\nkind = "negation"\nfactor = -0.7\nterminated_by = ["but", ";"]\nfires = ["a"]',
        cues='[cues.claim]\nforms = ["claim", "according to"]\nstance = "distancing"\nfires = ["He claimed it."]',
    )
    (rule,), (group,) = lexicon.scopes, lexicon.cues
    assert (rule.address, rule.cue, rule.factor, rule.direction) == ("scope.not", ("not",), -0.7, "forward")
    assert (rule.max_tokens, rule.terminated_by) == (5, (("but",), (";",)))
    assert (group.address, group.forms, group.stance) == ("cues.claim", (("claim",), ("according", "to")), "distancing")


def test_a_metonym_has_the_type_of_what_it_stands_for_and_names_it(tmp_path):
    text = '[entities.minsk]\nname = "Minsk"\nmetonym_of = "belarus"\n[entities.belarus]\nname = "Belarus"\ntype = "government"'
    lexicon = load(tmp_path, a=text)
    assert lexicon.entities["minsk"].type == "government"
    assert [(name.words, name.entity.id, name.via) for name in lexicon.names] == [
        (("Minsk",), "belarus", "metonym"),
        (("Belarus",), "belarus", "alias"),
    ]


def test_pronouns_are_those_of_the_type_unless_said_otherwise(tmp_path):
    lexicon = load(
        tmp_path,
        a='[entities.xi]\nname = "Xi"\ntype = "person"\npronouns = ["he"]\n[entities.eu]\nname = "EU"\ntype = "organisation"'
        '\n[entities.may]\nname = "May"\ntype = "person"',
    )
    assert [e.pronouns for e in lexicon.entities.values()] == [("he",), ("it", "they"), ("he", "she")]


def test_the_base_layer_lies_below_and_can_be_left_out(tmp_path):
    assert BASE in load(tmp_path, True, partnership=PARTNERSHIP).frames
    assert BASE not in load(tmp_path, False, partnership=PARTNERSHIP).frames


# --- layers -------------------------------------------------------------------------------------------------------


def test_files_are_read_in_name_order_and_local_last(tmp_path):
    files = {name: f'[entities.{name}]\nname = "{name.title()}"\ntype = "group"' for name in ("zeta", "local", "alpha")}
    lexicon = load(tmp_path, **files)
    assert lexicon.files == ("alpha.toml", "zeta.toml", "local.toml")


LOCAL = """\
[lexicon]
id = "local"
[frames.kinship]
polarity = 0.1
words = ["cousin"]
  [[frames.kinship.terms]]
  term = "family"
  polarity = -0.2
"""


def test_local_replaces_a_term_by_its_address_and_adds_to_a_frame(tmp_path):
    lexicon = load(tmp_path, partnership=PARTNERSHIP, local=LOCAL)
    assert [(t.address, t.polarity, t.where.file) for t in lexicon.terms] == [
        ("partnership.kinship.family", -0.2, "local.toml"),
        ("partnership.durability.unbreakable", 0.7, "partnership.toml"),
        ("partnership.durability.all-weather", 0.7, "partnership.toml"),
        ("partnership.kinship.cousin", 0.1, "local.toml"),
    ]
    assert lexicon.frames["kinship"].label == "Kinship and friendship"


@pytest.mark.parametrize(
    ("local", "left"),
    [
        ('[[frames.kinship.terms]]\nterm = "family"\ndisable = true', (2, 2, 1)),
        ("[frames.durability]\ndisable = true", (1, 1, 1)),
        ("[frames.kinship]\ndisable = true\n[entities.xi]\ndisable = true", (2, 1, 0)),
    ],
)
def test_local_takes_entries_out(tmp_path, local, left):
    lexicon = load(tmp_path, partnership=PARTNERSHIP, local=local)
    assert (len(lexicon.terms), len(lexicon.frames), len(lexicon.entities)) == left


def test_scopes_and_cues_are_taken_out_too(tmp_path):
    lexicon = load(
        tmp_path,
        a='[[scope]]\ncue = "not"\nkind = "negation"\nfactor = -0.7\n[cues.say]\nforms = ["say"]\nstance = "neutral"',
        local='[[scope]]\ncue = "not"\ndisable = true\n[cues.say]\ndisable = true',
    )
    assert (lexicon.scopes, lexicon.cues) == ((), ())


def test_a_base_term_is_taken_out_or_weighed_anew_by_its_address(tmp_path):
    local = '[frames.base]\nterms = [{term = "great", disable = true}, {term = "good", polarity = 0.1}]'
    words = {term.address: term.polarity for term in load(tmp_path, True, local=local).terms}
    assert "base.great" not in words
    assert words["base.good"] == 0.1
    assert load(tmp_path, False, local=local).terms == ()


def test_a_path_given_later_is_a_later_layer(tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    write(tmp_path / "one", partnership=PARTNERSHIP)
    write(tmp_path / "two", mine=LOCAL)
    both = load_lexicon([tmp_path / "one", tmp_path / "two" / "mine.toml"], base=False)
    assert both.terms[0].polarity == -0.2


def test_what_was_to_be_taken_out_and_is_not_there_is_a_warning(tmp_path):
    lexicon = load(tmp_path, partnership=PARTNERSHIP, local="[entities.xy]\ndisable = true")
    assert lexicon.warnings == (
        "local.toml:1: entities.xy: disabled, but there is no such entry; take these lines out",
    )


# --- errors -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  hyphenated", "  hyphen", "a.toml:13: partnership.kinship.family: unknown key 'hyphen'; did you mean 'hyphenated'?"),
        ("polarity = 0.4", "polarity = 4", "a.toml:15: partnership.kinship.family: 'polarity' is 4, outside -1..1; write a number in that range"),
        ("polarity = 0.4", "polarity = nan", "a.toml:15: partnership.kinship.family: 'polarity' is nan, outside -1..1; write a number in that range"),
        ("polarity = 0.4", "polarity = true", "a.toml:15: partnership.kinship.family: 'polarity' is true or false; write a number such as 0.5"),
        ("polarity = 0.4", 'polarity = "0.4"', "a.toml:15: partnership.kinship.family: 'polarity' is a text; write a number such as 0.5"),
        ('"ADJ"', '"ADJEC"', "a.toml:14: partnership.kinship.family: 'pos' holds 'ADJEC'; did you mean 'ADJ'?"),
        ('["dinner"]', '["a dinner"]', "a.toml:16: partnership.kinship.family: 'near' holds 'a dinner'; it takes single words only"),
        ('targets = ["xi"]', 'targets = ["xii"]', "a.toml:11: partnership.kinship.family: 'targets' names 'xii', which is no entity; did you mean 'xi'?"),
        ('label = "Dur', 'lable = "Dur', "a.toml:23: partnership.durability: no 'label'; write label = …"),
        ('"all-weather"', '"Unbreakable"', "a.toml:29: partnership.durability.unbreakable: is defined twice, at a.toml:28 too; keep one of them"),
        ('"all-weather"', "3", "a.toml:27: partnership.durability.terms[1]: is a number, not a table; see docs/lexicon.md"),
        ("terms = [", 'words = "x"\nterms = [', "a.toml:27: partnership.durability: 'words' is a text; write a list such as [\"a\", \"b\"]"),
        ("[frames.durability]", "[frames.Durability]", "a.toml:23: id 'Durability'; use small letters, digits and _, beginning with a letter"),
        ("[entities.xi]", "[entitys.xi]", "a.toml:34: unknown key 'entitys'; did you mean 'entities'?"),
        ('"person"', '"human"', "a.toml:36: entities.xi: 'type' is 'human'; known: person, country, government, organisation, group, event, relation"),
        ('language = "en"', 'language = "de"', "a.toml:4: lexicon: 'language' is 'de'; framing reads English only: write \"en\""),
        ('id = "partnership"', "", "a.toml:1: lexicon: no 'id'; write id = …"),
        ('aliases = ["Xi"]', 'part_of = "chine"', "a.toml:34: entities.xi: 'part_of' names 'chine', which is no entity; define it as [entities.…] or mend the id"),
        ('aliases = ["Xi"]', 'part_of = "xi"', "a.toml:34: entities.xi: is part of itself; take one 'part_of' out"),
        ('aliases = ["Xi"]', 'aliases = [1979-05-27]', "a.toml:37: entities.xi: 'aliases' holds a date or time; write texts in quotation marks only"),
        ('"Family"', '"' + "a " * 17 + '"', "a.toml:12: partnership.kinship.terms[0]: 'a a a"),
        ('"Xi Jinping"', '"' + "a" * 201 + '"', "a.toml:35: entities.xi: 'aaa"),
        ("[lexicon]", "[lexicon", "a.toml:1: not TOML: Expected ']' at the end of a table declaration; mend this line"),
    ],
)  # fmt: skip
def test_an_error_names_file_line_address_and_cure(tmp_path, old, new, said):
    assert PARTNERSHIP.count(old) == 1
    assert error_of(tmp_path, PARTNERSHIP.replace(old, new)).startswith(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[entities.a]\nname = "A"\ntype = "group"\naliases = ["Bloc"]\n[entities.b]\nname = "B"\ntype = "group"\naliases = ["Bloc"]',
            "a.toml:5: entities.b: alias 'Bloc' is one of entities.a too; leave it to one of them",
        ),
        (
            '[entities.a]\nname = "A"\ntype = "group"\ndemonyms = ["Bloc"]\n[entities.b]\nname = "Bloc"\nmetonym_of = "c"\n[entities.c]\nname = "C"\ntype = "group"',
            "a.toml:5: entities.b: metonym 'Bloc' is one of entities.a too; leave it to one of them",
        ),
        (
            '[entities.a]\nname = "A"\ntype = "group"\ndescriptions = ["The guest"]\n[entities.b]\nname = "B"\ntype = "group"\ndescriptions = ["the Guest"]',
            "a.toml:5: entities.b: description 'the Guest' is one of entities.a too; leave it to one of them",
        ),
        (
            '[entities.a]\nname = "A"\nmetonym_of = "b"\n[entities.b]\nname = "B"\nmetonym_of = "c"\n[entities.c]\nname = "C"\ntype = "group"',
            "a.toml:1: entities.a: stands for 'b', which itself stands for another; name that one in 'metonym_of'",
        ),
        (
            '[cues.say]\nforms = ["say"]\nstance = "neutral"\n[cues.claim]\nforms = ["claim", "say"]\nstance = "distancing"',
            "a.toml:4: cues.claim: form 'say' is in cues.say too, with another stance; leave it to one of them",
        ),
        (
            '[[scope]]\ncue = "not"\nkind = "negation"\nfactor = -0.7\n[[scope]]\ncue = "not"\nkind = "hedge"\nfactor = 0.5',
            "a.toml:5: scope.not: is defined twice, at a.toml:1 too; keep one of them",
        ),
        ('[[scope]]\ncue = "not"\nkind = "negation"', "a.toml:1: scope.not: no 'factor'; write factor = …"),
        ('[frames.f]\nlabel = "F"\ndefinition = "d"', "a.toml:1: frames.f: its file has no lexicon id; write [lexicon]"),
    ],
)  # fmt: skip
def test_errors_between_entries(tmp_path, text, said):
    assert error_of(tmp_path, text).startswith(said)


TWO_FRAMES = """\
[lexicon]
id = "x"
[frames.a]
label = "A"
definition = "a"
terms = [{{term = "great"{}, fires = ["a"], silent = ["b"]}}]
[frames.b]
label = "B"
definition = "b"
terms = [{{term = "great"{}, fires = ["a"], silent = ["b"]}}]
"""


@pytest.mark.parametrize(
    ("one", "other"),
    [("", ""), (', pos = ["ADJ"]', ', pos = ["ADJ", "NOUN"]'), (', near = ["a"]', ', unless = ["great wall"]')],
)
def test_terms_that_tie_are_an_error(tmp_path, one, other):
    said = error_of(tmp_path, TWO_FRAMES.format(one, other))
    assert (
        said == "a.toml:10: x.b.great: ties with x.a.great; give one of them a condition (pos, near, unless) or drop it"
    )


@pytest.mark.parametrize(
    ("one", "other", "hidden"),
    [
        (', pos = ["ADJ"]', ', pos = ["NOUN"]', []),
        ("", ', near = ["a"]', []),
        ("", ', pos = ["ADJ"]', []),
        ("", ', targets = ["xi"]', ["x.a.great"]),
        (', pos = ["ADJ"]', ', pos = ["ADJ", "NOUN"], targets = ["xi"]', ["x.a.great"]),
    ],
)
def test_a_term_that_another_always_hides_is_a_warning(tmp_path, one, other, hidden):
    xi = '[entities.xi]\nname = "Xi"\ntype = "person"\n'
    lexicon = load(tmp_path, a=TWO_FRAMES.format(one, other) + xi)
    assert [w.split(": ")[1] for w in lexicon.warnings if "is always hidden by" in w] == hidden


def test_a_check_points_at_what_may_be_meant_or_not(tmp_path):
    """What loading lets pass: two signs for one word, and a plural that its singular finds."""
    text = '[lexicon]\nid = "x"\n'
    for frame, polarity, terms in (
        ("a", 0.5, '["ally", "tie", "ties", "loss", "boss"]'),
        ("b", -0.5, '[{ term = "ally", near = ["false"] }, { term = "tie", pos = ["VERB"] }]'),
    ):
        text += f'[frames.{frame}]\nlabel = "L"\ndefinition = "D"\npolarity = {polarity}\nterms = {terms}\n'
    assert [str(problem).split(": ", 1)[1] for problem in suspicions(load(tmp_path, a=text))] == [
        "x.b.ally: is of the other sign than x.a.ally, with the same words; part them by conditions",
        "x.b.tie: is of the other sign than x.a.tie, with the same words; part them by conditions",
        "x.a.ties: is found by x.a.tie already, its singular; take it out",
    ]


def test_terms_without_examples_are_warned_of_together_or_one_by_one(tmp_path):
    text = PARTNERSHIP.replace('fires = ["The partnership is unbreakable."]\n', "").replace("  silent", "  #silent")
    assert load(tmp_path, partnership=text).warnings == (
        "partnership.toml:11: partnership.kinship.family: no silent; add a sentence in which it counts, or doesn't",
        "partnership.toml:28: partnership.durability: no fires for 2 of its terms (unbreakable, all-weather); give the frame fires",
    )


def test_an_exception_that_does_not_contain_its_term_is_a_warning(tmp_path):
    text = PARTNERSHIP.replace('"family name"', '"families of", "surname"')
    (warning,) = load(tmp_path, partnership=text).warnings
    assert "'unless' phrase 'surname' doesn't contain the term" in warning


def test_two_files_of_a_folder_have_their_own_ids_and_frames(tmp_path):
    write(
        tmp_path, a=PARTNERSHIP.replace("[entities.xi]", "[entities.xj]").replace('targets = ["xi"]', ""), b=PARTNERSHIP
    )
    said = [str(problem) for problem in problems([tmp_path])]
    assert "b.toml:2: lexicon: id 'partnership' is that of a.toml too; give each file its own" in said
    assert "b.toml:6: partnership.kinship: is defined twice, at a.toml:6 too; keep one of them" in said


def test_the_first_error_is_raised_and_problems_lists_them_all(tmp_path):
    text = PARTNERSHIP.replace("0.4", "4").replace("[entities.xi]", "[entities.Xi]")
    said = error_of(tmp_path, text)
    assert said.startswith("a.toml:15:")
    assert said.endswith("(and 2 more; `framing lexicon check` lists them)")
    assert [p.line for p in problems([tmp_path])] == [15, 34, 11]


def test_a_file_that_cannot_be_read_does_not_make_all_its_names_unknown(tmp_path):
    write(tmp_path, a='[entities.lukashenka]\nname = "L"\ntype = "person"\npart_of = "belarus"')
    (tmp_path / "belarus.toml").write_bytes(b"\xff\xfe")
    assert [str(p) for p in problems([tmp_path])] == ["belarus.toml:1: not UTF-8; save it with that encoding"]


def test_a_message_stays_short_whatever_the_file_holds(tmp_path):
    long = "a" * 5_000
    text = f'{long} = 1\n[entities.xi]\nname = "Xi"\ntype = "{long}"\npart_of = "{long}"\naliases = ["{long}"]'
    write(tmp_path, a=text)
    assert len(found := problems([tmp_path])) == 4
    assert max(len(str(problem)) for problem in found) < 250


def test_so_many_problems_are_enough(tmp_path):
    write(tmp_path, a="[[scope]]\n" * 2_000)
    assert len(problems([tmp_path])) == MAX_PROBLEMS


# --- digest -------------------------------------------------------------------------------------------------------


def test_the_digest_is_that_of_what_can_change_a_result(tmp_path):
    digest = load(tmp_path, a=PARTNERSHIP).digest
    assert load(tmp_path, a="# mine\n\n" + PARTNERSHIP).digest == digest
    assert load(tmp_path, a=PARTNERSHIP.replace("The glass broke.", "The cup broke.")).digest == digest
    assert load(tmp_path, a=PARTNERSHIP.replace("0.7", "0.8")).digest != digest
    assert load(tmp_path, a=PARTNERSHIP.replace("hyphenated = true", "")).digest != digest
    assert load(tmp_path, a=PARTNERSHIP.replace('["Xi"]', '["Xi", "Mr Xi"]')).digest != digest
    assert load_lexicon([tmp_path], base=True).digest != load_lexicon([tmp_path], base=False).digest


# --- hostile files ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe\x00", "a.toml:1: not UTF-8; save it with that encoding"),
        (b"a = " + b"[" * 100_000, "a.toml:1: nested more than 8 deep; a lexicon needs no more than tables in tables"),
        (b"a = " + b"9" * 5_000, "a.toml:1: a number that is too long; write a shorter one"),
        (b"\n[a" + b".a" * 400 + b"]", "a.toml:2: a key of more than 8 parts; write shorter keys"),
        (b'a = "1.2.3.4.5.6.7.8.9.10."\na.b.c.d.e.f.g.h.i.j = 1', "a.toml:2: a key of more than 8 parts; write shorter keys"),
        (b'x = {"a" . b.c.d.e.f.g.h.i.j = 1}', "a.toml:1: a key of more than 8 parts; write shorter keys"),
        (b"a = " + b"[" * 12 + b"]" * 12, "a.toml:1: nested more than 8 deep; a lexicon needs no more than tables in tables"),
        (b"#" * (MAX_BYTES + 1), "a.toml: larger than 32 MB; split it into several files"),
        (b'"a\\nb" = 1', "a.toml:1: unknown key 'a\\nb'; known: lexicon, frames, entities, scope, cues"),
    ],
)  # fmt: skip
def test_a_hostile_file_is_one_line(tmp_path, content, said):
    (tmp_path / "a.toml").write_bytes(content)
    with pytest.raises(LexiconError) as caught:
        load_lexicon([tmp_path], base=False)
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


# fmt: off
keys = st.sampled_from([
    "lexicon", "frames", "entities", "scope", "cues", "id", "f", "terms", "words", "term", "polarity", "name", "type",
    "aliases", "part_of", "cue", "kind", "factor", "forms", "stance", "disable", "near", "pos", "label", "definition",
])
# fmt: on
values = st.recursive(
    st.sampled_from(["f", "great", "person", "negation", "neutral", "", "a\nb", "don't", "’s", "x" * 400, "\x00"])
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=12,
)


def as_toml(value: object) -> str:
    """Write a value inline."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k} = {as_toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    if isinstance(value, float):
        return repr(value)
    return json.dumps(value)


# A folder is made once for all examples of a property test, which only write one file over.
@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    return tmp_path_factory.mktemp("fuzz")


def loads_or_says_why(folder: Path, content: bytes) -> None:
    (folder / "a.toml").write_bytes(content)
    try:
        lexicon = load_lexicon([folder], base=False)
    except LexiconError as error:
        assert "\n" not in str(error)
        assert str(error).startswith("a.toml")
    else:
        assert all(-1 <= term.polarity <= 1 and term.words for term in lexicon.terms)


@given(table=st.dictionaries(keys, values, max_size=4))
def test_any_table_loads_or_says_why(scratch, table):
    content = "\n".join(f"{key} = {as_toml(value)}" for key, value in table.items())
    loads_or_says_why(scratch, content.encode("utf-8", "surrogatepass"))


@given(content=st.binary(max_size=60) | st.text("[]{}=.#\"'\n \\,abc1\r\t", max_size=60).map(str.encode))
def test_any_bytes_load_or_say_why(scratch, content):
    loads_or_says_why(scratch, content)


@given(st.lists(st.integers(0, len(PARTNERSHIP.split("\n")) - 1), max_size=3), st.integers(0, len(PARTNERSHIP)))
def test_a_damaged_lexicon_loads_or_says_why(scratch, dropped, cut):
    lines = [line for k, line in enumerate(PARTNERSHIP[:cut].split("\n")) if k not in dropped]
    loads_or_says_why(scratch, "\n".join(lines).encode())


@pytest.mark.parametrize("was_on", [True, False])
def test_loading_leaves_the_garbage_collector_as_it_was(tmp_path, was_on):
    write(tmp_path, a=PARTNERSHIP, broken="= 1")
    (gc.enable if was_on else gc.disable)()
    try:
        with pytest.raises(LexiconError):
            load_lexicon([tmp_path])
        assert gc.isenabled() == was_on
    finally:
        gc.enable()


# --- lines --------------------------------------------------------------------------------------------------------

ODD = """\
title = "a ] b ["  # [not.a.table]
[frames."kin.ship"] # a comment
label = '''
[not.a.table]
key = 1
'''
[[frames.f.terms]]
term = "a"
near = [ "x", # ]
  "[", 'y',
]
[[frames.f.terms]] # second
term = "b"
[[frames.f.terms.sub]]
k = 1
"""


def test_lines_are_found_in_odd_files_too(tmp_path):
    write(tmp_path, a=ODD)
    ((file,), found) = read_files([tmp_path])
    assert found == []
    at = {
        ("title",): 1,
        ("frames", "kin.ship"): 2,
        ("frames", "kin.ship", "label"): 3,
        ("frames", "f", "terms", 0): 7,
        ("frames", "f", "terms", 0, "near"): 9,
        ("frames", "f", "terms", 0, "near", 0): 9,
        ("frames", "f", "terms", 0, "near", 2): 10,
        ("frames", "f", "terms", 1): 12,
        ("frames", "f", "terms", 1, "sub", 0, "k"): 15,
        ("frames", "f", "terms", 1, "unheard"): 12,
    }
    assert {path: file.line(path) for path in at} == at


def test_the_lists_of_two_tables_are_counted_apart_when_they_take_turns(tmp_path):
    headers = ["[[frames.f.terms]]", "[[frames.f.terms]]", "[[frames.g.terms]]", "[[frames.f.terms]]", "[lexicon]",
               "[[frames.g.terms]]", "[[frames.g.terms.sub]]", "[[frames.g.terms]]", "[[frames.g.terms.sub]]"]  # fmt: skip
    write(tmp_path, a="\n\n".join(headers))
    ((file,), found) = read_files([tmp_path])
    assert found == []
    f, g = ("frames", "f", "terms"), ("frames", "g", "terms")
    assert [file.line((*f, k)) for k in range(3)] == [1, 3, 7]
    assert [file.line((*g, k)) for k in range(3)] == [5, 11, 15]
    assert [file.line((*g, k, "sub", 0)) for k in (1, 2)] == [13, 17]


@pytest.mark.parametrize("path", sorted(packaged_folder().glob("*.toml")), ids=lambda path: path.name)
def test_the_quick_scan_of_headers_finds_the_lines_that_the_full_scan_finds(path):
    text = path.read_text("utf-8")
    known = dict(_scan_lines(text))
    quick = dict(_scan_headers(text))
    assert quick == {place: known[place] for place in quick}
    assert len(quick) > 5


@given(text=st.text("[]{}=.#\"'\n \\,abc1", max_size=80))
def test_the_line_scan_never_fails(text):
    file = LexiconFile("a.toml", 0, {}, text)
    assert 1 <= file.line(("a", 0, "b")) <= text.count("\n") + 1


def test_a_blank_term_is_an_error_and_a_wildcard_a_warning(tmp_path):
    text = (
        PARTNERSHIP.split("[entities", 1)[0].replace('term = "Family"', 'term = "{}"').replace('targets = ["xi"]', "")
    )
    for term, error, message in ((" ", True, "'term' is empty"), ("act*", False, "'act*': wildcards don't work here")):
        (tmp_path / "a.toml").write_text(text.replace("{}", term), encoding="utf-8")
        assert [p.error for p in problems([tmp_path / "a.toml"]) if message in p.message] == [error]
    (tmp_path / "a.toml").write_text(text.replace("{}", "f**k"), encoding="utf-8")
    assert not [p for p in problems([tmp_path / "a.toml"]) if "wildcards" in p.message]
