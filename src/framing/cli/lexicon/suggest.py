"""`framing lexicon suggest CORPUS`: terms the lexicon doesn't have, to be taken or left."""

import json
import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.cli import EXIT_OK, EXIT_PARTLY, material, printable
from framing.errors import UsageError

if TYPE_CHECKING:
    from framing.lexicon import Lexicon
    from framing.tuning import Material, Suggestion

WIDTH = 50


@click.command("suggest")
@material.source
@click.option("--target", default="", metavar="ENTITY", help="Only words in sentences with this entity, or its parts.")
@click.option("--contrast", default="", metavar="A,B", help="First what tells these two groups (or sources) apart.")
@click.option("--most", default=20, show_default=True, type=click.IntRange(1, 1000), help="How many are shown.")
@click.option(
    "--accept",
    "wanted",
    default="",
    metavar="3,sham=-0.6",
    help="Write these, by number or word; a polarity may be given.",
)
@click.option("--reject", "unwanted", default="", metavar="4,eleven", help="Never propose these again.")
@click.option("--rejected", "show_rejected", is_flag=True, help="Propose those rejected before, too.")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to; default the lexicon file, or local.toml of its folder.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line.")
@material.half
@material.choices
def command(
    source: Path,
    target: str,
    contrast: str,
    most: int,
    wanted: str,
    unwanted: str,
    show_rejected: bool,
    into: Path | None,
    as_json: bool,
    tuning_half: bool,
    **chosen: Any,
) -> int:
    """Propose words of the articles that the lexicon doesn't have, ranked by what they would add.

    First come words that evaluate by their build, stand where evaluations stand (they modify or predicate a target, are
    coordinated with known terms), and lie where the lexicon is silent but the model isn't. Nothing is taken by itself:
    --accept writes the ones you name into your lexicon, with a comment, and a sentence of the corpus as their `fires`
    line. Numbers are those of the list as it is now, with the options with which it was shown; each accept or reject
    moves them, so name words, or accept and reject in one command. What you accept and reject is kept in history.jsonl
    beside the lexicon. Exit status 1 when there is nothing to propose, or an accepted term doesn't fire in its own
    sentence.

    \b
    Example:
      framing lexicon suggest reports/seeds --contrast state-media,critical-analyst
      framing lexicon suggest reports/seeds --accept 3,sham=-0.6
    """
    from framing.cli.progress import Progress
    from framing.tuning import suggest

    opened = material.opened(source, material.settings_of(chosen))
    groups = _groups(contrast)
    taken, turned_down = _taken(wanted, "--accept"), _taken(unwanted, "--reject")
    left_out = frozenset() if show_rejected else _rejected(opened, source)
    with Progress() as progress:
        progress.start(opened.corpus)
        suggestions = suggest(
            opened, target=target, contrast=groups, most=_enough({**taken, **turned_down}, most),
            tuning_half=tuning_half, without=left_out, on_done=progress.done,
        )  # fmt: skip
    if taken or turned_down:
        # Both are named before either is done: they are numbers of one list.
        left = _named(suggestions, turned_down, opened.lexicon, "--reject")
        kept = _named(suggestions, taken, opened.lexicon, "--accept")
        if left:
            _reject(opened, source, left)
        status = _accept(opened, source, kept, into) if kept else EXIT_OK
        click.echo("the numbers of the list have moved; show it again, or name words")
        return status
    shown = suggestions[:most]
    if as_json:
        for suggestion in shown:
            click.echo(json.dumps(asdict(suggestion), ensure_ascii=True))
    else:
        for line in _shown(shown, len(left_out)):
            click.echo(printable(line))
    return EXIT_OK if shown else EXIT_PARTLY


def _groups(contrast: str) -> tuple[str, str] | None:
    if not contrast:
        return None
    names = [name.strip() for name in contrast.split(",")]
    if len(names) != 2 or not all(names):
        raise UsageError(f"--contrast: {contrast!r} is not two names; write for example state-media,critical-analyst")
    return names[0], names[1]


def _enough(taken: Iterable[str], most: int) -> int:
    """How many suggestions hold all that are taken: up to the highest number, all for a word."""
    return max([most, *(int(name) if name.isdecimal() else _ALL for name in taken)])


_ALL = 1000


def _taken(wanted: str, option: str) -> dict[str, float | None]:
    """Read "3,sham=-0.6" as numbers or words with their polarities."""
    taken: dict[str, float | None] = {}
    for part in filter(None, (p.strip() for p in wanted.split(","))):
        name, _, polarity = (side.strip() for side in part.partition("="))
        try:
            value = float(polarity) if polarity else None
            if not name or (value is not None and not -1 <= value <= 1):
                raise ValueError
            taken[str(int(name)) if name.isdecimal() else name.casefold()] = value
        except ValueError:
            raise UsageError(
                f"{option}: {part!r} is no number or word, alone or with a polarity from -1 to 1 such as 7=-0.6"
            ) from None
    return taken


