"""What lies on the analyst's desk: the corpus under the lexicon as it stands, and all that may be done with it.

One thing at a time (`lock`): the browser may ask for several at once. Everything it returns is plain data for JSON.
"""

from collections.abc import Sequence
from pathlib import Path
from threading import RLock
from typing import Any

from framing.errors import FramingError, UsageError
from framing.lexicon import load_lexicon
from framing.lexicon.files import LOCAL
from framing.report import words
from framing.report.words import sign_of, signed
from framing.studio.files import ConflictError, Stamp, editable, lexicon_stamp, load_with, read, save, version
from framing.tuning import (
    Difference,
    Hit,
    Material,
    Reading,
    Suggestion,
    accepted,
    begun,
    compare,
    draw,
    judge,
    judged_hits,
    kwic,
    log,
    log_rejected,
    preview,
    read_judgements,
    rejected,
    suggest,
    with_polarity,
)
from framing.tuning.history import Deed

MOST_LINES = 200
MOST_SHOWN = 40
MOST_HITS = 20
MAX_QUERY = 200


class Desk:
    """A corpus, the lexicon files in use, and `folder`, the only place that is written.

    `seen` is the files' stamp from before the corpus was opened, so that a save meanwhile isn't lost.
    """

    def __init__(self, material: Material, paths: Sequence[Path], folder: Path, seen: Stamp | None = None) -> None:
        self.material = material
        self.folder = folder
        self.problem = ""
        """Why the files as they are now can't be used; the last good results stay."""
        self._paths = tuple(paths)
        self._stamp = lexicon_stamp(self._paths) if seen is None else seen
        self._lock = RLock()
        self._suggestions: tuple[Suggestion, ...] | None = None
        self._hits: dict[str, Hit] = {}

    def refresh(self) -> Material:
        """Take over what was saved in another program; return the material as it stands."""
        with self._lock:
            now = lexicon_stamp(self._paths)
            if now != self._stamp:
                self._stamp = now
                try:
                    lexicon = load_lexicon(begun(self._paths), base=self.material.settings.base)
                    self._take(preview(self.material, lexicon))
                except FramingError as error:
                    self.problem = str(error)
            return self.material

    def files(self) -> list[str]:
        """Return the names of the files that may be edited."""
        return list(editable(self._paths, self.folder))

    def file(self, name: str) -> dict[str, str]:
        """Return what a file says ("" for a new one) and its version ("").

        Raises UsageError for a name that isn't in the folder.
        """
        text = read(self._place(name))
        return {"name": name, "text": text or "", "version": version(text)}

    def kwic(self, wanted: str) -> list[dict[str, Any]]:
        """Return the concordance of a word or an address."""
        if not wanted.strip():
            return []
        with self._lock:
            lines = kwic(self.refresh(), wanted.strip()[:MAX_QUERY], by="group", sort="r1", width=50)[:MOST_LINES]
        return [
            _visible({
                "left": x.left, "words": x.words, "right": x.right, "source": self._name(x.source), "group": x.group,
                "counted": x.counted, "why": x.why, "address": x.address, "sign": sign_of(x.value),
                "value": signed(x.value) if x.counted else "–",
            })
            for x in lines
        ]  # fmt: skip

    def try_out(self, name: str, text: str) -> dict[str, Any]:
        """Return what the scores would be if the file said `text`; nothing is written."""
        with self._lock:
            before = self.refresh()
            lexicon = load_with(self._paths, self._place(name), text, base=before.settings.base)
            return _told(compare(before, preview(before, lexicon)))

    def save(self, name: str, text: str, seen: str) -> dict[str, Any]:
        """Write a file that loads, log and return what that did. Raises ConflictError when it isn't what was `seen`."""
        return self._save(name, text, seen, "save")

    def _save(self, name: str, text: str, seen: str, did: Deed) -> dict[str, Any]:
        with self._lock:
            before = self.refresh()
            place = self._place(name)
            lexicon = load_with(self._paths, place, text, base=before.settings.base)
            after = preview(before, lexicon)
            save(place, text, seen)
            difference, unlogged = compare(before, after), ""
            try:
                log(self.folder, before, after, difference, did=did)
            except FramingError as error:  # the file is written, and that is what counts
                unlogged = f"This isn't in the log: {error}"
            self._take(after)
            return {**_told(difference), "version": version(text), "unlogged": words.seen(unlogged)}

    def suggestions(self) -> tuple[Suggestion, ...]:
        """Return the terms to consider that nobody rejected."""
        with self._lock:
            material, left_out = self.refresh(), rejected(self.folder)
            if self._suggestions is None:
                self._suggestions = suggest(material, most=MOST_SHOWN, without=left_out)
            return tuple(s for s in self._suggestions if s.term not in left_out)

    def accept(self, term: str, polarity: float, seen: str) -> dict[str, Any]:
        """Write a suggested term into the overlay, and return its address and the overlay's new version."""
        if not -1 <= polarity <= 1:
            raise UsageError(f"polarity {polarity:g} is outside -1..1")
        with self._lock:
            overlay = self.overlay
            text = read(overlay) or ""
            if version(read(overlay)) != seen:
                raise ConflictError(
                    f"{overlay.name} has been changed elsewhere since you read it; load this page again"
                )
            chosen = with_polarity(self._suggested(term), polarity, self.material.lexicon)
            new, (address,) = accepted(text, [chosen], self.material.lexicon, name=overlay.name)
            return {"address": address, **self._save(overlay.name, new, seen, "accept")}

    def reject(self, term: str) -> dict[str, Any]:
        """Leave a term out of the suggestions from now on: the log keeps it."""
        with self._lock:
            log_rejected(self.folder, [self._suggested(term).term], self.material)
            return {}

    def draw(self, address: str) -> tuple[Hit, ...]:
        """Return hits of a term that nobody judged, without their sources."""
        with self._lock:
            hits = draw(self.refresh(), address, n=MOST_HITS, done=judged_hits(self.folder, address))
            self._hits = {hit.key: hit for hit in hits}
            return hits

    def judge(self, address: str, key: str, right: bool) -> dict[str, Any]:
        """Keep a verdict beside the lexicon, and return the term's precision so far."""
        with self._lock:
            if key not in self._hits:
                raise UsageError("this hit is not on the desk; load the page again")
            judge(self.folder, address, [(self._hits.pop(key), right)])
            self._stamp = ()  # the terms' precision is part of the tables
            return {"precision": self.precision(address)}

    def precision(self, address: str) -> str:
        """Return in words what was judged of a term."""
        found = read_judgements(self.folder).get(address)
        return str(found) if found else "not judged yet"

    @property
    def overlay(self) -> Path:
        """Where accepted terms go: local.toml of the folder, or the file that stands alone."""
        files = editable(self._paths, self.folder)
        return files.get(LOCAL) or list(files.values())[-1]

    def _take(self, material: Material) -> None:
        self.material = material
        self.problem = ""
        self._stamp = lexicon_stamp(self._paths)
        self._suggestions = None

    def _place(self, name: str) -> Path:
        files = editable(self._paths, self.folder)
        if name not in files:
            raise UsageError(f"{name[:80]!r} is no lexicon file of {self.folder.name}/; it has {', '.join(files)}")
        return files[name]

    def _suggested(self, term: str) -> Suggestion:
        for suggestion in self.suggestions():
            if suggestion.term == term:
                return suggestion
        raise UsageError(f"{term[:60]!r} is not among the suggestions; load the page again")

    def _name(self, source: str) -> str:
        return next((s.name for a in self.material.corpus.articles if (s := a.source).id == source), source)


