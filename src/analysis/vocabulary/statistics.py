"""Measures on counts, vectorised; each from its formula, none knows of corpora.

Sources are named with each measure; docs/methods.md lists them with their oracle numbers.
"""

from __future__ import annotations

import numpy as np
from scipy import stats

Array = np.ndarray


def g2(a: Array, b: Array, n1: Array | float, n2: Array | float) -> Array:
    """Return the signed log-likelihood ratio of a word's counts in two parts of a corpus.

    Four cells (the word and all other words in both parts), Dunning (1993),
    doi:10.5555/972450.972454. The sign is that of the difference of rates. On
    tokens this is a measure of association, not a test: words within an
    article are not independent.

    Parameters
    ----------
    a, b : array
        Occurrences in the first and second part.
    n1, n2 : array or float
        Words in the first and second part.

    Examples
    --------
    >>> round(float(g2(np.array(43), np.array(68), 34590, 978889)), 4)
    147.0412
    """
    a, b, n1, n2 = np.broadcast_arrays(*(np.asarray(x, dtype=float) for x in (a, b, n1, n2)))
    observed = np.stack([a, b, n1 - a, n2 - b])
    total = n1 + n2
    row = np.stack([a + b, a + b, total - a - b, total - a - b])
    column = np.stack([n1, n2, n1, n2])
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(observed > 0, observed * np.log(observed * total / (row * column)), 0.0)
    return 2 * terms.sum(axis=0) * np.where(a / n1 >= b / n2, 1, -1)


def log_ratio(
    a: Array, b: Array, n1: Array | float, n2: Array | float, *, least: tuple[float, float] = (1.0, 1.0)
) -> Array:
    """Return the binary logarithm of the ratio of rates; a zero count is taken as one half.

    Hardie (2014), "Log Ratio: an informal introduction".

    Parameters
    ----------
    a, b : array
        Occurrences in the first and second part.
    n1, n2 : array or float
        Words in the first and second part.
    least : (float, float)
        What one occurrence counts in either part, half of which stands for
        none: the mean weight of its units where counts are weighted.

    Examples
    --------
    >>> round(float(log_ratio(np.array(43), np.array(68), 34590, 978889)), 4)
    4.1615
    """
    a, b = (
        np.where(np.asarray(x, dtype=float) == 0, one / 2, x) for x, one in zip((a, b), least, strict=True)
    )
    return np.log2((a / n1) / (b / n2))


def percent_difference(a: Array, b: Array, n1: Array | float, n2: Array | float) -> Array:
    """Return by how many per cent the first rate exceeds the second (infinite if the second is zero).

    Gabrielatos and Marchi (2011).

    Examples
    --------
    >>> round(float(percent_difference(np.array(206523), np.array(178174), 959641, 1562358)), 1)
    88.7
    """
    first, second = np.asarray(a) / n1, np.asarray(b) / n2
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(second > 0, (first - second) * 100 / second, np.inf)


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


def dp(parts: Array, sizes: Array) -> float:
    """Return Gries' deviation of proportions: 0 is spread like the parts, towards 1 is clumped.

    Gries (2008), doi:10.1075/ijcl.13.4.02gri.

    Examples
    --------
    >>> round(dp(np.array([1, 2, 3, 4, 5]), np.array([9, 10, 10, 10, 11])), 2)
    0.18
    """
    return float(np.abs(np.asarray(parts) / np.sum(parts) - np.asarray(sizes) / np.sum(sizes)).sum() / 2)
