"""Figure of devices: how often wording stands in the articles that is often used to frame.

It shows places of wording and says so on its axis. What a rate means for a text, only reading can tell.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.figures.framing.common import dots, needs, title
from analysis.figures.theme import PALETTE, height_for, name_categories, new_figure, themed
from analysis.labels import clip

MOST_GROUPS = 12
"""Groups that one figure shows, in the order of the table."""

VOICES = (
    ("all", "either voice", "o", PALETTE[0], 0.0),
    ("narrator", "outlet's own voice", "o", PALETTE[0], -0.19),
    ("quoted", "quoted", "D", PALETTE[1], 0.19),
)
"""Voice, its name, marker, colour, and how far beside the line of its group it stands."""

_COLUMNS = 3
_LABEL = "places per 1,000 words, with 95 % intervals"


def device_rates(rates: pd.DataFrame) -> Figure:
    """Draw the rate of each device by group, the outlet's own voice and quoted ones apart, with intervals.

    Parameters
    ----------
    rates : DataFrame
        From `framing.device_rates`: group, device, voice, n, rate, low, high, validity.
        A rate without an interval gets an open mark.

    Raises
    ------
    EmptySelectionError
        If the table has no row.
    ParameterError
        If a column is missing.
    """
    needs(
        rates, ("group", "device", "voice", "n", "rate", "low", "high", "validity"), "device_rates",
        things="devices",
    )  # fmt: skip
    every = list(dict.fromkeys(rates["group"]))
    names = every[:MOST_GROUPS]
    split = rates["voice"].ne("all").any()
    rows = rates[rates["group"].isin(names) & (rates["voice"].ne("all") if split else True)]
    axis = f"{_LABEL} ({', '.join(dict.fromkeys(rates['validity']))})"
    if len(names) < len(every):
        axis += f"; {len(names)} of {len(every)} groups"
    with themed():
        figure = _one_group(rows, axis) if len(names) == 1 else _panels(rows, names, axis)
        _legend(figure, rows)
        return figure


def _one_group(rows: pd.DataFrame, axis: str) -> Figure:
    """Draw one group: its devices are the lines of a single panel."""
    devices = list(dict.fromkeys(rows["device"]))
    figure, axes = new_figure(height_mm=height_for(len(devices)) + 8)
    _dots(axes, rows, rows["device"].map({device: i for i, device in enumerate(devices)}))
    name_categories(axes, [title(device) for device in devices])
    name = str(rows["group"].iloc[0]) or "All articles"
    axes.set(title=f"{clip(name, 50)}, n = {rows['n'].iloc[0]:,}", xlabel=axis, ylabel="")
    axes.set_ylim(len(devices) - 0.5, -0.5)
    return figure


def _panels(rows: pd.DataFrame, names: list[str], axis: str) -> Figure:
    devices = list(dict.fromkeys(rows["device"]))
    columns = min(_COLUMNS, len(devices))
    lines = -(-len(devices) // columns)
    height = lines * height_for(len(names), each_mm=6, around_mm=16, least_mm=38) + 14
    # Each panel has its own axis: naming is ten times as frequent as metaphors, and groups are compared within.
    figure, grid = new_figure(height_mm=height, rows=lines, columns=columns, squeeze=False, sharey=True)
    place = {name: i for i, name in enumerate(names)}
    for axes, device in zip(grid.flat, devices, strict=False):
        own = rows[rows["device"] == device]
        _dots(axes, own, own["group"].map(place))
        axes.set(title=clip(title(device), 30), xlabel="", ylabel="")
    for axes in list(grid.flat)[len(devices) :]:
        axes.set_visible(False)
    sizes = rows.drop_duplicates("group").set_index("group")["n"]
    name_categories(grid[0, 0], [f"{clip(name, 20)} ({sizes[name]:,})" for name in names], width=30)
    grid[0, 0].set_ylim(len(names) - 0.5, -0.5)
    figure.supxlabel(f"{axis}; each panel has its own axis", fontsize=9)
    return figure


def _dots(axes: Axes, rows: pd.DataFrame, places: pd.Series) -> None:
    """Draw marks and intervals of each voice; a mark is open where there is no interval."""
    for voice, _, marker, colour, aside in VOICES:
        own = rows[rows["voice"] == voice]
        y = places[own.index].to_numpy(float) + aside
        dots(axes, own["rate"], y, own["low"], own["high"], colour=colour, marker=marker)
    end = float(np.nanmax(rows[["rate", "high"]].to_numpy(float), initial=0.0)) or 1.0
    axes.set_xlim(-0.03 * end, 1.05 * end)
    axes.grid(axis="x", visible=True)


def _legend(figure: Figure, rows: pd.DataFrame) -> None:
    marks = [
        Line2D([], [], marker=marker, color=colour, label=label, markersize=5, linewidth=1.4)
        for voice, label, marker, colour, _ in VOICES
        if voice != "all" and (rows["voice"] == voice).any()
    ]
    if marks:
        figure.legend(handles=marks, loc="outside upper right", ncols=len(marks), frameon=False)
