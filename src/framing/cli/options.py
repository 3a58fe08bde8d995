"""Options that several commands share."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from platformdirs import user_cache_path

from framing.errors import UsageError

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

REPORTS = Path("reports")

source = click.argument("source", metavar="INPUT", type=click.Path(path_type=Path))

lexicon = click.option(
    "--lexicon",
    "lexicons",
    metavar="PATH",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A lexicon file or folder; repeat to lay one over another, later ones win. `default` names the default one.",
)
base = click.option(
    "--base/--no-base", default=True, help="Lay general English evaluation under the lexicon (default)."
)
evaluator = click.option(
    "--evaluator", default="linear", show_default=True, metavar="NAME", help="What judges: linear or lexicon."
)
engine = click.option("--engine", default="auto", show_default=True, metavar="NAME", help="auto, serial or processes.")
workers = click.option("--workers", default=0, metavar="N", type=click.IntRange(0), help="Processes; 0: one a core.")
cache = click.option("--cache/--no-cache", "keep_parses", default=True, help="Keep parses between runs (default).")
seed = click.option("--seed", default=0, show_default=True, type=click.IntRange(0), help="Of the bootstrap.")


def comparing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what is compared: `by` and `within` of a Question."""
    for option in reversed(_COMPARING):
        command = option(command)
    return command


def validated(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that shows the user's own evaluation on the validity page."""
    return click.option(
        "--validated",
        metavar="EVALUATION",
        type=click.Path(path_type=Path),
        help="The evaluation.json of hand-coded sentences of these articles, for the validity page.",
    )(command)


def of_report(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what a report looks like: the keywords of `write_report` and of `finish`."""
    for option in reversed(_OF_REPORT):
        command = option(command)
    return command


_OF_REPORT = (
    click.option("--layout", type=click.Choice(["auto", "single", "folder"]), default="auto", help="One page or many."),
    click.option(
        "--articles",
        type=click.Choice(["auto", "all", "cited"]),
        default="auto",
        help="Which articles get a page in a folder; auto: above 2,000 only those that other pages cite.",
    ),
    click.option("--excerpts", is_flag=True, help="Show the strongest sentences only, a quarter of each text at most."),
    click.option("--links/--no-links", default=True, help="Make addresses of articles clickable (default)."),
    click.option("--zip", "packed", is_flag=True, help="Pack the report as one .zip, too; results stay out of it."),
    click.option("--open", "open_it", is_flag=True, help="Open the report in the browser."),
)

_COMPARING = (
    click.option(
        "--by",
        default="group",
        show_default=True,
        metavar="KEY",
        help="group, source, country, kind, event, author, year, quarter, month, or a label of corpus.toml.",
    ),
    click.option(
        "--within",
        default="",
        metavar="KEY",
        help="Compare only within each event (or another KEY); nothing: leave events aside. Default: within the events "
        "that both sides cover, and all other articles together.",
    ),
)


def cache_folder(keep: bool) -> Path | None:
    """Return where parses are kept, or None when they are not to be kept or the place can't be written."""
    if not keep:
        return None
    folder = user_cache_path("framing", appauthor=False) / "parses"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder


def only_report(how: str) -> Path:
    """Return the only report in reports/; where there is none or several, raise UsageError with `how` one is named."""
    found = sorted(path.parent.parent for path in REPORTS.glob("*/results/run.parquet"))
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"no report in {REPORTS}/; make one with `framing analyze INPUT`, or {how}")
    known = ", ".join(str(path) for path in found[:5])
    raise UsageError(f"there are {len(found)} reports ({known}); {how}")


def writable(out: Path) -> Path:
    """Return `out`, where a folder or file can be made; raise UsageError before any work is done when it can't."""
    place = out
    while not place.exists() and place != place.parent:
        place = place.parent
    if place != out and not place.is_dir():
        raise UsageError(f"--out: {place} is a file, so nothing can be written below it; name another place")
    if not os.access(place, os.W_OK):
        raise UsageError(f"--out: {place} can't be written; name another place")
    return out


def write_text(out: Path, text: str) -> None:
    """Write a file whole or not at all. Raises UsageError when it can't be."""
    from framing.results.files import write_whole

    writable(out)
    with writing(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        write_whole(out, lambda new: _put(new, text))


def _put(new: Path, text: str) -> None:
    new.write_text(text, "utf-8", newline="\n")


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Turn what can go wrong while writing below `out` (a full disk, a folder in the way) into one line."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            f"--out: can't write {error.filename or out}: {reason}; what stood there is as it was"
        ) from error
