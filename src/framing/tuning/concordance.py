"""A word in its contexts (KWIC), each with its source, whether it counted, and why or why not."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from framing.contrast.groups import group_of
from framing.errors import choose
from framing.lexicon import PhraseTable, Term, split_words, why_not
from framing.model import Article, Parse, Span
from framing.tuning.compare import is_held_out
from framing.tuning.judgements import known_address, rests_on
from framing.tuning.material import Material, Row

WIDTH = 60
_PROPER = frozenset({"alias", "name", "metonym"})


@dataclass(frozen=True, slots=True)
class Line:
    """One occurrence. `left` and `right` are the text around it, in one line; `address` is the term that counts there.

    `why` says in words what made it count, or what kept it from counting.
    """

    article: str
    source: str
    group: str
    sentence: int | None
    start: int
    end: int
    left: str
    words: str
    right: str
    counted: bool
    why: str
    address: str = ""
    value: float = 0.0
    targets: tuple[str, ...] = ()
    voice: str = ""


def kwic(
    material: Material,
    wanted: str,
    *,
    by: str = "",
    sort: str = "",
    width: int = WIDTH,
    tuning_half: bool = False,
) -> tuple[Line, ...]:
    """Return every occurrence of a word or phrase, or of the words of the term whose address `wanted` is.

    `by` groups the lines (group, source, event, country, year); `sort` orders them by the first word to the left (l1)
    or right (r1), else they come as in the corpus. `tuning_half` leaves the held-out articles out. Raises UsageError.
    """
    terms, words = _meant(material, wanted)
    group = group_of(material.tables, by) if by else None
    order = choose("order", sort, SORTS) if sort else None
    table = PhraseTable([(words, None)])
    lines = []
    numbers = material.words.holding(words).tolist()
    if tuning_half:
        numbers = [i for i in numbers if not is_held_out(material.corpus.articles[i].id)]
    for number, (article, parse) in zip(numbers, material.parses(numbers), strict=True):
        named = group[number] if group is not None else article.source.group
        lines += list(_lines(material, terms, table, article, parse, named, width))
    if order:
        lines.sort(key=order)
    if by:
        lines.sort(key=lambda line: line.group)
    return tuple(lines)


def _meant(material: Material, wanted: str) -> tuple[tuple[Term, ...], tuple[str, ...]]:
    """Return the terms that are asked for and their words: the one of an address, or all with these words."""
    lexicon = material.lexicon
    by_address = {term.address: term for term in lexicon.terms}
    looks_like_address = (wanted.count(".") == 2 and " " not in wanted) or wanted.startswith("base.")
    if wanted in by_address or (looks_like_address and not material.words.holding(split_words(wanted)).size):
        term = by_address[known_address(material, wanted)]
        return (term,), term.words
    words = split_words(wanted)
    return tuple(term for term in lexicon.terms if term.words == words), words


def _lines(
    material: Material,
    terms: Sequence[Term],
    table: PhraseTable[None],
    article: Article,
    parse: Parse,
    group: str,
    width: int,
) -> Iterator[Line]:
    expressions = material.rows("expressions").get(article.id, ())
    names: dict[str, str] = {row["entity"]: row["name"] for row in material.tables["entities"].to_pylist()}
    last = -1
    for first, after, _ in table.find(parse):
        if first <= last:
            continue  # the same words, once as written and once by lemma
        last = first
        span = parse.span(first, after)
        row = next((r for r in expressions if r["start"] < span.end and span.start < r["end"]), None)
        context = _around(article.text, span, width)
        sentence = parse.sentence_of[first]
        start, end = span.start, span.end
        if row is not None and (not terms or row["term"] in {t.address for t in terms}):
            judged = [e for e in material.rows("evaluations").get(article.id, ()) if rests_on(e, row)]
            targets = tuple(dict.fromkeys(names.get(target, target) for target in (str(e["target"]) for e in judged)))
            counts = bool(row["value"]) and bool(judged)
            yield Line(
                article.id, article.source.id, group, sentence, start, end, *context, counts,
                _why(row, judged, targets, material.settings.evaluator), row["term"], row["value"], targets,
                row["voice"],
            )  # fmt: skip
        else:
            why = _silence(material, terms, article, parse, (first, after), row)
            yield Line(article.id, article.source.id, group, sentence, start, end, *context, False, why)


def _why(row: Row, judged: Sequence[Row], targets: Sequence[str], evaluator: str) -> str:
    steps = " × ".join(f"{s['factor']:+.2g} {s['name']}" for s in row["steps"] or ())
    if not row["value"]:
        silenced = next((s["name"] for s in row["steps"] or () if not s["factor"]), row["term"])
        return f"found, but 0 by {silenced}"
    if not judged:
        return f"found ({steps}), but it says nothing of any target"
    if evaluator == "lexicon":
        rules = ", ".join(dict.fromkeys(e["link"] for e in judged))
        return f"{steps} → {', '.join(targets)} ({rules})"
    return f"{steps}: evidence on {', '.join(targets)}"


def _silence(
    material: Material, terms: Sequence[Term], article: Article, parse: Parse, at: tuple[int, int], row: Row | None
) -> str:
    """Say why no term of those asked for counts at these tokens."""
    if row is not None:
        return f"hidden by {row['term']}"
    if not terms:
        return "no term of the lexicon"
    reasons = [why_not(parse, term, *at) for term in terms]
    if all(reasons):
        return "; ".join(dict.fromkeys(reasons))
    span = parse.span(*at)
    mentions = material.rows("mentions").get(article.id, ())
    name = next(
        (m for m in mentions if m["via"] in _PROPER and m["start"] <= span.start and span.end <= m["end"]), None
    )
    if name is not None:
        return f"inside the name {name['text']!r}"
    marked = (r for r in material.rows("attributions").get(article.id, ()) if r["kind"] == "name")
    if any(c["start"] <= span.start and span.end <= c["end"] for r in marked for c in r["content"]):
        return "inside a title or name in quotation marks"
    return "an 'unless' phrase of another term, or a term that overlaps, stands here"


def _around(text: str, span: Span, width: int) -> tuple[str, str, str]:
    """Return what stands left of the span, its words, and what stands right of it, each in one line."""
    left = " ".join(text[max(0, span.start - 2 * width) : span.start].split())
    right = " ".join(text[span.end : span.end + 2 * width].split())
    gap_left = " " if text[: span.start][-1:].isspace() and left else ""
    gap_right = " " if text[span.end : span.end + 1].isspace() and right else ""
    return (left + gap_left)[-width:], " ".join(span.of(text).split()), (gap_right + right)[:width]


def _word(text: str, at: int) -> str:
    words = [w for w in "".join(c if c.isalnum() or c in "-'’" else " " for c in text.casefold()).split() if w]
    return words[at] if words else ""


SORTS: Mapping[str, Callable[[Line], tuple[str, ...]]] = {
    "l1": lambda line: (_word(line.left, -1), line.left[::-1].casefold()),
    "r1": lambda line: (_word(line.right, 0), line.right.casefold()),
}
