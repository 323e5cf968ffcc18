"""Tests and intervals of many words at once, with the article as unit; none knows of corpora."""

from __future__ import annotations

import numpy as np
from scipy import stats

Array = np.ndarray


def q_values(p: Array) -> Array:
    """Return Benjamini–Hochberg adjusted p-values; missing ones stay missing and do not count.

    Benjamini and Hochberg (1995), doi:10.1111/j.2517-6161.1995.tb02031.x.

    Examples
    --------
    >>> q_values(np.array([0.01, 0.02, 0.03, 0.5])).round(2).tolist()
    [0.04, 0.04, 0.04, 0.5]
    """
    out = np.full(p.shape, np.nan)
    tested = ~np.isnan(p)
    if tested.any():
        out[tested] = stats.false_discovery_control(p[tested], method="bh")
    return out


def rank_sum(
    word: Array, rate: Array, in_first: Array, *, n_words: int, n_first: int, n_second: int
) -> tuple[Array, Array]:
    """Test for many words at once whether articles of one group use a word more than those of another.

    Wilcoxon's rank-sum test (Mann and Whitney 1947) on the rates per article,
    normal approximation with correction for ties and continuity; the many
    articles without the word are ties at zero. The article is the sampling unit.

    Parameters
    ----------
    word : array of int
        Number of the word, one entry for each article that has it.
    rate : array of float
        Its rate in that article, above zero.
    in_first : array of bool
        Whether that article is in the first group.
    n_words, n_first, n_second : int
        Words, and articles in each group (with or without the word).

    Returns
    -------
    superiority : array of float
        Probability that an article of the first group uses the word more than
        one of the second (ties count half); 0.5 is no difference.
    p : array of float
        Two-sided p-value.
    """
    total = n_first + n_second
    order = np.lexsort((rate, word))
    w, r, first = word[order], rate[order], in_first[order].astype(float)
    df = np.bincount(w, minlength=n_words)
    zeros = total - df
    starts = np.concatenate(([0], np.cumsum(df)[:-1]))
    position = np.arange(len(w)) - starts[w]
    # Average the ranks of equal rates of the same word.
    new = np.ones(len(w), dtype=bool)
    new[1:] = (w[1:] != w[:-1]) | (r[1:] != r[:-1])
    run = np.cumsum(new) - 1
    size = np.bincount(run)
    lowest = position[new]
    ranks: Array = zeros[w] + lowest[run] + (size[run] + 1) / 2
    sums: Array = np.bincount(w, weights=ranks * first, minlength=n_words)
    df_first = np.bincount(w, weights=first, minlength=n_words)
    sums = sums + (n_first - df_first) * (zeros + 1) / 2
    u = sums - n_first * (n_first + 1) / 2
    ties: Array = zeros.astype(float) ** 3 - zeros
    ties = ties + np.bincount(w[new], weights=size.astype(float) ** 3 - size, minlength=n_words)
    product = float(n_first) * n_second
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(product / 12 * (total + 1 - ties / (total * (total - 1.0))))
        z = (np.abs(u - product / 2) - 0.5) / spread
    p = np.where(spread > 0, 2 * stats.norm.sf(np.maximum(z, 0)), 1.0)
    return u / product, np.minimum(p, 1.0)


def rate_interval(
    f: Array, ff: Array, fn: Array, *, n: float, nn: float, units: int, strata: int = 1
) -> tuple[Array, Array]:
    """Return 95 % intervals of words' rates with the article, or what it was drawn as, as sampling unit.

    The rate is a ratio of two sums over units; its variance is that of a
    ratio estimator (Cochran 1977, ch. 6; with strata §6.11), the interval uses
    Student's t with units − strata degrees of freedom.

    Parameters
    ----------
    f, ff, fn : array
        Sums over units of a word's count, of its square, and of count times
        words; with several strata the last two are `Part.squares` and `Part.products`.
    n, nn : float
        Sums over units of the words and of their square (or product).
    units : int
        Number of units; with fewer than two there is no interval.
    strata : int
        Number of strata.

    Returns
    -------
    (low, high) : arrays
        Occurrences per word, low not below zero.
    """
    rate = f / n
    if units < 2:
        return np.full(rate.shape, np.nan), np.full(rate.shape, np.nan)
    residual = np.maximum(ff - 2 * rate * fn + rate**2 * nn, 0)
    error = np.sqrt(residual * units / (units - 1) if strata == 1 else residual) / n
    reach = stats.t.ppf(0.975, max(units - strata, 1)) * error
    return np.maximum(rate - reach, 0), rate + reach
