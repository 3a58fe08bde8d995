"""The words around a case, for people to judge who is right."""

from collections.abc import Mapping
from dataclasses import dataclass

from framing.model import Span
from framing.validity.gold import Gold
from framing.validity.tally import Case, Row

_AROUND = 160
"""Characters shown on each side where no sentence is known."""
_MOST = 400
"""Characters shown of what the case marks."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text with the words in question; all of them may be empty."""

    before: str
    words: str
    after: str

    @property
    def text(self) -> str:
        """Return it in one line, the words in question in brackets."""
        return " ".join(f"{self.before}[{self.words}]{self.after}".split())


def passage(case: Case, gold: Gold, answers: Mapping[str, Row]) -> Passage:
    """Return the sentence of a case with its words marked; of a case without a place, the row's first words."""
    row = gold.by_id[case.article]
    text: str = row["text"]
    if not case.end:
        name = _name(case, row)
        start = row.get("title") or text
        return Passage("", name, f" · {start[:_AROUND]}{'…' if len(start) > _AROUND else ''}")
    spot = Span(case.start, case.end)
    around = _sentence(spot, row, answers.get(case.article)) or _window(spot, text)
    words = spot.of(text)
    if len(words) > _MOST:
        words = f"{words[: _MOST // 2]} … {words[-_MOST // 2 :]}"
    return Passage(text[around.start : spot.start], words, text[spot.end : around.end])


def _name(case: Case, row: Row) -> str:
    targets = row.get("targets") or ()
    if case.measure in {"targets", "sources"} and case.key.isdigit() and int(case.key) < len(targets):
        return str(targets[int(case.key)].get("name", ""))
    return case.gold or case.answer


def _sentence(spot: Span, row: Row, answer: Row | None) -> Span | None:
    """The sentence that holds the place, as coded or else as the tool found it."""
    for spans in (row.get("sentences"), (answer or {}).get("sentences")):
        for ends in spans or ():
            sentence = Span(ends["start"], ends["end"]) if isinstance(ends, Mapping) else Span(*ends)
            if sentence.contains(spot) and len(sentence) <= 2 * _MOST:
                return sentence
    return None


def _window(spot: Span, text: str) -> Span:
    return Span(max(0, spot.start - _AROUND), min(len(text), spot.end + _AROUND))
