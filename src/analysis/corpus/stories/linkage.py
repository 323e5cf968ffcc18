"""Average linkage on a sparse graph: groups whose members resemble one another on average."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from analysis.corpus.stories.shingles import Ints

UNIT = 1 << 20
"""Similarities are whole numbers of which this is one."""

_STRETCH = 1 << 22
"""Edges that are looked at in one step: there may be a hundred million, and each step needs room of its own."""


@dataclass
class Edges:
    """Similarities of items, or sums of those of groups, each pair once.

    Attributes
    ----------
    row, col : ndarray
        Numbers of the two, the smaller one first.
    total : ndarray
        Whole numbers, so that sums do not depend on their order.
    items : int
        How many items there are.
    """

    row: npt.NDArray[np.int32]
    col: npt.NDArray[np.int32]
    total: npt.NDArray[np.int32] | npt.NDArray[np.int64]
    items: int

    def __len__(self) -> int:
        return len(self.row)

    def stretches(self) -> Iterator[slice]:
        """Yield slices that together cover all edges."""
        for start in range(0, len(self), _STRETCH):
            yield slice(start, start + _STRETCH)

    def keep(self, which: npt.NDArray[np.bool_]) -> None:
        """Forget all other edges; an array at a time, so that only one is there twice."""
        self.row = self.row[which]
        self.col = self.col[which]
        self.total = self.total[which]


def average_linkage(edges: Edges, *, least: int, least_of_two: int = 0) -> Ints:
    """Return a group number for each item; a group's number is its first item.

    Agglomerative clustering with average linkage (UPGMA, Sokal & Michener 1958),
    stopped where the mean similarity of two groups falls below `least`. Pairs
    without an edge count as zero. Average linkage is reducible, so
    groups that are each other's nearest are joined all at once, with the result
    of joining them one by one.

    Parameters
    ----------
    edges : Edges
        They are used up, since a copy of a hundred million would need as much memory again.
    least : int
        Mean similarity from which two groups are joined, above 0.
    least_of_two : int
        Similarity that two items need if no third one joins them.

    Examples
    --------
    >>> numbers = np.array([0, 1], np.int32), np.array([1, 2], np.int32), np.array([9, 8], np.int32)
    >>> average_linkage(Edges(*numbers, items=3), least=5).tolist()
    [0, 0, 2]
    """
    group = np.arange(edges.items, dtype=np.int64)
    size = np.ones(edges.items, dtype=np.int64)
    joined_at = np.zeros(edges.items)
    _within_reach(edges, size, least)
    while len(edges):
        first, second, mean = _nearest_pairs(edges, size, least)
        if not len(first):
            break
        into = np.arange(len(size), dtype=np.int32)
        into[second] = first
        joined = np.zeros(len(size), dtype=np.bool_)
        joined[first] = joined[second] = True
        joined_at[first] = mean
        size[first] += size[second]
        group = into[group].astype(np.int64)
        _join(edges, into, joined)
        _within_reach(edges, size, least)
    items = np.arange(edges.items)
    alone = (size[group] == 2) & (joined_at[group] < least_of_two) & (items != group)
    group[alone] = items[alone]
    return _first_members(group)


def _within_reach(edges: Edges, size: Ints, least: int) -> None:
    """Leave out the edges of groups that can never be joined.

    The mean similarity to a union is at most the larger of the two means, so
    groups are only ever joined along edges that reach the least.
    """
    part = np.arange(len(size), dtype=np.int32)
    for here in edges.stretches():
        row, col = edges.row[here], edges.col[here]
        strong = edges.total[here] >= least * size[row] * size[col]
        ends = (part[row[strong]], part[col[strong]])
        graph = coo_matrix((np.ones(len(ends[0]), np.int8), ends), (len(size), len(size)))
        # What was one part stays one: its other members follow the one that stood for them.
        part = connected_components(graph, directed=False)[1][part]
    inside = np.empty(len(edges), dtype=np.bool_)
    for here in edges.stretches():
        inside[here] = part[edges.row[here]] == part[edges.col[here]]
    edges.keep(inside)


def _nearest_pairs(edges: Edges, size: Ints, least: int) -> tuple[Ints, Ints, npt.NDArray[np.float64]]:
    """Return the pairs of groups that are each other's nearest, the smaller number first, and their mean similarity.

    Of groups that are equally near the one with the smallest number is the nearest.
    """
    most = np.zeros(len(size))
    for row, col, mean in _strong(edges, size, least):
        np.maximum.at(most, row, mean)
        np.maximum.at(most, col, mean)
    nearest = np.full(len(size), len(size), dtype=np.int64)
    for row, col, mean in _strong(edges, size, least):
        for_row, for_col = mean == most[row], mean == most[col]
        np.minimum.at(nearest, row[for_row], col[for_row])
        np.minimum.at(nearest, col[for_col], row[for_col])
    own = np.flatnonzero(nearest < len(size))
    mutual = own[(nearest[nearest[own]] == own) & (own < nearest[own])]
    return mutual, nearest[mutual], most[mutual]


def _strong(
    edges: Edges, size: Ints, least: int
) -> Iterator[tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.float64]]]:
    """Yield the two groups and the mean similarity of the edges that reach the least."""
    for here in edges.stretches():
        row, col, total = edges.row[here], edges.col[here], edges.total[here]
        pairs = size[row] * size[col]
        strong = total >= least * pairs
        yield row[strong], col[strong], total[strong] / pairs[strong]


def _join(edges: Edges, into: npt.NDArray[np.int32], joined: npt.NDArray[np.bool_]) -> None:
    """Move the edges of groups that were joined, and add up those that now connect the same two groups."""
    touched = joined[edges.row] | joined[edges.col]
    row, col = into[edges.row[touched]], into[edges.col[touched]]
    # Sums of similarities need more room than similarities.
    total = edges.total[touched].astype(np.int64)
    edges.keep(~touched)
    apart = row != col
    codes = np.minimum(row, col)[apart].astype(np.int64) << 32 | np.maximum(row, col)[apart]
    total = total[apart]
    del row, col, touched, apart
    order = np.argsort(codes)
    codes, total = codes[order], total[order]
    firsts = np.flatnonzero(np.diff(codes, prepend=-1))
    codes = codes[firsts]
    edges.row = np.concatenate([edges.row, (codes >> 32).astype(np.int32)])
    edges.col = np.concatenate([edges.col, (codes & 0xFFFFFFFF).astype(np.int32)])
    sums = np.add.reduceat(total, firsts) if len(total) else total
    edges.total = np.concatenate([edges.total, sums])


def _first_members(group: Ints) -> Ints:
    _, firsts, back = np.unique(group, return_index=True, return_inverse=True)
    return np.asarray(firsts[back], dtype=np.int64)
