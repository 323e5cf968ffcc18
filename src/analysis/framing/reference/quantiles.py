"""From rates of many articles to quantiles by length of article: all that the package ships of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

LENGTHS = (0, 100, 200, 400, 800)
"""Classes of article length begin at so many words; the last has no end."""

STEPS = 100
"""Quantiles per distribution, with the smallest and the largest one more."""

COLUMNS = (
    "set",
    "version",
    "fingerprint",
    "measure",
    "from_words",
    "n",
    "zero",
    *(f"q{i}" for i in range(STEPS + 1)),
)
"""Columns of the reference, in order."""

DIGITS = 3
"""Digits after the point of a rate in the reference; rates are compared in this rounding."""

LEAST_ARTICLES = 30
"""Articles a class needs before it is written: fewer would show single articles and carry no percentile."""


def length_class(words: pd.Series) -> pd.Series:
    """Return for each number of words where its class of length begins.

    Examples
    --------
    >>> length_class(pd.Series([0, 99, 100, 5000])).tolist()
    [0, 0, 100, 800]
    """
    places = np.searchsorted(np.array(LENGTHS), words.to_numpy(), side="right") - 1
    return pd.Series(np.array(LENGTHS)[np.maximum(places, 0)], index=words.index)


def quantile_table(
    rates: pd.DataFrame, *, measure: str, name: str, version: str, fingerprint: str
) -> pd.DataFrame:
    """Return the distribution of each measure over articles, by length of article.

    Parameters
    ----------
    rates : DataFrame
        One row per article and measure: ``words, rate`` and the column `measure`.
        Every article needs a row for every measure, also with the rate 0.
    measure : str
        Column that names what is measured, such as ``"frame"`` or ``"device"``.
    name, version, fingerprint : str
        What measured it: a codebook, or a list of devices.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`: ``from_words`` (the class of length begins there), n
        (articles), zero (share of articles with rate 0), q0 to q100 (quantiles
        of the rate, per 1,000 words; the inverse of the distribution function, rounded
        to `DIGITS`). Classes of fewer than `LEAST_ARTICLES` articles are left out.
    """
    classes = length_class(rates["words"])
    rows = []
    groups: Iterator[Any] = iter(rates.groupby([measure, classes.rename("class")], sort=True))
    for (what, least), own in groups:
        values = own["rate"].to_numpy(dtype=float).round(DIGITS)
        if len(values) < LEAST_ARTICLES:
            continue
        quantiles = np.quantile(values, np.linspace(0, 1, STEPS + 1), method="inverted_cdf")
        facts = [
            name,
            version,
            fingerprint,
            what,
            int(least),
            len(values),
            round(float((values == 0).mean()), 4),
        ]
        rows.append([*facts, *quantiles])
    return pd.DataFrame(rows, columns=list(COLUMNS))
