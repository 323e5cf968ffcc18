"""What of a record's metadata reaches the article row."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.corpus.building import build
from analysis.corpus.records import Record, Remark

TEXT = "The ferry between the islands is back, and the port said that it will be on time for the rest of the year."
FOREIGN = (
    "Die Fähre zwischen den Inseln fährt wieder, und der Hafen hofft auf pünktliche Schiffe bis zum Ende."
)


def article(text: str = TEXT, given: dict[str, str] | None = None, **metadata: str) -> dict[str, Any]:
    built = build(Record("export.csv", 0, text=text, metadata=metadata), given=given or {})
    assert not isinstance(built, Remark)
    return built[0]


def test_date_and_time() -> None:
    row = article(date="January 10, 2018 Wednesday 10:36 EST")
    assert (row["date"], row["time"]) == ("2018-01-10", "2018-01-10T10:36-05:00")
    row = article(date="10 January 2018", time="10:36 EST")
    assert (row["date"], row["time"]) == ("2018-01-10", "2018-01-10T10:36-05:00")
    row = article(date="9 Januar 1993")
    assert (row["date"], row["time"]) == ("1993-01-09", "")
    assert (article(date="soon")["date"], article(date="soon")["time"]) == ("", "")


def test_a_reader_may_say_in_which_order_its_file_writes_dates() -> None:
    assert article(date="03/04/2024")["date"] == ""
    assert article(date="03/04/2024", date_order="dmy")["date"] == "2024-04-03"


def test_a_sidecar_outranks_the_record() -> None:
    row = article(date="2018-01-10 10:36", given={"date": "11 January 2018"})
    assert (row["date"], row["time"]) == ("2018-01-11", "")


@pytest.mark.parametrize(
    ("text", "stated", "language", "code"),
    [
        (TEXT, "English", "en", "en"),
        (FOREIGN, "en-GB", "de", "en"),
        (TEXT, "", "en", ""),
        ("Too short.", "de", "und", "de"),
    ],
)
def test_language_of_the_text_and_as_stated(text: str, stated: str, language: str, code: str) -> None:
    row = article(text, language=stated)
    assert (row["language"], row["language_stated"]) == (language, code)


def test_month_names_are_read_in_the_language_of_the_text() -> None:
    polish = (
        "Prom między wyspami wrócił w poniedziałek po jedenastu tygodniach, a pasażerowie czekali od rana."
    )
    assert article(polish, date="14 listopada 2022")["date"] == "2022-11-14"
    assert article(TEXT, date="14 listopada 2022")["date"] == ""


def test_the_id_of_an_article_does_not_depend_on_how_its_date_is_written() -> None:
    assert article(date="1 March 2022")["article_id"] == article(date="2022-03-01T10:15")["article_id"]
