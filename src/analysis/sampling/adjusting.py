"""The p-values of many tests, adjusted for their number."""

from __future__ import annotations

import numpy as np
from scipy import stats

Array = np.ndarray


def q_values(p: Array) -> Array:
    """Return Benjamini–Hochberg adjusted p-values; missing ones stay missing and do not count.

    Benjamini and Hochberg (1995), doi:10.1111/j.2517-6161.1995.tb02031.x.

    Parameters
    ----------
    p : array, shape (tests,) or (tests, k)
        Each column is a family of its own.

    Examples
    --------
    >>> q_values(np.array([0.01, 0.02, 0.03, 0.5])).round(2).tolist()
    [0.04, 0.04, 0.04, 0.5]
    """
    if p.ndim > 1:
        return np.column_stack([q_values(column) for column in p.T])
    out = np.full(p.shape, np.nan)
    tested = ~np.isnan(p)
    if tested.any():
        out[tested] = stats.false_discovery_control(p[tested], method="bh")
    return out
