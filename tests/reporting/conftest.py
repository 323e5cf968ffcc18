"""What the tests of runs share: fixture notebooks and a small raw folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

NOTEBOOKS = Path(__file__).resolve().parents[1] / "fixtures" / "notebooks"

OUTLETS = ["Harbour Post", 'O\'Brien & "Sons"/📰', "../../etc", ""]


@pytest.fixture(scope="session")
def notebooks() -> Path:
    """The folder of fixture notebooks."""
    return NOTEBOOKS


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Eight short articles of outlets whose names mean no good; one has no name and no date."""
    folder = tmp_path / "articles"
    folder.mkdir()
    records = [
        {
            "outlet": outlet,
            "date": f"2024-0{1 + number}-15" if outlet else "",
            "title": f"Ministers meet for the {number + 1}. time",
            "text": f"The ministers of both countries met in town {number} of region {place}. They agreed to return.",
        }
        for place, outlet in enumerate(OUTLETS)
        for number in range(2)
    ]
    (folder / "export.jsonl").write_text(
        "".join(json.dumps(record) + "\n" for record in records), encoding="utf-8"
    )
    return folder
