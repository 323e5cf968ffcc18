"""The process of one run. It imports little: there is one for every run of a batch."""

from __future__ import annotations

import logging
import os
import signal
from multiprocessing.connection import Connection

from analysis.reporting.runs import kernel
from analysis.reporting.runs.run import Run, execute

INTERRUPTED = 130
"""Exit code of a run that was told to stop."""


def work(run: Run, sender: Connection) -> None:
    """Carry out a run and send its outcome; on a signal, end its kernel and leave at once.

    Nothing is cleaned up on the way out of the notebook client: an interrupt there can
    come out as an error of the notebook. The parent removes the draft.
    """

    def stop(*_: object) -> None:
        kernel.abandon()
        os._exit(INTERRUPTED)

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    logging.disable(logging.CRITICAL)  # papermill and traitlets write past the progress display
    sender.send(execute(run))
    sender.close()
