"""The command line: options in, exit status out. One file a command; each is imported only when it is called."""

import gc
import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from keyword import iskeyword
from typing import Any, NoReturn

import click

from framing import __version__
from framing.errors import FramingError

COMMANDS = {
    "analyze": "Read articles, score each source's stance, write the report.",
    "annotate": "Write what was found in each article, one JSON line an article.",
    "contrast": "Compare groups by any key of the manifest, from results that stand there.",
    "evaluate": "Score the tool against hand-coded data, with intervals.",
    "report": "Make the report again from results, without analysing.",
    "show": "Print one article's evidence in the terminal.",
    "sample": "Draw sentences for people to code, blind.",
    "agreement": "Compare what coders made of a sample, and make gold of it.",
    "kwic": "Show a word in its contexts, and whether it counted.",
    "lexicon": "Check, test and tune the lexicon.",
    "watch": "Say at every save what it does to the scores.",
    "serve": "The report alive on this machine, to try edits before they are saved.",
}
EXIT_OK, EXIT_PARTLY, EXIT_USAGE, EXIT_INTERRUPTED = 0, 1, 2, 130


class Lazy(click.Group):
    """Imports a command's module when it is called, so that `framing --help` answers at once.

    `commands` are names with their one-line help; the module of each stands in `package` and holds a `command`.
    """

    def __init__(self, *args: Any, lazy: Mapping[str, str], package: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lazy, self._package = lazy, package

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self._lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in self._lazy:
            return None
        command: click.Command = importlib.import_module(
            f"{self._package}.{cmd_name}{'_' * iskeyword(cmd_name)}"
        ).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(self._lazy.items()))


@click.group(cls=Lazy, lazy=COMMANDS, package="framing.cli", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="framing")
def cli() -> None:
    """How does each source frame the same event?

    framing reads articles, tells the author's words from quoted ones, scores each source's stance toward each target,
    and writes a report in which every number opens to the sentences behind it.

    \b
    Example:
      framing analyze seeds/          # then open reports/seeds/index.html
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 some inputs left out, 2 wrong use, 130 interrupted."""
    gc.set_threshold(50_000)  # few objects here form cycles; looking for them each 700th costs a tenth of a second
    try:
        # Not cli.main(): that ends `framing … | head` as a failure.
        with cli.make_context("framing", list(sys.argv[1:] if arguments is None else arguments)) as context:
            status = cli.invoke(context)
    except click.exceptions.Exit as end:
        status = end.exit_code
    except FramingError as error:
        click.echo(f"framing: {printable(str(error))}", err=True)
        status = EXIT_USAGE
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        status = EXIT_USAGE
    except click.ClickException as error:
        click.echo(f"framing: {printable(_in_a_line(error))}", err=True)
        status = EXIT_USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("framing: interrupted", err=True)
        status = EXIT_INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()  # `framing … | head` is no failure
        status = EXIT_OK
    status = status if isinstance(status, int) else EXIT_OK
    if arguments is None:
        _leave(status)
    sys.exit(status)


def _in_a_line(error: click.ClickException) -> str:
    """Return what is wrong with the arguments, and which command's help says how they are written."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    words = " ".join(error.format_message().split()).removesuffix(".")
    words = f"{words[:1].lower()}{words[1:]}"
    return f"{words}; `{context.command_path} --help` shows how it is used" if context else words


def _leave(status: int) -> NoReturn:
    """End the process of the `framing` command at once: freeing a model object by object costs a tenth of a second."""
    with suppress(OSError, ValueError):  # the reader of a pipe has gone, or the stream was closed for that
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


def printable(text: str) -> str:
    """Return `text` with everything a terminal could obey shown as an escape; file names and titles are untrusted."""
    return "".join(c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode("ascii") for c in text)
