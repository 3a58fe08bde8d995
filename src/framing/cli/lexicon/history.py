"""`framing lexicon history`: what was changed in the lexicon, when, and what it did to the scores."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.cli import EXIT_OK, EXIT_PARTLY, material, options, printable

if TYPE_CHECKING:
    from framing.tuning.history import Change

SHOWN = 4


@click.command("history")
@options.lexicon
def command(lexicons: tuple[Path, ...]) -> int:
    """Show the log of the lexicon: what was changed, when, and what it did to the scores. Exit status 1 without one.

    The log is history.jsonl in the folder of the lexicon. It notes what `framing lexicon diff` compared, what was saved
    under `framing watch` and in `framing serve`, and which suggestions were accepted or rejected.

    \b
    Example:
      framing lexicon history --lexicon lexicons/
    """
    from framing.tuning import read_history

    folders = material.lexicon_folders(lexicons, Path.cwd())
    changes = sorted((change for folder in folders for change in read_history(folder)), key=lambda change: change.when)
    for change in changes:
        for line in _lines(change):
            click.echo(printable(line))
    if not changes:
        click.echo("nothing is logged yet; `framing lexicon diff` begins a log")
    return EXIT_OK if changes else EXIT_PARTLY


def _lines(change: "Change") -> Iterator[str]:
    from framing.report.words import count

    row = change.row
    head = f"{change.when[:16].replace('T', ' ')}  {change.did:6}"
    if change.did == "reject":
        yield f"{head}  {', '.join(row['terms'])}"
        return
    signs = (("+", "added"), ("−", "removed"), ("±", "changed"))
    terms = [f"{sign}{address}" for sign, key in signs for address in row[key]]
    beside = ["entities, scope rules or cues"] if row["beside_terms"] else []
    more = [f"… {len(terms) - SHOWN} more"] if terms[SHOWN:] else []
    yield f"{head}  {', '.join([*terms[:SHOWN], *more, *beside]) or 'nothing that counts'}"
    moved = count(len(row["moves"]), "stance moves", "stances move")
    halves = f"by half: tuned {_mean(row['tuned']):.2f}, held out {_mean(row['held_out']):.2f}"
    sentences = count(row["sentences"], "judgement changes", "judgements change")
    yield f"{'':26}{row['corpus']}: {moved} ({halves}); {sentences}, {row['flipped']} flip"


def _mean(moves: list[Any]) -> float:
    """Return how far stances moved on average; one that there isn't counts as 0."""
    by = [abs((after or 0.0) - (before or 0.0)) for *_, before, after in moves]
    return sum(by) / len(by) if by else 0.0
