"""A small corpus with its annotations made by hand, complete enough for every table and every page of the report.

Three sources in two groups tell of one visit. It holds what real corpora hold: two voices, a roll-up from a capital's
government to its country, a scare quote, a reference, an article without any evidence, an event nobody described,
and strings meant to break pages and spreadsheets.
"""

from collections.abc import Sequence

import pyarrow as pa

from framing.contrast import add_contrast, add_copies, add_events, add_told_twice
from framing.lexicon.entries import Entity, Frame, Lexicon, Term, Where
from framing.model import (
    AUTHOR,
    SPEECH,
    Annotations,
    Article,
    Attribution,
    Corpus,
    Evaluation,
    Expression,
    LeftOut,
    Mention,
    NamedEntity,
    Reference,
    Section,
    Source,
    Span,
    Step,
    Word,
)
from framing.results.schemas import SCHEMAS, Tables
from framing.results.tables import to_tables
from framing.stance import add_stance

STATE_TV = Source("state-tv", "State TV <b>One</b>", "state television", "state-media", "BY")
INSTITUTE = Source("institute", "The Institute", "think tank", "critical-analyst", "PL")
REVIEW = Source("review", "Review & Co", "think tank", "critical-analyst", "CZ")

LEXICON = Lexicon(
    terms=(
        Term("demo.friendship.friend", "friendship", ("friend",), 0.7,
             note="kin <i>and</i> friends", where=Where("demo.toml", 4)),
        Term("demo.friendship.unbreakable", "friendship", ("unbreakable",), 0.8, where=Where("demo.toml", 7)),
        Term("demo.dependence.dependent", "dependence", ("dependent",), -0.6, where=Where("demo.toml", 12)),
        Term("demo.dependence.vassal", "dependence", ("vassal",), -0.9, where=Where("demo.toml", 15)),
        Term("base.great", "base", ("great",), 0.8),
    ),
    frames={
        "friendship": Frame("friendship", "demo", "Friendship", "Ties told as kinship", 0.7, "Lakoff & Johnson 1980"),
        "dependence": Frame("dependence", "demo", "Dependence", "One leans on the other </script>", -0.7),
        "victimhood": Frame("victimhood", "demo", "Victimhood", "Never found in the sample", -0.5),
    },
    entities={
        "belarus": Entity("belarus", "Belarus", "country"),
        "government_belarus": Entity("government_belarus", "Belarusian government", "government", part_of="belarus"),
        "china": Entity("china", "China", "country"),
        "xi": Entity("xi", "Xi Jinping", "person"),
        "partnership": Entity("partnership", "Belarus–China partnership", "relation"),
    },
    digest="0" * 64,
)  # fmt: skip


