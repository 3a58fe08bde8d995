"""framing: how does each source frame the same event?"""

__version__ = "0.1.0"
