from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from analysis.reporting import report as handle
from analysis.reporting.showing.sorting import sorting_output


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    outputs: list[Any] = []
    monkeypatch.setattr(handle, "display", outputs.append)
    return outputs


def test_a_notebook_of_a_jupyter_server_can_sort(shown: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JPY_SESSION_NAME", "notebooks/vocabulary.ipynb")
    handle.open_report()
    assert [output.html for output in shown] == [sorting_output().html]


def test_papermill_and_batches_have_no_script(
    shown: list[Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    handle.open_report()
    monkeypatch.setenv("JPY_SESSION_NAME", "notebooks/vocabulary.ipynb")
    handle.open_report(str(tmp_path / "run"))
    assert shown == []
