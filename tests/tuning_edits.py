"""Lexicons changed by hand, for what tuning does with them."""

from collections.abc import Collection
from dataclasses import replace

from framing.lexicon import Lexicon
from framing.lexicon.load import digested


def turned(lexicon: Lexicon, addresses: Collection[str]) -> Lexicon:
    """Return the lexicon with praise for blame in these terms, and blame for praise."""
    terms = (replace(t, polarity=-t.polarity) if t.address in addresses else t for t in lexicon.terms)
    return digested(replace(lexicon, terms=tuple(terms)))
