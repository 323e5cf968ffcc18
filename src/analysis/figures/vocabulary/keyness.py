"""Figures of words that set groups apart."""

from __future__ import annotations

import numpy as np
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
    figure, axes = _panels(table)
    others = clip(str(table.attrs.get("versus", "all others")), 34)
    with themed():
        for panel, (group, rows) in axes:
            _dumbbells(panel, rows, group)
        handles = [_key(PALETTE[0], "o", "this group"), _key(NEUTRAL, "D", others)]
        figure.legend(handles=handles, loc="outside upper right", ncols=2)
    return figure


def log_ratios(table: pd.DataFrame) -> Figure:
    """Draw how many times more often each group uses its keywords, with intervals: a forest plot.

    Parameters
    ----------
    table : DataFrame
        Rows of `vocabulary.keywords`; a panel for each of the first `MOST_PANELS` groups.

    Notes
    -----
    The axis is the log ratio, one unit for each doubling. An interval without an
    upper or lower limit ends in an arrow.
    """
    figure, axes = _panels(table)
    finite = table[["log_ratio", "log_ratio_low", "log_ratio_high"]].to_numpy()
    finite = finite[np.isfinite(finite)]
    left, right = min(float(finite.min()), 0.0) - 0.5, float(finite.max()) + 0.5
    with themed():
        for panel, (group, rows) in axes:
            _forest(panel, rows, group, left, right)
    return figure


def _panels(
    table: pd.DataFrame,
) -> tuple[Figure, list[tuple[Axes, tuple[str, pd.DataFrame]]]]:
    """Return a figure with a panel for each of the first groups, and the rows that go there."""
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
    for panel in list(axes.flat)[len(groups) :]:
        panel.set_visible(False)
    return figure, [
        (panel, (group, table[table["group"] == group]))
        for panel, group in zip(axes.flat, groups, strict=False)
    ]


def _forest(axes: Axes, rows: pd.DataFrame, group: str, left: float, right: float) -> None:
    y = np.arange(len(rows))
    low, high = rows["log_ratio_low"].clip(lower=left), rows["log_ratio_high"].clip(upper=right)
    axes.axvline(0, color=NEUTRAL, linewidth=0.8)
    axes.hlines(y, low, high, color=PALETTE[0], linewidth=1.2, alpha=0.7)
    for limits, edge, marker in ((rows["log_ratio_low"], left, "<"), (rows["log_ratio_high"], right, ">")):
        without = ~np.isfinite(limits.to_numpy())
        inwards = edge + np.sign(right - edge - 1e-9) * 0.01 * (right - left)
        axes.plot(np.full(without.sum(), inwards), y[without], marker, color=PALETTE[0], markersize=4)
    sns.scatterplot(x=rows["log_ratio"], y=y, ax=axes, color=PALETTE[0], s=30, legend=False, zorder=3)
    axes.set(title=clip(group, 34), xlabel="log ratio (+1 = twice as often)", ylabel="", xlim=(left, right))
    name_categories(axes, rows["word"], width=20)
    axes.set_ylim(len(rows) - 0.4, -0.6)


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
