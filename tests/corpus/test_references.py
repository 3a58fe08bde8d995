"""Which parentheses name a source, which name is read, and of what kind."""

import pytest

from framing.corpus.references import find_references, kind_of, reference_parentheses


def named(text: str) -> list[tuple[str, str]]:
    return [(r.name, r.kind) for r in find_references(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said so (BelTA, June 8).", [("BelTA", "state-media")]),
        ("He said so (President of the Republic of Belarus, June 2, 4).",
         [("President of the Republic of Belarus", "official")]),
        # Several sources in one parenthesis, the pointer "see" before any of them.
        ("(see EDM, June 4, 2024; U.S. Congress, May 5; U.S. Department of State, accessed June 10)",
         [("EDM", "research"), ("U.S. Congress", "official"), ("U.S. Department of State", "official")]),
        ("It joined (President of the Republic of Belarus, July 4, 2024; see EDM, October 30, 2024).",
         [("President of the Republic of Belarus", "official"), ("EDM", "research")]),
        # Several dates of one source; a month alone; links by number.
        ("(see EDM, December 10, 2019, March 16, 2023, July 15, 2024)", [("EDM", "research")]),
        ("(Ministry of Foreign Affairs of the People’s Republic of China, April)",
         [("Ministry of Foreign Affairs of the People’s Republic of China", "official")]),
        ("(BelTA, January 10; Pravo.by, [1] [2], accessed June 9)",
         [("BelTA", "state-media"), ("Pravo.by", "official")]),
        # Two known names that share a date, and a comma inside one name.
        ("(President of the Republic of Belarus, Belarus Today, June 7)",
         [("President of the Republic of Belarus", "official"), ("Belarus Today", "state-media")]),
        ("(Ministry of Trade, Industry and Energy, June 7)", [("Ministry of Trade, Industry and Energy", "official")]),
        ("(Observatory of Economic Complexity, accessed June 9)", [("Observatory of Economic Complexity", "data")]),
        # A title in marks is the house's own text, unless a name follows.
        ("(see ‘The non-strategic partnership. Belarus–China relations’)",
         [("The non-strategic partnership. Belarus–China relations", "self")]),
        ("(see ‘China’s game over the ‘peace plan’’)", [("China’s game over the ‘peace plan’", "self")]),
        ("(see “The Belt; and the Road”, Chatham House, 2024)", [("Chatham House", "research")]),
        ("(Source: President of Belarus)", [("President of Belarus", "official")]),
        ("Growth slowed (World Bank, 2023).", [("World Bank", "data")]),
        ("as argued (Monroe and Quinn, 2008) and (Lowe et al., 2011)",
         [("Monroe and Quinn", "other"), ("Lowe et al.", "research")]),
        ("It was so (news.by, 4 June 2025).", [("news.by", "state-media")]),
    ],
)  # fmt: skip
def test_a_parenthesis_that_names_sources_gives_one_reference_for_each(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "the Shanghai Cooperation Organization (SCO)",
        "the People’s Republic of China (PRC) and the Associated Press (AP)",
        "BRICS (a loose political-economic grouping originally consisting of Brazil, Russia, India)",
        "National Football (soccer) Stadium",
        "a scholar (Russia):",
        "partnership” (全天候全面战略伙伴关系)",
        "home (the meeting took place at Xi Jinping’s residence — ed.).",
        "rose to $528 million (an increase of 13 percent)",
        "transit (including due to Russia’s war against Ukraine)",
        "the ceremony (Wednesday, June 4)",
        "her life (born May 5, 1950)",
        "his life (He was born in Minsk, May 5)",
        "the climate treaty (Paris, 2015)",
        "as shown (see below) and (see Table 1)",
        "the senator (R-Texas, 2013)",
        # Where and when, on a line of its own.
        "(Kyiv, 2 February 2022)\nMinisters met.",
        # A bracket that never closes swallows nothing.
        "(see EDM, June 4\nand so on)",
    ],
)
def test_other_parentheses_are_left_alone(text: str) -> None:
    assert find_references(text) == ()


def test_a_span_covers_the_sources_own_part() -> None:
    text = "Sanctions came (see EDM, June 4, 2024; U.S. Congress, May 5)."
    ((whole, references),) = reference_parentheses(text)
    assert whole.of(text) == "(see EDM, June 4, 2024; U.S. Congress, May 5)"
    assert [r.span.of(text) for r in references] == ["EDM, June 4, 2024", "U.S. Congress, May 5"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("The Guardian", "media"),
        ("Xinhua", "state-media"),
        ("People's Daily", "state-media"),
        ("Wall Street Journal", "media"),
        ("Journal of Democracy", "research"),
        ("Press Service of the President", "official"),
        ("National Statistical Committee", "data"),
        ("National Academy of Sciences of Belarus", "research"),
        ("OSW Centre for Eastern Studies", "research"),
        ("gov.pl", "official"),
        ("Jane Roe", "other"),
    ],
)
def test_the_kind_is_told_by_known_names_then_by_words(name: str, kind: str) -> None:
    assert kind_of(name) == kind
