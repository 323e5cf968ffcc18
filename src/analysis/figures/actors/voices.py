"""Words given to speakers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.actors.common import KINDS, largest
from analysis.figures.network import key
from analysis.figures.theme import (
    NEUTRAL,
    PALETTE,
    estimated,
    height_for,
    name_categories,
    new_figure,
    some,
    themed,
)
from analysis.labels import clip


def voice_shares(table: pd.DataFrame, *, top: int = 20) -> Figure:
    """Draw the words given to each named speaker, quoted and paraphrased.

    Sources without a name are one row of the table and would dwarf all others;
    their words are written under the axis.

    Parameters
    ----------
    table : DataFrame
        From `actors.voice_shares`, overall or by group.
    top : int
        Speakers that are drawn in each panel.
    """
    rows = some(table, "speakers")
    if "group" not in rows.columns:
        rows = rows.assign(group="")
    groups = largest(rows.groupby("group")["words"].sum())
    top = top if len(groups) == 1 else min(top, 12)
    columns = 1 if len(groups) == 1 else 2
    lines = -(-len(groups) // columns)
    tallest = min(top, int(rows["group"].value_counts().max()))
    figure, axes = new_figure(
        height_mm=lines * height_for(tallest, each_mm=5.0, around_mm=20),
        rows=lines,
        columns=columns,
        squeeze=False,
    )
    with themed():
        for panel, group in zip(axes.flat, groups, strict=False):
            own = rows[rows["group"] == group]
            _voices(panel, own[own["kind"].isin(KINDS)].head(top), own[~own["kind"].isin(KINDS)], group)
        for panel in list(axes.flat)[len(groups) :]:
            panel.set_visible(False)
        keys = [key(PALETTE[0], "o", "in quotation marks"), key(PALETTE[1], "s", "paraphrased")]
        figure.legend(handles=keys, loc="outside lower center", ncols=2)
    return figure


def _voices(axes: Axes, rows: pd.DataFrame, apart: pd.DataFrame, group: str) -> None:
    y = np.arange(len(rows))
    quoted, other = (
        rows[estimated(rows, column)].to_numpy() for column in ("words_quoted", "words_paraphrased")
    )
    axes.hlines(y, np.minimum(quoted, other), np.maximum(quoted, other), color=NEUTRAL, linewidth=1)
    for values, colour, marker in ((quoted, PALETTE[0], "o"), (other, PALETTE[1], "s")):
        sns.scatterplot(x=values, y=y, ax=axes, color=colour, marker=marker, s=34, legend=False, zorder=3)
    notes = [f"{name}: {words:,}" for name, words in zip(apart["name"], apart["words"], strict=True)]
    axes.set(title=clip(group, 34), xlabel="\n".join(["words", *notes]), ylabel="")
    axes.set_xlim(left=0)
    axes.margins(x=0.06)
    axes.grid(axis="x", visible=False)
    name_categories(axes, rows["name"], width=26)
    axes.set_ylim(len(rows) - 0.4, -0.6)
