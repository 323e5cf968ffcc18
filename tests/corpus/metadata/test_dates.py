from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.metadata.dates import date_order, dates_in, iso_date
from analysis.corpus.metadata.names import LOCALES, month_of, weekday_of
from analysis.errors import ParameterError

DAYS = st.dates(date(1850, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024-06-12", "2024-06-12"),
        ("2024-06-12T23:41:00+04:00", "2024-06-12"),
        ("2024/6/2 10:15", "2024-06-02"),
        ("20240612", "2024-06-12"),
        ("20240612T101500Z", "2024-06-12"),
        ("20240612101500", "2024-06-12"),
        ("D:20240612101500+02'00'", "2024-06-12"),
        ("June 12, 2024 8:41am", "2024-06-12"),
        ("June 12th, 2024", "2024-06-12"),
        ("12 June, 2024", "2024-06-12"),
        ("12th of June 2024", "2024-06-12"),
        ("12Jun2024", "2024-06-12"),
        ("2024 Jun 12", "2024-06-12"),
        ("Published: 13 Jun 2024, 8:41am", "2024-06-13"),
        ("10:36 EST, 10 January 2018 | Updated: 14:41 EST, 11 January 2018", "2018-01-10"),
        ("January 10, 2018 Wednesday 10:36 EST", "2018-01-10"),
        ("June 17, 1995, CITY EDITION", "1995-06-17"),
        ("Wednesday 10 January 2018", "2018-01-10"),
        ("July 1, 2019 Monday 9:20 AM GMT", "2019-07-01"),
        ("26-FEB-1987 15:01:01.79", "1987-02-26"),
        ("Wed, 12 Jun 2024 08:41:00 GMT", "2024-06-12"),
        ("Wed Jun 12 08:41:00 +0000 2024", "2024-06-12"),
        ("27 Zeitstempel 16 Januar 2020", "2020-01-16"),
        ("9 Januar 1993", "1993-01-09"),
        ("9. JÄNNER 1993", "1993-01-09"),
        ("4. Mrz. 1993", "1993-03-04"),
        ("1er mars 2022", "2022-03-01"),
        ("le 3 FÉVR. 2022", "2022-02-03"),
        ("3 fevrier 2022", "2022-02-03"),
        ("3 de marzo del 2022", "2022-03-03"),
        ("marzo 3 de 2022", "2022-03-03"),
        ("1º de março de 2022", "2022-03-01"),
        ("3 d’abril de 2022", "2022-04-03"),
        ("5 марта 2022 г.", "2022-03-05"),
        ("КАСІМ 5, 2022", ""),
        ("5 KASIM 2022", "2022-11-05"),
        ("28 lutego 2022", "2022-02-28"),
        ("1 مارس/ آذار 2022", "2022-03-01"),
        ("١ مارس ٢٠٢٢", "2022-03-01"),
        ("5 تشرين الثاني 2022", "2022-11-05"),
        ("2022年3月1日星期二", "2022-03-01"),
        ("2022년 3월 1일", "2022-03-01"),
        ("ngày 1 tháng 3 năm 2022", "2022-03-01"),
        ("2022. gada 1. marts", "2022-03-01"),
        ("12.06.2024 14:05", "2024-06-12"),
        ("1. 3. 2022", "2022-03-01"),
        ("11.14.2019", "2019-11-14"),
        ("13/04/2024", "2024-04-13"),
        ("04/13/2024", "2024-04-13"),
        ("04/04/2024", "2024-04-04"),
        ("Wednesday 03/04/2024", "2024-04-03"),
        ("lundi 04/03/2024", "2024-03-04"),
        ("1718180000", "2024-06-12"),
        ("1718180000000", "2024-06-12"),
        ("26-FEB-87", "1987-02-26"),
        ("Sat, 26 Feb 22 10:00:00 GMT", "2022-02-26"),
        ("25/04/98", "1998-04-25"),
        ("98/04/25", "1998-04-25"),
        ("June 12, '24", "2024-06-12"),
        ("x" * 110 + " 12 June 2024", ""),
    ],
)
def test_written_forms(written: str, iso: str) -> None:
    assert iso_date(written) == iso


@pytest.mark.parametrize(
    "written",
    [
        "", "03/04/2024", "03-04-2024", "June 2024", "2024", "June 12", "31.02.2024", "30 February 2024", "soon", "0",
        "12:30", "9999999999999999", "26-FEB-22", "June 12, 10", "5 June 10 GMT", "04/05/06", "10.11.12",
        "3-5 March 2022", "3 to 5 March 2022", "28 June – 4 July 2022", "Friday, 03/04/2024", "12 Monat 2024",
        "March 10:36 2022", "5 June 1599", "2200-01-01", "12 Juni 20244", "20241340",
        "The Sun, 03/04/2024", "Sunday roast, 03/03/24 or 02/03/2024", "do 03/04/2024",
    ],
)  # fmt: skip
def test_what_does_not_name_one_day_is_left_empty(written: str) -> None:
    assert iso_date(written) == ""


