"""`framing lexicon judge ADDRESS CORPUS`: is the term right where it fires? Blind: source and group are hidden."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.cli import EXIT_OK, EXIT_PARTLY, material, printable

if TYPE_CHECKING:
    from framing.tuning import Hit

KEYS = "y right, n wrong, s skip, q stop"


@click.command("judge")
@click.argument("address", metavar="ADDRESS")
@material.source
@click.option("--n", default=20, show_default=True, type=click.IntRange(1, 1000), help="How many hits are drawn.")
@click.option("--by", default="", metavar="NAME", help="Who judges, kept with each verdict.")
@click.option("--again", is_flag=True, help="Draw hits that have been judged, too.")
@material.choices
def command(address: str, source: Path, n: int, by: str, again: bool, **chosen: Any) -> int:
    """Judge a random sample of the places where a term fires: y right, n wrong, s skip, q stop.

    The sentence is shown without its source and group, so that the judgement is of the term and not of who wrote.
    Verdicts are kept in judgements.jsonl beside the lexicon; the share of right ones with its 95 % interval (Wilson) is
    shown wherever the term is. Without CORPUS or RESULTS the only report in reports/ is taken. Exit status 1 when there
    is nothing to judge.

    \b
    Example:
      framing lexicon judge partnership.durability.unbreakable reports/seeds
    """
    from framing.tuning import draw, judge, judged_hits, read_judgements

    opened = material.opened(source, material.settings_of(chosen, source))
    folder = material.own_folder(opened.settings.lexicons, source)
    done = () if again else judged_hits(folder, address)
    hits = draw(opened, address, n=n, seed=opened.settings.seed, done=done)
    if not hits:
        click.echo(
            "nothing to judge: "
            + ("every hit has been judged; --again draws them anew" if done else "it fires nowhere here")
        )
        return EXIT_PARTLY
    judged = 0
    click.echo(KEYS)
    for number, hit in enumerate(hits, start=1):
        verdict = _ask(hit, f"{number} of {len(hits)}")
        if verdict == "q":
            break
        if verdict != "s":
            judge(folder, address, [(hit, verdict == "y")], by=by)  # at once, so that nothing is lost
            judged += 1
    found = read_judgements(folder).get(address)
    click.echo(printable(f"{address}: {found or 'not judged yet'}; {judged} now"))
    return EXIT_OK


def _ask(hit: "Hit", count: str) -> str:
    says = "praise" if hit.value > 0 else "blame" if hit.value < 0 else "nothing"
    of = f" of {', '.join(hit.targets)}" if hit.targets else ", of no target"
    sentence = " ".join(f"{hit.left}[{hit.words}]{hit.right}".split())
    click.echo(printable(f"\n{count}: {sentence}\n  taken for {says}{of}"))
    while True:
        key = click.prompt("  right?", default="", show_default=False).strip().lower()[:1]
        if key and key in "ynsq":
            return str(key)
        click.echo(KEYS)
