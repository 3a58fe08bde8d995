"""`framing sample RESULTS`: sentences to code by hand, drawn blind, and the key that coders must not see."""

from pathlib import Path

import click

from framing.cli import EXIT_OK, options, printable

_FORMATS = ("csv", "label-studio", "inception")


@click.command("sample")
@click.argument("results", metavar="RESULTS", type=click.Path(path_type=Path))
@click.option("--n", default=100, show_default=True, type=click.IntRange(1), help="How many sentences.")
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path), required=True, help="A new folder.")
@click.option(
    "--by",
    default="group,target,voice",
    show_default=True,
    metavar="A,B,…",
    help="Draw as evenly as can be from each target, voice, group, source, article or event; '' for none of them.",
)
@click.option("--targets", default="", metavar="A,B,…", help="Ids of entities; default the main targets of the run.")
@click.option("--format", "forms", type=click.Choice(_FORMATS), multiple=True, help="Repeat for several; default all.")
@click.option(
    "--without", "earlier", metavar="KEY", type=click.Path(path_type=Path), multiple=True,
    help="The key.json of an earlier sample: draw none of its sentences.",
)  # fmt: skip
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0), help="Of the draw.")
def command(
    results: Path,
    n: int,
    out: Path,
    by: str,
    targets: str,
    forms: tuple[str, ...],
    earlier: tuple[Path, ...],
    seed: int,
) -> int:
    """Draw sentences that name a target, for people to code, from RESULTS, a folder that `framing analyze` wrote.

    Give coders DIR/for-coders: it says neither source nor group nor what the tool answered. Keep DIR/key.json, which
    does. Then see `framing agreement`.

    \b
    Example:
      framing sample reports/seeds --n 100 --out coding
    """
    from framing.cli.summary import columns
    from framing.coding import draw, read_key, write_key, write_sheets
    from framing.errors import UsageError
    from framing.results import read_results, results_folder

    options.writable(out)
    if (out / "key.json").exists():
        raise UsageError(f"--out: {out} holds a sample already, and its coders' work would be lost; name a new folder")
    without = {(item.article, item.sentence) for path in earlier for item in read_key(path).items}
    tables = read_results(results_folder(results))
    sample = draw(tables, n, by=_listed(by), targets=_listed(targets), seed=seed, without=without)
    files = write_sheets(sample, forms or _FORMATS, out / "for-coders")
    write_key(sample, out / "key.json")
    rows = [(*stratum.name, f"{stratum.drawn:,}", f"{stratum.of:,}") for stratum in sample.strata]
    for line in columns((*sample.by, "drawn", "of"), rows):
        click.echo(printable(line))
    fewer = f" (only that many of the {n:,} wanted)" if len(sample.items) < n else ""
    click.echo(f"\n{len(sample.items):,} sentences of {len(sample.articles):,} articles{fewer}")
    click.echo(printable(f"For coders: {', '.join(map(str, files))}"))
    click.echo(printable(f"Keep from them: {out / 'key.json'}"))
    return EXIT_OK


def _listed(names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (name.strip() for name in names.split(",")))))
