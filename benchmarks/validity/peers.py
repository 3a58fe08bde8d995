"""framing beside what else can be run, on the same gold in one go: one table.

    python benchmarks/validity/peers.py --gold DIR [--only SET …] [--evaluator lexicon …]

DIR holds the gold files that GOLD names. Whole-sentence lexicons (TextBlob, VADER, AFINN) can't tell targets apart:
each target of a sentence gets the sentence's score, with the thresholds that their authors name. textacy's direct
quotations stand for attribution, bare spaCy for sentences, and the most frequent label for no method at all. What is
not installed in this environment is named and left out; none of it is a dependency of framing. To have all of them:
`.venv/bin/pip install afinn==0.1 textacy==0.13.0 vadersentiment==3.3.2` (dependency group `peers`).
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from framing.annotate.evaluate import EVALUATORS
from framing.cli.options import cache_folder
from framing.cli.summary import columns
from framing.language.identity import installed_model
from framing.pipeline import Settings
from framing.validity import Gold, Validation, answer_gold, measure, read_gold


@dataclass(frozen=True)
class Set:
    """One gold file and the figures of it that are compared."""

    id: str
    file: str
    title: str
    what: str
    measure: str
    figures: tuple[str, ...]


TARGETS = ("macro F1", "accuracy", "AUC, no evidence as 0")
ATTRIBUTIONS = ("content, exact F1", "content, overlap F1", "content, characters F1", "speaker F1")
GOLD = (
    Set("newsmtsc-rw", "newsmtsc/rw_dev.jsonl", "NewsMTSC, real-world development set",
        "US news sentences: polarity toward one marked person", "targets", TARGETS),
    Set("newsmtsc-mt", "newsmtsc/mt_dev.jsonl", "NewsMTSC, multi-target development set",
        "US news sentences with several targets: polarity toward one marked person", "targets", TARGETS),
    Set("persent", "persent/dev.jsonl", "PerSenT development set",
        "news articles: the author's stance toward the main entity", "targets", TARGETS),
    Set("entity-roles", "entity_roles/climate.jsonl", "SemEval-2025 task 10, climate",
        "news articles: protagonist, innocent or antagonist", "targets", TARGETS),
    Set("polnear", "polnear/dev.jsonl", "PolNeAR development set",
        "US political news: who says what, one annotator an article", "attributions", ATTRIBUTIONS),
    Set("gum", "gum_sentences/train.jsonl", "GUM news and interviews",
        "sentence boundaries, both ends exact", "sentences", ("F1",)),
    Set("presidencies", "known_groups/kremlin_kyiv.jsonl", "Press releases of two presidencies",
        "stance must part two opposed governments", "sources",
        ("Russia: kremlin above the rest", "Ukraine: ukraine-presidency above the rest")),
)  # fmt: skip


# --- the peers --------------------------------------------------------------------------------------------------

Scorer = Callable[[str], float]
Answers = Mapping[str, Mapping[str, Any]]


def textblob() -> tuple[Scorer, float]:
    from textblob import TextBlob

    return lambda text: TextBlob(text).sentiment.polarity, 0.0


def vader() -> tuple[Scorer, float]:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    judge = SentimentIntensityAnalyzer()
    return lambda text: judge.polarity_scores(text)["compound"], 0.05


def afinn() -> tuple[Scorer, float]:
    from afinn import Afinn

    return Afinn().score, 0.0


def by_words(load: Callable[[], tuple[Scorer, float]]) -> Callable[[Gold], Answers]:
    """Give every target the score of the sentence (or of the paragraph, or of the whole text) it stands in."""

    def answer(gold: Gold) -> Answers:
        score, least = load()
        score = cache(score)  # several targets of one text
        return {row["id"]: {"targets": [_scored(score(_around(row, t)), least) for t in row["targets"]]}
                for row in gold.rows}  # fmt: skip

    return answer


def most_frequent(gold: Gold) -> Answers:
    """Give every target the most frequent label."""
    label, _ = Counter(t["label"] for row in gold.rows for t in row["targets"]).most_common(1)[0]
    return {row["id"]: {"targets": [{"label": label, "score": None}] * len(row["targets"])} for row in gold.rows}


def textacy(gold: Gold) -> Answers:
    """Direct quotations; an article where textacy gives up on unpaired marks has none."""
    from textacy.extract import direct_quotations

    answers: dict[str, dict[str, Any]] = {}
    gave_up = 0
    for row, doc in _parsed(gold):
        try:
            found = [
                {"content": [[q.content.start_char, q.content.end_char]], "cue": [], "speaker": [_span(q.speaker)]}
                for q in direct_quotations(doc)
            ]
        except ValueError:
            found, gave_up = [], gave_up + 1
        answers[row["id"]] = {"attributions": found}
    print(f"textacy gave up on {gave_up} of {len(gold.rows)} articles", file=sys.stderr)
    return answers


def bare_spacy(gold: Gold) -> Answers:
    """Sentences as the model's parser cuts them."""
    return {row["id"]: {"sentences": [[s.start_char, s.end_char] for s in doc.sents]} for row, doc in _parsed(gold)}


