"""Parse + Lexicon → Annotations: who is named, who speaks, what is judged, and why. Pure; no state, no order."""

from collections import defaultdict
from dataclasses import replace

from framing.annotate.asked import with_asked
from framing.annotate.cues import Cues
from framing.annotate.evaluate import Findings
from framing.annotate.evaluate import evaluator as find_evaluator
from framing.annotate.expressions import find_expressions
from framing.annotate.mentions import entities, find_mentions, resolve_pronouns
from framing.annotate.parentheticals import rehung
from framing.annotate.voices import Voices, find_attributions, resolve_speakers
from framing.corpus.references import find_references
from framing.lexicon import Lexicon
from framing.model import Annotations, Article, Parse, Word

CONTENT_WORDS = frozenset({"NOUN", "VERB", "ADJ", "ADV", "PROPN"})


def annotate(article: Article, parse: Parse, lexicon: Lexicon, *, evaluator: str = "linear") -> Annotations:
    """Annotate one article. Equal arguments give equal annotations; raises UsageError for an unknown evaluator."""
    evaluate = find_evaluator(evaluator)
    parse = rehung(parse, Cues.of(lexicon).saying)
    named = find_mentions(article, parse, lexicon)
    attributed = find_attributions(article, parse, lexicon)
    mentions = resolve_pronouns(article, parse, lexicon, named, attributed)
    mentions = with_asked(article, parse, lexicon, mentions)
    attributions = resolve_speakers(article, parse, mentions, attributed)
    voices = Voices(attributions)
    mentions = tuple(replace(m, voice=voices.at(m.span)) for m in mentions)
    expressions = find_expressions(parse, lexicon, mentions, attributions)
    return Annotations(
        article=article,
        sentences=parse.sentence_spans,
        mentions=mentions,
        attributions=attributions,
        expressions=expressions,
        evaluations=evaluate(Findings(article, parse, lexicon, mentions, attributions, expressions)),
        references=find_references(article.text),
        entities=entities(article, parse, lexicon, mentions),
        words=_words(parse),
    )


def _words(parse: Parse) -> tuple[Word, ...]:
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for token, word in enumerate(zip(parse.lemma, parse.pos, strict=True)):
        found[word].append(token)
    columns = (parse.sentence_of, parse.starts.tolist(), parse.ends.tolist())
    return tuple(
        Word(lemma, pos, *(tuple(map(column.__getitem__, at)) for column in columns))
        for (lemma, pos), at in sorted(found.items())
        if pos in CONTENT_WORDS and len(lemma) > 1 and any(map(str.isalpha, lemma))
    )
