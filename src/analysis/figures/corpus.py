"""Figures of the corpus: what it consists of, over time and by group."""

from __future__ import annotations

import networkx as nx
import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis.errors import EmptySelectionError
from analysis.figures.network import draw_links, layout, plain_axes, write_names
from analysis.figures.theme import (
    MARKERS,
    NEUTRAL,
    PALETTE,
    estimated,
    height_for,
    name_categories,
    new_figure,
    themed,
)
from analysis.labels import clip

MOST_OUTLETS = 30
"""Outlets a network of wire copy is drawn with at most."""


def coverage(table: pd.DataFrame, *, top: int = 20) -> Figure:
    """Draw articles and median length of each group.

    Parameters
    ----------
    table : DataFrame
        Rows of `corpus.coverage`.
    top : int
        Rows that are drawn.
    """
    rows = table.head(top)
    figure, axes = new_figure(height_mm=height_for(len(rows), each_mm=6), columns=2, sharey=True)
    with themed():
        for panel, column, colour in (
            (axes[0], estimated(rows, "articles"), PALETTE[0]),
            (axes[1], "median_words", PALETTE[2]),
        ):
            sns.scatterplot(x=rows[column], y=range(len(rows)), ax=panel, color=colour, s=40, legend=False)
            panel.set_xlim(left=0, right=float(rows[column].max()) * 1.08)
            panel.set_ylabel("")
        axes[0].set_xlabel(estimated(rows, "articles").replace("_", ", "))
        axes[1].set_xlabel("median words an article")
        name_categories(axes[0], [_named(value) for value in rows["group"]])
        axes[0].set_ylim(len(rows) - 0.4, -0.6)
    return figure


def timeline(table: pd.DataFrame) -> Figure:
    """Draw the number of articles over time, a line for each group.

    Parameters
    ----------
    table : DataFrame
        Rows of `corpus.timeline`.
    """
    groups = [group for group in dict.fromkeys(table["group"]) if group != "other"]
    order = [*groups, *(["other"] if "other" in set(table["group"]) else [])]
    shown = estimated(table, "articles")
    figure, axes = new_figure(height_mm=75)
    with themed():
        for i, group in enumerate(order):
            rows = table[table["group"] == group]
            grey = group == "other"
            sns.lineplot(
                x=pd.to_datetime(rows["period"]), y=rows[shown], ax=axes, label=clip(_named(group), 24),
                color=NEUTRAL if grey else PALETTE[i % len(PALETTE)], marker=MARKERS[i % len(MARKERS)],
                linestyle="--" if grey else "-", markersize=5, errorbar=None,
            )  # fmt: skip
        axes.set(xlabel="", ylabel=f"articles per {table['unit'].iloc[0]}")
        axes.set_ylim(bottom=0)
        axes.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), title="")
        figure.autofmt_xdate(rotation=30)
    return figure


def lengths(table: pd.DataFrame, *, top: int = 20) -> Figure:
    """Draw how long the articles of each group are: middle half as a box, middle four fifths as a line.

    Parameters
    ----------
    table : DataFrame
        Rows of `corpus.lengths`.
    top : int
        Groups that are drawn.
    """
    rows = table.head(top)
    figure, axes = new_figure(height_mm=height_for(len(rows)))
    with themed():
        places = range(len(rows))
        axes.hlines(places, rows["p10"], rows["p90"], color=NEUTRAL, linewidth=1)
        axes.hlines(places, rows["p25"], rows["p75"], color=PALETTE[0], linewidth=7, alpha=0.45)
        sns.scatterplot(x=rows["median"], y=places, ax=axes, color=PALETTE[0], s=36, legend=False, zorder=3)
        axes.set(xlabel="words an article (median, middle half, middle four fifths)", ylabel="")
        axes.set_xlim(left=0)
        name_categories(axes, [_named(value) for value in rows["group"]])
        axes.set_ylim(len(rows) - 0.4, -0.6)
    return figure


