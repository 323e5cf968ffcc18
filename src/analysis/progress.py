"""Telling whoever waits how far a long step is: a bar where somebody looks, a log line anywhere."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tqdm import tqdm

_LOG = logging.getLogger("analysis")


def watched() -> bool:
    """Tell whether somebody sees a bar: a terminal or a notebook, not a log file."""
    return sys.stderr.isatty() or "ipykernel" in sys.modules


@contextmanager
def step(name: str, *, total: int, unit: str, show: bool = True) -> Iterator[tqdm]:
    """Show a bar for a step while it runs, and log how long it took.

    Parameters
    ----------
    name : str
        What is done, such as ``Reading``.
    total : int
        How much there is to do; the block calls ``update`` on the bar it is given.
    unit : str
        Of what.
    show : bool
        Whether a bar is wanted where one would be seen.

    Examples
    --------
    >>> with step("Counting", total=2, unit="articles") as bar:
    ...     _ = bar.update(2)
    """
    began = time.monotonic()
    with tqdm(total=total, desc=name, unit=f" {unit}", disable=not (show and watched()), leave=False) as bar:
        yield bar
    _LOG.info("%s: %s %s in %.2f s", name, f"{total:,}", unit, time.monotonic() - began)
