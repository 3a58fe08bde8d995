"""Scores again whenever a lexicon or an article is saved, and keeps the last good results when one can't be read."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from framing.errors import FramingError
from framing.lexicon import Lexicon, load_lexicon
from framing.studio.files import Stamp, lexicon_stamp, stamp
from framing.tuning import Difference, Material, begun, compare, open_material, preview
from framing.tuning.material import results_folder

INTERVAL = 0.3
"""Seconds between two looks; a save is over when two looks see the same."""

Outcome = Difference | FramingError
Looked = tuple[Stamp, Stamp]
"""What the articles and the lexicon looked like at a time."""


def watch(
    material: Material,
    source: Path,
    lexicons: Callable[[], Sequence[Path]],
    *,
    seen: Looked | None = None,
    on_change: Callable[[Material, Material, Difference], None] = lambda *_: None,
    wait: Callable[[], None] = lambda: time.sleep(INTERVAL),
) -> Iterator[Outcome]:
    """Yield what each save did to the scores, or what is wrong with it; the results before a wrong one stay.

    `lexicons` are the files and folders in use; `seen` is how they looked before `material` was opened, by default how
    they look now. `on_change` gets the corpus before and after each save that was taken; `wait` passes the time between
    two looks. Never ends by itself.
    """
    seen = good = seen or look(source, lexicons())
    while True:
        wait()
        now = look(source, lexicons())
        if now == seen:
            continue
        now = _settled(source, lexicons, now, wait)
        try:
            changed = _again(material, source, lexicons(), articles=now[0] != good[0])
        except FramingError as error:
            seen = now
            yield error
            continue
        difference = compare(material, changed)
        on_change(material, changed, difference)
        material, seen, good = changed, now, now
        yield difference


def look(source: Path, lexicons: Sequence[Path]) -> Looked:
    """Return the stamps of the articles (none for results, which don't change by hand) and of the lexicon."""
    return stamp([] if results_folder(source) else [source]), lexicon_stamp(lexicons)


def _again(material: Material, source: Path, lexicons: Sequence[Path], *, articles: bool) -> Material:
    lexicon: Lexicon = load_lexicon(begun(lexicons), base=material.settings.base)
    return open_material(source, material.settings, lexicon) if articles else preview(material, lexicon)


def _settled(source: Path, lexicons: Callable[[], Sequence[Path]], now: Looked, wait: Callable[[], None]) -> Looked:
    """Wait until a save is over: editors write in several steps."""
    while True:
        wait()
        later = look(source, lexicons())
        if later == now:
            return later
        now = later
