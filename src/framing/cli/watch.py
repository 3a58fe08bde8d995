"""`framing watch CORPUS`: what every save of a lexicon or an article does to the scores, at once."""

from pathlib import Path
from typing import Any

import click

from framing.cli import EXIT_OK, material, printable


@click.command("watch")
@material.source
@material.choices
def command(source: Path, **chosen: Any) -> int:
    """Score again whenever a lexicon file or an article is saved, and say what moved.

    With RESULTS only the lexicon is watched: a report keeps its articles as they were.
    A file that can't be read is told in one line, and the scores before it stay. Each change of the lexicon is noted in
    history.jsonl beside it. Without CORPUS or RESULTS the only report in reports/ is taken. Ctrl-C ends it.

    \b
    Example:
      framing watch seeds/ --lexicon lexicons/
    """
    from framing.cli.lexicon.diff import lines
    from framing.errors import FramingError
    from framing.studio.watch import look, watch
    from framing.tuning import Difference, Material, log
    from framing.tuning.material import results_folder

    settings = material.settings_of(chosen, source)

    def paths() -> list[Path]:
        return material.lexicon_paths_of(settings.lexicons, source)

    def note(before: Material, after: Material, difference: Difference) -> None:
        folder = material.kept_in(settings.lexicons, source)
        try:
            if folder is not None:
                log(folder, before, after, difference, did="save")
        except FramingError as error:
            click.echo(printable(f"not in the log: {error}"), err=True)

    seen = look(source, paths())  # a save while the corpus is being opened is a save
    opened = material.opened(source, settings, material.begun_lexicon(settings, source))
    if results_folder(source) is None:
        watched = f"{source} and its lexicon: save one"
    else:
        watched = f"the lexicon of {source}, not its articles (name their folder for that): save it"
    click.echo(printable(f"watching {watched}; Ctrl-C ends"))
    try:
        for outcome in watch(opened, source, paths, seen=seen, on_change=note):
            if isinstance(outcome, FramingError):
                click.echo(printable(f"not taken, the last scores stay: {outcome}"), err=True)
                continue
            for line in lines(outcome):
                click.echo(printable(line))
            click.echo("")
    except KeyboardInterrupt:
        click.echo("")
    return EXIT_OK
