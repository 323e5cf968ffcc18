"""Figures of how alike the words of groups are."""

from __future__ import annotations

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from scipy.cluster.hierarchy import leaves_list, linkage
from scipy.spatial.distance import squareform

from analysis.figures.theme import NEUTRAL, SEQUENTIAL, new_figure, some, themed
from analysis.labels import axis_labels

LABELS = {
    "jensen_shannon": "Jensen–Shannon divergence (bits)",
    "cosine": "cosine",
    "delta": "Burrows's Delta",
    "rho": "Spearman's ρ of the 500 commonest words",
    "chi": "χ² by degrees of freedom",
}
"""What the measures of `vocabulary.similarity` are called in a figure."""

MOST_GROUPS = 16
"""Groups that one heat map shows; more could not be read."""


def similarity(table: pd.DataFrame) -> Figure:
    """Draw how alike groups are as a heat map; the diagonal is how alike a group is with itself.

    Parameters
    ----------
    table : DataFrame
        From `vocabulary.similarity`, with its ``attrs``. Groups are put in the
        order of a tree (average linkage), alike ones side by side; with more than
        `MOST_GROUPS`, those of the pairs that come first.

    Notes
    -----
    Pairs that are less alike than either group is with itself in fewer than
    95 % of the samples are written in brackets: they are not told apart.
    """
    some(table, "pairs of groups")
    alike = bool(table.attrs.get("alike", False))
    values, told = _square(table, alike=alike)
    figure, axes = new_figure(height_mm=min(40 + 9.5 * len(values), 160))
    numbers = values.to_numpy()
    written = [
        [f"{x:.2f}".replace("0.", ".", 1) if abs(x) < 0.995 else f"{x:.1f}" for x in row] for row in numbers
    ]
    texts = np.where(told, written, [[f"({x})" for x in row] for row in written])
    with themed():
        sns.heatmap(
            numbers, ax=axes, cmap=SEQUENTIAL if alike else f"{SEQUENTIAL}_r", annot=texts, fmt="", square=False,
            annot_kws={"fontsize": 8}, linewidths=0.6, linecolor="white",
            cbar_kws={"label": LABELS.get(str(table.attrs.get("measure")), "similarity")},
        )  # fmt: skip
        for i in range(len(values)):
            axes.add_patch(Rectangle((i, i), 1, 1, fill=False, edgecolor=NEUTRAL, linewidth=1.6))
        middle, labels = np.arange(len(values)) + 0.5, axis_labels(values.index, width=20)
        axes.set_xticks(middle, labels=labels)
        axes.set_yticks(middle, labels=labels)
        axes.tick_params(axis="both", length=0)
        for label in axes.get_xticklabels():
            label.set(rotation=45, horizontalalignment="right", rotation_mode="anchor")
        for label in axes.get_yticklabels():
            label.set_rotation(0)
    return figure


def _square(table: pd.DataFrame, *, alike: bool) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the values as a square in the order of a tree, and which are told apart from noise."""
    names = list(dict.fromkeys(pd.concat([table["group"], table["other"]])))[:MOST_GROUPS]
    place = {name: i for i, name in enumerate(names)}
    values, apart = np.zeros((len(names), len(names))), np.ones((len(names), len(names)))
    for row in table.to_dict("records"):
        if row["group"] in place and row["other"] in place:
            i, j = place[row["group"]], place[row["other"]]
            values[i, j] = values[j, i] = row["value"]
            apart[i, j] = apart[j, i] = row["apart"]
            values[i, i], values[j, j] = row["floor"], row["floor_other"]
    order = np.arange(len(names))
    if len(names) > 2:
        distance = -values if alike else values.copy()
        distance = distance - distance.min()
        np.fill_diagonal(distance, 0)
        order = leaves_list(linkage(squareform(distance, checks=False), "average", optimal_ordering=True))
    chosen = np.ix_(order, order)
    listed = [names[i] for i in order]
    return pd.DataFrame(values[chosen], index=listed, columns=listed), apart[chosen] >= 0.95
