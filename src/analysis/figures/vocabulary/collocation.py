"""Figures of words that go together."""

from __future__ import annotations

import networkx as nx
import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure

from analysis.errors import ParameterError
from analysis.figures.network import draw_links, key, layout, plain_axes, write_names
from analysis.figures.theme import (
    MARKERS,
    NEUTRAL,
    PALETTE,
    height_for,
    name_categories,
    new_figure,
    some,
    themed,
)

MOST_NODES = 40
"""Words in a network; more would not be read."""

LABELS = {
    "log_dice": "logDice", "g2": "G²", "pmi": "PMI (bits)", "npmi": "normalised PMI", "mi3": "MI³ (bits)",
    "t": "t", "delta_p": "ΔP (first to second)", "delta_p_back": "ΔP (second to first)", "log_odds": "log odds ratio",
}  # fmt: skip
"""Names of the measures on an axis."""


def collocations(
    table: pd.DataFrame, *, measure: str = "log_dice", label: str | None = None, top: int = 25
) -> Figure:
    """Draw pairs of words by their association; the frequency is written beside each dot.

    Parameters
    ----------
    table : DataFrame
        Rows of `vocabulary.collocations`, with or without a node, in the order to be drawn.
    measure : str
        Column for the horizontal axis.
    label : str, optional
        Its name in words; that of `LABELS` if not given.
    top : int
        Rows that are drawn.

    Raises
    ------
    ParameterError
        If the table has no such measure.
    """
    rows = some(table.head(top), "pairs of words").reset_index(drop=True)
    if measure not in rows.columns:
        known = ", ".join(name for name in LABELS if name in rows.columns)
        raise ParameterError(
            f"the table has no measure {measure!r}", where="measure", remedy=f"It has {known}."
        )
    if "relation" in rows.columns:
        names = rows["collocate"] + " · " + rows["relation"]
    else:
        names = rows["collocate"] if "collocate" in rows.columns else rows["first"] + " " + rows["second"]
    figure, axes = new_figure(height_mm=height_for(len(rows), each_mm=4.6))
    with themed():
        sns.scatterplot(x=rows[measure], y=range(len(rows)), ax=axes, color=PALETTE[0], s=32, legend=False)
        for i, (x, f) in enumerate(zip(rows[measure], rows["f"], strict=True)):
            axes.annotate(f"{f:,} ×", (x, i), xytext=(6, 0), textcoords="offset points", va="center", fontsize=8,
                          color=NEUTRAL)  # fmt: skip
        name_categories(axes, names)
        axes.set(xlabel=label or LABELS.get(measure, measure), ylabel="")
        axes.margins(x=0.12)
        axes.invert_yaxis()
    return figure


def collocation_network(table: pd.DataFrame, *, measure: str = "log_dice", nodes: int = MOST_NODES) -> Figure:
    """Draw a network of collocates: the wider a link the more frequent, the darker the stronger.

    Parameters
    ----------
    table : DataFrame
        From `vocabulary.collocation_network`.
    measure : str
        Column that says how strong a link is.
    nodes : int
        Words that are drawn, at most `MOST_NODES`: the first ones, then their collocates, the nearest and strongest.
    """
    graph = _graph(some(table, "collocates"), measure, min(nodes, MOST_NODES))
    places = layout(graph, weight="pull")
    figure, axes = new_figure(height_mm=100 + 1.5 * len(graph))
    steps = nx.get_node_attributes(graph, "step")
    with themed():
        draw_links(axes, graph, places, strength="pull")
        handles = []
        for step in sorted(set(steps.values())):
            own = [name for name in graph if steps[name] == step]
            colour, marker = (PALETTE[1], PALETTE[0], PALETTE[2], PALETTE[3])[step], MARKERS[step]
            sns.scatterplot(
                x=[places[name][0] for name in own], y=[places[name][1] for name in own], ax=axes, color=colour,
                marker=marker, s=(110, 70, 45, 45)[step], legend=False, zorder=3,
            )  # fmt: skip
            handles.append(key(colour, marker, ("node", "its collocates", "theirs", "theirs in turn")[step]))
        plain_axes(axes)
        figure.legend(handles=handles, loc="outside lower center", ncols=4)
        write_names(figure, axes, graph, places)
    return figure


def _graph(table: pd.DataFrame, measure: str, nodes: int) -> nx.Graph:
    """Return the words and links that are drawn."""
    step = dict.fromkeys(table.attrs.get("nodes", table["node"].head(1).tolist()), 0)
    for row in table.sort_values(["step", measure], ascending=[True, False]).to_dict("records"):
        step.setdefault(row["node"], row["step"] - 1)
        if len(step) < nodes:
            step.setdefault(row["collocate"], row["step"])
    low, high = table[measure].min(), table[measure].max()
    graph = nx.Graph()
    for row in table.to_dict("records"):
        ends = row["node"], row["collocate"]
        if all(end in step for end in ends):
            for end in ends:
                graph.add_node(end, name=end, step=step[end])
            pull = 0.2 + 0.8 * (row[measure] - low) / (high - low) if high > low else 1.0
            graph.add_edge(*ends, count=row["f"], pull=pull)
    return graph
