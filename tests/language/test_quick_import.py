import subprocess
import sys

import pytest

SCRIPT = """
import sys
from framing.language.quick_import import import_spacy

import_spacy()
import spacy

assert "spacy.cli" not in sys.modules
assert spacy.info()["spacy_version"] == spacy.__version__
assert sys.modules["spacy.cli"].download
"""


@pytest.mark.model
def test_spacy_comes_without_its_command_line_which_is_still_there_when_asked_for():
    subprocess.run([sys.executable, "-c", SCRIPT], check=True)
