"""The file of judgements that `teacher.py` writes and `train.py` reads: places in NewsMTSC's sentences, no text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from framing.model import Span

TAUGHT = Path(__file__).with_name("taught.tsv")
FORMAT = "framing.taught/1"
_SCALE = 100


@dataclass(frozen=True, slots=True)
class Judgement:
    """How probable negative, neutral and positive are of the mention at `span` of a sentence (the file's row)."""

    sentence: int
    span: Span
    shares: tuple[float, float, float]


def write_taught(digest: str, judgements: Iterable[Judgement]) -> Iterator[str]:
    """Yield lines: the format and the sentences' SHA-256; then row, start, end, and negative and positive of 100."""
    yield f"{FORMAT}\t{digest}"
    for judged in sorted(judgements, key=lambda j: (j.sentence, j.span)):
        negative, _, positive = judged.shares
        cells = (
            judged.sentence,
            judged.span.start,
            judged.span.end,
            round(_SCALE * negative),
            round(_SCALE * positive),
        )
        yield "\t".join(map(str, cells))


def read_taught(lines: Sequence[str], digest: str) -> dict[int, list[Judgement]]:
    """Return the judgements by sentence. Raises ValueError if they are of another format or of other sentences."""
    if lines[0].split("\t") != [FORMAT, digest]:
        raise ValueError(f"judgements of {lines[0]!r}, not of these sentences ({digest}); run teacher.py again")
    by_sentence: dict[int, list[Judgement]] = {}
    for line in lines[1:]:
        sentence, start, end, negative, positive = map(int, line.split("\t"))
        shares = (negative / _SCALE, 1 - (negative + positive) / _SCALE, positive / _SCALE)
        by_sentence.setdefault(sentence, []).append(Judgement(sentence, Span(start, end), shares))
    return by_sentence
