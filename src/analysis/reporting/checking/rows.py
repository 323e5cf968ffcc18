"""CSV files as rows, however a spreadsheet wrote them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from analysis.reporting.formatting import json_text, sha256

LONGEST_CELL = 1_000_000


@dataclass(frozen=True)
class Prints:
    """Hashes of a CSV file: as it is, by its text, by its cells, and by its cells in any order."""

    exact: str
    text: str
    cells: str
    sorted: str


STEPS = (
    ("exact", "the same bytes"),
    ("text", "not exact: the same text with other line ends or a byte order mark"),
    ("cells", "not exact: the same cells, written by another program"),
    ("sorted", "not exact: the same cells with rows in another order"),
)
"""What each kind of agreement means, from the strictest."""


def csv_rows(content: bytes) -> list[list[str]]:
    r"""Return the rows of a CSV with commas, semicolons or tabs, as its first line has them.

    Examples
    --------
    >>> csv_rows(b"a;b\r\n1;2\r\n")
    [['a', 'b'], ['1', '2']]
    """
    text = content.decode("utf-8-sig", "replace").replace("\0", "")
    head = text.partition("\n")[0]
    mark = max(",;\t", key=head.count)
    csv.field_size_limit(LONGEST_CELL)
    try:
        return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark) if row]
    except csv.Error:
        return []


def prints(content: bytes) -> Prints:
    """Return the hashes by which a CSV file is found again."""
    text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    rows = [[_plain(cell) for cell in row] for row in csv_rows(content)]
    ordered = [*rows[:1], *sorted(rows[1:])]
    return Prints(sha256(content), sha256(text), sha256(json_text(rows)), sha256(json_text(ordered)))


def _plain(cell: str) -> str:
    """Return a cell as any program would write it: numbers without needless noughts, truth values in capitals."""
    words = cell.strip()
    if words.upper() in ("TRUE", "FALSE"):
        return words.upper()
    try:
        number = Decimal(words)
    except InvalidOperation:
        return words.removeprefix("'")
    # A spreadsheet keeps fifteen digits.
    return f"{float(number):.15g}" if number.is_finite() and abs(number.adjusted()) < 300 else words
