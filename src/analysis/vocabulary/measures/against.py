"""Comparison of two bodies of articles of which only sums are known; none of these knows of corpora."""

from __future__ import annotations

import numpy as np
from scipy import stats

Array = np.ndarray


def welch(
    difference: Array, variance: Array, other: Array, *, freedom: float, freedom_other: float
) -> tuple[Array, Array]:
    """Test differences of rates whose variances are estimated apart.

    Welch (1947), degrees of freedom after Satterthwaite (1946).

    Parameters
    ----------
    difference : array
        First rate less second.
    variance, other : array
        Variances of the two rates.
    freedom, freedom_other : float
        Their degrees of freedom.

    Returns
    -------
    t, p : arrays
        Two-sided; NaN where neither varies.

    Examples
    --------
    >>> t, p = welch(np.array([2.0]), np.array([0.5]), np.array([0.5]), freedom=9, freedom_other=9)
    >>> round(float(t[0]), 3), round(float(p[0]), 4)
    (2.0, 0.0608)
    """
    both = variance + other
    with np.errstate(divide="ignore", invalid="ignore"):
        t = difference / np.sqrt(both)
        df = both**2 / (variance**2 / freedom + other**2 / freedom_other)
    known = np.isfinite(t) & np.isfinite(df) & (df > 0)
    p = np.where(known, 2 * stats.t.sf(np.abs(np.where(known, t, 0.0)), np.where(known, df, 1.0)), np.nan)
    return np.where(known, t, np.nan), p


def mantel_haenszel(having: Array, articles: Array, having_other: Array, articles_other: Array) -> Array:
    """Test whether articles of one body have words more often than articles of another, class by class.

    Mantel and Haenszel (1959), with their correction for continuity: within
    each class (here of article length) articles are compared with articles of
    the same class, so that longer articles do not have more words by being longer.

    Parameters
    ----------
    having, having_other : array, shape (words, classes)
        Articles that have the word.
    articles, articles_other : array, shape (classes,)
        All articles.

    Returns
    -------
    p : array, shape (words,)
        Two-sided; NaN where a word stands in all or none of the articles of each class.

    Examples
    --------
    >>> p = mantel_haenszel(np.array([[9.0, 4.0]]), np.array([10, 10]), np.array([[2.0, 1.0]]), np.array([10, 10]))
    >>> round(float(p[0]), 5)
    0.00187
    """
    total, present = articles + articles_other, having + having_other
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = np.where(total > 0, articles * present / total, 0.0)
        spread = articles * articles_other * present * (total - present) / (total**2 * (total - 1))
    variance = np.where(total > 1, spread, 0.0).sum(axis=1)
    away = np.abs(having.sum(axis=1) - expected.sum(axis=1))
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.maximum(away - 0.5, 0) / np.sqrt(variance)
    return np.where(variance > 0, 2 * stats.norm.sf(z), np.nan)


def zipf_scale(f: Array, n: float, types: int) -> Array:
    """Return the Zipf scale: the logarithm of occurrences per thousand million words, 1 (rare) to 7 (*the*).

    Van Heuven, Mandera, Keuleers and Brysbaert (2014),
    doi:10.1080/17470218.2013.850521, with their smoothing: one occurrence is
    added to every word.

    Examples
    --------
    >>> float(zipf_scale(np.array([999]), 9_900_000, 100_000).round(3))
    5.0
    """
    return np.log10((np.asarray(f, dtype=float) + 1) / ((n + types) / 1e6)) + 3
