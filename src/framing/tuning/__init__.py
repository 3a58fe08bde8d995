"""From a corpus to a better lexicon: concordance, suggestions, what an edit changes, judging, the log."""

from framing.tuning.compare import Difference, Move, RankMove, Reading, Turn, compare, is_held_out
from framing.tuning.concordance import Line, kwic
from framing.tuning.corpus_check import CorpusCheck, Idle, check_corpus, idle_problems
from framing.tuning.edits import Edits, edits
from framing.tuning.history import log, log_rejected, read_history, rejected
from framing.tuning.judgements import Hit, Precision, draw, judge, judged_hits, read_judgements
from framing.tuning.material import Material, open_material
from framing.tuning.overlay import accept, accepted, begun
from framing.tuning.rescore import preview
from framing.tuning.shown import keep_shown, last_shown
from framing.tuning.suggest import Suggestion, suggest, with_polarity
from framing.tuning.versions import load_version

__all__ = [
    "CorpusCheck",
    "Difference",
    "Edits",
    "Hit",
    "Idle",
    "Line",
    "Material",
    "Move",
    "Precision",
    "RankMove",
    "Reading",
    "Suggestion",
    "Turn",
    "accept",
    "accepted",
    "begun",
    "check_corpus",
    "compare",
    "draw",
    "edits",
    "idle_problems",
    "is_held_out",
    "judge",
    "judged_hits",
    "keep_shown",
    "kwic",
    "last_shown",
    "load_version",
    "log",
    "log_rejected",
    "open_material",
    "preview",
    "read_history",
    "read_judgements",
    "rejected",
    "suggest",
    "with_polarity",
]