def test_a_given_order_decides_what_is_open_and_only_that() -> None:
    assert iso_date("03/04/2024", order="dmy") == "2024-04-03"
    assert iso_date("03/04/2024", order="mdy") == "2024-03-04"
    assert iso_date("03.04.2024", order="mdy") == "2024-03-04"
    assert iso_date("25/04/2024", order="mdy") == "2024-04-25"
    assert iso_date("2024-04-03", order="mdy") == "2024-04-03"
    assert iso_date("26-FEB-22", order="dmy") == "2022-02-26"
    assert iso_date("04/05/06", order="dmy") == "2006-05-04"
    with pytest.raises(ParameterError, match=r"'ydm'.*dmy, mdy"):
        iso_date("03/04/2024", order="ydm")


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["03/04/2024", "25/04/2024"], "dmy"),
        (["03/04/2024", "04/25/2024 10:15"], "mdy"),
        (["25/04/2024", "04/25/2024"], ""),
        (["03/04/2024", "05/06/2024"], ""),
        (["Wednesday 03/04/2024", "01/02/2024"], "dmy"),
        (["03.04.2024", "01/02/2024"], ""),
        (["04.25.2024", "01/02/2024"], "mdy"),
        (["25/04/98"], "dmy"),
        (["98/04/25", "26-FEB-87", "26 June 2024", "2024-06-30", ""], ""),
        ([], ""),
    ],
)
def test_order_found_from_all_dates_of_a_source(values: list[str], order: str) -> None:
    assert date_order(values) == order


@given(st.lists(DAYS, min_size=1, max_size=30), st.sampled_from(["dmy", "mdy"]))
def test_order_found_reads_every_date_back(days: list[date], order: str) -> None:
    written = [day.strftime("%d/%m/%Y" if order == "dmy" else "%m/%d/%Y") for day in days]
    found = date_order(written)
    assert found == (order if any(day.day > 12 for day in days) else "")
    if found:
        assert [iso_date(value, order=found) for value in written] == [day.isoformat() for day in days]


@given(st.sampled_from(LOCALES), DAYS, st.sampled_from(
    ["full", "long", "medium", "d MMMM y", "d. MMM y", "dd-MMM-y", "EEEE, d MMMM y", "d LLLL y"]
))  # fmt: skip
def test_every_day_in_every_locale_is_read_back(locale: str, day: date, form: str) -> None:
    written = format_date(day, form, locale=locale)
    # pt_PT and Arabic write the medium form in numbers: 03/04/2024 needs its order.
    order = "dmy" if form == "medium" and locale[:2] in ("pt", "ar") else ""
    assert iso_date(written, order=order, language=locale[:2]) == day.isoformat()


@given(DAYS)
def test_two_digit_years_are_never_read_wrongly(day: date) -> None:
    this = datetime.now(UTC).year
    latest = next(year for year in range(this, this - 100, -1) if year % 100 == day.year % 100)
    for form in ("%d-%b-%y", "%d/%m/%y", "%b %d, %y"):
        read = iso_date(day.strftime(form))
        assert read in ("", f"{latest}-{day:%m-%d}")


def test_tomorrow_is_a_date_of_publication_and_next_week_is_none() -> None:
    today = datetime.now(UTC).date()
    assert iso_date(str(today + timedelta(days=1))) == str(today + timedelta(days=1))
    assert iso_date(str(today + timedelta(days=7))) == ""


def test_dates_in_a_line_keep_their_places() -> None:
    line = "Gepubliceerd op 3 maart 2022 – bijgewerkt 05.03.2022, © 1999, 01/02/2022; 30 fevrier 2022, 2022-03-06"
    assert dates_in(line) == [
        (line.index("3 maart"), "2022-03-03"),
        (line.index("05.03"), "2022-03-05"),
        (line.index("2022-03-06"), "2022-03-06"),
    ]
    assert dates_in("no year here: 12 June") == []


def test_months_that_differ_between_languages_need_the_language() -> None:
    assert iso_date("14 listopada 2022") == ""
    assert iso_date("14 listopada 2022", language="pl") == "2022-11-14"
    assert iso_date("14. listopada 2022.", language="hr") == "2022-10-14"
    assert month_of("lis", language="en") == 0


def test_names() -> None:
    assert [weekday_of(word) for word in ("MONDAY", "Tues.", "dimanche", "Donnerstag", "пятница", "noon")] == [
        0, 1, 6, 3, 4, None,
    ]  # fmt: skip


@given(st.text(max_size=150))
def test_never_raises(text: str) -> None:
    assert iso_date(text) == "" or date.fromisoformat(iso_date(text))
    assert all(0 <= start < len(text) for start, _ in dates_in(text))


@given(st.lists(st.sampled_from(
    ["2024", "12", "3", "June", "März", "-", "/", ".", ", ", " ", "'98", "de ", "年", "月", "日", "to", "Mon", ":", "T"]
), max_size=14).map("".join))  # fmt: skip
def test_never_raises_near_dates(text: str) -> None:
    assert iso_date(text) == "" or date.fromisoformat(iso_date(text))
    date_order([text])


@given(DAYS)
def test_iso_dates_stay_what_they_are(day: date) -> None:
    assert iso_date(day.isoformat()) == day.isoformat()


@pytest.mark.parametrize(
    "text",
    [
        "1 a 2020 " * 20_000,
        "03/04/2024 " * 20_000,
        "2020 June " * 20_000,
        "1 " * 90_000,
        "é" * 200_000 + "2020",
    ],
)
def test_hostile_lines(text: str) -> None:
    dates_in(text)
    iso_date(text)
