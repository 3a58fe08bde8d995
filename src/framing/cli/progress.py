"""Progress on standard error: articles, words a second, time left. Silent when nobody watches."""

import sys
import time
from types import TracebackType
from typing import Self

import click

from framing.model import Article, Corpus


class Progress:
    """A bar over the words of a corpus; use it as a context manager and hand `start` and `done` to the pipeline."""

    def __init__(self) -> None:
        self._bar = click.progressbar(length=1, hidden=True)
        self._articles = self._total = self._words = 0
        self._began = time.monotonic()

    def start(self, corpus: Corpus) -> None:
        """Show the bar of this corpus."""
        self._total = len(corpus.articles)
        self._bar = click.progressbar(
            length=sum(_words(a) for a in corpus.articles) or 1,
            label="Reading",
            file=sys.stderr,
            hidden=not sys.stderr.isatty(),
            item_show_func=lambda _: self._pace(),
        )
        self._bar.__enter__()

    def done(self, article: Article) -> None:
        """Move on by one article."""
        self._articles += 1
        self._words += _words(article)
        self._bar.update(_words(article))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.__exit__(kind, error, trace)

    def _pace(self) -> str:
        pace = self._words / max(time.monotonic() - self._began, 1e-9)
        return f"{self._articles} of {self._total} articles, {pace:,.0f} words a second"


def _words(article: Article) -> int:
    return len(article.text.split())
