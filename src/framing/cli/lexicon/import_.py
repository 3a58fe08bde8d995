"""`framing lexicon import FILE --out LEXICON.toml`: a word list of another tool becomes a lexicon."""

import re
from collections.abc import Sequence
from pathlib import Path

import click

from framing.cli import EXIT_OK, EXIT_PARTLY, options, printable
from framing.errors import UsageError
from framing.lexicon.exchange.listing import frame_ids

MAX_WORDS_FILE = 64_000_000
SHOWN = 5


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="FILE.toml", help="The lexicon to write."
)
@click.option("--format", "form", metavar="NAME", help="liwc, quanteda, vader or csv; default: as the suffix tells.")
@click.option("--category", "categories", multiple=True, metavar="NAME", help="Take only this one; repeat for more.")
@click.option("--polarity", "polarities", multiple=True, metavar="NAME=VALUE", help="Of a category, in -1..1; repeat.")
@click.option("--scale", type=click.FloatRange(0, min_open=True), help="The strongest number in FILE; VADER 4, CSV 1.")
@click.option("--words", type=click.Path(path_type=Path), metavar="PATH", help="Texts whose words fill in wildcards.")
@click.option("--all", "show_all", is_flag=True, help="List all that isn't carried, not just the first of each kind.")
def command(
    file: Path,
    out: Path,
    form: str | None,
    categories: tuple[str, ...],
    polarities: tuple[str, ...],
    scale: float | None,
    words: Path | None,
    show_all: bool,
) -> int:
    """Make a lexicon of FILE: a LIWC .dic, a quanteda .yaml, VADER's .txt, or a .csv with a column "term".

    Categories become frames. Wildcards such as act* become the words that fit them, of a list of common English words
    or of the texts of --words. What a lexicon can't hold is listed here, and in full at the top of the file. Exit
    status 1 when the lexicon that was written has errors, for example targets that other files define.

    \b
    Example:
      framing lexicon import LSD2015.yaml --out lexicons/lsd.toml --polarity positive=0.5 --polarity negative=-0.5
      framing lexicon import vader_lexicon.txt --out lexicons/vader.toml
    """
    from framing.lexicon import problems
    from framing.lexicon.exchange import import_terms
    from framing.lexicon.exchange.formats import format_of
    from framing.lexicon.exchange.wildcards import common_words
    from framing.report.words import count

    if out.suffix != ".toml":
        raise UsageError(f"--out: {out} is no lexicon's name; write one that ends in .toml")
    if out.exists():
        raise UsageError(f"--out: {out} is there already; name another file, or take it away")
    made = import_terms(
        file,
        form or format_of(file),
        frame_ids([out.stem])[out.stem],
        words=_words_of(words) if words else common_words(),
        categories=categories,
        polarities=[_polarity(text) for text in polarities],
        scale=scale,
    )
    options.write_text(out, made.text)
    click.echo(printable(f"{out}: {count(made.n_terms, 'term')} in {count(made.n_frames, 'frame')}"))
    for loss in made.losses:
        click.echo(printable(f"not carried: {loss.line(10**9 if show_all else 3)}"))
    found = problems([out])
    for problem in found[:SHOWN]:
        click.echo(printable(f"{'error' if problem.error else 'warning'}: {problem}"))
    if len(found) > SHOWN:
        click.echo(
            f"… and {len(found) - SHOWN} more; `framing lexicon check --lexicon {printable(str(out))}` lists them"
        )
    return EXIT_PARTLY if any(problem.error for problem in found) else EXIT_OK


def _polarity(text: str) -> tuple[str, float]:
    name, _, value = text.rpartition("=")
    try:
        polarity = float(value)
    except ValueError:
        polarity = 2.0
    if not name or not -1 <= polarity <= 1:
        raise UsageError(f"--polarity: {text!r} is not a category with a number in -1..1, such as positive=0.5")
    return name, polarity


def _words_of(path: Path) -> Sequence[str]:
    """Return the words of a word list, a text, or all articles of a folder."""
    from framing.corpus import read_corpus

    if path.is_dir():
        texts = [article.text for article in read_corpus(path).articles]
    else:
        try:
            if path.stat().st_size > MAX_WORDS_FILE:
                raise UsageError(
                    f"--words: {path} is larger than {MAX_WORDS_FILE // 1_000_000} MB; name a shorter list"
                )
            texts = [path.read_text("utf-8", "replace")]
        except OSError as error:
            raise UsageError(f"--words: {path} can't be read ({error.strerror}); name a file or a folder") from None
    return sorted({word for text in texts for word in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text.lower())})
