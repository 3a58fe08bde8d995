"""`framing serve CORPUS`: the report alive on this machine, to try edits and see the stances move."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from framing.cli import EXIT_OK, material, printable
from framing.errors import UsageError


@click.command("serve")
@material.source
@click.option("--port", default=0, type=click.IntRange(0, 65535), help="Default: any free one.")
@click.option("--open", "open_it", is_flag=True, help="Open it in the browser.")
@material.choices
def command(source: Path, port: int, open_it: bool, **chosen: Any) -> int:
    """Serve the report on 127.0.0.1, with an editor that shows what an edit does before it is saved.

    It has a live concordance, suggestions to accept or reject, and hits to judge, each by a key. Open the link that is
    printed: it works once, in one browser of this machine. Written is only the lexicon's folder. Ctrl-C ends it.
    Without CORPUS or RESULTS the only report in reports/ is taken. docs/serve.md says more. It needs the extra `serve`:
    pip install "framing[serve]"

    \b
    Example:
      framing serve seeds/ --lexicon lexicons/
    """
    if missing := [name for name in ("starlette", "uvicorn") if find_spec(name) is None]:
        raise UsageError(f'framing serve needs {" and ".join(missing)}: pip install "framing[serve]"')
    from framing.studio.desk import Desk
    from framing.studio.files import lexicon_stamp
    from framing.studio.server import serve

    settings = material.settings_of(chosen, source)
    folder = material.own_folder(settings.lexicons, source)
    paths = material.lexicon_paths_of(settings.lexicons, source)
    seen = lexicon_stamp(paths)
    opened = material.opened(source, settings, material.begun_lexicon(settings, source))
    desk = Desk(opened, paths, folder, seen)

    def started(link: str, _: object) -> None:
        click.echo(printable(f"{opened.corpus.name}: open {link}\nwrites only {folder}; Ctrl-C ends"))
        if open_it:
            click.launch(link)

    try:
        serve(desk, port, started)
    except KeyboardInterrupt:
        click.echo("")
    return EXIT_OK
