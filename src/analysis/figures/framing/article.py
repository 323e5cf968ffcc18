"""Figures of one article: its Entman grid, and its rates beside those of other news."""

from __future__ import annotations

from collections.abc import Iterator, Sized
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from analysis.figures.framing.common import needs
from analysis.figures.theme import NEUTRAL, PALETTE, height_for, name_categories, new_figure, themed

_FILLS: dict[str, tuple[str, str, str, str]] = {
    "named": (PALETTE[0], "", PALETTE[0], "named"),
    "too little": ("#cfe3f0", "", PALETTE[0], "too few words for a yes"),
    "empty": ("white", "", PALETTE[1], "asked, nothing found"),
    "not asked": ("#f0f0f0", "....", "#b5b5b5", "no question asks"),
    "not defined": ("#f0f0f0", "", "#f0f0f0", "not part of the frame"),
}
"""Fill, hatch, edge and name of each state of a cell."""

MOST_ROWS = 24
"""Frames or devices that one figure shows, in the order of the table."""


def entman_grid(grid: pd.DataFrame) -> Figure:
    """Draw the Entman grid of one article: frames by functions, with the empty cells in sight.

    Parameters
    ----------
    grid : DataFrame
        From `framing.entman_grid`. A named cell has its hits, the narrator's + those in quotations.

    Raises
    ------
    EmptySelectionError
        If the table has no row.
    ParameterError
        If a column is missing.
    """
    needed = ("frame", "label", "function", "state", "present", "hits", "narrator", "quoted", "validity")
    needs(grid, needed, "entman_grid", things="cells")
    frames = list(dict.fromkeys(grid["frame"]))[:MOST_ROWS]
    functions = list(dict.fromkeys(grid["function"]))
    rows = grid[grid["frame"].isin(frames)]
    counted = "all voices" if rows["narrator"].isna().all() else "outlet's own voice + quoted"
    with themed():
        figure, axes = new_figure(height_mm=height_for(len(frames), each_mm=8, around_mm=34, least_mm=56))
        cells: Iterator[Any] = rows.itertuples(index=False)
        for cell in cells:
            x, y = functions.index(str(cell.function)), frames.index(cell.frame)
            fill, hatch, edge, _ = _FILLS[str(cell.state)]
            axes.add_patch(Rectangle((x - 0.46, y - 0.42), 0.92, 0.84, facecolor=fill, hatch=hatch, edgecolor=edge,
                                     linewidth=1.4, linestyle="--" if cell.state == "empty" else "-"))  # fmt: skip
            ink = "white" if cell.state == "named" else "#222222"
            axes.text(x, y, _in_cell(cell), ha="center", va="center", fontsize=8.5, color=ink)
        first = rows.drop_duplicates("frame").set_index("frame")
        labels = [
            str(first.at[f, "label"]) + ("" if first.at[f, "present"] else " (rule not met)") for f in frames
        ]
        name_categories(axes, labels, width=46)
        name_categories(axes, [name.capitalize() for name in functions], axis="x")
        axes.set(
            xlim=(-0.5, len(functions) - 0.5),
            ylim=(len(frames) - 0.5, -0.5),
            xlabel=f"hits: {counted}; {_status(grid, frames, 'frames')}",
        )
        axes.tick_params(length=0, top=False, labeltop=True, bottom=False, labelbottom=False)
        axes.grid(visible=False)
        axes.spines[:].set_visible(False)
        handles = [
            Patch(
                facecolor=fill,
                hatch=hatch,
                edgecolor=edge,
                linestyle="--" if state == "empty" else "-",
                label=name,
            )
            for state, (fill, hatch, edge, name) in _FILLS.items()
            if (rows["state"] == state).any()
        ]
        figure.legend(handles=handles, loc="outside lower center", ncols=min(3, len(handles)))
    return figure


def _in_cell(cell: Any) -> str:
    state = str(cell.state)
    if state == "empty":
        return "empty"
    if state not in ("named", "too little"):
        return ""
    if pd.isna(cell.narrator):
        return str(cell.hits)
    return f"{cell.narrator} + {cell.quoted}"


