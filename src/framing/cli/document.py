"""Writes docs/cli.md from the commands' own help: `python -m framing.cli.document > docs/cli.md`."""

import sys
from collections.abc import Iterator

import click

from framing.cli import cli

_HEAD = """\
# Command line

Generated from `framing … --help` by `python -m framing.cli.document`; a test keeps it up to date.

Exit status: 0 done; 1 some inputs were left out, or a check failed; 2 wrong use, in one line that names the cure; 130
interrupted.
"""
_WIDTH = 100


def document() -> str:
    """Return docs/cli.md: the help of every command, as it is printed."""
    return (
        "\n".join([_HEAD, *_sections(cli, click.Context(cli, info_name="framing", **cli.context_settings))]).rstrip()
        + "\n"
    )


def _sections(command: click.Command, context: click.Context) -> Iterator[str]:
    context.terminal_width = context.max_content_width = _WIDTH
    yield f"## {context.command_path}\n\n```text\n{command.get_help(context).rstrip()}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None and not below.hidden:
                yield from _sections(below, click.Context(below, info_name=name, parent=context))


if __name__ == "__main__":
    sys.stdout.write(document())
