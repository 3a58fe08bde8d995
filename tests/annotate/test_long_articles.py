"""An article twice as long is twice the work: counted, not timed."""

import sys
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest

from builders import article_of, parse_of
from framing.annotate import annotate
from framing.lexicon import CueGroup, Entity, Frame, Lexicon, ScopeRule, Term
from framing.model import Article, Parse, Section, Span

PARAGRAPH = """
    The/DET/det/2 president/NOUN/nsubj/5 Anna/PROPN/compound/4 Kask{k}/PROPN/appos/2 visited/VERB/ROOT/5/visit
    Minsk/PROPN/dobj/5 +./PUNCT/punct/5

    “/PUNCT/punct/5 +The/DET/det/3 plan/NOUN/nsubj/5 never/PART/neg/5 failed/VERB/ccomp/9/fail +,/PUNCT/punct/9
    +”/PUNCT/punct/9 she/PRON/nsubj/9 said/VERB/ROOT/9/say +./PUNCT/punct/9

    “/PUNCT/punct/5 +The/DET/det/3 plan/NOUN/nsubj/5 may/AUX/aux/5/may/MD fail/VERB/ROOT/5 badly/ADV/advmod/5
    today/NOUN/npadvmod/5 +./PUNCT/punct/5 +”/PUNCT/punct/5

    We/PRON/nsubj/2 said/VERB/ROOT/2/say that/SCONJ/mark/6 the/DET/det/5 president/NOUN/nsubj/6
    praised/VERB/ccomp/2/praise “/PUNCT/punct/9 +honest/ADJ/amod/9 +”/PUNCT/punct/9
    sanctions/NOUN/dobj/6/sanction/NNS +./PUNCT/punct/2

    Its/PRON/poss/2/its/PRP$ friendship/NOUN/nsubj/3 grew/VERB/ROOT/3/grow in/ADP/prep/3 the/DET/det/6
    country/NOUN/pobj/4 ,/PUNCT/punct/3 and/CCONJ/cc/3 the/DET/det/11 sham/NOUN/compound/11 vote/NOUN/nsubj/12
    helped/VERB/conj/3/help the/DET/det/14 company/NOUN/dobj/12 +./PUNCT/punct/3
""".strip().split("\n\n")
"""Who is named, described, and meant by a pronoun; whose words they are; what judges whom."""
LEXICON = Lexicon(
    terms=(
        Term("x.failure.fail", "failure", ("fail",), -0.8),
        Term("x.failure.sham", "failure", ("sham",), -0.8, targets=("minsk",)),
        Term("x.praise_of_object.praise", "praise_of_object", ("praise",), 0.7),
        Term("x.bond.friendship", "bond", ("friendship",), 0.5, near=("country", "company")),
    ),
    frames={name: Frame(name, "x", name, name) for name in ("failure", "praise_of_object", "bond")},
    entities={"minsk": Entity("minsk", "Minsk", "country")},
    scopes=(ScopeRule("scope.never", ("never",), "negation", -1.0), ScopeRule("scope.may", ("may",), "hedge", 0.5)),
    cues=(CueGroup("cue.say", (("say",),), "neutral"),),
)


def long_article(paragraphs: int) -> tuple[Article, Parse]:
    sentences = [s.format(k=f"{k:03}") for k in range(paragraphs) for s in PARAGRAPH]
    text, parse = parse_of(*sentences, names=[(f"Anna Kask{k:03}", "PERSON") for k in range(paragraphs)])
    starts = [span.start for span in parse.sentence_spans[:: len(PARAGRAPH)]]
    sections = [Section(Span(a, b), "body") for a, b in pairwise([*starts, len(text)])]
    broken = "\n".join(text[a : b - 1] for a, b in pairwise([*starts, len(text) + 1]))
    return article_of(broken, sections=tuple(sections)), parse


def steps(work: Callable[[], object]) -> Counter[str]:
    """Count the lines and calls of Python of each function; a turn of a loop is one, in a comprehension too."""
    counted, before = Counter[str](), sys.gettrace()

    def trace(frame: FrameType, event: str, arg: object) -> Any:
        code = frame.f_code
        counted[f"{code.co_filename}:{code.co_firstlineno} {code.co_name}"] += 1
        return trace

    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return counted


@pytest.mark.parametrize("evaluator", ["linear", "lexicon"])
def test_in_an_article_twice_as_long_every_function_has_twice_the_work(evaluator):
    annotate(*long_article(1), LEXICON, evaluator=evaluator)  # loads the weights, builds the tables
    short, long = (
        steps(lambda made=made: annotate(*made, LEXICON, evaluator=evaluator)) for made in map(long_article, (12, 24))
    )
    assert long.total() > 1.9 * short.total()
    # Looking up among twice as many is a little more than twice the work; looking at each is four times.
    assert {name: (short[name], n) for name, n in long.items() if n > 100 and n > 2.6 * short[name]} == {}
