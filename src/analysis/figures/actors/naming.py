"""Figures of what actors are called, by outlet."""

from __future__ import annotations

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.errors import ParameterError
from analysis.figures.actors.common import MOST_GROUPS, largest
from analysis.figures.theme import (
    MARKERS,
    NEUTRAL,
    colours,
    height_for,
    name_categories,
    new_figure,
    some,
    themed,
)
from analysis.labels import clip

_SPREAD = 0.62
"""Part of a row's height over which its groups are spread."""


def naming(table: pd.DataFrame, *, actor: str = "", top: int = 12) -> Figure:
    """Draw in which share of articles each group uses each form of reference to one actor.

    Parameters
    ----------
    table : DataFrame
        From `actors.namings` with groups.
    actor : str
        Id of the actor; empty for the first of the table.
    top : int
        Forms that are drawn: those that most articles use, in the order names, roles, descriptions.

    Raises
    ------
    EmptySelectionError
        If no form is used by enough articles.
    ParameterError
        If the table has no such actor.
    """
    rows = some(table, "forms of reference")
    actor = actor or str(rows["actor_id"].iloc[0])
    if actor not in set(rows["actor_id"]):
        raise ParameterError(
            f"the table has no actor {actor!r}", where="naming",
            remedy=f"Give one of: {', '.join(rows['actor_id'].unique()[:5])}.",
        )  # fmt: skip
    rows = rows[rows["actor_id"] == actor]
    sizes = rows.groupby("group")["n"].max()
    groups = largest(sizes, MOST_GROUPS)
    forms = _widest(rows, top)
    figure, axes = new_figure(height_mm=height_for(len(forms), each_mm=3.6 + 1.9 * len(groups), around_mm=38))
    with themed():
        for i, group in enumerate(groups):
            own = rows[rows["group"] == group].set_index(["form_kind", "form"]).reindex(forms)
            offset = (i - (len(groups) - 1) / 2) * _SPREAD / max(len(groups) - 1, 1)
            _shares(axes, own, np.arange(len(forms)) + offset, str(colours(groups)[group]), MARKERS[i])
        _rows(axes, forms, rows)
        axes.set(
            xlabel="% of the articles that refer to the actor",
            ylabel="",
            title=clip(rows["name"].iloc[0], 60),
        )
        keys = [
            _key(group, sizes[group], str(colours(groups)[group]), MARKERS[i])
            for i, group in enumerate(groups)
        ]
        figure.legend(handles=keys, loc="outside lower center", ncols=min(3, len(groups)))
    return figure


def _widest(rows: pd.DataFrame, top: int) -> pd.MultiIndex:
    """Return the forms that most articles use, names first."""
    used = rows.groupby(["form_kind", "form"])["articles"].sum()
    shown = sorted(used.index, key=lambda key: (-used[key], key))[:top]
    rank = {"name": 0, "role": 1, "description": 2}
    ordered = sorted(shown, key=lambda key: (rank[key[0]], -used[key], key))
    return pd.MultiIndex.from_tuples(ordered, names=["form_kind", "form"])


def _shares(axes: Axes, own: pd.DataFrame, y: np.ndarray, colour: str, marker: str) -> None:
    axes.hlines(y, own["share_low"] * 100, own["share_high"] * 100, color=colour, linewidth=1.1, alpha=0.75)
    sns.scatterplot(
        x=own["share"] * 100, y=y, ax=axes, color=colour, marker=marker, s=30, legend=False, zorder=3
    )


def _rows(axes: Axes, forms: pd.MultiIndex, rows: pd.DataFrame) -> None:
    """Name the forms, mark those that differ between groups, and part names, roles and descriptions."""
    q = rows.drop_duplicates(["form_kind", "form"]).set_index(["form_kind", "form"])["q"].reindex(forms)
    texts = forms.get_level_values("form")
    marked = [f"{form} *" if value < 0.05 else form for form, value in zip(texts, q, strict=True)]
    name_categories(axes, marked, width=34)
    kinds = list(forms.get_level_values("form_kind"))
    for i in range(len(kinds)):
        if i and kinds[i] != kinds[i - 1]:
            axes.axhline(i - 0.5, color=NEUTRAL, linewidth=0.9)
        elif i:
            axes.axhline(i - 0.5, color="#eeeeee", linewidth=0.6)
    axes.set_xlim(-2, 102)
    axes.set_ylim(len(forms) - 0.45, -0.55)
    axes.grid(axis="y", visible=False)


def _key(group: object, n: int, colour: str, marker: str) -> Line2D:
    label = f"{clip(str(group), 28)} (n = {n})"
    return Line2D([], [], color=colour, marker=marker, linewidth=1.1, markersize=5, label=label)
