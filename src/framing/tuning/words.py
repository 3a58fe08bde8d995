"""Which sentences hold which words: what a change of a lexicon can touch is found without reading every article.

The index is kept beside the parses, in a file named by the parses it is made of. It is mapped into memory, so that a
large one costs no more to open than a small one.
"""

import itertools
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from framing.language import parse_articles, parse_key, parse_signature
from framing.model import Article, Parse

Numbers: TypeAlias = npt.NDArray[np.int64]

SCHEMA = pa.schema([("word", pa.string()), ("sentences", pa.list_(pa.int64()))])
_ARTICLE = 32
"""A sentence is numbered by its article's number, so many bits up, and its place in the article."""
_SENTENCE = (1 << _ARTICLE) - 1
_NOTHING: Numbers = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class WordIndex:
    """For each word, as written in lower case or in dictionary form, the numbers of the sentences that hold it.

    `sentences` holds them one word after the other; `rows` says where each word's begin and end.
    """

    sentences: Numbers
    rows: Mapping[str, tuple[int, int]]

    def holding(self, phrase: Sequence[str]) -> Numbers:
        """Return the articles that hold all words of `phrase` in one sentence: those that can hold it, and more."""
        articles = self._sentences(phrase) >> _ARTICLE
        return articles[np.diff(articles, prepend=-1) > 0]

    def holding_any(self, phrases: Iterable[Sequence[str]]) -> dict[int, list[int]]:
        """Return the articles that may hold one of `phrases`, in order, with the sentences that may."""
        articles: dict[int, list[int]] = {}
        for number in sorted({i for phrase in phrases for i in self._sentences(phrase).tolist()}):
            articles.setdefault(number >> _ARTICLE, []).append(number & _SENTENCE)
        return articles

    def _sentences(self, phrase: Sequence[str]) -> Numbers:
        lists = sorted((self._of(word) for word in phrase), key=len)
        found = lists[0] if lists else _NOTHING
        for more in lists[1:]:
            found = np.intersect1d(found, more, assume_unique=True)
        return found

    def _of(self, word: str) -> Numbers:
        first, after = self.rows.get(word, (0, 0))
        return self.sentences[first:after]


def index_words(articles: Sequence[Article], *, cache: Path | None = None) -> WordIndex:
    """Return the index of the articles: the one kept in `cache`, else one made from their parses, and kept."""
    path = _path(articles, cache) if cache is not None else None
    if path is not None and (kept := _read(path, len(articles))) is not None:
        return kept
    batch = _made(articles, cache)
    if path is not None:
        _write(path, batch)
    return _index(batch)


def _made(articles: Sequence[Article], cache: Path | None) -> pa.RecordBatch:
    found: dict[str, list[int]] = {}
    for number, parse in enumerate(parse_articles(articles, cache=cache)):
        for sentence, word in _words_in(parse):
            found.setdefault(word, []).append(number << _ARTICLE | sentence)
    words = sorted(found)
    return pa.RecordBatch.from_arrays(
        [pa.array(words, pa.string()), pa.array([found[word] for word in words], pa.list_(pa.int64()))], schema=SCHEMA
    )


def _words_in(parse: Parse) -> Iterator[tuple[int, str]]:
    """Yield each sentence in order with the words that a phrase can match in it, each once."""
    width = len(parse.vocabulary)
    sentence = np.array(parse.sentence_of, dtype=np.int64) * width
    for key in np.unique(np.concatenate([sentence + parse.lower_ids, sentence + parse.lemma_ids])).tolist():
        yield key // width, parse.vocabulary[key % width]


def _index(batch: pa.RecordBatch) -> WordIndex:
    lists = batch.column("sentences")
    edges = lists.offsets.to_pylist()
    rows = zip(batch.column("word").to_pylist(), itertools.pairwise(edges), strict=True)
    return WordIndex(lists.values.to_numpy(zero_copy_only=False), dict(rows))


# --- kept on disk -------------------------------------------------------------------------------------------------


def _path(articles: Sequence[Article], cache: Path) -> Path:
    signature = parse_signature()
    keys = blake2b(digest_size=20)
    for article in articles:
        keys.update(parse_key(article, signature).encode())
    return cache / "words" / f"{keys.hexdigest()}.arrow"


def _read(path: Path, n_articles: int) -> WordIndex | None:
    """Return the kept index, or None when there is none; a file that can't be read is removed."""
    try:
        # Mapped, not read: pages that no look-up needs stay on disk. The file is replaced, never written into.
        with pa.ipc.open_file(pa.memory_map(str(path))) as reader:
            batch = reader.get_batch(0)
        if batch.schema != SCHEMA:
            raise ValueError("not an index of words")
        index = _index(batch)
        if index.sentences.size and not 0 <= index.sentences.min() <= index.sentences.max() < n_articles << _ARTICLE:
            raise ValueError("an article that isn't there")
    except FileNotFoundError:
        return None
    except (pa.ArrowException, ValueError, OSError, IndexError, AttributeError, TypeError):
        with suppress(OSError):
            path.unlink(missing_ok=True)
        return None
    return index


def _write(path: Path, batch: pa.RecordBatch) -> None:
    """Keep an index: whole or not at all. A disk that can't be written costs the next run its time, nothing else."""
    scratch = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with suppress(OSError):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with pa.OSFile(str(scratch), "wb") as file, pa.ipc.new_file(file, SCHEMA) as writer:
                writer.write_batch(batch)
            scratch.replace(path)
        finally:
            scratch.unlink(missing_ok=True)
