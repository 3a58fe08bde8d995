"""`framing lexicon export --out FILE`: the lexicon's terms for another tool."""

from pathlib import Path

import click

from framing.cli import EXIT_OK, options, printable


@click.command("export")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The file to write.")
@click.option("--format", "form", metavar="NAME", help="liwc, quanteda, vader or csv; default: as the suffix tells.")
@options.lexicon
@click.option("--all", "show_all", is_flag=True, help="List all that isn't carried, not just the first of each kind.")
def command(out: Path, form: str | None, lexicons: tuple[Path, ...], show_all: bool) -> int:
    """Write the lexicon's terms as a LIWC .dic, a quanteda .yaml, VADER's .txt, or a .csv with all their conditions.

    What the format has no place for is listed. The base layer of general English stays out.

    \b
    Example:
      framing lexicon export --lexicon lexicons/ --out frames.csv
    """
    from framing.lexicon import lexicon_paths, load_lexicon
    from framing.lexicon.exchange import export_terms
    from framing.lexicon.exchange.formats import format_of
    from framing.report.words import count

    lexicon = load_lexicon(lexicon_paths(lexicons, Path.cwd()), base=False)
    made = export_terms(lexicon, form or format_of(out))
    options.write_text(out, made.text)
    click.echo(printable(f"{out}: {count(made.n_terms, 'term')}"))
    for loss in made.losses:
        click.echo(printable(f"not carried: {loss.line(10**9 if show_all else 3)}"))
    return EXIT_OK
