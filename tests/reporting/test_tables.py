from __future__ import annotations

import csv
import io
import math

import lxml.html
import pandas as pd

from analysis.reporting.tables import column_text, csv_bytes, html_table, latex_table

WORDS = ["=1+1", "<script>x</script>", "a\u202eb", "w" * 10_000, 'x,\n"y"', "lone \ud800"]
HOSTILE = pd.DataFrame(
    {
        "=cmd": pd.Series(WORDS, dtype=object),
        "rate": [0.1, -2.0, math.nan, math.inf, 1e-9, 5.0],
        "count": [1, -2, 3, 40_000, 5, 6],
    }
)  # fmt: skip


def test_csv_keeps_rows_and_digits_and_disarms_formulas() -> None:
    rows = list(csv.reader(io.StringIO(csv_bytes(HOSTILE).decode("utf-8"), newline="")))
    assert rows[0] == ["'=cmd", "rate", "count"]
    assert [row[0] for row in rows[1:]] == [
        "'=1+1",
        "<script>x</script>",
        "a\u202eb",
        "w" * 10_000,
        'x,\n"y"',
        "lone ?",
    ]
    assert [row[2] for row in rows[1:]] == ["1", "-2", "3", "40000", "5", "6"]
    assert float(rows[5][1]) == 1e-9


def test_csv_is_the_same_for_the_same_table_and_leaves_it_alone() -> None:
    before = HOSTILE.copy(deep=True)
    assert csv_bytes(HOSTILE) == csv_bytes(HOSTILE.copy())
    pd.testing.assert_frame_equal(HOSTILE, before)
    assert b"\r" not in csv_bytes(HOSTILE)


def test_columns_of_one_name_are_both_written() -> None:
    table = pd.DataFrame([["-a", 1], ["b", 2]], columns=["x", "x"])
    assert csv_bytes(table) == b"x,x\n'-a,1\nb,2\n"


def test_html_has_no_element_from_the_data_and_bounded_cells() -> None:
    table = lxml.html.fromstring(html_table(HOSTILE, max_rows=10))
    assert {element.tag for element in table.iter()} == {
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "bdi",
        "wbr",
    }
    assert max(len(cell.text_content()) for cell in table.iter("td")) <= 300
    assert len(table.findall(".//tbody/tr")) == 6
    assert "\u202e" not in table.text_content()


def test_html_shows_no_more_rows_than_asked() -> None:
    assert html_table(HOSTILE, max_rows=2).count("<tr>") == 3
    assert "<tbody></tbody>" in html_table(HOSTILE.head(0), max_rows=2)


def test_a_column_has_one_number_of_decimals() -> None:
    assert column_text(pd.Series([0.5, 12.25, math.nan])) == ["0.50", "12.25", "–"]
    assert column_text(pd.Series([1.0, 2.0, math.nan])) == ["1", "2", "–"]
    assert column_text(pd.Series([True, False])) == ["yes", "no"]
    assert column_text(pd.Series(pd.to_datetime(["2024-06-01", None]))) == ["2024-06-01", "–"]
    assert column_text(pd.Series([["a", "b"], None], dtype=object)) == ["a, b", "–"]
    assert column_text(pd.Series([], dtype=float)) == []
    assert column_text(pd.Series([0.0, 0.2, 1e-9, -1e-9])) == ["0.000", "0.200", "<0.001", ">-0.001"]


def test_latex_is_one_escaped_tabular() -> None:
    table = pd.DataFrame({"term_x": [r"\input{/etc/passwd}", "5 % & $y$"], "n": [1, 2]})
    text = latex_table(table, caption="Shares #1", label="tbl-a", note="50 %")
    assert r"\begin{tabular}{lr}" in text
    assert r"\textbackslash{}input\{/etc/passwd\} & 1 \\" in text
    assert r"5 \% \& \$y\$ & 2 \\" in text
    assert r"\caption{Shares \#1}" in text
    assert r"\label{tbl-a}" in text
    assert r"50 \%" in text
    assert text.count(r"\begin") == text.count(r"\end") == 2


def test_only_words_of_uncommon_length_may_break() -> None:
    cell = html_table(
        pd.DataFrame({"a": ["Continental Record of the Caucasus and beyond " + "w" * 70]}), max_rows=1
    )
    assert "Continental Record of the Caucasus and beyond " + "w" * 30 + "<wbr>" + "w" * 30 + "<wbr>" in cell
    assert cell.count("<wbr>") == 2
