"""What the captions of several notebooks share."""

from __future__ import annotations

Told = dict[str, str]
"""Arguments of `Report.figure` or `Report.table`."""


def undated(articles: int) -> str:
    """Say how many articles had no date, or nothing if all had one."""
    return f"{articles:,} article{'s' * (articles != 1)} without a date left out." if articles else ""
