"""`framing lexicon test`: every `fires` and `silent` line, through the real pipeline."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.cli import EXIT_OK, EXIT_PARTLY, options, printable

if TYPE_CHECKING:
    from framing.validity.examples import Outcome


@click.command("test")
@click.argument("addresses", metavar="[ADDRESS]…", nargs=-1)
@options.lexicon
@options.cache
@click.option("--all", "show_all", is_flag=True, help="List the lines that pass, too.")
def command(addresses: tuple[str, ...], lexicons: tuple[Path, ...], keep_parses: bool, show_all: bool) -> int:
    """Run the `fires` and `silent` lines of the lexicon through the real pipeline. Exit status 1 when one fails.

    With ADDRESS, only the entries whose address begins so. A line that fails is shown with what fired instead, and why
    its own entry didn't.

    \b
    Example:
      framing lexicon test --lexicon lexicons/partnership.toml
      framing lexicon test partnership.asymmetry
    """
    from framing.errors import UsageError
    from framing.lexicon import lexicon_paths, load_lexicon
    from framing.validity.examples import run_examples

    lexicon = load_lexicon(lexicon_paths(lexicons, Path.cwd()))
    outcomes = run_examples(lexicon, cache=options.cache_folder(keep_parses), beginning=addresses)
    if addresses and not outcomes:
        raise UsageError(f"no entry with examples has an address that begins with {' or '.join(addresses)}")
    failed = [o for o in outcomes if not o.passed]
    for outcome in outcomes if show_all else failed:
        for line in _shown(outcome):
            click.echo(printable(line))
    click.echo(f"{len(outcomes) - len(failed)} passed, {len(failed)} failed")
    return EXIT_PARTLY if failed else EXIT_OK


def _shown(outcome: "Outcome") -> Iterator[str]:
    example = outcome.example
    verdict, promise = "ok  " if outcome.passed else "FAIL", "fires" if example.expected else "silent"
    yield f"{verdict} {example.address} ({example.where.file}:{example.where.line}) {promise}: {example.sentence}"
    if outcome.passed:
        return
    if example.expected:
        yield f"  - {example.address}: {outcome.why or 'its words are not found'}"
    for fired in outcome.found:
        yield f"  + {fired}"
    if not outcome.found:
        yield "  + nothing fired"
