"""The same work in this process, on the cores of this machine, or on a Dask cluster.

Everything that is spread over processes goes through a `concurrent.futures`
executor: `executor` makes one, `ordered` runs a function over many tasks with a
bounded number of them under way. There is no second way of doing it, so a
result never depends on where it was computed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any, TypeVar

from analysis.errors import ParameterError, RunError

Task = TypeVar("Task")
Result = TypeVar("Result")

CONNECT_SECONDS = 20
"""How long a scheduler may take to answer."""


class Inline(Executor):
    """An executor that does the work at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run the function and return its finished future."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def cores() -> int:
    """Return the number of cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def executor(workers: int | None = None, *, scheduler: str = "") -> Iterator[Executor]:
    """Give an executor for the block.

    Parameters
    ----------
    workers : int, optional
        Processes on this machine; one for each core if not given. With one,
        the work is done in this process.
    scheduler : str
        Address of a Dask scheduler (``tcp://host:8786``); its workers then do
        the work. They need this package and must see the raw and derived
        folders under the same paths.

    Raises
    ------
    ParameterError
        If the scheduler does not answer, or Dask is not installed.

    Examples
    --------
    >>> with executor(1) as pool:
    ...     pool.submit(len, "abc").result()
    3
    """
    if scheduler:
        with _cluster(scheduler) as pool:
            yield pool
        return
    count = cores() if workers is None else workers
    if count <= 1:
        yield Inline()
        return
    # A fork would inherit the threads of DuckDB and Arrow without their state.
    pool = ProcessPoolExecutor(count, mp_context=_Spawning(), initializer=_worker)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


class _Started(SpawnProcess):
    """A process that does not run the user's own script again.

    What is sent to workers is of this package, never of the script, so that a script
    needs no ``if __name__ == "__main__"``, which few researchers know to write.
    """

    def start(self) -> None:
        main = sys.modules["__main__"]
        kept: dict[str, Any] = {
            name: main.__dict__.pop(name) for name in ("__file__", "__spec__") if name in main.__dict__
        }
        main.__spec__ = None
        try:
            super().start()
        finally:
            main.__dict__.update(kept)


class _Spawning(SpawnContext):
    Process = _Started


def _worker() -> None:
    # Ctrl-C reaches the whole group of processes; the parent alone decides what to do about it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when its parent is gone: a pool's workers would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _cluster(scheduler: str) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ImportError:
        raise ParameterError(
            "the package 'distributed' is not installed", where="scheduler",
            remedy="Install news-profiles[cluster], or leave scheduler empty.",
        ) from None  # fmt: skip
    try:
        client = Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise ParameterError(
            f"no Dask scheduler answers at {scheduler!r} ({' '.join(str(error).split())[:160]})",
            where="scheduler", remedy="Start one with `dask scheduler`, and give its address: tcp://host:8786.",
        ) from None  # fmt: skip
    try:
        if not client.scheduler_info()["workers"]:
            raise ParameterError(
                f"the Dask scheduler at {scheduler!r} has no workers", where="scheduler",
                remedy=f"Start some with `dask worker {scheduler}`.",
            )  # fmt: skip
        with client.get_executor(pure=False, retries=2) as pool:
            yield pool
    finally:
        client.close()


def ordered(
    pool: Executor, function: Callable[[Task], Result], tasks: Iterable[Task], *, ahead: int | None = None
) -> Iterator[Result]:
    """Yield the results of a function over tasks, in the order of the tasks.

    Parameters
    ----------
    pool : Executor
    function : callable
        Of a module's top level, so that it can be sent to another process.
    tasks : iterable
        Taken one by one as others finish, so that they may be many.
    ahead : int, optional
        Tasks under way or waiting at a time; three for each worker if not given.

    Raises
    ------
    RunError
        If a worker process died.

    Examples
    --------
    >>> with executor(1) as pool:
    ...     list(ordered(pool, abs, [-2, 1]))
    [2, 1]
    """
    most = ahead or (1 if isinstance(pool, Inline) else 3 * int(getattr(pool, "_max_workers", 0) or cores()))
    waiting: deque[Future[Result]] = deque()
    try:
        for task in tasks:
            waiting.append(pool.submit(function, task))
            while len(waiting) >= most:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        raise RunError(
            "a worker process was ended from outside, most often because memory ran out",
            remedy="Use fewer workers, or run again: what was finished is kept.",
        ) from None
    finally:
        for future in waiting:
            future.cancel()
