"""Bootstrap intervals: units are drawn again within strata, and everything is added up over the same draws."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
from scipy import sparse, stats

from analysis.sampling.units import LEAST, Part, Sample

Array = np.ndarray

CELLS = 4_000_000
"""Drawn units held in memory at a time."""

_DRAWS = 16_000_000
"""Resampled estimates held in memory at a time."""


def multiplicities(stratum: Array, *, resamples: int, seed: int) -> Iterator[Array]:
    """Yield how much each unit counts in each bootstrap sample, in batches of shape (some, n).

    Parameters
    ----------
    stratum : array of int, shape (n,)
        Stratum of each unit, from 0, without gaps and in order.
    resamples, seed : int

    Notes
    -----
    With one stratum, n units are drawn of n. With several, n_h − 1 are drawn of
    the n_h of each stratum and count n_h / (n_h − 1) each, because strata may be
    small: the variance of a sum over these samples is then the unbiased
    stratified one (Rao & Wu 1988; Rao, Wu & Yue 1992).
    """
    rng = np.random.default_rng(seed)
    n = len(stratum)
    size = np.bincount(stratum)
    draws = size if len(size) == 1 else size - 1
    start = np.repeat(np.cumsum(size) - size, draws)
    span = np.repeat(size, draws)
    factor = np.repeat(size / np.maximum(draws, 1), size)
    step = max(1, CELLS // max(n, 1))
    for first in range(0, resamples, step):
        number = min(step, resamples - first)
        if len(size) == 1:
            drawn = rng.integers(0, n, size=(number, n))
        else:
            drawn = start + (rng.random((number, len(span))) * span).astype(np.int64)
        drawn = drawn + (np.arange(number) * n)[:, None]
        times = np.bincount(drawn.ravel(), minlength=number * n).reshape(number, n)
        yield times if len(size) == 1 else times * factor


def resampled_sums(values: Array, *, resamples: int, seed: int, stratum: Array | None = None) -> Array:
    """Return column sums of `resamples` samples of the rows, drawn with replacement.

    All columns are summed over the same drawn rows, so that ratios and
    differences of columns keep the dependence within a unit.

    Parameters
    ----------
    values : array, shape (n, k)
    resamples, seed : int
    stratum : array of int, optional
        Stratum of each row; see `multiplicities`.

    Returns
    -------
    array, shape (resamples, k)
    """
    strata = np.zeros(len(values), dtype=int) if stratum is None else stratum
    out = np.empty((resamples, values.shape[1]))
    done = 0
    for times in multiplicities(strata, resamples=resamples, seed=seed):
        out[done : done + len(times)] = times @ values
        done += len(times)
    return out


def bca_interval(
    estimate: Array, draws: Array, leave_one_out: Array, *, level: float = 0.95, stratum: Array | None = None
) -> tuple[Array, Array]:
    """Return bias-corrected and accelerated bootstrap limits (Efron 1987).

    Parameters
    ----------
    estimate : array, shape (k,)
    draws : array, shape (resamples, k)
        The estimate in each bootstrap sample.
    leave_one_out : array, shape (n, k)
        The estimate without each unit, for the acceleration.
    level : float
        Nominal coverage.
    stratum : array of int, optional
        Stratum of each unit, from 0, without gaps.

    Returns
    -------
    low, high : arrays, shape (k,)
        NaN where the units do not vary, so that there is nothing to resample.

    References
    ----------
    Efron, B. (1987). Better bootstrap confidence intervals. *Journal of the
    American Statistical Association* 82, 171-185. For strata: Davison, A. C. and
    Hinkley, D. V. (1997). *Bootstrap Methods and their Application*, §5.3.
    """
    strata = np.zeros(len(leave_one_out), dtype=int) if stratum is None else stratum
    low, high = np.full(len(estimate), np.nan), np.full(len(estimate), np.nan)
    for j, theta in enumerate(estimate):
        column = draws[np.isfinite(draws[:, j]), j]
        if not np.isfinite(theta) or len(column) == 0 or np.ptp(column) < 1e-12 * max(1.0, abs(theta)):
            continue
        # Ties count half, as in scipy.stats.bootstrap; kept off 0 and 1, where the correction is infinite.
        below = (np.mean(column < theta) + np.mean(column <= theta)) / 2
        bias = stats.norm.ppf(np.clip(below, 0.5 / len(column), 1 - 0.5 / len(column)))
        alpha = _levels(bias, _acceleration(leave_one_out[:, j], strata), level)
        low[j], high[j] = np.quantile(column, alpha)
    return low, high


def _acceleration(leave_one_out: Array, stratum: Array) -> float:
    size = np.bincount(stratum)
    if len(size) == 1:
        away = leave_one_out.mean() - leave_one_out
    else:
        mean = np.bincount(stratum, weights=leave_one_out) / size
        away = (mean[stratum] - leave_one_out) * ((size - 1) / size)[stratum]
    spread = np.sum(away**2)
    return float(np.sum(away**3) / (6 * spread**1.5)) if spread > 0 else 0.0


def _levels(bias: float, acceleration: float, level: float) -> Array:
    z = bias + stats.norm.ppf([(1 - level) / 2, (1 + level) / 2])
    return np.asarray(stats.norm.cdf(bias + z / (1 - acceleration * z)))


def bootstrap(
    values: Array,
    statistic: Callable[[Array, Array | float], Array],
    *,
    part: Part | None = None,
    resamples: int = 1000,
    seed: int = 0,
    level: float = 0.95,
) -> tuple[Array, Array, Array]:
    """Return a statistic of weighted column sums with its interval, units within strata being drawn again.

    Parameters
    ----------
    values : array, shape (n, k)
        One row per article.
    statistic : callable
        Maps sums of shape (..., k) and the weight of all articles, a number or
        of shape (..., 1), to estimates (..., m). It must not change when both are multiplied by a number.
    part : Part, optional
        How the n articles were drawn; without it each is its own unit and counts once.
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
    if part is None or part.plain:
        n, total = len(values), values.sum(axis=0)
        estimate = statistic(total, n)
        draws = statistic(resampled_sums(values, resamples=resamples, seed=seed), n)
        without = statistic(total - values, n - 1)
        return (estimate, *bca_interval(estimate, draws, without, level=level))
    rows = np.column_stack([part.sums(values), part.sizes])

    def of(sums: Array) -> Array:
        return statistic(sums[..., :-1], sums[..., -1:])

    estimate = of(rows.sum(axis=0))
    draws = of(resampled_sums(rows, resamples=resamples, seed=seed, stratum=part.stratum))
    without = of(_without_each(rows, part.stratum))
    return (estimate, *bca_interval(estimate, draws, without, level=level, stratum=part.stratum))


