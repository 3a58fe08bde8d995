"""`framing agreement KEY FILE …`: how far coders agree, with each other and with the tool, and gold made of it."""

from pathlib import Path

import click

from framing.cli import EXIT_OK, options, printable


@click.command("agreement")
@click.argument("key", metavar="KEY", type=click.Path(path_type=Path))
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--decided",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The to-decide.csv of an earlier run, its labels filled in: they settle what coders dispute.",
)
@click.option("--partial", is_flag=True, help="Go on where a file leaves sentences uncoded.")
@click.option(
    "--out", metavar="DIR", type=click.Path(path_type=Path), help="Write the gold and the disagreements there."
)
@options.seed
def command(
    key: Path, files: tuple[Path, ...], decided: Path | None, partial: bool, out: Path | None, seed: int
) -> int:
    """Compare what coders made of a sample: Krippendorff's alpha among them and with the tool, and each disagreement.

    KEY is the key.json of `framing sample`; each FILE a coder's .csv, or a .json that Label Studio or INCEpTION
    exported. With --out: gold.jsonl, the labels that most coders chose, for `framing evaluate`; disagreements.csv;
    and, where coders dispute, to-decide.csv, to fill in and give back with --decided.

    \b
    Example:
      framing agreement coding/key.json anna.csv ben.csv --out coding
      framing evaluate coding/gold.jsonl --out coding/evaluation
    """
    from framing.cli import reliability
    from framing.coding import agreement, read_codes, read_key
    from framing.coding.decisions import write_disagreements, write_to_decide
    from framing.coding.golden import write_gold

    sample = read_key(key)
    codes = read_codes(files, sample, partial=partial)
    settled = read_codes([decided], sample, partial=True)[decided.stem] if decided else {}
    found = agreement(sample, codes, settled, seed=seed)
    for line in reliability.lines(found):
        click.echo(printable(line))
    if out:
        options.writable(out)
        n = write_gold(sample, found, out / "gold.jsonl")
        write_disagreements(found, out / "disagreements.csv")
        click.echo(
            printable(f"Gold: {out / 'gold.jsonl'}, {n:,} sentences; disagreements: {out / 'disagreements.csv'}")
        )
        if found.undecided:
            place = out / "to-decide.csv"
            write_to_decide(found, place, keep=decided)
            left = f"Left out: {len(found.undecided):,} sentences that coders dispute or can't tell."
            cure = f"Fill in `label` in {place} and run again with --decided {place}"
            click.echo(printable(f"{left} {cure}"))
    return EXIT_OK
