"""One article: stance by target, its text with marks and reasons, who is quoted and named."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from framing.model import ALL_VOICES, AUTHOR, QUOTED, SPEECH, UNKNOWN_SOURCE
from framing.report.addresses import Links, web_address
from framing.report.rows import Row, Rows
from framing.report.views.reading import Reading, read_text
from framing.report.views.score import NOTHING, Score, in_words, score_from
from framing.report.words import label, sign_of


@dataclass(frozen=True, slots=True)
class TargetRow:
    """The article's stance toward one target, by voice, and the places of its judgements."""

    id: str
    target: str
    everyone: Score
    author: Score
    quoted: Score
    places: tuple[tuple[int, str, str], ...]
    """(sentence, link, sign) in text order."""
    more: int
    """Weaker sentences that are not listed."""


@dataclass(frozen=True, slots=True)
class SpeakerLine:
    """One speaker, or words in marks that nobody says: how brought in, and where."""

    speaker: str
    cues: str
    places: tuple[tuple[str, str], ...]
    """(sentence, link)."""


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
    summary: str
    targets: tuple[TargetRow, ...]
    others: int
    text: Reading
    speakers: tuple[SpeakerLine, ...]
    n_quotations: int
    names: tuple[NameLine, ...]
    named_once: int
    before: tuple[str, str] | None
    after: tuple[str, str] | None
    within_articles: bool
    excerpts: bool
    """Whether only the judged sentences of the text are shown."""


def article(rows: Rows, links: Links, article_id: str) -> ArticleView:
    """Return an article's data."""
    row = rows.articles[article_id]
    targets = tuple(_targets(rows, links, article_id))
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
        summary=_summary(targets),
        targets=targets,
        others=len(mentioned - set(rows.targets)),
        text=read_text(rows, links, article_id, (t.id for t in targets)),
        speakers=tuple(_speakers(rows, links, article_id)),
        n_quotations=sum(r["kind"] in SPEECH for r in rows.of_article("attributions", article_id)),
        names=tuple(name for name in names if name.n > 1 or len(names) < FEW_NAMES),
        named_once=sum(name.n == 1 for name in names) if len(names) >= FEW_NAMES else 0,
        before=before,
        after=after,
        within_articles=any(t.everyone.score is not None and not t.everyone.over_articles for t in targets),
        excerpts=rows.excerpts,
    )


def _summary(targets: tuple[TargetRow, ...]) -> str:
    own = in_words(((t.target, t.author) for t in targets), unsure=False)
    quoted = in_words(((t.target, t.quoted) for t in targets), unsure=False)
    parts = (("In its own words ", own), ("The people it quotes are ", quoted))
    return " ".join(f"{head}{words}." for head, words in parts if words)


def _neighbours(rows: Rows, links: Links, article_id: str) -> tuple[tuple[str, str] | None, ...]:
    order = [a for a in rows.articles if a not in links.without]
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
        yield TargetRow(target, rows.name(target), everyone, author, quoted, *_places(links, judged.get(target, [])))


def _places(links: Links, judged: list[Row]) -> tuple[tuple[tuple[int, str, str], ...], int]:
    """Return the sentences behind a score in text order, the strongest where there are many; and how many are not."""
    sums: dict[int, float] = defaultdict(float)
    for one in judged:
        sums[one["sentence"]] += one["value"]
    strongest = sorted(sums, key=lambda n: (-abs(sums[n]), n))[:MOST_PLACES]
    found = tuple((n, links.own(f"s{n}"), sign_of(sums[n])) for n in sorted(strongest))
    return found, len(sums) - len(found)


def _speakers(rows: Rows, links: Links, article_id: str) -> Iterator[SpeakerLine]:
    """Yield who speaks, most stretches first; then what stands in marks without a speaker."""
    by_speaker: dict[tuple[bool, str], list[Row]] = defaultdict(list)
    for row in rows.of_article("attributions", article_id):
        spoken = row["kind"] in SPEECH
        by_speaker[not spoken, rows.name(row["voice"]) if spoken else _IN_MARKS[row["kind"]]].append(row)
    for (_, speaker), found in sorted(by_speaker.items(), key=lambda s: (s[0][0], -len(s[1]), s[0][1])):
        cues = Counter(_cue(row) for row in found if row["cue_text"])
        said = ", ".join(f"{cue} {n}×" if n > 1 else cue for cue, n in cues.most_common(MOST_CUES))
        links_to = tuple((_place(row), links.own(f"q{row['attribution']}")) for row in found)
        yield SpeakerLine(speaker, said, links_to)


def _cue(row: Row) -> str:
    leaning = row["cue_stance"] or "neutral"
    return f"“{row['cue_text']}”" + ("" if leaning == "neutral" else f" ({leaning})")


def _place(row: Row) -> str:
    return "–" if row["sentence"] is None else f"s{row['sentence']}"


def _names(rows: Rows, article_id: str) -> Iterator[NameLine]:
    forms: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows.of_article("mentions", article_id):
        forms[row["entity"]][row["text"] or ""] += 1
    for entity, found in sorted(forms.items(), key=lambda f: (-sum(f[1].values()), f[0])):
        most = sorted(found.items(), key=lambda f: (-f[1], f[0]))
        words = ", ".join(f"{form} {n}" if n > 1 else form for form, n in most[:5]) + (" …" if len(most) > 5 else "")
        kind = (rows.entities.get(entity) or {}).get("type") or ""
        yield NameLine(rows.name(entity), kind, sum(found.values()), words)


MOST_PLACES = 10
"""Sentences listed behind one score; the text marks the others."""
MOST_CUES = 4
_IN_MARKS = {"scare": "in marks, nobody’s words", "name": "names and titles in marks"}
FEW_NAMES = 12
"""From so many names on, those that stand once are only counted; the text marks them all the same."""
