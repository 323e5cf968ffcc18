"""Estimates as dots with intervals: places, speakers, frames that appear together, and how robust conclusions are."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.framing.common import dots, needs, status, title
from analysis.figures.network import key
from analysis.figures.theme import MARKERS, NEUTRAL, PALETTE, height_for, name_categories, new_figure, themed
from analysis.labels import clip

MOST_GROUPS = 6
"""Groups that get a panel."""

_PANELS = 3


def frame_places(table: pd.DataFrame) -> Figure:
    """Draw in what share of articles each frame has a hit in headline, lead and body; a panel for each group.

    Parameters
    ----------
    table : DataFrame
        From `framing.frame_places`.

    Raises
    ------
    EmptySelectionError
        If the table has no row.
    ParameterError
        If a column is missing.
    """
    rows = needs(table, ["group", "frame", "place", "n", "share", "low", "high", "validity"], "frame_places")
    groups, frames = list(dict.fromkeys(rows["group"]))[:MOST_GROUPS], list(dict.fromkeys(rows["frame"]))
    places = list(dict.fromkeys(rows["place"]))
    columns = min(_PANELS, len(groups))
    lines = -(-len(groups) // columns)
    with themed():
        figure, grid = new_figure(height_mm=lines * height_for(len(frames), each_mm=9, around_mm=14) + 16, rows=lines,
                                  columns=columns, squeeze=False, sharex=True, sharey=True)  # fmt: skip
        for axes, group in zip(grid.flat, groups, strict=False):
            for i, place in enumerate(places):
                own = (
                    rows[(rows["group"] == group) & (rows["place"] == place)]
                    .set_index("frame")
                    .reindex(frames)
                )
                y = np.arange(len(frames)) + 0.25 * (i - (len(places) - 1) / 2)
                dots(
                    axes,
                    own["share"] * 100,
                    y,
                    own["low"] * 100,
                    own["high"] * 100,
                    colour=PALETTE[i],
                    marker=MARKERS[i],
                )
            n = rows[rows["group"] == group]["n"].iloc[0]
            axes.set(title=f"{clip(group, 17)} ({n:,})" if group else f"n = {n:,}", xlim=(-3, 103))
            axes.tick_params(labelbottom=True)
        for axes in list(grid.flat)[len(groups) :]:
            axes.set_visible(False)
        name_categories(grid[0, 0], map(title, frames))
        grid[0, 0].set_ylim(len(frames) - 0.5, -0.5)
        figure.supxlabel(f"% of articles with a hit there ({status(rows)})", fontsize=9)
        handles = [key(PALETTE[i], MARKERS[i], place) for i, place in enumerate(places)]
        figure.legend(handles=handles, loc="outside upper center", ncols=len(handles))
    return figure


def frame_speakers(table: pd.DataFrame) -> Figure:
    """Draw whose words carry each frame, as shares of its hits; a panel for each frame.

    Parameters
    ----------
    table : DataFrame
        From `framing.frame_speakers`.

    Raises
    ------
    EmptySelectionError
        If the table has no row.
    ParameterError
        If a column is missing.
    """
    rows = needs(
        table,
        ["frame", "speaker_id", "name", "hits", "n", "share", "low", "high", "validity"],
        "frame_speakers",
    )
    frames = list(dict.fromkeys(rows["frame"]))[:MOST_GROUPS]
    columns = min(2, len(frames))
    lines, most = -(-len(frames) // columns), int(rows.groupby("frame").size().max())
    with themed():
        height = lines * height_for(most, each_mm=5, around_mm=14, least_mm=30) + 8
        figure, grid = new_figure(height_mm=height, rows=lines, columns=columns, squeeze=False, sharex=True)
        for axes, frame in zip(grid.flat, frames, strict=False):
            own = rows[rows["frame"] == frame].reset_index(drop=True)
            quoted = (own["speaker_id"] != "narrator").to_numpy()
            for chosen, colour, marker in ((~quoted, PALETTE[0], "o"), (quoted, PALETTE[1], "s")):
                mine = own[chosen]
                dots(axes, mine["share"] * 100, np.flatnonzero(chosen).astype(float), mine["low"] * 100,
                     mine["high"] * 100, colour=colour, marker=marker)  # fmt: skip
            name_categories(
                axes,
                [f"{clip(name, 22)} ({n:,})" for name, n in zip(own["name"], own["hits"], strict=True)],
                width=32,
            )
            axes.set(title=f"{clip(title(frame), 16)} ({own['n'].iloc[0]:,})", ylim=(most - 0.5, -0.5))
            axes.tick_params(labelbottom=True)
        for axes in list(grid.flat)[len(frames) :]:
            axes.set_visible(False)
        figure.supxlabel(
            f"% of the frame's hits; in brackets articles above, hits beside ({status(rows)})", fontsize=9
        )
    return figure


def frame_cooccurrence(table: pd.DataFrame) -> Figure:
    """Draw how strongly each pair of frames goes together in articles.

    Parameters
    ----------
    table : DataFrame
        From `framing.frame_cooccurrence`. Filled markers: q below .05.

    Raises
    ------
    EmptySelectionError
        If the table has no row.
    ParameterError
        If a column is missing.
    """
    rows = needs(
        table,
        ["frame", "other", "n", "both", "phi", "phi_low", "phi_high", "q", "validity"],
        "frame_cooccurrence",
    )
    rows = rows.sort_values("phi", ascending=False, kind="stable", ignore_index=True)
    y, sure = np.arange(len(rows), dtype=float), (rows["q"] < 0.05).to_numpy()
    with themed():
        figure, axes = new_figure(height_mm=height_for(len(rows), each_mm=5.5))
        axes.axvline(0, color=NEUTRAL, linewidth=1)
        axes.hlines(y, rows["phi_low"], rows["phi_high"], color=PALETTE[0], linewidth=1.4, alpha=0.75)
        for chosen, face in ((sure, PALETTE[0]), (~sure, "white")):
            axes.scatter(
                rows["phi"][chosen],
                y[chosen],
                s=26,
                facecolor=face,
                edgecolor=PALETTE[0],
                linewidth=1.1,
                zorder=3,
            )
        names = [
            f"{title(a)} + {title(b).lower()} ({n:,})"
            for a, b, n in zip(rows["frame"], rows["other"], rows["both"], strict=True)
        ]
        name_categories(axes, names, width=46)
        axes.set(ylim=(len(rows) - 0.5, -0.5), ylabel="")
        figure.supxlabel(
            f"φ between articles, n = {rows['n'].iloc[0]:,}; in brackets: articles with both ({status(rows)})",
            fontsize=9,
        )
        handles = [key(PALETTE[0], "o", "q below .05"), key("white", "o", "q .05 or above")]
        handles[1].set_markeredgecolor(PALETTE[0])
        figure.legend(handles=handles, loc="outside upper right", ncols=2)
    return figure


def robustness(table: pd.DataFrame, *, measure: str = "share") -> Figure:
    """Draw the difference between two groups in every variant of the codebook; a line for each frame and pair.

    A dot for each variant; a cross where the variant says something else than the codebook as it is.

    Parameters
    ----------
    table : DataFrame
        From `framing.robustness`.
    measure : str
        ``share``, ``rate`` or ``score``.

    Raises
    ------
    EmptySelectionError
        If there is no difference to draw.
    ParameterError
        If a column is missing.
    """
    needed = ["frame", "measure", "conclusion", "value", "low", "high", "holds", "base", "validity"]
    rows = needs(table, needed, "robustness")
    rows = rows[(rows["measure"] == measure) & (rows["conclusion"] != "order")]
    rows = needs(rows, needed, "robustness").assign(line=rows["frame"] + "\0" + rows["conclusion"])
    lines, pairs = list(dict.fromkeys(rows["line"])), list(dict.fromkeys(rows["conclusion"]))
    scale = 100 if measure == "share" else 1
    with themed():
        figure, axes = new_figure(height_mm=height_for(len(lines), each_mm=6, around_mm=32))
        axes.axvline(0, color=NEUTRAL, linewidth=1)
        rng, names = np.random.default_rng(0), []
        for place, name in enumerate(lines):
            own = rows[rows["line"] == name]
            holds = own["holds"].to_numpy(dtype=bool)
            y = place + rng.uniform(-0.28, 0.28, len(own))
            x = own["value"].to_numpy(dtype=float) * scale
            axes.scatter(x[holds], y[holds], s=9, color=PALETTE[0], alpha=0.45, linewidth=0)
            axes.scatter(x[~holds], y[~holds], s=22, color=PALETTE[1], marker="x", linewidth=1.3, zorder=3)
            frame, pair = name.split("\0")
            said = f"{title(frame)}: {pair}" if len(pairs) > 1 else title(frame)
            names.append(f"{clip(said, 44)} ({int(holds.sum())}/{len(own)})")
        name_categories(axes, names, width=56)
        unit = {"share": "share of articles, percentage points"}.get(measure, f"{measure} per 1,000 words")
        axes.set(ylim=(len(lines) - 0.5, -0.5), ylabel="")
        figure.supxlabel(
            f"difference of {unit}\nin brackets: variants that say the same ({status(rows)})", fontsize=9
        )
        handles = [
            key(PALETTE[0], "o", "says what the codebook as it is says"),
            key(PALETTE[1], "x", "says something else"),
        ]
        figure.legend(handles=handles, loc="outside upper right", ncols=2)
    return figure
