"""Figures of validation: how far coders agree, what the machine finds of it, and what that does to shares."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.framing.common import dots, needs, title
from analysis.figures.theme import (
    MARKERS,
    NEUTRAL,
    PALETTE,
    height_for,
    name_categories,
    new_figure,
    themed,
)
from analysis.labels import clip

MOST_ROWS = 40
"""Frames and indicators that one figure shows."""

MOST_GROUPS = 12
"""Groups that one figure shows, in the order of the table."""

LIMITS = (0.667, 0.8)
"""Krippendorff's limits for tentative and for solid conclusions."""

_COLUMNS = 3


def reliability(table: pd.DataFrame) -> Figure:
    """Draw α with its interval for each frame and indicator, and the limits it is read against.

    Parameters
    ----------
    table : DataFrame
        From `framing.validation.reliability`: variable, frame, indicator, n, alpha,
        alpha_low, alpha_high. A row without α has its reason beside it.

    Raises
    ------
    EmptySelectionError
        If the table has no row.
    ParameterError
        If a column is missing.
    """
    needed = ("variable", "frame", "indicator", "n", "alpha", "alpha_low", "alpha_high")
    rows = (
        needs(table, needed, "validation.reliability", things="codes").head(MOST_ROWS).reset_index(drop=True)
    )
    with themed():
        figure, axes = new_figure(height_mm=height_for(len(rows), around_mm=30))
        y = np.arange(len(rows))
        for limit, word in zip(LIMITS, ("tentative", "solid"), strict=True):
            axes.axvline(limit, color=NEUTRAL, linewidth=0.8, linestyle="--", zorder=1)
            axes.text(limit, -0.75, f"{word} {limit:g}".replace("0.", "."), fontsize=8, color=NEUTRAL, va="bottom",
                      ha="right" if word == "tentative" else "left")  # fmt: skip
        dots(axes, rows["alpha"], y, rows["alpha_low"], rows["alpha_high"], colour=PALETTE[0])
        for place in np.flatnonzero(rows["alpha"].isna()):
            axes.text(0, place, "α not defined", fontsize=8, color=NEUTRAL, va="center")
        names = [
            f"{'   ' if row.indicator else ''}{title(row.indicator or row.frame)} ({row.n})"
            for row in rows.itertuples(index=False)
        ]
        name_categories(axes, names, width=34)
        lowest = float(np.nanmin([*rows["alpha_low"], *rows["alpha"], 0.0]))
        axes.set(xlim=(min(-0.05, lowest - 0.05), 1.05), ylim=(len(rows) - 0.5, -0.8), ylabel="",
                 xlabel="Krippendorff’s α between coders, 95 % interval (in brackets: rows coded twice)")  # fmt: skip
        axes.grid(axis="x", visible=True)
    return figure


def accuracy(table: pd.DataFrame) -> Figure:
    """Draw precision, recall and F1 of the machine for each frame, with the F1 of coders against one another.

    Parameters
    ----------
    table : DataFrame
        From `framing.validation.accuracy`: frame, n, positive, precision, recall, f1 with limits, ceiling.

    Raises
    ------
    EmptySelectionError
        If the table has no row.
    ParameterError
        If a column is missing.
    """
    names = ("precision", "recall", "f1")
    needed = [
        "frame",
        "n",
        "positive",
        "ceiling",
        *(f"{m}{end}" for m in names for end in ("", "_low", "_high")),
    ]
    rows = needs(table, needed, "validation.accuracy", things="codes").head(MOST_ROWS).reset_index(drop=True)
    with themed():
        figure, axes = new_figure(height_mm=height_for(len(rows), each_mm=12, around_mm=32))
        for i, (name, marker) in enumerate(zip(names, MARKERS, strict=False)):
            y = np.arange(len(rows)) + (i - 1) * 0.22
            low, high = rows[f"{name}_low"], rows[f"{name}_high"]
            dots(axes, rows[name], y, low, high, colour=PALETTE[i], marker=marker)
            axes.plot([], [], marker, color=PALETTE[i], label={"f1": "F1"}.get(name, name))
        y = np.arange(len(rows)) + 0.22
        axes.plot(rows["ceiling"], y, "|", color="#222222", markersize=11, markeredgewidth=2, label="F1 between coders",
                  zorder=4)  # fmt: skip
        labels = [f"{title(row.frame)} ({row.positive} of {row.n})" for row in rows.itertuples(index=False)]
        name_categories(axes, labels, width=34)
        axes.set(xlim=(-0.03, 1.05), ylim=(len(rows) - 0.5, -0.5), ylabel="",
                 xlabel="against adjudicated codes (in brackets: coded yes, of all)\n95 % interval")  # fmt: skip
        axes.grid(axis="x", visible=True)
        figure.legend(loc="outside upper center", ncols=4)
    return figure


