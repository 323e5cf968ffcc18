from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.metadata.dates import iso_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024-06-12", "2024-06-12"),
        ("2024-06-12T23:41:00+04:00", "2024-06-12"),
        ("20240612", "2024-06-12"),
        ("20240612T101500Z", "2024-06-12"),
        ("June 12, 2024 8:41am", "2024-06-12"),
        ("Published: 13 Jun 2024, 8:41am", "2024-06-13"),
        ("January 10, 2018 Wednesday 10:36 EST", "2018-01-10"),
        ("Wed, 12 Jun 2024 08:41:00 GMT", "2024-06-12"),
        ("12.06.2024 14:05", "2024-06-12"),
        ("13/04/2024", "2024-04-13"),
        ("04/13/2024", "2024-04-13"),
        ("04/04/2024", "2024-04-04"),
        ("1718180000", "2024-06-12"),
        ("1718180000000", "2024-06-12"),
    ],
)
def test_written_forms(written: str, iso: str) -> None:
    assert iso_date(written) == iso


@pytest.mark.parametrize(
    "written",
    [
        "",
        "03/04/2024",
        "June 2024",
        "2024",
        "June 12",
        "31.02.2024",
        "soon",
        "0",
        "12:30",
        "9999999999999999",
    ],
)
def test_what_does_not_name_a_day_is_left_empty(written: str) -> None:
    assert iso_date(written) == ""


@given(st.text(max_size=150))
def test_never_raises(text: str) -> None:
    assert iso_date(text) == "" or date.fromisoformat(iso_date(text))


@given(st.dates(date(1850, 1, 1), date(2099, 12, 31)))
def test_iso_dates_stay_what_they_are(day: date) -> None:
    assert iso_date(day.isoformat()) == day.isoformat()
