"""The corpus or results a tuning command works on, opened with the options they share."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.cli import options, printable
from framing.cli.options import Decorator

if TYPE_CHECKING:
    from framing.lexicon import Lexicon
    from framing.pipeline import Settings
    from framing.tuning import Material

source = click.argument(
    "source",
    metavar="[CORPUS|RESULTS]",
    type=click.Path(path_type=Path),
    default=lambda: options.only_report("name articles or a report"),
)
"""What is tuned on; left out, the only report in reports/."""
evaluator = click.option(
    "--evaluator", metavar="NAME", help="What judges: linear or lexicon. Default: as the report was made, else linear."
)
seed = click.option("--seed", type=click.IntRange(0), help="Of the bootstrap. Default: as the report, else 0.")
half = click.option("--tuning-half", is_flag=True, help="Leave out the half of the articles that diff holds out.")


def choices(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that decide how a corpus is read."""
    decorators: tuple[Decorator, ...] = (
        options.lexicon, options.base, evaluator, options.engine, options.workers, options.cache, seed
    )  # fmt: skip
    for decorator in reversed(decorators):
        function = decorator(function)
    return function


def settings_of(chosen: dict[str, Any], source: Path | None = None) -> "Settings":
    """Return the settings that the options of `choices` name; where they name none, those `source` was made with.

    Raises UsageError for an unknown evaluator, and when results were made by another evaluator or seed than is named.
    """
    from framing.pipeline import Settings

    judge, seed = _agreed(chosen["evaluator"], chosen["seed"], source)
    return Settings(
        lexicons=chosen["lexicons"], base=chosen["base"], evaluator=judge, engine=chosen["engine"],
        workers=chosen["workers"], cache=options.cache_folder(chosen["keep_parses"]), seed=seed,
    )  # fmt: skip


def _agreed(judge: str | None, seed: int | None, source: Path | None) -> tuple[str, int]:
    """Return the evaluator and the seed: those of the results, which no option changes, else those named."""
    from framing.annotate.evaluate import EVALUATORS
    from framing.errors import UsageError, choose
    from framing.tuning.material import made_with, results_folder

    named = (judge or "linear", seed or 0)
    choose("evaluator", named[0], EVALUATORS)
    results = results_folder(source) if source else None
    if results is None:
        return named
    made = made_with(results)
    for option, wanted, was in zip(("--evaluator", "--seed"), (judge, seed), made, strict=True):
        if wanted not in (None, was):
            cure = f"name its articles, or analyze them again with {option} {wanted}"
            raise UsageError(f"{source} was made with {option} {was}; {cure}")
    return made


def opened(source: Path, settings: "Settings", lexicon: "Lexicon | None" = None) -> "Material":
    """Open a corpus or results, with progress when it has to be annotated; under `lexicon` when one is given."""
    from framing.cli.progress import Progress
    from framing.tuning import open_material

    if lexicon is None:
        lexicon = _loaded(settings, source, lexicon_paths_of(settings.lexicons, source))
    with Progress() as progress:
        return open_material(source, settings, lexicon, on_corpus=progress.start, on_done=progress.done)


def begun_lexicon(settings: "Settings", source: Path) -> "Lexicon":
    """Load the lexicon in use, whether its last folder, which keeps what an analyst writes, holds a file yet or not."""
    from framing.tuning import begun

    return _loaded(settings, source, begun(lexicon_paths_of(settings.lexicons, source)))


def _loaded(settings: "Settings", source: Path, paths: list[Path]) -> "Lexicon":
    """Load a lexicon; say so when nobody named it and the results were made under another one."""
    from framing.lexicon import load_lexicon
    from framing.results import read_run
    from framing.tuning.material import results_folder

    lexicon = load_lexicon(paths, base=settings.base)
    results = None if settings.lexicons else results_folder(source)
    if results is not None and read_run(results)["lexicon_digest"] != lexicon.digest:
        named = ", ".join(str(path) for path in paths)
        told = f"{source} was made under another lexicon than {named} as it is now; --lexicon names another"
        click.echo(printable(told), err=True)
    return lexicon


def judgements_of(material: "Material", source: Path) -> dict[str, Any]:
    """Return the judged precisions kept in the lexicon folders in use, by address; later folders win."""
    from framing.tuning import read_judgements

    found: dict[str, Any] = {}
    for folder in lexicon_folders(material.settings.lexicons, source):
        found |= read_judgements(folder)
    return found


def lexicon_folders(named: tuple[Path, ...], source: Path) -> list[Path]:
    """Return the folders that the lexicon in use lies in, each once, in order."""
    folders = (path if path.is_dir() else path.parent for path in lexicon_paths_of(named, source))
    return list(dict.fromkeys(folders))


def own_folder(named: tuple[Path, ...], source: Path) -> Path:
    """Return the folder that keeps what an analyst writes: the last in use.

    Raises UsageError when that is the one of the package, and the analyst neither works in it nor names it by its path.
    """
    from framing.errors import UsageError
    from framing.lexicon import packaged_folder

    folder = lexicon_folders(named, source)[-1]
    if folder.resolve() == packaged_folder().resolve() and folder.resolve() not in _meant((*named, Path("lexicons"))):
        raise UsageError(
            "the lexicon in use is the one that comes with framing, which an upgrade would overwrite; "
            "name a folder or file of your own, an empty folder will do: --lexicon default --lexicon mine/"
        )
    return folder


def overlay(named: tuple[Path, ...], source: Path) -> Path:
    """Return the file that accepted terms go into: the last in use, or local.toml when that is a folder.

    Raises UsageError as `own_folder` does.
    """
    from framing.lexicon.files import LOCAL

    folder, last = own_folder(named, source), lexicon_paths_of(named, source)[-1]
    return folder / LOCAL if last.is_dir() else last


def default_files(named: tuple[Path, ...], source: Path) -> frozenset[str]:
    """Return the names of the files that come with framing and that the analyst hasn't named by their path.

    A name that one of the analyst's own files has, too, is left out, and so is local.toml, which holds their own edits.
    """
    from framing.lexicon import packaged_folder
    from framing.lexicon.files import LOCAL

    packaged = packaged_folder().resolve()
    paths = [path.resolve() for path in lexicon_paths_of(named, source)]
    if packaged not in paths or packaged in _meant(named):
        return frozenset()
    own = {
        file.name for path in paths if path != packaged for file in (path.glob("*.toml") if path.is_dir() else [path])
    }
    return frozenset(file.name for file in packaged.glob("*.toml")) - own - {LOCAL}


def _meant(named: tuple[Path, ...]) -> set[Path]:
    """Return what somebody named by its path: `default` is no path."""
    from framing.lexicon.files import DEFAULT

    return {path.resolve() for path in named if path != Path(DEFAULT) and path.exists()}


def kept_in(named: tuple[Path, ...], source: Path) -> Path | None:
    """Return `own_folder`; None when there is none yet."""
    from framing.errors import UsageError

    try:
        return own_folder(named, source)
    except UsageError:
        return None


def lexicon_paths_of(named: tuple[Path, ...], source: Path) -> list[Path]:
    """Return the files and folders of the lexicon in use, in order."""
    from framing.lexicon import lexicon_paths

    return list(lexicon_paths(named, source))
