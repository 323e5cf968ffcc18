"""What the captions of several notebooks share."""

from __future__ import annotations

Told = dict[str, str]
"""Arguments of `Report.figure` or `Report.table`."""


def dated(period: object, every: str) -> str:
    """Return a period as a reader names it.

    Examples
    --------
    >>> dated("2024-05-01", "month"), dated("2024-01-01", "year"), dated("2024-05-06", "week")
    ('2024-05', '2024', '2024-05-06')
    """
    return str(period)[: {"month": 7, "year": 4}.get(every, 10)]


def undated(articles: int) -> str:
    """Say how many articles had no date, or nothing if all had one."""
    return f"{articles:,} article{'s' * (articles != 1)} without a date left out." if articles else ""
