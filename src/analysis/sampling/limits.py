"""Exact limits of shares, and the median of articles that count differently."""

from __future__ import annotations

import numpy as np
from scipy import stats

Array = np.ndarray


def exact_share(present: float, n: float, *, level: float = 0.95) -> tuple[float, float]:
    """Return the exact binomial limits of a share (Clopper & Pearson 1934).

    Parameters
    ----------
    present, n : float
        Articles that have it, of how many. With weights, n is the effective
        number (`Part.effective`) and `present` the share of it (Korn & Graubard 1998).
    level : float
        Nominal coverage.

    Examples
    --------
    >>> [round(limit, 4) for limit in exact_share(10, 10)]
    [0.6915, 1.0]
    """
    low, high = exact_limits(np.array([present]), np.array([n]), level=level)
    return float(low[0]), float(high[0])


def exact_limits(present: Array, n: Array, *, level: float = 0.95) -> tuple[Array, Array]:
    """Return the limits of many shares; see `exact_share`."""
    tail = (1 - level) / 2
    low = np.where(present > 0, stats.beta.ppf(tail, present, n - present + 1), 0.0)
    high = np.where(present < n, stats.beta.ppf(1 - tail, present + 1, n - present), 1.0)
    return low, high


def weighted_median(group: Array, values: Array, weight: Array, *, groups: int) -> Array:
    """Return for each group the value below and above which half of the weight lies.

    Parameters
    ----------
    group : array of int
        Group of each value, from 0.
    values, weight : array
    groups : int
        Number of groups; one without a value has NaN.

    Notes
    -----
    Where exactly half of the weight lies up to a value, the median is the
    middle between it and the next, so that equal weights give the ordinary one.

    Examples
    --------
    >>> weighted_median(np.zeros(4, int), np.array([1, 2, 3, 9]), np.array([1, 1, 1, 1]), groups=1).tolist()
    [2.5]
    >>> weighted_median(np.zeros(4, int), np.array([1, 2, 3, 9]), np.array([1, 1, 1, 4]), groups=1).tolist()
    [9.0]
    """
    order = np.lexsort((values, group))
    g, x, w = group[order], np.asarray(values, dtype=float)[order], np.asarray(weight, dtype=float)[order]
    out = np.full(groups, np.nan)
    for number in np.unique(g):
        first, last = np.searchsorted(g, [number, number + 1])
        share = np.cumsum(w[first:last])
        share /= share[-1]
        # Sums of weights such as 1/3 miss one half by their last digit.
        lower, upper = np.searchsorted(share, [0.5 - 1e-12, 0.5 + 1e-12])
        out[number] = (x[first + lower] + x[first + upper]) / 2
    return out
