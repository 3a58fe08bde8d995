"""Mentions that a user asked about and no rule found: a lone "She", a name the recogniser missed."""

import re
from collections.abc import Sequence

from framing.lexicon import Lexicon
from framing.model import Article, Mention, Parse


def with_asked(article: Article, parse: Parse, lexicon: Lexicon, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return `mentions` with one more for each span of `article.targets` that overlaps none, in text order.

    It stands for an entity of its own words ("she"), or "she-unlisted" where the lexicon has that id.
    """
    found = list(mentions)
    for request in article.targets or ():
        span = request.span
        if span is None or any(m.span.overlaps(span) for m in found):
            continue
        tokens = parse.tokens_in(span)
        if not len(tokens):
            continue
        entity = re.sub(r"[\W_]+", "-", span.of(article.text).casefold()).strip("-") or "asked"
        entity = f"{entity}-unlisted" if entity in lexicon.entities else entity
        head = parse.head_in(tokens)
        found.append(Mention(span, entity, "person", "pronoun" if parse.pos[head] == "PRON" else "name", head))
    return tuple(sorted(found, key=lambda m: (m.span, m.entity)))
