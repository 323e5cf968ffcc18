"""How a vocabulary grows and how unevenly it is used; none of these knows of corpora."""

from __future__ import annotations

import numpy as np
from scipy import optimize, stats
from scipy.special import gammaln, zeta

from analysis.errors import EmptySelectionError

Array = np.ndarray

LEAST_TAIL = 50
"""Words a power law is fitted to at least."""


def expected_types(df: Array, articles: int, k: Array) -> Array:
    """Return how many types k articles drawn at random have together, on average.

    Every type adds the chance that one of the k articles has it:
    Σ 1 − C(M − df, k) / C(M, k), exact (sample-based rarefaction; Ugland, Gray
    & Ellingsen 2003; Colwell, Mao & Chang 2004, doi:10.1890/03-0557).

    Parameters
    ----------
    df : array of int
        Articles that have each type.
    articles : int
        M, all articles.
    k : array of int
        From 0 to M.

    Examples
    --------
    >>> expected_types(np.array([1, 2, 3]), 3, np.array([0, 1, 2, 3])).round(4).tolist()
    [0.0, 2.0, 2.6667, 3.0]
    """
    spread, types = np.unique(np.asarray(df, dtype=float), return_counts=True)
    drawn = np.asarray(k, dtype=float)[:, None]
    rest = articles - spread - drawn
    possible = rest >= 0
    log_none = (
        gammaln(articles - spread + 1)
        - gammaln(np.where(possible, rest, 0) + 1)
        - gammaln(articles + 1)
        + gammaln(articles - drawn + 1)
    )
    return np.asarray(np.where(possible, -np.expm1(np.minimum(log_none, 0)), 1.0) @ types)


def new_types(in_one: float, in_two: float, articles: float, more: float) -> float:
    """Return how many types are expected to be new in `more` articles like those read.

    Q₀ (1 − (1 − Q₁ / (M Q₀ + Q₁))^m), where Q₀ = (M − 1)/M · Q₁(Q₁ − 1) / (2 (Q₂ + 1))
    estimates the types not seen yet (Chao 1987; Colwell et al. 2012,
    doi:10.1093/jpe/rtr044, eq. 18). Good up to about as many articles again.

    Parameters
    ----------
    in_one, in_two : float
        Q₁, Q₂: types that stand in one article, in two.
    articles, more : float
        M, m.

    Examples
    --------
    >>> round(new_types(10, 4, 20, 1), 4), round(new_types(10, 4, 20, 20), 3)
    (0.4724, 5.806)
    """
    unseen = (articles - 1) / articles * in_one * (in_one - 1) / (2 * (in_two + 1))
    if unseen <= 0:
        return 0.0
    return float(unseen * (1 - (1 - in_one / (articles * unseen + in_one)) ** more))


def heaps(words: Array, types: Array) -> tuple[float, float]:
    """Return K and β of Heaps' law, types = K · words^β, by least squares of the logarithms.

    Herdan (1960), Heaps (1978).

    Examples
    --------
    >>> [round(x, 6) for x in heaps(np.array([100, 1000, 10000]), np.array([50, 50 * 10**0.6, 50 * 10**1.2]))]
    [3.154787, 0.6]
    """
    slope, intercept = np.polyfit(np.log(np.asarray(words, float)), np.log(np.asarray(types, float)), 1)
    return float(np.exp(intercept)), float(slope)


def zipf_mandelbrot(f: Array) -> tuple[float, float]:
    """Return a and b of Zipf and Mandelbrot's law, p(rank) ∝ (rank + b)^−a, by maximum likelihood.

    Mandelbrot (1953); the words are taken as draws from the ranks 1 to V.

    Parameters
    ----------
    f : array
        Frequencies of all types.

    Raises
    ------
    EmptySelectionError
        If there are fewer than three types, or all are equally frequent.

    Examples
    --------
    >>> ranks = np.arange(1, 2001)
    >>> a, b = zipf_mandelbrot(np.round(5e5 * (ranks + 2.7) ** -1.1))
    >>> abs(a - 1.1) < 0.01, abs(b - 2.7) < 0.1
    (True, True)
    """
    falling = np.sort(np.asarray(f, dtype=float))[::-1]
    falling = falling[falling > 0]
    if len(falling) < 3 or falling[0] == falling[-1]:
        raise EmptySelectionError(
            f"a law of ranks cannot be fitted to {len(falling)} types that are all as frequent",
            remedy="Select more text.",
        )
    rank, share = np.arange(1, len(falling) + 1), falling / falling.sum()
    exponents = [1.0]

    def loss(log_b: float) -> float:
        shifted = np.log(rank + np.exp(log_b))
        exponents[0], log_sum = _fitted_exponent(shifted, float((share * shifted).sum()), exponents[0])
        return exponents[0] * float((share * shifted).sum()) + log_sum

    found = optimize.minimize_scalar(loss, bounds=(-6, 7), method="bounded", options={"xatol": 1e-4})
    loss(float(found.x))
    return exponents[0], float(np.exp(found.x))


