"""Runs the command line as a user does, and the small lexicon its tests share."""

import pytest

from framing.cli import main

LEXICON = """
[lexicon]
id = "mine"
title = "Mine"
version = "1"
language = "en"
license = "CC0-1.0"

[entities.minsk]
name = "Minsk"
type = "government"

[frames.decline]
label = "Decline"
definition = "Things get worse."
polarity = -0.6
terms = ["stagnant"]
fires = ["Relations are stagnant."]
silent = ["Relations are fine."]
"""


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        main([str(a) for a in arguments])
    captured = capsys.readouterr()
    return int(end.value.code or 0), captured.out, captured.err