def missing_metadata(table: pd.DataFrame, *, top: int = 20) -> Figure:
    """Draw the share of articles of each group that lack a field.

    Parameters
    ----------
    table : DataFrame
        Rows of `corpus.missing_metadata`.
    top : int
        Groups that are drawn.
    """
    groups = list(dict.fromkeys(table["group"]))[:top]
    wide = table.pivot(index="group", columns="field", values="share")
    wide = wide.loc[groups, list(dict.fromkeys(table["field"]))] * 100
    figure, axes = new_figure(height_mm=height_for(len(groups), each_mm=7))
    with themed():
        sns.heatmap(
            wide, ax=axes, cmap="Blues", vmin=0, vmax=100, annot=True, fmt=".0f", linewidths=1, linecolor="white",
            annot_kws={"fontsize": 8.5}, cbar_kws={"label": "% of articles without it"},
        )  # fmt: skip
        axes.set(xlabel="", ylabel="")
        axes.set_yticks([place + 0.5 for place in range(len(groups))])
        axes.set_yticklabels([clip(_named(group), 28) for group in groups], rotation=0)
    return figure


def wire_shares(table: pd.DataFrame, *, top: int = 20) -> Figure:
    """Draw how much of each outlet stands in another outlet too, and how much it prints twice itself.

    Parameters
    ----------
    table : DataFrame
        Rows of `corpus.wire`.
    top : int
        Outlets that are drawn.
    """
    rows = table.head(top)
    places = range(len(rows))
    figure, axes = new_figure(height_mm=height_for(len(rows), around_mm=32))
    with themed():
        for (column, label, colour, marker), shift in zip(_SHARED, (-0.2, 0.0, 0.2), strict=True):
            share, beside = 100 * rows[column] / rows["articles"], [place + shift for place in places]
            sns.scatterplot(x=share, y=beside, ax=axes, color=colour, marker=marker, s=40, label=label)
        axes.set(xlabel="% of the outlet's articles", ylabel="")
        axes.set_xlim(left=-1, right=max(10.0, float(axes.get_xlim()[1])))
        name_categories(axes, [_named(value) for value in rows["outlet"]])
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.get_legend().remove()
        figure.legend(loc="outside lower center", ncols=3)
    return figure


_SHARED = (
    ("shared_articles", "also in another outlet", PALETTE[1], MARKERS[1]),
    ("later_articles", "another outlet had it first", PALETTE[0], MARKERS[0]),
    ("own_articles", "repeats the outlet's own", PALETTE[2], MARKERS[2]),
)


def wire_network(pairs: pd.DataFrame, *, articles: pd.DataFrame) -> Figure:
    """Draw which outlets carry the same stories.

    Parameters
    ----------
    pairs : DataFrame
        Rows of `corpus.exchange`: outlet, other, stories.
    articles : DataFrame
        Rows of `corpus.wire`: outlet, articles; the size of a node.

    Raises
    ------
    EmptySelectionError
        If no two outlets share a story.
    """
    if pairs.empty:
        raise EmptySelectionError(
            "no two outlets share a story", remedy="Select more outlets, or days that lie nearer together."
        )
    size = articles.set_index("outlet")["articles"]
    linked = pairs["outlet"].unique()
    kept = set(sorted(linked, key=lambda outlet: (-int(size.get(outlet, 0)), outlet))[:MOST_OUTLETS])
    graph = nx.Graph()
    for a, b, stories in pairs[["outlet", "other", "stories"]].itertuples(index=False):
        if a < b and a in kept and b in kept:
            graph.add_node(a, name=_named(a))
            graph.add_node(b, name=_named(b))
            graph.add_edge(a, b, stories=float(stories))
    places = layout(graph, weight="stories")
    largest = float(max(size.get(outlet, 1) for outlet in graph))
    figure, axes = new_figure(height_mm=110)
    with themed():
        draw_links(axes, graph, places, width="stories")
        sns.scatterplot(
            x=[places[n][0] for n in graph], y=[places[n][1] for n in graph], ax=axes, color=PALETTE[0], legend=False,
            s=[40 + 160 * size.get(n, 1) / largest for n in graph], zorder=3,
        )  # fmt: skip
        plain_axes(axes)
        write_names(figure, axes, graph, places, apart=5)
    return figure


def _named(group: object) -> str:
    return str(group) or "(none stated)"