def _fitted_exponent(shifted: Array, mean: float, a: float) -> tuple[float, float]:
    """Return the exponent under which the logarithms have this mean, by Newton's method, and ln Σ exp(−a·shifted).

    Sums are not matrix products: those start threads, which cost more than they bring here.
    """
    for _ in range(100):
        weight = np.exp(-a * (shifted - shifted[0]))
        total = weight.sum()
        expected = float((weight * shifted).sum() / total)
        spread = float((weight * (shifted - expected) ** 2).sum() / total)
        step = (expected - mean) / spread
        if abs(step) < 1e-9 * max(1.0, a):
            break
        a += float(np.clip(step, -0.5, 0.5))
    return a, float(np.log(total) - a * shifted[0])


def tail_exponent(f: Array, *, least: int) -> float:
    """Return α of a discrete power law, p(f) ∝ f^−α from `least` on, by maximum likelihood.

    Clauset, Shalizi and Newman (2009), doi:10.1137/070710111, eq. 3.5.

    Examples
    --------
    >>> f = np.repeat(np.arange(1, 2000), np.round(1e6 * np.arange(1, 2000) ** -2.0).astype(int))
    >>> round(tail_exponent(f, least=1), 1)
    2.0
    """
    tail = np.asarray(f, dtype=float)
    tail = tail[tail >= least]
    mean = np.log(tail).mean()
    found = optimize.minimize_scalar(
        lambda alpha: alpha * mean + np.log(zeta(alpha, least)), bounds=(1.01, 8), method="bounded",
        options={"xatol": 1e-7},
    )  # fmt: skip
    return float(found.x)


def power_tail(f: Array) -> tuple[float, int, float]:
    """Return where the frequencies of words begin to follow a power law, and its exponent.

    The beginning is the one for which the tail and its law differ least
    (Kolmogorov–Smirnov), as Clauset, Shalizi and Newman (2009, §3.3) choose it,
    among those that leave `LEAST_TAIL` words.

    Returns
    -------
    alpha : float
        Exponent of the frequency spectrum; Zipf's exponent of the ranks is 1 / (α − 1).
    least : int
        Smallest frequency of the tail.
    distance : float
        Largest difference between the two distribution functions.

    Raises
    ------
    EmptySelectionError
        If there are fewer than `LEAST_TAIL` words of different frequency.
    """
    sizes, count = np.unique(np.asarray(f, dtype=np.int64), return_counts=True)
    above = count[::-1].cumsum()[::-1]
    starts = sizes[(above >= LEAST_TAIL) & (sizes < sizes[-1])]
    if len(starts) < 2:
        raise EmptySelectionError(
            f"{len(np.asarray(f))} words are too few to fit the tail of their frequencies",
            remedy=f"A power law needs {LEAST_TAIL} words above some frequency; select more text.",
        )
    # All beginnings where there are few; of many, a hundred that are evenly spaced in logarithm.
    chosen = (
        starts if len(starts) <= 100 else starts[np.unique(np.geomspace(1, len(starts), 100).astype(int)) - 1]
    )
    fits = []
    for least in chosen:
        alpha = tail_exponent(np.repeat(sizes, count), least=int(least))
        here = sizes >= least
        observed = 1 - (above[here] / above[here][0])  # below each size
        expected = 1 - zeta(alpha, sizes[here]) / zeta(alpha, int(least))
        fits.append((float(np.abs(observed - expected).max()), int(least), alpha))
    distance, least, alpha = min(fits)
    return alpha, least, distance


def jackknife(estimate: Array, without: Array, *, level: float = 0.95) -> tuple[Array, Array]:
    """Return intervals from estimates that each leave out one block of the articles.

    Standard error √((G − 1)/G Σ (θ₍₋ₑ₎ − mean)²), Student's t with G − 1
    degrees of freedom (delete-a-group jackknife: Shao & Tu 1995, ch. 2; Kott 2001).

    Parameters
    ----------
    estimate : array, shape (m,)
        From all blocks.
    without : array, shape (G, m)

    Examples
    --------
    >>> low, high = jackknife(np.array([2.0]), np.array([[1.0], [2.0], [3.0]]))
    >>> round(float(high[0] - 2), 4)  # 4.3027 · √(2/3 · 2)
    4.9683
    """
    groups = len(without)
    error = np.sqrt((groups - 1) / groups * ((without - without.mean(axis=0)) ** 2).sum(axis=0))
    reach = stats.t.ppf(0.5 + level / 2, groups - 1) * error
    return estimate - reach, estimate + reach
