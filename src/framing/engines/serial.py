"""One process, this one: what the other engines are measured against."""

from collections.abc import Callable, Iterator, Sequence

from framing.engines.batches import Failed, T, batches
from framing.model import Article


def run_serial(
    work: Callable[[Sequence[Article]], Sequence[T]],
    articles: Sequence[Article],
    *,
    workers: int | None = None,  # noqa: ARG001 - the signature is the engines' own
    on_done: Callable[[Article], None] | None = None,
) -> Iterator[T | Failed]:
    """Do the work here, batch by batch; see `Engine`."""
    for batch in batches(articles):
        for article, result in zip(batch, work(batch), strict=True):
            if on_done:
                on_done(article)
            yield result
