"""`framing evaluate GOLD`: how far the tool agrees with hand-coded data, with intervals, and what a change did."""

from pathlib import Path

import click

from framing.cli import EXIT_OK, EXIT_PARTLY, options, printable


@click.command("evaluate")
@click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path))
@click.option(
    "--predictions",
    type=click.Path(path_type=Path),
    help="A .jsonl of `framing annotate`, or of any other tool, to score instead of annotating GOLD now.",
)
@click.option(
    "--compare",
    "earlier",
    metavar="EARLIER.json",
    type=click.Path(path_type=Path),
    help="The evaluation.json of an earlier run: show gains and losses against it.",
)
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path), help="Write evaluation.json and .html there.")
@options.lexicon
@options.base
@options.evaluator
@options.engine
@options.workers
@options.cache
@options.seed
def command(
    gold: Path,
    predictions: Path | None,
    earlier: Path | None,
    out: Path | None,
    lexicons: tuple[Path, ...],
    base: bool,
    evaluator: str,
    engine: str,
    workers: int,
    keep_parses: bool,
    seed: int,
) -> int:
    """Score the tool against hand-coded GOLD: .jsonl in the annotation format, or .csv with sentence, target, label.

    Labels are negative, neutral, positive (or -1, 0, 1); a target is a name in its sentence or an entity's id. Exit
    status 1 when some coded rows got no answer. docs/method.md says what the figures mean.

    \b
    Example:
      framing evaluate coded.csv --out before/
      framing evaluate coded.csv --lexicon mine/ --compare before/evaluation.json
    """
    from framing.cli import scores
    from framing.cli.progress import Progress
    from framing.pipeline import Settings
    from framing.report.evaluation import write_evaluation
    from framing.validity import (
        answer_gold,
        compare,
        measure,
        passage,
        read_answers,
        read_gold,
        read_validation,
        write_validation,
    )

    coded = read_gold(gold)
    before = read_validation(earlier) if earlier else None
    if predictions:
        answers, signature, left_out = read_answers(predictions, coded)
    else:
        settings = Settings(
            lexicons=lexicons, base=base, evaluator=evaluator, engine=engine, workers=workers,
            cache=options.cache_folder(keep_parses), seed=seed,
        )  # fmt: skip
        with Progress() as progress:
            answers, signature, left_out = answer_gold(coded, settings, on_corpus=progress.start, on_done=progress.done)
    found = measure(coded, answers, signature=signature, seed=seed)
    changed = compare(before, found) if before else ()
    lines = list(scores.figures(found))
    if before:
        lines += scores.changes(changed, before, found, lambda case: passage(case, coded, answers).text)
    if out:
        write_validation(found, out / "evaluation.json")
        page = write_evaluation(found, coded, answers, out / "evaluation.html", earlier=before, changes=changed)
        lines.append(f"Evaluation: {page}")
    for line in lines:
        click.echo(printable(line))
    for unread in left_out:
        click.echo(printable(f"left out: {unread.file}: {unread.reason}"), err=True)
    return EXIT_PARTLY if left_out or found.unanswered else EXIT_OK
