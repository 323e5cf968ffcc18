"""Which of day and month a file writes first, told from its own dates.

03/04/2024 alone says nothing; a file that also has 25/04/2024 writes the day first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from analysis.corpus.metadata.dates import date_order
from analysis.corpus.records import Record, Remark

WINDOW, WINDOW_CHARACTERS = 2000, 16_000_000
"""Records, and characters, at the beginning of a file that are looked at; that many are held back."""

_NUMBERS = re.compile(r"\s*\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b")
"""Dates with dots put the day first everywhere; these need to be told."""


def with_date_order(items: Iterable[Record | Remark]) -> Iterator[Record | Remark]:
    """Yield the items of a file, its order of day and month added to the records' metadata.

    Parameters
    ----------
    items : iterable of Record or Remark
        Of one file, in order.

    Examples
    --------
    >>> dates = ("03/04/2024", "25/04/2024")
    >>> records = [Record("a.csv", i, text="Text.", metadata={"date": day}) for i, day in enumerate(dates)]
    >>> [record.metadata["date_order"] for record in with_date_order(records)]
    ['dmy', 'dmy']
    """
    rest = iter(items)
    window: list[Record | Remark] = []
    size = 0
    for item in rest:
        window.append(item)
        size += len(item.text) + len(item.html) if isinstance(item, Record) else 0
        if len(window) >= WINDOW or size >= WINDOW_CHARACTERS:
            break
    stated = (item.metadata.get("date", "") for item in window if isinstance(item, Record))
    order = date_order(date for date in stated if _NUMBERS.match(date))
    for item in chain(window, rest):
        if order and isinstance(item, Record):
            item.metadata.setdefault("date_order", order)
        yield item
