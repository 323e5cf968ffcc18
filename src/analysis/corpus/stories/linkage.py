"""Average linkage on a sparse graph: groups whose members resemble one another on average."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components

from analysis.corpus.stories.shingles import Ints

_STRETCH = 1 << 22


def average_linkage(similar: csr_matrix, *, least: int) -> Ints:
    """Return a group number for each item; a group's number is its first item.

    Agglomerative clustering with average linkage (UPGMA, Sokal & Michener 1958),
    stopped where the mean similarity of two groups falls below `least`. Pairs
    that are not in the graph count as zero. Average linkage is reducible, so
    groups that are each other's nearest are joined all at once, with the result
    of joining them one by one.

    Parameters
    ----------
    similar : csr_matrix of int, shape (n, n)
        Symmetric, no diagonal. Whole numbers, so that sums do not depend on
        their order.
    least : int
        Mean similarity from which two groups are joined.

    Examples
    --------
    >>> chain = csr_matrix(np.array([[0, 9, 0], [9, 0, 8], [0, 8, 0]], dtype=np.int64))
    >>> average_linkage(chain, least=5).tolist()
    [0, 0, 2]
    """
    group = np.arange(similar.shape[0], dtype=np.int64)
    size = np.ones(similar.shape[0], dtype=np.int64)
    edges = _within_reach(similar.tocoo(), size, least)
    while edges.nnz:
        first, second = _nearest_pairs(edges, size, least)
        if not len(first):
            break
        into = np.arange(len(size), dtype=np.int32)
        into[second] = first
        size[first] += size[second]
        group = into[group]
        edges = _within_reach(_joined(edges, into), size, least)
    return _first_members(group)


def _within_reach(edges: coo_matrix, size: Ints, least: int) -> coo_matrix:
    """Leave out the edges of groups that can never be joined.

    The mean similarity to a union is at most the larger of the two means, so
    groups are only ever joined along edges that reach the least.
    """
    strong = _strong(edges, size, least)
    graph = coo_matrix(
        (np.ones(int(strong.sum()), np.int8), (edges.row[strong], edges.col[strong])), edges.shape
    )
    _, part = connected_components(graph, directed=False)
    inside = part[edges.row] == part[edges.col]
    return coo_matrix((edges.data[inside], (edges.row[inside], edges.col[inside])), edges.shape)


def _strong(edges: coo_matrix, size: Ints, least: int) -> npt.NDArray[np.bool_]:
    """Say which edges reach the least mean similarity; a stretch at a time, as there may be many millions."""
    out = np.empty(edges.nnz, dtype=np.bool_)
    for start in range(0, edges.nnz, _STRETCH):
        here = slice(start, start + _STRETCH)
        out[here] = edges.data[here] >= least * size[edges.row[here]] * size[edges.col[here]]
    return out


def _nearest_pairs(edges: coo_matrix, size: Ints, least: int) -> tuple[Ints, Ints]:
    """Return the pairs of groups that are each other's nearest; the smaller number first."""
    strong = _strong(edges, size, least)
    row, col = edges.row[strong], edges.col[strong]
    mean = edges.data[strong] / (size[row] * size[col])
    order = np.lexsort((col, -mean, row))
    row, col = row[order], col[order]
    firsts = np.flatnonzero(np.diff(row, prepend=-1))
    nearest = np.full(len(size), -1, dtype=np.int64)
    nearest[row[firsts]] = col[firsts]
    own = np.flatnonzero(nearest >= 0)
    mutual = own[(nearest[nearest[own]] == own) & (own < nearest[own])]
    return mutual, nearest[mutual]


def _joined(edges: coo_matrix, into: npt.NDArray[np.int32]) -> coo_matrix:
    row, col = into[edges.row], into[edges.col]
    apart = row != col
    # Sums of similarities need more room than similarities.
    moved = coo_matrix((edges.data[apart].astype(np.int64), (row[apart], col[apart])), edges.shape)
    moved.sum_duplicates()
    return moved


def _first_members(group: Ints) -> Ints:
    _, firsts, back = np.unique(group, return_index=True, return_inverse=True)
    return np.asarray(firsts[back], dtype=np.int64)
