"""Result tables to stance with intervals, frame profiles, who speaks, borrowed voice; renewed after an edit."""

from framing.stance.measure import add_stance
from framing.stance.renewal import moved_by_source, renew_stance
from framing.stance.sums import Evidence, evidence_of

__all__ = ["Evidence", "add_stance", "evidence_of", "moved_by_source", "renew_stance"]
