"""Whether shares differ between groups: labels are exchanged between units."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.sampling.units import Sample

Array = np.ndarray

_ROUNDING = 1e-9


def permuted_difference(
    values: Array, group: Array, *, ids: pd.Index, sample: Sample, resamples: int = 999, seed: int = 0
) -> Array:
    """Return the p of the hypothesis that weighted means are the same in all groups, for many variables.

    Parameters
    ----------
    values : array, shape (n, k)
        One row per article, one column per variable.
    group : array of int, shape (n,)
        Group of each article, from 0, without gaps.
    ids : Index, length n
        Their article ids.
    sample : Sample
        How these and other articles were drawn.
    resamples, seed : int

    Returns
    -------
    array, shape (k,)
        NaN with fewer than two groups.

    Notes
    -----
    The statistic is the weighted sum of squares between groups,
    Σ_g W_g (m_g − m)². What units say is exchanged between them at random, each
    keeping its weight and groups, so that copies of one story stay together;
    p = (1 + exchanges at least as extreme) / (1 + exchanges) (Pitman 1937;
    Phipson & Smyth 2010). It holds for any number of units, also a few; strata
    are not held fixed, because groups mostly are the strata.

    Examples
    --------
    >>> drawn = pd.DataFrame({"weight": 1.0, "stratum": "", "unit": list("abcdefgh")}, index=list("abcdefgh"))
    >>> values = np.array([[1, 1], [1, 0], [1, 1], [1, 0], [0, 1], [0, 0], [0, 1], [0, 0]])
    >>> group = np.array([0, 0, 0, 0, 1, 1, 1, 1])
    >>> permuted_difference(values, group, ids=drawn.index, sample=Sample.of(drawn)).round(2).tolist()
    [0.02, 1.0]
    """
    values = np.asarray(values, dtype=float)
    k = int(group.max()) + 1 if len(group) else 0
    if k < 2:
        return np.full(values.shape[1], np.nan)
    places = sample.ids.get_indexer(ids)
    weight = sample.weight[places]
    unit = pd.factorize(sample.unit[places])[0]
    size = np.bincount(unit, weights=weight)
    said = np.zeros((len(size), values.shape[1]))
    np.add.at(said, unit, values * weight[:, None])
    said /= size[:, None]
    share = np.zeros((k, len(size)))
    np.add.at(share, (group, unit), weight)
    total = share.sum(axis=1)

    def between(rows: Array) -> Array:
        means = share @ rows / total[:, None]
        return np.asarray(total @ (means - total @ means / total.sum()) ** 2)

    seen = between(said) * (1 - _ROUNDING) - _ROUNDING
    rng = np.random.default_rng(seed)
    extreme = np.zeros(values.shape[1])
    for _ in range(resamples):
        extreme += between(said[rng.permutation(len(said))]) >= seen
    return (1 + extreme) / (1 + resamples)
