"""The page a coder reads first."""

from collections.abc import Sequence

from framing.coding.key import Sample

_RULES = """# How to code

{n} sentences, each with a **target**: somebody or something that is named in it. For each, choose how the words of the
sentence speak of the target:

| label | when |
|---|---|
| `negative` | the words blame, belittle, doubt or pity it |
| `neutral` | they only report, or praise and blame balance |
| `positive` | the words praise, defend or credit it |
| `unclear` | you can't decide, or the words don't mean the target at all |

- Judge the **words of this sentence**, not what you know or think of the target, and not whether it is true.
- It doesn't matter who says it: in “Critics call the port a sham”, the port is spoken of negatively.
- A bad fact is not blame: “Exports fell” is neutral; “Exports collapsed under a clueless board” is not.
- Judge toward the target only: “The union shamed the port”, target “the union”, praises nobody.
- Work alone, in one go or two; don't look the sentences up. Change nothing but the label.
"""

_STEPS = {
    "csv": """## In a spreadsheet

Make a copy of `sentences.csv` with your name, `anna.csv`. Open it, fill in the column `label`, save it as CSV (UTF-8).
Where a cell begins with `'`, that mark keeps a spreadsheet from running it as a formula; leave it.
""",
    "label-studio": """## In Label Studio

1. Create a project; under *Labeling Setup → Custom template → Code*, paste `label-studio.xml`.
2. *Import* `label-studio.json`. The keys 1 to 4 choose a label.
3. *Export* as JSON when done; one file may hold several annotators.
""",
    "inception": """## In INCEpTION

1. In the project's *Settings → Tagsets*, make a tagset with `negative`, `neutral`, `positive`, `unclear`.
2. *Settings → Layers → Create*: name `Stance`, type *Span*; add a feature `label` of type *String* with that tagset. Do
   this before you import, else the marks are lost.
3. *Settings → Documents*: import `inception.json` as *UIMA CAS JSON 0.4.0*.
4. Each target is marked already: click it, choose the label. Add and remove no marks.
5. Export each annotator's document as *UIMA CAS JSON 0.4.0*, and name the file after the annotator.
""",
}


def guide(sample: Sample, forms: Sequence[str]) -> str:
    """Return the rules of coding, and the steps for each program."""
    return "\n".join([_RULES.format(n=len(sample.items)), *(_STEPS[form] for form in forms)])
