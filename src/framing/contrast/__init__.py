"""Groups of sources against each other: copies and events, then differences, distinctive words, what is told twice."""

from framing.contrast.compare import Question, add_contrast
from framing.contrast.copies import add_copies, copies_of
from framing.contrast.events import add_events, event_of
from framing.contrast.told_twice import add_told_twice

__all__ = ["Question", "add_contrast", "add_copies", "add_events", "add_told_twice", "copies_of", "event_of"]