class Notes:
    """Builds the Annotations of one text by naming the words meant: `at("friend")`, the n-th time they occur."""

    def __init__(self, article: Article, sentences: Sequence[str]) -> None:
        self.article = article
        self.sentences = [self.at(words) for words in sentences]
        self.mentions: list[Mention] = []
        self.attributions: list[Attribution] = []
        self.expressions: list[Expression] = []
        self.evaluations: list[Evaluation] = []
        self.references: list[Reference] = []
        self.words: list[Word] = []

    def at(self, words: str, n: int = 1) -> Span:
        start = -1
        for _ in range(n):
            start = self.article.text.index(words, start + 1)
        return Span(start, start + len(words))

    def voice(self, span: Span) -> str:
        held = [a for a in self.attributions if a.kind in SPEECH and any(c.contains(span) for c in a.content)]
        return min(held, key=lambda a: sum(map(len, a.content))).voice if held else AUTHOR

    def says(self, content: str, cue: str = "", speaker: str = "", entity: str | None = None, **more: object) -> None:
        spans = [(self.at(words),) if words else () for words in (cue, speaker)]
        kind = more.pop("kind", "direct")
        self.attributions.append(
            Attribution((self.at(content),), kind, *spans, entity, **more)  # type: ignore[arg-type]
        )

    def names(self, words: str, entity: str, via: str = "alias", n: int = 1) -> int:
        span = self.at(words, n)
        kind = LEXICON.entities[entity].type if entity in LEXICON.entities else "person"
        self.mentions.append(Mention(span, entity, kind, via, 0, self.voice(span)))  # type: ignore[arg-type]
        return len(self.mentions) - 1

    def judges(self, words: str, term: str, *mentions: int, n: int = 1, scope: tuple[str, float] | None = None) -> None:
        span = self.at(words, n)
        found = next(t for t in LEXICON.terms if t.address == term)
        steps = [Step(term, found.polarity, span), *([Step(*scope)] if scope else [])]
        expression = Expression(span, term, found.frame, 0, tuple(steps), self.voice(span))
        self.expressions.append(expression)
        value = expression.value
        for mention in mentions:
            self.evaluations.append(
                Evaluation(
                    target=self.mentions[mention].entity,
                    mention=mention,
                    voice=expression.voice,
                    evaluator="lexicon",
                    negative=max(-value, 0.0),
                    neutral=1 - abs(value),
                    positive=max(value, 0.0),
                    reasons=tuple((s.name, s.factor) for s in steps),
                    expression=len(self.expressions) - 1,
                    link="modifier",
                )
            )

    def done(self) -> Annotations:
        ids = {m.entity for m in self.mentions} | {a.speaker_entity for a in self.attributions if a.speaker_entity}
        entities = {}
        for key in sorted(ids):
            entry = LEXICON.entities.get(key)
            entities[key] = (
                NamedEntity(key, entry.name, entry.type, entry.part_of)
                if entry
                else NamedEntity(key, key.replace("-", " ").title(), "person", listed=False)
            )
        return Annotations(
            self.article,
            tuple(self.sentences),
            tuple(self.mentions),
            tuple(self.attributions),
            tuple(self.expressions),
            tuple(self.evaluations),
            tuple(self.references),
            entities,
            tuple(self.words),
        )


def sample_annotations() -> tuple[Annotations, ...]:
    """Return the annotations of the four articles."""
    return (_state_tv(), _institute(), _review(), _silent())


def sample_corpus() -> Corpus:
    """Return the corpus they are made from."""
    return Corpus(
        name="sample <corpus>",
        articles=tuple(found.article for found in sample_annotations()),
        left_out=(LeftOut("broken<.txt", "not text: byte 0 is 0xFF; save it as UTF-8"),),
        events={"visit-2025": "The visit of June 2025 & after"},
        hints=("1 article has no source; name it in corpus.toml",),
    )


def sample_tables(*, seed: int = 0) -> Tables:
    """Return all tables of the sample, statistics included."""
    tables = to_tables(
        sample_annotations(),
        sample_corpus(),
        LEXICON,
        signature="framing 0.1.0 | by hand | lexicon 000000000000 | seed 0",
        evaluator="lexicon",
        targets=("partnership", "belarus", "china"),
    )
    return _told_twice(add_told_twice(add_contrast(add_events(add_stance(add_copies(tables), seed=seed)), seed=seed)))


def with_verdict(term: str, right: int, judged: int) -> dict[str, pa.Table]:
    """Return the sample with one term of which people judged so many hits, so many of them right."""
    tables = sample_tables()
    rows = [
        {**row, "judged": judged, "judged_right": right} if row["term"] == term else row
        for row in tables["terms"].to_pylist()
    ]
    return {**tables, "terms": pa.Table.from_pylist(rows, schema=SCHEMAS["terms"])}


