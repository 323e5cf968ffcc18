"""Sheets and pages: nothing of the machine in them, nothing a spreadsheet or browser would run."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import ParameterError
from analysis.framing.validation import coder_instructions, read_codings, sheet_rows, write_sheets
from analysis.framing.validation.files import read_rows
from analysis.framing.validation.instructions import coder_texts
from analysis.framing.validation.units import text_check

HOSTILE = '=HYPERLINK("http://evil.example")\n<script>alert(1)</script> & "so on"\x07\u202eend'


def test_a_sheet_tells_nothing_of_the_machine(design: pd.DataFrame, book) -> None:
    rows = sheet_rows(design, "A", codebook=book)
    assert rows.columns.tolist() == ["row_id", "text", "conflict", "economic", "remarks", "codebook"]
    assert set(rows["conflict"]) == {""}
    other = sheet_rows(design, "B", codebook=book)
    assert set(rows["row_id"]) == set(other["row_id"])
    assert rows["row_id"].tolist() != other["row_id"].tolist()  # each coder has an order of their own
    assert sheet_rows(design, "A", codebook=book, ask="indicators").columns.tolist()[2:6] == [
        "conflict.quarrel", "conflict.sides", "conflict.war", "economic.costs",
    ]  # fmt: skip


def test_hostile_text_is_text(tmp_path: Path, design: pd.DataFrame, book) -> None:
    design = design.assign(text=[HOSTILE, *design["text"][1:]])
    design["check"] = design["text"].map(text_check)
    write_sheets(design, tmp_path / "c", codebook=book)
    csv = read_rows(tmp_path / "c/A.csv")
    assert csv.loc[csv["row_id"] == "r0001", "text"].iloc[0].startswith("'=HYPERLINK")
    with zipfile.ZipFile(tmp_path / "c/A.xlsx") as book_:
        sheet = book_.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet.lower()
    assert "sheetProtection" in sheet
    assert '"yes,no,unclear"' in sheet
    page = (tmp_path / "c/A-texts.html").read_text()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "\u202e" not in page
    # It comes back as what was drawn, from either file.
    problems = read_codings(tmp_path / "c", codebook=book).problems
    assert not problems["problem"].str.contains("text is not").any()


def test_instructions_have_all_a_coder_needs_and_no_terms(book) -> None:
    page = coder_instructions(book, ask="indicators")
    for part in ("Sides quarrel.", "Is it told as war?", "at least 2", "conflict.quarrel"):
        assert part in page
    assert "&lt;b&gt;matters" in page
    assert "Content-Security-Policy" in page
    assert "<b>" not in page


def test_long_texts_go_on_in_further_columns(design: pd.DataFrame, book, tmp_path: Path) -> None:
    text = "word " * 15_000
    design = design.assign(text=[text, *design["text"][1:]])
    design["check"] = design["text"].map(text_check)
    rows = sheet_rows(design, "A", codebook=book)
    assert "text_3" in rows.columns
    write_sheets(design, tmp_path / "c", codebook=book)
    (tmp_path / "c/A.csv").unlink()
    assert (
        not read_codings(tmp_path / "c", codebook=book).problems["problem"].str.contains("text is not").any()
    )


def test_nothing_is_overwritten_and_raw_is_never_written_to(
    tmp_path: Path, design: pd.DataFrame, book
) -> None:
    write_sheets(design, tmp_path / "c", codebook=book)
    with pytest.raises(ParameterError, match="holds a design already"):
        write_sheets(design, tmp_path / "c", codebook=book)
    (tmp_path / "raw").mkdir()
    with pytest.raises(ParameterError, match="among the raw articles"):
        write_sheets(design, tmp_path / "raw/c", codebook=book, raw=tmp_path / "raw")
    with pytest.raises(ParameterError, match="no row is for coder 'Z'"):
        sheet_rows(design, "Z", codebook=book)


def test_the_same_sheet_has_the_same_bytes(tmp_path: Path, design: pd.DataFrame, book) -> None:
    for name in ("c", "d"):
        write_sheets(design, tmp_path / name, codebook=book)
    assert (tmp_path / "c/A.xlsx").read_bytes() == (tmp_path / "d/A.xlsx").read_bytes()


def test_texts_stand_in_the_order_of_the_sheet() -> None:
    page = coder_texts(pd.DataFrame({"row_id": ["r2", "r1"], "text": ["two\n\nparts", "one"]}), title="T")
    assert page.index('id="r2"') < page.index('id="r1"')
    assert page.count("<p>") == 3
