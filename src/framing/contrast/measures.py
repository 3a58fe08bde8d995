"""What is compared, declared before any group is looked at: numbers that each article has, by target and voice."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from framing.errors import choose
from framing.model import ALL_VOICES, AUTHOR, QUOTED, UNKNOWN_SPEAKER
from framing.results.schemas import Tables
from framing.stance.score import MIN_MASS, Numbers, Reals

VOICES = (AUTHOR, QUOTED, ALL_VOICES)
SPEAKERS = 8
"""The speakers compared: those who speak in most articles."""
FORMS = 4
"""Forms of naming compared for each main target: those in most articles."""
MIN_ARTICLES = 2
"""A speaker or a form of fewer articles can tell no groups apart."""
PER_WORDS = 1000


@dataclass(frozen=True)
class Measure:
    """One number an article: its stance toward a target, its share of a frame, …; NaN where it has none."""

    kind: str
    target: str
    voice: str
    values: Reals


def measures_of(tables: Tables, kinds: Sequence[str] = ()) -> tuple[Measure, ...]:
    """Return what is compared, all kinds of MEASURES or those named. Raises UsageError for an unknown kind."""
    chosen = [choose("measure", kind, MEASURES) for kind in kinds or MEASURES]
    return tuple(measure for measures in dict.fromkeys(chosen) for measure in measures(tables))


def _articles(tables: Tables) -> dict[str, int]:
    return {article: i for i, article in enumerate(tables["articles"]["article"].to_pylist())}


def _of_articles(tables: Tables, name: str) -> pa.Table:
    return tables[name].filter(pc.equal(tables[name]["level"], "article"))


def _main_targets(tables: Tables) -> list[str]:
    return list(tables["run"]["targets"][0].as_py() or ()) if len(tables["run"]) else []


def _stance(tables: Tables) -> Iterator[Measure]:
    """Stance toward the main targets, in each voice."""
    return _by_voice(tables, "stance", "stance", "target", "score", _main_targets(tables))


def _frames(tables: Tables) -> Iterator[Measure]:
    """The share of sentences with each frame found anywhere, in each voice."""
    ids = sorted(pc.unique(tables["frames"]["frame"]).to_pylist())
    return _by_voice(tables, "frame", "frames", "frame", "share", ids)


def _by_voice(
    tables: Tables, kind: str, name: str, target: str, value: str, wanted: Sequence[str]
) -> Iterator[Measure]:
    """One Measure for each wanted target and voice, from the rows of `tables[name]` on single articles."""
    articles = _articles(tables)
    rows = _of_articles(tables, name)
    rows = rows.filter(pc.is_in(rows[target], value_set=pa.array(wanted, pa.string())))
    rows = rows.filter(pc.is_in(rows["voice"], value_set=pa.array(VOICES)))
    known: dict[tuple[str, str], Reals] = {}
    columns = (rows[column].to_pylist() for column in (target, "voice", "unit", value))
    for its_target, voice, unit, number in zip(*columns, strict=True):
        if number is not None:
            if (its_target, voice) not in known:
                known[its_target, voice] = np.full(len(articles), np.nan)
            known[its_target, voice][articles[unit]] = number
    for its_target in wanted:
        for voice in VOICES:
            if (its_target, voice) in known:
                yield Measure(kind, its_target, voice, known[its_target, voice])


def _borrowed(tables: Tables) -> Iterator[Measure]:
    """Of an article's praise and of its blame, the share that speakers carry: of all, and toward each main target."""
    articles = _articles(tables)
    known: dict[tuple[str, str], Reals] = defaultdict(lambda: np.full(len(articles), np.nan))
    for row in _of_articles(tables, "borrowed").to_pylist():
        if row["share"] is not None and row["author"] + row["quoted"] >= MIN_MASS - 1e-9:
            known[row["target"], row["sign"]][articles[row["unit"]]] = row["share"]
    for sign, kind in (("positive", "borrowed praise"), ("negative", "borrowed blame")):
        for target in ("", *_main_targets(tables)):
            if (target, sign) in known:
                yield Measure(kind, target, QUOTED, known[target, sign])


