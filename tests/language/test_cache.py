import pytest

from builders import article_of, parse_of
from framing.language.cache import ParseCache
from framing.language.columns import from_batch, to_batch
from framing.model import Parse, Section, Span

TEXT, PARSE = parse_of("Xi/PROPN/nsubj/2 praised/VERB/ROOT/2 Minsk/PROPN/dobj/2", names=[("Minsk", "GPE")])


def columns(parse: Parse) -> dict[str, object]:
    return {k: v if isinstance(v, tuple) else v.tolist() for k, v in vars(parse).items() if not k.startswith("_")}


def test_a_parse_survives_the_trip_to_arrow():
    assert columns(from_batch(to_batch(PARSE))) == columns(PARSE)
    nothing = parse_of()[1]
    assert columns(from_batch(to_batch(nothing))) == columns(nothing)


def test_a_parse_is_found_again_by_what_the_article_says(tmp_path):
    cache = ParseCache(tmp_path, "model 1")
    assert cache.get(article_of(TEXT)) is None
    cache.put(article_of(TEXT), PARSE)
    found = cache.get(article_of(TEXT, id="another", title="the same text"))
    assert found is not None
    assert columns(found) == columns(PARSE)


def test_another_text_section_or_model_is_another_parse(tmp_path):
    cache = ParseCache(tmp_path, "model 1")
    cache.put(article_of(TEXT), PARSE)
    assert cache.get(article_of(TEXT + " ")) is None
    assert cache.get(article_of(TEXT, sections=(Section(Span(0, 2), "title"),))) is None
    assert ParseCache(tmp_path, "model 2").get(article_of(TEXT)) is None


@pytest.mark.parametrize("damage", [lambda b: b[: len(b) // 2], lambda b: b"", lambda b: b"ARROW1" + b[6:][::-1]])
def test_a_damaged_file_counts_as_missing_and_goes(tmp_path, damage):
    cache = ParseCache(tmp_path, "model 1")
    cache.put(article_of(TEXT), PARSE)
    [file] = tmp_path.rglob("*.arrow")
    file.write_bytes(damage(file.read_bytes()))
    assert cache.get(article_of(TEXT)) is None
    assert not file.exists()


def test_a_parse_that_points_outside_itself_is_refused(tmp_path):
    cache = ParseCache(tmp_path, "model 1")
    cache.put(article_of(TEXT), Parse(**{**columns_of_arrays(PARSE), "heads": PARSE.heads + 7}))
    assert cache.get(article_of(TEXT)) is None


def columns_of_arrays(parse: Parse) -> dict[str, object]:
    return {k: v for k, v in vars(parse).items() if k in Parse.__dataclass_fields__}


def test_a_folder_that_cannot_be_written_keeps_nothing_and_harms_nothing(tmp_path):
    (tmp_path / "file").write_text("in the way")
    cache = ParseCache(tmp_path / "file", "model 1")
    cache.put(article_of(TEXT), PARSE)
    assert cache.get(article_of(TEXT)) is None


def test_nothing_half_written_is_left(tmp_path):
    ParseCache(tmp_path, "model 1").put(article_of(TEXT), PARSE)
    assert [p.suffix for p in tmp_path.rglob("*") if p.is_file()] == [".arrow"]
