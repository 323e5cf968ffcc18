"""Figures of the actors profile: prominence, voices, who stands with whom."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.errors import EmptySelectionError
from analysis.figures.network import draw_links, key, layout, plain_axes, write_names
from analysis.figures.theme import (
    NEUTRAL,
    PALETTE,
    colours,
    estimated,
    height_for,
    name_categories,
    new_figure,
    some,
    themed,
)
from analysis.labels import clip

MOST_NODES = 25
"""Actors in a network; more would not be read."""

LEAST_ARTICLES = 3
"""Articles without which a share of articles is no figure."""

MOST_PANELS = 6
"""Groups that one figure shows."""

KINDS = {"person": "o", "state": "s", "organisation": "^", "group": "D", "place": "v"}
"""Marker of each kind of actor; the colours go with them in the same order."""


def prominence(table: pd.DataFrame, *, top: int = 20) -> Figure:
    """Draw the share of articles that mention each actor, with intervals; groups side by side.

    Parameters
    ----------
    table : DataFrame
        From `actors.prominence`, overall or by group.
    top : int
        Actors that are drawn: those mentioned in most articles.
    """
    rows = some(table, "actors")
    if rows["n"].max() < LEAST_ARTICLES:
        raise EmptySelectionError(
            f"shares of {rows['n'].max()} articles say little",
            remedy="Read the table of actors and mentions.",
        )
    if "group" not in rows.columns:
        rows = rows.assign(group="")
    widest = rows.groupby("actor_id")[["articles", "mentions"]].sum().reset_index()
    shown = widest.sort_values(["articles", "mentions", "actor_id"], ascending=[False, False, True])[
        "actor_id"
    ][:top]
    groups = _largest(rows.groupby("group")["n"].max())
    names = rows.drop_duplicates("actor_id").set_index("actor_id")["name"].reindex(shown)
    columns = 2 if len(groups) in (2, 4) else min(3, len(groups))
    lines = -(-len(groups) // columns)
    figure, axes = new_figure(
        height_mm=lines * height_for(len(shown), each_mm=4.6, around_mm=20),
        rows=lines, columns=columns, squeeze=False, sharey=True,
    )  # fmt: skip
    kinds = rows.drop_duplicates("actor_id").set_index("actor_id")["kind"].reindex(shown)
    with themed():
        for panel, group in zip(axes.flat, groups, strict=False):
            own = rows[rows["group"] == group].set_index("actor_id").reindex(shown)
            _intervals(panel, own, kinds)
            count = int(own["n"].max()) if own["n"].notna().any() else 0
            panel.set(
                title=f"{clip(group, 26 if columns < 3 else 15)}\nn = {count}" if group else "",
                xlabel="% of articles",
                ylabel="",
            )
        for panel in axes[:, 0]:
            name_categories(panel, names)
        axes[0, 0].set_ylim(len(shown) - 0.4, -0.6)
        for panel in list(axes.flat)[len(groups) :]:
            panel.set_visible(False)
        figure.legend(handles=_kind_keys(kinds), loc="outside lower center", ncols=5)
    return figure


def _largest(sizes: pd.Series) -> list[str]:
    """Return the groups that get a panel: the largest, in order of size."""
    return sorted(sizes.index, key=lambda group: (-sizes[group], group))[:MOST_PANELS]


def _intervals(axes: Axes, rows: pd.DataFrame, kinds: pd.Series) -> None:
    y = np.arange(len(rows))
    axes.hlines(y, rows["share_low"] * 100, rows["share_high"] * 100, color=NEUTRAL, linewidth=1.4)
    colour = colours(KINDS)
    for kind in dict.fromkeys(kinds):
        own = (kinds == kind).to_numpy()
        sns.scatterplot(x=rows["share"].to_numpy()[own] * 100, y=y[own], ax=axes, color=colour[kind],
                        marker=KINDS[kind], s=34, legend=False, zorder=3)  # fmt: skip
    axes.set_xlim(0, 103)
    axes.grid(axis="x", visible=False)


def voice_shares(table: pd.DataFrame, *, top: int = 20) -> Figure:
    """Draw the words given to each named speaker, quoted and paraphrased.

    Sources without a name are one row of the table and would dwarf all others;
    their words are written under the axis.

    Parameters
    ----------
    table : DataFrame
        From `actors.voice_shares`, overall or by group.
    top : int
        Speakers that are drawn in each panel.
    """
    rows = some(table, "speakers")
    if "group" not in rows.columns:
        rows = rows.assign(group="")
    groups = _largest(rows.groupby("group")["words"].sum())
    top = top if len(groups) == 1 else min(top, 12)
    columns = 1 if len(groups) == 1 else 2
    lines = -(-len(groups) // columns)
    tallest = min(top, int(rows["group"].value_counts().max()))
    figure, axes = new_figure(
        height_mm=lines * height_for(tallest, each_mm=5.0, around_mm=20),
        rows=lines,
        columns=columns,
        squeeze=False,
    )
    with themed():
        for panel, group in zip(axes.flat, groups, strict=False):
            own = rows[rows["group"] == group]
            _voices(panel, own[own["kind"].isin(KINDS)].head(top), own[~own["kind"].isin(KINDS)], group)
        for panel in list(axes.flat)[len(groups) :]:
            panel.set_visible(False)
        keys = [key(PALETTE[0], "o", "in quotation marks"), key(PALETTE[1], "s", "paraphrased")]
        figure.legend(handles=keys, loc="outside lower center", ncols=2)
    return figure


def _voices(axes: Axes, rows: pd.DataFrame, apart: pd.DataFrame, group: str) -> None:
    y = np.arange(len(rows))
    quoted, other = (
        rows[estimated(rows, column)].to_numpy() for column in ("words_quoted", "words_paraphrased")
    )
    axes.hlines(y, np.minimum(quoted, other), np.maximum(quoted, other), color=NEUTRAL, linewidth=1)
    for values, colour, marker in ((quoted, PALETTE[0], "o"), (other, PALETTE[1], "s")):
        sns.scatterplot(x=values, y=y, ax=axes, color=colour, marker=marker, s=34, legend=False, zorder=3)
    notes = [f"{name}: {words:,}" for name, words in zip(apart["name"], apart["words"], strict=True)]
    axes.set(title=clip(group, 34), xlabel="\n".join(["words", *notes]), ylabel="")
    axes.set_xlim(left=0)
    axes.margins(x=0.06)
    axes.grid(axis="x", visible=False)
    name_categories(axes, rows["name"], width=26)
    axes.set_ylim(len(rows) - 0.4, -0.6)


def cooccurrence(table: pd.DataFrame, *, nodes: int = MOST_NODES) -> Figure:
    """Draw the network of actors that stand together more often than chance.

    Parameters
    ----------
    table : DataFrame
        From `actors.cooccurrence`. Pairs with ``npmi`` of 0 or less are left out.
    nodes : int
        Actors that are drawn, at most `MOST_NODES`: those with the most shared units.
    """
    rows = some(table[table["npmi"] > 0], "pairs of actors above chance")
    rows = rows.assign(count=rows[estimated(rows, "count")])
    graph = _graph(rows, min(nodes, MOST_NODES))
    places = layout(graph, weight="npmi")
    figure, axes = new_figure(height_mm=130)
    with themed():
        draw_links(axes, graph, places, strength="npmi")
        kinds = nx.get_node_attributes(graph, "kind")
        colour = colours(KINDS)
        for kind, marker in KINDS.items():
            own = [n for n in graph if kinds[n] == kind]
            if own:
                sns.scatterplot(
                    x=[places[n][0] for n in own], y=[places[n][1] for n in own], ax=axes, color=colour[kind],
                    marker=marker, s=70, legend=False, zorder=3,
                )  # fmt: skip
        plain_axes(axes)
        figure.legend(handles=_kind_keys(pd.Series(kinds)), loc="outside lower center", ncols=5)
        write_names(figure, axes, graph, places)
    return figure


def _graph(rows: pd.DataFrame, nodes: int) -> nx.Graph:
    ends = pd.concat([rows[["actor_a", "count"]].set_axis(["actor", "count"], axis=1),
                      rows[["actor_b", "count"]].set_axis(["actor", "count"], axis=1)])  # fmt: skip
    weight = ends.groupby("actor")["count"].sum()
    kept = set(sorted(weight.index, key=lambda actor: (-weight[actor], actor))[:nodes])
    graph = nx.Graph()
    for row in rows.to_dict("records"):
        if row["actor_a"] in kept and row["actor_b"] in kept:
            for end in ("a", "b"):
                graph.add_node(row[f"actor_{end}"], name=row[f"name_{end}"], kind=row[f"kind_{end}"])
            graph.add_edge(row["actor_a"], row["actor_b"], count=row["count"], npmi=row["npmi"])
    return graph


def _kind_keys(kinds: pd.Series) -> list[Line2D]:
    colour = colours(KINDS)
    return [key(str(colour[kind]), KINDS[kind], kind) for kind in KINDS if (kinds == kind).any()]
