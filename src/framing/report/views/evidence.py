"""The sentences behind a number: what is said of a target, by whom, and how strongly."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from framing.report.addresses import Links
from framing.report.marks import Mark, Writer
from framing.report.rows import Row, Rows
from framing.report.words import sign_of, signed


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
        """positive, negative or neutral."""
        return sign_of(self.value)

    @property
    def shown(self) -> str:
        """The value with its sign."""
        return signed(self.value)


def evidence(rows: Rows, links: Links, articles: Iterable[str], targets: Sequence[str]) -> list[Evidence]:
    """Return the judged sentences of these articles, strongest first, equally strong ones in reading order."""
    found = []
    for article in articles:
        judgements = rows.judgements(article)
        groups: dict[tuple[int, str, str], list[Row]] = defaultdict(list)
        for target in targets:
            for row in judgements.get(target, ()):
                groups[row["sentence"], target, row["voice"]].append(row)
        found += [_one(rows, links, article, *key, judged) for key, judged in groups.items()]
    return sorted(found, key=lambda e: -abs(round(e.value, 6)))


def _one(rows: Rows, links: Links, article: str, sentence: int, target: str, voice: str, judged: list[Row]) -> Evidence:
    return Evidence(
        article=article,
        title=rows.articles[article]["title"] or article,
        source=rows.source_of(article),
        target=rows.name(target),
        voice=rows.name(voice),
        quoted=voice != "author",
        sentence=sentence,
        value=sum(row["value"] for row in judged),
        text=_marked(rows, article, sentence, judged),
        href=links.sentence(article, sentence),
    )


def _marked(rows: Rows, article: str, sentence: int, judged: list[Row]) -> Markup:
    row = rows.numbered("sentences", article).get(sentence)
    if row is None:
        return Markup("")
    marks = []
    for one in judged:
        if words := rows.numbered("expressions", article).get(one["expression"]):
            marks.append(Mark(words["start"], words["end"], "expression", f"e {sign_of(one['value'])}"))
        if name := rows.numbered("mentions", article).get(one["mention"]):
            marks.append(Mark(name["start"], name["end"], "name", title=rows.name(name["entity"])))
    text = rows.articles[article]["text"]
    return Writer(text).write(row["start"], row["end"], marks)
