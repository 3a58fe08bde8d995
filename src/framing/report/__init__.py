"""Tables to pages: `write_report` makes the HTML report; it reads nothing but the result tables."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from framing.report.views.standing_out import what_stands_out
    from framing.report.write import write_report

__all__ = ["what_stands_out", "write_report"]


def __getattr__(name: str) -> Any:
    """Import the pages when they are asked for: a command that only wants words for numbers is spared 0.3 s."""
    if name == "what_stands_out":
        from framing.report.views.standing_out import what_stands_out

        return what_stands_out
    if name == "write_report":
        from framing.report.write import write_report

        return write_report
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
