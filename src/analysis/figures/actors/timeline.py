"""Prominence over time."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.errors import EmptySelectionError
from analysis.figures.over_time import LEAST_PERIODS, finish, grid, line
from analysis.figures.theme import MARKERS, PALETTE, some, themed
from analysis.labels import clip

MOST_ACTORS = 8
"""Actors that one figure shows."""


def prominence_over_time(table: pd.DataFrame) -> Figure:
    """Draw the share of a period's articles that name an actor, with its interval; a panel for each actor.

    Periods with too few articles for an interval are not drawn, and their number is written under the
    figure. If fewer than two periods have an interval, all are drawn.

    Parameters
    ----------
    table : DataFrame
        From `actors.portrayal.prominence_over_time`; with groups, a line for each of the largest five.

    Raises
    ------
    EmptySelectionError
        If there is one period only.
    """
    rows = some(table, "actors over time")
    if rows["period"].nunique() < LEAST_PERIODS:
        raise EmptySelectionError(
            "all articles are of one period", remedy="Take shorter periods (every) or a longer time."
        )
    actors = list(dict.fromkeys(rows["actor_id"]))[:MOST_ACTORS]
    few = (rows["n"] > 0) & rows["high"].isna()
    known = rows.loc[rows["actor_id"] == actors[0], "high"].notna().sum()
    hidden = few if known >= LEAST_PERIODS else few & False
    shown = rows.assign(share=rows["share"].mask(hidden))
    names = shown.drop_duplicates("actor_id").set_index("actor_id")["name"].reindex(actors)
    figure, panels = grid(actors, each_mm=46)
    with themed():
        for panel, actor in zip(panels, actors, strict=False):
            own = shown[shown["actor_id"] == actor]
            _series(panel, own)
            panel.set(title=clip(names[actor], 34), xlabel="", ylabel="")
            panel.set_ylim(0, min(103, 110 * float(own["high"].fillna(own["share"]).max() or 1) + 3))
        count = int(hidden[rows["actor_id"] == actors[0]].sum())
        note = f"not drawn: {count:,} with too few articles" if count else ""
        finish(figure, panels, actors, rows, "% of articles", note=note)
    return figure


def _series(axes: Axes, rows: pd.DataFrame) -> None:
    if "group" not in rows:
        rows = rows.assign(group="")
    sizes = rows.groupby("group")["n"].sum().sort_values(ascending=False, kind="stable")
    for i, group in enumerate(sizes.index[: len(PALETTE)]):
        own = rows[rows["group"] == group]
        time = pd.to_datetime(own["period"])
        drawn = own["share"].notna()
        low, high = (own[name].where(drawn) * 100 for name in ("low", "high"))
        axes.fill_between(time, low, high, color=PALETTE[i], alpha=0.15, linewidth=0)
        line(axes, time, own["share"] * 100, color=PALETTE[i], marker=MARKERS[i], label=clip(group, 22))
