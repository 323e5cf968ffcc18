"""Strata of units: which one a unit belongs to, and what becomes of a stratum with one unit."""

from __future__ import annotations

import numpy as np
import pandas as pd

Array = np.ndarray


def joined(stratum: Array) -> Array:
    """Return strata in which none is left with one unit, which would show no variance.

    Strata with one unit are joined to one another; where there is just one of
    them, it joins the smallest other stratum (collapsed strata, Cochran 1977,
    §5A.12: the variance is then too large rather than too small).

    Parameters
    ----------
    stratum : array of int
        Stratum of each unit.

    Returns
    -------
    array of int
        Strata from 0, without gaps.

    Examples
    --------
    >>> joined(np.array([0, 0, 0, 1, 2, 2])).tolist()
    [0, 0, 0, 1, 1, 1]
    """
    _, codes = np.unique(stratum, return_inverse=True)
    size = np.bincount(codes)
    lonely = np.flatnonzero(size == 1)
    if len(size) > 1 and len(lonely):
        others = np.flatnonzero(size > 1)
        home = lonely[0] if len(lonely) > 1 else others[np.argmin(size[others])]
        codes = np.where(np.isin(codes, lonely), home, codes)
        _, codes = np.unique(codes, return_inverse=True)
    return np.asarray(codes)


def main_stratum(unit: Array, stratum: Array, weight: Array) -> Array:
    """Return for each unit, in order, the stratum that holds most of the weight of its articles.

    Examples
    --------
    >>> main_stratum(np.array([0, 0, 0, 1]), np.array([2, 1, 1, 0]), np.array([3.0, 1.0, 1.0, 1.0])).tolist()
    [2, 0]
    """
    held = pd.DataFrame({"unit": unit, "stratum": stratum, "weight": weight})
    sums = held.groupby(["unit", "stratum"], sort=True).agg(weight=("weight", "sum")).reset_index()
    most = sums.sort_values(["unit", "weight"], ascending=[True, False], kind="stable")
    return most.drop_duplicates("unit")["stratum"].to_numpy()
