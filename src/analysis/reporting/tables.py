"""Tables of results as CSV, HTML and LaTeX, each safe for its reader."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from numbers import Real
from typing import Any

import pandas as pd

from analysis.labels import clip, neutralise
from analysis.reporting.formatting import LATEX_CHARACTERS, escape, guard, latex, number, places

_LONG_WORD = re.compile(r"\S{30}(?=\S)")
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}|–|")
_CODES = frozenset({"cue_class", "device", "frame", "indicator", "kind", "measure", "role_kind", "rule"})
"""Columns of the package's own codes, whose underscores a page shows as spaces."""

LONGEST_CELL = 300
"""Characters of a cell shown on a page; the CSV has all of them."""


def csv_bytes(table: pd.DataFrame) -> bytes:
    """Return a table as CSV in UTF-8, every row and digit of it, guarded against formulas."""
    safe = table.copy()
    safe.columns = [guard(str(column)) for column in table.columns]
    for position in range(table.shape[1]):
        values = table.iloc[:, position]
        if not (pd.api.types.is_numeric_dtype(values) or pd.api.types.is_datetime64_any_dtype(values)):
            safe.isetitem(position, [guard(_listed(cell)) for cell in values.astype(object)])
    return safe.to_csv(index=False, lineterminator="\n").encode("utf-8")


def column_text(values: pd.Series) -> list[str]:
    """Return the cells of a column as text, with the same number of decimals throughout."""
    if pd.api.types.is_bool_dtype(values):
        return ["yes" if cell else "no" for cell in values.fillna(False)]
    if pd.api.types.is_datetime64_any_dtype(values):
        return ["–" if pd.isna(cell) else str(cell).removesuffix(" 00:00:00") for cell in values]
    if pd.api.types.is_numeric_dtype(values):
        finite = values.dropna()
        whole = pd.api.types.is_integer_dtype(values) or bool((finite % 1 == 0).all())
        decimals = (
            0 if whole else places(float(finite.abs().replace(math.inf, 0).max()) if len(finite) else 1.0)
        )
        return ["–" if pd.isna(cell) else _cell(cell, whole, decimals) for cell in values]
    return ["–" if _missing(cell) else neutralise(_shown(_listed(cell))) for cell in values]


def _cell(cell: Any, whole: bool, decimals: int) -> str:
    if whole and math.isfinite(cell):
        return number(int(cell))
    # A probability of 0.000 would be read as none at all.
    if cell and abs(cell) < 0.5 * 10**-decimals:
        return f"{'<' if cell > 0 else '>'}{number(math.copysign(10**-decimals, cell), decimals=decimals)}"
    return number(cell, decimals=decimals)


def _missing(cell: Any) -> bool:
    return cell is None or (pd.api.types.is_scalar(cell) and bool(pd.isna(cell)))


def _listed(cell: Any) -> Any:
    """Join a cell that holds several values, as DuckDB's lists do."""
    if isinstance(cell, (str, bytes, dict)) or not isinstance(cell, Iterable):
        return cell
    return ", ".join(str(item) for item in cell)


def _shown(cell: Any) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return number(cell) if isinstance(cell, Real) else str(cell)


def html_table(
    table: pd.DataFrame, *, max_rows: int, numbers_right: bool = True, classes: str = "np-table",
    headings: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """Return the first rows of a table as HTML, every cell escaped and of bounded width.

    ``headings`` says what columns are called; others by their names.
    """
    head, named = table.head(max_rows), headings or {}
    right = [numbers_right and is_number(head.iloc[:, i]) for i in range(head.shape[1])]
    style = ' style="text-align:right"'
    # JupyterLab sets every cell to the right and on one line.
    words = ' style="text-align:left;white-space:normal;max-width:24em"'
    out = [f'<table class="{classes}"><thead><tr>']
    for column, numeric in zip(head.columns, right, strict=True):
        name = escape(named.get(str(column), str(column).replace("_", " ")), width=60)
        out.append(f'<th scope="col"{style if numeric else words}>{name}</th>')
    out.append("</tr></thead><tbody>")
    columns = [_codes(str(head.columns[i]), column_text(head.iloc[:, i])) for i in range(head.shape[1])]
    # A date that breaks at its hyphens makes every row two lines high.
    days = [all(map(_DAY.fullmatch, cells)) for cells in columns]
    day = ' style="text-align:left;white-space:nowrap"'
    for row in zip(*columns, strict=True):
        out.append("<tr>")
        for cell, numeric, dated in zip(row, right, days, strict=True):
            text = _breakable(cell)
            plain = f"<td{day if dated else words}><bdi>{text}</bdi></td>"
            out.append(f"<td{style}>{text}</td>" if numeric else plain)
        out.append("</tr>")
    out.append("</tbody></table>")
    return "".join(out)


def _codes(column: str, cells: list[str]) -> list[str]:
    return [cell.replace("_", " ") for cell in cells] if column in _CODES else cells


def _breakable(cell: str) -> str:
    """Escape a cell; words of ordinary length stay whole, longer ones may break."""
    marked = _LONG_WORD.sub(lambda piece: piece.group() + "\x00", clip(cell, LONGEST_CELL))
    return "<wbr>".join(escape(piece) for piece in marked.split("\x00"))


def latex_table(
    table: pd.DataFrame,
    *,
    caption: str,
    label: str,
    note: str = "",
    headings: Mapping[str, str] | None = None,
) -> str:
    """Return a table for LaTeX with the package booktabs, every cell escaped."""
    named = headings or {}
    kinds = "".join("r" if is_number(table.iloc[:, i]) else "l" for i in range(table.shape[1]))
    columns = [_codes(str(table.columns[i]), column_text(table.iloc[:, i])) for i in range(table.shape[1])]
    head = " & ".join(latex(named.get(str(c), str(c).replace("_", " "))) for c in table.columns)
    rows = [" & ".join(latex(cell) for cell in row) + r" \\" for row in zip(*columns, strict=True)]
    lines = [
        "% Needs \\usepackage{booktabs}.",
        LATEX_CHARACTERS,
        r"\begin{table}",
        r"\centering",
        rf"\caption{{{latex(caption)}}}",
        rf"\label{{{label}}}",
        rf"\begin{{tabular}}{{{kinds}}}",
        r"\toprule",
        head + r" \\",
        r"\midrule",
        *rows,
        r"\bottomrule",
        r"\end{tabular}",
    ]
    if note:
        lines += ["", r"\smallskip", rf"\footnotesize {latex(note)}"]
    return "\n".join([*lines, r"\end{table}", ""])


def is_number(values: pd.Series) -> bool:
    """Tell whether a column holds numbers; yes and no are none."""
    return pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
