"""`framing kwic WORD CORPUS`: a word in its contexts, whether it counted, and why."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.cli import EXIT_OK, EXIT_PARTLY, material, printable

if TYPE_CHECKING:
    from framing.tuning import Line


@click.command("kwic")
@click.argument("wanted", metavar="TERM|ADDRESS")
@material.source
@click.option("--by", default="", metavar="NAME", help="Group the lines: group, source, event, country or year.")
@click.option("--sort", default="", metavar="l1|r1", help="Order by the word to the left or right.")
@click.option("--width", default=40, show_default=True, type=click.IntRange(10, 400), help="Characters on each side.")
@click.option("--counted/--all", "counted", default=False, help="Only what counted, or all (default).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line.")
@click.option("--html", "page", type=click.Path(path_type=Path), metavar="FILE", help="Write a page instead.")
@material.half
@material.choices
def command(
    wanted: str,
    source: Path,
    by: str,
    sort: str,
    width: int,
    counted: bool,
    as_json: bool,
    page: Path | None,
    tuning_half: bool,
    **chosen: Any,
) -> int:
    """Show every occurrence of a word or phrase in the articles, whether it counted, and why or why not.

    TERM is a word or phrase in its dictionary form; ADDRESS that of a term of the lexicon (lexicon.frame.term). A mark
    before each line says whether it counted: + praise, - blame, 0 found but silent, a space: no term found. Without
    CORPUS or RESULTS the only report in reports/ is taken. Exit status 1 when there is no occurrence.

    \b
    Example:
      framing kwic friendship seeds/ --by group --sort r1
      framing kwic partnership.durability.unbreakable reports/seeds
    """
    from framing.tuning import kwic

    opened = material.opened(source, material.settings_of(chosen, source))
    lines = kwic(opened, wanted, by=by, sort=sort, width=width, tuning_half=tuning_half)
    if counted:
        lines = tuple(line for line in lines if line.counted)
    judged = material.judgements_of(opened, source)
    if page is not None:
        from framing.report.concordance import write_concordance

        write_concordance(wanted, lines, judged, page)
        click.echo(printable(f"Concordance: {page}"))
    elif as_json:
        for line in lines:
            click.echo(json.dumps(asdict(line), ensure_ascii=True))
    elif tuning_half and not lines and kwic(opened, wanted):
        click.echo("no occurrence in the half you tune on, only in the held-out one")
    else:
        for text in _shown(lines, by, judged):
            click.echo(printable(text))
    return EXIT_OK if lines else EXIT_PARTLY


def _shown(lines: Sequence["Line"], by: str, judged: dict[str, Any]) -> Iterator[str]:
    if not lines:
        yield "no occurrence"
        return
    from framing.report.words import count

    left, words = max(len(line.left) for line in lines), max(len(line.words) for line in lines)
    right = max(len(line.right) for line in lines)
    for group, some in groupby(lines, key=lambda line: line.group if by else ""):
        if by:
            yield f"── {group or 'without ' + by}"
        for line in some:
            where = f"{line.source} {line.article}:{'–' if line.sentence is None else line.sentence}"
            yield (
                f"{_mark(line)} {line.left:>{left}}{line.words:^{words}}{line.right:<{right}}  {line.why}  [{where}]"
            )
    counting = sum(line.counted for line in lines)
    articles = count(len({line.article for line in lines}), "article")
    yield f"{count(len(lines), 'occurrence')} in {articles}, {counting} counted"
    for address in dict.fromkeys(line.address for line in lines if line.address in judged):
        yield f"{address}: {judged[address]}"


def _mark(line: "Line") -> str:
    if not line.address:
        return " "
    if not line.counted:
        return "0"
    return "+" if line.value > 0 else "-"
