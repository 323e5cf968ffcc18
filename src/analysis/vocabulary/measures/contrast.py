"""How much more often a word is used in one part of a corpus than in another; none of these knows of corpora."""

from __future__ import annotations

import numpy as np

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
