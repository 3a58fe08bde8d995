"""Parses kept on disk by content: what an article says and what parses it give the name of the file."""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import pyarrow as pa

from framing.language.columns import SCHEMA, from_batch, to_batch
from framing.model import Article, Parse

# A file is small: handing its columns to other threads costs more than reading them.
_ALONE = pa.ipc.IpcReadOptions(use_threads=False)
# A third to three quarters larger than zstd, and read four times as fast.
_QUICK = pa.ipc.IpcWriteOptions(compression="lz4")


@dataclass(frozen=True, slots=True)
class ParseCache:
    """A folder of parses, one Arrow file an article. `signature` names all that decides a parse beside the article."""

    folder: Path
    signature: str

    def get(self, article: Article) -> Parse | None:
        """Return the article's parse, or None when there is none; a file that can't be read is removed."""
        path = self._path(article)
        try:
            with pa.OSFile(str(path)) as file, pa.ipc.open_file(file, options=_ALONE) as reader:
                return from_batch(reader.get_batch(0))
        except FileNotFoundError:
            return None
        except (pa.ArrowException, ValueError, OSError, IndexError):
            # Torn, foreign or of an older layout: parsing again is always right.
            with suppress(OSError):
                path.unlink(missing_ok=True)
            return None

    def put(self, article: Article, parse: Parse) -> None:
        """Keep a parse. The file appears whole or not at all; a folder that can't be written keeps nothing."""
        path = self._path(article)
        scratch = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        # A full or read-only disk costs the next run its time, never this one its result.
        with suppress(OSError):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                with scratch.open("wb") as file:
                    with pa.ipc.new_file(file, SCHEMA, options=_QUICK) as writer:
                        writer.write_batch(to_batch(parse))
                    file.flush()
                    os.fsync(file.fileno())
                scratch.replace(path)
            finally:
                scratch.unlink(missing_ok=True)

    def _path(self, article: Article) -> Path:
        name = parse_key(article, self.signature)
        return self.folder / name[:2] / f"{name[2:]}.arrow"


def parse_key(article: Article, signature: str) -> str:
    """Return what names the parse of an article: equal keys, equal parses."""
    sections = [(s.span.start, s.span.end, s.kind) for s in article.sections]
    content = json.dumps([signature, sections, article.text])  # ASCII, so lone surrogates have bytes too
    return blake2b(content.encode(), digest_size=20).hexdigest()
