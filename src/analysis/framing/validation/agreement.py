"""Coefficients of agreement as functions of what coders said: Krippendorff's α, Gwet's AC1, Cohen's κ.

Each works on *coincidences*: for every unit how often each pair of values meets
among its coders. Coefficients are functions of sums of these, which makes the
bootstrap over units a matter of adding rows.
"""

from __future__ import annotations

import numpy as np

from analysis.errors import ParameterError, one_of
from analysis.sampling.resampling import resampled_sums
from analysis.sampling.strata import joined

Array = np.ndarray

LEVELS = ("nominal", "ordinal", "interval")
"""Levels of measurement: which differences between values count for how much."""


def coincidences(ratings: Array) -> tuple[Array, Array]:
    """Return for each unit how often each ordered pair of values meets, and the values.

    Parameters
    ----------
    ratings : array, shape (coders, units)
        NaN where a coder did not code. A unit coded once pairs nothing.

    Returns
    -------
    pairs : array, shape (units, v, v)
        Each pair of coders counts 1/(m − 1) in a unit with m codes (Krippendorff 2011).
    values : array, shape (v,)
    """
    ratings = np.asarray(ratings, dtype=float)
    if ratings.ndim != 2:
        raise ParameterError(
            f"ratings of shape {ratings.shape}", remedy="Give one row per coder, one column per unit."
        )
    values = np.unique(ratings[~np.isnan(ratings)])
    counts = (ratings[:, :, None] == values).sum(axis=0).astype(float)
    m = counts.sum(axis=1)
    pairs = counts[:, :, None] * counts[:, None, :]
    diagonal = np.arange(len(values))
    pairs[:, diagonal, diagonal] -= counts
    return np.where(m[:, None, None] > 1, pairs / np.maximum(m - 1, 1)[:, None, None], 0.0), values


def krippendorff_alpha(ratings: Array, *, level: str = "nominal", weight: Array | None = None) -> float:
    """Return Krippendorff's α of any number of coders, codes missing or not.

    Parameters
    ----------
    ratings : array, shape (coders, units)
        Codes as numbers, NaN where missing.
    level : {"nominal", "ordinal", "interval"}
    weight : array, shape (units,), optional
        How many units of the corpus each stands for.

    Returns
    -------
    float
        NaN if all codes are the same, or no unit has two: there is nothing to disagree about.

    Notes
    -----
    α = 1 − D_o / D_e, D_o the mean difference of codes within units, D_e that of
    all pairable codes (Krippendorff, *Content Analysis*; 2011, *Computing
    Krippendorff's alpha-reliability*).

    Examples
    --------
    >>> missing = np.nan
    >>> table = np.array([[1, 2, 3, 3], [1, 2, 3, 3], [missing, 3, 3, 3]])
    >>> round(krippendorff_alpha(table), 3)
    0.688
    """
    one_of(level, LEVELS, name="level of measurement")
    pairs, values = coincidences(ratings)
    if weight is not None:
        pairs = pairs * np.asarray(weight, dtype=float)[:, None, None]
    count = float((~np.isnan(ratings)).sum(axis=0)[(~np.isnan(ratings)).sum(axis=0) > 1].sum())
    return float(alpha_of_sums(pairs.sum(axis=0)[None], values, level, count)[0])


def alpha_interval(
    ratings: Array, *, level: str = "nominal", stratum: Array | None = None, resamples: int = 2000, seed: int = 0,
    coverage: float = 0.95,
) -> tuple[float, float]:  # fmt: skip
    """Return the percentile bootstrap interval of α; units are drawn again, within strata if there are any.

    Parameters
    ----------
    ratings : array, shape (coders, units)
    level : {"nominal", "ordinal", "interval"}
    stratum : array of int, shape (units,), optional
    resamples, seed : int
    coverage : float
        .95 for the limits at 2.5 and 97.5 %.

    Returns
    -------
    (low, high)
        NaN if α is; resamples in which all codes are the same have no α and are left out.
    """
    pairs, values = coincidences(ratings)
    used = pairs.sum(axis=(1, 2)) > 0
    if not used.any() or len(values) < 2:
        return np.nan, np.nan
    rows = pairs[used].reshape(used.sum(), -1)
    own = np.zeros(len(rows), dtype=int) if stratum is None else np.asarray(stratum)[used]
    own = joined(own)
    order = np.argsort(own, kind="stable")
    sums = resampled_sums(rows[order], resamples=resamples, seed=seed, stratum=own[order])
    draws = alpha_of_sums(sums.reshape(-1, len(values), len(values)), values, level, float(rows.sum()))
    draws = draws[np.isfinite(draws)]
    if not len(draws):
        return np.nan, np.nan
    tail = (1 - coverage) / 2
    low, high = np.quantile(draws, [tail, 1 - tail])
    return float(low), float(high)


