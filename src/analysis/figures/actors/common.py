"""What the figures of actors share: kinds, the groups that get a panel, legends."""

from __future__ import annotations

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.figures.network import key
from analysis.figures.theme import NEUTRAL, PALETTE, colours, estimated

MOST_PANELS = 6
"""Groups that one figure shows."""

KINDS = {"person": "o", "state": "s", "organisation": "^", "group": "D", "place": "v"}
"""Marker of each kind of actor; the colours go with them in the same order."""


def largest(sizes: pd.Series) -> list[str]:
    """Return the groups that get a panel: the largest, in order of size."""
    return sorted(sizes.index, key=lambda group: (-sizes[group], group))[:MOST_PANELS]


def kind_keys(kinds: pd.Series) -> list[Line2D]:
    """Return the legend of the kinds of actors that are drawn."""
    colour = colours(KINDS)
    return [key(str(colour[kind]), KINDS[kind], kind) for kind in KINDS if (kinds == kind).any()]


def estimates(
    axes: Axes, x: np.ndarray, y: np.ndarray, *, known: np.ndarray, colour: str, marker: str
) -> None:
    """Draw estimates as filled markers where an interval is known, as hollow ones where it is not."""
    for which, face in ((known, colour), (~known, "white")):
        axes.scatter(
            x[which], y[which], s=26, marker=marker, facecolor=face, edgecolor=colour, linewidth=1.1, zorder=3
        )


def words_given(axes: Axes, rows: pd.DataFrame) -> None:
    """Draw words quoted and paraphrased of each row, joined by a line."""
    y = np.arange(len(rows))
    quoted, other = (
        rows[estimated(rows, name)].fillna(0).to_numpy(float)
        for name in ("words_quoted", "words_paraphrased")
    )
    axes.hlines(y, np.minimum(quoted, other), np.maximum(quoted, other), color=NEUTRAL, linewidth=1)
    for values, colour, marker in ((quoted, PALETTE[0], "o"), (other, PALETTE[1], "s")):
        sns.scatterplot(x=values, y=y, ax=axes, color=colour, marker=marker, s=32, legend=False, zorder=3)
    axes.margins(x=0.06)
    axes.set_xlim(left=-0.03 * max(1.0, float(np.maximum(quoted, other).max(initial=0))))
    axes.grid(axis="x", visible=False)


def word_keys() -> list[Line2D]:
    """Return the legend of words quoted and paraphrased."""
    return [key(PALETTE[0], "o", "in quotation marks"), key(PALETTE[1], "s", "paraphrased")]
