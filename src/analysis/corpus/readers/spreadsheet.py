"""Spreadsheets (XLSX, XLS, ODS): one article a row, on every sheet that has a column of text or headlines."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, load_workbook

from analysis.corpus.readers.container import office_file, refuse_protected
from analysis.corpus.readers.grids import refuse_sparse
from analysis.corpus.readers.raw import RawInput
from analysis.corpus.readers.rows import EXCEL_CELL, Rows
from analysis.corpus.records import Record, Remark
from analysis.errors import InputError

_HEADER_WITHIN = 20


def recognises(raw: RawInput) -> bool:
    """Say whether this is a spreadsheet, not a table as text under its name."""
    return raw.form in ("zip", "ole")


def read(raw: RawInput) -> Iterator[Record | Remark]:
    """Yield a record for each row below the header of a sheet.

    Raises
    ------
    InputError
        If no sheet has a column of text or headlines, or the file is protected or broken.
    LimitError
        If a sheet has more than `MOST_CELLS` cells.
    """
    workbook = _open(raw)
    number = used = 0
    seen: list[str] = []
    for name in workbook.sheet_names:
        table = workbook.get_sheet_by_name(name).iter_rows()
        rows = Rows(raw.source, cut=EXCEL_CELL)
        header = _header(table, rows, seen)
        if header is None:
            continue
        used += 1
        for cells in table:
            values = [_plain(cell) for cell in cells]
            if any(values):
                yield from rows.read(number, dict(zip(header, values, strict=False)))
                number += 1
        yield from rows.notices()
    if not used:
        raise InputError(
            f"no sheet has a column of text or headlines; there are: {', '.join(seen)[:300] or 'no columns'}",
            remedy="Name the column one of: text, full text, body, content, title.",
        )


def _open(raw: RawInput) -> CalamineWorkbook:
    data = raw.read()
    if raw.form == "zip":
        data = office_file(raw)
    refuse_protected(data)
    refuse_sparse(data, form=raw.form)
    try:
        return load_workbook(io.BytesIO(data))
    except CalamineError as error:
        reason = " ".join(str(error).split())[:200]
        raise InputError(
            f"it is no spreadsheet that can be read ({reason})",
            remedy="If it is protected, remove the password; else save it again.",
        ) from error


def _header(table: Iterator[list[Any]], rows: Rows, seen: list[str]) -> list[str] | None:
    """Return the names of the columns: the first row that names text or headlines."""
    for _, cells in zip(range(_HEADER_WITHIN), table, strict=False):
        names = [_plain(cell) for cell in cells]
        try:
            rows.columns(tuple(dict.fromkeys(names)))
        except InputError:
            seen += [name for name in names if name and name not in seen][:20]
            continue
        return names
    return None


def _plain(cell: Any) -> str:
    """Return a cell as text; whole numbers without a point, times of midnight as days."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return "" if cell is None else str(cell).strip()
