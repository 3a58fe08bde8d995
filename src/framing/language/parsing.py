"""Articles → parses, in order: from the cache where it has them, else by spaCy, several articles at a time."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache as remember
from pathlib import Path
from typing import TYPE_CHECKING

from framing.language.blocks import blocks_of
from framing.language.cache import ParseCache
from framing.language.identity import parse_signature
from framing.language.quick_import import import_spacy
from framing.model import Article, Parse

if TYPE_CHECKING:
    from spacy.language import Language

BATCH_CHARACTERS = 100_000
"""About 16 articles of middle length: bigger batches are no faster and hold more memory."""
BATCH_ARTICLES = 64


def parse_articles(
    articles: Sequence[Article], *, cache: Path | None = None, on_article: Callable[[Article], None] | None = None
) -> Iterator[Parse]:
    """Yield one Parse per article, in order; `on_article` is called as each is ready.

    `cache` is a folder where parses are kept by content: an article that it holds isn't parsed again, and spaCy isn't
    even imported when it holds all. Raises UsageError when no English model is installed.
    """
    kept = ParseCache(cache, parse_signature()) if cache is not None else None
    for batch in _batches(articles):
        for article, parse in zip(batch, _parse_batch(batch, kept), strict=True):
            if on_article:
                on_article(article)
            yield parse


def _parse_batch(batch: Sequence[Article], kept: ParseCache | None) -> Iterator[Parse]:
    known = [kept.get(article) if kept else None for article in batch]
    fresh = _parse([article for article, parse in zip(batch, known, strict=True) if parse is None])
    for article, parse in zip(batch, known, strict=True):
        if parse is None:
            parse = next(fresh)
            if kept:
                kept.put(article, parse)
        yield parse


def _parse(articles: Sequence[Article]) -> Iterator[Parse]:
    if not articles:
        return
    import_spacy()
    from framing.language.spacy_parser import parse_blocks

    yield from parse_blocks(_model(), [blocks_of(article) for article in articles])


@remember
def _model() -> "Language":
    from framing.language.spacy_parser import load_model

    return load_model()


def _batches(articles: Sequence[Article]) -> Iterator[Sequence[Article]]:
    batch: list[Article] = []
    size = 0
    for article in articles:
        if batch and (size + len(article.text) > BATCH_CHARACTERS or len(batch) == BATCH_ARTICLES):
            yield batch
            batch, size = [], 0
        batch.append(article)
        size += len(article.text)
    if batch:
        yield batch
