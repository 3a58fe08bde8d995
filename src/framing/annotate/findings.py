"""What an evaluator may look at."""

from dataclasses import dataclass

from framing.lexicon import Lexicon
from framing.model import Article, Attribution, Expression, Mention, Parse


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything found in one article before it is judged."""

    article: Article
    parse: Parse
    lexicon: Lexicon
    mentions: tuple[Mention, ...]
    attributions: tuple[Attribution, ...]
    expressions: tuple[Expression, ...]
