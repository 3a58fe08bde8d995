"""Makes articles and parses by hand, so that rules are tested on sentences as a person reads them, without a model."""

from collections.abc import Sequence

import numpy as np

from framing.model import Article, Parse

TAGS = {"PROPN": "NNP", "NOUN": "NN", "VERB": "VBD", "AUX": "VBZ", "ADJ": "JJ", "ADV": "RB", "ADP": "IN", "DET": "DT",
        "PRON": "PRP", "PUNCT": ".", "PART": "RB", "CCONJ": "CC", "SCONJ": "IN", "NUM": "CD"}  # fmt: skip


def parse_of(*sentences: str, names: Sequence[tuple[str, str]] = ()) -> tuple[str, Parse]:
    """Make a text and its parse from sentences of `word/POS/relation/head[/lemma[/TAG]]`.

    Heads count from 1 within the sentence; a root is its own head. A word that begins with `+` has no space before
    it ("China +’s"). `names` lists (words, label) of named entities, each sought after the one before it.

    >>> text, parse = parse_of("Xi/PROPN/nsubj/2 praised/VERB/ROOT/2/praise Minsk/PROPN/dobj/2 +./PUNCT/punct/2")
    >>> text
    'Xi praised Minsk.'
    >>> parse.lemma
    ('xi', 'praise', 'minsk', '.')
    """
    text = ""
    rows: list[tuple[int, int, str, str, str, str, str, int]] = []
    sentence_starts = []
    for sentence in sentences:
        first = len(rows)
        sentence_starts.append(first)
        for token in sentence.split():
            fields = token.replace("//", "/\0").split("/")
            word, pos, relation, head = (f.replace("\0", "/") for f in fields[:4])
            glued = word.startswith("+") and len(word) > 1
            word = word.removeprefix("+") if glued else word
            lower = word.lower().replace("’", "'")
            lemma = fields[4] if len(fields) > 4 and fields[4] else lower
            tag = fields[5] if len(fields) > 5 else TAGS.get(pos, "XX")
            text += word if glued or not text else " " + word
            rows.append((len(text) - len(word), len(text), lemma, lower, tag, pos, relation, first + int(head) - 1))
    vocabulary = tuple(dict.fromkeys(w for row in rows for w in row[2:7]))
    vocabulary += tuple(label for _, label in names if label not in vocabulary)
    number = {word: i for i, word in enumerate(vocabulary)}
    column = lambda k: np.array([number[row[k]] for row in rows], dtype=np.int32)  # noqa: E731
    starts = [row[0] for row in rows]
    ends = [row[1] for row in rows]
    found = []
    at = 0
    for words, label in names:
        at = text.find(words, at)
        at = at if at >= 0 else text.index(words)
        found.append((starts.index(at), ends.index(at + len(words)) + 1, number[label]))
        at += len(words)
    return text, Parse(
        starts=np.array(starts, dtype=np.int32),
        ends=np.array(ends, dtype=np.int32),
        lemma_ids=column(2),
        lower_ids=column(3),
        tag_ids=column(4),
        pos_ids=column(5),
        relation_ids=column(6),
        heads=np.array([row[7] for row in rows], dtype=np.int32),
        sentence_starts=np.array(sentence_starts, dtype=np.int32),
        names=np.array(found, dtype=np.int32).reshape(-1, 3),
        vocabulary=vocabulary,
    )


def article_of(text: str, **fields: object) -> Article:
    """Make an article with `text`; other fields as given."""
    return Article(**{"id": "a1", "text": text, **fields})  # type: ignore[arg-type]
