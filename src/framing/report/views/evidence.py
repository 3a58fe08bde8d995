"""The sentences behind a number: what is said of a target, by whom, and how strongly."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from framing.model import AUTHOR
from framing.report.addresses import Links
from framing.report.marks import Mark, Writer
from framing.report.rows import Row, Rows
from framing.report.words import sign_of, signed

MOST_EVIDENCE = 60
"""Sentences listed on one target on a source's page; the articles mark the others."""
MOST_IN_ONE_FILE = 20
"""The same where all pages are one file."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence with its judgements of one target, by one voice."""

    article: str
    title: str
    source: str
    target: str
    voice: str
    quoted: bool
    sentence: int
    value: float
    """Sum of the judgements."""
    text: Markup
    href: str

    @property
    def sign(self) -> str:
        """pos, neg or neu."""
        return sign_of(self.value)

    @property
    def shown(self) -> str:
        """The value with its sign."""
        return signed(self.value)


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence with its judgements of one target by one voice, before it is written out."""

    article: str
    source: str
    sentence: int
    target: str
    voice: str
    value: float
    judgements: tuple[Row, ...]


def judged(rows: Rows, articles: Iterable[str], targets: Sequence[str]) -> list[Judged]:
    """Return the judged sentences of these articles, strongest first, equally strong ones in reading order."""
    found = []
    for article in articles:
        judgements = rows.judgements(article)
        groups: dict[tuple[int, str, str], list[Row]] = defaultdict(list)
        for target in targets:
            for row in judgements.get(target, ()):
                groups[row["sentence"], target, row["voice"]].append(row)
        source = rows.source_of(article)
        for (sentence, target, voice), own in groups.items():
            value = sum(row["value"] for row in own)
            found.append(Judged(article, source, sentence, target, voice, value, tuple(own)))
    return sorted(found, key=lambda j: -abs(round(j.value, 6)))


def cited(rows: Rows) -> set[str]:
    """Return the articles whose sentences the pages of sources list: the strongest on each main target."""
    found: set[str] = set()
    for source in rows.ordered_sources:
        for own in by_target(rows, rows.articles_of(source)).values():
            found.update(one.article for one in own[:MOST_EVIDENCE])
    return found


def by_target(rows: Rows, articles: Iterable[str]) -> dict[str, list[Judged]]:
    """Return the judged sentences of these articles by main target, strongest first."""
    found: dict[str, list[Judged]] = {target: [] for target in rows.targets}
    for one in judged(rows, articles, rows.targets):
        found[one.target].append(one)
    return found


def evidence(rows: Rows, links: Links, found: Iterable[Judged]) -> tuple[Evidence, ...]:
    """Return judged sentences as the pages show them."""
    return tuple(
        Evidence(
            article=one.article,
            title=rows.articles[one.article]["title"] or one.article,
            source=one.source,
            target=rows.name(one.target),
            voice=rows.name(one.voice),
            quoted=one.voice != AUTHOR,
            sentence=one.sentence,
            value=one.value,
            text=_marked(rows, one),
            href=links.sentence(one.article, one.sentence),
        )
        for one in found
    )


def _marked(rows: Rows, judged: Judged) -> Markup:
    article, row = judged.article, rows.numbered("sentences", judged.article).get(judged.sentence)
    if row is None:
        return Markup("")
    marks = []
    for one in judged.judgements:
        if words := rows.numbered("expressions", article).get(one["expression"]):
            marks.append(Mark(words["start"], words["end"], "expression", f"e {sign_of(one['value'])}"))
        if name := rows.numbered("mentions", article).get(one["mention"]):
            marks.append(Mark(name["start"], name["end"], "name", title=rows.name(name["entity"])))
    if all(one["expression"] is None for one in judged.judgements):
        marks += _agreeing(rows, judged)
    text = rows.articles[article]["text"]
    return Writer(text).write(row["start"], row["end"], marks)


def _agreeing(rows: Rows, judged: Judged) -> Iterator[Mark]:
    """Yield the lexicon's words that point where the judgement of a model points, which names no words itself."""
    for row in rows.of_article("expressions", judged.article):
        if row["sentence"] == judged.sentence and (row["value"] or 0.0) * judged.value > 0:
            yield Mark(row["start"], row["end"], "expression", f"e {sign_of(row['value'])}")
