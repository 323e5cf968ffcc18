"""Spreadsheets (XLSX, XLS, ODS): one article a row, on every sheet that has a column of text or headlines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from analysis.corpus.readers.container import office_file, refuse_protected
from analysis.corpus.readers.grids import refuse_sparse
from analysis.corpus.readers.raw import RawInput
from analysis.corpus.readers.rows import EXCEL_CELL, Rows
from analysis.corpus.readers.sheets import SheetsError, rows_of
from analysis.corpus.records import Record, Remark
from analysis.errors import InputError

_HEADER_WITHIN = 20
"""Rows from the top of a sheet among which its header stands."""


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
        If the cells of a sheet lie too far apart.
    """
    data = office_file(raw) if raw.form == "zip" else raw.read()
    refuse_protected(data)
    refuse_sparse(data, form=raw.form)
    number = used = 0
    seen: dict[str, None] = {}
    try:
        for _, group in groupby(rows_of(data), key=itemgetter(0)):
            table = (cells for _, cells in group)
            rows = Rows(raw.source, cut=EXCEL_CELL)
            header = _header(table, rows, seen)
            if header is None:
                continue
            used += 1
            for cells in table:
                if any(cells):
                    yield from rows.read(number, dict(zip(header, cells, strict=False)))
                    number += 1
            yield from rows.notices()
    except SheetsError as error:
        raise InputError(
            f"it is no spreadsheet that can be read ({error})",
            remedy="If it is protected, remove the password; else save it again, or as CSV.",
        ) from error
    if not used:
        raise InputError(
            f"no sheet has a column of text or headlines; there are: {', '.join(seen)[:300] or 'no columns'}",
            remedy="Name the column one of: text, full text, body, content, title.",
        )


def _header(table: Iterator[list[str]], rows: Rows, seen: dict[str, None]) -> list[str] | None:
    """Return the names of the columns: the first row that names text or headlines."""
    for _, names in zip(range(_HEADER_WITHIN), table, strict=False):
        try:
            rows.columns(tuple(dict.fromkeys(names)))
        except InputError:
            seen.update(dict.fromkeys(name for name in names[:20] if name))
            continue
        return names
    return None
