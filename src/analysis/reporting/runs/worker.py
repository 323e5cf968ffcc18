"""The process of one run. It imports little: there is one for every run of a batch."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection, wait

from analysis.reporting.runs import kernel
from analysis.reporting.runs.run import Run, execute

INTERRUPTED = 130
"""Exit code of a run that was told to stop."""


def work(run: Run, sender: Connection, environment: dict[str, str], warm: bool) -> None:
    """Carry out a run and send its outcome; on a signal, or when the batch is gone, end its kernel and leave at once.

    Parameters
    ----------
    run : Run
    sender : Connection
        For the outcome.
    environment : dict
        Environment of the batch; a copied process has that of the process it is a copy of.
    warm : bool
        Whether this process has everything imported, so that its kernel can be a copy of it.

    Notes
    -----
    Nothing is cleaned up on the way out of the notebook client: an interrupt there can
    come out as an error of the notebook. The parent removes the draft.
    """

    def stop(*_: object) -> None:
        kernel.abandon()
        os._exit(INTERRUPTED)

    os.environ.clear()
    os.environ.update(environment)
    if warm:
        kernel.sow()  # before anything starts a thread
    threading.Thread(target=_end_with_batch, args=(stop,), daemon=True).start()
    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    logging.disable(logging.CRITICAL)  # papermill and traitlets write past the progress display
    sender.send(execute(run))
    sender.close()


def _end_with_batch(stop: Callable[[], None]) -> None:
    """Stop when the process of the batch has ended, however it did: nobody waits for the report."""
    batch = multiprocessing.parent_process()
    if batch is not None:
        wait([batch.sentinel])
        stop()
