"""`framing show ID`: one article's evidence in the terminal."""

import shutil
import textwrap
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.cli import EXIT_OK, options, printable
from framing.errors import UsageError

if TYPE_CHECKING:
    from framing.report.ranking import Judged
    from framing.report.rows import Row, Rows
    from framing.report.views.score import Score

WIDEST = 100


@click.command("show")
@click.argument("article", metavar="ID")
@click.option(
    "--report",
    "place",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The report (or its results/) to read; default the only one in reports/.",
)
@click.option("--target", default="", metavar="NAME", help="Only sentences that judge this target.")
def command(article: str, place: Path | None, target: str) -> int:
    """Print one article's evidence: where it stands, and each judged sentence with its value, voice and reasons.

    ID is an article's id, or the beginning of one: 000 for 000_2457033164fbbc04.

    \b
    Example:
      framing show 000 --target belarus
    """
    from framing.report.rows import Rows
    from framing.results import read_results, results_folder

    rows = Rows(read_results(results_folder(place or options.only_report("name one with --report DIR"))))
    found = _one(article, list(rows.articles), "article", "the report's overview lists them")
    targets = sorted(rows.judgements(found)) if target else []
    wanted = (_target(target, rows, targets),) if target else ()
    for line in evidence_lines(rows, found, wanted):
        click.echo(printable(line))
    return EXIT_OK


def evidence_lines(rows: "Rows", article: str, wanted: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield what is known of an article: its head, its stance by target, its judged sentences in reading order."""
    from framing.report.views.evidence import judged
    from framing.report.words import count, label

    row = rows.articles[article]
    yield row["title"] or article
    group = label(row["group"]) if row["group"] else ""
    about = (rows.source_name(row["source"]), group, row["date"] or "", count(row["n_words"] or 0, "word"), article)
    yield " · ".join(filter(None, about))
    targets = wanted or (*rows.targets, *sorted(set(rows.judgements(article)) - set(rows.targets)))
    yield from _stance(rows, article, targets)
    found = sorted(judged(rows, [article], targets), key=lambda one: (one.sentence, targets.index(one.target)))
    if not found:
        yield ""
        yield "No sentence judges " + (rows.name(wanted[0]) if wanted else "anybody") + "."
    before = None
    for one in found:
        if one.sentence != before:
            yield ""
            yield from _wrapped(_sentence(rows, one), f"s{one.sentence}  ")
        before = one.sentence
        yield from _judgement(rows, one)


def _one(asked: str, known: list[str], what: str, cure: str) -> str:
    """Return the known id that is `asked` or, alone, begins so. Raises UsageError for none or several."""
    if asked in known:
        return asked
    begin = [one for one in known if one.startswith(asked)]
    if len(begin) == 1:
        return begin[0]
    if begin:
        raise UsageError(f"{len(begin)} {what}s begin with {asked!r}: {', '.join(begin[:5])}")
    close = get_close_matches(asked, known, n=3)
    raise UsageError(f"no {what} {asked!r}; " + (f"did you mean {' or '.join(close)}?" if close else cure))


def _target(asked: str, rows: "Rows", known: list[str]) -> str:
    by_name = {rows.name(target).lower(): target for target in known}
    return by_name.get(asked.lower()) or _one(asked, known, "target", "the article judges " + ", ".join(known[:8]))


def _stance(rows: "Rows", article: str, targets: tuple[str, ...]) -> Iterator[str]:
    from framing.cli.summary import columns
    from framing.model import ALL_VOICES, AUTHOR, QUOTED
    from framing.report.views.score import score_of

    lines = []
    for target in targets:
        scores = [score_of(rows, "article", article, target, voice) for voice in (ALL_VOICES, AUTHOR, QUOTED)]
        if any(score.score is not None for score in scores):
            lines.append((rows.name(target), *map(_short, scores)))
    if lines:
        yield ""
        yield from columns(("stance toward", "all voices", "the author", "people quoted"), lines)


def _short(score: "Score") -> str:
    from framing.report.words import signed

    between = "" if score.low is None else f" [{signed(score.low)}, {signed(score.high)}]"
    return "–" if score.score is None else score.text + between


def _sentence(rows: "Rows", one: "Judged") -> str:
    row = rows.numbered("sentences", one.article).get(one.sentence)
    return " ".join((row["text"] or "").split()) if row else ""


def _judgement(rows: "Rows", one: "Judged") -> Iterator[str]:
    from framing.report.words import signed

    yield f"    {signed(one.value)} toward {rows.name(one.target)}, {rows.name(one.voice)}"
    for row in one.judgements:
        yield from _wrapped(_reasons(rows, one.article, row), "        ")


def _reasons(rows: "Rows", article: str, row: "Row") -> str:
    from framing.report.words import label, signed

    expression = rows.numbered("expressions", article).get(row["expression"])
    mention = rows.numbered("mentions", article).get(row["mention"]) or {"text": ""}
    if expression is not None:
        factors = " × ".join(f"{signed(s['factor'])} {_named(rows, s['name'])}" for s in row["reasons"] or ())
        how = f" ({label(row['link'])})" if row["link"] else ""
        return f"“{expression['text']}” of “{mention['text']}”{how}: {factors}"
    parts = ", ".join(f"{_named(rows, s['name'])} {signed(s['factor'])}" for s in row["reasons"] or ())
    return f"{signed(row['value'])} “{mention['text']}”: {parts}"


def _named(rows: "Rows", reason: str) -> str:
    """Return what a reason is called; of a term that people judged, also how often it was right."""
    from framing.report.views.whys import verdicts

    judged = rows.once(verdicts).get(reason.rpartition(": ")[2])
    return f"{reason} ({judged})" if judged else reason


def _wrapped(words: str, head: str) -> list[str]:
    width = max(40, min(WIDEST, shutil.get_terminal_size().columns))
    return textwrap.wrap(words, width, initial_indent=head, subsequent_indent=" " * len(head)) or [head.rstrip()]
