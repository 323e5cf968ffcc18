"""Panels over time: a grid of them, lines with gaps, dates under the lowest."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, StrMethodFormatter

from analysis.figures.theme import NEUTRAL, new_figure

LEAST_PERIODS = 2
"""Periods with an interval from which those without one are not drawn."""


def grid(names: list[str], *, each_mm: float) -> tuple[Figure, list[Axes]]:
    """Return a figure with a panel for each name, two beside each other."""
    columns = 1 if len(names) == 1 else 2
    lines = -(-len(names) // columns)
    figure, axes = new_figure(
        height_mm=max(70, each_mm * lines + 14), rows=lines, columns=columns, squeeze=False, sharex=True
    )
    return figure, list(axes.flat)


def line(axes: Axes, time: pd.Series, value: pd.Series, **options: Any) -> None:
    """Draw a series with its gaps, and dots where neither neighbour is known."""
    # Plotted as it is, with its gaps: seaborn would draw a line across them.
    dense = len(time) > 40
    axes.plot(time, value, markersize=0 if dense else 4, linewidth=1.4, **options)
    lone = value.notna() & value.shift().isna() & value.shift(-1).isna()
    if dense and lone.any():
        axes.plot(time[lone], value[lone], linestyle="", marker=".", color=options["color"], markersize=4)


def finish(
    figure: Figure, panels: list[Axes], names: list[str], table: pd.DataFrame, label: str, *, note: str = ""
) -> None:
    """Write the dates under the lowest panel of each column, the unit at the left, and what the lines are."""
    columns = 1 if len(names) == 1 else 2
    for i, panel in enumerate(panels):
        panel.set_visible(i < len(names))
        locator = AutoDateLocator(minticks=3, maxticks=6)
        panel.xaxis.set_major_locator(locator)
        panel.xaxis.set_major_formatter(ConciseDateFormatter(locator))
        panel.tick_params(axis="x", labelbottom=i + columns >= len(names))
        panel.grid(axis="x", visible=False)
        panel.yaxis.set_major_locator(MaxNLocator(nbins=4))
        panel.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    every = table["every"].iloc[0]
    figure.supylabel(f"{label}, by {every}", fontsize=9)
    note = f"{every}s {note}" if note else ""
    handles, labels = panels[0].get_legend_handles_labels()
    if len(handles) > 1:
        legend = figure.legend(
            handles, labels, loc="outside lower center", ncols=min(len(handles), 3), title=note
        )
        legend.get_title().set_color(NEUTRAL)
    elif note:
        figure.supxlabel(note, fontsize=8.5, color=NEUTRAL)
