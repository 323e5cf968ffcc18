"""Figures of words: how often and how widely."""

from __future__ import annotations

import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure

from analysis.figures.theme import PALETTE, height_for, name_categories, new_figure, some, themed


def frequencies(table: pd.DataFrame, *, top: int = 25) -> Figure:
    """Draw the most frequent words: rate as a dot with its interval, share of articles beside it.

    Parameters
    ----------
    table : DataFrame
        Rows of `vocabulary.frequencies` in the order to be drawn.
    top : int
        Rows that are drawn.
    """
    rows = some(table.head(top), "words")
    figure, axes = new_figure(height_mm=height_for(len(rows), each_mm=4.6), columns=2, sharey=True)
    with themed():
        for panel, column, colour in ((axes[0], "per_million", PALETTE[0]), (axes[1], "share", PALETTE[1])):
            if column == "per_million":
                panel.hlines(
                    range(len(rows)), rows["low"] / 1000, rows["high"] / 1000, color=colour, linewidth=1.2,
                    alpha=0.7,
                )  # fmt: skip
            values = rows[column] / 1000 if column == "per_million" else rows[column] * 100
            sns.scatterplot(x=values, y=range(len(rows)), ax=panel, color=colour, s=32, legend=False)
            panel.set_xlim(left=0)
            panel.grid(axis="x", visible=False)
        axes[0].set(xlabel="per 1,000 words", ylabel="", title="How often")
        axes[1].set(xlabel="% of articles", ylabel="", xlim=(0, 103), title="How widely")
        name_categories(axes[0], rows["word"])
        axes[0].invert_yaxis()
    return figure
