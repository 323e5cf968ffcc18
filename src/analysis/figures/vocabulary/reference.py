"""Figures of one article, or several, beside a reference."""

from __future__ import annotations

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, NullFormatter

from analysis.figures.theme import NEUTRAL, PALETTE, height_for, name_categories, new_figure, some, themed


def against_reference(table: pd.DataFrame, *, top: int = 20, own: str = "this article") -> Figure:
    """Draw rates of words beside those of a reference, with 95 % intervals where there are any.

    Parameters
    ----------
    table : DataFrame
        Rows of `vocabulary.against_reference` in the order to be drawn, such as
        the keywords of `vocabulary.article_profile`. A word that the reference
        does not list has no rate there; an arrow stands at the rate it was taken for.
    top : int
        Rows that are drawn.
    own : str
        What the rates are of, for the legend.
    """
    rows = some(table.head(top), "words").reset_index(drop=True)
    figure, axes = new_figure(height_mm=height_for(len(rows), each_mm=5.0, around_mm=30))
    with themed():
        y = np.arange(len(rows))
        listed = rows["listed"].to_numpy(dtype=bool)
        bound = rows["per_million"] / np.exp2(rows["log_ratio"])
        other = rows["per_million_reference"].where(listed, bound)
        axes.hlines(y, other, rows["per_million"], color="#cfcfcf", linewidth=1.2, zorder=1)
        for colour, low, high in (
            (NEUTRAL, "low_reference", "high_reference"),
            (PALETTE[0], "low", "high"),
        ):
            axes.hlines(
                y, rows[low].clip(lower=other.min() / 2), rows[high], color=colour, linewidth=2.2, zorder=2
            )
        sns.scatterplot(x=rows["per_million"], y=y, ax=axes, color=PALETTE[0], s=34, legend=False, zorder=3)
        sns.scatterplot(
            x=other[listed], y=y[listed], ax=axes, color=NEUTRAL, marker="D", s=20, legend=False, zorder=3
        )
        axes.scatter(other[~listed], y[~listed], color=NEUTRAL, marker="<", s=24, zorder=3)
        right = rows[["per_million", "high"]].max(axis=1)
        for place, (x, f) in enumerate(zip(right, rows["f"], strict=True)):
            axes.annotate(f"{f:,} ×", (x, place), xytext=(7, 0), textcoords="offset points", va="center", fontsize=8,
                          color=NEUTRAL)  # fmt: skip
        axes.set_xscale("log")
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:,.10g}"))
        axes.xaxis.set_minor_formatter(NullFormatter())
        axes.margins(x=0.1)
        axes.set(xlabel="per million words (logarithmic)", ylabel="")
        name_categories(axes, rows["word"])
        axes.set_ylim(len(rows) - 0.4, -0.6)
        figure.legend(handles=_keys(own, every=bool(listed.all())), loc="outside upper right", ncols=3)
    return figure


def _keys(own: str, *, every: bool) -> list[Line2D]:
    keys = [(PALETTE[0], "o", own), (NEUTRAL, "D", "reference")] + [
        (NEUTRAL, "<", "too rare to be listed")
    ] * (not every)
    return [
        Line2D([], [], color=colour, marker=marker, linestyle="", markersize=5, label=label)
        for colour, marker, label in keys
    ]
