"""What `framing agreement` says in the terminal."""

from collections.abc import Iterator
from itertools import combinations

from framing.cli.summary import columns
from framing.coding.agreement import AGREED, TOOL, Agreement
from framing.coding.decisions import disagreements
from framing.coding.key import CHOICES
from framing.validity import Value
from framing.validity.agreement import LEVELS

_SHOWN = 10


def lines(found: Agreement) -> Iterator[str]:
    """Yield the table of alphas, who calls what the other calls how, and the first disagreements with all answers."""
    articles = {unit.item.article for unit in found.units}
    yield f"{len(found.units):,} sentences of {len(articles):,} articles, coded by {', '.join(found.coders)}"
    yield ""
    yield from _alphas(found)
    pairs = [*combinations(found.coders, 2), (found.coders[0] if len(found.coders) == 1 else AGREED, TOOL)]
    for one, other in pairs:
        yield ""
        yield from _confusion(found, one, other)
    yield ""
    yield from _cases(found)


def _alphas(found: Agreement) -> Iterator[str]:
    rows = []
    for coders, alphas in found.alphas.items():
        who = " – ".join(coders) if len(coders) == 2 else f"all {len(coders)} coders"
        for nominal, ordinal in zip(*([a for a in alphas if a.figure == level] for level in LEVELS), strict=True):
            of = f"{nominal.by} {nominal.part}".strip() or "all"
            cells = (_number(nominal.value), _interval(nominal), _number(ordinal.value), _interval(ordinal))
            rows.append((who, of, *cells, f"{nominal.n:,}"))
    yield from columns(("Krippendorff's alpha", "", "nominal", "95 %", "ordinal", "95 %", "sentences"), rows)
    every = [a for alphas in found.alphas.values() for a in alphas]
    if all(a.low is None for a in every):
        yield "Intervals are drawn over articles, from 8 articles on."
    if any(a.value is None for a in every):
        yield "–: all labels are the same, or no two can be compared."


def _confusion(found: Agreement, one: str, other: str) -> Iterator[str]:
    counts = found.confusion(one, other)
    used = [label for label in CHOICES if any(label in pair for pair in counts)]
    rows = [(label, *(str(counts.get((label, across), 0)) for across in used)) for label in used]
    same = sum(n for (first, second), n in counts.items() if first == second)
    yield f"{one} (down) and {other} (across): the same {same:,} times of {sum(counts.values()):,}"
    if rows:
        yield from columns(("", *used), rows)


def _cases(found: Agreement) -> Iterator[str]:
    cases = disagreements(found)
    disputed = sum(unit.disputed for unit in cases)
    many = (
        f"Coders differ on {disputed:,} sentences; where they agree, the tool" if len(found.coders) > 1 else "The tool"
    )
    yield f"{many} differs on {len(cases) - disputed:,}"
    for unit in cases[:_SHOWN]:
        item = unit.item
        said = [f"{coder} {code}" for coder, code in unit.codes.items() if code is not None]
        said += [f"decided {unit.label}"] if unit.decided else []
        marked = f"{item.sentence[: item.start]}[{item.words}]{item.sentence[item.end :]}"
        yield f"  {item.id} {', '.join(said)}, the tool {item.answer}: {marked}"
    if len(cases) > _SHOWN:
        yield f"  … and {len(cases) - _SHOWN:,} more; --out DIR writes them all"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".replace("-", "−")


def _interval(of: Value) -> str:
    return "" if of.low is None or of.high is None else f"{_number(of.low)} to {_number(of.high)}"
