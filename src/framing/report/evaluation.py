"""Writes the page of one evaluation: one file, offline, without a script."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from framing.report.one_page import write_page
from framing.report.views.evaluation import evaluation
from framing.validity import Changes, Gold, Validation
from framing.validity.tally import Row


def write_evaluation(
    found: Validation,
    gold: Gold,
    answers: Mapping[str, Row],
    path: Path,
    *,
    earlier: Validation | None = None,
    changes: Sequence[Changes] = (),
) -> Path:
    """Write the page, whole or not at all, and return its path. Equal input, equal bytes.

    Raises ResultsError when it can't be written.
    """
    return write_page("evaluation.html", evaluation(found, gold, answers, earlier=earlier, changes=changes), path)
