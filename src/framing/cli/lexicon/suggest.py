"""`framing lexicon suggest CORPUS`: terms the lexicon doesn't have, to be taken or left."""

import json
import shlex
from collections.abc import Collection, Iterator, Mapping, Sequence
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
_ALL = 1000


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
    line. A number is that of the list last shown of these articles and this lexicon, however the list has changed
    since; a word does, too. What you accept and reject is kept in history.jsonl beside the lexicon. Without CORPUS
    or RESULTS the only report in reports/ is taken. Exit status 1 when there is nothing to propose, or an accepted term
    doesn't fire in its own sentence.

    \b
    Example:
      framing lexicon suggest reports/seeds --contrast state-media,critical-analyst
      framing lexicon suggest reports/seeds --accept 3,sham=-0.6
    """
    from framing.cli.progress import Progress
    from framing.tuning import keep_shown, last_shown, suggest

    settings = material.settings_of(chosen, source)
    groups = _groups(contrast)
    if unwanted or (wanted and into is None):
        material.own_folder(settings.lexicons, source)  # where it can't be written, no work is done for nothing
    listed_of = (source, *material.lexicon_paths_of(settings.lexicons, source))
    last = last_shown(settings.cache, listed_of)
    taken, turned_down = (_taken(wanted, last, "--accept"), _taken(unwanted, last, "--reject"))
    naming = bool(taken or turned_down)
    opened = material.opened(source, settings, material.begun_lexicon(settings, source))
    left_out = frozenset() if show_rejected else _rejected(opened, source)
    with Progress() as progress:
        progress.start(opened.corpus)
        suggestions = suggest(
            opened, target=target, contrast=groups, most=_ALL if naming else most,
            tuning_half=tuning_half, without=left_out, on_done=progress.done,
        )  # fmt: skip
    if naming:
        # Both are found before either is done.
        left = _named(suggestions, turned_down, left_out, opened.lexicon, "--reject")
        kept = _named(suggestions, taken, left_out, opened.lexicon, "--accept")
        if left:
            _reject(opened, source, left)
        return _accept(opened, source, kept, into) if kept else EXIT_OK
    if as_json:
        for suggestion in suggestions:
            click.echo(json.dumps(asdict(suggestion), ensure_ascii=True))
    else:
        for line in _shown(suggestions, len(left_out)):
            click.echo(printable(line))
    if not keep_shown(settings.cache, listed_of, [s.term for s in suggestions]) and suggestions:
        click.echo("the cache can't keep these numbers: accept and reject by word", err=True)
    return EXIT_OK if suggestions else EXIT_PARTLY


def _groups(contrast: str) -> tuple[str, str] | None:
    if not contrast:
        return None
    names = [name.strip() for name in contrast.split(",")]
    if len(names) != 2 or not all(names):
        raise UsageError(f"--contrast: {contrast!r} is not two names; write for example state-media,critical-analyst")
    return names[0], names[1]


def _taken(wanted: str, last: Sequence[str], option: str) -> dict[str, float | None]:
    """Read "3,sham=-0.6" as words with their polarities; a number is that of the list `last` shown."""
    taken: dict[str, float | None] = {}
    for part in filter(None, (p.strip() for p in wanted.split(","))):
        name, _, polarity = (side.strip() for side in part.partition("="))
        try:
            value = float(polarity) if polarity else None
            if not name or (value is not None and not -1 <= value <= 1):
                raise ValueError
        except ValueError:
            raise UsageError(
                f"{option}: {part!r} is no number or word, alone or with a polarity from -1 to 1 such as 7=-0.6"
            ) from None
        taken[(_of_list(int(name), last, option) if name.isdecimal() else name).casefold()] = value
    return taken


def _of_list(number: int, last: Sequence[str], option: str) -> str:
    if not last:
        cure = "show the list first, with the same articles and --lexicon, or name words"
        raise UsageError(f"{option}: {number} is a number of no list; {cure}")
    if not 1 <= number <= len(last):
        raise UsageError(f"{option}: the list last shown has no {number}, it ends with {len(last)}; --most shows more")
    return last[number - 1]


def _named(
    suggestions: Sequence["Suggestion"],
    taken: Mapping[str, float | None],
    left_out: Collection[str],
    lexicon: "Lexicon",
    option: str,
) -> tuple["Suggestion", ...]:
    """Return the suggestions that are named, in the order of the list, with the polarities given."""
    from framing.tuning import with_polarity

    proposed = {s.term.casefold(): s for s in reversed(suggestions)}
    for name in taken:
        if name not in proposed:
            kwic = f"`framing kwic {shlex.quote(name)}` says whether it counts already"
            cure = "it was rejected, and --rejected proposes it again" if name in left_out else kwic
            raise UsageError(f"{option}: {name!r} is not proposed; {cure}")
    chosen = sorted((proposed[name] for name in taken), key=lambda s: s.number)
    return tuple(s if (value := taken[s.term.casefold()]) is None else with_polarity(s, value, lexicon) for s in chosen)


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
    from framing.tuning import accept, begun, compare, log, preview
    from framing.validity.examples import run_examples

    named = opened.settings.lexicons
    overlay = into or material.overlay(named, source)
    addresses = accept(chosen, overlay, opened.lexicon)
    for address, suggestion in zip(addresses, chosen, strict=True):
        unsure = "" if suggestion.polarity else "; it evaluates nothing until you say what"
        click.echo(printable(f"{overlay}: {address}, polarity {suggestion.polarity:+.2g}{unsure}"))
    paths = material.lexicon_paths_of(named, source)
    inside = any(path.resolve() in (overlay.resolve(), overlay.parent.resolve()) for path in paths)
    lexicon = load_lexicon(paths if inside else [*begun(paths), overlay], base=opened.settings.base)
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
