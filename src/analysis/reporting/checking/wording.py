"""Names and dates as people type them."""

from __future__ import annotations

import re
from datetime import date

from analysis.reporting.checking.numerals import plain

_MONTHS = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
]  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: 00:00:00)?\Z")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,9})\.?,? (\d{4})\b")
_MONTH_FIRST = re.compile(r"\b([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_MONTH = re.compile(r"(?<!\d )\b([a-z]{3,9})\.? (\d{4})\b")
_DOTTED = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b")
_QUOTES = str.maketrans("‘’“”„«»", '\'\'"""""')
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
    typed, known = plain(typed).translate(_QUOTES), plain(known).translate(_QUOTES)
    day = _ISO.match(known)
    if day:
        return _same_day(typed, (int(day[1]), int(day[2]), int(day[3])))
    if known.casefold() in typed.casefold():
        return True
    return False if _NAME.search(typed) or any(c.isdigit() for c in typed) else None


def _same_day(typed: str, known: tuple[int, int, int]) -> bool | None:
    dates = _dates(typed)
    if dates:
        return dates == {known}
    dotted = _DOTTED.findall(typed)
    if dotted:  # day or month first: either is someone's custom
        return all(int(y) == known[0] and {int(a), int(b)} == set(known[1:]) for a, b, y in dotted)
    months = [_month(name) for name, _ in _MONTH.findall(typed.lower())]
    years = {int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", typed)}
    if any(months):
        return known[1] in months and known[0] in years
    return known[0] in years if years else None


def _month(name: str) -> int:
    numbers = [number for number, month in enumerate(_MONTHS, start=1) if month.startswith(name)]
    return numbers[0] if len(numbers) == 1 else 0


def _dates(text: str) -> set[tuple[int, int, int]]:
    found = {(int(y), int(m), int(d)) for y, m, d in re.findall(r"\b(\d{4})-(\d{2})-(\d{2})\b", text)}
    lower = text.lower()
    for day, month, year in _DAY_FIRST.findall(lower):
        found |= _day(year, month, day)
    for month, day, year in _MONTH_FIRST.findall(lower):
        found |= _day(year, month, day)
    return found


def _day(year: str, month: str, day: str) -> set[tuple[int, int, int]]:
    try:
        known = date(int(year), _month(month), int(day))
    except ValueError:
        return set()
    return {(known.year, known.month, known.day)}
