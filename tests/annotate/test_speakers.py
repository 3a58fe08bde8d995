"""Which entity a speaker span names, on sentences parsed by hand."""

# ruff: noqa: E501  (a parse by hand is read in one line)

import pytest

from builders import article_of, parse_of
from framing.annotate.speakers import resolve_speakers
from framing.model import Attribution, EntityType, Mention, Span, Via

SNOPKOV = (
    "Belarusian/ADJ/amod/4 First/PROPN/compound/4 Minister/PROPN/compound/4 Snopkov/PROPN/nsubj/5 spoke/VERB/ROOT/5"
)
BOTH = "Both/CCONJ/preconj/2 Lukashenka/PROPN/nsubj/5 and/CCONJ/cc/2 Xi/PROPN/conj/2 spoke/VERB/ROOT/5"
PAPER = "A/DET/det/3 Chinese/ADJ/amod/3 communiqué/NOUN/nsubj/4 spoke/VERB/ROOT/4"
WHO = "Xi/PROPN/nsubj/5 +,/PUNCT/punct/1 who/PRON/nsubj/4 spoke/VERB/relcl/1 left/VERB/ROOT/5"
APPOSED = (
    "The/DET/det/2 chancellor/NOUN/nsubj/6 +,/PUNCT/punct/2 Merkel/PROPN/appos/2 +,/PUNCT/punct/2 spoke/VERB/ROOT/6"
)
LEADER = "The/DET/det/3 Guild/PROPN/compound/3 leader/NOUN/nsubj/4 spoke/VERB/ROOT/4"
SPOKESMAN = "A/DET/det/2 spokesman/NOUN/nsubj/5 for/ADP/prep/2 Guild/PROPN/pobj/3 spoke/VERB/ROOT/5"
RESIDENTS = "Chinese/ADJ/amod/2 residents/NOUN/nsubj/3 spoke/VERB/ROOT/3"

CASES = [
    # label, sentence, speaker, mentions (words, entity, type, via), speaker entity, also
    ("the person, not the country in the title", SNOPKOV, "Belarusian First Minister Snopkov",
     [("Belarusian", "belarus", "country", "demonym"), ("Snopkov", "snopkov", "person", "alias")], "snopkov", ()),
    ("two speakers", BOTH, "Both Lukashenka and Xi",
     [("Lukashenka", "lukashenka", "person", "alias"), ("Xi", "xi", "person", "alias")], "lukashenka", ("xi",)),
    ("a paper of a country", PAPER, "A Chinese communiqué", [("Chinese", "china", "country", "demonym")], "china", ()),
    ("people of a country are not the country", RESIDENTS, "Chinese residents", [("Chinese", "china", "country", "demonym")], None, ()),
    ("who", WHO, "who", [("Xi", "xi", "person", "alias")], "xi", ()),
    ("an apposition", APPOSED, "The chancellor, Merkel", [("Merkel", "merkel", "person", "name")], "merkel", ()),
    ("who leads an organisation speaks for it", LEADER, "The Guild leader", [("Guild", "guild", "organisation", "name")], "guild", ()),
    ("who leads a country is somebody of his own", LEADER, "The Guild leader", [("Guild", "guild", "country", "name")], None, ()),
    ("a spokesman for somebody", SPOKESMAN, "A spokesman for Guild", [("Guild", "guild", "organisation", "name")], "guild", ()),
    ("a spokesman for a person", SPOKESMAN, "A spokesman for Guild", [("Guild", "guild", "person", "name")], None, ()),
    ("nobody known", RESIDENTS, "Chinese residents", [], None, ()),
    ("two would fit", RESIDENTS, "Chinese residents",
     [("Chinese residents", "a", "group", "description"), ("residents", "b", "group", "description")], None, ()),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "speaker", "named", "entity", "also"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])  # fmt: skip
def test_speakers(
    sentence: str,
    speaker: str,
    named: list[tuple[str, str, EntityType, Via]],
    entity: str | None,
    also: tuple[str, ...],
) -> None:
    text, parse = parse_of(sentence)

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    mentions = [
        Mention(span(words), name, kind, via, parse.head_in(parse.tokens_in(span(words))))
        for words, name, kind, via in named
    ]
    attribution = Attribution((Span(0, 1),), "indirect", speaker=(span(speaker),))
    (resolved,) = resolve_speakers(article_of(text), parse, mentions, (attribution,))
    assert (resolved.speaker_entity, resolved.also_speakers) == (entity, also)


def test_i_is_the_speaker_of_the_quotation_it_stands_in() -> None:
    text, parse = parse_of(
        "Xi/PROPN/nsubj/2 said/VERB/ROOT/2/say I/PRON/nsubj/4 told/VERB/ccomp/2/tell him/PRON/dobj/4 yes/INTJ/ccomp/4"
    )
    outer = Attribution((Span(8, len(text)),), "direct", speaker=(Span(0, 2),))
    inner = Attribution((Span(len(text) - 3, len(text)),), "indirect", speaker=(Span(8, 9),))
    mentions = (Mention(Span(0, 2), "xi", "person", "alias", 0),)
    resolved = resolve_speakers(article_of(text), parse, mentions, (outer, inner))
    assert [a.speaker_entity for a in resolved] == ["xi", "xi"]
