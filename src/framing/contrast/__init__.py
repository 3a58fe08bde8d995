"""Groups of sources against each other: differences, distinctive words."""

from framing.contrast.compare import add_contrast

__all__ = ["add_contrast"]
