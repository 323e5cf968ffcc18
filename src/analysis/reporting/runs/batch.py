"""A batch: the runs of a study side by side, each in a process of its own.

One run that fails, hangs or is killed takes no other with it. Ctrl-C ends the batch
and leaves no half report.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import forkserver
from pathlib import Path
from typing import Any, Protocol

from analysis.errors import RunError
from analysis.paths import derived_in
from analysis.reporting.pages.catalogue import write_catalogue
from analysis.reporting.runs import folders, kernel, worker
from analysis.reporting.runs.plan import Plan, plan_study
from analysis.reporting.runs.run import Outcome, Run, execute
from analysis.reporting.runs.study import Study

_GRACE = 15.0
_STARTING = threading.Lock()
_WARM: dict[str, str] = {}


@dataclass(frozen=True)
class Batch:
    """What became of a study.

    Parameters
    ----------
    outcomes : list of Outcome
        In the order of the plan.
    catalogue : Path
        ``index.html`` of the folder of reports.
    """

    outcomes: list[Outcome]
    catalogue: Path

    @property
    def failed(self) -> list[Outcome]:
        """Return the runs that failed."""
        return [outcome for outcome in self.outcomes if outcome.status == "failed"]

    def count(self, status: str) -> int:
        """Return the number of runs with a status."""
        return sum(outcome.status == status for outcome in self.outcomes)


class Watcher(Protocol):
    """Whoever wants to be told how a batch is getting on."""

    def planned(self, plan: Plan) -> None:
        """Hear that every check passed, and which runs there are."""

    def started(self, run: Run) -> None:
        """Hear that a run began; called from several threads."""

    def ended(self, outcome: Outcome) -> None:
        """Hear that a run ended, well or not."""


class _Silence:
    def planned(self, plan: Plan) -> None:
        pass

    def started(self, run: Run) -> None:
        pass

    def ended(self, outcome: Outcome) -> None:
        pass


def run_study(study: Study, *, watcher: Watcher | None = None) -> Batch:
    """Carry out a study and write the catalogue.

    Parameters
    ----------
    study : Study
    watcher : Watcher, optional
        Told what happens, for a progress display.

    Returns
    -------
    Batch

    Raises
    ------
    AnalysisError
        If the study itself is wrong; a run that fails is an outcome, not an error.
    KeyboardInterrupt
        After every run was stopped and its draft removed.
    """
    watch = watcher or _Silence()
    plan = plan_study(study)
    watch.planned(plan)
    _make(plan.out)
    folders.clear_partial(plan.out)
    workers = study.workers or os.cpu_count() or 1
    _annotate(plan, workers)
    try:
        outcomes = _run_all(plan.runs, min(workers, len(plan.runs)), watch)
    finally:
        folders.clear_partial(plan.out, all_of=os.getpid())
        catalogue = write_catalogue(plan.out)
    return Batch(outcomes, catalogue)


def run_notebook(
    notebook: str | Path,
    *,
    parameters: dict[str, Any] | None = None,
    out_dir: str | Path = "reports",
    timeout: float | None = None,
) -> Outcome:
    """Run one notebook and write its report.

    Parameters
    ----------
    notebook : str or Path
        Path of the ``.ipynb``.
    parameters : dict, optional
        Values for its parameters; ``raw`` and ``where`` among them.
    out_dir : str or Path
        Folder of reports.
    timeout : float, optional
        Seconds allowed.

    Returns
    -------
    Outcome
        With status ``finished``, ``unchanged`` or ``failed``.

    Raises
    ------
    AnalysisError
        If the notebook or a parameter is wrong, before a kernel starts.
    """
    values = dict(parameters or {})
    raw, where = str(values.pop("raw", "")), str(values.pop("where", ""))
    study = Study(
        notebooks=[str(notebook)], out=str(out_dir), timeout=timeout, raw=raw, where=where, parameters=values
    )
    plan = plan_study(study)
    _make(plan.out)
    _annotate(plan, 1)
    outcome = execute(plan.runs[0])
    write_catalogue(plan.out)
    return outcome


def _make(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise RunError(
            f"the folder of reports cannot be made ({problem.strerror})", where=str(out), remedy="Use --out."
        ) from None


def _annotate(plan: Plan, workers: int) -> None:
    """Fill the cache once, with all cores, so that no two kernels annotate the same texts."""
    if (
        plan.corpus is None
        or not plan.annotated
        or all(folders.is_finished(run.folder, run.run_id) for run in plan.runs)
    ):
        return
    from analysis.annotation import annotate

    with derived_in(next(run.derived for run in plan.runs if run.derived)):
        annotate(plan.corpus, workers=workers)


def _run_all(runs: list[Run], workers: int, watch: Watcher) -> list[Outcome]:
    processes: list[Any] = []
    stopped = threading.Event()
    with ThreadPoolExecutor(max(workers, 1)) as pool:
        futures: dict[Future[Outcome], int] = {
            pool.submit(_isolated, run, processes, watch.started, stopped): place
            for place, run in enumerate(runs)
        }
        outcomes: list[Outcome | None] = [None] * len(runs)
        try:
            for future in as_completed(futures):
                outcome = future.result()
                outcomes[futures[future]] = outcome
                watch.ended(outcome)
        except BaseException:
            stopped.set()
            pool.shutdown(wait=False, cancel_futures=True)
            _stop(processes)
            raise
    return [outcome for outcome in outcomes if outcome is not None]


def _isolated(
    run: Run, processes: list[Any], started: Callable[[Run], None], stopped: threading.Event
) -> Outcome:
    """Carry out a run in a new process and wait for it; what is finished already needs none."""
    if stopped.is_set():
        raise KeyboardInterrupt
    if folders.is_finished(run.folder, run.run_id):
        return execute(run)
    context, warm = _context(str(run.basis.get("code")))
    receiver, sender = context.Pipe(duplex=False)
    environment = kernel.fixed_environment()
    process = context.Process(target=worker.work, args=(run, sender, environment, warm))
    processes.append(process)
    process.start()
    sender.close()
    started(run)
    try:
        outcome: Outcome = receiver.recv()
    except EOFError:
        process.join()
        # A run that was only starting when the batch was stopped has no handler yet, and dies of the signal.
        if process.exitcode == worker.INTERRUPTED or stopped.is_set():
            stopped.set()  # this thread may be asked for another run before the batch itself hears of the signal
            raise KeyboardInterrupt from None
        line = f"The process of the run ended unexpectedly (exit code {process.exitcode})."
        if process.exitcode == -signal.SIGKILL:
            line += " Most often memory ran out: use fewer workers or select fewer articles."
        about = {"slug": run.slug, "run": run.run_id, "status": "failed", "error": line, "inputs": run.facts,
                 "notebook": {"name": run.notebook.stem}}  # fmt: skip
        folders.record_failure(run.out, run.slug, about, line + "\n", run.out)
        outcome = Outcome(run, "failed", line)
    process.join()
    return outcome


def _context(code: str) -> tuple[Any, bool]:
    """Return how to start the process of a run, and whether everything is imported in it already.

    On Linux it is a copy of a server that has one thread and has imported everything; a copy of this process would
    inherit DuckDB's threads without their state. The server lives as long as this process: when the package's code
    has changed since, runs start from nothing.
    """
    with _STARTING:
        if sys.platform != "linux" or _WARM.setdefault("code", code) != code:
            return multiprocessing.get_context("spawn"), False
        context = multiprocessing.get_context("forkserver")
        if "server" not in _WARM:
            context.set_forkserver_preload(["analysis.reporting.runs.warm"])
            before = dict(os.environ)
            os.environ.update(kernel.fixed_environment())
            try:
                forkserver.ensure_running()
            finally:
                os.environ.clear()
                os.environ.update(before)
            _WARM["server"] = "runs"
        return context, True


def _stop(processes: list[Any]) -> None:
    """End the processes of a batch: gently first, so that their kernels end too."""
    for process in processes:
        if process.is_alive():
            process.terminate()
    for process in processes:
        process.join(_GRACE)
        if process.is_alive():
            process.kill()
            process.join()
