"""Files → Articles: reading, the manifest, structure, references."""

from framing.corpus.collect import read_corpus
from framing.corpus.references import find_references

__all__ = ["find_references", "read_corpus"]
