"""How much more often a word is used in one part of a corpus than in another; none of these knows of corpora.

All functions take occurrences ``a, b`` and words ``n1, n2`` of the first and the
second part, as arrays that broadcast. On tokens these are measures of
association, not tests: words within an article are not independent.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import stats

Array = np.ndarray
Number = Array | float


class LogOdds(NamedTuple):
    """Difference of log-odds in two parts, and the same over its standard error."""

    delta: Array
    z: Array


def g2(a: Array, b: Array, n1: Number, n2: Number) -> Array:
    """Return the signed log-likelihood ratio of a word's counts in two parts of a corpus.

    Four cells (the word and all other words in both parts), Dunning (1993),
    doi:10.5555/972450.972454. The sign is that of the difference of rates.

    Parameters
    ----------
    a, b : array
        Occurrences in the first and second part.
    n1, n2 : array or float
        Words in the first and second part.

    Notes
    -----
    With articles that have the word, and articles, in place of occurrences and
    words this is the document-frequency G².

    Examples
    --------
    >>> round(float(g2(np.array(43), np.array(68), 34590, 978889)), 4)
    147.0412
    """
    a, b, n1, n2 = _floats(a, b, n1, n2)
    both, total = a + b, n1 + n2
    with np.errstate(divide="ignore", invalid="ignore"):
        sign = np.where(a / n1 >= b / n2, 1, -1)
    rest = _term(n1 - a, n1 * (total - both) / total) + _term(n2 - b, n2 * (total - both) / total)
    return 2 * (_term(a, n1 * both / total) + _term(b, n2 * both / total) + rest) * sign


def g2_two_term(a: Array, b: Array, n1: Number, n2: Number) -> Array:
    """Return the signed log-likelihood ratio as concordancers give it: without the cells of all other words.

    Rayson and Garside (2000), doi:10.3115/1604683.1604686.

    Examples
    --------
    >>> round(float(g2_two_term(np.array(43), np.array(68), 34590, 978889)), 4)
    146.9951
    """
    a, b, n1, n2 = _floats(a, b, n1, n2)
    both, total = a + b, n1 + n2
    with np.errstate(divide="ignore", invalid="ignore"):
        sign = np.where(a / n1 >= b / n2, 1, -1)
    return 2 * (_term(a, n1 * both / total) + _term(b, n2 * both / total)) * sign


def bayes_factor(a: Array, b: Array, n1: Number, n2: Number) -> Array:
    """Return G² − ln N, the BIC approximation of twice the log Bayes factor for a difference.

    Wilson (2013): 2 to 6 is positive evidence, above 10 very strong; below zero
    speaks for equal rates. N is the number of words of both parts, G² that of four cells.

    Examples
    --------
    >>> round(float(bayes_factor(np.array(43), np.array(68), 34590, 978889)), 3)
    133.212
    """
    return np.abs(g2(a, b, n1, n2)) - np.log(np.add(n1, n2))


def log_ratio(
    a: Array,
    b: Array,
    n1: Number,
    n2: Number,
    *,
    least: tuple[float, float] = (1.0, 1.0),
    add: float = 0.0,
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
    add : float
        Added to all counts instead; ½ is the estimate of least bias (Walter
        1975) that Evert (2022) sets beside his conservative one.

    Examples
    --------
    >>> round(float(log_ratio(np.array(43), np.array(68), 34590, 978889)), 4)
    4.1615
    >>> round(float(log_ratio(np.array(3), np.array(1), 1177, 341805, add=0.5)), 4)
    9.4037
    """
    a, b, n1, n2 = _floats(a, b, n1, n2)
    if add:
        return np.log2(((a + add) / (n1 + add)) / ((b + add) / (n2 + add)))
    a, b = (np.where(x == 0, one / 2, x) for x, one in zip((a, b), least, strict=True))
    return np.log2((a / n1) / (b / n2))


def log_ratio_bounds(
    a: Array, b: Array, n1: Number, n2: Number, *, words: int = 1, level: float = 0.95
) -> tuple[Array, Array]:
    """Return exact limits of the log ratio, valid for `words` words at once, were words independent.

    Given a + b occurrences, a is binomial with share τ; limits of τ are those of
    Clopper and Pearson (1934) at the level 1 − (1 − level) / words, and the
    limit of the log ratio is log₂((n2 / n1) · τ / (1 − τ)).

    Parameters
    ----------
    a, b, n1, n2
        As in `log_ratio`.
    words : int
        Words that are compared (Bonferroni's correction).
    level : float
        Level for all of them together.

    Returns
    -------
    (low, high) : arrays
        Minus infinity where the first count is zero, infinity where the second is.
    """
    a, b, n1, n2 = _floats(a, b, n1, n2)
    tail = (1 - level) / words / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(a > 0, stats.beta.ppf(tail, a, b + 1), 0.0)
        high = np.where(b > 0, stats.beta.ppf(1 - tail, a + 1, b), 1.0)
        return np.log2(n2 / n1 * low / (1 - low)), np.log2(n2 / n1 * high / (1 - high))


