"""A data dictionary: for every column of every CSV file of a report what it holds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.labels import clip
from analysis.reporting.packaging.columns import meaning_of
from analysis.reporting.tables import csv_bytes

NAME = "dictionary.csv"
"""Name of the dictionary in a report's folder."""

COLUMNS = ["file", "column", "type", "unit", "meaning", "rows", "missing", "empty_means", "levels"]

_MOST_LEVELS = 20
_WHOLE, _NUMBER = re.compile(r"[+-]?\d+"), re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-]?inf")


def write_dictionary(draft: Path, about: dict[str, Any]) -> None:
    """Write ``dictionary.csv`` for the CSV files of a report.

    Parameters
    ----------
    draft : Path
        The report's folder.
    about : dict
        What ``run.json`` will hold; a warning is added to it if columns are not described.
    """
    table = data_dictionary(draft, notebook=about["notebook"]["name"])
    (draft / NAME).write_bytes(csv_bytes(table))
    unknown = sorted(set(table.loc[table["meaning"] == "not described", "column"]))
    if unknown:
        shown = clip(", ".join(unknown), 300)
        about.setdefault("warnings", []).append(f"{NAME}: columns that are not described: {shown}")


def data_dictionary(folder: Path, *, notebook: str = "") -> pd.DataFrame:
    """Describe every column of every CSV file below a folder.

    Parameters
    ----------
    folder : Path
    notebook : str
        Name of the notebook that wrote the files.

    Returns
    -------
    DataFrame
        One row per column: ``file, column, type, unit, meaning, rows``, ``missing`` (empty cells),
        ``empty_means``, ``levels`` (values of a category or of yes and no, as far as they
        are at most twenty). A column nobody described has the type its cells look like,
        and the meaning "not described".
    """
    rows = []
    for path in sorted(folder.rglob("*.csv"), key=lambda path: path.relative_to(folder).as_posix()):
        name = path.relative_to(folder).as_posix()
        if name != NAME:
            cells = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
            rows += [_row(name, column, cells[column], notebook) for column in cells.columns]
    return pd.DataFrame(rows, columns=COLUMNS)


def _row(file: str, column: str, cells: pd.Series, notebook: str) -> tuple[Any, ...]:
    known = meaning_of(column, item=Path(file).stem, notebook=notebook)
    kind = known.type if known else _looks_like(cells)
    missing = int((cells == "").sum())
    unit, meaning, empty = (known.unit, known.meaning, known.empty) if known else ("", "not described", "")
    return (
        file,
        column,
        kind,
        unit,
        meaning,
        len(cells),
        missing,
        empty if missing else "",
        _levels(cells, kind),
    )


def _levels(cells: pd.Series, kind: str) -> str:
    if kind not in ("category", "boolean"):
        return ""
    values = sorted(set(cells) - {""})
    return "; ".join(values) if len(values) <= _MOST_LEVELS else f"{len(values)} values"


def _looks_like(cells: pd.Series) -> str:
    filled = cells[cells != ""]
    if filled.empty:
        return "string"
    if filled.isin(["True", "False"]).all():
        return "boolean"
    for kind, pattern in (("integer", _WHOLE), ("number", _NUMBER)):
        if all(pattern.fullmatch(cell) for cell in filled):
            return kind
    return "string"
