"""All that is said of a source, group or corpus, computed from the tables of what was found."""

from framing.results.schemas import Tables


def add_stance(tables: Tables, *, seed: int = 0) -> Tables:
    """Return `tables` with stance, frames, speakers, borrowed, reliance and naming filled in."""
    return dict(tables)
