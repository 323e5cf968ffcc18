from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from analysis import __version__, cli
from analysis.errors import ParameterError

NOTEBOOKS = Path(__file__).resolve().parent / "fixtures" / "notebooks"


def call(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["analysis", *arguments])
    monkeypatch.setattr(cli.signal, "signal", lambda *_: None)
    with pytest.raises(SystemExit) as end:
        cli.main()
    return int(end.value.code or 0)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    record = {
        "outlet": "Harbour Post",
        "date": "2024-06-01",
        "title": "A treaty",
        "text": "Both states signed a treaty on Friday.",
    }
    lines = [
        json.dumps(record),
        json.dumps({**record, "title": "Another"}),
        json.dumps(record),
        '{"text": broken',
        "",
    ]
    (folder / "export.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_the_version(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(monkeypatch, "--version") == 0
    assert capsys.readouterr().out == f"analysis {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["report", "--notebooks", "nothing"], "there is no notebook 'nothing'"),
        (["report", "--study", "none.toml"], "none.toml: there is no such file"),
        (["report", "-p", "least"], "'least' is not NAME=VALUE"),
        (["report", "--notebooks", str(NOTEBOOKS / "plain.ipynb"), "-p", "leest=3"], "Did you mean 'least'?"),
        (["report", "--notebooks", str(NOTEBOOKS / "plain.ipynb"), "-p", "least=x"], "takes a whole number"),
        (["report", "--raw", "nowhere", "--notebooks", str(NOTEBOOKS / "outlets.ipynb")], "nowhere"),
        (["corpus", "--raw", "nowhere"], "nowhere"),
    ],
)
def test_a_wrong_request_is_one_line_and_exit_code_2(
    arguments: list[str],
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call(monkeypatch, *arguments) == 2
    captured = capsys.readouterr()
    (line,) = captured.err.splitlines()
    assert line.startswith("analysis: ")
    assert says in line
    assert captured.out == ""
    assert list(tmp_path.iterdir()) == []


def test_debug_shows_where(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["analysis", "report", "--notebooks", "nothing", "--debug"])
    with pytest.raises(ParameterError):
        cli.main()


@pytest.mark.parametrize("arguments", [["reprot"], ["report", "--wher", "x"], ["report", "--workers", "0"]])
def test_a_wrong_option_is_a_usage_error(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(monkeypatch, *arguments) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_bug_is_called_one_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by\nnothing")

    monkeypatch.setattr("analysis.corpus.open_corpus", broken)
    assert call(monkeypatch, "corpus") == 2
    assert capsys.readouterr().err.startswith("analysis: ZeroDivisionError: by nothing")


def test_the_ledger_adds_up(
    raw: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert call(monkeypatch, "corpus", "--raw", str(raw), "--rejected", str(tmp_path / "r.csv")) == 0
    text = capsys.readouterr().out
    assert "1 files, 4 records: 2 articles, 1 duplicates, 1 rejected." in text
    assert "export.jsonl" in text
    assert len((tmp_path / "r.csv").read_text().splitlines()) == 2
    assert call(monkeypatch, "corpus", "--raw", str(raw), "--where", "title = 'A treaty'") == 0
    assert "1 articles meet title = 'A treaty'" in capsys.readouterr().out


@pytest.mark.notebooks
def test_a_batch_from_a_study_file(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "study.toml").write_text(
        f'[study]\nraw = "raw"\nout = "out"\nworkers = 1\nnotebooks = ["{NOTEBOOKS / "outlets.ipynb"}"]\n'
    )
    monkeypatch.setattr("analysis.reporting.runs.plan.package_hash", lambda: "fixed")
    monkeypatch.setattr("analysis.annotation.annotate", lambda *_, **__: None)  # the fixture reads no tokens
    for status in ("finished", "unchanged"):
        assert call(monkeypatch, "report", "--study", str(tmp_path / "study.toml")) == 0
        captured = capsys.readouterr()
        assert f"1 {status}. Catalogue: {tmp_path / 'out' / 'index.html'}" in captured.err
        assert captured.out == ""


@pytest.mark.notebooks
def test_a_failed_run_gives_exit_code_1_and_a_summary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert (
        call(monkeypatch, "report", "--notebooks", str(NOTEBOOKS / "failing.ipynb"), "-p", "fail=empty") == 1
    )
    errors = capsys.readouterr().err
    assert "1 failed. Catalogue:" in errors
    assert "a trend needs 3 months, 1 selected." in errors
    assert "Traceback" not in errors
