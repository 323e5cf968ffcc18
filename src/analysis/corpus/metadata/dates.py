"""Dates as people and databases write them, to ISO days. A date is never guessed.

What is read: ISO and other dates that begin with the year; digits in a row and
seconds since 1970, as databases give them; dates with the name of the month in
the languages of `names.LOCALES`; Chinese, Japanese, Korean and Vietnamese dates;
dates in numbers whose order is certain. It is certain when one number is above
twelve, when both are the same, when points stand between them (day, month,
year), when the weekday beside them fits one reading only, or when it is given;
`date_order` finds it from all dates of one source.

A year of two digits is the latest year that ends so, and is read only where it
is certain which number is the year: 26-FEB-87 is 1987, 26-FEB-22 needs an order
or a weekday. The end of a range (3–5 March) is not read as the date. Days before
1600 and days later than tomorrow are no days of a published article and are empty.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from functools import lru_cache

from analysis.corpus.metadata.names import ENGLISH_MONTHS, month_of, plain_signs, weekday_of
from analysis.errors import one_of

ORDERS = ("dmy", "mdy")
"""Orders of day, month and year in numbers that can be given or found."""

EARLIEST = "1600-01-01"
LONGEST = 120
"""Characters of a value that are looked at."""

_YEAR = r"(?:1[6-9]|20)\d\d"
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|[.ºª°])?"
_NAME = r"(?:(?:تشرين|كانون) \w{2,10}|[^\W\d_][^\s\d,.;:()\[\]/|'\"_-]{1,20})"
_OTHER_NAME = r"(?: ?/ ?[^\W\d_]\w{1,12}| ?\([^\W\d_]\w{1,12}\))?"  # Arabic prints both: مارس/آذار
_SHAPES = {
    "y_m_d": rf"(?<!\d)({_YEAR})(?P<a>[-/.]) ?(\d{{1,2}})(?P=a) ?(\d{{1,2}})(?!\d)",
    "east": rf"(?<!\d)({_YEAR})( ?[年년]) ?(\d{{1,2}}) ?[月월] ?(\d{{1,2}}) ?[日일号號]",
    "d_name_y": rf"(?<![\d:])({_DAY})[ .,/-]{{0,2}}(?:(?:del?|of) |d ?' ?)?({_NAME})\.?{_OTHER_NAME}"
    rf"[ .,/-]{{0,3}}(?:del? |of )?({_YEAR})(?!\d)",
    "name_d_y": rf"(?<![^\W\d_])({_NAME})[. -]{{0,2}}({_DAY})(?:,| de)?[ ,-]{{1,2}}({_YEAR})(?!\d)",
    "name_d_clock_y": rf"(?<![^\W\d_])({_NAME}) {{1,2}}(\d{{1,2}}),? \d\d:\d\d(?::\d\d)?"
    rf"(?: [A-Z]{{2,5}}| [+-]\d{{4}})? ({_YEAR})(?!\d)",
    "y_d_name": rf"(?<!\d)({_YEAR})\.? (?:gada|ж\.) (\d{{1,2}})\.? ({_NAME})",
    "y_name_d": rf"(?<!\d)({_YEAR})[.,]?[ -](?:m\. |թ\. )?({_NAME})[. -]{{1,2}}(\d{{1,2}})(?![\d:])(?!,? {_YEAR})",
    "d_tháng_y": rf"(?<!\d)(\d{{1,2}}) (?:tháng|thg) (\d{{1,2}}),?(?: năm)? ({_YEAR})(?!\d)",
    "numbers": rf"(?<![\d./-])(\d{{1,2}}) ?(?P<b>[./-]) ?(\d{{1,2}}) ?(?P=b) ?({_YEAR})(?!\d)",
}
_DATE = re.compile("|".join(f"(?P<{kind}>{shape})" for kind, shape in _SHAPES.items()), re.I)
_SHORT = re.compile(
    rf"(?<![\d:./-])(?:(\d{{1,2}})[ .-]{{0,2}}({_NAME})[ .,/-]{{0,2}}('?\d\d)|({_NAME})\.? (\d{{1,2}}),? ('?\d\d)"
    r"|(\d{1,2})([./-])(\d{1,2})\8(\d\d))(?![\d:/h-])(?!\.\d| ?(?:[ap]\.?m\b|uhr|h\b))",
    re.I,
)
_STARTS = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? )?"
    r"(?:([a-z]{3,9})\.? (\d{1,2}),? |(\d{1,2})[ -]([a-z]{3,9})[ -])((?:1[6-9]|20)\d\d)(?!\d)",
    re.I,
)
_ISO = re.compile(rf"{_YEAR}-\d\d-\d\d(?!\d)")
YEAR = re.compile(rf"(?<!\d){_YEAR}(?!\d)")
_COMPACT = re.compile(
    rf"(?:D:)?({_YEAR})(\d\d)(\d\d)(?:T?\d{{4}}(?:\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d'?:?\d\d'?)?)?$"
)
EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?$")
_RANGE = re.compile(
    r"(?:^|[^\d:.])\d{1,2}(?:st|nd|rd|th)?\.? ?(?:([^\W\d_]{3,12})\.? ?)?(?:-|\b(?:to|and|bis|au|al)) ?$"
)
_BEFORE = re.compile(r"((?:^[^\W\d_]{3}(?=,))|[^\W\d_][^\s\d,.;:()]{3,})[ ,.(]{1,3}$")
_AFTER = re.compile(r"[ ,.(]{1,3}([^\W\d_][^\s\d,.;:()]{3,})")

Readings = dict[str, str]
"""ISO days a date can mean, by the order of its numbers: ``dmy``, ``mdy``, ``ymd``, ``.`` (what points between them
say), ``""`` (no other order is possible); ``?`` without a day where it may be no date at all."""

Candidate = tuple[int, int | None, Readings]
"""Where a date begins, the weekday beside it, and its readings."""


def iso_date(value: str, *, order: str = "", language: str = "") -> str:
    """Return the day a text names, as ``YYYY-MM-DD``, or an empty string.

    The day is the one printed, whatever the time zone beside it. Of several
    dates the first that is certain is meant.

    Parameters
    ----------
    value : str
    order : {"", "dmy", "mdy"}
        Order of numbers that could be read in two ways, if it is known.
    language : str
        ISO 639-1 code of the language, for the few month names that differ between two; see `names.month_of`.

    Raises
    ------
    ParameterError
        If there is no such order.

    Examples
    --------
    >>> iso_date("June 12, 2024 8:41am"), iso_date("2024-06-12T08:41:00+04:00"), iso_date("9. Januar 1993")
    ('2024-06-12', '2024-06-12', '1993-01-09')
    >>> iso_date("03/04/2024"), iso_date("03/04/2024", order="dmy"), iso_date("Wednesday 03/04/2024")
    ('', '2024-04-03', '2024-04-03')
    """
    if order:
        one_of(order, ORDERS, name="order of a date")
    return _plausible(_first(bounded(value), order, language))


def dates_in(line: str, *, language: str = "") -> list[tuple[int, str]]:
    """Return the days a line names with certainty, each with the offset at which it begins.

    Years must have four digits.

    Examples
    --------
    >>> dates_in("Published 13 Jun 2024, updated 5 июля 2024 г., not 03/04/2024")
    [(10, '2024-06-13'), (31, '2024-07-05')]
    """
    if not YEAR.search(line):
        return []
    text = plain_signs(line)
    found = ((start, _settled(readings, "", weekday)) for start, weekday, readings in _dates(text, language))
    return [(start, day) for start, day in found if _plausible(day)]


def date_order(values: Iterable[str]) -> str:
    """Return the order in which a source writes day and month in numbers, or an empty string.

    Parameters
    ----------
    values : iterable of str
        All dates of one file or outlet, as they are written.

    Returns
    -------
    str
        ``"dmy"`` or ``"mdy"`` if at least one date can only be read so and none
        only the other way; empty if none decides or they contradict each other.

    Examples
    --------
    >>> date_order(["03/04/2024", "25/04/2024"]), date_order(["03/04/2024"]), date_order(["25/04/2024", "04/25/2024"])
    ('dmy', '', '')
    """
    seen = set()
    for value in dict.fromkeys(values):
        text = plain_signs(bounded(value))
        for _, weekday, readings in _candidates(text, ""):
            orders = [order for order in ORDERS if order in readings]
            days = set(readings.values())
            if len(days) > 1:
                day = _on(weekday, readings)
                days, orders = {day} - {""}, [one for one in orders if readings[one] == day]
            if len(days) == 1 and len(orders) == 1:
                seen.update(orders)
    return seen.pop() if len(seen) == 1 else ""


def _plausible(day: str) -> str:
    return day if day >= EARLIEST and day <= _tomorrow(int(time.time() // 3600)) else ""


@lru_cache(maxsize=1)
def _tomorrow(hour: int) -> str:
    # A newspaper is dated ahead, and it is tomorrow in Auckland before it is in London.
    return datetime.fromtimestamp((hour + 24) * 3600, UTC).date().isoformat()


def bounded(value: str) -> str:
    """Return what is looked at of a value: its beginning, up to a space."""
    text = str(value or "").strip()
    # What is cut must not leave half a year behind.
    return text if len(text) <= LONGEST else text[:LONGEST].rpartition(" ")[0]


@lru_cache(maxsize=65_536)
def _first(text: str, order: str, language: str) -> str:
    """Return the first certain day of a text, plausible or not."""
    if _ISO.match(text):
        return _day(text[:4], text[5:7], text[8:10])
    found = _STARTS.match(text)
    if found and (month := ENGLISH_MONTHS.get((found[1] or found[4]).lower())):
        return _day(found[5], month, found[2] or found[3])
    if compact := _COMPACT.match(text):
        return _day(compact[1], compact[2], compact[3])
    if EPOCH.match(text):
        return datetime.fromtimestamp(int(text[:10]), UTC).date().isoformat()
    text = plain_signs(text)
    days = (_settled(readings, order, weekday) for _, weekday, readings in _candidates(text, language))
    return next((day for day in days if day), "")


def _candidates(text: str, language: str) -> Iterator[Candidate]:
    return _dates(text, language) if YEAR.search(text) else _short_dates(text, language)


def _dates(text: str, language: str) -> Iterator[Candidate]:
    """Yield each date whose year has four digits."""
    at = 0
    while found := _DATE.search(text, at):
        kind = str(found.lastgroup)
        first = _DATE.groupindex[kind] + 1
        parts = [part for part in found.groups()[first - 1 : first + 3] if part is not None]
        readings = {order: day for order, day in _readings(kind, parts, language).items() if day}
        if readings and not _ends_range(text, found.start(), language):
            yield found.start(), _weekday_beside(text, found, readings), readings
        at = found.end() if readings else found.start() + 1


def _readings(kind: str, parts: list[str], language: str) -> Readings:
    if kind in ("y_m_d", "east"):
        return {"": _day(parts[0], parts[2], parts[3])}
    if kind == "numbers":
        one, sign, two, year = parts
        day_first, month_first = _day(year, two, one), _day(year, one, two)
        return {"dmy": day_first, "mdy": month_first, "." if sign == "." else "dmy": day_first}
    if kind == "d_tháng_y":
        return {"": _day(parts[2], parts[1], parts[0])}
    year = next(part for part in parts if len(part) == 4 and part.isdigit())
    name = next(part for part in parts if not part[0].isdigit())
    day = next(part for part in parts if part[0].isdigit() and part != year)
    return {"": _day(year, month_of(name, language=language), re.sub(r"\D+$", "", day))}


def _short_dates(text: str, language: str) -> Iterator[Candidate]:
    """Yield each date whose year has two digits."""
    for found in _SHORT.finditer(text):
        if found[7]:
            one, two, three = found[7], found[9], found[10]
            readings = {"dmy": _day(_full(three), two, one), "mdy": _day(_full(three), one, two)}
            readings["ymd"] = _day(_full(one), two, three) if len(one) == 2 else ""
        elif month := month_of(found[2] or found[4], language=language):
            day, year = found[1] or found[5], found[3] or found[6]
            readings = dict.fromkeys(ORDERS, _day(_full(year), month, day))
            if found[2] and len(day) == len(year) == 2:
                readings["ymd"] = _day(_full(day), month, year)
        else:
            continue
        readings = {order: day for order, day in readings.items() if day}
        year = found[10] or found[3] or found[6]
        if readings and not found[7] and year[0] != "'" and int(year) <= 31:
            readings["?"] = ""  # perhaps an hour
        yield found.start(), _weekday_beside(text, found, readings), readings


def _full(year: str) -> int:
    """Return the latest year, up to this one, that ends in two digits."""
    this = datetime.now(UTC).year
    return this - (this - int(year[-2:])) % 100


def _settled(readings: Readings, order: str, weekday: int | None) -> str:
    """Return the one day a date means, or nothing."""
    if len(set(readings.values())) == 1:
        return next(iter(readings.values()))
    return readings.get(order) or readings.get(".") or _on(weekday, readings)


def _on(weekday: int | None, readings: Readings) -> str:
    """Return the one day that falls on a weekday, or nothing."""
    fits = {day for day in readings.values() if day and date.fromisoformat(day).weekday() == weekday}
    return fits.pop() if len(fits) == 1 else ""


def _weekday_beside(text: str, found: re.Match[str], readings: Readings) -> int | None:
    """Return the weekday named directly before or after a date that has several readings."""
    if len(set(readings.values())) < 2:
        return None
    before = _BEFORE.search(text[max(0, found.start() - 24) : found.start()])
    after = _AFTER.match(text, found.end(), found.end() + 24)
    named = [weekday_of(one[1]) for one in (before, after) if one]
    return next((weekday for weekday in named if weekday is not None), None)


def _ends_range(text: str, start: int, language: str) -> bool:
    """Whether what begins there is the end of a range of days, such as 3–5 March."""
    before = _RANGE.search(text[max(0, start - 24) : start])
    return before is not None and (before[1] is None or month_of(before[1], language=language) > 0)


def _day(year: str | int, month: str | int, day: str | int) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
