"""Where quotations stand: the words before and after each, its sentence, its paragraph, the one it is nested in."""

from collections.abc import Sequence

from framing.annotate.marked_names import is_name
from framing.annotate.quotes import find_quotations
from framing.model import Parse

STOPS = frozenset(".!?;")


class Surroundings:
    """The quotations of a text with their tokens. `inside` has for each token its innermost quotation, -1 for none."""

    def __init__(self, text: str, parse: Parse) -> None:
        self.text = text
        self.parse = parse
        self.quotations = find_quotations(text)
        self.tokens = [parse.tokens_in(q.span) for q in self.quotations]
        self.inside = _innermost(len(parse), self.tokens)

    def sentence_start(self, number: int) -> int:
        """Return the first token of the sentence a quotation stands in, other quotations in it passed over."""
        first = self.tokens[number].start
        start, level = first, self.level(number)
        while start > 0 and not self.line_between(start - 1, start) and self.parse.lower[start - 1] not in STOPS:
            inner = self.inside[start - 1]
            if inner != level and self.parse.lower[start - 2] in STOPS:
                break
            start -= 1
            if level >= 0 and inner == level and start == self.tokens[level].start:
                return start + 1
        return start

    def zone_after(self, number: int) -> range:
        """Return the tokens after a quotation to the end of its sentence, the paragraph, or the next quotation."""
        start = self.tokens[number].stop
        level = self.level(number)
        after = start
        while after < len(self.parse) and after - start < 40 and self.inside[after] == level:
            if self.line_between(after - 1, after):
                break
            after += 1
            if self.parse.lower[after - 1] in STOPS and after - 1 > start:
                break
        return range(start, after)

    def zone_before(self, number: int) -> range:
        """Return the tokens before a quotation back to the start of its sentence, paragraph, or the last quotation."""
        after = self.tokens[number].start
        level = self.level(number)
        start = after
        while start > 0 and after - start < 40 and self.inside[start - 1] == level:
            if (start < len(self.parse) and self.line_between(start - 1, start)) or (
                self.parse.lower[start - 1] in STOPS
            ):
                break
            start -= 1
        return range(start, after)

    def level(self, number: int) -> int:
        parent = self.quotations[number].parent
        return -1 if parent is None else parent

    def line_between(self, left: int, right: int) -> bool:
        return left >= 0 and "\n" in self.text[self.parse.spans[left].end : self.parse.spans[right].start]

    def same_paragraph(self, before: int, number: int) -> bool:
        return self._breaks(before, number, most=0) == 0

    def near(self, before: int, number: int) -> bool:
        """Say whether nothing but a line's end, or a sentence, parts two quotations."""
        breaks = self._breaks(before, number, most=3)
        return breaks == 0 or (breaks <= 3 and len(self._between(before, number).strip()) < 120)

    def follows(self, before: int, number: int) -> bool:
        """Say whether a quotation is the next paragraph after another one's, and nothing but that quotation."""
        if not self.starts_paragraph(number) or self._breaks(before, number, most=2) > 2:
            return False
        return not self._between(before, number).split("\n")[-1].strip()

    def _between(self, before: int, number: int) -> str:
        return self.text[self.quotations[before].span.end : self.quotations[number].span.start]

    def _breaks(self, before: int, number: int, *, most: int) -> int:
        """Count the line breaks between two quotations; no further than one more than `most`, which may be near."""
        at, end = self.quotations[before].span.end, self.quotations[number].span.start
        for found in range(most + 1):
            at = self.text.find("\n", at, end) + 1
            if not at:
                return found
        return most + 1

    def starts_paragraph(self, number: int) -> bool:
        start = at = self.quotations[number].span.start
        while at and self.text[at - 1] in " \t":
            at -= 1
        return start == 0 or self.text[at - 1 : at] == "\n"

    def is_utterance(self, number: int) -> bool:
        """Say whether what stands in marks is a whole sentence: a capital, three words, an end."""
        words = self.quotations[number].span.of(self.text).strip("\"“”‘’'«»` ")
        end = self.text[self.quotations[number].span.end : self.quotations[number].span.end + 1]
        return (
            len(words.split()) >= 3
            and (words[0].isupper() or not words[0].isalpha())
            and (words[-1] in ".!?,…—" or end in ".!?")
            and not is_name(self.text, self.quotations[number].span)
        )

    def crosses(self, speaker: range, tokens: range) -> bool:
        return speaker.start < tokens.stop and tokens.start < speaker.stop


def _innermost(length: int, tokens: Sequence[range]) -> list[int]:
    """Return for each token the index of the innermost quotation round it, -1 for none."""
    inside = [-1] * length
    for number, stretch in enumerate(tokens):
        inside[stretch.start : stretch.stop] = [number] * len(stretch)
    return inside
