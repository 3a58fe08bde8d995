"""One article: its text with marks, block by block, with the reasons of each mark beside its block."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from markupsafe import Markup

from framing.lexicon.entries import BASE
from framing.model import ALL_VOICES, AUTHOR, QUOTED, SPEECH, UNKNOWN_SOURCE
from framing.report.addresses import Links, web_address
from framing.report.marks import Mark, Writer, verbatim
from framing.report.rows import Row, Rows
from framing.report.views.score import NOTHING, Score, score_from
from framing.report.words import label, sign_of, signed


@dataclass(frozen=True, slots=True)
class Why:
    """The reasons of one mark: what it is worth, for whom, and by which rules."""

    id: str
    words: str
    sign: str
    value: str
    targets: tuple[str, ...]
    voice: str
    quoted: bool
    sentence: int | None
    href: str
    frame: str
    term: str
    term_href: str
    steps: str
    links: tuple[str, ...]
    """For each target: how it was joined to it."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the article that is one kind of thing, and the reasons of the marks in it."""

    kind: str
    text: Markup
    whys: tuple[Why, ...]
    gap: Markup
    """White space that stands before it in the text."""


@dataclass(frozen=True, slots=True)
class TargetRow:
    """The article's stance toward one target, by voice, and the places of its judgements."""

    target: str
    everyone: Score
    author: Score
    quoted: Score
    places: tuple[tuple[int, str, str], ...]
    """(sentence, link, sign) in text order."""


@dataclass(frozen=True, slots=True)
class QuotationLine:
    """One stretch of speech: whose, how brought in."""

    speaker: str
    kind: str
    cue: str
    cue_stance: str
    also: tuple[str, ...]
    rule: str
    words: str
    href: str
    sentence: int | None


@dataclass(frozen=True, slots=True)
class NameLine:
    """One entity and the forms by which the article names it."""

    name: str
    type: str
    n: int
    forms: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """All an article's page shows."""

    id: str
    title: str
    source: str
    source_href: str
    group: str
    date: str
    event: str
    author: str
    url: str
    web: str | None
    n_words: int
    quoted_share: float | None
    warnings: tuple[str, ...]
    targets: tuple[TargetRow, ...]
    others: int
    blocks: tuple[Block, ...]
    tail: Markup
    quotations: tuple[QuotationLine, ...]
    names: tuple[NameLine, ...]
    named_once: int
    before: tuple[str, str] | None
    after: tuple[str, str] | None
    within_articles: bool


def article(rows: Rows, links: Links, article_id: str) -> ArticleView:
    """Return an article's data."""
    row = rows.articles[article_id]
    targets = tuple(_targets(rows, links, article_id))
    blocks, tail = _Reader(rows, links, article_id).read()
    names = list(_names(rows, article_id))
    before, after = _neighbours(rows, links, article_id)
    mentioned = {m["entity"] for m in rows.of_article("mentions", article_id)}
    return ArticleView(
        id=article_id,
        title=row["title"] or article_id,
        source=rows.source_name(row["source"]) if row["source"] != UNKNOWN_SOURCE else "unknown source",
        source_href=links.source(row["source"]),
        group=label(row["group"]) if row["group"] else "",
        date=row["date"] or "",
        event=next((e["label"] for e in rows.all("events") if e["event"] == row["event"]), row["event"] or ""),
        author=row["author"] or "",
        url=row["url"] or "",
        web=web_address(row["url"] or ""),
        n_words=row["n_words"] or 0,
        quoted_share=(row["n_quoted"] or 0) / row["n_characters"] if row["n_characters"] else None,
        warnings=tuple(row["warnings"] or ()),
        targets=targets,
        others=len(mentioned - set(rows.targets)),
        blocks=tuple(blocks),
        tail=tail,
        quotations=tuple(_quotations(rows, links, article_id)),
        names=tuple(name for name in names if name.n > 1 or len(names) < FEW_NAMES),
        named_once=sum(name.n == 1 for name in names) if len(names) >= FEW_NAMES else 0,
        before=before,
        after=after,
        within_articles=any(t.everyone.score is not None and not t.everyone.over_articles for t in targets),
    )


def _neighbours(rows: Rows, links: Links, article_id: str) -> tuple[tuple[str, str] | None, ...]:
    order = list(rows.articles)
    at = order.index(article_id)
    near = (order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None)
    return tuple((rows.articles[n]["title"] or n, links.article(n)) if n is not None else None for n in near)


