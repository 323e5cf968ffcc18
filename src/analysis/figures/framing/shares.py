"""Figures of the framing profile: how common each frame is, and whose voice carries it.

One drawing serves all three: a panel for each frame, a line for each group, a dot
at the estimate, a bar over its interval. The validity of the numbers is written
on the axis, so that no figure travels without it.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.framing.common import dots, needs, title
from analysis.figures.theme import PALETTE, height_for, name_categories, new_figure, themed
from analysis.labels import clip

MOST_GROUPS = 20
"""Groups that one figure shows, in the order of the table."""

_COLUMNS = 3
_MAKERS = "frame_groups or framing.voice_split"


def frame_shares(groups: pd.DataFrame) -> Figure:
    """Draw the share of articles that show each frame, by group, with intervals.

    Parameters
    ----------
    groups : DataFrame
        From `framing.frame_groups`: group, frame, n, share, share_low, share_high, validity.
        A group without an interval gets an open dot.

    Raises
    ------
    EmptySelectionError
        If the table has no row.
    ParameterError
        If a column is missing.
    """
    return _draw(groups, "share", scale=100, label="% of articles", limit=100)


def frame_rates(groups: pd.DataFrame) -> Figure:
    """Draw the mean rate of each frame's terms, by group, with intervals.

    Parameters
    ----------
    groups : DataFrame
        From `framing.frame_groups`: group, frame, n, rate, rate_low, rate_high, validity.

    Raises
    ------
    EmptySelectionError
        If the table has no row.
    ParameterError
        If a column is missing.
    """
    return _draw(groups, "rate", scale=1, label="hits per 1,000 words")


def voice_split(table: pd.DataFrame) -> Figure:
    """Draw which share of each frame's hits stands in the outlet's own voice, with intervals.

    The rest is inside quotations. A group whose articles have no hit of a frame
    has no dot there.

    Parameters
    ----------
    table : DataFrame
        From `framing.voice_split`: group, frame, voice, n, share, share_low, share_high, validity.

    Raises
    ------
    EmptySelectionError
        If the table has no row.
    ParameterError
        If a column is missing.
    """
    needs(table, ["voice"], _MAKERS)
    own = table[table["voice"] == "narrator"].reset_index(drop=True)
    return _draw(own, "share", scale=100, label="% of hits in the outlet's own voice", limit=100)


def _draw(
    table: pd.DataFrame, column: str, *, scale: float, label: str, limit: float | None = None
) -> Figure:
    needs(table, ["group", "frame", "n", column, f"{column}_low", f"{column}_high", "validity"], _MAKERS)
    every = list(dict.fromkeys(table["group"]))
    names = every[:MOST_GROUPS]
    rows = table[table["group"].isin(names)]
    values = rows[[column, f"{column}_low", f"{column}_high"]].astype(float) * scale
    rows = rows[["group", "frame", "n"]].assign(
        x=values[column], low=values[f"{column}_low"], high=values[f"{column}_high"]
    )
    axis = f"{label} ({', '.join(dict.fromkeys(table['validity']))})"
    if len(names) < len(every):
        axis += f"; {len(names)} of {len(every)} groups"
    end = limit if limit is not None else float(np.nanmax(rows[["x", "high"]].to_numpy(), initial=0.0)) or 1.0
    with themed():
        return _one_group(rows, axis, end) if len(names) == 1 else _panels(rows, names, axis, end)


def _one_group(rows: pd.DataFrame, axis: str, end: float) -> Figure:
    """Draw one group: its frames are the lines of a single panel."""
    figure, axes = new_figure(height_mm=height_for(len(rows)))
    _dots(axes, rows, range(len(rows)), end)
    name_categories(axes, [title(frame) for frame in rows["frame"]])
    axes.set(title=clip(f"{rows['group'].iloc[0]}, n = {rows['n'].iloc[0]:,}", 60), xlabel=axis, ylabel="")
    axes.set_ylim(len(rows) - 0.5, -0.5)
    return figure


def _panels(rows: pd.DataFrame, names: list[str], axis: str, end: float) -> Figure:
    frames = list(dict.fromkeys(rows["frame"]))
    columns = min(_COLUMNS, len(frames))
    lines = -(-len(frames) // columns)
    height = lines * height_for(len(names), each_mm=5, around_mm=14, least_mm=36) + 8
    figure, grid = new_figure(
        height_mm=height, rows=lines, columns=columns, squeeze=False, sharex=True, sharey=True
    )
    place = {name: i for i, name in enumerate(names)}
    for axes, frame in zip(grid.flat, frames, strict=False):
        own = rows[rows["frame"] == frame]
        _dots(axes, own, own["group"].map(place), end)
        axes.set(title=clip(title(frame), 30), xlabel="", ylabel="")
        # A panel with none below it keeps the numbers of its axis.
        axes.tick_params(labelbottom=True)
    for axes in list(grid.flat)[len(frames) :]:
        axes.set_visible(False)
    sizes = rows.drop_duplicates("group").set_index("group")["n"]
    name_categories(grid[0, 0], [f"{clip(name, 20)} ({sizes[name]:,})" for name in names], width=30)
    grid[0, 0].set_ylim(len(names) - 0.5, -0.5)
    figure.supxlabel(axis, fontsize=9)
    return figure


def _dots(axes: Axes, rows: pd.DataFrame, places: Iterable[float], end: float) -> None:
    dots(axes, rows["x"], np.array(list(places), dtype=float), rows["low"], rows["high"], colour=PALETTE[0])
    axes.set_xlim(-0.03 * end, 1.05 * end)
    axes.grid(axis="x", visible=True)
