"""Result tables to stance with intervals, frame profiles, who speaks, borrowed voice."""

from framing.stance.measure import add_stance, renew_stance, stance_by_source

__all__ = ["add_stance", "renew_stance", "stance_by_source"]
