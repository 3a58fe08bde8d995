"""What every engine shares: the shape of the work, batches of even size, and the article that couldn't be done."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from framing.model import Article

T = TypeVar("T")
BATCH_CHARACTERS = 60_000
"""About 10,000 words, a second of parsing: long enough to pay for the trip, short enough to lose."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Stands where an article's result would: its process died on it, twice and alone."""

    article: Article
    reason: str


class Engine(Protocol):
    """Drives `work` over articles: one result per article, in order, and equal to what `serial` gives.

    `work` takes a batch and returns a result for each of its articles; where processes are used it must be importable
    (a function at the top of a module, or a partial of one). Its exceptions are raised here. `workers` is at most how
    many run at once; `on_done` is called here for every article that has its result.
    """

    def __call__(
        self,
        work: Callable[[Sequence[Article]], Sequence[T]],
        articles: Sequence[Article],
        *,
        workers: int | None = None,
        on_done: Callable[[Article], None] | None = None,
    ) -> Iterator[T | Failed]: ...


def batches(articles: Sequence[Article]) -> Iterator[Sequence[Article]]:
    """Cut articles into runs of about BATCH_CHARACTERS, at least one article each."""
    batch: list[Article] = []
    size = 0
    for article in articles:
        if batch and size + len(article.text) > BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
        batch.append(article)
        size += len(article.text)
    if batch:
        yield batch
