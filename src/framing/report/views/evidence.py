"""The sentences behind a number: what is said of a target, by whom, and how strongly."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from framing.model import AUTHOR
from framing.report import marks
from framing.report.addresses import Links
from framing.report.escape import Verbatim
from framing.report.excerpts import HIDDEN, Excerpts
from framing.report.marks import Stretch
from framing.report.ranking import Judged, Ranking
from framing.report.rows import Row, Rows
from framing.report.views.whys import in_print, verdicts
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
    verdicts: tuple[tuple[str, str], ...]
    """Of the terms it rests on, those that people judged: (words, how often right)."""

    @property
    def sign(self) -> str:
        """pos, neg or neu."""
        return sign_of(self.value)

    @property
    def shown(self) -> str:
        """The value with its sign."""
        return signed(self.value)


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
    ranking = rows.once(Ranking)
    found: set[int] = set()
    for source in rows.ordered_sources:
        for target in rows.targets:
            found.update(ranking.article[ranking.of(source, target)[:MOST_EVIDENCE]].tolist())
    return {rows.ids[place] for place in found}


def strongest_of(rows: Rows, source: str, target: str, most: int) -> tuple[list[Judged], int]:
    """Return a source's judged sentences on a main target, strongest first, at most so many; and how many there are."""
    ranking = rows.once(Ranking)
    found = ranking.of(source, target)
    return [ranking.judged(number) for number in found[:most].tolist()], len(found)


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
            verdicts=_verdicts(rows, one),
        )
        for one in found
    )


def _marked(rows: Rows, judged: Judged) -> Markup:
    article = judged.article
    if judged.sentence not in (sentences := rows.spans("sentences", article)):
        return Markup("")
    if not rows.once(Excerpts).may_show(article, judged.sentence):
        return escape(HIDDEN)
    start, end = sentences[judged.sentence]
    mentions, named = rows.spans("mentions", article, "entity"), list[tuple[int, int, str]]()
    judging = [
        (first - start, after - start, f"e {sign_of(value)}", "") for first, after, value, _ in _words(rows, judged)
    ]
    for one in judged.judgements:
        if one["mention"] in mentions:
            first, after, entity = mentions[one["mention"]]
            named.append((first - start, after - start, marks.name(rows.name(entity))))
    starts, ends, tags = [one[0] for one in named], [one[1] for one in named], [one[2] for one in named]
    layers = marks.expressions(judging), marks.names(starts, ends, tags)
    words = Verbatim(rows.articles[article]["text"][start:end])
    (written,) = marks.write(words, layers, [Stretch(0, end - start)])
    return Markup(written)  # noqa: S704 - put together by `escape`


def _words(rows: Rows, judged: Judged) -> Iterator[tuple[int, int, float, str | None]]:
    """Yield the lexicon's words that a judged sentence rests on: start and end in the text, value, term."""
    expressions = rows.spans("expressions", judged.article, "sentence", "value", "term")
    for one in judged.judgements:
        if one["expression"] in expressions:
            first, after, *_, term = expressions[one["expression"]]
            yield first, after, one["value"], term
    if all(one["expression"] is None for one in judged.judgements):
        # The lexicon's words that point where the judgement of a model points, which names no words itself.
        for first, after, sentence, value, term in expressions.values():
            if sentence == judged.sentence and (value or 0.0) * judged.value > 0:
                yield first, after, value, term


def _verdicts(rows: Rows, judged: Judged) -> tuple[tuple[str, str], ...]:
    known = rows.once(verdicts)
    if not known or not rows.once(Excerpts).may_show(judged.article, judged.sentence):
        return ()
    terms = dict.fromkeys(term for *_, term in _words(rows, judged) if term in known)
    return tuple((in_print(rows.terms[term]["words"] or term), known[term]) for term in terms)
