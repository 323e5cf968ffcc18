"""A batch that is killed leaves no half report and no process, and ends with the bytes of one that was not."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.reporting.reading import read_record
from analysis.reporting.runs.folders import is_finished
from analysis.reporting.runs.provenance import file_hashes

pytestmark = [
    pytest.mark.notebooks,
    pytest.mark.skipif(sys.platform != "linux", reason="reads the tables of Linux"),
]


def start(place: Path, out: str, *books: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "analysis.cli", "report", "--notebooks", ",".join(books), "--out", out]
    return subprocess.Popen([*command, "--workers", "2"], cwd=place, start_new_session=True,
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip


def below(place: Path) -> dict[int, bool]:
    """Return the processes that work in a folder, and whether each is a kernel."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (entry / "cwd").readlink() == place and "Z" not in (entry / "stat").read_text().rpartition(
                ")"
            )[2][:3]:
                found[int(entry.name)] = (entry / "fd/1").readlink().name == "kernel.log"
        except OSError:
            continue
    return found


def wait_for(condition: Callable[[], object], what: str) -> None:
    until = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < until, f"waited in vain for {what}"
        time.sleep(0.1)


@pytest.fixture
def place(notebooks: Path, tmp_path: Path) -> Path:
    """A folder with two notebooks that are done at once."""
    text = (notebooks / "failing.ipynb").read_text()
    for name in ("quick", "slow"):
        (tmp_path / f"{name}.ipynb").write_text(text)
    return tmp_path


@pytest.mark.parametrize("way", ["parent", "all"])
def test_a_killed_batch_leaves_nothing_half_done_and_can_be_resumed(place: Path, way: str) -> None:
    assert start(place, "whole", "quick.ipynb", "slow.ipynb").wait(timeout=300) == 0
    text = (place / "slow.ipynb").read_text()
    (place / "slow.ipynb").write_text(text.replace('fail: str = \\"\\"', 'fail: str = \\"sleep\\"'))
    batch = start(place, "killed", "quick.ipynb", "slow.ipynb")
    wait_for(lambda: list((place / "killed").glob("quick--*")), "the quick report")
    wait_for(lambda: any(below(place).values()), "the slow kernel")
    for process in [batch.pid, *(below(place) if way == "all" else ())]:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            continue
    batch.wait()
    wait_for(lambda: not below(place), "the end of every process")
    reports = list((place / "killed").glob("*--*"))
    assert [report.name.partition("--")[0] for report in reports] == ["quick"]
    assert is_finished(reports[0], json.loads((reports[0] / "run.json").read_text())["run"])
    (place / "slow.ipynb").write_text(text)
    assert start(place, "killed", "quick.ipynb", "slow.ipynb").wait(timeout=300) == 0
    assert file_hashes(place / "killed") == file_hashes(place / "whole")


def test_a_killed_kernel_is_a_failure_of_its_run_alone(place: Path) -> None:
    text = (place / "slow.ipynb").read_text()
    (place / "slow.ipynb").write_text(text.replace('fail: str = \\"\\"', 'fail: str = \\"sleep\\"'))
    batch = start(place, "reports", "slow.ipynb", "quick.ipynb")
    wait_for(lambda: list((place / "reports").glob("quick--*")), "the quick report")
    wait_for(lambda: any(below(place).values()), "the slow kernel")
    os.kill(next(process for process, is_kernel in below(place).items() if is_kernel), signal.SIGKILL)
    assert batch.wait(timeout=120) == 1
    assert read_record(place / "reports/.failed/slow/run.json")["error"].startswith("The kernel died")
    assert [p.name.partition("--")[0] for p in (place / "reports").glob("*--*")] == ["quick"]
    wait_for(lambda: not below(place), "the end of every process")