def _without_each(rows: Array, stratum: Array) -> Array:
    """Return the sums without each unit, the others of its stratum counting for it."""
    total, size = rows.sum(axis=0), np.bincount(stratum)
    if len(size) == 1:
        return np.asarray(total - rows)
    sums = np.zeros((len(size), rows.shape[1]))
    np.add.at(sums, stratum, rows)
    rest = (sums[stratum] - rows) * (size / (size - 1))[stratum][:, None]
    return np.asarray(total - sums[stratum] + rest)


def ratio_interval(
    rows: pd.Series,
    names: pd.Series,
    values: Array,
    total: pd.Series,
    *,
    columns: pd.Index,
    seed: int,
    resamples: int,
    sample: Sample | None = None,
) -> tuple[Array, Array]:
    """Return percentile bootstrap limits of sum(value) / sum(total) for each column.

    Parameters
    ----------
    rows, names, values : Series, Series, array
        A sparse table: article, column, value.
    total : Series
        Denominator by article_id; its index is the group of articles.
    columns : Index
        Columns in the order of the result.
    seed, resamples : int
    sample : Sample, optional
        How the articles, and those outside the group, were drawn; without it
        each is its own unit and counts once.

    Returns
    -------
    (low, high) : arrays, shape (len(columns),)
        NaN with fewer than `LEAST` units.

    Notes
    -----
    Units are drawn with replacement within strata (`multiplicities`);
    numerator and denominator come from the same draw, so that their dependence
    is kept (Efron & Tibshirani 1993, ch. 13).
    """
    articles = total.sort_index()  # the order of rows must not change the draws
    n, k = len(articles), len(columns)
    low, high = np.full(k, np.nan), np.full(k, np.nan)
    part = sample.part(sample.places(articles.index)) if sample is not None else None
    if (n if part is None else part.units) < LEAST or k == 0:
        return low, high
    place = articles.index.get_indexer(pd.Index(rows)), columns.get_indexer(pd.Index(names))
    matrix = sparse.csc_array((values, place), shape=(n, k), dtype=float)
    below = articles.to_numpy(dtype=float)
    stratum = np.zeros(n, dtype=int)
    if part is not None:
        matrix, below, stratum = sparse.csc_array(part.sums(matrix)), part.sums(below), part.stratum
    step = max(1, _DRAWS // max(resamples, 1))
    for first in range(0, k, step):
        chosen = slice(first, first + step)
        low[chosen], high[chosen] = _percentiles(matrix[:, chosen], below, stratum, seed, resamples)
    return low, high


def _percentiles(
    matrix: sparse.csc_array, below: Array, stratum: Array, seed: int, resamples: int
) -> tuple[Array, Array]:
    draws = np.empty((matrix.shape[1], resamples))
    done = 0
    for times in multiplicities(stratum, resamples=resamples, seed=seed):
        weights = times.astype(float)
        under = weights @ below
        part = np.asarray(matrix.T @ weights.T)
        draws[:, done : done + len(weights)] = part / np.where(under > 0, under, np.nan)
        done += len(weights)
    quantile = np.nanquantile if np.isnan(draws).any() else np.quantile
    low, high = quantile(draws, [0.025, 0.975], axis=1)
    return low, high
