"""docs/cli.md says what `--help` says."""

from pathlib import Path

import click

from framing.cli import COMMANDS, cli
from framing.cli.document import document

DOCS = Path(__file__).parents[2] / "docs" / "cli.md"


def test_the_reference_is_up_to_date():
    cure = "run `python -m framing.cli.document > docs/cli.md`"
    assert DOCS.read_text(encoding="utf-8") == document(), cure


def test_it_has_every_command_and_every_option():
    text = document()
    for name in COMMANDS:
        assert f"\n## framing {name}\n" in text
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        for option in command.params:
            assert all(word in text for word in option.opts if word.startswith("--"))
