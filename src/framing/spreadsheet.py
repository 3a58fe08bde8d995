"""Cells that a spreadsheet would run as formulas, disarmed, and armed again."""

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Spreadsheets run a cell that begins so; the last four are the wide forms they take for the same."""


def disarmed(text: str) -> str:
    """Return `text` with a quote mark before it where a spreadsheet would run it; numbers stay as they are."""
    return f"'{text}" if _is_armed(text) else text


def armed(text: str) -> str:
    """Return what `disarmed` was given."""
    return text[1:] if text.startswith("'") and _is_armed(text[1:]) else text


def _is_armed(text: str) -> bool:
    # A text that looks disarmed is disarmed once more, so that nothing is lost on the way back.
    return text.lstrip("'").startswith(_STARTS_FORMULA) and not _is_number(text)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
