"""`framing contrast RESULTS`: groups compared, from results that stand there already."""

import json
from pathlib import Path
from typing import Any

import click

from framing.cli import EXIT_OK, options, printable

JSON = ("groups", "differences", "keyness", "events", "article_events", "copies", "alignments", "tellings", "omissions")
"""Tables that `--json` prints."""


@click.command("contrast")
@click.argument("results", metavar="RESULTS", type=click.Path(path_type=Path))
@options.comparing
@click.option("--a", default="", metavar="GROUP", help="Compare this group; with --b that one, else all others.")
@click.option("--b", default="", metavar="GROUP", help="The group to compare --a with.")
@click.option("--measures", default="", metavar="A,B,…", help="What to compare, as one family of tests; default all.")
@click.option("--every", is_flag=True, help="Print every comparison, not only the widest of each measure.")
@click.option("--words", default=10, show_default=True, metavar="N", type=click.IntRange(0), help="Words a side.")
@click.option("--kwic", default=0, metavar="N", type=click.IntRange(0), help="Show each word in so many contexts.")
@click.option("--mask-names", is_flag=True, help="Leave out the names of persons among the words.")
@click.option("--manifest", is_flag=True, help="Print the events found as lines for corpus.toml, and nothing else.")
@click.option("--json", "as_json", is_flag=True, help="Print the tables as JSON.")
@click.option("--out", type=click.Path(path_type=Path), help="Write a report, and results, with this comparison there.")
@options.seed
@options.of_report
def command(
    results: Path,
    by: str,
    within: str,
    a: str,
    b: str,
    measures: str,
    every: bool,
    words: int,
    kwic: int,
    mask_names: bool,
    manifest: bool,
    as_json: bool,
    out: Path | None,
    seed: int,
    packed: bool,
    open_it: bool,
    **look: Any,
) -> int:
    """Compare groups of articles: what each says of whom, quotes, relies on, and the words that tell them apart.

    RESULTS is the folder of a report, or the results/ inside it; nothing is analysed again. Measures are stance,
    frames, borrowed, speakers, references, naming. docs/method.md says what the figures mean.

    \b
    Example:
      framing contrast reports/seeds --by country --within event
      framing contrast reports/seeds --a state-media --measures stance --out reports/seeds-state
    """
    from framing.cli.comparison import Shown, comparison
    from framing.cli.output import finish
    from framing.contrast import Question, add_contrast
    from framing.contrast.events import toml_lines
    from framing.contrast.keyness import without_persons
    from framing.results import read_results, results_folder

    tables = read_results(results_folder(results))
    if manifest:
        for line in toml_lines(tables):
            click.echo(printable(line))
        return EXIT_OK
    chosen = tuple(filter(None, (m.strip() for m in measures.split(","))))
    tables = add_contrast(tables, Question(by, within, a, b, chosen), seed=seed)
    if mask_names:
        tables["keyness"] = without_persons(tables["keyness"])
    if out is not None:
        page = _write(tables, out, results_folder(results), look)
        finish(page, packed=packed, open_it=open_it)
    elif as_json:
        click.echo(json.dumps(_as_json(tables), ensure_ascii=True, indent=1))
    else:
        for line in comparison(tables, Shown(every, words, kwic)):
            click.echo(printable(line))
    return EXIT_OK


def _as_json(tables: Any) -> dict[str, Any]:
    run = tables["run"].to_pylist()[0]
    about = {name: run[name] for name in ("corpus", "signature", "by", "within", "remarks")}
    return about | {name: tables[name].to_pylist() for name in JSON}


def _write(tables: Any, out: Path, source: Path, look: dict[str, Any]) -> Path:
    """Write report and results, and return the page to open."""
    from framing.cli.output import output
    from framing.report import write_report
    from framing.results import write_results

    with output(out, source) as staging:
        write_results(tables, staging / "results")
        page = write_report(tables, staging, **look)
    return out / page.relative_to(staging)
