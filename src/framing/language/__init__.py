"""Article → Parse: sentences, tokens, lemmas, syntax and names as columns. The only home of spaCy."""

from framing.language.identity import model_signature
from framing.language.parsing import parse_articles

__all__ = ["model_signature", "parse_articles"]
