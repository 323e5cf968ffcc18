"""What the figures of actors share: kinds, the groups that get a panel, legends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis.figures.network import key
from analysis.figures.theme import NEUTRAL, PALETTE, colours, estimated

MOST_PANELS = 6
"""Groups that one figure shows."""

MOST_GROUPS = 5
"""Groups that one panel tells apart."""

KINDS = {"person": "o", "state": "s", "organisation": "^", "group": "D", "place": "v"}
"""Marker of each kind of actor; the colours go with them in the same order."""


Bar = tuple[str, str, str]
"""Label, colour and hatching of the bars of one kind."""


def largest(sizes: pd.Series, most: int = MOST_PANELS) -> list[str]:
    """Return whose sizes are largest, in order of size; by default the groups that get a panel."""
    return sorted(sizes.index, key=lambda one: (-sizes[one], one))[:most]


def kind_keys(kinds: pd.Series) -> list[Line2D]:
    """Return the legend of the kinds of actors that are drawn."""
    colour = colours(KINDS)
    return [key(str(colour[kind]), KINDS[kind], kind) for kind in KINDS if (kinds == kind).any()]


def stacked(
    axes: Axes, values: Mapping[str, np.ndarray], bars: Mapping[str, Bar], *, height: float
) -> np.ndarray:
    """Draw a bar of each kind in every row, one behind the other, and return where the rows end."""
    ends = np.zeros(len(next(iter(values.values()))))
    for name, (_, colour, hatch) in bars.items():
        axes.barh(np.arange(len(ends)), values[name], left=ends, height=height, color=colour, hatch=hatch,
                  edgecolor="white", linewidth=0.4)  # fmt: skip
        ends = ends + values[name]
    axes.grid(axis="y", visible=False)
    return ends


def bar_keys(bars: Iterable[Bar]) -> list[Patch]:
    """Return the legend of kinds of bars."""
    return [
        Patch(facecolor=colour, hatch=hatch, edgecolor="white", label=label) for label, colour, hatch in bars
    ]


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