PEERS: dict[str, tuple[tuple[str, ...], Callable[[Gold], Answers]]] = {
    "TextBlob": (("targets", "sources"), by_words(textblob)),
    "VADER": (("targets", "sources"), by_words(vader)),
    "AFINN": (("targets", "sources"), by_words(afinn)),
    "most frequent label": (("targets",), most_frequent),
    "textacy, direct quotations": (("attributions",), textacy),
    "spaCy alone": (("sentences",), bare_spacy),
}
"""Name to what it can be measured on, and the function that answers."""


def _parsed(gold: Gold) -> Iterator[tuple[Mapping[str, Any], Any]]:
    import spacy

    nlp = spacy.load(installed_model().package)
    yield from zip(gold.rows, nlp.pipe((row["text"] for row in gold.rows), batch_size=16), strict=True)


def _around(row: Mapping[str, Any], target: Mapping[str, Any]) -> str:
    """The line of a marked mention, else the whole text."""
    text: str = row["text"]
    if "start" not in target:
        return text
    start = text.rfind("\n", 0, target["start"]) + 1
    end = text.find("\n", target["end"])
    return text[start : end if end >= 0 else len(text)]


def _scored(score: float, least: float) -> dict[str, Any]:
    label = "positive" if score > least else "negative" if score < -least else "neutral"
    return {"label": label, "score": score}


def _span(tokens: Sequence[Any]) -> list[int]:
    return [tokens[0].idx, tokens[-1].idx + len(tokens[-1])]


# --- the run ----------------------------------------------------------------------------------------------------


def run(folder: Path, wanted: Sequence[str], evaluators: Sequence[str]) -> Iterator[tuple[Set, str, Validation]]:
    """Yield every set with every tool that can be measured on it, framing's evaluators first."""
    for its in GOLD:
        if wanted and its.id not in wanted:
            continue
        path = folder / its.file
        if not path.is_file():
            print(f"{its.id}: {path} is not there", file=sys.stderr)
            continue
        gold = read_gold(path)
        # Attributions and sentences are the same whoever evaluates.
        evaluated = its.measure in ("targets", "sources")
        for evaluator in evaluators if evaluated else evaluators[:1]:
            answers = answer_gold(gold, Settings(evaluator=evaluator, cache=cache_folder(True)))
            tool = f"framing, {evaluator}" if evaluated else "framing"
            yield its, tool, measure(gold, answers.rows, signature=answers.signature)
        for name, (measures, answer) in PEERS.items():
            if its.measure in measures:
                try:
                    yield its, name, measure(gold, answer(gold), signature=name)
                except ImportError as error:
                    print(f"{its.id}: {name} is left out, {error.name} is not installed here", file=sys.stderr)


def arguments(about: str | None) -> argparse.ArgumentParser:
    """Return the options that both scripts share."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True, metavar="DIR")
    parser.add_argument("--only", action="append", default=[], choices=[s.id for s in GOLD], help="a set; repeat it")
    parser.add_argument("--evaluator", action="append", default=[], choices=list(EVALUATORS), help="repeat it")
    return parser


def main() -> None:
    args = arguments(__doc__).parse_args()
    cells: dict[tuple[str, str], list[tuple[str, ...]]] = {(s.id, figure): [] for s in GOLD for figure in s.figures}
    for its, tool, found in run(args.gold, args.only, args.evaluator or list(EVALUATORS)):
        for figure, value in found.of(its.measure).items():
            if figure in its.figures and value.value is not None:
                interval = "" if value.low is None else f"[{value.low:.3f}, {value.high:.3f}]"
                cells[its.id, figure].append((tool, f"{value.value:.3f}", interval, str(value.n)))
    rows = [(*key, *cell) for key, tools in cells.items() for cell in tools]
    for line in columns(("gold", "figure", "tool", "", "95 % interval", "coded"), rows):
        print(line)


if __name__ == "__main__":
    main()
