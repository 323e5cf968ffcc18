"""What measures on evidence ask first: which articles, in which groups, drawn how."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import sparse, stats

from analysis.corpus.design import units
from analysis.sampling import Sample, domain_shares, group_labels

Array = np.ndarray

NOTHING = 1e-18
"""Variance below which sums are equal but for their last digits."""


def drawn(articles: pd.DataFrame, by: str | None = None) -> tuple[Sample, pd.Series]:
    """Return how articles were drawn, and the group of each by article_id; one empty name without a column."""
    return Sample.of(units(articles)), group_labels(articles, by)


def shares(cells: pd.DataFrame, keys: Sequence[str], sample: Sample) -> pd.DataFrame:
    """Return the share Σ above / Σ below of each combination of keys, with limits.

    Parameters
    ----------
    cells : DataFrame
        The keys, ``article_id, above, below``: one row for each article of a combination's domain.
    keys : sequence of str
    sample : Sample

    Returns
    -------
    DataFrame
        The keys, ``share, low, high`` (`sampling.domain_shares`; none below five units) and
        ``articles`` of the domain as read.
    """
    keys = list(keys)
    own = cells[cells["below"] > 0].groupby([*keys, "article_id"], sort=False, observed=True)[
        ["above", "below"]
    ]
    table = own.sum().reset_index()
    grouped = table.groupby(keys, sort=False)
    out = table[keys].drop_duplicates(ignore_index=True)
    found = domain_shares(
        table["article_id"], grouped.ngroup(), table["above"].to_numpy(float), table["below"].to_numpy(float),
        columns=pd.RangeIndex(len(out)), sample=sample,
    )  # fmt: skip
    return out.assign(
        share=found["share"].to_numpy(), low=found["low"].to_numpy(), high=found["high"].to_numpy(),
        articles=grouped.size().to_numpy() if len(table) else [],
    )  # fmt: skip


def difference(
    values: Array, group: Array, sample: Sample, ids: pd.Index, *, level: float = 0.95
) -> tuple[Array, Array, Array]:
    """Return the difference of weighted means of two groups, the first less the second, with limits.

    Parameters
    ----------
    values : array, shape (n, k)
        One row per article, one column per variable.
    group : array of bool, shape (n,)
        Whether an article is of the first group.
    sample : Sample
    ids : Index, length n
        The articles, in order of id.
    level : float
        Nominal coverage.

    Returns
    -------
    difference, low, high : arrays, shape (k,)
        No limits where no value varies inside either group.

    Notes
    -----
    The linearised variance of the difference between units within strata (Cochran 1977, §6.11),
    with the degrees of freedom of Welch (1947). A story that both groups carry is one unit.
    """
    first, second = group.astype(float), 1.0 - group
    part = sample.part(sample.places(ids))
    weight = part.weight
    totals = [float(weight @ one) for one in (first, second)]
    means = [(weight * one) @ values / total for one, total in zip((first, second), totals, strict=True)]
    sizes = [len(np.unique(part.row[one > 0])) for one in (first, second)]
    # With strata, `Part.squares` has the factor n / (n − 1) of each.
    factors = [np.sqrt(n / (n - 1)) if part.strata <= 1 and n > 1 else 1.0 for n in sizes]
    pieces = [
        part.sums((values - mean) * one[:, None] * (factor / total))
        for one, mean, total, factor in zip((first, second), means, totals, factors, strict=True)
    ]
    whole, *each = (part.squares(sparse.csr_array(one.T)) for one in (pieces[0] - pieces[1], *pieces))
    with np.errstate(invalid="ignore", divide="ignore"):
        parts = sum(v**2 / max(n - 1, 1) for v, n in zip(each, sizes, strict=True))
        freedom = np.nan_to_num((each[0] + each[1]) ** 2 / parts, nan=1.0)
    half = stats.t.ppf((1 + level) / 2, np.maximum(freedom, 1)) * np.sqrt(whole)
    half = np.where(whole > NOTHING, half, np.nan)
    return means[0] - means[1], means[0] - means[1] - half, means[0] - means[1] + half
