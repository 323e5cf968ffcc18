"""Periods of dated articles: days, weeks, months or years, from the first date to the last."""

from __future__ import annotations

import pandas as pd

from analysis.errors import ParameterError, one_of

EVERY = {"day": "D", "week": "W", "month": "M", "year": "Y"}
"""Lengths of a period, and what pandas calls them; weeks begin on Monday."""

MOST_PERIODS = 5_000
"""Periods a series has at most; a single wrong date may otherwise make millions."""


def periods(dates: pd.DatetimeIndex, every: str) -> tuple[pd.PeriodIndex, pd.PeriodIndex]:
    """Return all periods from the first date to the last, and the period of each date.

    Parameters
    ----------
    dates : DatetimeIndex
        At least one.
    every : str
        One of `EVERY`.

    Raises
    ------
    ParameterError
        If there are more than `MOST_PERIODS`, or no such period.

    Examples
    --------
    >>> whole, own = periods(pd.DatetimeIndex(["2024-03-09", "2024-01-31"]), "month")
    >>> whole.astype(str).tolist(), own.astype(str).tolist()
    (['2024-01', '2024-02', '2024-03'], ['2024-03', '2024-01'])
    """
    code = EVERY[one_of(every, EVERY, name="period (every)")]
    own = dates.to_period(code)
    first, last = own.min(), own.max()
    number = (last - first).n + 1
    if number > MOST_PERIODS:
        raise ParameterError(
            f"from {dates.min():%Y-%m-%d} to {dates.max():%Y-%m-%d} there are {number:,} periods "
            f"of a {every}, over {MOST_PERIODS:,}",
            remedy="Take longer periods (every), or leave out dates that are wrong (where = \"date >= '2020'\").",
        )
    return pd.period_range(first, last, freq=code), own
