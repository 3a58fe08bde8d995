"""Where something stands, as links by article: behind a count of frames, quotations, names, references or words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from framing.model import UNKNOWN_SOURCE
from framing.report.addresses import Links
from framing.report.rows import Rows

MOST = 60
"""Links of one number; behind it the articles themselves hold the rest."""


@dataclass(frozen=True, slots=True)
class Places:
    """The places of one number: per article its name and (words, link) pairs; `more` were left out."""

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
    titles = ((_title(rows, a), tuple(links_there)) for a, links_there in by_article.items())
    return Places(tuple(titles), max(0, len(once) - most))


def _title(rows: Rows, article: str) -> str:
    """Return an article's source where that tells it from all others: short, and who says it; else its title."""
    source = rows.source_of(article)
    known = source != UNKNOWN_SOURCE and len(rows.articles_of(source)) == 1
    return rows.short_name(source) if known else rows.articles[article]["title"] or article
