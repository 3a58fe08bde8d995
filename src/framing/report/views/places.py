"""Where something stands, as links by article: behind a count of frames, quotations, names, references or words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from framing.report.addresses import Links
from framing.report.rows import Rows

MOST = 60
"""Links of one number; behind it the articles themselves hold the rest."""


@dataclass(frozen=True, slots=True)
class Places:
    """The places of one number: per article its title and (words, link) pairs; `more` were left out."""

    articles: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    more: int = 0


def places(
    rows: Rows, links: Links, found: Iterable[tuple[str, int | None]], prefix: str = "s", most: int = MOST
) -> Places:
    """Return (article, number) pairs as links to the anchors `prefix` + number; without a number, to the article."""
    by_article: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    kept = dropped = 0
    for article, number in found:
        words = "article" if number is None else str(number)
        link = (words, links.article(article, "" if number is None else f"{prefix}{number}"))
        if link in by_article[article]:
            continue
        if kept < most:
            by_article[article][link] = None
        kept, dropped = kept + 1, dropped + (kept >= most)
    titles = ((rows.articles[a]["title"] or a, tuple(found)) for a, found in by_article.items() if found)
    return Places(tuple(titles), dropped)