def alpha_of_sums(sums: Array, values: Array, level: str, count: float | Array) -> Array:
    """Return α of summed coincidences, shape (some, v, v); `count` codes stand behind them."""
    marginal = sums.sum(axis=2)
    total = marginal.sum(axis=1)
    delta = _differences(marginal, values, level)
    observed = (sums * delta).sum(axis=(1, 2))
    expected = (marginal[:, :, None] * marginal[:, None, :] * delta).sum(axis=(1, 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        # n − 1 of n: pairs are drawn without replacement from the codes that there are, not from their weights.
        out = 1 - total * (count - 1) / count * observed / expected
    return np.where(expected > 1e-12, out, np.nan)


def _differences(marginal: Array, values: Array, level: str) -> Array:
    """Return squared differences between values, shape (some or 1, v, v)."""
    if level == "nominal":
        return 1.0 - np.eye(len(values))[None]
    if level == "interval":
        return np.asarray((values[:, None] - values[None, :]) ** 2)[None]
    # Ordinal: the codes between two values, half of those at either end.
    below = np.cumsum(marginal, axis=1) - marginal / 2
    return np.asarray((below[:, :, None] - below[:, None, :]) ** 2)


def percent_agreement(ratings: Array) -> float:
    """Return the share of pairs of codes of one unit that are the same, each unit counting alike.

    Examples
    --------
    >>> percent_agreement(np.array([[1, 0, 1, 1], [1, 0, 0, 1]]))
    0.75
    """
    pairs, _ = coincidences(ratings)
    total = pairs.sum(axis=(1, 2))
    used = total > 0
    if not used.any():
        return np.nan
    same = np.einsum("uvv->u", pairs)
    return float((same[used] / total[used]).mean())


def gwet_ac1(ratings: Array) -> float:
    """Return Gwet's AC1, which stays defined where nearly all codes are the same (Gwet 2008).

    Notes
    -----
    (p_a − p_e) / (1 − p_e), p_e = Σ π_q (1 − π_q) / (q − 1), π_q the mean share of
    coders who gave value q; doi:10.1348/000711006X126600.

    Examples
    --------
    >>> round(gwet_ac1(np.array([[1, 1, 1, 1, 0], [1, 1, 1, 0, 0]])), 3)
    0.655
    """
    ratings = np.asarray(ratings, dtype=float)
    values = np.unique(ratings[~np.isnan(ratings)])
    agreement = percent_agreement(ratings)
    if np.isnan(agreement) or len(values) < 2:
        return agreement
    counts = (ratings[:, :, None] == values).sum(axis=0).astype(float)
    coded = counts[counts.sum(axis=1) > 0]
    share = (coded / coded.sum(axis=1, keepdims=True)).mean(axis=0)
    chance = float((share * (1 - share)).sum() / (len(values) - 1))
    return (agreement - chance) / (1 - chance)


def cohen_kappa(one: Array, other: Array) -> float:
    """Return Cohen's κ of two coders over the units that both coded (Cohen 1960).

    Examples
    --------
    >>> round(cohen_kappa(np.array([1, 1, 0, 0]), np.array([1, 0, 0, 0])), 2)
    0.5
    """
    a, b = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    both = ~(np.isnan(a) | np.isnan(b))
    a, b = a[both], b[both]
    if not len(a):
        return np.nan
    values = np.unique(np.concatenate([a, b]))
    chance = sum(float((a == v).mean() * (b == v).mean()) for v in values)
    return float(((a == b).mean() - chance) / (1 - chance)) if chance < 1 else np.nan
