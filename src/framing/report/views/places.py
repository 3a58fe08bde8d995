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
    once = list(dict.fromkeys(found))
    by_article: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for article, number in once[:most]:
        words = "article" if number is None else str(number)
        by_article[article].append((words, links.article(article, "" if number is None else f"{prefix}{number}")))
    titles = ((rows.articles[a]["title"] or a, tuple(links_there)) for a, links_there in by_article.items())
    return Places(tuple(titles), max(0, len(once) - most))
