"""Tables to pages: `write_report` makes the HTML report; it reads nothing but the result tables."""

from framing.report.write import write_report

__all__ = ["write_report"]
