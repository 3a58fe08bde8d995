"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from platformdirs import user_cache_path

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

source = click.argument("source", metavar="INPUT", type=click.Path(path_type=Path))

lexicon = click.option(
    "--lexicon",
    "lexicons",
    metavar="PATH",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A lexicon file or folder, instead of the default one; repeat to add more, later ones win.",
)
base = click.option(
    "--base/--no-base", default=True, help="Lay general English evaluation under the lexicon (default)."
)
evaluator = click.option(
    "--evaluator", default="lexicon", show_default=True, metavar="NAME", help="What judges: lexicon."
)
engine = click.option("--engine", default="auto", show_default=True, metavar="NAME", help="auto, serial or processes.")
workers = click.option("--workers", default=0, metavar="N", type=click.IntRange(0), help="Processes; 0: one a core.")
cache = click.option("--cache/--no-cache", "keep_parses", default=True, help="Keep parses between runs (default).")
seed = click.option("--seed", default=0, show_default=True, type=click.IntRange(0), help="Of the bootstrap.")


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
