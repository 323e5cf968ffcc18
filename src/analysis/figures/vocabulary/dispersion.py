"""Figures of where words stand: dispersion plots, and dispersion against frequency."""

from __future__ import annotations

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib import patheffects
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullFormatter, StrMethodFormatter

from analysis.errors import ParameterError
from analysis.figures.network import overlap
from analysis.figures.theme import (
    PALETTE,
    SEQUENTIAL,
    height_for,
    name_categories,
    new_figure,
    some,
    themed,
)
from analysis.labels import clip

MOST_TICKS = 3000
"""Hits that are drawn one by one; more would be a grey block (see `vocabulary.xray_bins`)."""

MOST_GROUPS = 15
"""Groups that one figure shows, the largest."""

_CROWDED = 0.9


def xray(table: pd.DataFrame) -> Figure:
    """Draw where queries fit: along one article, or along all articles in order of date.

    Parameters
    ----------
    table : DataFrame
        From `vocabulary.xray`: a stroke for each hit, one row a query; with
        several articles each has a width of one. Or from `vocabulary.xray_bins`:
        the rate in stretches of the corpus, for each group a strip of its own.

    Raises
    ------
    ParameterError
        If there are too many hits to be drawn one by one.
    """
    if "bin" in table.columns:
        return _strips(table) if table["group"].nunique() > 1 else _rates(table)
    if len(some(table, "hits")) > MOST_TICKS:
        raise ParameterError(
            f"{len(table):,} hits cannot be told apart", where="table",
            remedy=f"Up to {MOST_TICKS:,} are drawn one by one; draw vocabulary.xray_bins(table) instead.",
        )  # fmt: skip
    queries, articles = table.attrs["queries"], table.attrs["articles"]
    single = len(articles) == 1
    words = int(articles["words"].iloc[0]) if single else 0
    x = table["word"] if single else table["number"] + table["at"]
    figure, axes = new_figure(height_mm=height_for(len(queries), each_mm=8.0, least_mm=35))
    with themed():
        row = table["query"].map({query: i for i, query in enumerate(queries)}).to_numpy()
        axes.vlines(x, row - 0.36, row + 0.36, color=PALETTE[0], linewidth=1.0)
        _name_queries(axes, queries, table.groupby("query").size())
        axes.set(
            xlim=(0, words if single else len(articles)), ylim=(len(queries) - 0.4, -0.6), ylabel="",
            xlabel="words from the beginning of the article" if single else "articles in order of date",
        )  # fmt: skip
        axes.grid(visible=False)
        if single:
            axes.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
        else:
            _name_dates(axes, articles["date"].tolist())
    return figure


def _name_queries(axes: Axes, queries: list[str], hits: pd.Series) -> None:
    name_categories(axes, queries, width=24)
    labels = [label.get_text() for label in axes.get_yticklabels()]
    counts = [int(hits.get(query, 0)) for query in queries]
    axes.set_yticks(
        range(len(labels)), labels=[f"{label}\n{n:,} ×" for label, n in zip(labels, counts, strict=True)]
    )


def _name_dates(axes: Axes, dates: list[str]) -> None:
    """Write dates under a few places of an axis that counts articles or stretches of them."""
    at = np.unique(np.linspace(0, len(dates) - 1, min(5, len(dates))).astype(int))
    axes.set_xticks(at + 0.0, labels=[dates[i] or "no date" for i in at])


def _rates(table: pd.DataFrame) -> Figure:
    queries = list(dict.fromkeys(some(table, "stretches")["query"]))
    figure, axes = new_figure(height_mm=16 + 19 * len(queries), rows=len(queries), squeeze=False, sharex=True)
    with themed():
        for panel, query in zip(axes[:, 0], queries, strict=True):
            own = table[table["query"] == query].sort_values("bin")
            panel.bar(own["bin"] + 0.5, own["per_million"] / 1000, width=1.0, color=PALETTE[0], linewidth=0)
            panel.set(ylabel="", xlabel="", xlim=(0, len(own)), ylim=(0, None))
            panel.set_title(f"{clip(query, 40)}  ({int(own['hits'].sum()):,} ×)", fontsize=9)
            panel.grid(axis="x", visible=False)
            panel.locator_params(axis="y", nbins=3)
        _name_dates(axes[-1, 0], own["date"].tolist())
        axes[-1, 0].set_xlabel("articles in order of date")
        figure.supylabel("per 1,000 words", fontsize=9)
    return figure


