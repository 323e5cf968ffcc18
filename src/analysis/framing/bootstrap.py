"""Bootstrap intervals with the article as the unit of sampling."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy import stats

Array = np.ndarray

CELLS = 4_000_000
"""Resampled indices held in memory at a time."""


def resampled_sums(values: Array, *, resamples: int, seed: int) -> Array:
    """Return column sums of `resamples` samples of the rows, drawn with replacement.

    All columns are summed over the same drawn rows, so that ratios and
    differences of columns keep the dependence within an article.

    Parameters
    ----------
    values : array, shape (n, k)
    resamples : int
    seed : int

    Returns
    -------
    array, shape (resamples, k)
    """
    rng = np.random.default_rng(seed)
    n = len(values)
    out = np.empty((resamples, values.shape[1]))
    step = max(1, CELLS // max(n, 1))
    for first in range(0, resamples, step):
        size = min(step, resamples - first)
        drawn = rng.integers(0, n, size=(size, n)) + (np.arange(size) * n)[:, None]
        times = np.bincount(drawn.ravel(), minlength=size * n).reshape(size, n)
        out[first : first + size] = times @ values
    return out


def bca_interval(
    estimate: Array, draws: Array, leave_one_out: Array, *, level: float = 0.95
) -> tuple[Array, Array]:
    """Return bias-corrected and accelerated bootstrap limits (Efron 1987).

    Parameters
    ----------
    estimate : array, shape (k,)
    draws : array, shape (resamples, k)
        The estimate in each bootstrap sample.
    leave_one_out : array, shape (n, k)
        The estimate without each article, for the acceleration.
    level : float
        Nominal coverage.

    Returns
    -------
    low, high : arrays, shape (k,)
        NaN where the articles do not vary, so that there is nothing to resample.

    References
    ----------
    Efron, B. (1987). Better bootstrap confidence intervals. *Journal of the
    American Statistical Association* 82, 171-185.
    """
    low, high = np.full(len(estimate), np.nan), np.full(len(estimate), np.nan)
    for j, theta in enumerate(estimate):
        column = draws[np.isfinite(draws[:, j]), j]
        if not np.isfinite(theta) or len(column) == 0 or np.ptp(column) < 1e-12 * max(1.0, abs(theta)):
            continue
        # Ties count half, as in scipy.stats.bootstrap; kept off 0 and 1, where the correction is infinite.
        below = (np.mean(column < theta) + np.mean(column <= theta)) / 2
        bias = stats.norm.ppf(np.clip(below, 0.5 / len(column), 1 - 0.5 / len(column)))
        alpha = _levels(bias, _acceleration(leave_one_out[:, j]), level)
        low[j], high[j] = np.quantile(column, alpha)
    return low, high


def _acceleration(leave_one_out: Array) -> float:
    away = leave_one_out.mean() - leave_one_out
    spread = np.sum(away**2)
    return float(np.sum(away**3) / (6 * spread**1.5)) if spread > 0 else 0.0


def _levels(bias: float, acceleration: float, level: float) -> Array:
    z = bias + stats.norm.ppf([(1 - level) / 2, (1 + level) / 2])
    return np.asarray(stats.norm.cdf(bias + z / (1 - acceleration * z)))


def bootstrap(
    values: Array,
    statistic: Callable[[Array, float], Array],
    *,
    resamples: int = 1000,
    seed: int = 0,
    level: float = 0.95,
) -> tuple[Array, Array, Array]:
    """Return a statistic of column sums with its interval, rows being the sampling unit.

    Parameters
    ----------
    values : array, shape (n, k)
        One row per article.
    statistic : callable
        Maps sums of shape (..., k) and the number of rows to estimates (..., m).
    resamples, seed : int
    level : float

    Returns
    -------
    estimate, low, high : arrays, shape (m,)

    Examples
    --------
    >>> values = np.array([[0.0], [1.0], [1.0], [1.0], [2.0], [7.0]])
    >>> estimate, low, high = bootstrap(values, lambda sums, n: sums / n)
    >>> float(estimate[0]), bool(low[0] < 2 < high[0])
    (2.0, True)
    """
    values = np.asarray(values, dtype=float)
    n, total = len(values), values.sum(axis=0)
    estimate = statistic(total, n)
    draws = statistic(resampled_sums(values, resamples=resamples, seed=seed), n)
    without = statistic(total - values, n - 1)
    return (estimate, *bca_interval(estimate, draws, without, level=level))


def exact_share(successes: int, n: int, *, level: float = 0.95) -> tuple[float, float]:
    """Return the Clopper-Pearson interval of a share; used where no or every article shows a frame.

    Examples
    --------
    >>> low, high = exact_share(0, 10)
    >>> low, round(high, 4)
    (0.0, 0.3085)
    """
    interval = stats.binomtest(successes, n).proportion_ci(level, method="exact")
    return float(interval.low), float(interval.high)
