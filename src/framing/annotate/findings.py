"""What an evaluator may look at."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from framing.annotate.links import Link, link, token_index
from framing.lexicon import Lexicon
from framing.model import Article, Attribution, Expression, Mention, Parse, Stack


@dataclass(frozen=True)
class Findings:
    """Everything found in one article before it is judged."""

    article: Article
    parse: Parse
    lexicon: Lexicon
    mentions: tuple[Mention, ...]
    attributions: tuple[Attribution, ...]
    expressions: tuple[Expression, ...]
    wanted: frozenset[int] | None = None
    """The mentions that are asked for, by number; the judgements of others may be left out. None: all."""

    @cached_property
    def links(self) -> tuple[Link | None, ...]:
        """Whom each expression evaluates by its syntax; None for nobody, and for one without a value."""
        at = token_index(self.parse, self.mentions)
        return tuple(link(self.parse, x, self.mentions, at) if x.value else None for x in self.expressions)

    @cached_property
    def of_sentence(self) -> Mapping[int, list[int]]:
        """The mentions of each sentence, by number."""
        found: dict[int, list[int]] = defaultdict(list)
        for i, mention in enumerate(self.mentions):
            found[self.parse.sentence_of[mention.head]].append(i)
        return found

    @cached_property
    def sections(self) -> Stack:
        """The sections of the article, to ask which of them hold a span."""
        return Stack(section.span for section in self.article.sections)
