"""The whole on one screen: read → annotate (engine) → tables → stance → contrast → results → report."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from framing import __version__
from framing.annotate import annotate
from framing.annotate.linear import weights_digest
from framing.contrast import Question, add_contrast, add_copies, add_events, add_told_twice
from framing.contrast.groups import check_grouping
from framing.corpus import read_corpus
from framing.engines import ENGINES, Failed
from framing.errors import UsageError, choose
from framing.language import model_signature, parse_articles
from framing.lexicon import Lexicon, lexicon_paths, load_lexicon
from framing.model import Annotations, Article, Corpus, LeftOut
from framing.results import Tables, to_tables
from framing.stance import add_stance

MAIN_TARGETS = 6
"""How many targets the overview shows when the user names none."""
WORTH_PROCESSES = 400_000
"""Characters from which `auto` shares the work among processes: each takes about a second to load the model."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may choose. `lexicons` empty means the default folder; `cache` None keeps no parses."""

    lexicons: tuple[Path, ...] = ()
    base: bool = True
    targets: tuple[str, ...] = ()
    evaluator: str = "linear"
    engine: str = "auto"
    workers: int = 0
    cache: Path | None = None
    seed: int = 0
    question: Question = field(default_factory=Question)
    """What the groups are compared by."""


@dataclass(frozen=True, slots=True)
class Annotator:
    """Annotates a batch of articles: what an engine drives, here or in another process."""

    lexicon: Lexicon
    evaluator: str
    cache: Path | None

    def __call__(self, articles: Sequence[Article]) -> list[Annotations]:
        """Return one Annotations for each article, in order."""
        parses = parse_articles(articles, cache=self.cache)
        return [
            annotate(article, parse, self.lexicon, evaluator=self.evaluator)
            for article, parse in zip(articles, parses, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Annotated:
    """A corpus with its annotations, and what made them."""

    corpus: Corpus
    lexicon: Lexicon
    annotations: tuple[Annotations, ...]
    signature: str


def annotate_corpus(
    source: Path,
    settings: Settings,
    *,
    on_done: Callable[[Article], None] | None = None,
    on_corpus: Callable[[Corpus], None] | None = None,
) -> Annotated:
    """Read `source` and annotate every article. Raises FramingError for what a user can mend."""
    corpus = read_corpus(source)
    lexicon = load_lexicon(lexicon_paths(settings.lexicons, source), base=settings.base)
    return annotate_articles(corpus, lexicon, settings, on_done=on_done, on_corpus=on_corpus)


def annotate_articles(
    corpus: Corpus,
    lexicon: Lexicon,
    settings: Settings,
    *,
    on_done: Callable[[Article], None] | None = None,
    on_corpus: Callable[[Corpus], None] | None = None,
) -> Annotated:
    """Annotate every article of a corpus that is already read; those that fail are left out, with the reason."""
    known = {label for a in corpus.articles for label, _ in (*a.source.labels, *a.labels)}
    for key in (settings.question.by, settings.question.within):
        check_grouping(key, known)
    if on_corpus:
        on_corpus(corpus)
    work = Annotator(lexicon, settings.evaluator, settings.cache)
    run = choose("engine", _engine(settings.engine, corpus), ENGINES)
    results = tuple(run(work, corpus.articles, workers=settings.workers or None, on_done=on_done))
    failed = tuple(LeftOut(r.article.file or r.article.id, r.reason) for r in results if isinstance(r, Failed))
    if failed:
        corpus = replace(corpus, left_out=corpus.left_out + failed)
    annotations = tuple(r for r in results if not isinstance(r, Failed))
    return Annotated(corpus, lexicon, annotations, signature(lexicon, settings))


def signature(lexicon: Lexicon, settings: Settings) -> str:
    """Return what made results: version, model, weights, lexicon, seed."""
    made_by = (f"framing {__version__}", model_signature(), f"weights {weights_digest()[:12]}")
    return " | ".join((*made_by, f"lexicon {lexicon.digest[:12]}", f"seed {settings.seed}"))


def tabulate(found: Annotated, settings: Settings) -> Tables:
    """Put the annotations of a corpus into tables, copies found, with stance and all that is said of one unit."""
    tables = to_tables(
        found.annotations,
        found.corpus,
        found.lexicon,
        signature=found.signature,
        evaluator=settings.evaluator,
        targets=main_targets(found, settings.targets),
    )
    return add_stance(add_copies(tables), seed=settings.seed)


def analyze(found: Annotated, settings: Settings) -> Tables:
    """Compute every table from the annotations of a corpus: events found, groups compared."""
    return add_told_twice(add_contrast(add_events(tabulate(found, settings)), settings.question, seed=settings.seed))


def main_targets(found: Annotated, wanted: Sequence[str]) -> tuple[str, ...]:
    """Return the targets the overview shows: those `wanted`, else the most judged, in most articles first.

    Raises UsageError for a wanted id that neither the lexicon nor the articles know.
    """
    known = found.lexicon.entities.keys() | {e for a in found.annotations for e in a.entities}
    if unknown := [target for target in wanted if target not in known]:
        close = get_close_matches(unknown[0], known, n=3)
        cure = (
            f"; did you mean {' or '.join(close)}?"
            if close
            else "; name the --lexicon whose files list it as [entities.ID]"
        )
        raise UsageError(f"no entity here has the id {unknown[0]!r}, which is to be a target{cure}")
    if wanted:
        return tuple(dict.fromkeys(wanted))
    judged: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    for annotations in found.annotations:
        counted = Counter(e.target for e in annotations.evaluations)
        judged.update(counted)
        articles.update(counted.keys())
    return most_judged(judged, articles)


def most_judged(judged: Mapping[str, int], articles: Mapping[str, int]) -> tuple[str, ...]:
    """Return the targets judged in most articles, from how often and in how many articles each is judged."""
    ranked = sorted(judged, key=lambda t: (-articles[t], -judged[t], t))
    return tuple(ranked[:MAIN_TARGETS])


def _engine(name: str, corpus: Corpus) -> str:
    """Choose for `auto`: starting processes pays only when there is a minute or so of parsing to share."""
    if name != "auto":
        return name
    return "processes" if sum(len(a.text) for a in corpus.articles) > WORTH_PROCESSES else "serial"
