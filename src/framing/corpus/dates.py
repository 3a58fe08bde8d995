"""Dates as people write them → ISO, as exact as they were given."""

import re
from datetime import date, datetime

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ]\d{2}:\d{2}.*)?)?)?\Z")
_WRITTEN = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%Y/%m/%d")


def iso_date(value: object) -> str | None:
    """Return a date as `2025`, `2025-06` or `2025-06-05`; None when `value` is no date that reads only one way.

    Takes ISO dates and date-times, years, "5 June 2025", "June 5, 2025", 2025/06/05 and TOML's own dates. 05/06/2025
    is no date here: half of the world reads it as May.
    """
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    words = str(value).strip()
    if match := _ISO.match(words):
        year, month, day = match.groups()
        try:
            date(int(year), int(month or 1), int(day or 1))
        except ValueError:
            return None
        return "-".join(part for part in (year, month, day) if part)
    for form in _WRITTEN:
        try:
            return datetime.strptime(words, form).date().isoformat()
        except ValueError:
            continue
    return None
