"""Coding in Label Studio: tasks to import, a labelling interface to paste, and what it exports as JSON or JSON-MIN.

https://labelstud.io/guide/tasks (format of tasks), https://labelstud.io/guide/export (of exports). Tried with Label
Studio 1.23.2: it takes interface and tasks, and what it exports (JSON, JSON-MIN, CSV, TSV) is read.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from framing.coding.given import Given
from framing.coding.key import CHOICES, Sample
from framing.errors import CorpusError

_INTERFACE = """<View>
  <Header value="How does the sentence speak of the target?"/>
  <Header size="5" value="Target"/>
  <Text name="target" value="$target"/>
  <Header size="5" value="Sentence"/>
  <Text name="sentence" value="$sentence"/>
  <Choices name="label" toName="sentence" choice="single" required="true" showInline="true">
{choices}
  </Choices>
</View>
"""


def sheets(sample: Sample) -> dict[str, str]:
    """Return the tasks and the labelling interface."""
    tasks = [{"data": {"coding_id": item.id, "target": item.shown, "sentence": item.sentence}} for item in sample.items]
    choices = "\n".join(f'    <Choice value="{name}" hotkey="{i}"/>' for i, name in enumerate(CHOICES, start=1))
    return {
        "label-studio.json": json.dumps(tasks, ensure_ascii=False, indent=1) + "\n",
        "label-studio.xml": _INTERFACE.format(choices=choices),
    }


def given(tasks: list[Any], name: str) -> list[Given]:
    """Return what an export says, of each annotator; skipped tasks say nothing, of one's several the last counts.

    Raises CorpusError, naming the task's place, for what is no export of these tasks.
    """
    found: dict[tuple[str, str], Given] = {}
    for number, task in enumerate(tasks, start=1):
        where = f"{name}: task {number}"
        for one in _of_task(task, where):
            found[one.coder, one.id] = one
    return list(found.values())


def _of_task(task: Any, where: str) -> Iterator[Given]:
    data = task.get("data", task) if isinstance(task, dict) else None
    if not isinstance(data, dict) or not all(isinstance(data.get(key), str) for key in ("coding_id", "sentence")):
        raise CorpusError(f"{where} has no coding_id or no sentence; export the project again as JSON")
    if "data" not in task:  # JSON-MIN
        yield Given(
            str(task.get("annotator", "")), data["coding_id"], data["sentence"], _choice(task.get("label")), where
        )
        return
    annotations = task.get("annotations") or []
    if not isinstance(annotations, list) or not all(isinstance(a, dict) for a in annotations):
        raise CorpusError(f"{where} has annotations that are no list; export the project again as JSON")
    for annotation in sorted(annotations, key=_when):
        if not annotation.get("was_cancelled"):
            yield Given(_who(annotation), data["coding_id"], data["sentence"], _chosen(annotation), where)


def _when(annotation: Mapping[str, Any]) -> tuple[str, str]:
    return str(annotation.get("updated_at") or ""), str(annotation.get("id") or "").zfill(20)


def _who(annotation: Mapping[str, Any]) -> str:
    who = annotation.get("completed_by")
    if isinstance(who, dict):
        who = who.get("email") or who.get("id")
    return "annotator" if who is None else f"annotator {who}" if isinstance(who, int) else str(who)


def _chosen(annotation: Mapping[str, Any]) -> str:
    results = annotation.get("result")
    for result in results if isinstance(results, list) else ():
        if isinstance(result, dict) and result.get("from_name") == "label" and isinstance(result.get("value"), dict):
            return _choice(result["value"].get("choices"))
    return ""


def _choice(value: Any) -> str:
    """One choice, as it is or as the only one of a list or of an object that holds one."""
    if isinstance(value, dict):
        value = value.get("choices")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
