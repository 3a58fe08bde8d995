"""Terms of this corpus that the lexicon doesn't have yet, ranked by what they would add. Nothing is taken by itself.

A word is suggested when it is likely to evaluate (`evaluative.leaning`) and stands where evaluations stand: it modifies
or predicates a target, is coordinated with known terms (Hatzivassiloglou & McKeown 1997), is held at a distance by
scare quotes, is intensified. Words that tell groups of sources apart, and words in sentences where the model sees what
the lexicon misses, come before others. Names are never suggested.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log1p, tanh

import numpy as np

from framing.contrast.groups import group_of
from framing.contrast.keyness import log_odds
from framing.errors import UsageError
from framing.lexicon import BASE, Lexicon
from framing.model import Article
from framing.tuning.candidates import COORDINATED, Candidate, candidates
from framing.tuning.evaluative import leaning
from framing.tuning.material import Material

MOST = 60
PRAISE, BLAME = "praise", "blame"
"""Where words go that no frame of the lexicon is near to."""
CONTEXTS = 3
UNSURE_BELOW = 0.1
WEAKEST = 0.15
"""A word with a lower score promises nothing: it is mentioned, not used to judge."""
OFTEN_BESIDE = 3
"""A frame whose terms stand so often in a word's sentences, and more often than all others, may be the word's."""
_SHARED = 6
"""So many letters at least two words begin with that are built of one stem."""
_WEIGHT_OF = {"ADJ": 1.0, "NOUN": 0.8, "VERB": 0.7, "ADV": 0.5}
_GROUPS_PRIOR = 20.0


@dataclass(frozen=True, slots=True)
class Context:
    """One occurrence in its sentence, in three parts, and whose article it is."""

    article: str
    source: str
    group: str
    left: str
    words: str
    right: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A term to consider. `number` counts from 1 and names it for `accept`; `reasons` say why it is here."""

    number: int
    term: str
    pos: tuple[str, ...]
    hyphenated: bool
    frame: str
    """A frame of the lexicon that words built alike or beside it belong to, else "praise" or "blame"."""
    polarity: float
    """0 where nothing tells praise from blame: it is the analyst's to say."""
    score: float
    reasons: tuple[str, ...]
    contexts: tuple[Context, ...]
    n: int
    n_articles: int
    groups: Mapping[str, int]
    """Articles that hold it, by group."""


def suggest(
    material: Material,
    *,
    target: str = "",
    contrast: tuple[str, str] | None = None,
    most: int = MOST,
    tuning_half: bool = False,
    without: Collection[str] = (),
    on_done: Callable[[Article], None] | None = None,
) -> tuple[Suggestion, ...]:
    """Return terms to consider, the most promising first.

    `target` keeps to words that stand in a sentence with that entity; `contrast` names two groups (or sources) and puts
    words first that one of them prefers. `tuning_half` leaves the held-out articles out, and `without` these words;
    `on_done` is called as each article has been read. Raises UsageError for an unknown target or group.
    """
    found = candidates(material, target, tuning_half, on_done)
    distinctive = _distinctive(material, found, contrast) if contrast else {}
    n, nouns = len(material.corpus.articles), {key for key, c in found.items() if "NOUN" in c.pos}
    own = {key: _score(c, found, n, nouns) for key, c in found.items() if key not in without}
    scores = {key: s * (1 + distinctive.get(key, 0.0)) for key, s in own.items() if s >= WEAKEST}
    ranked = sorted(((score, key) for key, score in scores.items()), key=lambda pair: (-pair[0], pair[1]))
    groups = [a.source.group or a.source.id for a in material.corpus.articles]
    return tuple(
        _suggestion(number, found[key], score, material, groups, distinctive.get(key, 0.0))
        for number, (score, key) in enumerate(ranked[:most], start=1)
    )


def with_polarity(suggestion: Suggestion, polarity: float, lexicon: Lexicon) -> Suggestion:
    """Return a suggestion with the polarity an analyst gives it, in a frame that says the like."""
    known = lexicon.frames.get(suggestion.frame)
    own = known.polarity if known else {PRAISE: 1.0, BLAME: -1.0}[suggestion.frame]
    frame = suggestion.frame if own * polarity >= 0 else PRAISE if polarity > 0 else BLAME
    return replace(suggestion, polarity=polarity, frame=frame)


# --- ranking ------------------------------------------------------------------------------------------------------


def _score(candidate: Candidate, found: Mapping[str, Candidate], n_articles: int, nouns: Collection[str]) -> float:
    pos = candidate.main_pos
    own = leaning(candidate.lemma, pos, nouns).strength
    kin = [leaning(c, found[c].main_pos, nouns).strength for c in candidate.companions if c in found]
    prior = own + (0.25 * max(kin) if kin else 0.0) + (0.3 if candidate.said else 0.0)
    best = max(weight for _, _, weight in candidate.at)
    mean = sum(weight for _, _, weight in candidate.at) / len(candidate.at)
    standing = 0.5 * best + 0.5 * mean
    spread = len(candidate.articles) / max(3, n_articles)
    # What half of all articles say is what they are about, not what they think of it.
    topical = 1.0 / (1.0 + 4.0 * max(0.0, spread - 0.4) * min(1.0, len(candidate.at) / 6))
    headline = 0.2 if candidate.headlines else 0.0
    missed = 0.25 * len(candidate.model) / len(candidate.at)
    return (
        _WEIGHT_OF[pos]
        * prior
        * (0.3 + standing + missed + headline)
        * (1 + 0.3 * log1p(len(candidate.at) - 1))
        * topical
    )


