"""One look for every figure: sizes at print scale, fonts, colours that can be told apart.

Figures are made and saved inside `themed()`; outside of it nothing of matplotlib's
or seaborn's settings changes, so a notebook's own plots stay as they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
import pandas as pd
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from analysis.errors import EmptySelectionError, ParameterError
from analysis.labels import axis_labels

PALETTE = ("#0173b2", "#d55e00", "#029e73", "#cc78bc", "#949494")
"""The members of seaborn's ``colorblind`` palette that reach a contrast of 3:1 on white."""

MARKERS = ("o", "s", "^", "D", "v")
"""Marker shapes that go with `PALETTE`, so that no group is told by colour alone."""

NEUTRAL = "#6e6e6e"
"""Colour of what is context and not the finding: reference lines, intervals, 'other'."""

SEQUENTIAL = "cividis"
"""Colour map for amounts, readable without colour vision and in grey."""

COLUMN_MM = 85.0
"""Width of one column of a two-column journal page, in millimetres."""

PAGE_MM = 160.0
"""Width of the text of a page, in millimetres."""

SMALLEST_POINTS = 8.0
"""Smallest letters at print size, in points."""

_SETTINGS: dict[str, Any] = {
    "font.family": "DejaVu Sans",  # ships with matplotlib: the same letters on every machine
    "font.size": 9,
    "axes.titlesize": 10,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 9,
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 8.5,
    "legend.fontsize": 8.5,
    "legend.title_fontsize": 8.5,
    "legend.frameon": False,
    "figure.titlesize": 10,
    "figure.dpi": 110,
    "figure.facecolor": "white",
    "savefig.dpi": 300,
    "savefig.facecolor": "white",
    "savefig.bbox": None,
    "axes.facecolor": "white",
    "axes.edgecolor": "#555555",
    "axes.labelcolor": "#222222",
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "axes.formatter.use_mathtext": False,
    "grid.color": "#e3e3e3",
    "grid.linewidth": 0.6,
    "text.color": "#222222",
    "text.parse_math": False,  # a dollar sign in a headline is a dollar sign
    "text.usetex": False,
    "xtick.color": "#333333",
    "ytick.color": "#333333",
    "lines.linewidth": 1.5,
    "lines.markersize": 5,
    "patch.linewidth": 0.5,
    "pdf.fonttype": 42,  # letters stay letters in a PDF
    "svg.fonttype": "path",  # the same picture where the font is missing
    "svg.hashsalt": "news-profiles",  # ids inside an SVG do not change between runs
    "path.simplify": True,
}


def _untouched() -> dict[str, Any]:
    """Return matplotlib's own settings, so that a person's matplotlibrc changes no figure; backends stay."""
    kept = ("backend", "toolbar", "interactive", "webagg", "tk.", "date.epoch", "timezone")
    return {name: value for name, value in mpl.rcParamsDefault.items() if not name.startswith(kept)}


@contextmanager
def themed() -> Iterator[None]:
    """Draw with this project's settings, and leave matplotlib as it was.

    Examples
    --------
    >>> with themed():
    ...     figure, axes = new_figure(height_mm=60)
    >>> round(figure.get_figwidth() * 25.4)
    160
    """
    import seaborn as sns  # not needed by a process that only reads this module's constants

    settings = {
        **_untouched(),
        **sns.axes_style("whitegrid"),
        **sns.plotting_context("paper"),
        **_SETTINGS,
        "axes.prop_cycle": cycler(color=list(PALETTE)),
    }
    with mpl.rc_context(settings):
        yield


def new_figure(
    *, width_mm: float = PAGE_MM, height_mm: float = 90.0, rows: int = 1, columns: int = 1, **options: Any
) -> tuple[Figure, Any]:
    """Return a figure and its axes without registering them with pyplot.

    Parameters
    ----------
    width_mm, height_mm : float
        Size at print scale, in millimetres.
    rows, columns : int
        Grid of panels.
    **options
        Further options of `matplotlib.figure.Figure.subplots`, such as ``sharex``.

    Returns
    -------
    (Figure, Axes)
        With more than one panel, an array of axes as from `Figure.subplots`.

    Raises
    ------
    ParameterError
        If a size is not positive.
    """
    if width_mm <= 0 or height_mm <= 0:
        raise ParameterError(
            f"a figure of {width_mm:g} × {height_mm:g} mm cannot be drawn", remedy="Give sizes above 0."
        )
    with themed():
        figure = Figure(figsize=(width_mm / 25.4, height_mm / 25.4), layout="constrained")
        FigureCanvasAgg(figure)
        return figure, figure.subplots(rows, columns, **options)


def height_for(
    categories: int, *, each_mm: float = 6.0, around_mm: float = 24.0, least_mm: float = 45.0
) -> float:
    """Return the height in millimetres of a chart with one horizontal row for each category.

    Examples
    --------
    >>> height_for(10)
    84.0
    """
    return max(least_mm, around_mm + each_mm * categories)


def estimated(table: pd.DataFrame, column: str) -> str:
    """Return the column that holds a count's estimate where articles have weights, else the count's own.

    Examples
    --------
    >>> estimated(pd.DataFrame(columns=["articles", "articles_estimated"]), "articles")
    'articles_estimated'
    """
    return f"{column}_estimated" if f"{column}_estimated" in table.columns else column


def colours(groups: Iterable[object]) -> dict[object, str]:
    """Return a colour for each group, in the order given; after five they come round again.

    Groups that share a colour differ in `MARKERS` or need their own panel.

    Examples
    --------
    >>> colours(["Harbour Post", "Market Wire"])
    {'Harbour Post': '#0173b2', 'Market Wire': '#d55e00'}
    """
    return {group: PALETTE[i % len(PALETTE)] for i, group in enumerate(dict.fromkeys(groups))}


def name_categories(axes: Axes, values: Iterable[object], *, axis: str = "y", width: int = 28) -> None:
    """Write category names at positions 0, 1, 2, … of an axis, clipped and free of hidden characters."""
    labels = axis_labels(values, width=width)
    if axis == "y":
        axes.set_yticks(range(len(labels)), labels=labels)
    else:
        axes.set_xticks(range(len(labels)), labels=labels)
    # Panels that share the axis make their ticks when they are drawn, outside the theme: then a $ would be mathematics.
    shared = axes.get_shared_y_axes() if axis == "y" else axes.get_shared_x_axes()
    for panel in shared.get_siblings(axes):
        (panel.yaxis if axis == "y" else panel.xaxis).get_ticklabels()


def smallest_letters(figure: Figure) -> float:
    """Return the size in points of the smallest visible text of a figure (infinity without text)."""
    texts = (item for item in figure.findobj(Text) if isinstance(item, Text))
    return min(
        (float(t.get_fontsize()) for t in texts if t.get_visible() and t.get_text().strip()),
        default=float("inf"),
    )


def some(table: pd.DataFrame, what: str) -> pd.DataFrame:
    """Return a table that has rows, or raise.

    Raises
    ------
    EmptySelectionError
        If there is nothing to draw.
    """
    if table.empty:
        raise EmptySelectionError(
            f"there are no {what} to draw", remedy="Lower the thresholds or widen the selection."
        )
    return table
