"""Frame by actor by voice: a heat map of what stands beside whom."""

from __future__ import annotations

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from analysis.figures.framing.common import needs, status, title
from analysis.figures.theme import PALETTE, new_figure, themed
from analysis.labels import axis_labels, clip

RARE_OFTEN = LinearSegmentedColormap.from_list("rarer to more often", [PALETTE[1], "#f3f0ea", PALETTE[0]])
"""Colour map of ratios: rarer than chance, as chance, more often."""

MOST = 4.0
"""Ratio from which the colour is full, either way."""

_VOICES = {"narrator": "the outlet's own voice", "quoted": "in quotations", "": "voices not told apart"}


def frame_actors(table: pd.DataFrame) -> Figure:
    """Draw how much more often than chance each frame stands beside each actor, a panel for each voice.

    Numbers are the ratios of observed to expected mentions; a star says that the interval leaves out 1, a dot that
    nothing is said because there is too little.

    Parameters
    ----------
    table : DataFrame
        From `framing.frame_actors`.

    Raises
    ------
    EmptySelectionError
        If the table has no row.
    ParameterError
        If a column is missing.
    """
    columns = ["frame", "actor_id", "name", "voice", "articles", "ratio", "low", "high", "validity"]
    rows = needs(table, columns, "frame_actors")
    frames, ids = list(dict.fromkeys(rows["frame"])), list(dict.fromkeys(rows["actor_id"]))
    voices = [one for one in _VOICES if (rows["voice"] == one).any()]
    first = rows.drop_duplicates("actor_id").set_index("actor_id").reindex(ids)
    names = [f"{clip(name, 22)} ({n:,})" for name, n in zip(first["name"], first["articles"], strict=True)]
    with themed():
        figure, grid = new_figure(
            height_mm=max(62, 46 + 8 * len(ids)), columns=len(voices), squeeze=False, sharey=True
        )
        for i, (axes, voice) in enumerate(zip(grid.flat, voices, strict=True)):
            own = rows[rows["voice"] == voice].set_index(["actor_id", "frame"])
            square = own["ratio"].unstack("frame").reindex(index=ids, columns=frames)
            shade = square.clip(1 / MOST, MOST).astype(float).apply(np.log2)
            sns.heatmap(
                shade, ax=axes, cmap=RARE_OFTEN, vmin=-np.log2(MOST), vmax=np.log2(MOST), linewidths=0.8,
                linecolor="#e3e3e3", cbar=i == len(voices) - 1, cbar_kws={"shrink": 0.8, "ticks": [-2, -1, 0, 1, 2]},
            )  # fmt: skip
            _numbers(axes, own, shade, ids, frames)
            axes.set(title=_VOICES[voice], xlabel="", ylabel="")
            axes.set_xticks(np.arange(len(frames)) + 0.5, labels=axis_labels(map(title, frames), width=16))
            axes.set_yticks(np.arange(len(ids)) + 0.5, labels=axis_labels(names, width=32))
            axes.tick_params(axis="both", length=0, labelrotation=0)
            for label in axes.get_xticklabels():
                label.set(rotation=40, horizontalalignment="right", rotation_mode="anchor")
        bar = grid.flat[-1].collections[0].colorbar
        bar.set_ticklabels(["¼ or less", "½", "as chance", "2", "4 or more"])
        bar.set_label("observed ÷ expected")
        figure.supxlabel(
            f"* the 95 % interval leaves out 1; · too little to say; in brackets: articles; {status(rows)}",
            fontsize=8.5,
        )
    return figure


def _numbers(axes: Axes, own: pd.DataFrame, shade: pd.DataFrame, ids: list[str], frames: list[str]) -> None:
    place = {actor: i for i, actor in enumerate(ids)}, {frame: i for i, frame in enumerate(frames)}
    dark = shade.abs().stack() > 1.2
    for row in own.reset_index().to_dict("records"):
        actor, frame = row["actor_id"], row["frame"]
        told = pd.notna(row["ratio"])
        star = "*" if told and (row["low"] > 1 or row["high"] < 1) else ""
        text = f"{row['ratio']:.1f}{star}" if told else "·"
        ink = "white" if told and dark.get((actor, frame), False) else "#222222"
        axes.text(
            place[1][frame] + 0.5,
            place[0][actor] + 0.5,
            text,
            ha="center",
            va="center",
            fontsize=8,
            color=ink,
        )
