"""`framing lexicon diff OLD NEW CORPUS`: what a change of the lexicon does to the scores."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.cli import EXIT_OK, EXIT_PARTLY, material, options, printable
from framing.cli.summary import TOO_LITTLE, columns
from framing.report.words import signed

if TYPE_CHECKING:
    from framing.tuning import Difference, Move, Reading, Turn

SHOWN = 12


@click.command("diff")
@click.argument("old")
@click.argument("new")
@material.source
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE.html", help="Write a page with all of it.")
@click.option("--fail-on-flip", is_flag=True, help="Exit status 1 when a sentence or a score flips.")
@click.option("--log/--no-log", "keep", default=True, help="Note the change in history.jsonl beside NEW (default).")
@options.base
@material.evaluator
@options.engine
@options.workers
@options.cache
@material.seed
def command(
    old: str,
    new: str,
    source: Path,
    out: Path | None,
    fail_on_flip: bool,
    keep: bool,
    **chosen: Any,
) -> int:
    """Say what changes in the scores when the lexicon OLD becomes NEW.

    OLD and NEW are files, folders, `default`, or revisions in git (HEAD~1:lexicons). Several of them, separated by a
    comma, are laid one over another. Without CORPUS or RESULTS the only report in reports/ is taken. Shown are: each
    source's stance toward each target before and after, with intervals; ranks that moved; sentences that changed, and
    the term that did it. A sentence or a score flips when it goes from +0.10 or more to -0.10 or less, or back. Half of
    the articles, chosen by a hash of their ids, is held out: what happens there is shown apart. A change that moves the
    half you looked at and not the other fits what you read, not what there is.

    \b
    Example:
      framing lexicon diff HEAD:lexicons lexicons --out diff.html
      framing lexicon diff default default,mine.toml seeds/ --fail-on-flip
    """
    from framing.tuning import compare, load_version, log, preview

    settings = material.settings_of({**chosen, "lexicons": ()}, source)
    before, after = (load_version(named, base=settings.base, beside=source) for named in (old, new))
    opened = material.opened(source, settings, before)
    changed = preview(opened, after)
    difference = compare(opened, changed)
    for line in lines(difference):
        click.echo(printable(line))
    if out is not None:
        from framing.report.difference import write_difference

        options.writable(out)
        with options.writing(out):
            write_difference(difference, opened, changed, out, old=old, new=new)
        click.echo(printable(f"\nPage: {out}"))
    folder = _folder_of(new)
    if keep and folder is not None:
        log(folder, opened, changed, difference)
    flipped = difference.flips or any(m.flipped for m in difference.moves)
    return EXIT_PARTLY if fail_on_flip and flipped else EXIT_OK


def _folder_of(named: str) -> Path | None:
    """Return the folder where the log of a lexicon is kept; none for a revision and for the packaged lexicon."""
    path = Path(named.rpartition(",")[2])
    return path if path.is_dir() else path.parent if path.is_file() else None


def lines(difference: "Difference") -> Iterator[str]:
    """Yield what changed, for the terminal."""
    from framing.tuning.compare import FLIPS_FROM

    names = difference.names
    yield str(difference.edits)
    if difference.articles:
        more = f" and {len(difference.articles) - SHOWN} more" if difference.articles[SHOWN:] else ""
        yield f"articles edited, added or taken out: {', '.join(difference.articles[:SHOWN])}{more}"
    if not difference.turns and not difference.moves:
        yield "nothing changes in these articles"
        return
    if difference.moves:
        yield ""
        yield from columns(
            ("source", "target", "voice", "before", "after", "by"),
            [_row(move, difference) for move in difference.moves[:SHOWN]],
        )
        yield from _more(difference.moves, "changes of stance")
    if difference.ranks:
        yield ""
        for rank in difference.ranks[:SHOWN]:
            yield (
                f"rank toward {names.get(rank.target, rank.target)} ({rank.voice}): "
                f"{names.get(rank.source, rank.source)} {rank.before or '–'} → {rank.after or '–'}"
            )
        yield from _more(difference.ranks, "ranks that moved")
    yield ""
    yield (
        f"{len(difference.turns)} judgements of sentences change, {len(difference.flips)} flip "
        f"(from {signed(FLIPS_FROM)} or more to {signed(-FLIPS_FROM)} or less, or back)"
    )
    for turn in difference.turns[:SHOWN]:
        yield from _turn(turn, difference)
    yield from _more(difference.turns, "sentences")
    yield ""
    yield from (f"{address}: {precision}" for address, precision in difference.judged.items())
    yield from difference.halves


def _row(move: "Move", difference: "Difference") -> tuple[str, ...]:
    names = difference.names
    return (
        names.get(move.source, move.source), names.get(move.target, move.target), move.voice,
        _reading(move.before), _reading(move.after), signed(move.by) + (" FLIP" if move.flipped else ""),
    )  # fmt: skip


def _more(some: Sequence[object], what: str) -> Iterator[str]:
    if len(some) > SHOWN:
        yield f"… and {len(some) - SHOWN} more {what}; --out writes them all"


def _turn(turn: "Turn", difference: "Difference") -> Iterator[str]:
    target = difference.names.get(turn.target, turn.target)
    mark = "FLIP" if turn.flipped else "    "
    yield f"{mark} {signed(turn.before)} → {signed(turn.after)} {target}, {turn.voice}: {' '.join(turn.text.split())}"
    by, where = ", ".join(turn.terms) or "a change beside the terms", f"{turn.source} {turn.article}:{turn.sentence}"
    yield f"       by {by}  [{where}]"


def _reading(reading: "Reading") -> str:
    if reading.score is None or reading.low is None or reading.high is None:
        return TOO_LITTLE
    return f"{signed(reading.score)} [{signed(reading.low)}, {signed(reading.high)}]"
