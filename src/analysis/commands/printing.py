"""Tables and lines in a terminal, whatever stands in their cells."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from analysis.labels import neutralise


def terminal_table(title: str, rows: Any) -> Table:
    """Return a DataFrame as a table for the terminal, numbers to the right."""
    table = Table(title=Text(title), title_justify="left")
    numeric = [kind.kind in "iuf" for kind in rows.dtypes]
    for name, right in zip(rows.columns, numeric, strict=True):
        table.add_column(str(name), justify="right" if right else "left", overflow="fold")
    for row in rows.itertuples(index=False):
        table.add_row(
            *(
                Text(f"{cell:,}" if right else neutralise(cell))
                for cell, right in zip(row, numeric, strict=True)
            )
        )
    return table


def say(console: Console, line: str) -> None:
    """Print a line as it is: no markup, no colours, not broken."""
    console.print(neutralise(line), markup=False, highlight=False, soft_wrap=True)
