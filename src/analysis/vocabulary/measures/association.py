"""How strongly two words are drawn to each other, from a table of four cells; none of these knows of corpora.

All take the same four numbers (or arrays of them): `f`, how often both stand
together; `f_x` and `f_y`, how often each does (the margins); `n`, how many
places there are. What a place is, the caller decides: a pair of neighbours, a
word in the span of a node, a grammatical link. For an overview see Evert
(2008), "Corpora and collocations", doi:10.1515/9783110213881.2.1212.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from analysis.vocabulary.measures import contrast

Array = np.ndarray
Number = Array | float


def _floats(*values: Number) -> tuple[Array, ...]:
    return np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in values))


def _log2(value: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log2(value)


def pmi(f: Number, f_x: Number, f_y: Number, n: Number) -> Array:
    """Return pointwise mutual information in bits, log₂(f·n / (f_x·f_y)); −∞ where the words never meet.

    Church and Hanks (1990). High for words that occur once and together.

    Examples
    --------
    >>> round(float(pmi(8, 1105, 44, 15e6)), 2)
    11.27
    """
    f, f_x, f_y, n = _floats(f, f_x, f_y, n)
    return _log2(f * n / (f_x * f_y))


def npmi(f: Number, f_x: Number, f_y: Number, n: Number) -> Array:
    """Return PMI divided by −log₂(f/n): 1 is never apart, 0 is chance, −1 is never together.

    Bouma (2009), "Normalized (pointwise) mutual information in collocation extraction".

    Examples
    --------
    >>> npmi(np.array([10, 1, 0]), 10, 10, 100).tolist()
    [1.0, 0.0, -1.0]
    """
    f, f_x, f_y, n = _floats(f, f_x, f_y, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = pmi(f, f_x, f_y, n) / -np.log2(f / n)
    return np.where(f == 0, -1.0, np.where(f == n, 1.0, inside))


def mi3(f: Number, f_x: Number, f_y: Number, n: Number) -> Array:
    """Return PMI with the joint frequency cubed, log₂(f³·n / (f_x·f_y)); −∞ where the words never meet.

    Daille (1994), as used by Oakes (1998). It favours frequent pairs where PMI favours rare ones.

    Examples
    --------
    >>> round(float(mi3(8, 15_828, 4_675, 14_307_668)), 4)
    6.6293
    """
    f, f_x, f_y, n = _floats(f, f_x, f_y, n)
    return _log2(f**3 * n / (f_x * f_y))


def t_score(f: Number, f_x: Number, f_y: Number, n: Number) -> Array:
    """Return (f − f_x·f_y / n) / √f; −∞ where the words never meet.

    Church, Gale, Hanks and Hindle (1991). A measure that orders pairs, not a test.

    Examples
    --------
    >>> round(float(t_score(8, 15_828, 4_675, 14_307_668)), 6)
    0.999932
    """
    f, f_x, f_y, n = _floats(f, f_x, f_y, n)
    with np.errstate(divide="ignore"):
        return (f - f_x * f_y / n) / np.sqrt(f)


def log_likelihood(f: Number, f_x: Number, f_y: Number, n: Number) -> Array:
    """Return G² over four cells (Dunning 1993), negative where the words meet less than by chance.

    Association, not a test: places within an article are not independent.

    Examples
    --------
    >>> round(float(log_likelihood(10, 10, 13, 31_777)), 2)
    167.23
    """
    f, f_x, f_y, n = _floats(f, f_x, f_y, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(contrast.g2(f, f_y - f, f_x, n - f_x))


def log_dice(f: Number, f_x: Number, f_y: Number, n: Number = np.nan) -> Array:
    """Return 14 + log₂(2f / (f_x + f_y)): at most 14, and comparable between corpora; −∞ where the words never meet.

    Rychlý (2008), "A lexicographer-friendly association score". `n` plays no part.

    Examples
    --------
    >>> round(float(log_dice(8, 15_828, 4_675)), 4)
    3.6765
    """
    f, f_x, f_y = _floats(f, f_x, f_y)
    return 14 + _log2(2 * f / (f_x + f_y))


def delta_p(f: Number, f_x: Number, f_y: Number, n: Number) -> Array:
    """Return by how much *x* raises the probability of *y*: P(y | x) − P(y | not x).

    Gries (2013), doi:10.1075/ijcl.18.1.09gri. The other direction is
    `delta_p` with the margins exchanged. NaN where x is everywhere or nowhere.

    Examples
    --------
    >>> cells = 5610, 5610 + 168_938, 5610 + 2257, 5610 + 168_938 + 2257 + 10_233_063  # of course
    >>> f, f_x, f_y, n = cells
    >>> round(float(delta_p(f, f_x, f_y, n)), 3), round(float(delta_p(f, f_y, f_x, n)), 3)
    (0.032, 0.697)
    """
    f, f_x, f_y, n = _floats(f, f_x, f_y, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        return f / f_x - (f_y - f) / (n - f_x)


def log_odds_ratio(f: Number, f_x: Number, f_y: Number, n: Number) -> Array:
    """Return the natural logarithm of the odds ratio, ½ added to each of the four cells.

    Haldane (1956), Anscombe (1956); the discounted odds ratio of Evert (2008).

    Examples
    --------
    >>> round(float(log_odds_ratio(10, 20, 30, 100)), 4)
    1.0822
    """
    f, f_x, f_y, n = _floats(f, f_x, f_y, n)
    rest = n - f_x - f_y + f
    return np.log((f + 0.5) * (rest + 0.5) / ((f_x - f + 0.5) * (f_y - f + 0.5)))


MEASURES: dict[str, Callable[[Number, Number, Number, Number], Array]] = {
    "log_dice": log_dice,
    "g2": log_likelihood,
    "pmi": pmi,
    "npmi": npmi,
    "mi3": mi3,
    "t": t_score,
    "delta_p": delta_p,
    "delta_p_back": lambda f, f_x, f_y, n: delta_p(f, f_y, f_x, n),
    "log_odds": log_odds_ratio,
}
"""Every measure by the name of its column; ``delta_p`` is from the first word to the second."""