def _targets(rows: Rows, links: Links, article_id: str) -> Iterator[TargetRow]:
    table = {(r["target"], r["voice"]): r for r in rows.of_unit("stance", "article", article_id)}
    judged = rows.judgements(article_id)
    enough = {t for t, voice in table if voice == ALL_VOICES and table[t, voice]["score"] is not None}
    enough.difference_update(rows.targets)
    also = sorted(enough, key=lambda t: (-len(judged.get(t, ())), t))[:2]
    for target in [t for t in rows.targets if (t, ALL_VOICES) in table or t in judged] + also:
        found = [table.get((target, voice)) for voice in (ALL_VOICES, AUTHOR, QUOTED)]
        everyone, author, quoted = (score_from(row) if row else NOTHING for row in found)
        yield TargetRow(rows.name(target), everyone, author, quoted, tuple(_places(links, judged.get(target, []))))


def _places(links: Links, judged: list[Row]) -> Iterator[tuple[int, str, str]]:
    sums: dict[int, float] = defaultdict(float)
    for one in judged:
        sums[one["sentence"]] += one["value"]
    for sentence, value in sorted(sums.items()):
        yield sentence, links.own(f"s{sentence}"), sign_of(value)


def _quotations(rows: Rows, links: Links, article_id: str) -> Iterator[QuotationLine]:
    for row in rows.of_article("attributions", article_id):
        words = " ".join((row["text"] or "").split())
        yield QuotationLine(
            speaker=rows.name(row["voice"]) if row["kind"] in SPEECH else "",
            kind=row["kind"],
            cue=row["cue_text"] or "",
            cue_stance=row["cue_stance"] or "neutral",
            also=tuple(rows.name(s) for s in row["also_speakers"] or ()),
            rule=row["rule"] or "",
            words=words if len(words) <= 36 else words[:34].rsplit(" ", 1)[0] + " …",
            href=links.own(f"q{row['attribution']}"),
            sentence=row["sentence"],
        )


def _names(rows: Rows, article_id: str) -> Iterator[NameLine]:
    forms: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows.of_article("mentions", article_id):
        forms[row["entity"]][row["text"] or ""] += 1
    for entity, found in sorted(forms.items(), key=lambda f: (-sum(f[1].values()), f[0])):
        most = sorted(found.items(), key=lambda f: (-f[1], f[0]))
        words = ", ".join(f"{form} {n}" if n > 1 else form for form, n in most[:5]) + (" …" if len(most) > 5 else "")
        kind = (rows.entities.get(entity) or {}).get("type") or ""
        yield NameLine(rows.name(entity), kind, sum(found.values()), words)


