"""A small corpus and a lexicon of one's own, served to the tests on a free port."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

from framing.pipeline import Settings
from framing.studio.desk import Desk
from framing.studio.server import serve
from framing.tuning import Material, open_material

LEXICON = """\
# Mine: every comment stays.
[lexicon]
id = "mine"

[frames.decline]
label = "Decline"
definition = "Things get worse."
polarity = -0.6
terms = ["stagnant"]  # the first word
fires = ["Relations are stagnant."]
silent = ["Relations are fine."]

[entities.freedonia]
name = "Freedonia"
type = "country"
"""
ARTICLES = {
    "one": "Freedonia is stagnant. Freedonia is a sham state. The sham government of Freedonia is isolated.",
    "two": "Freedonia is a generous partner. Freedonia is stagnant and sham. Its sham vote failed.",
    "three": "Freedonia is reliable. Freedonia is an unbreakable friend. It is a sham, critics say.",
}


@dataclass
class Served:
    """A running server: its corpus, its lexicon folder, its one-time link."""

    corpus: Path
    folder: Path
    link: str
    desk: Desk

    @property
    def origin(self) -> str:
        return self.link.split("/start")[0]

    @property
    def port(self) -> int:
        return int(self.origin.rsplit(":", 1)[1])


def write_corpus(folder: Path) -> tuple[Path, Path]:
    """Write the articles and the lexicon; return their folders."""
    corpus, lexicons = folder / "corpus", folder / "mine"
    corpus.mkdir()
    lexicons.mkdir()
    for name, text in ARTICLES.items():
        (corpus / f"{name}.txt").write_text(f"{name.title()}\n\n{text}\n")
    (lexicons / "mine.toml").write_text(LEXICON)
    return corpus, lexicons


@pytest.fixture(scope="session")
def _opened(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Material]:
    folder = tmp_path_factory.mktemp("studio")
    corpus, lexicons = write_corpus(folder)
    settings = Settings(lexicons=(lexicons,), base=False, evaluator="lexicon", engine="serial", cache=folder)
    return folder, open_material(corpus, settings)


@pytest.fixture
def desk(_opened: tuple[Path, Material], tmp_path: Path) -> Desk:
    folder, material = _opened
    shutil.copytree(folder / "mine", tmp_path / "mine")
    return Desk(material, [tmp_path / "mine"], tmp_path / "mine")


@pytest.fixture
def served(desk: Desk, _opened: tuple[Path, Material]) -> Iterator[Served]:
    with serving(desk, _opened[0] / "corpus") as one:
        yield one


@pytest.fixture
def served_anew(_opened: tuple[Path, Material], tmp_path: Path) -> Iterator[Served]:
    """The same under the same lexicon, to be worked on in a folder that is empty yet."""
    folder, material = _opened
    (tmp_path / "own").mkdir()
    with serving(Desk(material, [folder / "mine", tmp_path / "own"], tmp_path / "own"), folder / "corpus") as one:
        yield one


@contextmanager
def serving(desk: Desk, corpus: Path) -> Iterator[Served]:
    told: Queue[Any] = Queue()
    thread = threading.Thread(target=serve, args=(desk, 0, lambda *what: told.put(what)), daemon=True)
    thread.start()
    link, stop = told.get(timeout=20)
    yield Served(corpus, desk.folder, link, desk)
    stop()
    thread.join(timeout=10)
