"""What is measured against hand-coded data: one function a measure, from pairs of rows to counts and their figures.

Rows are those of the annotation format. A coded row without an answer counts as wholly missed.
"""

from framing.validity.attributions import attributions, speech
from framing.validity.sets import frames, sentences
from framing.validity.tally import Measure
from framing.validity.targets import sources, targets

METRICS: dict[str, Measure] = {
    "targets": targets,
    "attributions": attributions,
    "speech": speech,
    "sentences": sentences,
    "frames": frames,
    "sources": sources,
}
"""Name to the function that measures it; the first figure of each is the one to look at first."""
