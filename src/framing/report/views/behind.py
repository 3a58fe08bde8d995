"""The sentences behind a number that groups are compared in: for each measure, who says what where."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from framing.model import ALL_VOICES, AUTHOR, QUOTED, SPEECH
from framing.report.rows import Row, Rows
from framing.stance.profile import AS_WRITTEN

MOST = 12
"""Sentences that one number opens to."""

Found = dict[str, list[tuple[str, str, int | None]]]
"""By target: article, voice (author or quoted) and sentence of each instance, those that count most first."""


@dataclass(frozen=True)
class Behind:
    """Looks up the sentences behind the numbers of differences; each table is gone through once."""

    rows: Rows

    def of(self, difference: Row, articles: Collection[str]) -> list[tuple[str, int | None]]:
        """Return (article, sentence) of what a difference counts in these articles, at most MOST."""
        measure, target, voice = difference["measure"], difference["target"] or "", difference["voice"]
        found = self._found.get(measure, {}).get(target, [])
        own = (
            (article, sentence)
            for article, its_voice, sentence in found
            if article in articles
            and voice in (ALL_VOICES, its_voice)
            and (measure != "stance" or self._has_stance(article, target, voice))
        )
        return list(islice(dict.fromkeys(own), MOST))

    def _has_stance(self, article: str, target: str, voice: str) -> bool:
        """Say whether there was evidence enough for the article to be among those compared."""
        row = self.rows.stance.get(("article", article, target, voice))
        return row is not None and row["score"] is not None

    @cached_property
    def _found(self) -> dict[str, Found]:
        praise, blame, stance = self._judged()
        speech, speakers, cues = self._said()
        kinds, references = self._references()
        return {
            "stance": stance, "borrowed praise": praise, "borrowed blame": blame, "frame": self._framed(),
            "quoted": speech, "speaker": speakers, "endorsing": {"": cues["endorsing"]},
            "distancing": {"": cues["distancing"]}, "references": references, "reference": kinds,
            "naming": self._named(),
        }  # fmt: skip

    def _judged(self) -> tuple[Found, Found, Found]:
        found: dict[str, list[tuple[float, str, str, int | None]]] = defaultdict(list)
        for article in self.rows.articles:
            for target, judged in self.rows.judgements(article).items():
                for row in judged:
                    voice = AUTHOR if row["voice"] == AUTHOR else QUOTED
                    found[target].append((row["value"], article, voice, row["sentence"]))
        for target in list(found):
            found[""] += [] if target == "" else found[target]
        ordered = {target: sorted(all_, key=lambda one: -abs(one[0])) for target, all_ in found.items()}
        signs = [
            {target: [one[1:] for one in all_ if one[0] * sign > 0] for target, all_ in ordered.items()}
            for sign in (1, -1)
        ]
        return signs[0], signs[1], {target: [one[1:] for one in all_] for target, all_ in ordered.items()}

    def _framed(self) -> Found:
        found: Found = defaultdict(list)
        for row in self._prose("expressions"):
            found[row["frame"]].append((row["article"], self._voice(row), row["sentence"]))
        return found

    def _said(self) -> tuple[Found, Found, Found]:
        every: Found = defaultdict(list)
        speakers: Found = defaultdict(list)
        cues: Found = defaultdict(list)
        longest_first = sorted(self._prose("attributions"), key=lambda row: -(row["n_characters"] or 0))
        for row in longest_first:
            if row["kind"] in SPEECH:
                one = (row["article"], QUOTED, row["sentence"])
                every[""].append(one)
                speakers[row["voice"]].append(one)
                cues[row["cue_stance"]].append(one)
        return every, speakers, cues

    def _references(self) -> tuple[Found, Found]:
        kinds: Found = defaultdict(list)
        every: Found = defaultdict(list)
        for row in self.rows.all("references"):
            one = (row["article"], AUTHOR, self._sentence_before(row["article"], row["start"]))
            kinds[row["kind"]].append(one)
            every[""].append(one)
        return kinds, every

    def _sentence_before(self, article: str, start: int) -> int | None:
        sentences = self.rows.of_article("sentences", article)
        return max((s["sentence"] for s in sentences if s["start"] <= start), default=None)

    def _named(self) -> Found:
        found: Found = defaultdict(list)
        for row in self._prose("mentions"):
            if row["via"] != "pronoun":
                words = " ".join(row["text"].split())
                form = words if row["via"] in AS_WRITTEN else _without_article(words.lower())
                found[f"{row['entity']}: {form}"].append((row["article"], self._voice(row), row["sentence"]))
        return found

    def _prose(self, table: str) -> Iterator[Row]:
        return (row for row in self.rows.all(table) if row["sentence"] is not None)

    @staticmethod
    def _voice(row: Row) -> str:
        return AUTHOR if row["voice"] == AUTHOR else QUOTED


def _without_article(form: str) -> str:
    first, _, rest = form.partition(" ")
    return rest if first in ("the", "a", "an") and rest else form
