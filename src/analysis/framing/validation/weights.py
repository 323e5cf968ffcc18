"""What a coded row stands for: its chance of being drawn, made up for rows of its stratum that nobody coded."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import ParameterError
from analysis.sampling.strata import joined

Array = np.ndarray


@dataclass(frozen=True)
class Coded:
    """Coded rows of one frame, one entry each.

    Attributes
    ----------
    rows : DataFrame
        The design of these rows.
    y : array, shape (n,)
        Codes, 0 or 1.
    weight : array, shape (n,)
        Articles of the corpus a row stands for: stories of its stratum × copies / rows coded there.
    stratum : array of int, shape (n,)
        Strata of the draw; those with one coded row are joined to others.
    left : array, shape (n,)
        Share of the stratum that was not coded, 1 − n_h / N_h.
    """

    rows: pd.DataFrame
    y: Array
    weight: Array
    stratum: Array
    left: Array

    @property
    def n(self) -> int:
        """Number of rows."""
        return len(self.y)


def coded_rows(codes: pd.DataFrame, design: pd.DataFrame, frame: str) -> Coded:
    """Return the coded rows of a frame with what they stand for.

    Parameters
    ----------
    codes : DataFrame
        row_id, frame, value; open ones (NaN) count as not coded.
    design : DataFrame
    frame : str

    Raises
    ------
    ParameterError
        If a code belongs to no row of the design, or is neither 0 nor 1.

    Notes
    -----
    Rows without a code are taken to be missing at random within their stratum.
    """
    own = codes[(codes["frame"] == frame) & codes["value"].notna()].set_index("row_id")["value"]
    rows = design[design["row_id"].isin(own.index)].sort_values("row_id").reset_index(drop=True)
    if len(rows) < len(own):
        strange = sorted(set(own.index) - set(rows["row_id"]))[0]
        raise ParameterError(f"row {strange!r} is not in the design", where="codes",
                             remedy="Give the design the codes belong to.")  # fmt: skip
    y = own.reindex(rows["row_id"]).to_numpy(dtype=float)
    if not np.isin(y, [0.0, 1.0]).all():
        raise ParameterError(
            f"the code {y[~np.isin(y, [0.0, 1.0])][0]} of {frame!r}", remedy="Codes are 0 and 1."
        )
    size = rows.groupby("stratum")["row_id"].transform("size").to_numpy(dtype=float)
    weight = rows["stratum_stories"].to_numpy(dtype=float) * rows["copies"].to_numpy(dtype=float) / size
    left = np.clip(1 - size / rows["stratum_rows"].to_numpy(dtype=float), 0, 1)
    return Coded(rows, y, weight, joined(rows["stratum"].to_numpy(dtype=str)), left)


def machine_codes(scores: pd.DataFrame, rows: pd.DataFrame, frame: str, column: str = "present") -> Array:
    """Return what the machine says of coded rows, or NaN where it says nothing.

    Parameters
    ----------
    scores : DataFrame
        From `framing.frame_articles`, `unit_scores`, or a model: article_id (start, end), frame, and the column.
    rows : DataFrame
        Of a design.
    frame, column : str
    """
    own = scores[scores["frame"] == frame]
    keys = [name for name in ("article_id", "start", "end") if name in scores.columns]
    index = pd.MultiIndex.from_frame(rows[keys])
    known = own.drop_duplicates(keys).set_index(keys)[column].astype(float)
    known.index = pd.MultiIndex.from_frame(known.index.to_frame(index=False))
    return known.reindex(index).to_numpy(dtype=float)
