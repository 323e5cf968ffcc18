"""Tests and intervals of many words at once; none knows of corpora."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import special, stats

Array = np.ndarray


class Rates(NamedTuple):
    """Rates of words in two groups, and how uncertain they are.

    Attributes
    ----------
    first, second : array
        Rates.
    variance, variance_second, covariance : array
        Of these rates. The covariance is zero where no unit is in both groups.
    freedom : array
        Degrees of freedom of their difference.
    """

    first: Array
    second: Array
    variance: Array
    variance_second: Array
    covariance: Array
    freedom: Array


def chi_squared(a: Array, b: Array, n1: Array | float, n2: Array | float) -> Array:
    """Return Pearson's χ² of four cells with Yates' (1934) correction for continuity.

    Examples
    --------
    >>> float(chi_squared(np.array(1), np.array(3), 4, 4))
    0.5
    """
    a, b, n1, n2 = np.broadcast_arrays(*(np.asarray(x, dtype=float) for x in (a, b, n1, n2)))
    both, total = a + b, n1 + n2
    apart = np.abs(a * (n2 - b) - b * (n1 - a))
    with np.errstate(divide="ignore", invalid="ignore"):
        value = total * np.maximum(apart - total / 2, 0) ** 2 / (both * (total - both) * n1 * n2)
    return np.nan_to_num(value, nan=0.0)


def fisher(a: Array, b: Array, n1: int, n2: int) -> Array:
    """Return the two-sided p of Fisher's exact test (tables no likelier than the one seen).

    Fisher (1934), §21.02.

    Examples
    --------
    >>> round(float(fisher(np.array(1), np.array(3), 4, 4)), 3)
    0.486
    """
    cells = np.broadcast_arrays(np.asarray(a), np.asarray(b))
    known, where = np.unique(np.stack([c.ravel() for c in cells]), axis=1, return_inverse=True)
    p = np.array([stats.fisher_exact([[x, y], [n1 - x, n2 - y]]).pvalue for x, y in known.T])
    return p[where.ravel()].reshape(cells[0].shape)


def mid_p(having: Array, having_all: Array, n: int, n_all: int) -> Array:
    """Return the two-sided mid-p of how many units of a group have a word, given how many have it in all.

    Twice the smaller tail of the hypergeometric distribution, half of the
    observed value's probability counted (Lancaster 1961; Berry and Armitage
    1995). Holds its level on average where words are so rare that every
    approximation fails.

    Parameters
    ----------
    having, having_all : array of int
        Units with the word in the group, and in all.
    n, n_all : int
        Units of the group, and all.

    Examples
    --------
    >>> [round(float(mid_p(np.array(k), np.array(5), 50, 100)), 3) for k in (5, 3)]
    [0.028, 0.681]
    """
    k, m = (np.ravel(x).astype(np.int64) for x in np.broadcast_arrays(having, having_all))
    if n > n_all - n:  # the smaller of both groups says the same with fewer cases
        k, n = m - k, n_all - n
    known, row = np.unique(m, return_inverse=True)
    cases = np.arange(int(min(n, m.max(initial=0))) + 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        chance = np.exp(
            _log_choose(known[:, None], cases)
            + _log_choose(n_all - known[:, None], n - cases)
            - _log_choose(n_all, n)
        )
    below, above = chance.cumsum(axis=1), chance[:, ::-1].cumsum(axis=1)[:, ::-1]
    tail = np.minimum(below[row, k], above[row, k]) - chance[row, k] / 2
    return np.minimum(2 * tail, 1.0).reshape(np.shape(having))


def _log_choose(n: Array | int, k: Array | int) -> Array:
    possible = (np.asarray(k) >= 0) & (np.asarray(k) <= n)
    value = special.gammaln(np.add(n, 1.0)) - special.gammaln(np.add(k, 1.0))
    return np.where(possible, value - special.gammaln(np.subtract(n, k) + 1.0), -np.inf)


def rate_variance(
    f: Array, ff: Array, fn: Array, *, n: Array | float, nn: Array | float, units: int, strata: int = 1
) -> Array:
    """Return the variance of words' rates with the article, or what it was drawn as, as sampling unit.

    The rate is a ratio of two sums over units; its variance is that of a
    ratio estimator (Cochran 1977, ch. 6; with strata §6.11).

    Parameters
    ----------
    f, ff, fn : array
        Sums over units of a word's count, of its square, and of count times
        words; with several strata the last two are `Part.squares` and `Part.products`.
    n, nn : float
        Sums over units of the words and of their square (or product).
    units : int
        Number of units; with fewer than two there is no variance.
    strata : int
        Number of strata.
    """
    if units < 2:
        return np.full(np.shape(f), np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = f / n
        residual = np.maximum(ff - 2 * rate * fn + rate**2 * nn, 0)
        return np.asarray((residual * units / (units - 1) if strata == 1 else residual) / n**2)


def rate_interval(
    f: Array, ff: Array, fn: Array, *, n: Array | float, nn: Array | float, units: int, strata: int = 1
) -> tuple[Array, Array]:
    """Return 95 % intervals of words' rates with the article, or what it was drawn as, as sampling unit.

    Student's t with units − strata degrees of freedom.

    Parameters
    ----------
    f, ff, fn, n, nn, units, strata
        As in `rate_variance`.

    Returns
    -------
    (low, high) : arrays
        Occurrences per word, low not below zero; NaN with fewer than two units.
    """
    error = np.sqrt(rate_variance(f, ff, fn, n=n, nn=nn, units=units, strata=strata))
    reach = stats.t.ppf(0.975, max(units - strata, 1)) * error
    return np.maximum(f / n - reach, 0), f / n + reach


def welch_freedom(variance: Array, freedom: float, variance_second: Array, freedom_second: float) -> Array:
    """Return the degrees of freedom of a difference of two means, at least one.

    Welch (1947) after Satterthwaite (1946).

    Parameters
    ----------
    variance, variance_second : array
        Of the means.
    freedom, freedom_second : float
        Degrees of freedom of these variances.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        both = (variance + variance_second) ** 2 / (
            variance**2 / freedom + variance_second**2 / freedom_second
        )
    return np.maximum(np.nan_to_num(both, nan=float(freedom + freedom_second)), 1.0)


