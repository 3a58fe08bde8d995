"""`framing lexicon …`: the instrument the analyst tunes."""

from pathlib import Path

import click

from framing.cli import EXIT_OK, EXIT_PARTLY, options, printable


@click.group("lexicon")
def command() -> None:
    """Check and test the lexicon you tune.

    \b
    Example:
      framing lexicon test
    """


@command.command("check")
@options.lexicon
def check(lexicons: tuple[Path, ...]) -> int:
    """List all that is wrong or suspicious in the lexicon's files. Exit status 1 when there is an error.

    \b
    Example:
      framing lexicon check --lexicon lexicons/
    """
    from framing.lexicon import lexicon_paths, problems

    found = problems(lexicon_paths(lexicons, Path.cwd()))
    for problem in found:
        click.echo(printable(f"{'error' if problem.error else 'warning'}: {problem}"))
    errors = sum(problem.error for problem in found)
    click.echo(f"{errors} errors, {len(found) - errors} warnings")
    return EXIT_PARTLY if errors else EXIT_OK


@command.command("test")
@options.lexicon
@options.cache
@click.option("--all", "show_all", is_flag=True, help="List the lines that pass, too.")
def test(lexicons: tuple[Path, ...], keep_parses: bool, show_all: bool) -> int:
    """Run every `fires` and `silent` line of the lexicon through the real pipeline. Exit status 1 when one fails.

    \b
    Example:
      framing lexicon test --lexicon lexicons/partnership.toml
    """
    from framing.lexicon import lexicon_paths, load_lexicon
    from framing.validity.examples import run_examples

    lexicon = load_lexicon(lexicon_paths(lexicons, Path.cwd()))
    outcomes = run_examples(lexicon, cache=options.cache_folder(keep_parses))
    failed = [o for o in outcomes if not o.passed]
    for outcome in outcomes if show_all else failed:
        example = outcome.example
        verdict = "ok  " if outcome.passed else "FAIL"
        promise = "fires" if example.expected else "silent"
        instead = "" if outcome.passed else f"  [fired: {', '.join(outcome.instead) or 'nothing'}]"
        place = f"{example.where.file}:{example.where.line}"
        click.echo(printable(f"{verdict} {example.address} ({place}) {promise}: {example.sentence}{instead}"))
    click.echo(f"{len(outcomes) - len(failed)} passed, {len(failed)} failed")
    return EXIT_PARTLY if failed else EXIT_OK