def percentiles(table: pd.DataFrame) -> Figure:
    """Draw one article's rates beside the quantiles of articles of similar length.

    The thin line reaches from the 5th to the 95th percentile of the reference, the thick one over its middle
    half, the tick is its median; the dot is the article. On the right stands the
    article's percentile, as a range where many have the same rate. Rates are drawn on a square-root scale.

    Parameters
    ----------
    table : DataFrame
        From `framing.percentiles`. What has no reference has only its dot.

    Raises
    ------
    EmptySelectionError
        If the table has no row.
    ParameterError
        If a column is missing.
    """
    key = "frame" if "frame" in table else "device"
    needed = (key, "rate", "low", "high", "n", "q5", "q25", "q50", "q75", "q95")
    rows = needs(table, needed, "percentiles", things=f"{key}s").head(MOST_ROWS).reset_index(drop=True)
    y = np.arange(len(rows))
    numbers = {
        name: np.sqrt(rows[name].to_numpy(dtype=float)) for name in ("rate", "q5", "q25", "q50", "q75", "q95")
    }
    with themed():
        figure, axes = new_figure(height_mm=height_for(len(rows), each_mm=7, around_mm=34, least_mm=52))
        axes.hlines(y, numbers["q5"], numbers["q95"], color=NEUTRAL, linewidth=1)
        axes.hlines(y, numbers["q25"], numbers["q75"], color="#bdbdbd", linewidth=6)
        axes.scatter(numbers["q50"], y, marker="|", s=90, color="#222222", zorder=3)
        axes.scatter(numbers["rate"], y, s=34, color=PALETTE[1], edgecolor="white", linewidth=0.8, zorder=4)
        end = float(np.nanmax([*numbers["rate"], *numbers["q95"]], initial=1.0))
        for place, row in rows.iterrows():
            axes.text(
                1.01, place, _percent(row), transform=axes.get_yaxis_transform(), va="center", fontsize=8.5
            )
        axes.text(1.01, -0.9, "percentile", transform=axes.get_yaxis_transform(), va="center", fontsize=8.5)
        ticks = [t for t in (0, 0.5, 1, 2, 5, 10, 20, 50, 100, 200) if np.sqrt(t) <= end * 1.02]
        axes.set_xticks(np.sqrt(ticks), labels=[f"{t:g}" for t in ticks])
        name_categories(axes, [str(name).replace("_", " ").capitalize() for name in rows[key]], width=32)
        sizes = rows["n"].dropna()
        n = (
            f"{int(sizes.iloc[0]):,} articles of similar length"
            if len(sizes)
            else "no reference for this length"
        )
        axes.set(xlim=(-0.03 * end, 1.04 * end), ylim=(len(rows) - 0.5, -1.3),
                 xlabel=f"hits per 1,000 words, square-root scale; {_status(table, rows[key], f'{key}s')}")  # fmt: skip
        axes.grid(axis="x", visible=True)
        handles = [
            Line2D([], [], marker="o", linestyle="", color=PALETTE[1], label="this article"),
            Line2D([], [], marker="|", linestyle="", markersize=9, color="#222222", label="median"),
            Line2D([], [], color="#bdbdbd", linewidth=6, label="middle half"),
            Line2D([], [], color=NEUTRAL, linewidth=1, label="5th to 95th"),
        ]
        figure.legend(handles=handles, loc="outside lower center", ncols=4, title=n)
    return figure


def _percent(row: pd.Series) -> str:
    if pd.isna(row["low"]):
        return "–"
    low, high = round(float(row["low"])), round(float(row["high"]))
    return f"{low}" if low == high else f"{low} to {high}"


def _status(table: pd.DataFrame, shown: Sized, what: str) -> str:
    validity = ", ".join(dict.fromkeys(table["validity"])) if "validity" in table else "devices, no verdict"
    every = table["frame" if "frame" in table else "device"].nunique()
    some_of = f"; {MOST_ROWS} of {every} {what}" if every > len(shown) else ""
    return f"{validity}{some_of}"
