"""Times of day beside a date, to ISO 8601 with the offset of the zone, where one is named."""

from __future__ import annotations

import csv
import re
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from analysis.corpus.metadata.dates import EPOCH, YEAR, bounded, dates_in, iso_date
from analysis.corpus.metadata.names import plain_signs

_CLOCK = re.compile(
    r"(?<![\d:.])(?:(?P<early>上午|午前|오전)|(?P<late>下午|午後|오후))? ?(?P<hour>[01]?\d|2[0-3])"
    r"(?:(?P<sign>[:hH.]|[時时點点시] ?)(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?)?(?![\d:])"
    r"(?P<half> ?(?:[aApP]\.? ?[mM]\b\.?|[πμ]\.? ?μ\b\.?))?(?P<hours> ?(?:[Uu]hr|h)\b)?"
    r"(?: ?\(?(?P<zone>(?:GMT|UTC) ?[+-] ?\d{1,2}(?::?\d\d)?|[+-]\d\d(?::?\d\d)?|[A-Z][A-Za-z]{0,4}))?(?![^\W_])"
)
_DIGITS = re.compile(
    r"(?:D:)?\d{8}[T ]?(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?(?:\.\d+)?"
    r"(?P<zone>Z|[+-]\d\d'?:?\d\d'?)?$"
)
_ISO_DAY = re.compile(r"\d{4}-\d\d?-\d\d?[T ]$")
_UPDATED = re.compile(
    r"\b(?:updated|modified|aktualisiert|mis à jour|actualizado|atualizado|aggiornato|обновлено)\b", re.I
)
_OFFSET = re.compile(r"([+-]) ?(\d{1,2})(?:'?:?(\d\d))?")


def iso_time(value: str, *, order: str = "", language: str = "") -> str:
    """Return day and time of day a text names, in ISO 8601, or an empty string.

    The offset is there when the text states one or names a zone that is one
    zone only (``resources/corpus/time_zones.csv``); IST may be India, Ireland or
    Israel, and stays without. Midnight to the second is how exports write a day
    without a time, and counts as none.

    Parameters
    ----------
    value, order, language
        As for `dates.iso_date`.

    Examples
    --------
    >>> iso_time("January 10, 2018 Wednesday 10:36 EST"), iso_time("2022-03-01T08:41:07Z")
    ('2018-01-10T10:36-05:00', '2022-03-01T08:41:07+00:00')
    >>> iso_time("1 March 2022, 8.41pm IST"), iso_time("1 March 2022")
    ('2022-03-01T20:41', '')
    """
    day = iso_date(value, order=order, language=language)
    text = plain_signs(bounded(value))
    if not day:
        return ""
    if EPOCH.match(text):
        return datetime.fromtimestamp(int(text[:10]), UTC).isoformat()
    found = _DIGITS.match(text) or _clock(text, day, order, language)
    if found is None:
        return ""
    parts = found.groupdict()
    hour, minute, second = int(parts["hour"]), parts["minute"] or "00", parts["second"]
    if (hour, minute, second) == (0, "00", "00"):
        return ""
    half = (parts.get("half") or "").strip()[:1].lower()
    if hour <= 12 and (half in ("p", "μ") or parts.get("late")):
        hour = hour % 12 + 12
    elif hour == 12 and (half or parts.get("early")):
        hour = 0
    clock = f"{day}T{hour:02}:{minute}" + (f":{second}" if second else "")
    zone = parts["zone"] or ""
    if (
        zone[:1] in ("+", "-")
        and ":" in zone
        and not second
        and not _ISO_DAY.search(text[: found.start("hour")])
    ):
        zone = ""  # 10:00-11:00 is a span of time
    return clock + _offset(zone, datetime.fromisoformat(clock))


def day_and_time(date: str, time: str = "", *, order: str = "", language: str = "") -> tuple[str, str]:
    """Return ISO day and ISO time of an article whose source states a date and, perhaps, a time of its own.

    Parameters
    ----------
    date, time : str
        As stated; either may hold both.
    order, language
        As for `dates.iso_date`.

    Examples
    --------
    >>> day_and_time("10 January 2018", "10:36 EST"), day_and_time("January 10, 2018 Wednesday 10:36 EST")
    (('2018-01-10', '2018-01-10T10:36-05:00'), ('2018-01-10', '2018-01-10T10:36-05:00'))
    """
    day = iso_date(date, order=order, language=language) or iso_date(time, order=order, language=language)
    if not day:
        return "", ""
    values = (time, f"{day} {time}", date) if time else (date,)
    found = (iso_time(value, order=order, language=language) for value in values)
    return day, next((one for one in found if one.startswith(day)), "")


def _clock(text: str, day: str, order: str, language: str) -> re.Match[str] | None:
    """Return the time of day that stands with the date meant."""
    statements = _UPDATED.split(text)
    for statement in statements:
        if len(statements) > 1 and iso_date(statement, order=order, language=language) != day:
            continue
        if len(YEAR.findall(statement)) > 1 and {d for _, d in dates_in(statement, language=language)} - {
            day
        }:
            return None  # the time may belong to either day
        return next(filter(_is_clock, _CLOCK.finditer(statement)), None)
    return None


def _is_clock(found: re.Match[str]) -> bool:
    marked = bool(found["half"] or found["hours"])
    if not found["minute"]:
        return marked
    # 10.36 may be a date or a price unless something says that it is a time.
    return found["sign"] != "." or marked or (found["zone"] or "") in _zones()


def _offset(zone: str, local: datetime) -> str:
    if written := _OFFSET.search(zone):
        sign, hours, minutes = written[1], int(written[2]), int(written[3] or 0)
        return f"{sign}{hours:02}:{minutes:02}" if hours <= 14 and minutes < 60 else ""
    name, called = _zones().get(zone, ("", ""))
    try:
        there = local.replace(tzinfo=ZoneInfo(name)) if name else None
    except ZoneInfoNotFoundError:  # a machine without the time zone database
        there = None
    if there is None or (called and there.tzname() != called):
        return ""
    return there.isoformat()[-6:]


@lru_cache(maxsize=1)
def _zones() -> dict[str, tuple[str, str]]:
    """Return zone and the database's own abbreviation of each printed abbreviation."""
    text = files("analysis.resources").joinpath("corpus/time_zones.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["abbreviation"]: (row["zone"], row["called"]) for row in rows}
