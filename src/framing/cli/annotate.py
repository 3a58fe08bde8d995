"""`framing annotate INPUT --out FILE.jsonl`: what was found in each article, in the public annotation format."""

from pathlib import Path

import click

from framing.cli import EXIT_OK, EXIT_PARTLY, options, printable


@click.command("annotate")
@options.source
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The JSON Lines file to write; - prints.")
@options.lexicon
@options.base
@options.evaluator
@options.engine
@options.workers
@options.cache
@options.seed
def command(
    source: Path,
    out: Path,
    lexicons: tuple[Path, ...],
    base: bool,
    evaluator: str,
    engine: str,
    workers: int,
    keep_parses: bool,
    seed: int,
) -> int:
    """Annotate the articles of INPUT and write one JSON line an article (docs/annotation.md says what stands where).

    \b
    Example:
      framing annotate seeds/ --out seeds.jsonl
      python -m json.tool --json-lines seeds.jsonl | less
    """
    from framing.cli.progress import Progress
    from framing.pipeline import Settings, annotate_corpus, tabulate
    from framing.results import write_annotations

    options.writable(out)
    settings = Settings(
        lexicons=lexicons, base=base, evaluator=evaluator, engine=engine, workers=workers,
        cache=options.cache_folder(keep_parses), seed=seed,
    )  # fmt: skip
    with Progress() as progress:
        found = annotate_corpus(source, settings, on_corpus=progress.start, on_done=progress.done)
    with options.writing(out):
        write_annotations(found.annotations, tabulate(found, settings), out)
    for left_out in found.corpus.left_out:
        click.echo(printable(f"left out: {left_out.file}: {left_out.reason}"), err=True)
    return EXIT_PARTLY if found.corpus.left_out else EXIT_OK
