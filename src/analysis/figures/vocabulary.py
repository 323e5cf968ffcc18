"""Figures of the vocabulary profile: frequency, collocation, keyness."""

from __future__ import annotations

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.errors import EmptySelectionError
from analysis.figures.theme import NEUTRAL, PALETTE, height_for, name_categories, new_figure, themed
from analysis.labels import clip

MOST_PANELS = 6
"""Groups that one keyness figure shows; more would not be read."""


def frequencies(table: pd.DataFrame, *, top: int = 25) -> Figure:
    """Draw the most frequent words: rate as a dot, share of articles beside it.

    Parameters
    ----------
    table : DataFrame
        Rows of `vocabulary.frequencies` in the order to be drawn.
    top : int
        Rows that are drawn.
    """
    rows = _some(table.head(top), "words")
    figure, axes = new_figure(height_mm=height_for(len(rows), each_mm=4.6), columns=2, sharey=True)
    with themed():
        for panel, column, colour in ((axes[0], "per_million", PALETTE[0]), (axes[1], "share", PALETTE[1])):
            values = rows[column] / 1000 if column == "per_million" else rows[column] * 100
            sns.scatterplot(x=values, y=range(len(rows)), ax=panel, color=colour, s=32, legend=False)
            panel.set_xlim(left=0)
            panel.grid(axis="x", visible=False)
        axes[0].set(xlabel="per 1,000 words", ylabel="", title="How often")
        axes[1].set(xlabel="% of articles", ylabel="", xlim=(0, 103), title="How widely")
        name_categories(axes[0], rows["word"])
        axes[0].invert_yaxis()
    return figure


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
    rows = _some(table.head(top), "pairs of words").reset_index(drop=True)
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


def keyness(table: pd.DataFrame) -> Figure:
    """Draw keywords of each group: rate in the group against the rate elsewhere, with intervals.

    Parameters
    ----------
    table : DataFrame
        Rows of `vocabulary.keywords`; a panel for each of the first `MOST_PANELS` groups.
    """
    _some(table, "keywords")
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


def _some(table: pd.DataFrame, what: str) -> pd.DataFrame:
    if table.empty:
        raise EmptySelectionError(
            f"there are no {what} to draw", remedy="Lower the thresholds or widen the selection."
        )
    return table
