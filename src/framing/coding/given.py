"""What a coder's file says of one sentence."""

from typing import NamedTuple


class Given(NamedTuple):
    """One label as the file has it, unchecked; `label` is empty where there is none. `where` names file and place."""

    coder: str
    id: str
    sentence: str
    label: str
    where: str
