"""How large a grid the cells of a spreadsheet span, asked before a parser allocates it.

A spreadsheet with one cell in each corner takes a few hundred bytes on disk and
hundreds of gigabytes as a grid; parsers that build the grid end the process.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator

from lxml import etree

from analysis.corpus.readers.raw import beyond
from analysis.errors import InputError

MOST_CELLS = 20_000_000
"""Cells of a sheet, empty ones included: a sheet is held in memory as a full grid."""

_CELL = re.compile(
    rb"""<(?:[\w-]{1,20}:)?(?:c|row)\s[^<>]{0,2000}?\br\s{0,9}=\s{0,9}["']\$?([A-Za-z]{0,3})\$?(\d{0,7})["']"""
)
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CELL_RECORDS = frozenset([0x06, 0xBD, 0xBE, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E, 0x406])
_END_OF_CHAIN = 0xFFFFFFFC


def refuse_sparse(data: bytes, *, form: str) -> None:
    """Refuse a spreadsheet whose cells lie too far apart.

    Parameters
    ----------
    data : bytes
        The file; parts of it have been seen to be what they say.
    form : str
        ``zip`` or ``ole``.

    Raises
    ------
    LimitError
        If a sheet spans more than `MOST_CELLS` cells.
    InputError
        If an old file holds no workbook.
    """
    for cells in _old(data) if form == "ole" else _new(data):
        if cells > MOST_CELLS:
            raise beyond(
                f"a sheet spans {cells:,} cells, more than {MOST_CELLS:,}",
                "MOST_CELLS",
                remedy="Delete the empty columns and rows, or export it as CSV.",
            )


def _new(data: bytes) -> Iterator[int]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            name = info.filename.lower()
            if name == "content.xml":
                yield from _open_document(archive.read(info))
            elif name.endswith(".xml") and not name.endswith("sharedstrings.xml"):
                yield _office_open(archive.read(info))


def _office_open(xml: bytes) -> int:
    """Return the number of cells that a part of an XLSX file spans."""
    columns = rows = 1
    for letters, digits in _CELL.findall(xml):
        column = 0
        for letter in letters.upper():
            column = column * 26 + letter - 64
        columns, rows = max(columns, column), max(rows, int(digits or 0))
    return columns * rows


def _open_document(xml: bytes) -> Iterator[int]:
    """Yield the number of cells that each sheet of an ODS file spans, trailing empty ones left out."""
    columns = rows = width = total = 0
    for _, element in etree.iterparse(io.BytesIO(xml), resolve_entities=False, recover=True, huge_tree=False):
        if element.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            columns += _repeats(element, "columns")
            if len(element) or element.get(f"{_OFFICE}value-type"):
                width = max(width, columns)
        elif element.tag == f"{_TABLE}table-row":
            rows += _repeats(element, "rows")
            total = rows if any(len(cell) or cell.get(f"{_OFFICE}value-type") for cell in element) else total
            columns = 0
        elif element.tag == f"{_TABLE}table":
            yield width * total
            columns = rows = width = total = 0
        if element.tag in (f"{_TABLE}table-row", f"{_TABLE}table"):
            element.clear()


def _repeats(element: etree._Element, kind: str) -> int:
    stated = element.get(f"{_TABLE}number-{kind}-repeated", "1")
    return int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 12 else 1


def _old(data: bytes) -> Iterator[int]:
    """Yield the number of cells that the sheets of an XLS file span together."""
    book = _stream(data, ("Workbook", "Book"))
    columns = rows = 0
    at = 0
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        if kind in _CELL_RECORDS and size >= 4 and at + 8 <= len(book):
            row, column = struct.unpack_from("<HH", book, at + 4)
            last = (
                struct.unpack_from("<H", book, at + 2 + size)[0] if kind in (0xBD, 0xBE) and size >= 6 else 0
            )
            rows, columns = max(rows, row + 1), max(columns, column + 1, last + 1)
        at += 4 + size
    yield columns * rows


def _stream(data: bytes, names: tuple[str, ...]) -> bytes:
    """Return a stream of a compound file: the sectors that its directory names, put together."""
    size = 1 << min(max(struct.unpack_from("<H", data.ljust(512, b"\0"), 30)[0], 7), 16)
    sectors = [data[at : at + size] for at in range(size, len(data), size)]
    table = _table(data, sectors, size)
    directory = b"".join(_chain(sectors, table, struct.unpack_from("<I", data.ljust(512, b"\0"), 48)[0]))
    for at in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        if name in names:
            start, stated = struct.unpack_from("<II", directory, at + 116)
            if stated >= 4096:
                return b"".join(_chain(sectors, table, start))[:stated]
    raise InputError("it holds no workbook", remedy="Save it again as XLSX or CSV.")


def _table(data: bytes, sectors: list[bytes], size: int) -> list[int]:
    """Return for each sector the one that follows it."""
    head = data.ljust(512, b"\0")
    places = list(struct.unpack_from("<109I", head, 76))
    more, seen = struct.unpack_from("<I", head, 68)[0], 0
    while more < len(sectors) and seen <= len(sectors):
        entries = struct.unpack(f"<{size // 4}I", sectors[more].ljust(size, b"\0"))
        places += entries[:-1]
        more, seen = entries[-1], seen + 1
    table: list[int] = []
    for place in places:
        if place < len(sectors):
            table += struct.unpack(f"<{size // 4}I", sectors[place].ljust(size, b"\0"))
        if len(table) > len(sectors) + size:
            break
    return table


def _chain(sectors: list[bytes], table: list[int], at: int) -> Iterator[bytes]:
    for _ in range(len(sectors)):
        if at >= min(len(sectors), _END_OF_CHAIN):
            return
        yield sectors[at]
        at = table[at] if at < len(table) else _END_OF_CHAIN
