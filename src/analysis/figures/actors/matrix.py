"""Who does what to whom, as a matrix of signs."""

from __future__ import annotations

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.figures.theme import PALETTE, new_figure, some, themed
from analysis.labels import axis_labels

DIVERGING = LinearSegmentedColormap.from_list("hostile to cooperative", [PALETTE[1], "#f3f0ea", PALETTE[0]])
"""Colour map of signs: hostile, neutral, cooperative; told apart without red and green."""


def who_to_whom(table: pd.DataFrame) -> Figure:
    """Draw how the most active actors treat one another: colour is the sign, the numbers are clauses.

    The colour is net / (count + 1): a single clause is pale, many of one sign are strong.
    Each cell has, above, cooperative less hostile clauses and, below, all clauses. Pairs that
    no clause joins are left white; an actor and itself are crossed out.

    Parameters
    ----------
    table : DataFrame
        From `actors.portrayal.who_to_whom`.
    """
    rows = some(table, "deeds between two actors")
    ids = list(rows.attrs.get("actors") or dict.fromkeys([*rows["source_id"], *rows["target_id"]]))
    ids = [one for one in ids if one in set(rows["source_id"]) | set(rows["target_id"])]
    names = pd.concat([rows.set_index(f"{end}_id")[end] for end in ("source", "target")])
    names = names[~names.index.duplicated()].reindex(ids)
    rows = rows.assign(shade=rows["net"] / (rows["count"] + 1))
    square = rows.pivot(index="source_id", columns="target_id", values="shade").reindex(
        index=ids, columns=ids
    )
    figure, axes = new_figure(height_mm=min(46 + 9.5 * len(ids), 170))
    with themed():
        sns.heatmap(
            square.to_numpy(dtype=float), ax=axes, cmap=DIVERGING, vmin=-1, vmax=1, linewidths=0.8, linecolor="#e3e3e3",
            cbar_kws={"label": "net ÷ (clauses + 1)", "ticks": [-1, 0, 1], "shrink": 0.7},
        )  # fmt: skip
        bar = axes.collections[0].colorbar
        if bar is not None:
            bar.set_ticklabels(["hostile", "neutral", "cooperative"])
        _numbers(axes, rows, ids)
        middle, labels = np.arange(len(ids)) + 0.5, axis_labels(names, width=20)
        axes.set_xticks(middle, labels=labels)
        axes.set_yticks(middle, labels=labels)
        axes.tick_params(axis="both", length=0)
        axes.grid(visible=False)
        axes.set(xlabel="to whom", ylabel="who does it")
        for label in axes.get_xticklabels():
            label.set(rotation=45, horizontalalignment="right", rotation_mode="anchor")
        for label in axes.get_yticklabels():
            label.set_rotation(0)
    return figure


def _numbers(axes: Axes, rows: pd.DataFrame, ids: list[str]) -> None:
    place = {actor: i for i, actor in enumerate(ids)}
    for row in rows.to_dict("records"):
        x, y = place[row["target_id"]] + 0.5, place[row["source_id"]] + 0.5
        net = int(row["net"])
        ink = "white" if abs(row["shade"]) > 0.62 else "#222222"
        signed = f"{net:+d}".replace("-", "−") if net else "0"
        axes.text(x, y, f"{signed}\nof {row['count']:,}", ha="center", va="center", fontsize=8, color=ink,
                  linespacing=0.95)  # fmt: skip
    for i in range(len(ids)):
        axes.add_patch(
            Rectangle((i, i), 1, 1, facecolor="#f2f2f2", edgecolor="#bdbdbd", hatch="xx", linewidth=0)
        )
