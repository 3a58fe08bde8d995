"""Predictions against hand-coded data; agreement; gains and losses; a lexicon's own examples."""

from framing.validity.answers import Answers, answer_gold, read_answers
from framing.validity.changes import Change, Changes, compare
from framing.validity.gold import Gold, read_gold
from framing.validity.material import add_validation
from framing.validity.metrics import METRICS
from framing.validity.passages import Passage, passage
from framing.validity.store import read_validation, write_validation
from framing.validity.tally import Case
from framing.validity.validation import Validation, Value, measure

__all__ = [
    "METRICS", "Answers", "Case", "Change", "Changes", "Gold", "Passage", "Validation", "Value", "add_validation",
    "answer_gold",
    "compare", "measure", "passage", "read_answers", "read_gold", "read_validation", "write_validation",
]  # fmt: skip
