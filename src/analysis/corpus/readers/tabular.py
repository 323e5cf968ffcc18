"""Tables as text (CSV, TSV): one article a row, fields by column name."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from analysis.corpus.encoding import decode, read_bytes
from analysis.corpus.metadata.columns import field_columns, fields_of
from analysis.corpus.readers import ending
from analysis.corpus.records import Record, Remark
from analysis.errors import InputError

csv.field_size_limit(min(sys.maxsize, 2**31 - 1))


def read(path: Path, source: str) -> Iterator[Record | Remark]:
    """Yield a record for each row; rows with too many or too few cells are remarked on."""
    text, _ = decode(read_bytes(path))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, path), strict=True)
    try:
        header = next(rows, None)
    except csv.Error as error:
        raise InputError(f"line 1 is no CSV header ({error})", remedy="Check the quotation marks.") from error
    if not header:
        raise InputError("the file is empty", remedy="Export it again, or remove it.")
    columns = field_columns(header)
    number = -1
    while True:
        number += 1
        line = rows.line_num + 1
        try:
            cells = next(rows, None)
        except csv.Error as error:
            yield Remark(
                source, number, "rejected", f"line {line} and what follows it cannot be read as CSV ({error})",
                "A quotation mark is not closed or not doubled there; mend it and run again.",
            )  # fmt: skip
            return
        if cells is None:
            return
        if not any(cell.strip() for cell in cells):
            number -= 1
            continue
        if len(cells) != len(header):
            yield Remark(
                source, number, "rejected", f"line {line} has {len(cells)} cells, the header has {len(header)}",
                "Put quotation marks around cells that hold the separator.",
            )  # fmt: skip
            continue
        yield from record_of(source, number, fields_of(dict(zip(header, cells, strict=True)), columns))


def record_of(source: str, number: int, fields: dict[str, str]) -> Iterator[Record | Remark]:
    """Yield the record that a row's fields make."""
    text, html = fields.pop("text", ""), fields.pop("html", "")
    if not text and not html:
        yield Remark(source, number, "rejected", "the text is empty", "Nothing to do, unless text got lost.")
        return
    yield Record(source, number, text=text, html="" if text else html, metadata=fields)


def _delimiter(text: str, path: Path) -> str:
    if ending(path) == ".tsv":
        return "\t"
    header = text.lstrip("\ufeff").split("\n", 1)[0]
    return max(",;\t|", key=header.count) if header else ","
