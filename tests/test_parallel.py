"""Work spread over processes: order, bounds, errors, and a real Dask cluster."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from analysis import parallel
from analysis.annotation import annotate
from analysis.corpus import open_corpus
from analysis.errors import ParameterError, RunError

ROOT = Path(__file__).resolve().parents[1]


def _late(number: int) -> int:
    time.sleep(0.02 if number == 0 else 0)
    return -number


def _die(number: int) -> int:
    os._exit(number)


def _fail(number: int) -> int:
    raise ValueError(number)


def test_results_come_in_the_order_of_the_tasks() -> None:
    with parallel.executor(2) as pool:
        assert list(parallel.ordered(pool, _late, range(9))) == [-n for n in range(9)]


def test_tasks_are_taken_only_as_others_finish() -> None:
    taken: list[int] = []
    tasks = (taken.append(n) or n for n in range(100))
    with parallel.executor(1) as pool:
        results = parallel.ordered(pool, abs, tasks)
        assert next(results) == 0
        assert len(taken) <= 2


def test_a_worker_that_dies_ends_in_an_error_that_says_so() -> None:
    with pytest.raises(RunError, match="memory ran out"), parallel.executor(2) as pool:
        list(parallel.ordered(pool, _die, [3]))


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_of_the_work_is_the_callers(workers: int) -> None:
    with pytest.raises(ValueError, match="7"), parallel.executor(workers) as pool:
        list(parallel.ordered(pool, _fail, [7]))


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "CONNECT_SECONDS", 1)
    with (
        pytest.raises(ParameterError, match=r"tcp://127\.0\.0\.1:9"),
        parallel.executor(scheduler="tcp://127.0.0.1:9"),
    ):
        pass


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a scheduler and two workers as processes of their own; give the scheduler's address."""
    pytest.importorskip("distributed")
    folder = tmp_path_factory.mktemp("dask")
    address_file = folder / "scheduler.json"
    options = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    scheduler = [*_tool("dask_scheduler"), "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
                 "--scheduler-file", str(address_file)]  # fmt: skip
    worker = [*_tool("dask_worker"), "--scheduler-file", str(address_file), "--nthreads", "1", "--no-dashboard",
              "--host", "127.0.0.1", "--local-directory", str(folder)]  # fmt: skip
    processes = [subprocess.Popen(scheduler, **options)]
    try:
        _wait(address_file.is_file)
        processes += [subprocess.Popen(worker, **options) for _ in range(2)]
        from distributed import Client

        address = json.loads(address_file.read_text())["address"]
        with Client(address, timeout=30, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield address
    finally:
        for process in reversed(processes):
            process.terminate()
        for process in processes:
            process.wait(timeout=20)


def _tool(name: str) -> list[str]:
    return [sys.executable, "-m", f"distributed.cli.{name}"]


def _wait(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "the scheduler did not start"
        time.sleep(0.05)


def test_a_cluster_gives_the_same_corpus_and_tokens_as_one_process(
    cluster: str, sample_raw: Path, tmp_path: Path
) -> None:
    here = open_corpus(sample_raw, derived=tmp_path / "here", workers=1)
    there = open_corpus(sample_raw, derived=tmp_path / "there", scheduler=cluster)
    pd.testing.assert_frame_equal(here.articles, there.articles)
    pd.testing.assert_frame_equal(here.segments, there.segments)
    for corpus in (here, there):
        annotate(corpus, progress=False)
    query = "select * from tokens order by text_id, token"
    pd.testing.assert_frame_equal(here.sql(query), there.sql(query))
    ours, theirs = (
        sorted(p.name for p in (tmp_path / n / "corpus").rglob("*.parquet")) for n in ("here", "there")
    )
    assert ours == theirs


def test_a_cluster_without_workers_is_refused(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(n_workers=0, processes=False, dashboard_address=":0") as empty,
        pytest.raises(ParameterError, match="has no workers"),
        parallel.executor(scheduler=empty.scheduler_address),
    ):
        pass


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes as Linux shows them")
def test_workers_end_with_the_process_that_started_them(tmp_path: Path) -> None:
    # A pool's workers outlive a killed parent by default, and keep its memory.
    program = (
        "import sys, time\n"
        "from analysis import parallel\n"
        "from tests_worker import name_yourself\n"
        "if __name__ == '__main__':\n"
        "    with parallel.executor(2) as pool:\n"
        "        pool.submit(name_yourself, sys.argv[1]).result()\n"
        "        time.sleep(60)\n"
    )
    (tmp_path / "run.py").write_text(program)
    (tmp_path / "tests_worker.py").write_text(
        "import os, pathlib\n\ndef name_yourself(path):\n"
        "    pathlib.Path(path + '.new').write_text(str(os.getpid()))\n"
        "    os.replace(path + '.new', path)\n"
    )
    named = tmp_path / "pid"
    parent = subprocess.Popen([sys.executable, tmp_path / "run.py", named], cwd=tmp_path)
    _wait(named.is_file)
    worker = int(named.read_text())
    parent.kill()
    parent.wait()
    _wait(lambda: not _runs(worker), seconds=20)


def _runs(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.is_file() and state.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_a_script_without_a_guard_is_not_run_again_by_workers(tmp_path: Path) -> None:
    script = tmp_path / "study.py"
    script.write_text(
        "from analysis import parallel\n"
        "print('once')\n"
        "with parallel.executor(2) as pool:\n"
        "    print(list(parallel.ordered(pool, abs, [-1, -2, -3])))\n"
    )
    done = subprocess.run(
        [sys.executable, str(script)], check=False, capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "once\n[1, 2, 3]\n", done.stderr
