"""Which sentences of an article a report of excerpts may show: every page asks here."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import numpy as np

from framing.report.ranking import Ranking
from framing.report.rows import CLEAR, Rows

SHARE = 0.25
"""Of the words of an article's sentences, the most that all pages together may show."""
HIDDEN = "[…]"
"""What stands for words that a report of excerpts doesn't show."""
SHORTEST = 5
"""Words; shorter sentences add nothing to what may be shown."""


class Excerpts:
    """What may be shown of each article; all of it, unless the report is one of excerpts."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._found: dict[str, frozenset[int]] = {}
        self._edges: dict[str, tuple[list[int], list[int], list[tuple[int, int, int]]]] = {}
        if rows.excerpts:
            ranking = rows.once(Ranking)
            strongest = ranking.strongest_first
            order = strongest[np.argsort(ranking.article[strongest], kind="stable")]
            self._bounds = np.searchsorted(ranking.article[order], np.arange(len(rows.ids) + 1))
            self._value, self._sentence = ranking.value[order], ranking.sentence[order]

    def may_show(self, article: str, sentence: int | None) -> bool:
        """Say whether a sentence may be shown."""
        return not self._rows.excerpts or sentence in self.of(article)

    def may_show_span(self, article: str, start: int, end: int) -> bool:
        """Say whether all sentences that a passage touches may be shown."""
        if not self._rows.excerpts:
            return True
        if article not in self._edges:
            spans = sorted((first, after, number) for number, (first, after) in self._sentences(article).items())
            self._edges[article] = [first for first, *_ in spans], [after for _, after, _ in spans], spans
        starts, ends, spans = self._edges[article]
        touched = spans[bisect_right(ends, start) : bisect_left(starts, end)]
        return bool(touched) and all(self.may_show(article, number) for *_, number in touched)

    def of(self, article: str) -> frozenset[int]:
        """Return the sentences that excerpts show: clear judgements of a main target, the strongest first, up to SHARE.

        A sentence that doesn't fit any more is passed over. One that the title says is on every page anyway.
        """
        if article not in self._found:
            self._found[article] = frozenset(self._chosen(article))
        return self._found[article]

    def _chosen(self, article: str) -> Iterator[int]:
        row = self._rows.articles[article]
        spans, text = self._sentences(article), row["text"] or ""
        words = {number: text[start:end].split() for number, (start, end) in spans.items()}
        left = SHARE * sum(len(own) for own in words.values() if len(own) >= SHORTEST)
        title = " ".join((row["title"] or "").split())
        said = {number for number, own in words.items() if own and " ".join(own) in title}
        left -= sum(len(words[number]) for number in said)
        yield from said
        for number in self._strongest(article):
            if number not in said and number in words and len(words[number]) <= left:
                said.add(number)
                left -= len(words[number])
                yield number

    def _strongest(self, article: str) -> Iterator[int]:
        """Yield the sentences that clearly judge a main target, the strongest first, maybe more than once."""
        clear = self._clear(article)
        place = self._rows.places[article]
        for at in range(self._bounds[place], self._bounds[place + 1]):
            if abs(self._value[at]) >= CLEAR and int(self._sentence[at]) in clear:
                yield int(self._sentence[at])

    def _sentences(self, article: str) -> dict[int, list[int]]:
        return self._rows.spans("sentences", article)

    def _clear(self, article: str) -> set[int]:
        """Return the sentences with a judgement of a main target that carries a mark."""
        rows = self._rows
        names = ("target", "sentence", "expression", "negative", "neutral", "positive", "value")
        found = set()
        for target, sentence, expression, *sides, value in zip(
            *rows.columns("evaluations", article, *names), strict=True
        ):
            negative, neutral, positive = (side or 0.0 for side in sides)
            clear = expression is not None or (abs(value) >= CLEAR and max(negative, positive) >= neutral)
            if sentence is not None and clear and not set(rows.wholes(target)).isdisjoint(rows.targets):
                found.add(sentence)
        return found
