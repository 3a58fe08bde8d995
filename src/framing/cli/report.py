"""`framing report RESULTS`: the report again, from results that stand there already."""

from pathlib import Path
from typing import Any

import click

from framing.cli import EXIT_OK, options


@click.command("report")
@click.argument("results", metavar="RESULTS", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Folder of the report; default the one RESULTS lies in.")
@options.validated
@options.of_report
def command(results: Path, out: Path | None, validated: Path | None, packed: bool, open_it: bool, **look: Any) -> int:
    """Make the report again from RESULTS, without analysing: after an upgrade, in another layout, to publish.

    RESULTS is the folder of a report, or the results/ inside it. Pages that would be the same stay untouched; pages
    that the new layout has no more are removed. Where a folder of pages stands, it stays one unless --layout says else.

    \b
    Example:
      framing report reports/seeds --out published/ --excerpts --zip
    """
    from framing.cli.output import finish, output
    from framing.report import write_report
    from framing.report.manifest import read_manifest
    from framing.report.write import CSS_FILE
    from framing.results import read_results, results_folder
    from framing.validity import add_validation, read_validation

    folder = results_folder(results)
    tables = read_results(folder)
    if validated:
        tables = add_validation(tables, read_validation(validated))
    out = out or folder.parent
    if look["layout"] == "auto" and CSS_FILE in read_manifest(out):
        look["layout"] = "folder"
    with output(out, folder) as staging:
        page = write_report(tables, staging, **look)
    finish(out / page.relative_to(staging), packed=packed, open_it=open_it)
    return EXIT_OK
