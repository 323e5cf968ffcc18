"""Figures of words that go together."""

from __future__ import annotations

import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure

from analysis.figures.theme import NEUTRAL, PALETTE, height_for, name_categories, new_figure, some, themed


def collocations(
    table: pd.DataFrame, *, measure: str = "log_dice", label: str = "logDice", top: int = 25
) -> Figure:
    """Draw pairs of words by their association; the frequency is written beside each dot.

    Parameters
    ----------
    table : DataFrame
        Rows of `vocabulary.collocations` in the order to be drawn.
    measure, label : str
        Column for the horizontal axis, and its name in words.
    top : int
        Rows that are drawn.
    """
    rows = some(table.head(top), "pairs of words").reset_index(drop=True)
    figure, axes = new_figure(height_mm=height_for(len(rows), each_mm=4.6))
    with themed():
        sns.scatterplot(x=rows[measure], y=range(len(rows)), ax=axes, color=PALETTE[0], s=32, legend=False)
        for i, (x, f) in enumerate(zip(rows[measure], rows["f"], strict=True)):
            axes.annotate(f"{f:,} ×", (x, i), xytext=(6, 0), textcoords="offset points", va="center", fontsize=8,
                          color=NEUTRAL)  # fmt: skip
        name_categories(axes, rows["first"] + " " + rows["second"])
        axes.set(xlabel=label, ylabel="")
        axes.margins(x=0.12)
        axes.invert_yaxis()
    return figure
