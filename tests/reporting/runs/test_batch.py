from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis.reporting.runs.batch import run_study
from analysis.reporting.runs.plan import Plan
from analysis.reporting.runs.run import Outcome, Run
from analysis.reporting.runs.study import Study

pytestmark = pytest.mark.notebooks


@pytest.fixture
def fixed_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids as if nobody edited the package while the tests run."""
    monkeypatch.setattr("analysis.reporting.runs.plan.package_hash", lambda: "fixed")
    monkeypatch.setattr("analysis.annotation.annotate", lambda *_, **__: None)  # the fixture reads no tokens


class Log:
    def __init__(self) -> None:
        self.lines: list[tuple[str, str]] = []

    def planned(self, plan: Plan) -> None:
        self.lines.append(("planned", str(len(plan.runs))))

    def started(self, run: Run) -> None:
        self.lines.append(("started", run.slug))

    def ended(self, outcome: Outcome) -> None:
        self.lines.append((outcome.status, outcome.run.slug))


def slow_and_good(notebooks: Path, tmp_path: Path, names: dict[str, str]) -> list[str]:
    """Copy the failing notebook under several names, each with its own way to go wrong as default."""
    paths = []
    for name, how in names.items():
        text = (
            (notebooks / "failing.ipynb")
            .read_text()
            .replace('fail: str = \\"\\"', f'fail: str = \\"{how}\\"')
        )
        assert how in text
        (tmp_path / f"{name}.ipynb").write_text(text)
        paths.append(str(tmp_path / f"{name}.ipynb"))
    return paths


def test_one_failure_takes_no_other_run_with_it(notebooks: Path, tmp_path: Path, fixed_code: None) -> None:
    books = slow_and_good(notebooks, tmp_path, {"a": "error", "b": "parent", "c": ""})
    out, log = tmp_path / "reports", Log()
    batch = run_study(Study(notebooks=books, out=str(out), workers=2), watcher=log)
    assert [outcome.status for outcome in batch.outcomes] == ["failed", "failed", "finished"]
    assert "told to fail" in batch.failed[0].error
    assert "exit code -9" in batch.failed[1].error
    assert log.lines[0] == ("planned", "3")
    assert sorted(log.lines[1:]) == [
        ("failed", "a"), ("failed", "b"), ("finished", "c"), ("started", "a"), ("started", "b"), ("started", "c"),
    ]  # fmt: skip
    page = batch.catalogue.read_text()
    assert "3 reports: 1 finished, 2 failed." in page
    assert "told to fail" in page
    assert not (out / ".partial").exists()
    again = run_study(Study(notebooks=[books[2]], out=str(out)))
    assert again.count("unchanged") == 1


def test_a_group_for_each_outlet_whatever_its_name(
    raw: Path, notebooks: Path, tmp_path: Path, fixed_code: None
) -> None:
    out = tmp_path / "reports"
    study = Study(
        raw=str(raw), notebooks=[str(notebooks / "outlets.ipynb")], by="outlet", out=str(out), workers=2
    )
    study = study.model_copy(update={"where": "outlet like '%/%'"})  # the two whose names mean most harm
    batch = run_study(study)
    assert [(o.status, o.error) for o in batch.outcomes] == [("finished", "")] * 2
    for outcome in batch.outcomes:
        folder = outcome.run.folder
        assert folder.parent == out.resolve()
        assert json.loads((folder / "values.json").read_text())["articles"]["value"] == 2
        text = "".join(p.read_text() for p in folder.rglob("*") if p.suffix in (".html", ".ipynb", ".json"))
        assert str(tmp_path) not in text
        assert "Corpus at articles" in text
    assert run_study(study).count("unchanged") == 2
    records = (raw / "export.jsonl").read_text().splitlines()
    (raw / "export.jsonl").write_text("\n".join(records[:5] + records[6:]) + "\n")
    changed = run_study(study)
    assert (changed.count("unchanged"), changed.count("finished")) == (1, 1)
    assert len(list((out / ".superseded").iterdir())) == 1


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_interrupt_leaves_no_half_report_and_no_process(notebooks: Path, tmp_path: Path) -> None:
    books = slow_and_good(notebooks, tmp_path, {"a": "sleep", "b": "sleep", "c": ""})
    command = [
        sys.executable,
        "-m",
        "analysis.cli",
        "report",
        "--notebooks",
        ",".join(books),
        "--out",
        "reports",
    ]
    process = subprocess.Popen(
        [*command, "--workers", "2"], cwd=tmp_path, start_new_session=True, stderr=subprocess.PIPE, text=True
    )
    wait_for(lambda: len(kernels(tmp_path)) == 2, "two kernels")
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.splitlines()[-1] == "analysis: interrupted; nothing half written was kept"
    assert "Traceback" not in errors
    assert [p.name for p in (tmp_path / "reports").iterdir()] == ["index.html"]
    wait_for(lambda: not kernels(tmp_path), "the kernels' end")


def kernels(folder: Path) -> list[int]:
    """Return the processes that work in a folder and write the log of a kernel."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            log = (entry / "fd/1").readlink().name
            if (entry / "cwd").readlink() == folder and log == "kernel.log":
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def wait_for(condition, what: str) -> None:
    until = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < until, f"waited in vain for {what}"
        time.sleep(0.2)
