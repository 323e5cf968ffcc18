"""The examples of docs/codebooks.md do what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.framing import diff, explain, lint, load_codebook

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "codebooks.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(yaml|python)\n(.*?)```", PAGE, re.S)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    whole, _, change = [text for kind, text in BLOCKS if kind == "yaml"]
    Path("harbour.yaml").write_text(whole, encoding="utf-8")
    Path("strike.yaml").write_text(change, encoding="utf-8")
    return tmp_path


def test_the_codebook_has_no_fault_that_lint_would_warn_of(files: Path) -> None:
    table = lint(load_codebook("harbour.yaml"))
    assert set(table["severity"]) <= {"note"}, table[["severity", "what"]].values.tolist()


def test_the_extension_changes_what_it_says(files: Path) -> None:
    before, after = load_codebook("harbour.yaml"), load_codebook("strike.yaml")
    rows = diff(before, after)[["part", "term", "change", "key"]].values.tolist()
    assert [row for row in rows if row[0] in ("frame", "term")] == [
        ["frame", "", "changed", "rule"], ["frame", "", "changed", "opposes"], ["term", "dispute", "changed", "weight"],
        ["term", "clash", "removed", ""], ["term", "strike", "added", ""], ["frame", "", "removed", ""],
    ]  # fmt: skip


def test_the_cells_run(files: Path) -> None:
    (code,) = [text for kind, text in BLOCKS if kind == "python"]
    exec(compile(code, "docs/codebooks.md", "exec"), {})
    found = explain(
        load_codebook("harbour.yaml"),
        "They accuse the port of nothing new. A strange row of boats lay there.",
    )
    assert found.terms[["words", "fate"]].values.tolist() == [["accuse", "kept"], ["row", "not near"]]


def test_every_command_of_the_page_is_one() -> None:
    from analysis.commands.codebook import app

    known = {command.name or command.callback.__name__ for command in app.registered_commands}
    assert set(re.findall(r"analysis codebook (\w+)", PAGE)) <= known
