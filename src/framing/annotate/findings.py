"""What an evaluator may look at."""

from dataclasses import dataclass
from functools import cached_property

from framing.annotate.links import Link, link, token_index
from framing.lexicon import Lexicon
from framing.model import Article, Attribution, Expression, Mention, Parse


@dataclass(frozen=True)
class Findings:
    """Everything found in one article before it is judged."""

    article: Article
    parse: Parse
    lexicon: Lexicon
    mentions: tuple[Mention, ...]
    attributions: tuple[Attribution, ...]
    expressions: tuple[Expression, ...]

    @cached_property
    def links(self) -> tuple[Link | None, ...]:
        """Whom each expression evaluates by its syntax; None for nobody, and for one without a value."""
        at = token_index(self.parse, self.mentions)
        return tuple(link(self.parse, x, self.mentions, at) if x.value else None for x in self.expressions)
