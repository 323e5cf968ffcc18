"""What the figures of framing share: dots with intervals, titles of frames, and the status on the axis."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.errors import require
from analysis.figures.theme import some


def needs(table: pd.DataFrame, columns: Sequence[str], maker: str, *, things: str = "frames") -> pd.DataFrame:
    """Return a table that has the columns and at least one row, or raise.

    Raises
    ------
    ParameterError
        If a column is missing.
    EmptySelectionError
        If there is nothing to draw.
    """
    require(
        table,
        columns,
        what="the table has",
        where="figures.framing",
        remedy=f"Give the table that framing.{maker} makes.",
    )
    return some(table, things)


def status(table: pd.DataFrame) -> str:
    """Return what is said about the validity of the frames, each line once."""
    return "; ".join(dict.fromkeys(table["validity"].astype(str)))


def title(frame: object) -> str:
    """Return a frame's id as a title."""
    return str(frame).replace("_", " ").capitalize()


def dots(
    axes: Axes,
    x: pd.Series,
    y: np.ndarray,
    low: pd.Series,
    high: pd.Series,
    *,
    colour: str,
    marker: str = "o",
) -> None:
    """Draw estimates with their intervals; a marker is hollow where there is none."""
    known = (low.notna() & high.notna()).to_numpy()
    axes.hlines(y[known], low[known], high[known], color=colour, linewidth=1.4, alpha=0.75)
    for chosen, face in ((known, colour), (~known, "white")):
        if not chosen.any():
            continue
        axes.scatter(
            x.to_numpy()[chosen],
            y[chosen],
            s=26,
            marker=marker,
            facecolor=face,
            edgecolor=colour,
            linewidth=1.1,
            zorder=3,
        )
