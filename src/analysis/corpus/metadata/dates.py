"""Dates as people and databases write them, to ISO days. A date is never guessed."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from dateutil import parser
from dateutil.parser import ParserError

_ISO = re.compile(r"(?<!\d)((?:1[89]|20)\d\d)-([01]?\d)-([0-3]?\d)(?!\d)")
_COMPACT = re.compile(r"^((?:19|20)\d\d)([01]\d)([0-3]\d)(?:T?\d{6}Z?)?$")
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?(?:\.\d+)?$")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2((?:1[89]|20)\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.I)
_TWO_DEFAULTS = (datetime(1904, 1, 1), datetime(1908, 12, 31))


def iso_date(value: str) -> str:
    """Return the day a text names, as ``YYYY-MM-DD``, or an empty string.

    A date with day, month and year in two possible orders (03/04/2024) is not
    guessed; one of the numbers above twelve decides. With dots the order is
    day, month, year, as it is wherever dates are written with dots.

    Examples
    --------
    >>> iso_date("June 12, 2024 8:41am"), iso_date("2024-06-12T08:41:00+04:00"), iso_date("03/04/2024")
    ('2024-06-12', '2024-06-12', '')
    """
    text = str(value or "").strip()[:120]
    if not text:
        return ""
    if _EPOCH.match(text):
        seconds = float(text[:10])
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    found = _COMPACT.match(text) or _ISO.search(text)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    numbers = _NUMBERS.search(text)
    if numbers:
        return _ordered(int(numbers[1]), int(numbers[3]), int(numbers[4]), dotted=numbers[2] == ".")
    if not (_YEAR.search(text) and _MONTH.search(text)):
        return ""
    return _written(text)


def _ordered(first: int, second: int, year: int, *, dotted: bool) -> str:
    if dotted or first > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else ""


def _written(text: str) -> str:
    # Parsing against two defaults shows which parts the text itself states.
    try:
        one, two = (
            parser.parse(text, fuzzy=True, ignoretz=True, default=default) for default in _TWO_DEFAULTS
        )
    except (ParserError, OverflowError, ValueError, TypeError):
        return ""
    return one.date().isoformat() if one.date() == two.date() else ""


def _day(year: int, month: int, day: int) -> str:
    try:
        return datetime(year, month, day, tzinfo=UTC).date().isoformat()
    except ValueError:
        return ""
