"""A tool's answers to a gold file: the pipeline's own, or a file of predictions by framing or any other tool."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from framing.errors import ResultsError
from framing.lexicon import lexicon_paths, load_lexicon
from framing.model import Article, Corpus, LeftOut
from framing.pipeline import Settings, annotate_articles, tabulate
from framing.results.annotation_format import FORMAT, annotation_rows
from framing.validity.gold import Gold, corpus_of
from framing.validity.tally import LABELS, Row


class Answers(NamedTuple):
    """Rows of the annotation format by id, what made them, and the coded rows that could not be annotated."""

    rows: dict[str, Row]
    signature: str
    left_out: tuple[LeftOut, ...] = ()


def answer_gold(
    gold: Gold,
    settings: Settings,
    *,
    on_corpus: Callable[[Corpus], None] | None = None,
    on_done: Callable[[Article], None] | None = None,
) -> Answers:
    """Run the pipeline over the texts of the gold. Raises FramingError for what a user can mend."""
    lexicon = load_lexicon(lexicon_paths(settings.lexicons, gold.path), base=settings.base)
    corpus = corpus_of(gold, lexicon)
    found = annotate_articles(corpus, lexicon, settings, on_corpus=on_corpus, on_done=on_done)
    rows = annotation_rows(found.annotations, tabulate(found, settings))
    signature = f"{found.signature} | evaluator {settings.evaluator}"
    return Answers({row["id"]: row for row in rows}, signature, found.corpus.left_out)


def read_answers(path: Path, gold: Gold) -> Answers:
    """Return the rows of a JSON Lines file by id, in the annotation format or in as much of it as is scored.

    The signature is that of its rows, or the file's name. Raises ResultsError, naming file, line and cure, for what is
    no such row or answers no row of the gold.
    """
    texts = {row["id"]: row["text"] for row in gold.rows}
    answers: dict[str, Row] = {}
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    row = _row(line, f"{path}:{number}", texts)
                    if row["id"] in answers:
                        raise ResultsError(f"{path}:{number}: id {row['id']!r} is there twice; keep one")
                    answers[row["id"]] = row
    except (OSError, UnicodeDecodeError) as error:
        raise ResultsError(f"{path}: can't be read ({error}); write one with `framing annotate`") from error
    signatures = {str(row.get("signature") or path.name) for row in answers.values()}
    return Answers(answers, " / ".join(sorted(signatures)))


def _row(line: str, where: str, texts: Mapping[str, str]) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ResultsError(f"{where}: not JSON ({str(error).splitlines()[0]}); one object a line") from None
    if not isinstance(row, dict) or not isinstance(row.get("id"), str):
        raise ResultsError(f'{where}: no object with an "id"; write it with `framing annotate GOLD --out FILE`')
    if row.get("format", FORMAT) != FORMAT:
        raise ResultsError(f"{where}: of format {str(row['format'])[:40]!r}, not {FORMAT!r}; write it again")
    if row["id"] not in texts:
        raise ResultsError(f"{where}: id {row['id'][:80]!r} is not in the gold; annotate the gold file itself")
    text = texts[row["id"]]
    if "text" in row and row["text"] != text:
        raise ResultsError(f"{where}: its text is not the gold's, so offsets would lie; annotate the gold file itself")
    if not _usable(row, len(text)):
        raise ResultsError(f"{where}: breaks the format, or has offsets outside its text; write it again")
    return row


def _usable(row: Mapping[str, Any], size: int) -> bool:
    """Say whether all that is scored has the format's shape."""
    try:
        spans = [s for a in row.get("attributions") or () for key in ("content", "speaker") for s in a.get(key) or ()]
        spans += [[s["start"], s["end"]] if isinstance(s, dict) else s for s in row.get("sentences") or ()]
        spans += [[e["start"], e["end"]] for e in row.get("expressions") or () if isinstance(e["frame"], str)]
        targets = [(t.get("label"), t.get("score")) for t in row.get("targets") or ()]
        return all(0 <= start <= end <= size for start, end in spans) and all(
            label in (*LABELS, None) and (score is None or -1 <= score <= 1) for label, score in targets
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        return False
