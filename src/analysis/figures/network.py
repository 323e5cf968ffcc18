"""Networks that can be read: places for nodes, and their names without collisions."""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from scipy import stats

from analysis.figures.theme import NEUTRAL, PALETTE
from analysis.labels import axis_labels


def layout(graph: nx.Graph, *, weight: str) -> dict[str, np.ndarray]:
    """Place nodes by the springs of their links, then push apart those whose names would collide.

    Parameters
    ----------
    graph : networkx.Graph
    weight : str
        Attribute of an edge that pulls its ends together.

    Returns
    -------
    dict of str to array
        Coordinates between -1 and 1; the same for the same graph.
    """
    start = nx.circular_layout(graph)
    springs = nx.spring_layout(
        _in_one_piece(graph, weight),
        pos=start,
        weight=weight,
        k=2.2 / max(1, len(graph)) ** 0.5,
        seed=0,
        iterations=200,
    )
    names = list(graph)
    at = np.array([springs[name] for name in names])
    span = np.ptp(at, axis=0)
    at = (at - at.min(axis=0)) / np.where(span > 0, span, 1)
    # Distances have no exact meaning; half way to even spacing, a dense middle can be read.
    at = (at + stats.rankdata(at, axis=0) / len(at)) * 0.9 - 0.9 if len(at) else at
    for _ in range(300):
        moved = False
        for i in range(len(at)):
            gap = at - at[i]
            close = (np.abs(gap[:, 0]) < 0.34) & (np.abs(gap[:, 1]) < 0.11)
            close[i] = False
            for j in np.flatnonzero(close):
                step = 0.02 if (gap[j, 1], j) > (0, i) else -0.02
                at[j, 1] += step
                at[i, 1] -= step
                moved = True
        at = np.clip(at, -1, 1)
        if not moved:
            break
    return dict(zip(names, at, strict=True))


def _in_one_piece(graph: nx.Graph, weight: str) -> nx.Graph:
    """Return the graph with weak links between its parts, which springs would else drive apart."""
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    if len(parts) < 2:
        return graph
    hubs = [min(part, key=lambda node: (-graph.degree(node), node)) for part in parts]
    usual = float(np.median([value for *_, value in graph.edges(data=weight, default=1)] or [1]))
    joined = graph.copy()
    joined.add_edges_from((hubs[0], hub, {weight: usual / 5}) for hub in hubs[1:])
    return joined


def write_names(
    figure: Figure, axes: Axes, graph: nx.Graph, places: dict[str, np.ndarray], *, apart: float = 0.0
) -> None:
    """Write the nodes' attribute ``name`` above or below them, where no other name or node is in the way.

    Parameters
    ----------
    figure, axes : Figure, Axes
    graph : networkx.Graph
    places : dict of str to array
        From `layout`.
    apart : float
        Points by which a name stands further off than a small node needs.
    """
    offsets = [(x, y + apart if y > 0 else y - apart) for x, y in _OFFSETS]
    figure.draw_without_rendering()
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    taken: list[tuple[float, float, float, float]] = []
    points = axes.transData.transform([places[name] for name in graph])
    order = sorted(graph, key=lambda name: (-graph.degree(name), name))
    written = dict(
        zip(order, axis_labels([graph.nodes[name]["name"] for name in order], width=24), strict=True)
    )
    for name in order:
        text = axes.annotate(written[name], tuple(places[name]), xytext=(0, 7), textcoords="offset points",
                             ha="center", va="center", fontsize=8, zorder=4,
                             path_effects=[withStroke(linewidth=2.2, foreground="white")])  # fmt: skip
        fewest, choice = 10**6, offsets[0]
        for offset in offsets:
            text.set_position(offset)
            box = text.get_window_extent(renderer)
            own = (box.x0, box.y0, box.x1, box.y1)
            clashes = sum(overlap(own, other) for other in taken) * 10
            clashes += sum(own[0] - 3 < x < own[2] + 3 and own[1] - 3 < y < own[3] + 3 for x, y in points)
            clashes += 10 * (own[0] < 0 or own[2] > figure.bbox.width)
            if clashes < fewest:
                fewest, choice = clashes, offset
            if clashes == 0:
                break
        text.set_position(choice)
        box = text.get_window_extent(renderer)
        taken.append((box.x0, box.y0, box.x1, box.y1))


def draw_links(
    axes: Axes, graph: nx.Graph, places: dict[str, np.ndarray], *, width: str = "count", strength: str = ""
) -> None:
    """Draw the links of a graph: the wider the more often, the darker the stronger (all alike without a strength).

    Those whose attribute ``sure`` is false are dotted.

    Parameters
    ----------
    axes : Axes
    graph : networkx.Graph
    places : dict of str to array
        From `layout`.
    width : str
        Attribute of an edge, a count; the square root of its share in the largest is the width.
    strength : str
        Attribute of an edge, from 0 to 1.
    """
    most = max((data[width] for _, _, data in graph.edges(data=True)), default=1)
    for a, b, data in graph.edges(data=True):
        (x1, y1), (x2, y2) = places[a], places[b]
        axes.plot(
            [x1, x2], [y1, y2], color=NEUTRAL if data.get("sure") else PALETTE[4],
            linewidth=0.5 + 3.5 * (data[width] / most) ** 0.5,
            alpha=0.25 + 0.5 * min(1, data[strength]) if strength else 0.6, zorder=1,
            linestyle="-" if data.get("sure", True) else ":",
        )  # fmt: skip


def key(colour: str, marker: str, label: str) -> Line2D:
    """Return the entry of a legend for nodes of one kind."""
    return Line2D([], [], color=colour, marker=marker, linewidth=0, markersize=6, label=label)


_OFFSETS: Sequence[tuple[float, float]] = [
    (x, y) for y in (9, -9, 17, -17, 26, -26, 35, -35) for x in (0, 22, -22, 45, -45)
]


def overlap(a: Sequence[float], b: Sequence[float]) -> bool:
    """Say whether two boxes (left, bottom, right, top) share any room."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def plain_axes(axes: Axes) -> None:
    """Leave nothing around a network: no ticks, no grid, no frame."""
    axes.set(xlim=(-1.18, 1.18), ylim=(-1.1, 1.1), xlabel="", ylabel="", xticks=[], yticks=[])
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set_visible(False)
