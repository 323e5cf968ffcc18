"""Tables as text (CSV, TSV): one article a row, fields by column name, read row by row."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator
from typing import Any

from analysis.corpus.encoding import encoding_of
from analysis.corpus.readers import html
from analysis.corpus.readers.raw import LONGEST_RECORD, RawInput, beyond
from analysis.corpus.readers.rows import EXCEL_CELL, Rows
from analysis.corpus.readers.text import text_of
from analysis.corpus.records import Record, Remark
from analysis.errors import InputError

csv.field_size_limit(LONGEST_RECORD)


def recognises(raw: RawInput) -> bool:
    """Say whether this is a table; what is called ``.xls`` has to be text."""
    return raw.ending != ".xls" or not raw.form


def read(raw: RawInput) -> Iterator[Record | Remark]:
    """Yield a record for each row; rows with too many or too few cells are remarked on.

    Raises
    ------
    InputError
        If there is no header that names text or headlines.
    """
    if html.recognises(raw):
        yield from _page(raw)
        return
    with raw.open() as stream:
        encoding = encoding_of(stream)
    with raw.open() as stream:
        lines = _lines(io.TextIOWrapper(stream, encoding=encoding, errors="replace"))
        first = next(lines, "")
        named = re.fullmatch(r"\ufeff?sep=(.)\n?", first)  # what Excel writes to itself
        first = next(lines, "") if named else first
        delimiter = "\t" if raw.ending == ".tsv" else named[1] if named else _delimiter(first)
        reader = csv.reader(itertools.chain([first], lines), delimiter=delimiter, strict=True)
        yield from _read(reader, Rows(raw.source, cut=EXCEL_CELL))


def _page(raw: RawInput) -> Iterator[Record | Remark]:
    """Read the table that a page is: some databases call such a page a spreadsheet."""
    rows = Rows(raw.source, cut=EXCEL_CELL)
    table = (
        [" ".join(cell.text_content().split()) for cell in row if cell.tag in ("td", "th")]
        for row in html.tree_of(text_of(raw)).iter("tr")
    )
    header = next((cells for cells in table if any(cells)), [])
    rows.columns(tuple(dict.fromkeys(header)))
    for number, cells in enumerate(cells for cells in table if any(cells)):
        yield from rows.read(number, dict(zip(header, cells, strict=False)))
    yield from rows.notices()


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Yield lines, none longer than a record may be."""
    while line := text.readline(LONGEST_RECORD):
        if len(line) == LONGEST_RECORD:
            raise beyond(
                f"a line has {LONGEST_RECORD:,} characters or more",
                "LONGEST_RECORD",
                remedy="Check the line ends.",
            )
        yield line


def _delimiter(header: str) -> str:
    return max(",;\t|", key=header.count) if header.strip() else ","


def _read(reader: Any, rows: Rows) -> Iterator[Record | Remark]:
    header = _first(reader)
    rows.columns(tuple(header))
    number = 0
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield Remark(
                rows.source, number, "rejected", f"line {line} and what follows it cannot be read as CSV ({error})",
                "A quotation mark is not closed or not doubled there; mend it and run again.",
            )  # fmt: skip
            break
        if cells is None:
            break
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) == len(header):
            yield from rows.read(number, dict(zip(header, cells, strict=True)))
        else:
            yield Remark(
                rows.source, number, "rejected", f"line {line} has {len(cells)} cells, the header has {len(header)}",
                "Put quotation marks around cells that hold the separator.",
            )  # fmt: skip
        number += 1
    yield from rows.notices()


def _first(reader: Any) -> list[str]:
    try:
        header = next(reader, None)
    except csv.Error as error:
        raise InputError(f"line 1 is no CSV header ({error})", remedy="Check the quotation marks.") from error
    if not header:
        raise InputError("the file is empty", remedy="Export it again, or remove it.")
    return [name.removeprefix("\ufeff") for name in header]
