"""How widely actors are mentioned."""

from __future__ import annotations

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.errors import EmptySelectionError
from analysis.figures.actors.common import KINDS, kind_keys, largest
from analysis.figures.theme import NEUTRAL, colours, height_for, name_categories, new_figure, some, themed
from analysis.labels import clip

LEAST_ARTICLES = 3
"""Articles without which a share of articles is no figure."""


def prominence(table: pd.DataFrame, *, top: int = 20) -> Figure:
    """Draw the share of articles that mention each actor, with intervals; groups side by side.

    Parameters
    ----------
    table : DataFrame
        From `actors.prominence`, overall or by group.
    top : int
        Actors that are drawn: those mentioned in most articles.
    """
    rows = some(table, "actors")
    if rows["n"].max() < LEAST_ARTICLES:
        raise EmptySelectionError(
            f"shares of {rows['n'].max()} articles say little",
            remedy="Read the table of actors and mentions.",
        )
    if "group" not in rows.columns:
        rows = rows.assign(group="")
    widest = rows.groupby("actor_id")[["articles", "mentions"]].sum().reset_index()
    shown = widest.sort_values(["articles", "mentions", "actor_id"], ascending=[False, False, True])[
        "actor_id"
    ][:top]
    groups = largest(rows.groupby("group")["n"].max())
    names = rows.drop_duplicates("actor_id").set_index("actor_id")["name"].reindex(shown)
    columns = 2 if len(groups) in (2, 4) else min(3, len(groups))
    lines = -(-len(groups) // columns)
    figure, axes = new_figure(
        height_mm=lines * height_for(len(shown), each_mm=4.6, around_mm=20),
        rows=lines, columns=columns, squeeze=False, sharey=True,
    )  # fmt: skip
    kinds = rows.drop_duplicates("actor_id").set_index("actor_id")["kind"].reindex(shown)
    with themed():
        for panel, group in zip(axes.flat, groups, strict=False):
            own = rows[rows["group"] == group].set_index("actor_id").reindex(shown)
            _intervals(panel, own, kinds)
            count = int(own["n"].max()) if own["n"].notna().any() else 0
            panel.set(
                title=f"{clip(group, 26 if columns < 3 else 15)}\nn = {count}" if group else "",
                xlabel="% of articles",
                ylabel="",
            )
        for panel in axes[:, 0]:
            name_categories(panel, names)
        axes[0, 0].set_ylim(len(shown) - 0.4, -0.6)
        for panel in list(axes.flat)[len(groups) :]:
            panel.set_visible(False)
        figure.legend(handles=kind_keys(kinds), loc="outside lower center", ncols=5)
    return figure


def _intervals(axes: Axes, rows: pd.DataFrame, kinds: pd.Series) -> None:
    y = np.arange(len(rows))
    axes.hlines(y, rows["share_low"] * 100, rows["share_high"] * 100, color=NEUTRAL, linewidth=1.4)
    colour = colours(KINDS)
    for kind in dict.fromkeys(kinds):
        own = (kinds == kind).to_numpy()
        sns.scatterplot(x=rows["share"].to_numpy()[own] * 100, y=y[own], ax=axes, color=colour[kind],
                        marker=KINDS[kind], s=34, legend=False, zorder=3)  # fmt: skip
    axes.set_xlim(0, 103)
    axes.grid(axis="x", visible=False)
