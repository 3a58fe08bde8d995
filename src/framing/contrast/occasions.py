"""Which articles may tell of the same: those on one event, and those whose period takes it in."""

from collections import defaultdict
from dataclasses import dataclass

from framing.contrast.copies import copies_of
from framing.contrast.events import event_of
from framing.results.schemas import Tables


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event told by two sources or more. Articles are numbers of rows in the table of articles.

    `around` are articles on no event of their own time: one dated "2025" may tell of what happened in June 2025, so it
    is aligned with the event's articles, but nobody expects it to tell all of it.
    """

    event: str
    articles: tuple[int, ...]
    around: tuple[int, ...] = ()


def occasions(tables: Tables) -> tuple[Occasion, ...]:
    """Return the events in the order they appear, those that one source alone tells left out; copies count for none."""
    articles = tables["articles"]
    sources = articles["source"].to_pylist()
    copies, event_by = copies_of(tables), event_of(tables)
    # A copy tells nothing that the article it was copied from doesn't.
    ids = {i: a for i, a in enumerate(articles["article"].to_pylist()) if a not in copies}
    dates = [date or "" for date in articles["date"].to_pylist()]
    dated: dict[str, list[int]] = defaultdict(list)
    members: dict[str, list[int]] = defaultdict(list)
    for number, article in ids.items():
        dated[dates[number]].append(number)
        if article in event_by:
            members[event_by[article]].append(number)
    found = []
    for event, own in members.items():
        period = _period([dates[i] for i in own if dates[i]])
        # Of "2025-06-04": "2025" and "2025-06".
        wider = (period[:end] for end in (4, 7) if end < len(period))
        around = sorted(i for date in wider for i in dated[date] if event_by.get(ids[i]) != event)
        if len({sources[i] for i in (*own, *around)}) > 1:
            found.append(Occasion(event, tuple(own), tuple(around)))
    return tuple(found)


def _period(dates: list[str]) -> str:
    """The year, month or day that holds all dates; nothing when they lie in different years or there is none."""
    parts = [date.split("-") for date in dates]
    shared = []
    for part in zip(*parts, strict=False):
        if len(set(part)) > 1:
            break
        shared.append(part[0])
    return "-".join(shared)