def _told(difference: Difference) -> dict[str, Any]:
    names = difference.names
    told: dict[str, Any] = _visible({
        "terms": str(difference.edits),
        "moves": [
            {
                "source": names.get(m.source, m.source), "target": names.get(m.target, m.target), "voice": m.voice,
                "before": _reading(m.before), "after": _reading(m.after), "by": signed(m.by), "sign": sign_of(m.by),
            }
            for m in difference.moves[:MOST_SHOWN]
        ],
        "turns": [
            {
                "text": " ".join(t.text.split()), "target": names.get(t.target, t.target), "flipped": t.flipped,
                "before": signed(t.before), "after": signed(t.after), "sign": sign_of(t.after - t.before),
                "source": names.get(t.source, t.source), "terms": list(t.terms),
            }
            for t in difference.turns[:MOST_SHOWN]
        ],
        "judged": [f"{address}: {precision}" for address, precision in difference.judged.items()],
        "halves": list(difference.halves),
    })  # fmt: skip
    return told


def _visible(value: Any) -> Any:
    """Make hidden characters visible in all that is only shown; the templates do so for their own pages."""
    if isinstance(value, str):
        return words.seen(value)
    if isinstance(value, dict):
        return {key: _visible(item) for key, item in value.items()}
    return [_visible(item) for item in value] if isinstance(value, list) else value


def _reading(reading: Reading) -> str:
    if reading.score is None or reading.low is None or reading.high is None:
        return "too little evidence"
    return f"{signed(reading.score)} [{signed(reading.low)}, {signed(reading.high)}]"
