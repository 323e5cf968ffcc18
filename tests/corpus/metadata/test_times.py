from __future__ import annotations

import csv
from datetime import datetime
from email.utils import format_datetime
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.metadata.dates import iso_date
from analysis.corpus.metadata.times import day_and_time, iso_time

MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(2024, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0)
)
OFFSETS = st.sampled_from(
    ["UTC", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia"]
)


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("January 10, 2018 Wednesday 10:36 EST", "2018-01-10T10:36-05:00"),
        ("July 1, 2019 Monday 9:20 AM GMT", "2019-07-01T09:20+00:00"),
        ("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01"),
        ("June 12, 2024 8:41pm", "2024-06-12T20:41"),
        ("June 12, 2024 12:05 a.m.", "2024-06-12T00:05"),
        ("June 12, 2024 12 pm ET", "2024-06-12T12:00-04:00"),
        ("Wed, 12 Jun 2024 08:41:00 -0400 (EDT)", "2024-06-12T08:41:00-04:00"),
        ("Wed Jun 12 08:41:00 +0000 2024", "2024-06-12T08:41:00+00:00"),
        ("2024-06-12T23:41:00+04:00", "2024-06-12T23:41:00+04:00"),
        ("2024-06-12T23:41+05:30", "2024-06-12T23:41+05:30"),
        ("2024-06-12 08:41:00+00", "2024-06-12T08:41:00+00:00"),
        ("20240612T101500Z", "2024-06-12T10:15:00+00:00"),
        ("D:20240612101500+02'00'", "2024-06-12T10:15:00+02:00"),
        ("202406121015", "2024-06-12T10:15"),
        ("1718180000", "2024-06-12T08:13:20+00:00"),
        ("Tue 1 Mar 2022 10.36 GMT", "2022-03-01T10:36+00:00"),
        ("1 March 2022 20:41 (GMT+4)", "2022-03-01T20:41+04:00"),
        ("1 March 2022 20:41 UTC+5:30", "2022-03-01T20:41+05:30"),
        ("1. März 2022 um 14.05 Uhr", "2022-03-01T14:05"),
        ("1. März 2022, 14:05 MEZ", "2022-03-01T14:05+01:00"),
        ("1 mars 2022 à 20h30", "2022-03-01T20:30"),
        ("2022年3月1日 下午3:05", "2022-03-01T15:05"),
        ("2022년 3월 1일 오전 12:05", "2022-03-01T00:05"),
        ("1 Μαρτίου 2022 3:05 μ.μ.", "2022-03-01T15:05"),
        ("1 марта 2022 г. 14:05 MSK", "2022-03-01T14:05+03:00"),
        ("1 марта 2012 г. 14:05 MSK", "2012-03-01T14:05+04:00"),
        (
            "Published: 10:36 EST, 10 January 2018 | Updated: 14:41 EST, 11 January 2018",
            "2018-01-10T10:36-05:00",
        ),
        ("10:36 EST | 10 January 2018", "2018-01-10T10:36-05:00"),
    ],
)
def test_times_with_their_zone(written: str, iso: str) -> None:
    assert iso_time(written) == iso


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("1 March 2022 08:41 IST", "2022-03-01T08:41"),
        ("1 March 2022 08:41 CST", "2022-03-01T08:41"),
        ("1 July 2022 08:41 EST", "2022-07-01T08:41"),
        ("1 January 2022 08:41 BST", "2022-01-01T08:41"),
        ("1 July 2022 08:41 BST", "2022-07-01T08:41+01:00"),
        ("1 March 2022 10:00-11:00", "2022-03-01T10:00"),
        ("1 March 2022 08:41 Wednesday", "2022-03-01T08:41"),
    ],
)
def test_an_offset_is_never_guessed(written: str, iso: str) -> None:
    assert iso_time(written) == iso


@pytest.mark.parametrize(
    "written",
    [
        "", "1 March 2022", "June 17, 1995, CITY EDITION", "12.06.2024 14.05", "03/04/2024 10:20", "10:36",
        "2022-03-01T00:00:00Z", "2022-03-01 00:00:00", "1 March 2022 25:10", "31-MAR-1987 605:12:19.12",
        "10 January 2018 | Updated 14:41, 11 January 2018", "10 January 2018, 14:41, 11 January 2018", "12 April 2024",
    ],
)  # fmt: skip
def test_what_states_no_time_is_left_empty(written: str) -> None:
    assert iso_time(written) == ""


def test_date_and_time_in_fields_of_their_own() -> None:
    assert day_and_time("10 January 2018", "10:36 EST") == ("2018-01-10", "2018-01-10T10:36-05:00")
    assert day_and_time("2018-01-10", "2018-01-10T10:36:00Z") == ("2018-01-10", "2018-01-10T10:36:00+00:00")
    assert day_and_time("", "2018-01-10T10:36:00Z") == ("2018-01-10", "2018-01-10T10:36:00+00:00")
    assert day_and_time("2018-01-10 10:36", "soon") == ("2018-01-10", "2018-01-10T10:36")
    assert day_and_time("2018-01-10", "2018-01-11T10:36:00Z") == ("2018-01-10", "")
    assert day_and_time("soon", "10:36") == ("", "")
    assert day_and_time("03/04/2024", "10:36", order="mdy") == ("2024-03-04", "2024-03-04T10:36")


@given(MOMENTS, OFFSETS)
def test_what_python_writes_is_read_back(moment: datetime, zone: str) -> None:
    there = moment.replace(tzinfo=ZoneInfo(zone))
    offset = there.isoformat()[19:]
    expected = (
        there.isoformat()
        if moment.time() != datetime.min.time() and len(offset) == 6
        else iso_time(str(there))
    )
    assert iso_time(there.isoformat()) == expected
    assert iso_time(format_datetime(there)) == expected
    assert iso_time(there.strftime("%B %d, %Y %A %I:%M %p")) == moment.isoformat()[:16]
    assert iso_date(there.isoformat()) == moment.date().isoformat()


def test_zones_of_the_table_exist_and_are_called_so() -> None:
    text = files("analysis.resources").joinpath("corpus/time_zones.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
    assert len({row["abbreviation"] for row in rows}) == len(rows)
    for row in rows:
        if row["called"]:
            year = 2012 if row["called"] == "MSD" else 2022
            days = [
                datetime(min(year, 2022), month, 15, tzinfo=ZoneInfo(row["zone"])) for month in range(1, 13)
            ]
            days += [datetime(2009, 7, 15, tzinfo=ZoneInfo(row["zone"]))]
            assert row["called"] in {day.tzname() for day in days}, row


@given(st.text(max_size=150))
def test_never_raises(text: str) -> None:
    found = iso_time(text)
    assert not found or found.startswith(iso_date(text))


@given(st.lists(st.sampled_from(
    ["2024-06-12", "T", " ", "12", ":", "10:36", ".", "am", "p.m.", "+", "-", "05:30", "GMT", "EST", "Uhr", "下午", "|"]
), max_size=12).map("".join))  # fmt: skip
def test_near_times_are_times_or_nothing(text: str) -> None:
    found = iso_time(text)
    assert not found or datetime.fromisoformat(found)
