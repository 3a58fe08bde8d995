"""Work for engines to drive; in a module of its own, which the processes they start can import by name."""

import os
import signal
from collections.abc import Sequence

from framing.model import Article


def measure(batch: Sequence[Article], poison: str = "") -> list[tuple[str, int]]:
    for article in batch:
        if article.id == poison:
            os.kill(os.getpid(), signal.SIGKILL)
    return [(article.id, len(article.text)) for article in batch]


def refuse(batch: Sequence[Article]) -> list[str]:
    raise ValueError("no such article")