def difference(rates: Rates) -> Array:
    """Return the two-sided p of a difference of rates, by Student's t.

    1 where the rates show no variance at all.
    """
    variance = rates.variance + rates.variance_second - 2 * rates.covariance
    known = variance > 0
    t = np.abs(rates.first - rates.second) / np.sqrt(np.where(known, variance, 1.0))
    return np.where(known, 2 * stats.t.sf(t, rates.freedom), 1.0)


def fieller(rates: Rates, *, level: float = 0.95) -> tuple[Array, Array]:
    """Return limits of the ratio of two rates: the ratios that a t test does not reject.

    Fieller (1954). So the interval excludes 1 just where `difference` has
    p < 1 − level. Where the second rate is not distinct from zero there is no
    upper limit, where the first is not, no lower one.

    Returns
    -------
    (low, high) : arrays
        Ratios, from 0 to infinity.
    """
    t2 = stats.t.ppf((1 + level) / 2, rates.freedom) ** 2
    a = rates.second**2 - t2 * rates.variance_second
    b = rates.first * rates.second - t2 * rates.covariance
    c = rates.first**2 - t2 * rates.variance
    with np.errstate(divide="ignore", invalid="ignore"):
        root = np.sqrt(np.maximum(b**2 - a * c, 0))
        # Of the two forms of a root the one without cancellation.
        low, high = np.where(c > 0, c / (b + root), 0.0), np.where(a > 0, (b + root) / a, np.inf)
    # An absence is no certainty: no rate, no limit on that side.
    return np.where(rates.first > 0, low, 0.0), np.where(rates.second > 0, high, np.inf)


def equivalence(rates: Rates, margin: float) -> Array:
    """Return the p of the hypothesis that two rates differ by the factor `margin` or more.

    Two one-sided tests of the ratio (Schuirmann 1987; Sasabuchi 1988): small
    where the ratio certainly lies between 1 / margin and margin.

    Parameters
    ----------
    rates : Rates
    margin : float
        Above 1.
    """
    p = []
    for bound, sign in ((1 / margin, 1), (margin, -1)):
        variance = rates.variance + bound**2 * rates.variance_second - 2 * bound * rates.covariance
        known = variance > 0
        t = sign * (rates.first - bound * rates.second) / np.sqrt(np.where(known, variance, 1.0))
        p.append(np.where(known, stats.t.sf(t, rates.freedom), 1.0))
    return np.maximum(p[0], p[1])
