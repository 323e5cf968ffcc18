"""Frames over time."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from analysis.errors import EmptySelectionError
from analysis.figures.framing.common import needs, status, title
from analysis.figures.over_time import LEAST_PERIODS, finish, grid, line
from analysis.figures.theme import MARKERS, PALETTE, themed
from analysis.labels import clip

MOST_GROUPS = 4
"""Groups that one panel tells apart."""


def frame_timeline(table: pd.DataFrame) -> Figure:
    """Draw the share of each period's articles that show a frame, with its interval; a panel for each frame.

    Periods without an interval are not drawn, and their number is written under the figure, unless fewer than two
    periods have one.

    Parameters
    ----------
    table : DataFrame
        From `framing.frame_timeline`; with groups, a line for each of the first four.

    Raises
    ------
    EmptySelectionError
        If there is one period only, or no row.
    ParameterError
        If a column is missing.
    """
    columns = ["group", "frame", "period", "every", "n", "share", "share_low", "share_high", "validity"]
    rows = needs(table, columns, "frame_timeline")
    if rows["period"].nunique() < LEAST_PERIODS:
        raise EmptySelectionError(
            "all articles are of one period", remedy="Take shorter periods (every) or a longer time."
        )
    frames, groups = list(dict.fromkeys(rows["frame"])), list(dict.fromkeys(rows["group"]))[:MOST_GROUPS]
    rows = rows[rows["group"].isin(groups)]
    few = (rows["n"] > 0) & rows["share_high"].isna()
    known = rows[rows["frame"] == frames[0]]["share_high"].notna().sum()
    hidden = few if known >= LEAST_PERIODS else few & False
    rows = rows.assign(share=rows["share"].mask(hidden))
    with themed():
        figure, panels = grid(frames, each_mm=44)
        for axes, frame in zip(panels, frames, strict=False):
            own = rows[rows["frame"] == frame]
            for i, group in enumerate(groups):
                mine = own[own["group"] == group]
                time, drawn = pd.to_datetime(mine["period"]), mine["share"].notna()
                ends = [mine[name].where(drawn) * 100 for name in ("share_low", "share_high")]
                axes.fill_between(time, *ends, color=PALETTE[i], alpha=0.15, linewidth=0)
                line(
                    axes,
                    time,
                    mine["share"] * 100,
                    color=PALETTE[i],
                    marker=MARKERS[i],
                    label=clip(group, 22),
                )
            axes.set(title=title(frame), xlabel="", ylabel="")
            top = float(own["share_high"].fillna(own["share"]).where(own["share"].notna()).max() or 0)
            axes.set_ylim(0, min(103, 110 * top + 5))
        count = int(hidden[rows["frame"] == frames[0]].sum())
        note = f"not drawn: {count:,} with too few articles" if count else ""
        finish(figure, panels, frames, rows, f"% of articles ({status(rows)})", note=note)
    return figure