def _distinctive(material: Material, found: Mapping[str, Candidate], contrast: tuple[str, str]) -> dict[str, float]:
    """Return how clearly one of two groups prefers each word, 0..1, by the articles that hold it."""
    by_group, by_source = (group_of(material.tables, by) for by in ("group", "source"))
    groups = by_group if all(name in by_group for name in contrast) else by_source
    if missing := [name for name in contrast if name not in by_group and name not in by_source]:
        known = sorted({g for g in (*by_group, *by_source) if g})
        raise UsageError(f"--contrast: no group or source {missing[0]!r}; there are {', '.join(known)}")
    if mixed := [name for name in contrast if name not in groups]:
        raise UsageError(f"--contrast: {mixed[0]!r} is a group and the other a source; name two groups or two sources")
    sides = [
        np.array([sum(groups[i] == name for i in c.articles) for c in found.values()], dtype=np.float64)
        for name in contrast
    ]
    pooled = sides[0] + sides[1]
    if not pooled.any():
        return {}
    said = pooled > 0
    z = np.zeros(len(pooled))
    z[said] = log_odds(sides[0][said], sides[1][said], _GROUPS_PRIOR * pooled[said] / pooled.sum())
    return {key: float(tanh(abs(value))) for key, value in zip(found, z.tolist(), strict=True)}


def _suggestion(
    number: int, candidate: Candidate, score: float, material: Material, groups: Sequence[str], distinctive: float
) -> Suggestion:
    own = leaning(candidate.lemma, candidate.main_pos)
    direction = own.polarity + sum(sum(values) / len(values) for values in (candidate.said, candidate.model) if values)
    reasons = [text for text, _ in candidate.reasons.most_common(3)] + list(own.reasons)
    if candidate.model:
        reasons.append(f"the model sees {'praise' if sum(candidate.model) > 0 else 'blame'} where no term counts")
    if candidate.headlines:
        reasons.append("in a headline")
    if distinctive > 0.3:
        reasons.append("tells the groups apart")
    held = Counter(groups[i] for i in candidate.articles)
    sign = 0 if abs(direction) < UNSURE_BELOW else 1 if direction > 0 else -1
    frame, because = _frame(candidate, sign, material.lexicon)
    if because:
        reasons = [*(r for r in reasons if r != COORDINATED), because]
        sign = sign or int(np.sign(material.lexicon.frames[frame].polarity))
    return Suggestion(
        number=number,
        term=candidate.lemma,
        pos=tuple(sorted(candidate.pos)),
        hyphenated=False,
        frame=frame or (PRAISE if direction >= 0 else BLAME),
        polarity=0.5 * sign,
        score=round(score, 4),
        reasons=tuple(dict.fromkeys(reasons)),
        contexts=tuple(_contexts(material, candidate)),
        n=len(candidate.at),
        n_articles=len(candidate.articles),
        groups=dict(sorted(held.items())),
    )


def _frame(candidate: Candidate, sign: int, lexicon: Lexicon) -> tuple[str, str]:
    """Return the frame of the lexicon that a word may belong to, and why; none when nothing speaks for one.

    One that says the opposite of what the word is taken to say is no frame for it.
    """

    def fits(frame: str) -> bool:
        return frame in lexicon.frames and lexicon.frames[frame].polarity * sign >= 0

    if sign and (frame := next((f for f, _ in candidate.coordinated.most_common() if fits(f)), "")):
        return frame, f"{COORDINATED} of {frame}"
    akin = Counter(
        t.frame
        for t in lexicon.terms
        if len(t.words) == 1 and t.frame != BASE and _of_one_stem(t.words[0], candidate.lemma)
    )
    if frame := next((f for f, _ in akin.most_common() if fits(f)), ""):
        return frame, f"built like terms of {frame}"
    for frame, n in candidate.beside.most_common(1):
        if sign and n >= OFTEN_BESIDE and 2 * n > candidate.beside.total() and fits(frame):
            return frame, f"often beside terms of {frame}"
    return "", ""


def _of_one_stem(one: str, other: str) -> bool:
    """Say whether two words share all but an ending: "dependent", "dependence"."""
    shared = next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= max(_SHARED, max(len(one), len(other)) - 4)


def _contexts(material: Material, candidate: Candidate) -> Iterator[Context]:
    """Yield the best-standing occurrences, of different articles first."""
    order = sorted(
        range(len(candidate.at)), key=lambda k: (-candidate.at[k][2], candidate.at[k][0], candidate.at[k][1])
    )
    first = {candidate.at[k][0]: k for k in reversed(order)}
    chosen = [k for k in order if first[candidate.at[k][0]] == k]
    for k in (chosen + [k for k in order if k not in chosen])[:CONTEXTS]:
        number, span, sentence = candidate.spans[k]
        article = material.corpus.articles[number]
        text = article.text
        yield Context(
            article.id, article.source.id, article.source.group,
            text[sentence.start : span.start], span.of(text), text[span.end : sentence.end],
        )  # fmt: skip
