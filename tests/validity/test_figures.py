"""The figures that come with the package: whole, plausible, and numbers only."""

import json
from importlib.resources import files

from framing.validity.figures import FILE, FORMAT, validity_figures


def test_every_set_has_framing_beside_others_with_intervals():
    figures = validity_figures()
    assert {one.id for one in figures.sets} >= {
        "newsmtsc-rw",
        "newsmtsc-mt",
        "persent",
        "entity-roles",
        "polnear",
        "gum",
    }
    for one in figures.sets:
        assert one.n > 0
        for figure in one.figures:
            kinds = [row.kind for row in figure.rows]
            assert kinds[0] == "framing", (one.id, figure.figure)
            assert set(kinds) <= {"framing", "run beside it", "published"}
            assert len(kinds) > 1
            for row in figure.rows:
                assert -1 <= row.value <= 1
                if row.kind == "published":
                    assert row.source
                    assert row.on
                else:
                    assert row.low is not None
                    assert row.high is not None
                    assert row.low <= row.value <= row.high


def test_it_holds_no_texts():
    text = (files("framing.validity") / FILE).read_text("utf-8")
    whole = json.loads(text)
    assert whole["format"] == FORMAT
    assert len(text) < 60_000
    assert max(len(value) for value in _strings(whole)) < 140


def _strings(value):
    if isinstance(value, str):
        yield value
    for below in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(below)
