"""Shares inside small parts of a corpus: each with its own denominator, each with limits that stay within bounds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse, stats

from analysis.sampling.limits import exact_limits
from analysis.sampling.units import LEAST, Part, Sample

Array = np.ndarray


def domain_shares(
    rows: pd.Series,
    names: pd.Series,
    above: Array,
    below: Array,
    *,
    columns: pd.Index,
    sample: Sample,
    level: float = 0.95,
) -> pd.DataFrame:
    """Return sum(above) / sum(below) of each column, with limits; every column has its own denominator.

    For shares such as that of an actor's clauses in which it is the agent: few
    articles have any of them, and often all or none count.

    Parameters
    ----------
    rows, names : Series
        Article and column of each cell; a column's domain are the articles it has a cell in.
    above, below : array
        Numerator and denominator of the cell, 0 ≤ above ≤ below.
    columns : Index
        Columns in the order of the result.
    sample : Sample
        How the articles were drawn.
    level : float
        Nominal coverage.

    Returns
    -------
    DataFrame
        Indexed by column: ``share``, ``low``, ``high`` (missing below `LEAST`
        units of the domain), ``units`` of the domain.

    Notes
    -----
    Limits of Korn and Graubard (1998): exact binomial limits (Clopper & Pearson
    1934) with the number of observations that would give the share the variance
    it has between units, p(1 − p) / v, and that number multiplied by the squared ratio of the quantiles of
    Student's t for observations − 1 and for units − strata degrees of freedom.
    v is the linearised variance of a ratio, within strata where there are any
    (Cochran 1977, §6.11). A share without variance (all or none) is taken to
    rest on as many observations as its domain has units (Kish's effective number where
    they weigh differently). Korn, E. L. and Graubard, B. I. (1998), *Survey
    Methodology* 24, 193-201.

    Examples
    --------
    >>> from analysis.corpus.design import units
    >>> ids = pd.Series(list("abcdefghij"))
    >>> sample = Sample.of(units(pd.DataFrame({"article_id": ids})))
    >>> names, ones = pd.Series(["x"] * 10), np.ones(10)
    >>> one = domain_shares(ids, names, ones, ones, columns=pd.Index(["x"]), sample=sample)
    >>> one.loc["x"].round(3).tolist()
    [1.0, 0.692, 1.0, 10.0]
    """
    part = sample.part(np.arange(len(sample.ids)))
    article, column = sample.ids.get_indexer(pd.Index(rows)), columns.get_indexer(pd.Index(names))
    shape = (len(sample.ids), len(columns))

    def sums(values: Array) -> sparse.csc_array:
        cells = sparse.csc_array((np.asarray(values, dtype=float), (article, column)), shape)
        return sparse.csc_array(part.sums(cells))

    top, base, weight = sums(above), sums(below), sums(np.asarray(below, dtype=float) > 0)
    over, total = np.asarray(top.sum(axis=0)).ravel(), np.asarray(base.sum(axis=0)).ravel()
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(total > 0, over / total, np.nan)
    scale = np.where(total > 0, 1 / np.where(total > 0, total, 1), 0)
    away = sparse.csc_array((top - base.multiply(np.nan_to_num(share)[None, :])) * scale[None, :])
    present = weight > 0
    units = np.asarray(present.sum(axis=0), dtype=float).ravel()
    freedom = np.maximum(units - _strata(present, part), 1)
    variance = part.squares(sparse.csr_array(away.T))
    if part.strata <= 1:
        variance = variance * units / np.maximum(units - 1, 1)
    # Copies of a story hold the same observations: those of a unit are the mean of its articles.
    inverse = weight.copy()
    inverse.data = np.where(weight.data > 0, 1 / np.where(weight.data > 0, weight.data, 1), 0)
    size = base.multiply(inverse).sum(axis=0)
    n = _observations(_Domain(share, variance, base, np.asarray(size).ravel(), units, freedom), level)
    low, high = np.full(len(columns), np.nan), np.full(len(columns), np.nan)
    enough = (units >= LEAST) & (total > 0)
    low[enough], high[enough] = exact_limits((share * n)[enough], n[enough], level=level)
    return pd.DataFrame({"share": share, "low": low, "high": high, "units": units.astype(int)}, index=columns)


def _strata(present: sparse.csc_array, part: Part) -> Array:
    """Return how many strata the units of each column come from."""
    if part.strata <= 1:
        return np.ones(present.shape[1])
    places = np.arange(len(part.stratum))
    member = sparse.csr_array((np.ones(len(places)), (part.stratum, places)), (part.strata, len(places)))
    return np.asarray(((member @ present) > 0).sum(axis=0)).ravel()


@dataclass(frozen=True)
class _Domain:
    """Shares, their variances, weighted and plain denominators, units and degrees of freedom of each column."""

    share: Array
    variance: Array
    base: sparse.csc_array
    size: Array
    units: Array
    freedom: Array


def _observations(one: _Domain, level: float) -> Array:
    """Return the number of independent observations each share is worth."""
    spread = np.nan_to_num(one.share * (1 - one.share))
    squares = np.asarray(one.base.power(2).sum(axis=0)).ravel()
    kish = np.asarray(one.base.sum(axis=0)).ravel() ** 2 / np.where(squares > 0, squares, 1)
    # Sums that are equal but for their last digit are no variance.
    varied = (one.variance > 1e-18) & (spread > 1e-12)
    n = np.where(varied, np.minimum(spread / np.where(varied, one.variance, 1), one.size), kish)
    tail = (1 + level) / 2
    student = stats.t.ppf(tail, one.freedom)
    alone = np.where(varied, one.size, one.units)  # observations, were each its own unit
    known = stats.t.ppf(tail, np.maximum(alone - 1, 1))
    return np.asarray(np.maximum(n * (known / student) ** 2, 1e-9))
