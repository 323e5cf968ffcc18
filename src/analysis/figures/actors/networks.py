"""Networks of actors."""

from __future__ import annotations

import networkx as nx
import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure

from analysis.figures.actors.common import KINDS, kind_keys
from analysis.figures.network import draw_links, layout, plain_axes, write_names
from analysis.figures.theme import colours, estimated, new_figure, some, themed

MOST_NODES = 25
"""Actors in a network; more would not be read."""


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
        figure.legend(handles=kind_keys(pd.Series(kinds)), loc="outside lower center", ncols=5)
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
