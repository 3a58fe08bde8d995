"""Words that are never proposed: they count, date, measure or point, and say nothing of what they stand by."""

import re
from collections.abc import Sequence

_NUMBERS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion
    dozen score pair half third quarter double triple once twice thrice percent percentage
"""
_TIMES = """
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december spring summer autumn fall winter second minute hour day week weekend weekday fortnight
    month year decade century morning noon afternoon evening night midnight today tomorrow yesterday tonight annual
    daily weekly monthly quarterly yearly
"""
_MEASURES = """
    metre meter kilometre kilometer centimetre centimeter millimetre millimeter mile foot inch yard hectare acre
    gram gramme kilogram kilo tonne ton litre liter barrel gallon degree watt kilowatt megawatt dollar euro pound rouble
    ruble yuan crown
"""
_POINTERS = """
    none nobody nothing anything something everything anyone someone everyone anybody somebody everybody other another
    such same different several various certain own few many much more most some any all both each every either neither
    next last former latter further thing way lot kind sort bit part rest
    north south east west northern southern eastern western north-eastern north-western south-eastern south-western
"""
_CLOSED = frozenset(f"{_NUMBERS} {_TIMES} {_MEASURES} {_POINTERS}".split())
_ORDINAL = re.compile(
    r"(?:teen|tie|four|fif|six|seven|eigh|nin|ten|eleven|twelf|hundred|thousand)th$|^(?:first|second|third)$"
)


def is_closed(words: Sequence[str]) -> bool:
    """Say whether a word, or any part of a compound, counts, dates, measures or points ("three-day", "eleven")."""
    return any(word in _CLOSED or _ORDINAL.search(word) for word in words)
