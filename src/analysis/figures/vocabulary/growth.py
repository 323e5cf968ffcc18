"""Figures of how a vocabulary grows and how unevenly it is used, on logarithmic axes."""

from __future__ import annotations

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator

from analysis.figures.theme import MARKERS, NEUTRAL, PALETTE, new_figure, some, themed
from analysis.labels import clip

MOST_GROUPS = len(PALETTE)
"""Groups that are drawn, the largest first; more could not be told apart."""


def growth(curve: pd.DataFrame, ranks: pd.DataFrame | None = None) -> Figure:
    """Draw the growth of vocabulary with Heaps' law, and beside it frequency by rank with Zipf and Mandelbrot's.

    Several groups are compared on plain axes and without the laws: on logarithmic ones their curves
    lie upon each other.

    Parameters
    ----------
    curve : DataFrame
        From `vocabulary.growth_curve`.
    ranks : DataFrame, optional
        From `vocabulary.rank_frequency`; without it only the growth is drawn.
    """
    groups = list(dict.fromkeys(some(curve, "articles")["group"]))[:MOST_GROUPS]
    figure, axes = new_figure(height_mm=85, columns=1 if ranks is None else 2, squeeze=False)
    with themed():
        _curves(axes[0][0], curve, groups)
        if ranks is not None:
            _ranks(axes[0][1], some(ranks, "words"), groups)
        if len(groups) > 1:
            handles, labels = axes[0][0].get_legend_handles_labels()
            figure.legend(handles, labels, loc="outside lower center", ncols=min(len(groups), 5))
    return figure


def _curves(axes: Axes, curve: pd.DataFrame, groups: list[str]) -> None:
    for i, group in enumerate(groups):
        rows = curve[curve["group"] == group]
        axes.fill_between(rows["words"], rows["low"], rows["high"], color=PALETTE[i], alpha=0.25, linewidth=0)
        sns.lineplot(x=rows["words"], y=rows["types"], ax=axes, color=PALETTE[i], label=clip(group, 22), legend=False,
                     marker=MARKERS[i], markevery=[len(rows) - 1] if len(groups) > 1 else 6, markersize=4,
                     errorbar=None)  # fmt: skip
    axes.set(title="Growth", xlabel="words read", ylabel="different words")
    if len(groups) == 1:
        fitted = curve[curve["heaps"].notna()]
        axes.plot(fitted["words"], fitted["heaps"], color=PALETTE[1], linestyle="--", linewidth=1.2, zorder=3)
        axes.set(xscale="log", yscale="log")
        axes.text(
            0.97, 0.04, "dashed: Heaps' law", transform=axes.transAxes, ha="right", fontsize=8, color=NEUTRAL
        )
    else:
        axes.set(xlim=(0, None), ylim=(0, None))
        axes.xaxis.set_major_locator(MaxNLocator(nbins=3))
    _plain_numbers(axes)


def _ranks(axes: Axes, ranks: pd.DataFrame, groups: list[str]) -> None:
    for i, group in enumerate(groups):
        rows = ranks[ranks["group"] == group]
        if len(groups) > 1:
            axes.plot(rows["rank"], rows["per_million"], color=PALETTE[i], linewidth=1.1)
        else:
            sns.scatterplot(x=rows["rank"], y=rows["per_million"], ax=axes, color=PALETTE[i], s=12, linewidth=0,
                            legend=False)  # fmt: skip
            axes.plot(rows["rank"], rows["fitted"], color=PALETTE[1], linestyle="--", linewidth=1.2, zorder=3)
            axes.text(
                0.04, 0.04, "dashed: Zipf–Mandelbrot", transform=axes.transAxes, fontsize=8, color=NEUTRAL
            )
    axes.set(title="Frequency by rank", xlabel="rank", ylabel="per million words", xscale="log", yscale="log")
    _plain_numbers(axes)


def _plain_numbers(axes: Axes) -> None:
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(LogLocator(numticks=5))
        axis.set_major_formatter(FuncFormatter(lambda value, _: _short(value)))
        axis.set_minor_formatter(FuncFormatter(lambda *_: ""))


def _short(value: float) -> str:
    """Return a number of an axis as people write it.

    Examples
    --------
    >>> [_short(x) for x in (0.1, 10, 1000, 1e6)]
    ['0.1', '10', '1,000', '1 m']
    """
    return f"{value / 1e6:g} m" if value >= 1e6 else f"{value:,.0f}" if value >= 1 else f"{value:g}"