def _told_twice(tables: Tables) -> Tables:
    """Rows of what is told twice, written by hand: so short texts share too little to be aligned."""
    sentences = {(r["article"], r["sentence"]): r for r in tables["sentences"].to_pylist()}
    event = {"event": "visit-2025"}

    def side(name: str, article: str, number: int, voice: str, cue: str, stance: float | None) -> dict[str, object]:
        row = sentences[article, number]
        of = {"article": article, "start": row["start"], "end": row["end"], "sentence": number, "text": row["text"]}
        of |= {"only": "friend", "voice": voice, "cue": cue, "cue_stance": "neutral", "stance": stance}
        return {f"{key}_{name}": value for key, value in of.items()}

    first, second = side("a", "a1 <&>", 1, AUTHOR, "", 0.5), side("b", "a2", 3, "unknown speaker", "claimed", None)
    reasons = [{"name": "words", "factor": 0.25}, {"name": "names", "factor": 0.05}]
    alignments = [
        event | first | second
        | {"kind": "act", "score": 0.3, "manner": "other words", "reasons": reasons, "contradiction": None},
        event | side("a", "a1 <&>", 2, "xi", "said", 0.5) | side("b", "a2", 2, AUTHOR, "", -0.5)
        | {"kind": "contradiction", "score": 0.0, "manner": "other words", "reasons": [],
           "contradiction": "“not unbreakable” against “is unbreakable”"},
    ]  # fmt: skip
    keys = ("article", "sentence", "start", "end", "text", "voice", "cue", "cue_stance")
    tellings = [
        event | {"telling": 0, "kind": kind, "source": source, "share": share, "dropped": dropped, "n_sources": 2}
        | {key: row[f"{key}_{name}"] for key in keys}
        for kind, source, share, dropped, name, row in (
            ("act", "state-tv", 1.0, "", "a", first), ("act", "institute", 0.6, "friend", "b", second),
        )
    ]  # fmt: skip
    places = [{"article": "a1 <&>", "sentence": 1, "start": 30, "end": 40}]
    left = {"source": "institute", "carriers": ["state-tv", "review"], "n_sources": 2, "of_sources": 2}
    omissions = [
        event | left | {"kind": kind, "what": what, "examples": places}
        for kind, what in (("quotation", "China is a great friend"), ("entity", "xi"), ("frame", "friendship"))
    ]
    made = {"alignments": alignments, "tellings": tellings, "omissions": omissions}
    return tables | {name: pa.Table.from_pylist(rows, SCHEMAS[name]) for name, rows in made.items()}


def _state_tv() -> Annotations:
    title = "A <b>great</b> friendship"
    one = "China is a friend of Belarus, and the partnership is unbreakable."
    two = "“China is a great friend, and the partnership is unbreakable,” Xi Jinping said."
    three = "The partnership is great."
    text = f"{title}\n\n{one} {two}\n\n{three} (BelTA, June 8)\nPhoto: agency"
    article = Article(
        "a1 <&>", text, STATE_TV, title, "2025-06-05", "visit-2025", "https://example.org/?a=1&b=2", "", "a1.txt",
        (
            Section(Span(0, len(title)), "title"),
            Section(Span(text.index(one), text.index("\nPhoto")), "body"),
            Section(Span(text.index("(BelTA"), text.index("\nPhoto")), "reference"),
            Section(Span(text.index("Photo"), len(text)), "caption"),
        ),
        warnings=("read as cp1252: not UTF-8",),
    )  # fmt: skip
    notes = Notes(article, (title, one, two, three))
    notes.says("China is a great friend, and the partnership is unbreakable,", "said", "Xi Jinping", "xi",
               cue_stance="neutral", rule="quote-cue")  # fmt: skip
    china, belarus, partnership = (notes.names("China", "china"), notes.names("Belarus", "belarus"),
                                   notes.names("partnership", "partnership", "description"))  # fmt: skip
    notes.judges("friend", "demo.friendship.friend", china, n=2)
    notes.judges("unbreakable", "demo.friendship.unbreakable", partnership)
    china_said, partnership_said = (notes.names("China", "china", n=2),
                                    notes.names("partnership", "partnership", "description", 2))  # fmt: skip
    notes.names("Xi Jinping", "xi")
    notes.judges("great", "base.great", china_said, n=2)
    notes.judges("unbreakable", "demo.friendship.unbreakable", partnership_said, n=2)
    third = notes.names("partnership", "partnership", "description", 3)
    notes.judges("great", "base.great", third, n=3)
    assert belarus == 1
    notes.references.append(Reference(notes.at("(BelTA, June 8)"), "BelTA", "media"))
    notes.words += [Word("friend", "NOUN", (1, 2)), Word("unbreakable", "ADJ", (1, 2)), Word("china", "PROPN", (1, 2))]
    return notes.done()