@dataclass
class _Reader:
    """Reads one article's rows into blocks."""

    rows: Rows
    links: Links
    id: str
    marks: list[Mark] = field(default_factory=list)
    whys: list[tuple[int, Why]] = field(default_factory=list)

    def read(self) -> tuple[list[Block], Markup]:
        """Return the blocks in order and the white space after the last."""
        text = self.rows.articles[self.id]["text"]
        self._sentences()
        self._quotations()
        self._names()
        self._expressions()
        self._unworded()
        self.whys.sort(key=lambda w: w[0])
        writer, blocks, at = Writer(text), [], 0
        for start, end, kind in _stretches(text, self.rows.of_article("sections", self.id)):
            whys = tuple(why for position, why in self.whys if start <= position < end)
            blocks.append(Block(kind, writer.write(start, end, self.marks), whys, verbatim(text[at:start])))
            at = end
        return blocks, verbatim(text[at:])

    def _sentences(self) -> None:
        for row in self.rows.of_article("sentences", self.id):
            self.marks.append(Mark(row["start"], row["end"], "sentence", id=self.links.id(f"s{row['sentence']}")))
        for row in self.rows.of_article("sections", self.id):
            if row["kind"] == "reference":
                self.marks.append(Mark(row["start"], row["end"], "reference"))
        for row in self.rows.of_article("references", self.id):
            self.marks.append(Mark(row["start"], row["end"], "reference"))

    def _quotations(self) -> None:
        for row in self.rows.of_article("attributions", self.id):
            spoken = row["kind"] in SPEECH
            who = self.rows.name(row["voice"]) if spoken else ""
            title = f"{row['kind']} speech" if spoken else _MARKED[row["kind"]]
            if row["cue_text"]:
                title += f", by “{row['cue_text']}”" + _leaning(row["cue_stance"])
            content = row["content"] or [{"start": row["start"], "end": row["end"]}]
            for span in content:
                last = span is content[-1]
                self.marks.append(
                    Mark(
                        span["start"], span["end"], "quotation", "q" if spoken else "q2",
                        id=self.links.id(f"q{row['attribution']}"), title=title, label=who if last else "",
                    )
                )  # fmt: skip

    def _names(self) -> None:
        for row in self.rows.of_article("mentions", self.id):
            name = self.rows.name(row["entity"])
            title = name + ("" if row["via"] == "alias" else f", {row['via']}")
            title = "" if title == row["text"] else title
            self.marks.append(Mark(row["start"], row["end"], "name", title=title))

    def _expressions(self) -> None:
        judged: dict[int, list[Row]] = defaultdict(list)
        for row in self.rows.of_article("evaluations", self.id):
            if row["expression"] is not None:
                judged[row["expression"]].append(row)
        for row in self.rows.of_article("expressions", self.id):
            number, found = row["expression"], judged[row["expression"]]
            anchor = f"e{number}"
            value = found[0]["value"] if found else row["value"]
            css = f"e {sign_of(value)}" + ("" if found else " idle")
            self.marks.append(
                Mark(row["start"], row["end"], "expression", css, self.links.id(f"m{number}"), self.links.own(anchor))
            )
            self.whys.append((row["start"], self._why(row, found, anchor)))

    def _why(self, row: Row, found: list[Row], anchor: str) -> Why:
        voice = found[0]["voice"] if found else row["voice"]
        return Why(
            id=self.links.id(anchor),
            words=row["text"] or "",
            sign=sign_of(found[0]["value"] if found else row["value"]),
            value=signed(found[0]["value"] if found else row["value"]),
            targets=tuple(dict.fromkeys(self.rows.name(f["target"]) for f in found)),
            voice=self.rows.name(voice),
            quoted=voice != AUTHOR,
            sentence=row["sentence"],
            href=self.links.own(f"m{row['expression']}"),
            frame="" if row["frame"] == BASE else self.rows.frame(row["frame"] or ""),
            term=row["term"] or "",
            term_href=self.links.term(row["term"]) if row["term"] in self.rows.terms else "",
            steps=_product(row["steps"] or []),
            links=tuple(dict.fromkeys(label(f["link"]) for f in found if f["link"])),
        )

    def _unworded(self) -> None:
        """Judgements that no single expression made (those of a model): their reasons stand by the mention."""
        mentions = self.rows.numbered("mentions", self.id)
        for row in self.rows.of_article("evaluations", self.id):
            mention = mentions.get(row["mention"])
            if row["expression"] is not None or mention is None or row["sentence"] is None:
                continue
            why = Why(
                id=self.links.id(f"v{row['evaluation']}"),
                words=mention["text"] or "",
                sign=sign_of(row["value"]),
                value=signed(row["value"]),
                targets=(self.rows.name(row["target"]),),
                voice=self.rows.name(row["voice"]),
                quoted=row["voice"] != AUTHOR,
                sentence=row["sentence"],
                href=self.links.own(f"s{row['sentence']}"),
                frame="",
                term=row["evaluator"] or "",
                term_href="",
                steps=_sum(row["reasons"] or []),
                links=(),
            )
            self.whys.append((mention["start"], why))


FEW_NAMES = 12
"""From so many names on, those that stand once are only counted; the text marks them all the same."""

_MARKED = {"scare": "in marks, no speaker", "name": "a name or title in marks"}


def _leaning(stance: str) -> str:
    return "" if stance == "neutral" else f" ({stance})"


def _product(steps: list[Row]) -> str:
    """Return the factors of a value: the term's first, each rule with its name; nothing where no rule reached it."""
    if len(steps) < 2:
        return ""
    first, rest = steps[0], steps[1:]
    rules = "".join(f" × {signed(s['factor'])} {s['name']}" for s in rest)
    product = 1.0
    for step in steps:
        product *= step["factor"]
    return f"{signed(first['factor'])}{rules} = {signed(max(-1.0, min(1.0, product)))}"


def _sum(reasons: list[Row]) -> str:
    strongest = sorted(reasons, key=lambda r: (-abs(r["factor"]), r["name"]))[:6]
    more = f" and {len(reasons) - 6} smaller" if len(reasons) > 6 else ""
    return ", ".join(f"{r['name']} {signed(r['factor'])}" for r in strongest) + more


def _stretches(text: str, sections: list[Row]) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, kind) of the blocks of a text in order: outer sections, and paragraphs outside of them.

    White space lies between blocks. References inside prose are marks, not blocks.
    """
    outer, spans = 0, []
    for row in sorted(sections, key=lambda s: (s["start"], -s["end"])):
        if row["kind"] != "reference" and outer <= row["start"] < row["end"]:
            spans.append((row["start"], row["end"], row["kind"]))
            outer = row["end"]
    at = 0
    for start, end, kind in [*spans, (len(text), len(text), "body")]:
        yield from _paragraphs(text, at, start, "body")
        yield from _paragraphs(text, start, end, kind)
        at = end


def _paragraphs(text: str, start: int, end: int, kind: str) -> Iterator[tuple[int, int, str]]:
    at = start
    for line in text[start:end].splitlines(keepends=True):
        words = line.strip()
        if words:
            first = at + line.index(words[0])
            yield first, first + len(words), kind
        at += len(line)
