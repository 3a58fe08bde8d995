"""Write the figures of this version on public gold, which every report shows: src/framing/validity/figures.json.

    python benchmarks/validity/figures.py --gold DIR [--out FILE]

Runs framing and the peers on the same files in one go (see peers.py) and sets the published figures beside them, each
with its source. Numbers only: no text of any corpus goes into the package. The same environment writes the same bytes.
"""

import json
import sys
from pathlib import Path
from typing import Any

from peers import GOLD, arguments, run

from framing import __version__
from framing.annotate.evaluate import EVALUATORS
from framing.validity import Value
from framing.validity.figures import FILE, FORMAT

_NEWSMTSC = "Hamborg & Donnay 2021, Table 2"
_COFENET = "Wang et al. 2022 (CofeNet), detailed results, Table 6"
PUBLISHED: dict[tuple[str, str], list[tuple[str, float, str, str]]] = {
    ("newsmtsc-rw", "macro F1"): [("RoBERTa, GRU-TSC", 0.831, "its test split", _NEWSMTSC)],
    ("newsmtsc-rw", "accuracy"): [("RoBERTa, GRU-TSC", 0.838, "its test split", _NEWSMTSC)],
    ("newsmtsc-mt", "macro F1"): [("RoBERTa, GRU-TSC", 0.825, "its test split", _NEWSMTSC)],
    ("newsmtsc-mt", "accuracy"): [("RoBERTa, GRU-TSC", 0.846, "its test split", _NEWSMTSC)],
    ("persent", "macro F1"): [("BERT", 0.47, "this split", "Bastan et al. 2020, notebook of the repository")],
    ("persent", "accuracy"): [("BERT", 0.56, "this split", "Bastan et al. 2020, notebook of the repository")],
    ("polnear", "content, exact F1"): [
        ("CoreNLP", 0.175, "its test split", _COFENET),
        ("CRF", 0.286, "its test split", _COFENET),
        ("BERT", 0.689, "its test split", _COFENET),
        ("BERT-CofeNet", 0.729, "its test split", _COFENET),
    ],
}
"""(set, figure) to tool, value, what it was measured on, and where it is printed."""


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[2] / "src/framing/validity" / FILE)
    args = parser.parse_args()
    if args.only:
        parser.error("--only is for peers.py; the file of the package holds all sets")
    measured: dict[tuple[str, str], list[dict[str, Any]]] = {}
    coded: dict[str, Value] = {}
    signature = ""
    for its, tool, found in run(args.gold, args.only, args.evaluator or list(EVALUATORS)):
        ours = tool.startswith("framing")
        signature = found.signature.rpartition(" | evaluator ")[0] if ours else signature
        whole = found.of(its.measure)
        coded[its.id] = next(iter(whole.values()))
        for figure in its.figures:
            if (value := whole.get(figure)) and value.value is not None:
                row = {"tool": tool, "kind": "framing" if ours else "run beside it", "value": _real(value.value),
                       "low": _real(value.low), "high": _real(value.high), "on": "", "source": ""}  # fmt: skip
                measured.setdefault((its.id, figure), []).append(row)
    if missing := [its.id for its in GOLD if its.id not in coded]:
        sys.exit(f"nothing written: without {', '.join(missing)} the figures would be half")
    sets = [
        {
            "id": its.id,
            "title": its.title,
            "what": its.what,
            "n": coded[its.id].n,
            "n_articles": coded[its.id].n_articles,
            "figures": [
                {"figure": figure, "rows": [*measured.get((its.id, figure), []), *_published(its.id, figure)]}
                for figure in its.figures
            ],
        }
        for its in GOLD
    ]
    whole = {"format": FORMAT, "version": __version__, "signature": signature, "sets": sets}
    args.out.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {args.out}")


def _published(of: str, figure: str) -> list[dict[str, Any]]:
    return [
        {"tool": tool, "kind": "published", "value": value, "low": None, "high": None, "on": on, "source": source}
        for tool, value, on, source in PUBLISHED.get((of, figure), [])
    ]


def _real(value: float | None) -> float | None:
    return None if value is None else round(value, 3) + 0.0


if __name__ == "__main__":
    main()
