"""Mentions in NewsMTSC's sentences as training needs them: what `linear` sees of each, and the words without names."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from framing.annotate.cues import Cues
from framing.annotate.expressions import find_expressions
from framing.annotate.features import NAME, PERSON, Feature, Reading, features, read
from framing.annotate.findings import Findings
from framing.annotate.mentions import find_mentions, resolve_pronouns
from framing.annotate.parentheticals import rehung
from framing.annotate.voices import find_attributions, resolve_speakers, voice_at
from framing.language import parse_articles
from framing.lexicon import load_lexicon
from framing.model import Article, Mention, Section, Span

LABELS = ("negative", "neutral", "positive")
UNCODED = -1
LEXICONS = Path(__file__).parents[2] / "lexicons"
TARGET_WORD, NAME_WORD = "[unused2]", "[unused1]"
"""How a BERT-like vocabulary can call the target and any other name without knowing either."""


@dataclass(frozen=True)
class Sentence:
    """A row of NewsMTSC with everything found in it."""

    number: int
    group: str
    """The article it comes from."""
    found: Findings
    """The hand-coded mentions in place of those found, then the others."""
    labels: tuple[int, ...]
    """Of the hand-coded mentions, which come first."""

    def seen(self) -> Iterator["Seen"]:
        """Yield every mention, the hand-coded ones first."""
        reading = read(self.found)
        for number, mention in enumerate(self.found.mentions):
            yield Seen(reading, mention, number, self.labels[number] if number < len(self.labels) else UNCODED)


@dataclass(frozen=True)
class Seen:
    """One mention as `linear` and as a reader of masked words see it."""

    reading: Reading
    mention: Mention
    number: int
    label: int
    """UNCODED where no coder judged it."""

    def features(self) -> list[Feature]:
        return features(self.reading, self.mention, self.number)

    def masked(self) -> tuple[list[str], int]:
        """Return the sentence's words, its target one word, each other name another; and the target's place.

        The target's place is -1 where white space is all it is made of.
        """
        parse, own = self.reading.parse, self.reading.parse.tokens_in(self.mention.span)
        words: list[str] = []
        place = -1
        for token, word in enumerate(self.reading.words):
            if token in own:
                if place < 0:
                    place = len(words)
                    words.append(TARGET_WORD)
            elif word == NAME:
                if words[-1:] != [NAME_WORD]:
                    words.append(NAME_WORD)
            elif word == PERSON:
                words.append("he" if parse.lower[token] in {"he", "she"} else "him")
            elif word:
                words.append(parse.lower[token])
        return words, place


def read_sentences(path: Path, cache: Path | None) -> Iterator[Sentence]:
    """Yield the rows of a NewsMTSC file, in order."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    articles = [Article(id=r["id"], text=r["text"], sections=(Section(Span(0, len(r["text"])), "body"),)) for r in rows]
    lexicon = load_lexicon([LEXICONS])
    for number, (row, article, parse) in enumerate(
        zip(rows, articles, parse_articles(articles, cache=cache), strict=True)
    ):
        spans = [Span(t["start"], t["end"]) for t in row["targets"]]
        parse = rehung(parse, Cues.of(lexicon).saying)
        named = find_mentions(article, parse, lexicon)
        attributed = find_attributions(article, parse, lexicon)
        found = resolve_pronouns(article, parse, lexicon, named, attributed)
        coded = []
        for i, span in enumerate(spans):
            head = parse.head_in(parse.tokens_in(span))
            coded.append(
                Mention(span, f"coded-{i}", "person", "pronoun" if parse.pos[head] == "PRON" else "name", head)
            )
        others = [m for m in found if not any(m.span.overlaps(span) for span in spans)]
        attributions = resolve_speakers(article, parse, found, attributed)
        mentions = tuple(replace(m, voice=voice_at(attributions, m.span)) for m in [*coded, *others])
        expressions = find_expressions(parse, lexicon, mentions, attributions)
        yield Sentence(
            number=number,
            group="_".join(row["id"].split("_")[: 4 if row["id"].startswith("polusa") else 3]),
            found=Findings(article, parse, lexicon, mentions, attributions, expressions),
            labels=tuple(LABELS.index(t["label"]) for t in row["targets"]),
        )
