"""Role balance: who does, who speaks, who is done to, who is only spoken about."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.actors.common import KINDS, MOST_GROUPS, bar_keys, estimates, largest, stacked
from analysis.figures.network import key
from analysis.figures.theme import (
    MARKERS,
    NEUTRAL,
    PALETTE,
    colours,
    height_for,
    name_categories,
    new_figure,
    some,
    themed,
)
from analysis.labels import clip

ROLES = {
    "does": ("does", PALETTE[0], ""),
    "says": ("says", PALETTE[2], "..."),
    "undergoes": ("is done to", PALETTE[1], "///"),
    "about": ("only named", "#d9d9d9", ""),
}
"""Roles: label, colour and hatching."""


def role_balance(table: pd.DataFrame, *, top: int = 15) -> Figure:
    """Draw each actor's roles as shares, and how often it is the one who does; groups beside one another.

    Parameters
    ----------
    table : DataFrame
        From `actors.portrayal.role_balance`; with several groups only the share of
        doing is drawn, of the largest five. Hollow: too few articles for an interval.
    top : int
        Actors that are drawn: those with most clauses and mentions.
    """
    rows = some(table[table["kind"].isin(KINDS)], "actors with roles")
    rows = rows.assign(size=rows[list(ROLES)].sum(axis=1), group=rows.get("group", ""))
    sizes = rows.groupby("actor_id")["size"].sum()
    shown = largest(sizes, top)
    names = rows.drop_duplicates("actor_id").set_index("actor_id")["name"].reindex(shown)
    groups = largest(rows.groupby("group")["n"].max(), MOST_GROUPS)
    if len(groups) > 1:
        return _by_group(rows, shown, names, groups)
    figure, axes = new_figure(
        height_mm=height_for(len(shown), each_mm=5.6, around_mm=28), columns=2, sharey=True,
        gridspec_kw={"width_ratios": [1.5, 1]},
    )  # fmt: skip
    own = rows.set_index("actor_id").reindex(shown)
    with themed():
        _shares(axes[0], own)
        _agency(axes[1], own, np.arange(len(own)), PALETTE[0], "o")
        axes[1].set_title("share as agent", fontsize=9)
        name_categories(axes[0], names, width=26)
        axes[0].set_ylim(len(shown) - 0.4, -0.6)
        axes[1].tick_params(axis="y", length=0)
        figure.legend(handles=bar_keys(ROLES.values()), loc="outside lower center", ncols=4)
    return figure


def _shares(axes: Axes, rows: pd.DataFrame) -> None:
    values = {name: rows[f"{name}_share"].fillna(0).to_numpy(float) * 100 for name in ROLES}
    stacked(axes, values, ROLES, height=0.66)
    axes.set(xlim=(0, 100), xlabel="% of clauses and mentions", ylabel="")
    axes.set_title("roles", fontsize=9)


def _agency(axes: Axes, rows: pd.DataFrame, y: np.ndarray, colour: str, marker: str) -> None:
    values = (rows[name].to_numpy(float) * 100 for name in ("agency_low", "agency_high", "agency"))
    low, high, share = values
    axes.hlines(y, low, high, color=colour, linewidth=1.3, alpha=0.75)
    estimates(axes, share, y, known=~np.isnan(low), colour=colour, marker=marker)
    axes.axvline(50, color=NEUTRAL, linewidth=0.8, linestyle=":")
    axes.set(xlim=(-3, 103), xlabel="% of deeds", ylabel="")
    axes.grid(axis="x", visible=False)


def _by_group(rows: pd.DataFrame, shown: list[str], names: pd.Series, groups: list[str]) -> Figure:
    figure, axes = new_figure(height_mm=height_for(len(shown), each_mm=3.4 + 2.2 * len(groups), around_mm=30))
    colour = colours(groups)
    with themed():
        for i, group in enumerate(groups):
            own = rows[rows["group"] == group].set_index("actor_id").reindex(shown)
            y = np.arange(len(shown)) + 0.7 * ((i + 0.5) / len(groups) - 0.5)
            _agency(axes, own, y, str(colour[group]), MARKERS[i])
        axes.set_xlabel("% of deeds in which it is the agent: does ÷ (does + is done to)")
        name_categories(axes, names, width=26)
        axes.set_ylim(len(shown) - 0.4, -0.6)
        for edge in range(1, len(shown)):
            axes.axhline(edge - 0.5, color="#e3e3e3", linewidth=0.6)
        axes.grid(axis="y", visible=False)
        axes.tick_params(axis="y", length=0)
        keys = [key(str(colour[group]), MARKERS[i], clip(group, 22)) for i, group in enumerate(groups)]
        figure.legend(handles=keys, loc="outside lower center", ncols=min(len(keys), 4))
    return figure
