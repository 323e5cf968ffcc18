"""The status of each frame: what coding says about its numbers, as one line, kept as a small file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.framing.codebooks.model import Codebook
from analysis.framing.codebooks.writing import fingerprint
from analysis.framing.validation.binding import coding_fingerprint
from analysis.framing.validation.files import read_rows
from analysis.framing.validation.reliability import SOLID, TENTATIVE
from analysis.framing.validation.sheets import inert, write_text

FEW_CODED = 100
"""Coded rows below which the line says that they are few."""

FEW_YES = 20
"""Rows coded yes below which the line says so: recall rests on these."""

VALIDITY = (
    "frame", "status", "unit", "n_coded", "positive", "coders", "n_twice", "alpha", "alpha_low", "alpha_high",
    "precision", "precision_low", "precision_high", "recall", "recall_low", "recall_high", "f1", "f1_low", "f1_high",
    "ceiling", "auc", "auc_low", "auc_high", "codebook", "version", "coding_fingerprint", "fingerprint",
)  # fmt: skip
"""Columns of a validity table, and of its file."""


def validity_table(
    reliability: pd.DataFrame, accuracy: pd.DataFrame, *, codebook: Codebook, unit: str = "articles"
) -> pd.DataFrame:
    """Return what coding says about each frame, for `with_status` and every measure that takes ``validity=``.

    Parameters
    ----------
    reliability : DataFrame
        From `reliability`.
    accuracy : DataFrame
        From `accuracy`.
    codebook : Codebook
        The one whose dictionary was measured.
    unit : str
        What was coded, in the plural.

    Returns
    -------
    DataFrame
        Columns `VALIDITY`. ``status`` reads like "200 articles coded by 2, α .61 (.50–.71), F1 .66 (.58–.73),
        human ceiling .71; low reliability".
    """
    frames = reliability[reliability["indicator"] == ""].rename(columns={"n": "n_twice"})
    table = accuracy.rename(columns={"n": "n_coded"}).merge(
        frames[["frame", "coders", "n_twice", "alpha", "alpha_low", "alpha_high"]], on="frame", how="left"
    )
    table["unit"], table["codebook"], table["version"] = unit, codebook.name, codebook.version
    table["coding_fingerprint"] = coding_fingerprint(codebook)
    table["fingerprint"] = fingerprint(codebook)
    table["status"] = [_status(row) for row in table.to_dict("records")]
    return table.reindex(columns=list(VALIDITY))


def write_validity(table: pd.DataFrame, path: str | Path) -> Path:
    """Write a validity table as a small CSV file."""
    return write_text(Path(path), table.map(inert).round(4).to_csv(index=False, lineterminator="\n"))


def load_validity(path: str | Path, *, codebook: Codebook) -> pd.DataFrame:
    """Read a validity table for a codebook, and say where it is outdated.

    Parameters
    ----------
    path : str or Path
    codebook : Codebook
        The one in use. If its questions and definitions changed since the
        coding, or its terms since the measurement, the status says so before all else.

    Raises
    ------
    InputError
        If a column is missing, or the table is about another codebook.
    """
    table = read_rows(path)
    missing = [name for name in VALIDITY if name not in table.columns]
    if missing:
        raise InputError(f"the table has no column {', '.join(missing)}", where=str(path),
                         remedy="Take the file that `analysis validate` wrote.")  # fmt: skip
    names = sorted(set(table["codebook"]) - {codebook.name})
    if names:
        raise InputError(f"the table is about codebook {names[0]!r}, not {codebook.name!r}", where=str(path))
    texts = {"frame", "status", "unit", "codebook", "version", "coding_fingerprint", "fingerprint"}
    for name in set(VALIDITY) - texts:
        table[name] = pd.to_numeric(table[name], errors="coerce")
    recoded = table["coding_fingerprint"] != coding_fingerprint(codebook)
    remeasured = table["fingerprint"] != fingerprint(codebook)
    why = np.where(
        recoded, f"outdated (coded with other definitions, version {table['version'].iloc[0]})" if len(table) else "",
        np.where(remeasured, "outdated (measured with other terms; measure again with the same coding)", ""),
    )  # fmt: skip
    table["status"] = [f"{w}: {s}" if w else s for w, s in zip(why, table["status"], strict=True)]
    return table[list(VALIDITY)]


def _status(row: dict[Any, Any]) -> str:
    n, coders = _count(row["n_coded"]), _count(row["coders"])
    parts = [f"{n:,} {row['unit']} coded by {coders}" if n else "not coded"]
    doubts = []
    if not n:
        return parts[0]
    if coders < 2:
        doubts.append("one coder, so reliability is unknown")
    elif np.isnan(alpha := _value(row["alpha"])):
        parts.append("α not defined")
    else:
        parts.append("α " + _with_limits(row, "alpha"))
        if alpha < TENTATIVE:
            doubts.append(f"low reliability (α below {_short(TENTATIVE, 3)})")
        elif alpha < SOLID:
            doubts.append(f"reliability for tentative conclusions only (α below {_short(SOLID)})")
    if not np.isnan(_value(row["f1"])):
        parts.append("F1 " + _with_limits(row, "f1"))
        if not np.isnan(ceiling := _value(row["ceiling"])):
            parts.append(f"between coders {_short(ceiling)}")
    else:
        doubts.append("no row coded yes" if not _count(row["positive"]) else "F1 not defined")
    if n < FEW_CODED:
        doubts.append(f"few {row['unit']} coded")
    elif 0 < _count(row["positive"]) < FEW_YES:
        doubts.append(f"only {_count(row['positive'])} coded yes")
    return ", ".join(parts) + (f"; {', '.join(doubts)}" if doubts else "")


def _with_limits(row: dict[Any, Any], name: str) -> str:
    low, high = _value(row[f"{name}_low"]), _value(row[f"{name}_high"])
    limits = "no interval" if np.isnan(low) or np.isnan(high) else f"{_short(low)}–{_short(high)}"
    return f"{_short(_value(row[name]))} ({limits})"


def _short(value: float, places: int = 2) -> str:
    """Return a coefficient as they are printed: .61, −.08, 1.00."""
    text = f"{abs(value):.{places}f}"
    return ("−" if value < 0 and float(text) else "") + text.removeprefix("0")


def _value(value: object) -> float:
    return float(value) if isinstance(value, int | float | np.number) else float("nan")


def _count(value: object) -> int:
    return 0 if np.isnan(_value(value)) else int(_value(value))
