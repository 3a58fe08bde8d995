"""`framing lexicon check`: what is wrong or suspicious in the files, and in what the terms do to a corpus."""

import json
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.cli import EXIT_OK, EXIT_PARTLY, material, printable

if TYPE_CHECKING:
    from framing.lexicon import Lexicon, Problem
    from framing.tuning import CorpusCheck


@click.command("check")
@click.argument("source", metavar="[CORPUS|RESULTS]", required=False, type=click.Path(path_type=Path))
@click.option("--all", "show_all", is_flag=True, help="List what concerns the default lexicon, too.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line, all of it.")
@material.choices
def command(source: Path | None, show_all: bool, as_json: bool, **chosen: Any) -> int:
    """List all that is wrong or suspicious in the lexicon. Exit status 1 when there is an error.

    In the files: what breaks the format, terms that tie or are always hidden, terms that are the same word, missing
    examples. With CORPUS or RESULTS, also what the terms do there: those that never count, those that another hides
    wherever they stand, those that only one source uses (five times or more), those that carry much of a source's
    score, and how much of each source and group the lexicon covers. The files and idle terms of the lexicon that comes
    with framing are only counted, unless you name it by its path.

    \b
    Example:
      framing lexicon check --lexicon lexicons/
      framing lexicon check reports/seeds
    """
    from framing.lexicon import lexicon_paths, load_lexicon, problems, suspicions
    from framing.report.words import count

    settings = material.settings_of(chosen, source)
    paths = lexicon_paths(chosen["lexicons"], source or Path.cwd())
    found, checked, lexicon = problems(paths), None, None
    if not any(problem.error for problem in found):
        lexicon = load_lexicon(paths)
        found += suspicions(lexicon)
    if lexicon is not None and source is not None:
        from framing.tuning import check_corpus, idle_problems

        opened = material.opened(source, settings)
        checked = check_corpus(opened, material.judgements_of(opened, source))
        found += idle_problems(checked.idle, opened.lexicon)
    defaults = frozenset() if show_all or as_json else material.default_files(chosen["lexicons"], source or Path.cwd())
    listed = [problem for problem in found if problem.error or problem.file not in defaults]
    listed += checked.problems if checked else ()
    if as_json:
        for row in _rows(listed, checked):
            click.echo(json.dumps(row, ensure_ascii=True))
    else:
        for line in _lines(listed, checked):
            click.echo(printable(line))
        if lexicon is not None and defaults:
            n = sum(not problem.error and problem.file in defaults for problem in found)
            click.echo(f"default lexicon: {_in_short(lexicon, checked, defaults, n)}; --all lists them")
        errors = sum(problem.error for problem in listed)
        click.echo(f"{count(errors, 'error')}, {count(len(listed) - errors, 'warning')}")
    return EXIT_PARTLY if lexicon is None else EXIT_OK


def _rows(listed: Sequence["Problem"], checked: "CorpusCheck | None") -> Iterator[dict[str, Any]]:
    for problem in listed:
        kind = "error" if problem.error else "warning"
        where = {"kind": kind, "file": problem.file, "line": problem.line, "address": problem.address}
        yield where | {"message": problem.message}
    for of in checked.coverage if checked else ():
        yield {"kind": "coverage", "level": of.level, "unit": of.unit, "sentences": of.n, "held": of.held,
               "general": of.general}  # fmt: skip


def _lines(listed: Sequence["Problem"], checked: "CorpusCheck | None") -> Iterator[str]:
    from framing.cli.summary import columns

    for problem in listed:
        yield f"{'error' if problem.error else 'warning'}: {problem}"
    if checked is None:
        return
    rows = [
        (f"{of.level} {of.unit}", f"{of.n:,}", f"{of.held / of.n:.0%}", f"{of.general / of.n:.0%}",
         f"{1 - (of.held + of.general) / of.n:.0%}")
        for of in checked.coverage
    ]  # fmt: skip
    yield ""
    yield from columns(("sentences that hold", "of", "a term", "general English only", "neither"), rows)
    yield ""


def _in_short(lexicon: "Lexicon", checked: "CorpusCheck | None", files: Collection[str], n: int) -> str:
    """Say how many terms of the default lexicon's files do nothing here, and how many warnings there are in all."""
    if checked is None:
        return f"{n} warnings"
    of = sum(term.where.file in files for term in lexicon.terms)
    idle = [one for one in checked.idle if one.term.where.file in files]
    absent, hidden = sum(not one.n for one in idle), sum(bool(one.hidden_by) for one in idle)
    return (
        f"of {of:,} terms {absent:,} stand in none of these articles, {len(idle) - absent - hidden:,} stand and never "
        f"count, {hidden:,} stand only inside longer ones that do; {n} warnings in all"
    )