def _named(
    suggestions: Sequence["Suggestion"], taken: dict[str, float | None], lexicon: "Lexicon", option: str
) -> tuple["Suggestion", ...]:
    """Return the suggestions that are named by number or word, each once, with the polarities given."""
    from framing.tuning import with_polarity

    named = {s.term.casefold(): s for s in reversed(suggestions)} | {str(s.number): s for s in suggestions}
    if missing := [name for name in taken if name not in named]:
        why = "" if missing[0].isdecimal() else f"; `framing kwic {missing[0]}` says whether it counts already"
        raise UsageError(f"{option}: there is no suggestion {missing[0]!r} among {len(suggestions)}{why}")
    wanted = {named[name].number: (named[name], value) for name, value in taken.items()}
    return tuple(
        suggestion if value is None else with_polarity(suggestion, value, lexicon)
        for _, (suggestion, value) in sorted(wanted.items())
    )


def _rejected(opened: "Material", source: Path) -> frozenset[str]:
    """Return what was turned down in the folder that keeps an analyst's own edits; nothing when there is none yet."""
    from framing.tuning import rejected

    folder = material.kept_in(opened.settings.lexicons, source)
    return rejected(folder) if folder else frozenset()


def _reject(opened: "Material", source: Path, chosen: Sequence["Suggestion"]) -> None:
    from framing.tuning import log_rejected

    folder = material.own_folder(opened.settings.lexicons, source)
    log_rejected(folder, [s.term for s in chosen], opened)
    click.echo(printable(f"not proposed again: {', '.join(s.term for s in chosen)}"))


def _accept(opened: "Material", source: Path, chosen: Sequence["Suggestion"], into: Path | None) -> int:
    from framing.lexicon import load_lexicon
    from framing.tuning import accept, compare, log, preview
    from framing.validity.examples import run_examples

    named = opened.settings.lexicons
    overlay = into or material.overlay(named, source)
    addresses = accept(chosen, overlay, opened.lexicon)
    for address, suggestion in zip(addresses, chosen, strict=True):
        unsure = "" if suggestion.polarity else "; it evaluates nothing until you say what"
        click.echo(printable(f"{overlay}: {address}, polarity {suggestion.polarity:+.2g}{unsure}"))
    paths = material.lexicon_paths_of(named, source)
    inside = any(path.resolve() in (overlay.resolve(), overlay.parent.resolve()) for path in paths)
    lexicon = load_lexicon(paths if inside else [*paths, overlay], base=opened.settings.base)
    changed = preview(opened, lexicon)
    difference = compare(opened, changed)
    log(overlay.parent, opened, changed, difference, did="accept")
    moved = f"{len(difference.moves)} stances move, {len(difference.turns)} judgements of sentences change"
    click.echo(
        f"{moved}; `framing lexicon diff` shows them" if difference.turns else "nothing changes in these articles"
    )
    failed = [o for o in run_examples(lexicon, cache=opened.settings.cache, beginning=addresses) if not o.passed]
    for outcome in failed:
        why = outcome.why or "its words are not found"
        click.echo(printable(f"{outcome.example.address} doesn't fire in its own sentence: {why}"), err=True)
    if not inside:
        use = " ".join(f"--lexicon {shlex.quote(str(path))}" for path in (*(named or ("default",)), overlay))
        click.echo(printable(f"to use it: {use}"))
    return EXIT_PARTLY if failed else EXIT_OK


def _shown(suggestions: Sequence["Suggestion"], left_out: int) -> Iterator[str]:
    from framing.tuning.suggest import BLAME, PRAISE

    if not suggestions:
        yield "nothing to propose"
    for s in suggestions:
        where = ", ".join(f"{group} {n}" for group, n in s.groups.items())
        sure = f"{s.frame} {s.polarity:+.1f}".replace("-", "−")
        said = sure if s.polarity else "praise or blame?" if s.frame in (PRAISE, BLAME) else f"{s.frame}, + or −?"
        yield f"{s.number:3} {s.term}  {'/'.join(s.pos)}  {said}  {s.n} × in {s.n_articles} ({where})"
        yield f"      why: {'; '.join(s.reasons) or 'its build'}"
        for context in s.contexts:
            left, right = (_spaced(side) for side in (context.left, context.right))
            yield f"      {left[-WIDTH:]:>{WIDTH}}[{' '.join(context.words.split())}]{right[:WIDTH]}  {context.source}"
    if left_out:
        yield f"{left_out} rejected before are left out; --rejected shows them"


def _spaced(side: str) -> str:
    """Return what stands beside a word in one line, with the space between them where there is one."""
    before, after = (" " if end.isspace() else "" for end in (side[:1], side[-1:]))
    return f"{before}{' '.join(side.split())}{after}" if side.strip() else ""