def conservative_log_ratio(
    a: Array, b: Array, n1: Number, n2: Number, *, words: int = 1, level: float = 0.95
) -> Array:
    """Return LRC, the limit of the log ratio that is nearest to zero, or zero if the limits enclose it.

    Evert (2022), "Measuring keyness", Digital Humanities 2022. Ranks by size of
    effect without the rare words that a plain log ratio puts first.

    Parameters
    ----------
    a, b, n1, n2, words, level
        As in `log_ratio_bounds`.

    Examples
    --------
    >>> round(float(conservative_log_ratio(np.array(411), np.array(13), 1177, 341805, words=20109)), 4)
    11.5306
    """
    low, high = log_ratio_bounds(a, b, n1, n2, words=words, level=level)
    return np.where(low > 0, low, np.where(high < 0, high, 0.0))


def percent_difference(a: Array, b: Array, n1: Number, n2: Number) -> Array:
    """Return by how many per cent the first rate exceeds the second (infinite if only the second is zero).

    Gabrielatos and Marchi (2011). Undefined (NaN) where the word is in neither part.

    Examples
    --------
    >>> round(float(percent_difference(np.array(206523), np.array(178174), 959641, 1562358)), 1)
    88.7
    """
    a, b, n1, n2 = _floats(a, b, n1, n2)
    first, second = a / n1, b / n2
    with np.errstate(divide="ignore", invalid="ignore"):
        return (first - second) * 100 / second


def odds_ratio(a: Array, b: Array, n1: Number, n2: Number) -> Array:
    """Return the odds of the word in the first part over those in the second.

    Infinite if only the second count is zero, NaN if both are; see Pojanapunya
    and Watson Todd (2018), doi:10.1515/cllt-2015-0030.

    Examples
    --------
    >>> round(float(odds_ratio(np.array(43), np.array(68), 34590, 978889)), 3)
    17.916
    """
    a, b, n1, n2 = _floats(a, b, n1, n2)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (a / (n1 - a)) / (b / (n2 - b))


def simple_maths(a: Array, b: Array, n1: Number, n2: Number, *, add: float = 1.0) -> Array:
    """Return the ratio of rates per million, `add` being added to both.

    Kilgarriff (2009), "Simple maths for keywords". A larger `add` prefers frequent words.

    Examples
    --------
    >>> round(float(simple_maths(np.array(35), np.array(263), 112289776, 1559716979)), 4)
    1.1224
    """
    a, b, n1, n2 = _floats(a, b, n1, n2)
    return (a / n1 * 1e6 + add) / (b / n2 * 1e6 + add)


def log_odds(a: Array, b: Array, n1: Number, n2: Number, *, prior: Array, prior_total: float) -> LogOdds:
    """Return the difference of log-odds under an informative Dirichlet prior, and its z ("Fightin' Words").

    Monroe, Colaresi and Quinn (2008), eqs 16, 19 and 22, doi:10.1093/pan/mpn018.

    Parameters
    ----------
    a, b, n1, n2
        As in `log_ratio`.
    prior : array
        Pseudo-occurrences α of each word, above zero.
    prior_total : float
        Sum of α over all words of the vocabulary, listed or not.

    Returns
    -------
    LogOdds
        ``delta``, in natural logarithms, and ``z``.

    Examples
    --------
    >>> round(float(log_odds(np.array(6), np.array(2), 17, 12, prior=np.array(1.0), prior_total=8).z), 3)
    1.145
    """
    a, b, n1, n2 = _floats(a, b, n1, n2)
    first, second = a + prior, b + prior
    delta = np.log(first / (n1 + prior_total - first)) - np.log(second / (n2 + prior_total - second))
    return LogOdds(delta, delta / np.sqrt(1 / first + 1 / second))


def _floats(*values: Number) -> list[Array]:
    return list(np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in values)))


def _term(observed: Array, expected: Array) -> Array:
    """Return O ln(O / E), which is zero where nothing was observed."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(observed > 0, observed * np.log(observed / expected), 0.0)