def _speakers(tables: Tables) -> Iterator[Measure]:
    """How much is quoted at all, how it is brought in, and each main speaker's share of it."""
    articles = _articles(tables)
    n = len(articles)
    columns = (np.array(tables["articles"][c].fill_null(0), dtype=np.float64) for c in ("n_quoted", "n_characters"))
    quoted, characters = columns
    if quoted.any():
        yield Measure("quoted", "", QUOTED, _share(quoted, characters))
    spoken: dict[str, Reals] = defaultdict(lambda: np.zeros(n))
    cues = {"neutral": np.zeros(n), "endorsing": np.zeros(n), "distancing": np.zeros(n)}
    for row in _of_articles(tables, "speakers").to_pylist():
        at = articles[row["unit"]]
        spoken[row["speaker"]][at] += row["n_characters"]
        for cue, total in cues.items():
            total[at] += row[cue]
    of = sum(cues.values(), start=np.zeros(n))
    for cue in ("endorsing", "distancing"):
        if cues[cue].any():
            yield Measure(cue, "", QUOTED, _share(cues[cue], of))
    everything = sum(spoken.values(), start=np.zeros(n))
    for speaker in _in_most_articles(spoken, SPEAKERS, without=UNKNOWN_SPEAKER):
        yield Measure("speaker", speaker, QUOTED, _share(spoken[speaker], everything))


def _references(tables: Tables) -> Iterator[Measure]:
    """How often an article names its sources, by 1,000 words, and the share of each kind among those it names."""
    articles = _articles(tables)
    named: dict[str, Reals] = defaultdict(lambda: np.zeros(len(articles)))
    for row in _of_articles(tables, "reliance").to_pylist():
        named[row["kind"]][articles[row["unit"]]] += row["n"]
    if not named:
        return
    everything = sum(named.values(), start=np.zeros(len(articles)))
    words = np.array(tables["articles"]["n_words"].fill_null(0), dtype=np.float64)
    yield Measure("references", "", ALL_VOICES, PER_WORDS * _share(everything, words))
    for kind in sorted(named):
        yield Measure("reference", kind, ALL_VOICES, _share(named[kind], everything))


def _naming(tables: Tables) -> Iterator[Measure]:
    """Of all that an article calls a main target, the share of each form that most articles use."""
    articles = _articles(tables)
    for target in _main_targets(tables):
        rows = _of_articles(tables, "naming")
        rows = rows.filter(pc.equal(rows["target"], target))
        named: dict[str, Reals] = defaultdict(lambda: np.zeros(len(articles)))
        for row in rows.select(["unit", "form", "n"]).to_pylist():
            named[row["form"]][articles[row["unit"]]] += row["n"]
        everything = sum(named.values(), start=np.zeros(len(articles)))
        for form in _in_most_articles(named, FORMS):
            yield Measure("naming", f"{target}: {form}", ALL_VOICES, _share(named[form], everything))


def _in_most_articles(found: dict[str, Reals], most: int, without: str = "") -> list[str]:
    n = {name: int((values > 0).sum()) for name, values in found.items() if name != without}
    return [name for name in sorted(n, key=lambda name: (-n[name], name)) if n[name] >= MIN_ARTICLES][:most]


def _share(part: Reals | Numbers, of: Reals | Numbers) -> Reals:
    return np.asarray(np.divide(part, of, out=np.full(len(of), np.nan), where=np.asarray(of) > 0))


MEASURES: dict[str, Callable[[Tables], Iterator[Measure]]] = {
    "stance": _stance,
    "frames": _frames,
    "borrowed": _borrowed,
    "speakers": _speakers,
    "references": _references,
    "naming": _naming,
}
