"""Tables that came back from people: CSV of any separator and encoding, XLSX, XLS, ODS."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd

from analysis.corpus.encoding import decode, looks_binary
from analysis.corpus.readers.sheets import SheetsError, rows_of
from analysis.errors import InputError

LARGEST = 100_000_000
"""Bytes of the largest file that is read."""

MOST_ROWS = 200_000
"""Rows of the longest file that is read."""

_SHEETS = {".xlsx", ".xlsm", ".xls", ".ods"}


def read_rows(path: str | Path) -> pd.DataFrame:
    """Read a table as text, with the line of each row.

    Parameters
    ----------
    path : str or Path
        A CSV file (comma, semicolon or tab) or the first sheet of a spreadsheet.

    Returns
    -------
    DataFrame
        Columns as the file names them, stripped; all cells text; and ``line`` (from 2).

    Raises
    ------
    InputError
        If there is no such file, or it is no table, too large, or names a column twice.
    """
    file = Path(path).expanduser()
    try:
        data = file.read_bytes() if file.stat().st_size <= LARGEST else None
    except OSError as problem:
        raise InputError(f"the file cannot be read ({problem.strerror})", where=str(path)) from None
    if data is None:
        raise InputError(f"the file is larger than {LARGEST:,} bytes", where=str(path))
    rows = _sheet(data, file) if file.suffix.lower() in _SHEETS else _delimited(data, file)
    return _table(rows, file)


def _sheet(data: bytes, file: Path) -> list[list[str]]:
    out: list[list[str]] = []
    first = ""
    try:
        for name, cells in rows_of(data):
            first = first or name
            if name != first or len(out) > MOST_ROWS:
                break
            out.append(cells)
    except SheetsError as problem:
        raise InputError(f"the spreadsheet cannot be read: {problem}", where=file.name) from None
    return out


def _delimited(data: bytes, file: Path) -> list[list[str]]:
    if looks_binary(data):
        raise InputError("the file is no text", where=file.name, remedy="Save it as CSV (UTF-8) or as XLSX.")
    text, _ = decode(data)
    head = text.split("\n", 1)[0]
    comma = max((",", ";", "\t"), key=head.count)
    out: list[list[str]] = []
    try:
        csv.field_size_limit(max(csv.field_size_limit(), 10_000_000))
        for row in csv.reader(io.StringIO(text), delimiter=comma):
            out.append(row)
            if len(out) > MOST_ROWS:
                break
    except csv.Error as problem:
        raise InputError(f"not a CSV table ({problem})", where=file.name) from None
    return out


def _table(rows: list[list[str]], file: Path) -> pd.DataFrame:
    if len(rows) > MOST_ROWS:
        raise InputError(f"the table has more than {MOST_ROWS:,} rows", where=file.name)
    if not rows:
        raise InputError("the file is empty", where=file.name, remedy="The first row names the columns.")
    names = [name.strip().removeprefix("\ufeff") for name in rows[0]]
    while names and not names[-1]:
        names.pop()
    double = next((name for i, name in enumerate(names) if name and name in names[:i]), None)
    if double is not None or not any(names):
        what = f"the column {double!r} stands twice" if double else "the first row names no column"
        raise InputError(what, where=f"{file.name}, line 1", remedy="Name each column once.")
    width = len(names)
    filled = [
        ([cell.strip() for cell in row[:width]] + [""] * (width - len(row)), line)
        for line, row in enumerate(rows[1:], start=2)
        if any(cell.strip() for cell in row)
    ]
    table = pd.DataFrame([row for row, _ in filled], columns=names, dtype=object)
    table = table.loc[:, [bool(name) for name in names]]
    return table.assign(line=[line for _, line in filled]) if "line" not in names else table
