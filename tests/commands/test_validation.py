"""From a folder of articles to a status: the two commands, as a user types them."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pytest

from analysis import cli

ROOT = Path(__file__).resolve().parents[2]


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["analysis", *words])
    with pytest.raises(SystemExit) as end:
        cli.main()
    return int(end.value.code or 0)


def test_sheet_and_validate(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    raw, home = str(ROOT / "data/raw"), tmp_path / "coding"
    assert (
        run(
            monkeypatch,
            "codebook",
            "sheet",
            "generic5",
            "--raw",
            raw,
            "--n",
            "20",
            "--by",
            "",
            "--out",
            str(home),
        )
        == 0
    )
    assert {path.name for path in home.iterdir()} == {
        "design.csv", "instructions.html", "A.csv", "A.xlsx", "A-texts.html", "B.csv", "B.xlsx", "B-texts.html",
    }  # fmt: skip
    for coder, every in (("A", 2), ("B", 3)):
        table = pd.read_csv(home / f"{coder}.csv", dtype=str, keep_default_na=False)
        for name in table.columns[2:7]:
            table[name] = ["yes" if int(row[1:]) % every == 0 else "no" for row in table["row_id"]]
        table.to_csv(home / f"{coder}.csv", index=False)
    assert run(monkeypatch, "validate", str(home), "--raw", raw, "--by", "") == 0
    assert (home / "adjudication.xlsx").exists()
    status = pd.read_csv(home / "validity.csv")
    assert status["status"].str.contains("20 articles coded by 2|articles coded by 2").all()
    out = capsys.readouterr().out
    assert "codes are open" in out
    assert run(monkeypatch, "validate", str(tmp_path / "none"), "--raw", raw) == 2
    assert "no coding sheet" in capsys.readouterr().err
