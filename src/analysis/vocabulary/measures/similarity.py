"""How alike the words of two bodies of text are; none of these knows of corpora."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy import stats
from scipy.spatial.distance import pdist, squareform

Array = np.ndarray

_TINY = np.finfo(float).tiny


def cosine(counts: Array, *, asked: Array | None = None) -> Array:
    """Return the cosine of the rates of all words for all pairs of rows; 1 is the same.

    Parameters
    ----------
    counts : array, shape (groups, words)
    asked : array of bool, shape (groups, groups), optional
        Pairs (below the diagonal) whose value is of interest, here and in all that follow; others may be NaN.

    Returns
    -------
    array, shape (groups, groups)

    Examples
    --------
    >>> cosine(np.array([[1.0, 0.0], [1.0, 1.0]])).round(3).tolist()
    [[1.0, 0.707], [0.707, 1.0]]
    """
    unit = counts / np.linalg.norm(counts, axis=1, keepdims=True)
    return np.asarray(np.clip(unit @ unit.T, -1, 1))


def jensen_shannon(counts: Array, *, asked: Array | None = None) -> Array:
    """Return the Jensen–Shannon divergence in bits for all pairs of rows: 0 the same, 1 no word shared.

    Lin (1991), doi:10.1109/18.61115: the entropy of the mean of both rows, less the mean of their entropies.

    Examples
    --------
    >>> jensen_shannon(np.array([[1.0, 0.0], [0.0, 1.0]])).round(6).tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    """
    shares = counts / counts.sum(axis=1, keepdims=True)
    own = _entropy(shares)

    def divergence(i: int, others: Array) -> Array:
        both = _entropy((shares[others] + shares[i]) / 2)
        # What is left of rounding could lie below the zero of two rows that are the same.
        return np.maximum(both - (own[others] + own[i]) / 2, 0) / np.log(2)

    return _pairs(len(counts), divergence, own=0.0, asked=asked)


def _entropy(shares: Array) -> Array:
    """Return the entropy of each row in nats; a share of zero adds nothing, whatever its logarithm is taken for."""
    return -np.einsum("ij,ij->i", shares, np.log(shares + _TINY))


def burrows_delta(counts: Array, *, asked: Array | None = None, words: int = 150) -> Array:
    """Return Burrows's Delta for all pairs of rows: mean difference of z-scores of the commonest words.

    Burrows (2002), doi:10.1093/llc/17.3.267. The z-scores are over the rows, so
    a Delta depends on which groups are compared; the commonest words are those of highest mean rate.

    Examples
    --------
    >>> burrows_delta(np.array([[6.0, 4.0], [5.0, 5.0], [4.0, 6.0]]), words=2).round(4).tolist()
    [[0.0, 1.0, 2.0], [1.0, 0.0, 1.0], [2.0, 1.0, 0.0]]
    """
    rates = counts / counts.sum(axis=1, keepdims=True)
    rates = rates[:, np.argsort(-rates.mean(axis=0), kind="stable")[:words]]
    spread = rates.std(axis=0, ddof=1)
    z = (rates - rates.mean(axis=0))[:, spread > 0] / spread[spread > 0]
    return squareform(pdist(z, "cityblock")) / max(z.shape[1], 1)


def rank_correlation(counts: Array, *, asked: Array | None = None, words: int = 500) -> Array:
    """Return Spearman's ρ of the ranks of the commonest words of each pair of rows.

    Kilgarriff (2001), doi:10.1075/ijcl.6.1.05kil: the words are the commonest of the two rows together.

    Examples
    --------
    >>> rank_correlation(np.array([[9.0, 5.0, 1.0], [8.0, 4.0, 2.0]])).round(3).tolist()
    [[1.0, 1.0], [1.0, 1.0]]
    """

    def rho(a: Array, b: Array) -> float:
        chosen = _commonest(a / a.sum() + b / b.sum(), words)
        ranks = stats.rankdata(a[chosen]), stats.rankdata(b[chosen])
        return float(np.corrcoef(*ranks)[0, 1])

    return _pairs(len(counts), _one_by_one(counts, rho), own=1.0, asked=asked)


def chi_by_freedom(counts: Array, *, asked: Array | None = None, words: int = 500) -> Array:
    """Return Kilgarriff's χ² by degrees of freedom over the commonest words of each pair of rows.

    Kilgarriff (2001): χ² of the counts of the n commonest words of both, each
    side expected to have them in proportion to its size, divided by n − 1. It is
    1 for two samples of independent words from one source; words in articles are
    not independent, so compare with the noise floor, not with 1.

    Examples
    --------
    >>> chi_by_freedom(np.array([[10.0, 20.0], [20.0, 10.0]]), words=2).round(4).tolist()
    [[0.0, 6.6667], [6.6667, 0.0]]
    """

    def chi(a: Array, b: Array) -> float:
        whole, n = a + b, np.array([a.sum(), b.sum()])
        chosen = _commonest(whole, words)
        chosen = chosen[whole[chosen] > 0]
        expected = whole[chosen] * n[:, None] / n.sum()
        return float(
            ((np.stack([a, b])[:, chosen] - expected) ** 2 / expected).sum() / max(len(chosen) - 1, 1)
        )

    return _pairs(len(counts), _one_by_one(counts, chi), own=0.0, asked=asked)


def _commonest(values: Array, number: int) -> Array:
    return np.argpartition(-values, number - 1)[:number] if number < len(values) else np.arange(len(values))


def _one_by_one(counts: Array, of: Callable[[Array, Array], float]) -> Callable[[int, Array], Array]:
    return lambda i, others: np.array([of(counts[i], counts[j]) for j in others])


def _pairs(number: int, of: Callable[[int, Array], Array], *, own: float, asked: Array | None) -> Array:
    """Return a symmetric table from a function of one row and several before it."""
    out = np.full((number, number), np.nan)
    np.fill_diagonal(out, own)
    for i in range(1, number):
        others = np.arange(i) if asked is None else np.flatnonzero(asked[i, :i])
        out[i, others] = out[others, i] = of(i, others)
    return out


MEASURES: dict[str, Callable[..., Array]] = {
    "cosine": cosine,
    "jensen_shannon": jensen_shannon,
    "delta": burrows_delta,
    "rho": rank_correlation,
    "chi": chi_by_freedom,
}
"""Measures of similarity or difference by name."""

ALIKE = frozenset({"cosine", "rho"})
"""Measures that are high where groups are alike; the others are low."""
