"""A small sample by hand, and coders who fill in its sheets as their programs would."""

import csv
import io
import json

from framing.coding import Item, Sample, Sampled

SENTENCES = (
    ("Minsk is stagnant.", "Minsk", "negative"),
    ("Xi praised Minsk again.", "Minsk", "positive"),
    ("Minsk is a city.", "Minsk", "neutral"),
    ("Nobody trusts Minsk.", "Minsk", "neutral"),
)


def sample_of(*sentences: tuple[str, str, str], article: str = "") -> Sample:
    """One article a sentence, unless `article` names the one that holds them all."""
    items, articles = [], {}
    for i, (sentence, words, answer) in enumerate(sentences):
        name = article or f"a{i:02}"
        before = articles[name].text if name in articles else ""
        articles[name] = Sampled(before + sentence + "\n", source="tv", group="state" if i % 2 else "critic")
        start = sentence.index(words)
        place = len(before) + start
        items.append(
            Item(
                f"s-{i:04}", sentence, words, start, start + len(words), "", name, "minsk", "minsk", "author",
                place, place + len(words), answer, None if answer == "neutral" else 0.5,
            )
        )  # fmt: skip
    return Sample("corpus", "framing", "lexicon", 0, ("target",), (), tuple(items), articles)


def filled_csv(text: str, labels: dict[str, str]) -> str:
    head, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    out = io.StringIO()
    csv.writer(out).writerows([head, *([*row[:3], labels.get(row[0], "")] for row in rows)])
    return out.getvalue()


def filled_label_studio(text: str, **labels: dict[str, str]) -> str:
    """What Label Studio exports as JSON, of one annotator or several."""
    tasks = json.loads(text)
    for number, task in enumerate(tasks, start=1):
        task |= {"id": number, "predictions": [], "annotations": [
            {
                "id": 10 * number + k, "completed_by": {"id": k, "email": who}, "was_cancelled": False,
                "updated_at": "2025-06-05T10:00:00Z",
                "result": [{"from_name": "label", "to_name": "sentence", "type": "choices",
                            "value": {"choices": [of[task["data"]["coding_id"]]]}}],
            }
            for k, (who, of) in enumerate(labels.items()) if task["data"]["coding_id"] in of
        ]}  # fmt: skip
    return json.dumps(tasks)


def filled_inception(text: str, labels: list[str]) -> str:
    """What INCEpTION exports: the labels are given in the order of the sentences."""
    whole = json.loads(text)
    marks = [s for s in whole["%FEATURE_STRUCTURES"] if s["%TYPE"] == "webanno.custom.Stance"]
    for mark, label in zip(marks, labels, strict=True):
        if label:
            mark["label"] = label
    return json.dumps(whole)
