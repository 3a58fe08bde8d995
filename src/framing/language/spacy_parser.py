"""The only home of spaCy: blocks of text → columns. Loaded on the first article that no cache holds."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import spacy
from spacy.attrs import DEP, HEAD, IDX, LEMMA, LENGTH, LOWER, POS, SENT_START, TAG
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, set_current_ops
from threadpoolctl import threadpool_limits

from framing.language.blocks import Block
from framing.language.identity import installed_model
from framing.language.sentences import sentence_starts
from framing.model import IntColumn, Parse

BLOCKS_AT_ONCE = 64
"""spaCy's batch: about the words of 16 news articles of middle length in half the memory of spaCy's default."""


def load_model() -> Language:
    """Load the English model; raise UsageError with the cure when none is installed."""
    name = installed_model().package
    # blis has no kernels for recent AMD cores and falls back to slow ones; numpy's BLAS gives the same annotations
    # at 1.4 times the speed. A second BLAS thread gains nothing here, and one thread makes sums repeat exactly.
    set_current_ops(NumpyOps(use_blis=False))
    threadpool_limits(limits=1, user_api="blas")
    nlp = spacy.load(name, exclude=["senter"])
    # The lemmatizer asks of every new word whether it stands in these lists, that of the nouns 57,000 words long; sets
    # answer at once.
    known = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    for part_of_speech, words in known.items():
        known[part_of_speech] = frozenset(words)
    return nlp


def parse_blocks(nlp: Language, articles: Sequence[Sequence[Block]]) -> Iterator[Parse]:
    """Parse articles, each given as its blocks; one Parse per article, in order."""
    with nlp.memory_zone():
        docs = (_prepared(nlp, block.text) for blocks in articles for block in blocks)
        parsed = nlp.pipe(docs, batch_size=BLOCKS_AT_ONCE)
        # All articles are turned to columns before the zone closes: what a Doc holds is freed with it.
        parses = [_join([_rows(block, next(parsed)) for block in blocks], nlp) for blocks in articles]
    yield from parses


def _prepared(nlp: Language, text: str) -> Doc:
    doc = nlp.make_doc(text)
    starts = sentence_starts(text)
    for token in doc:
        if token.idx in starts.certain:
            token.is_sent_start = True
        elif token.i and token.idx not in starts.possible:
            token.is_sent_start = False
    return doc


@dataclass(frozen=True)
class _Rows:
    """One block's tokens: offsets in the article, spaCy's ids, heads and starts counted within the block."""

    starts: IntColumn
    ends: IntColumn
    ids: npt.NDArray[np.uint64]
    heads: npt.NDArray[np.int64]
    sentence_starts: npt.NDArray[np.int64]
    names: list[tuple[int, int, str]]


_IDS = (LEMMA, LOWER, TAG, POS, DEP)


def _rows(block: Block, doc: Doc) -> _Rows:
    starts, ends = block.places(doc.to_array(IDX).astype(np.int32), doc.to_array(LENGTH).astype(np.int32))
    heads = doc.to_array(HEAD).astype(np.int64) + np.arange(len(doc))
    begins = np.flatnonzero(doc.to_array(SENT_START) == 1)
    begins = begins if len(begins) and begins[0] == 0 else np.concatenate([[0], begins])
    return _Rows(
        starts=starts,
        ends=ends,
        ids=doc.to_array(list(_IDS)).astype(np.uint64),
        heads=_keep_heads_inside(heads, begins),
        sentence_starts=begins,
        names=[(ent.start, ent.end, ent.label_) for ent in doc.ents],
    )


def _keep_heads_inside(heads: npt.NDArray[np.int64], begins: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Make a token its own root where its head lies in another sentence."""
    sentence = np.searchsorted(begins, np.arange(len(heads)), side="right")
    return np.where(sentence == sentence[heads], heads, np.arange(len(heads)))


def _join(blocks: Sequence[_Rows], nlp: Language) -> Parse:
    number: dict[str, int] = {}

    def column(k: int, tidy: Callable[[str], str] = str) -> IntColumn:
        ids = np.concatenate([rows.ids[:, k] for rows in blocks]) if blocks else np.zeros(0, dtype=np.uint64)
        distinct, where = np.unique(ids, return_inverse=True)
        words = [tidy(nlp.vocab.strings[int(i)]) for i in distinct]
        return np.array([number.setdefault(w, len(number)) for w in words], dtype=np.int32)[where]

    sizes = [len(rows.starts) for rows in blocks]
    first = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64) if sizes else np.zeros(1, dtype=np.int64)
    lemma, lower = column(0, _plain), column(1, _plain)
    tag, pos, relation = column(2), column(3), column(4)
    names = [
        (int(at) + a, int(at) + b, number.setdefault(label, len(number)))
        for at, rows in zip(first, blocks, strict=False)
        for a, b, label in rows.names
    ]
    return Parse(
        starts=_int32(rows.starts for rows in blocks),
        ends=_int32(rows.ends for rows in blocks),
        lemma_ids=lemma,
        lower_ids=lower,
        tag_ids=tag,
        pos_ids=pos,
        relation_ids=relation,
        heads=_int32(rows.heads + at for at, rows in zip(first, blocks, strict=False)),
        sentence_starts=_int32(rows.sentence_starts + at for at, rows in zip(first, blocks, strict=False)),
        names=np.array(names, dtype=np.int32).reshape(-1, 3),
        vocabulary=tuple(number),
    )


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


def _int32(parts: Iterable[npt.NDArray[np.integer[Any]]]) -> IntColumn:
    return np.concatenate([np.zeros(0, dtype=np.int32), *parts]).astype(np.int32)
