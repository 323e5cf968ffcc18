"""Comparison of two bodies of articles of which only sums are known; none of these knows of corpora."""

from __future__ import annotations

import numpy as np
from scipy import stats

from analysis.vocabulary.measures.testing import welch_freedom

Array = np.ndarray

EXPECTED = 10
"""Expected articles below which the distribution is computed exactly."""

_LARGEST = 60
"""Largest number of articles told apart in an exact test: with fewer than `EXPECTED` expected, p is nothing by then."""


def welch(
    difference: Array, variance: Array, other: Array, *, freedom: float, freedom_other: float
) -> tuple[Array, Array]:
    """Test differences of rates whose variances are estimated apart.

    Welch's t; degrees of freedom as `testing.welch_freedom`.

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
        t = np.where(both > 0, difference / np.sqrt(both), np.nan)
    return t, 2 * stats.t.sf(np.abs(t), welch_freedom(variance, freedom, other, freedom_other))


def mantel_haenszel(having: Array, articles: Array, having_other: Array, articles_other: Array) -> Array:
    """Test whether articles of one body have words more often than articles of another, class by class.

    Mantel and Haenszel (1959), with their correction for continuity: within
    each class (here of article length) articles are compared with articles of
    the same class, so that longer articles do not have more words by being
    longer. Where fewer than `EXPECTED` articles are expected to have the word,
    or to lack it, the same conditional distribution is computed exactly, and p
    is twice the smaller tail with half of what was seen (mid-p, Lancaster 1961).

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
    >>> have, other = np.array([[30.0, 14.0]]), np.array([[12.0, 11.0]])
    >>> round(float(mantel_haenszel(have, np.array([50, 50]), other, np.array([50, 50]))[0]), 5)
    0.00244
    """
    total, present = articles + articles_other, having + having_other
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = np.where(total > 0, articles * present / total, 0.0).sum(axis=1)
        spread = articles * articles_other * present * (total - present) / (total**2 * (total - 1))
    variance = np.where(total > 1, spread, 0.0).sum(axis=1)
    seen = having.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.maximum(np.abs(seen - expected) - 0.5, 0) / np.sqrt(variance)
    p = np.where(variance > 0, 2 * stats.norm.sf(z), np.nan)
    few = (variance > 0) & (expected < EXPECTED)
    most = (variance > 0) & (articles.sum() - expected < EXPECTED) & ~few
    p[few] = _exact(seen[few], present[few], articles, total)
    p[most] = _exact(articles.sum() - seen[most], (total - present)[most], articles, total)
    return p


def _exact(seen: Array, present: Array, articles: Array, total: Array) -> Array:
    """Return mid-p of a sum of independent hypergeometric numbers; `seen` above `_LARGEST` is left at that."""
    k = np.arange(_LARGEST + 1)
    seen = np.minimum(seen, _LARGEST).astype(int)
    chance = np.zeros((len(seen), len(k)))
    chance[:, 0] = 1
    for c in range(len(articles)):
        margins, place = np.unique(present[:, c], return_inverse=True)
        own = stats.hypergeom.pmf(k[None, :], total[c], margins[:, None], articles[c])[place]
        added = np.zeros_like(chance)
        for j in k:
            added[:, j:] += chance[:, : len(k) - j] * own[:, j, None]
        chance = added
    at = chance[np.arange(len(seen)), seen]
    below = (chance * (k < seen[:, None])).sum(axis=1) + at / 2
    return np.minimum(2 * np.minimum(below, np.maximum(1 - below, 0)), 1.0)


def zipf_scale(f: Array, n: float, types: int) -> Array:
    """Return the Zipf scale: the logarithm of occurrences per thousand million words, 1 (rare) to 7 (*the*).

    Van Heuven, Mandera, Keuleers and Brysbaert (2014),
    doi:10.1080/17470218.2013.850521, with their smoothing: one occurrence is
    added to every word.

    Examples
    --------
    >>> round(float(zipf_scale(np.array(999), 9_900_000, 100_000)), 3)
    5.0
    """
    return np.log10((np.asarray(f, dtype=float) + 1) / ((n + types) / 1e6)) + 3
