"""What is "ours": whose words it is decides; where nothing tells, it is nobody's."""

import pytest

from builders import article_of, parse_of
from framing.annotate.mentions import find_mentions, resolve_pronouns
from framing.lexicon import Entity, Lexicon
from framing.model import Source

LEXICON = Lexicon(
    entities={
        e.id: e
        for e in (
            Entity("ukraine", "Ukraine", "country", demonyms=("Ukrainian", "Ukrainians")),
            Entity("poland", "Poland", "country"),
            Entity("zelensky", "Zelensky", "person", part_of="ukraine"),
        )
    }
)
OURS = "Our/PRON/poss/2/our/PRP$ soldiers/NOUN/nsubj/3/soldier won/VERB/ROOT/3/win"
PARTNERS = "Our/PRON/poss/2/our/PRP$ partners/NOUN/nsubj/3/partner won/VERB/ROOT/3/win"
NAMED = "It/PRON/nsubj/2 is/AUX/ROOT/2/be our/PRON/poss/4/our/PRP$ Ukraine/PROPN/attr/2"


def ours(*sentences: str, **fields: object) -> list[tuple[str, str]]:
    text, parse = parse_of(*sentences)
    article = article_of(text, **fields)
    mentions = resolve_pronouns(article, parse, LEXICON, find_mentions(article, parse, LEXICON), ())
    return [(m.span.of(text), m.entity) for m in mentions if m.via == "description"]


@pytest.mark.parametrize(
    "fields",
    [
        {"source": Source("up", "Uriadovy Kurier", country="Ukraine")},
        {"title": "We shall win – address by President Zelensky to the parliament of Poland"},
        {"title": "Zelensky’s speech in Warsaw"},
    ],
)
def test_our_soldiers_are_the_authors_country_where_something_tells_it(fields: dict[str, object]) -> None:
    assert ours(OURS, **fields) == [("Our soldiers", "ukraine")]


def test_the_text_itself_may_tell() -> None:
    assert ours(NAMED, OURS) == [("Our soldiers", "ukraine")]


def test_nobodys_where_nothing_tells_and_what_no_country_has_is_none() -> None:
    assert ours(OURS, title="Zelensky in Warsaw") == []
    assert ours(PARTNERS, title="Address by President Zelensky") == []
