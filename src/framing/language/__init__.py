"""Article → Parse: sentences, tokens, lemmas, syntax and names as columns. The only home of spaCy."""

from framing.language.cache import parse_key
from framing.language.identity import model_signature, parse_signature
from framing.language.parsing import parse_articles

__all__ = ["model_signature", "parse_articles", "parse_key", "parse_signature"]