def corrected_shares(table: pd.DataFrame) -> Figure:
    """Draw for each frame and group the machine's share beside the corrected one, with intervals.

    Parameters
    ----------
    table : DataFrame
        From `framing.validation.corrected_shares`: group, frame, n, coded, naive and share with limits.

    Raises
    ------
    EmptySelectionError
        If the table has no row.
    ParameterError
        If a column is missing.
    """
    needed = [
        "group",
        "frame",
        "n",
        "coded",
        *(f"{m}{end}" for m in ("naive", "share") for end in ("", "_low", "_high")),
    ]
    rows = needs(table, needed, "validation.corrected_shares", things="shares")
    every = list(dict.fromkeys(rows["group"]))
    groups = every[:MOST_GROUPS]
    frames = list(dict.fromkeys(rows["frame"]))
    columns = min(_COLUMNS, len(frames))
    lines = -(-len(frames) // columns)
    place = {name: i for i, name in enumerate(groups)}
    with themed():
        height = lines * height_for(len(groups), each_mm=7, around_mm=14, least_mm=36) + 16
        figure, grid = new_figure(
            height_mm=height, rows=lines, columns=columns, squeeze=False, sharex=True, sharey=True
        )
        for axes, frame in zip(grid.flat, frames, strict=False):
            own = rows[(rows["frame"] == frame) & rows["group"].isin(groups)]
            y = own["group"].map(place).to_numpy(dtype=float)
            for name, shift, colour, marker in (
                ("naive", -0.17, PALETTE[4], "s"),
                ("share", 0.17, PALETTE[0], "o"),
            ):
                value, low, high = (own[f"{name}{end}"] * 100 for end in ("", "_low", "_high"))
                dots(axes, value, y + shift, low, high, colour=colour, marker=marker)
            axes.set(title=clip(title(frame), 30), xlabel="", ylabel="", xlim=(-4, 104))
            axes.tick_params(labelbottom=True)
            axes.grid(axis="x", visible=True)
        for axes in list(grid.flat)[len(frames) :]:
            axes.set_visible(False)
        sizes = rows.drop_duplicates("group").set_index("group")
        names = [f"{clip(g, 18)} ({sizes['coded'][g]:,}/{sizes['n'][g]:,})" for g in groups]
        name_categories(grid[0, 0], names, width=32)
        grid[0, 0].set_ylim(len(groups) - 0.5, -0.5)
        for marker, colour, label in (
            ("s", PALETTE[4], "dictionary alone"),
            ("o", PALETTE[0], "corrected by coding"),
        ):
            grid[0, 0].plot([], [], marker, color=colour, label=label)
        figure.legend(*grid[0, 0].get_legend_handles_labels(), loc="outside upper center", ncols=2)
        more = f"; {len(groups)} of {len(every)} groups" if len(groups) < len(every) else ""
        figure.supxlabel(f"% of articles, 95 % interval (coded / all articles in brackets{more})", fontsize=9)
    return figure
