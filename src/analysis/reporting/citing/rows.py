"""The rows of a table as its report shows them: chosen columns, plain headings, cells as text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.reporting.citing.items import Item, plain
from analysis.reporting.headings import heading
from analysis.reporting.tables import column_text, is_number


@dataclass(frozen=True)
class Rows:
    """A table ready to be printed.

    Attributes
    ----------
    heads : list of str
    columns : list of list of str
        Cells by column.
    right : set of int
        Columns of numbers.
    height, width : int
        Rows and columns of the file, of which these may be the first and the chosen.
    """

    heads: list[str]
    columns: list[list[str]]
    right: set[int]
    height: int
    width: int


def rows_of(
    item: Item, folder: Path, *, most_rows: int | None = None, most_columns: int | None = None
) -> Rows:
    """Return the rows of a table of a report.

    Parameters
    ----------
    item : Item
        Of kind table.
    folder : Path
        The report's folder.
    most_rows, most_columns : int, optional
        How many there is room for; all if not given.
    """
    path = folder / "tables" / f"{item.name}.csv"
    whole = pd.read_csv(path, keep_default_na=False, na_values=[""], encoding="utf-8")
    names = [name for name in item.columns if name in whole.columns] or list(whole.columns)
    shown = whole[names].iloc[:most_rows, :most_columns]
    cells = [column_text(shown.iloc[:, at]) for at in range(shown.shape[1])]
    right = {at for at in range(shown.shape[1]) if is_number(shown.iloc[:, at])}
    heads = [plain(item.columns.get(name) or heading(name)) for name in shown.columns]
    return Rows(heads, cells, right, len(whole), whole.shape[1])
