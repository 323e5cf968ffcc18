"""Groups of articles and bootstrap intervals with the article as the unit of sampling."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse, stats

from analysis.errors import ParameterError, suggestion

LEAST = 5
"""Articles below which no interval is given: so few cannot stand for others."""

_COLUMNS_AT_ONCE = 512


def group_labels(articles: pd.DataFrame, by: str) -> pd.Series:
    """Return for each article_id the value of a column as text; empty values are ``(none)``.

    Raises
    ------
    ParameterError
        If `articles` has no such column.
    """
    if by not in articles.columns:
        raise ParameterError(
            f"articles have no column {by!r}", where="by",
            remedy=f"{suggestion(by, articles.columns)}Columns: {', '.join(map(str, articles.columns))}.",
        )  # fmt: skip
    values = articles.drop_duplicates("article_id").set_index("article_id")[by]
    return values.astype(object).where(values.notna(), "").astype(str).replace("", "(none)")


def ratio_interval(
    rows: pd.Series,
    names: pd.Series,
    values: np.ndarray,
    total: pd.Series,
    *,
    columns: pd.Index,
    seed: int,
    resamples: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Return percentile bootstrap limits of sum(value) / sum(total) for each column.

    Parameters
    ----------
    rows, names, values : Series, Series, array
        A sparse table: article, column, value.
    total : Series
        Denominator by article_id; its index is the sample of articles.
    columns : Index
        Columns in the order of the result.
    seed, resamples : int

    Returns
    -------
    (low, high) : arrays, shape (len(columns),)
        NaN with fewer than `LEAST` articles.

    Notes
    -----
    Articles are drawn with replacement; numerator and denominator come from the
    same draw, so that their dependence is kept (Efron & Tibshirani 1993, ch. 13).
    """
    articles = total.sort_index()  # the order of rows must not change the draws
    n, k = len(articles), len(columns)
    nothing = np.full(k, np.nan)
    if n < LEAST or k == 0:
        return nothing, nothing.copy()
    matrix = sparse.csc_array(
        (values, (articles.index.get_indexer(pd.Index(rows)), columns.get_indexer(pd.Index(names)))),
        shape=(n, k),
        dtype=float,
    )
    times = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=resamples).astype(float)
    below = times @ articles.to_numpy(dtype=float)
    low, high = nothing, nothing.copy()
    for first in range(0, k, _COLUMNS_AT_ONCE):
        part = slice(first, first + _COLUMNS_AT_ONCE)
        draws = np.asarray((matrix[:, part].T @ times.T).T) / np.where(below > 0, below, np.nan)[:, None]
        low[part], high[part] = np.nanquantile(draws, [0.025, 0.975], axis=0)
    return low, high


def exact_share(present: int, n: int, *, level: float = 0.95) -> tuple[float, float]:
    """Return the exact binomial limits of a share (Clopper & Pearson 1934).

    Examples
    --------
    >>> [round(limit, 4) for limit in exact_share(10, 10)]
    [0.6915, 1.0]
    """
    tail = (1 - level) / 2
    low = float(stats.beta.ppf(tail, present, n - present + 1)) if present else 0.0
    high = float(stats.beta.ppf(1 - tail, present + 1, n - present)) if present < n else 1.0
    return low, high
