"""Where a sentence certainly begins, and where none does; the parser decides the rest."""


def certain_starts(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """Return the offsets of words that begin a sentence, and of words that don't."""
    return frozenset(), frozenset(range(len(text)) if not text else ())
