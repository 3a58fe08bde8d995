"""Tables to pages: `write_report` makes the HTML report; it reads nothing but the result tables."""

from framing.report.views.standing_out import what_stands_out
from framing.report.write import write_report

__all__ = ["what_stands_out", "write_report"]
