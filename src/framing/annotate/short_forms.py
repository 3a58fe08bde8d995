"""Short forms that name recognition never saw: a person's first name alone, the first word of an organisation's."""

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from framing.annotate.name_parts import Words, first_part, parts
from framing.annotate.recognition import Name
from framing.annotate.things import Group, beginnings
from framing.annotate.titles import BEFORE_TITLES, TITLES
from framing.model import Parse

_NO_NAMES = frozenset({"WORK_OF_ART", "LAW", "PRODUCT"})
"""What recognition calls a name said in a quotation at times, as it does a title in quotation marks."""

_TIMES = frozenset({"DATE", "TIME"})


@dataclass(frozen=True, slots=True)
class ShortForm:
    """Whose a short form is, as numbers of groups, and the token since which it counts."""

    owners: frozenset[int]
    since: int


def short_forms(
    parse: Parse, text: str, groups: Sequence[Group], names: Sequence[Name], known: Container[Words]
) -> dict[Words, ShortForm]:
    """Return the short forms of the groups that are none of the `known` forms.

    A word that the article also writes small is a word, and one that recognition saw alone has been placed by it.
    """
    seen: dict[Words, int] = {}
    for name in names:
        seen.setdefault(name.words, name.first)
    alone: set[str] = set()
    for first, after, number in parse.names.tolist():
        label = parse.vocabulary[number]
        if label not in _NO_NAMES and (after - first == 1 or label in _TIMES):
            alone.update(parse.lower[first:after])
    small = {word for word, span in zip(parse.lower, parse.spans, strict=True) if text[span.start].islower()}
    found: dict[Words, dict[int, int]] = defaultdict(dict)
    for i, group in enumerate(groups):
        since = min((seen[form] for form in group.forms if form in seen), default=None)
        if since is None:
            continue
        for short in {short for form in group.forms for short in _shortened(group, form)}:
            if short not in known and short[-1] not in small and not (len(short) == 1 and short[0] in alone):
                found[short][i] = since
    return {short: ShortForm(frozenset(owners), min(owners.values())) for short, owners in found.items()}


def _shortened(group: Group, form: Words) -> Iterator[Words]:
    if any(word[0].isdigit() for word in form):
        return
    if group.label == "PERSON":
        first = first_part(form)
        if len(parts(form)) > 1 and len(first[-1]) > 2 and first[0] not in TITLES | BEFORE_TITLES:
            yield first
    elif group.label == "ORG":
        yield from beginnings(form)
