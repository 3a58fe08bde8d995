"""`framing lexicon check`: what is wrong or suspicious in the files, and in what the terms do to a corpus."""

import json
from pathlib import Path
from typing import Any

import click

from framing.cli import EXIT_OK, EXIT_PARTLY, material, printable


@click.command("check")
@click.argument("source", metavar="[CORPUS|RESULTS]", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line.")
@material.choices
def command(source: Path | None, as_json: bool, **chosen: Any) -> int:
    """List all that is wrong or suspicious in the lexicon. Exit status 1 when there is an error.

    In the files: what breaks the format, terms that tie or are always hidden, terms that are the same word, missing
    examples. With CORPUS or RESULTS, also what the terms do there: those that never count, those that another hides
    wherever they stand, those that only one source uses, those that carry much of a source's score, and how much of
    each source and group the lexicon covers.

    \b
    Example:
      framing lexicon check --lexicon lexicons/
      framing lexicon check reports/seeds
    """
    from framing.lexicon import lexicon_paths, load_lexicon, problems, suspicions

    paths = lexicon_paths(chosen["lexicons"], source or Path.cwd())
    found = problems(paths)
    if not any(problem.error for problem in found):
        found += suspicions(load_lexicon(paths))
    coverage: tuple[str, ...] = ()
    if source is not None and not any(problem.error for problem in found):
        from framing.tuning import check_corpus

        opened = material.opened(source, material.settings_of(chosen))
        more, coverage = check_corpus(opened, material.judgements_of(opened, source))
        found += more
    for problem in found:
        if as_json:
            kind = "error" if problem.error else "warning"
            row = {"kind": kind, "file": problem.file, "line": problem.line, "address": problem.address}
            click.echo(json.dumps(row | {"message": problem.message}, ensure_ascii=True))
        else:
            click.echo(printable(f"{'error' if problem.error else 'warning'}: {problem}"))
    errors = sum(problem.error for problem in found)
    if not as_json:
        for line in coverage:
            click.echo(printable(line))
        click.echo(f"{errors} errors, {len(found) - errors} warnings")
    return EXIT_PARTLY if errors else EXIT_OK
