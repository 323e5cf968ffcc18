"""What a run and its kernel import, imported once for a batch: each run is a copy of a process that has it all.

Where processes cannot be copied safely (all systems but Linux), each run imports for itself.
"""

from __future__ import annotations

import threading

import nbconvert  # noqa: F401
import papermill  # noqa: F401
import scipy.stats  # noqa: F401
from ipykernel import kernelapp  # noqa: F401
from tqdm import tqdm

import analysis.actors
import analysis.corpus
import analysis.figures
import analysis.framing
import analysis.reporting.captions
import analysis.reporting.packaging
import analysis.reporting.pages.page
import analysis.reporting.runs.worker
import analysis.vocabulary  # noqa: F401

tqdm.set_lock(
    threading.RLock()
)  # its own is a semaphore of the system, which a kernel that is killed leaves behind
