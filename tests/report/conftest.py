"""The sample's report, written once in both layouts."""

from pathlib import Path

import pytest

from framing.report import write_report
from sample_tables import sample_tables


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample's report by layout: the folder it stands in."""
    folders = {layout: tmp_path_factory.mktemp(layout) for layout in ("single", "folder")}
    for layout, folder in folders.items():
        write_report(sample_tables(), folder, layout=layout)
    return folders
