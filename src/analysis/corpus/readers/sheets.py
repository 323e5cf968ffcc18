"""Spreadsheets read in a process of their own.

The parser builds the grid of a sheet in memory and ends its process where that
fails, as broken and hostile files make it do. Here only the helper ends. As a
script, this module writes the rows of the spreadsheet that it is given on its
input, as JSON lines; it imports nothing of the package, so that it starts fast.
"""

from __future__ import annotations

import datetime
import io
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

MEMORY = 4 * 2**30
"""Bytes of memory that reading one spreadsheet may take, where the system has such a limit."""

LONGEST_SECONDS = 300.0
"""Seconds that may be spent on one spreadsheet."""


class SheetsError(Exception):
    """A spreadsheet cannot be read; the message says why."""


def rows_of(data: bytes) -> Iterator[tuple[str, list[str]]]:
    """Yield the name of the sheet and the cells of each row.

    Parameters
    ----------
    data : bytes
        An XLSX, XLS or ODS file.

    Raises
    ------
    SheetsError
        If the file cannot be read, or not within `MEMORY` and `LONGEST_SECONDS`.
    """
    helper = subprocess.Popen(  # noqa: S603 (this module and nothing else)
        [sys.executable, "-P", __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert helper.stdin is not None
    assert helper.stdout is not None
    timer = threading.Timer(LONGEST_SECONDS, helper.kill)
    timer.start()
    try:
        with helper.stdin:
            helper.stdin.write(data)
        for line in helper.stdout:
            sheet, cells = json.loads(line)
            if sheet is None:
                if cells:
                    raise SheetsError(cells)
                return
            yield sheet, cells
        raise SheetsError(
            f"reading it took more than {LONGEST_SECONDS:.0f} seconds (limit LONGEST_SECONDS)"
            if timer.finished.is_set()
            else f"it is broken, or takes more than {MEMORY:,} bytes of memory (limit MEMORY)"
        )
    except (BrokenPipeError, ValueError) as error:
        raise SheetsError(f"it is broken ({type(error).__name__})") from error
    finally:
        timer.cancel()
        helper.kill()
        helper.stdout.close()
        helper.wait()


def _plain(cell: Any) -> str:
    """Return a cell as text; whole numbers without a point, times of midnight as days."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return "" if cell is None else str(cell).strip()


def _write(sheet: str | None, cells: list[str] | str) -> None:
    sys.stdout.write(json.dumps([sheet, cells]) + "\n")


def main() -> None:
    """Write the rows of the spreadsheet on the input; last of all, what was wrong with it."""
    from python_calamine import load_workbook

    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ImportError, ValueError, OSError):
        pass
    wrong = ""
    try:
        workbook = load_workbook(io.BytesIO(sys.stdin.buffer.read()))
        for name in workbook.sheet_names:
            for cells in workbook.get_sheet_by_name(name).iter_rows():
                _write(name, [_plain(cell) for cell in cells])
    except BaseException as error:  # the parser's panics are no exceptions of the usual kind
        wrong = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    _write(None, wrong)


if __name__ == "__main__":
    main()
