"""`framing analyze INPUT`: articles in, a stance report out."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import click

from framing.cli import EXIT_OK, EXIT_PARTLY, options, printable


@click.command("analyze")
@options.source
@click.option("--out", type=click.Path(path_type=Path), help="Folder of the report; default reports/<name of INPUT>.")
@options.lexicon
@options.base
@click.option("--targets", default="", metavar="A,B,…", help="Entities the overview shows; default the most judged.")
@options.evaluator
@options.engine
@options.workers
@options.cache
@options.comparing
@options.seed
@options.validated
@options.of_report
def command(
    source: Path,
    out: Path | None,
    lexicons: tuple[Path, ...],
    base: bool,
    targets: str,
    evaluator: str,
    engine: str,
    workers: int,
    keep_parses: bool,
    by: str,
    within: str,
    seed: int,
    validated: Path | None,
    packed: bool,
    open_it: bool,
    **look: Any,
) -> int:
    """Read the articles of INPUT, score each source's stance toward each target, write the report.

    INPUT is a folder or a file: .txt, .md, .html, .jsonl or .csv. A corpus.toml beside the articles says who published
    what and when. Exit status: 0 done; 1 some inputs could not be read (the rest is done, and the report lists them);
    2 wrong use.

    \b
    Example:
      framing analyze seeds/ --targets belarus,china,partnership
      open reports/seeds/index.html
    """
    from framing.cli.output import finish, output
    from framing.cli.progress import Progress
    from framing.cli.summary import summary
    from framing.contrast import Question
    from framing.pipeline import Settings, analyze, annotate_corpus
    from framing.report import write_report
    from framing.results import write_results
    from framing.validity import add_validation, read_validation

    out = out or Path("reports") / (source.resolve().stem if source.is_file() else source.resolve().name)
    settings = Settings(
        lexicons=lexicons,
        base=base,
        targets=tuple(filter(None, (t.strip() for t in targets.split(",")))),
        evaluator=evaluator,
        engine=engine,
        workers=workers,
        cache=options.cache_folder(keep_parses),
        seed=seed,
        question=Question(by, within),
    )
    evaluation = read_validation(validated) if validated else None
    with output(out, source) as staging:
        with Progress() as progress:
            found = annotate_corpus(source, settings, on_corpus=progress.start, on_done=progress.done)
        tables = analyze(found, settings)
        if evaluation:
            tables = add_validation(tables, evaluation)
        # Results wait for the disk, the report for the processor.
        with ThreadPoolExecutor(max_workers=1) as beside:
            results = beside.submit(write_results, tables, staging / "results")
            page = write_report(tables, staging, **look)
            results.result()
    for line in summary(tables):
        click.echo(printable(line))
    click.echo()
    finish(out / page.relative_to(staging), packed=packed, open_it=open_it)
    for left_out in found.corpus.left_out:
        click.echo(printable(f"left out: {left_out.file}: {left_out.reason}"), err=True)
    return EXIT_PARTLY if found.corpus.left_out else EXIT_OK
