"""Names and dates as people type them."""

from __future__ import annotations

import re
from datetime import date

from analysis.reporting.checking.numerals import plain

_MONTHS = ("january february march april may june july august september october november december").split()
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: 00:00:00)?\Z")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,9})\.?,? (\d{4})\b")
_MONTH_FIRST = re.compile(r"\b([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_NAME = re.compile(r"\b[^\W\d_a-z]\w*")


def same_words(typed: str, known: str) -> bool | None:
    """Return whether a typed name or date is the run's; None if neither a name nor a date was typed.

    Examples
    --------
    >>> same_words("23 February 2024", "2024-02-23"), same_words("the Valley Courier", "Harbour Post")
    (True, False)
    >>> same_words("the leading outlet", "Harbour Post") is None
    True
    """
    typed, known = plain(typed), plain(known)
    day = _ISO.match(known)
    if day:
        dates = _dates(typed)
        return None if not dates else dates == {(int(day[1]), int(day[2]), int(day[3]))}
    if known.casefold() in typed.casefold():
        return True
    return False if _NAME.search(typed) or any(c.isdigit() for c in typed) else None


def _dates(text: str) -> set[tuple[int, int, int]]:
    found = {(int(y), int(m), int(d)) for y, m, d in re.findall(r"\b(\d{4})-(\d{2})-(\d{2})\b", text)}
    lower = text.lower()
    for day, month, year in _DAY_FIRST.findall(lower):
        found |= _day(year, month, day)
    for month, day, year in _MONTH_FIRST.findall(lower):
        found |= _day(year, month, day)
    return found


def _day(year: str, month: str, day: str) -> set[tuple[int, int, int]]:
    numbers = [number for number, name in enumerate(_MONTHS, start=1) if name.startswith(month)]
    if len(numbers) != 1:
        return set()
    try:
        known = date(int(year), numbers[0], int(day))
    except ValueError:
        return set()
    return {(known.year, known.month, known.day)}
