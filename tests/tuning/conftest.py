"""The seeds under the packaged lexicon, opened once, and under a lexicon with five edits."""

from pathlib import Path

import pytest

from framing.lexicon import BASE, Lexicon
from framing.pipeline import Settings
from framing.tuning import Material, open_material
from tuning_edits import turned

REPO = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def seeds(tmp_path_factory) -> Material:
    settings = Settings(lexicons=(REPO / "lexicons",), evaluator="lexicon", cache=tmp_path_factory.mktemp("parses"))
    return open_material(REPO / "seeds", settings)


@pytest.fixture(scope="session")
def edited(seeds) -> Lexicon:
    """Five terms that fire in the seeds, turned round."""
    fired = [r["term"] for r in seeds.tables["terms"].to_pylist() if r["n"] and r["frame"] != BASE and r["polarity"]]
    return turned(seeds.lexicon, fired[:: len(fired) // 5][:5])
