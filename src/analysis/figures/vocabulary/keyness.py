"""Figures of words that set groups apart."""

from __future__ import annotations

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.figures.theme import NEUTRAL, PALETTE, height_for, name_categories, new_figure, some, themed
from analysis.labels import clip

MOST_PANELS = 6
"""Groups that one keyness figure shows; more would not be read."""


def keyness(table: pd.DataFrame) -> Figure:
    """Draw keywords of each group: rate in the group against the rate elsewhere, with intervals.

    Parameters
    ----------
    table : DataFrame
        Rows of `vocabulary.keywords`; a panel for each of the first `MOST_PANELS` groups.
    """
    some(table, "keywords")
    groups = list(dict.fromkeys(table["group"]))[:MOST_PANELS]
    columns = 1 if len(groups) == 1 else 2
    lines = -(-len(groups) // columns)
    tallest = int(table["group"].value_counts().max())
    figure, axes = new_figure(
        height_mm=lines * height_for(tallest, each_mm=4.4, around_mm=16),
        rows=lines,
        columns=columns,
        squeeze=False,
    )
    with themed():
        for panel, group in zip(axes.flat, groups, strict=False):
            _dumbbells(panel, table[table["group"] == group], group)
        for panel in list(axes.flat)[len(groups) :]:
            panel.set_visible(False)
        handles = [_key(PALETTE[0], "o", "this group"), _key(NEUTRAL, "D", "all others")]
        figure.legend(handles=handles, loc="outside upper right", ncols=2)
    return figure


def _dumbbells(axes: Axes, rows: pd.DataFrame, group: str) -> None:
    y = range(len(rows))
    for column, colour, marker in (("_rest", NEUTRAL, "D"), ("", PALETTE[0], "o")):
        rate, low, high = (rows[name + column] / 1000 for name in ("per_million", "low", "high"))
        axes.hlines(y, low, high, color=colour, linewidth=1.2, alpha=0.7)
        sns.scatterplot(x=rate, y=y, ax=axes, color=colour, marker=marker, s=30 if marker == "o" else 18,
                        legend=False, zorder=3)  # fmt: skip
    axes.set(title=clip(group, 34), xlabel="per 1,000 words", ylabel="")
    axes.set_xlim(left=0)
    name_categories(axes, rows["word"], width=20)
    axes.set_ylim(len(rows) - 0.4, -0.6)


def _key(colour: str, marker: str, label: str) -> Line2D:
    return Line2D([], [], color=colour, marker=marker, linewidth=1.2, markersize=5, label=label)