def _institute() -> Annotations:
    title = '=HYPERLINK("http://example.org")'
    one = "Belarus is dependent on China, and the Belarusian government is a vassal."
    two = "The partnership is not unbreakable, the partnership is a “family” affair, and the partnership is dependent."
    three = "Officials claimed that Belarus is a friend of China."
    text = f"{title}\n\n{one} {two}\n\n{three}\n\n(see EDM, June 4; U.S. Congress, May 5)"
    article = Article(
        "a2", text, INSTITUTE, title, "2025-06", "visit-2025", "", "Jane O’Neill", "a2.html",
        (
            Section(Span(0, len(title)), "title"),
            Section(Span(text.index(one), text.index("(see")), "body"),
            Section(Span(text.index("(see"), len(text)), "reference"),
        ),
    )  # fmt: skip
    notes = Notes(article, (title, one, two, three))
    notes.says("that Belarus is a friend of China", "claimed", "Officials", None, kind="indirect",
               cue_stance="distancing", rule="ccomp")  # fmt: skip
    notes.says("family", kind="scare", rule="marks-alone")
    belarus, china = notes.names("Belarus", "belarus"), notes.names("China", "china")
    government = notes.names("Belarusian government", "government_belarus", "description")
    notes.judges("dependent", "demo.dependence.dependent", belarus)
    notes.judges("vassal", "demo.dependence.vassal", government)
    ties = [notes.names("partnership", "partnership", "description", n) for n in (1, 2, 3)]
    notes.judges("unbreakable", "demo.friendship.unbreakable", ties[0], scope=("scope.not", -1.0))
    notes.judges("dependent", "demo.dependence.dependent", ties[2], n=2)
    claimed = notes.names("Belarus", "belarus", n=3)
    notes.judges("friend", "demo.friendship.friend", claimed, n=1)
    assert china == 1
    notes.references += [
        Reference(notes.at("EDM, June 4"), "EDM", "research"),
        Reference(notes.at("U.S. Congress, May 5"), "U.S. Congress", "official"),
    ]
    notes.words += [Word("dependent", "ADJ", (1, 2)), Word("vassal", "NOUN", (1,)), Word("belarus", "PROPN", (1, 3))]
    return notes.done()


def _review() -> Annotations:
    title = "Guests at court"
    one = "Belarus, dependent on China, is a vassal, said Nikolay Vavilov."
    two = "Minsk is dependent, and Belarus is no friend."
    text = f"{title}\n\n{one} {two}"
    article = Article("a3", text, REVIEW, title, "2023-12-04", "visit-2023", file="rows.csv",
                      sections=(Section(Span(0, len(title)), "title"),))  # fmt: skip
    notes = Notes(article, (title, one, two))
    notes.says("Belarus, dependent on China, is a vassal", "said", "Nikolay Vavilov", "nikolay-vavilov",
               kind="indirect", rule="cue-after")  # fmt: skip
    said = notes.names("Belarus", "belarus")
    notes.names("Nikolay Vavilov", "nikolay-vavilov", "name")
    notes.judges("dependent", "demo.dependence.dependent", said)
    notes.judges("vassal", "demo.dependence.vassal", said)
    minsk, belarus = notes.names("Minsk", "belarus", "metonym"), notes.names("Belarus", "belarus", n=2)
    notes.judges("dependent", "demo.dependence.dependent", minsk, n=2)
    notes.judges("friend", "demo.friendship.friend", belarus, scope=("scope.no", -1.0))
    notes.words += [Word("dependent", "ADJ", (1, 2)), Word("vassal", "NOUN", (1,))]
    return notes.done()


def _silent() -> Annotations:
    """An article in which nothing at all was found, by a source that has no other."""
    return Notes(Article("a4", "It rained.", title="", file="a4.txt"), ("It rained.",)).done()
