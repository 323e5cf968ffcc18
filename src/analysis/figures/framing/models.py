"""Figures of models of frames: learning curve, calibration, agreement between methods."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.framing.common import needs, title
from analysis.figures.theme import (
    NEUTRAL,
    PALETTE,
    SEQUENTIAL,
    height_for,
    name_categories,
    new_figure,
    some,
    themed,
)
from analysis.labels import clip

MOST_PAIRS = 15
"""Pairs of coders that one figure shows, in the order of the table."""

_COLUMNS = 3


def learning_curve(curve: pd.DataFrame) -> Figure:
    """Draw how F1 and AUC grow with the number of coded texts, with intervals.

    Parameters
    ----------
    curve : DataFrame
        From `framing.models.learning_curve`.

    Raises
    ------
    EmptySelectionError
        If no size could be learned from.
    ParameterError
        If a column is missing.
    """
    needed = ("size", "f1", "f1_low", "f1_high", "auc", "auc_low", "auc_high", "validity")
    needs(curve, needed, "models.learning_curve", things="points")
    rows = some(curve[curve["f1"].notna()], "points").sort_values("size")
    with themed():
        figure, axes = new_figure(height_mm=80)
        # Two marks at one size stand side by side, so that neither hides the other's interval.
        aside = 0.012 * max(float(rows["size"].max()), 1.0)
        for name, label, colour, marker, move in (
            ("auc", "AUC", PALETTE[0], "o", -aside), ("f1", "F1", PALETTE[1], "s", aside),
        ):  # fmt: skip
            x = rows["size"] + move
            axes.vlines(x, rows[f"{name}_low"], rows[f"{name}_high"], color=colour, linewidth=1.4, alpha=0.75)
            axes.plot(x, rows[name], color=colour, marker=marker, label=label)
        axes.set(xlabel="Coded texts learned from", ylabel="Mean of frames (95 % interval)", ylim=(0, 1.02))
        axes.set_xticks(rows["size"].tolist())
        axes.grid(axis="x", visible=False)
        axes.legend(loc="lower right", ncols=2)
        axes.set_title(clip(rows["validity"].iloc[0], 90), fontsize=8.5, fontweight="normal")
    return figure


def reliability(table: pd.DataFrame) -> Figure:
    """Draw, for each frame, how often coders found what the model thought so probable.

    Parameters
    ----------
    table : DataFrame
        From `framing.models.reliability_table`.

    Raises
    ------
    EmptySelectionError
        If the table has no row.
    ParameterError
        If a column is missing.
    """
    needed = ("frame", "n", "predicted", "observed", "observed_low", "observed_high", "validity")
    frames = list(dict.fromkeys(needs(table, needed, "models.reliability_table", things="bins")["frame"]))
    columns = min(_COLUMNS, len(frames))
    lines = -(-len(frames) // columns)
    with themed():
        figure, grid = new_figure(
            height_mm=50 * lines + 14, rows=lines, columns=columns, squeeze=False, sharex=True, sharey=True
        )
        for axes, frame in zip(grid.flat, frames, strict=False):
            own = table[table["frame"] == frame]
            axes.plot([0, 100], [0, 100], color=NEUTRAL, linewidth=0.8, linestyle="--")
            x = 100 * own["predicted"]
            axes.vlines(
                x,
                100 * own["observed_low"],
                100 * own["observed_high"],
                color=PALETTE[0],
                linewidth=1.4,
                alpha=0.75,
            )
            axes.plot(x, 100 * own["observed"], color=PALETTE[0], marker="o", linestyle="none")
            axes.set_title(clip(f"{title(frame)}, n = {int(own['n'].sum())}", 34), fontsize=9)
            axes.set(xlim=(-3, 103), ylim=(-3, 103))
            axes.tick_params(labelbottom=True)
        for axes in list(grid.flat)[len(frames) :]:
            axes.set_visible(False)
        figure.supylabel("% coded as present", fontsize=9)
        figure.supxlabel(f"Mean probability in % ({clip(table['validity'].iloc[0], 80)})", fontsize=9)
    return figure


def agreement_map(table: pd.DataFrame) -> Figure:
    """Draw Krippendorff's α of each pair of coders on each frame, the number written in its cell.

    Parameters
    ----------
    table : DataFrame
        From `framing.models.agreement_map`.

    Raises
    ------
    EmptySelectionError
        If the table has no row.
    ParameterError
        If a column is missing.
    """
    needed = ("coder", "other", "frame", "n", "alpha", "alpha_low", "alpha_high", "validity")
    pair = needs(table, needed, "models.agreement_map", things="pairs")["coder"] + " – " + table["other"]
    names, frames = list(dict.fromkeys(pair))[:MOST_PAIRS], list(dict.fromkeys(table["frame"]))
    values = np.full((len(frames), len(names)), np.nan)
    cells = _cells(table.assign(pair=pair), frames, names)
    with themed():
        figure, axes = new_figure(height_mm=height_for(len(frames), each_mm=10, around_mm=40))
        for x, y, alpha, _ in cells:
            values[y, x] = alpha
        image = axes.imshow(values, cmap=SEQUENTIAL, vmin=0, vmax=1, aspect="auto")
        for x, y, alpha, text in cells:
            colour = "white" if alpha < 0.55 else "#111111"
            axes.text(x, y, text, ha="center", va="center", fontsize=8, color=colour)
        sizes = table.groupby("frame")["n"].agg(["min", "max"])
        name_categories(axes, [f"{title(f)} (n {_range(sizes.loc[f])})" for f in frames], width=34)
        name_categories(axes, names, axis="x", width=30)
        axes.grid(visible=False)
        bar = figure.colorbar(image, ax=axes, fraction=0.04)
        bar.set_label("Krippendorff's α (below 0 as 0)")
        axes.set_xlabel(clip(table["validity"].iloc[0], 100))
    return figure


def _cells(table: pd.DataFrame, frames: list[str], names: list[str]) -> list[tuple[int, int, float, str]]:
    """Return place, alpha and words of each cell."""
    columns = ("pair", "frame", "alpha", "alpha_low", "alpha_high")
    cells = []
    for own, frame, alpha, low, high in zip(*(table[name].tolist() for name in columns), strict=True):
        if own in names:
            limits = f"\n{_two(low)} to {_two(high)}" if np.isfinite(low) else ""
            text = _two(alpha) + limits if np.isfinite(alpha) else "none"
            cells.append((names.index(own), frames.index(frame), float(alpha), text))
    return cells


def _range(sizes: pd.Series) -> str:
    least, most = int(sizes["min"]), int(sizes["max"])
    return f"{least}" if least == most else f"{least}–{most}"


def _two(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")
