"""The order of day and month is a file's, told from its own dates."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.corpus import open_corpus
from analysis.corpus.readers import date_orders


def _dates(tmp_path: Path, *dates: str) -> list[str]:
    raw = tmp_path / "raw"
    raw.mkdir()
    rows = "".join(
        f"{day},The council met for hour {i} and spoke of the dues.\n" for i, day in enumerate(dates)
    )
    (raw / "export.csv").write_text(f"date,text\n{rows}")
    return open_corpus(raw, derived=tmp_path / "derived", workers=1).articles["date"].tolist()


def test_one_date_decides_for_all_of_its_file(tmp_path: Path) -> None:
    assert _dates(tmp_path, "03/04/2024", "25/04/2024") == ["2024-04-03", "2024-04-25"]


def test_american_exports_write_the_month_first(tmp_path: Path) -> None:
    assert _dates(tmp_path, "03/04/2024", "04/25/2024") == ["2024-03-04", "2024-04-25"]


def test_a_file_that_contradicts_itself_or_says_nothing_is_not_guessed(tmp_path: Path) -> None:
    assert _dates(tmp_path, "03/04/2024", "25/04/2024", "04/25/2024") == ["", "2024-04-25", "2024-04-25"]


def test_only_the_beginning_of_a_file_is_held_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(date_orders, "WINDOW", 2)
    assert _dates(tmp_path, "03/04/2024", "05/04/2024", "25/04/2024") == ["", "", "2024-04-25"]
