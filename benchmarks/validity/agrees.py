"""Check that `framing evaluate` gives what another scorer gives, to the third decimal, on every gold file in one go.

    python benchmarks/validity/agrees.py --scorer SCORE.py --gold DIR [--only SET …]

SCORE.py takes GOLD, PREDICTIONS and --json. Each gold file is annotated as `framing annotate` does, the rows are
written to a temporary file, and both score that file. Exit status 1 when a figure differs.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from peers import GOLD, arguments

from framing.cli.options import cache_folder
from framing.pipeline import Settings
from framing.validity import answer_gold, measure, read_answers, read_gold

SAME = 0.0005
NAMES = {
    "macro_F1": "macro F1",
    "accuracy": "accuracy",
    "F1_negative": "negative F1",
    "F1_neutral": "neutral F1",
    "F1_positive": "positive F1",
    "AUC_positive_vs_negative": "AUC, positive over negative",
    "content_exact": "content, exact",
    "content_overlap": "content, overlap",
    "content_characters": "content, characters",
}
"""The scorer's names of figures, and ours where they differ."""
NO_FIGURES = {"n", "missing"}


def main() -> int:
    parser = arguments(__doc__)
    parser.add_argument("--scorer", type=Path, required=True)
    args = parser.parse_args()
    worst = 0.0
    for its in GOLD:
        if args.only and its.id not in args.only:
            continue
        gold = read_gold(args.gold / its.file)
        evaluator = (args.evaluator or ["lexicon"])[0]
        answers = answer_gold(gold, Settings(evaluator=evaluator, cache=cache_folder(True)))
        with tempfile.TemporaryDirectory() as folder:
            predictions = Path(folder) / "predictions.jsonl"
            rows = (json.dumps(row, ensure_ascii=False) + "\n" for row in answers.rows.values())
            predictions.write_text("".join(rows), encoding="utf-8")
            command = [sys.executable, args.scorer, gold.path, predictions, "--json"]
            theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
            ours = measure(gold, read_answers(predictions, gold).rows)
        differences = [
            abs(value - (ours.of(kind)[name].value or 0.0))
            for kind, figures in theirs.items()
            if isinstance(figures, dict)
            for name, value in _flat(figures)
        ]
        print(f"{its.id}: {len(differences)} figures, largest difference {max(differences):.1e}")
        worst = max(worst, *differences)
    return 1 if worst > SAME else 0


def _flat(figures: dict[str, Any]) -> Iterator[tuple[str, float]]:
    for name, value in figures.items():
        if isinstance(value, dict):
            yield from ((f"{NAMES.get(name, name)} {letter}", number) for letter, number in value.items())
        elif name not in NO_FIGURES:
            yield NAMES.get(name, name), value


if __name__ == "__main__":
    sys.exit(main())
