"""Networks of actors."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch

from analysis.figures.actors.common import KINDS, kind_keys, largest
from analysis.figures.network import draw_links, key, layout, plain_axes, write_names
from analysis.figures.theme import NEUTRAL, PALETTE, colours, estimated, new_figure, some, themed

MOST_NODES = 25
"""Actors in a network; more would not be read."""

MOST_ARROWS = 60
"""Arrows in a network with a direction, those with most clauses or statements."""

SIGNS = {
    "hostile": (PALETTE[1], "--"),
    "mixed or neutral": (PALETTE[4], "-"),
    "cooperative": (PALETTE[0], "-"),
}
"""Colour and line of an arrow by its mean sign."""

SURE = 0.05
"""Rate of false links among those that are drawn unbroken."""

CLEARLY = 1 / 3
"""Mean sign from which an arrow counts as hostile or cooperative."""


def cooccurrence(table: pd.DataFrame, *, nodes: int = MOST_NODES) -> Figure:
    """Draw the network of actors that stand together more often than chance.

    Parameters
    ----------
    table : DataFrame
        From `actors.cooccurrence`. Pairs with ``npmi`` of 0 or less are left out; those whose
        test against chance has no q below `SURE` are dotted.
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
        kinds = _nodes(axes, graph, places)
        plain_axes(axes)
        keys = kind_keys(pd.Series(kinds))
        if "q" in rows.columns:
            keys += [_line_key(NEUTRAL, "-", f"q < {SURE}"), _line_key(PALETTE[4], ":", "may be chance")]
        figure.legend(handles=keys, loc="outside lower center", ncols=5)
        write_names(figure, axes, graph, places)
    return figure


def _graph(rows: pd.DataFrame, nodes: int) -> nx.Graph:
    ends = pd.concat([rows[["actor_a", "count"]].set_axis(["actor", "count"], axis=1),
                      rows[["actor_b", "count"]].set_axis(["actor", "count"], axis=1)])  # fmt: skip
    weight = ends.groupby("actor")["count"].sum()
    kept = set(largest(weight, nodes))
    graph = nx.Graph()
    for row in rows.to_dict("records"):
        if row["actor_a"] in kept and row["actor_b"] in kept:
            for end in ("a", "b"):
                graph.add_node(row[f"actor_{end}"], name=row[f"name_{end}"], kind=row[f"kind_{end}"])
            graph.add_edge(
                row["actor_a"],
                row["actor_b"],
                count=row["count"],
                npmi=row["npmi"],
                sure=bool(row.get("q", 0) < SURE),
            )
    return graph


def _nodes(axes: Axes, graph: nx.Graph, places: dict[str, np.ndarray]) -> dict[str, str]:
    """Draw the actors of a network by their kind, and return the kinds."""
    kinds: dict[str, str] = nx.get_node_attributes(graph, "kind")
    colour = colours(KINDS)
    for kind, marker in KINDS.items():
        own = [n for n in graph if kinds[n] == kind]
        if own:
            sns.scatterplot(
                x=[places[n][0] for n in own], y=[places[n][1] for n in own], ax=axes, color=colour[kind],
                marker=marker, s=70, legend=False, zorder=3,
            )  # fmt: skip
    return kinds


def quotation_network(table: pd.DataFrame, *, nodes: int = MOST_NODES) -> Figure:
    """Draw who speaks about whom: arrows from speakers to the actors their statements mention.

    Parameters
    ----------
    table : DataFrame
        From `actors.quotation_network`.
    nodes : int
        Actors that are drawn, at most `MOST_NODES`: those in most statements.
    """
    return _directed(some(table, "statements about actors"), nodes, signed=False)


def action_network(table: pd.DataFrame, *, nodes: int = MOST_NODES) -> Figure:
    """Draw who acts on whom: arrows from agents to patients, hostile ones dashed.

    Parameters
    ----------
    table : DataFrame
        From `actors.action_network` or `actors.who_to_whom`.
    nodes : int
        Actors that are drawn, at most `MOST_NODES`: those in most clauses.
    """
    return _directed(some(table, "deeds between two actors"), nodes, signed=True)


def _directed(table: pd.DataFrame, nodes: int, *, signed: bool) -> Figure:
    rows = table.assign(count=table[estimated(table, "count")])
    weight = (
        rows.groupby("source_id")["count"].sum().add(rows.groupby("target_id")["count"].sum(), fill_value=0)
    )
    kept = set(largest(weight, min(nodes, MOST_NODES)))
    rows = rows[rows["source_id"].isin(kept) & rows["target_id"].isin(kept)].head(MOST_ARROWS)
    graph: nx.DiGraph = nx.DiGraph()
    for row in rows.to_dict("records"):
        for end in ("source", "target"):
            graph.add_node(row[f"{end}_id"], name=row[end], kind=row[f"{end}_kind"])
        graph.add_edge(row["source_id"], row["target_id"], count=row["count"], sign=row.get("mean_sign", 0.0))
    places = layout(nx.Graph(graph), weight="pull")
    figure, axes = new_figure(height_mm=135)
    with themed():
        plain_axes(axes)
        used = _arrows(axes, graph, places, signed=signed)
        kinds = _nodes(axes, graph, places)
        keys = _kind_keys_and_signs(kinds, used)
        figure.legend(handles=keys, loc="outside lower center", ncols=5)
        write_names(figure, axes, graph, places)
    return figure


def _arrows(axes: Axes, graph: nx.DiGraph, places: dict[str, np.ndarray], *, signed: bool) -> list[str]:
    """Draw the arrows, the wider the more often, and return the signs that occur."""
    most = max((data["count"] for _, _, data in graph.edges(data=True)), default=1)
    used = set()
    for a, b, data in graph.edges(data=True):
        sign = _sign(data["sign"]) if signed else "mixed or neutral"
        used.add(sign)
        colour, style = SIGNS[sign]
        axes.add_patch(
            FancyArrowPatch(
                tuple(places[a]), tuple(places[b]), arrowstyle="-|>", mutation_scale=8, color=colour,
                linestyle=style, linewidth=0.6 + 2.4 * (data["count"] / most) ** 0.5, shrinkA=5, shrinkB=6,
                connectionstyle="arc3,rad=0.13", alpha=0.75, zorder=1,
            )
        )  # fmt: skip
    return [sign for sign in SIGNS if sign in used] if signed else []


def _sign(mean: float) -> str:
    return "hostile" if mean < -CLEARLY else "cooperative" if mean > CLEARLY else "mixed or neutral"


def _kind_keys_and_signs(kinds: dict[str, str], signs: list[str]) -> list[Line2D]:
    return [*kind_keys(pd.Series(kinds)), *(_line_key(*SIGNS[sign], sign) for sign in signs)]


def _line_key(colour: str, style: str, label: str) -> Line2D:
    """Return the entry of a legend for links of one kind."""
    line = key(colour, "", label)
    line.set(linestyle=style, linewidth=1.8)
    return line
