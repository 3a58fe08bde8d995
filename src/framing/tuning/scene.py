"""One article with what was found in it: which of its words are free to be terms, and how they stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from framing.annotate.links import RELATIONAL, link, token_index
from framing.lexicon import PhraseTable
from framing.model import Article, Expression, Mention, Parse, Span, Step
from framing.tuning.closed_classes import is_closed
from framing.tuning.evaluative import is_no_noun
from framing.tuning.material import Material, Row

SUGGESTED = ("ADJ", "NOUN", "VERB", "ADV")
_LINKED, _IN_CLAUSE, _IN_SENTENCE, _ELSEWHERE = 1.0, 0.6, 0.35, 0.15
_NO_TERMS = frozenset({"MD", "NNP", "NNPS", "JJR", "JJS", "RBR", "RBS", "CD", "WRB"})
"""Tags of modals, names, comparatives (which compare with something, and are found by their positive) and numbers."""
_FIGURES = frozenset({"ORDINAL", "CARDINAL", "DATE", "TIME", "PERCENT", "MONEY", "QUANTITY"})


@dataclass(frozen=True)
class Scene:
    """One article with what was found in it."""

    article: Article
    parse: Parse
    mentions: tuple[Mention, ...]
    expressions: Mapping[int, Row]
    """The expression at each token."""
    at: Mapping[int, int]
    taken: frozenset[int]
    """Tokens of names and known terms."""
    scare: tuple[Span, ...]
    begins: frozenset[int]
    glued: frozenset[int]
    intensifiers: frozenset[int]

    @classmethod
    def of(cls, material: Material, article: Article, parse: Parse) -> "Scene":
        mentions = tuple(
            Mention(
                span := Span(r["start"], r["end"]),
                r["entity"],
                r["type"],
                r["via"],
                parse.head_in(parse.tokens_in(span)),
            )
            for r in material.rows("mentions").get(article.id, ())
        )
        expressions = {
            t: r
            for r in material.rows("expressions").get(article.id, ())
            for t in parse.tokens_in(Span(r["start"], r["end"]))
        }
        taken = {t for m in mentions if m.via != "description" for t in parse.tokens_in(m.span)}
        # Recognition takes a rare adjective for a people now and then ("hegemonic"); a name has its capital.
        taken |= {
            t
            for first, after, label in parse.names.tolist()
            for t in range(first, after)
            if parse.vocabulary[label] in _FIGURES or not article.text[parse.spans[t].start].islower()
        }
        scare = tuple(
            Span(c["start"], c["end"])
            for r in material.rows("attributions").get(article.id, ())
            if r["kind"] == "scare"
            for c in r["content"]
        )
        cues = PhraseTable((rule.cue, rule) for rule in material.lexicon.scopes if rule.kind == "intensifier")
        intensifiers = {t for first, after, _ in cues.find(parse) for t in range(first, after)}
        hyphens = [i for i in range(1, len(parse) - 1) if parse.lower[i] == "-"]
        glued = {i for i in hyphens if parse.ends[i - 1] == parse.starts[i] and parse.ends[i] == parse.starts[i + 1]}
        return cls(
            article, parse, mentions, expressions, token_index(parse, mentions), frozenset(taken | expressions.keys()),
            scare, frozenset(parse.sentence_starts.tolist()), frozenset(glued), frozenset(intensifiers),
        )  # fmt: skip

    def free_tokens(self) -> Iterator[int]:
        """Yield the tokens that may be a term: content words, the last part of a compound, no name, no known term."""
        parse = self.parse
        for token in range(len(parse)):
            if parse.pos[token] not in SUGGESTED or token in self.taken or token + 1 in self.glued:
                continue
            lemma = parse.lemma[token]
            if (len(lemma) < 3 and token - 1 not in self.glued) or not lemma.isalpha() or not lemma.isascii():
                continue
            if (
                parse.tag[token] in _NO_TERMS
                or is_closed([lemma, *(parse.lower[t] for t in self.compound(token))])
                or any(t in self.taken for t in self.compound(token))
            ):
                continue
            yield token

    def compound(self, token: int) -> range:
        """Return the tokens of the hyphenated compound that ends at `token`; only `token` when there is none."""
        first = token
        while first - 1 in self.glued:
            first -= 2
        return range(first, token + 1)

    def phrase(self, token: int) -> tuple[str, Span]:
        """Return the term at a token, as the lexicon would have it, and where it stands."""
        tokens = self.compound(token)
        words = [self.parse.lower[t] for t in tokens[:-1]]
        as_written = self.parse.pos[token] == "ADJ" or (
            self.parse.tag[token] == "NNS" and is_no_noun(self.parse.lemma[token])
        )
        last = self.parse.lower[token] if as_written else self.parse.lemma[token]
        return "".join([*words, last]), self.parse.span(tokens[0], tokens[-1] + 1)

    def is_prose(self, span: Span) -> bool:
        """Say whether the span lies outside captions, bylines and references."""
        return not any(s.overlaps(span) for s in self.article.not_prose)

    def place(self, token: int, wanted: frozenset[str] | None) -> tuple[float, list[str]] | None:
        """Say how well an evaluation would stand here, and why; None where the target asked for is not in sight."""
        parse, mentions = self.parse, self.mentions
        here = parse.sentence_of[token]
        near = [m for m in mentions if parse.sentence_of[m.head] == here and (wanted is None or m.entity in wanted)]
        if wanted is not None and not near:
            return None
        span = parse.spans[token]
        expression = Expression(span, "", "candidate", token, (Step("", 1.0, span),))
        linked = link(parse, expression, mentions, self.at)
        on = linked is not None and (wanted is None or any(mentions[i].entity in wanted for i in linked.mentions))
        reasons: list[str] = []
        if linked is not None and on:
            value = _IN_CLAUSE if linked.rule == "only one in the clause" else _LINKED
            reasons.append(f"target: {linked.rule}")
        elif parse.relation[token] == "amod" and parse.lemma[parse.head[token]] in RELATIONAL:
            value = _LINKED
            reasons.append(f"describes a {parse.lemma[parse.head[token]]}")
        else:
            value = _IN_SENTENCE if near else _ELSEWHERE
        if any(s.contains(span) for s in self.scare):
            value += 0.4
            reasons.append("in scare quotes")
        if any(c in self.intensifiers for c in parse.children[token]):
            value += 0.4
            reasons.append("intensified")
        return value, reasons