def _strips(table: pd.DataFrame) -> Figure:
    queries = list(dict.fromkeys(table["query"]))
    size = table[table["query"] == queries[0]].groupby("group")["words"].sum()
    groups = sorted(size.index, key=lambda group: (-size[group], group))[:MOST_GROUPS]
    figure, axes = new_figure(
        height_mm=len(queries) * (16 + 4.6 * len(groups)) + 12, rows=len(queries), squeeze=False, sharex=True
    )
    with themed():
        for panel, query in zip(axes[:, 0], queries, strict=True):
            own = table[table["query"] == query]
            rate = own.pivot(index="group", columns="bin", values="per_million").loc[groups] / 1000
            # One stretch with few words and many hits must not leave all others dark.
            top = float(np.nanquantile(rate.to_numpy(), 0.99)) or 1.0
            sns.heatmap(
                rate, ax=panel, cmap=SEQUENTIAL, vmin=0, vmax=top,
                cbar_kws={"label": "per 1,000 words", "extend": "max"},
            )  # fmt: skip
            panel.set_title(f"{clip(query, 40)}  ({int(own['hits'].sum()):,} ×)", fontsize=9)
            panel.set(ylabel="", xlabel="")
            panel.grid(visible=False)
            name_categories(panel, groups, width=22)
            panel.set_yticks(np.arange(len(groups)) + 0.5, labels=panel.get_yticklabels(), rotation=0)
            panel.tick_params(length=0)
        dates = own.drop_duplicates("bin").sort_values("bin")["date"].tolist()
        for panel in axes[:, 0]:
            _name_dates(panel, dates)
            panel.tick_params(axis="x", rotation=0)
        axes[-1, 0].set_xlabel("articles in order of date (blank: none)")
    return figure


def dispersion(table: pd.DataFrame, *, named: int = 20, least_f: int = 20) -> Figure:
    """Draw dispersion against frequency: every word a dot, the line is what chance would give.

    Parameters
    ----------
    table : DataFrame
        From `vocabulary.dispersion`; function words are not drawn.
    named : int
        Words that are named, as far as there is room: half of them the most
        clumped, half the most even for their frequency.
    least_f : int
        Occurrences of words that are drawn.
    """
    rows = some(table[~table["function_word"] & (table["f"] >= least_f)], f"words with {least_f} occurrences")
    figure, axes = new_figure(height_mm=110)
    with themed():
        sns.scatterplot(x=rows["per_million"], y=rows["dp"], ax=axes, color=PALETTE[0], s=9, alpha=0.35, linewidth=0,
                        legend=False, rasterized=len(rows) > 2000)  # fmt: skip
        line = rows.sort_values("per_million")
        axes.plot(line["per_million"], line["dp_chance"], color=PALETTE[1], linewidth=1.4, zorder=3)
        axes.set(xscale="log", xlabel="per million words", ylabel="DP (0 even, 1 clumped)")
        axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5), numticks=8))
        axes.xaxis.set_minor_formatter(NullFormatter())
        axes.margins(x=0.06, y=0.06)
        axes.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
        above = rows.assign(above=rows["dp"] - rows["dp_chance"]).sort_values("above", ascending=False)
        # Where chance itself gives nearly 1, dots cannot be told apart, nor words read.
        even = above[above["dp_chance"] < _CROWDED].iloc[::-1]
        _name_dots(figure, axes, [above.head(4 * named), even.head(4 * named)], named)
        handle = axes.plot([], [], color=PALETTE[1], label="words placed at random")
        figure.legend(handles=handle, loc="outside upper right")
    return figure


def _name_dots(figure: Figure, axes: Axes, tables: list[pd.DataFrame], most: int) -> None:
    """Name dots of some tables in turn, where a name does not run into another."""
    figure.draw_without_rendering()
    taken: list[tuple[float, float, float, float]] = []
    frame = axes.get_window_extent()
    halo = [patheffects.withStroke(linewidth=2, foreground="white")]
    for rows, side in zip(tables, (1, -1), strict=True):
        most_here = len(taken) + most // 2
        for word, x, y in rows[["word", "per_million", "dp"]].itertuples(index=False, name=None):
            text = axes.annotate(
                clip(word, 18), (x, y), xytext=(4, 4 * side), textcoords="offset points", fontsize=8, zorder=4,
                va="bottom" if side > 0 else "top", ha="left" if side > 0 else "right", path_effects=halo,
            )  # fmt: skip
            box = text.get_window_extent()
            own = (box.x0 - 2, box.y0 - 1, box.x1 + 2, box.y1 + 1)
            clear = (
                own[2] <= frame.x1 and own[3] <= frame.y1 and not any(overlap(own, other) for other in taken)
            )
            if not clear:
                text.remove()
                continue
            taken.append(own)
            if len(taken) == most_here:
                break
