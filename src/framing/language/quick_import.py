"""`import spacy` without its command line, which framing never calls: a quarter of the time that the import takes."""

import sys
from types import ModuleType
from typing import Any

_LEFT_OUT = ("spacy.cli", "spacy.cli.info")


def import_spacy() -> None:
    """Import spaCy once; `spacy.cli` is imported only when someone asks for it, and is then the real one."""
    if "spacy" in sys.modules:
        return
    package, info = (ModuleType(name) for name in _LEFT_OUT)
    package.__path__ = []
    info.info = _info  # type: ignore[attr-defined]
    sys.modules |= dict(zip(_LEFT_OUT, (package, info), strict=True))
    try:
        import spacy  # noqa: F401
    finally:
        for name in _LEFT_OUT:
            sys.modules.pop(name, None)


def _info(*args: Any, **options: Any) -> Any:
    """`spacy.info`, the one thing of its command line that spaCy itself imports."""
    from spacy.cli.info import info

    return info(*args, **options)
