"""Groups of sources against each other: differences, distinctive words; copies and events, which come before."""

from framing.contrast.compare import add_contrast
from framing.contrast.copies import add_copies, copies_of
from framing.contrast.events import add_events, event_of

__all__ = ["add_contrast", "add_copies", "add_events", "copies_of", "event_of"]
