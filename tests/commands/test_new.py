from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from analysis.cli import app


def test_says_what_was_made_and_what_to_do_next(tmp_path: Path) -> None:
    said = CliRunner().invoke(app, ["new", str(tmp_path / "harbour")]).output.replace("\n", "")
    assert "study.toml, codebook.yaml" in said
    assert "analysis report --study" in said
