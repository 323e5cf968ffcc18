"""Figures of the corpus: what it consists of, over time and by group."""

from __future__ import annotations

import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure

from analysis.figures.theme import MARKERS, NEUTRAL, PALETTE, height_for, name_categories, new_figure, themed
from analysis.labels import clip


def coverage(table: pd.DataFrame, *, top: int = 20) -> Figure:
    """Draw articles and median length of each group.

    Parameters
    ----------
    table : DataFrame
        Rows of `corpus.coverage`.
    top : int
        Rows that are drawn.
    """
    rows = table.head(top)
    figure, axes = new_figure(height_mm=height_for(len(rows), each_mm=6), columns=2, sharey=True)
    with themed():
        for panel, column, colour in (
            (axes[0], "articles", PALETTE[0]),
            (axes[1], "median_words", PALETTE[2]),
        ):
            sns.scatterplot(x=rows[column], y=range(len(rows)), ax=panel, color=colour, s=40, legend=False)
            panel.set_xlim(left=0, right=float(rows[column].max()) * 1.08)
            panel.set_ylabel("")
        axes[0].set_xlabel("articles")
        axes[1].set_xlabel("median words an article")
        name_categories(axes[0], [value or "(none stated)" for value in rows["group"]])
        axes[0].set_ylim(len(rows) - 0.4, -0.6)
    return figure


def timeline(table: pd.DataFrame) -> Figure:
    """Draw the number of articles over time, a line for each group.

    Parameters
    ----------
    table : DataFrame
        Rows of `corpus.timeline`.
    """
    groups = [group for group in dict.fromkeys(table["group"]) if group != "other"]
    order = [*groups, *(["other"] if "other" in set(table["group"]) else [])]
    figure, axes = new_figure(height_mm=75)
    with themed():
        for i, group in enumerate(order):
            rows = table[table["group"] == group]
            grey = group == "other"
            sns.lineplot(
                x=pd.to_datetime(rows["period"]), y=rows["articles"], ax=axes, label=clip(group or "(none stated)", 24),
                color=NEUTRAL if grey else PALETTE[i % len(PALETTE)], marker=MARKERS[i % len(MARKERS)],
                linestyle="--" if grey else "-", markersize=5, errorbar=None,
            )  # fmt: skip
        axes.set(xlabel="", ylabel=f"articles per {table['unit'].iloc[0]}")
        axes.set_ylim(bottom=0)
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), title="")
        figure.autofmt_xdate(rotation=30)
    return figure
