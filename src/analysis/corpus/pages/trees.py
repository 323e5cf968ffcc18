"""Boosted regression trees, evaluated with NumPy: the weights of a model as small tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.corpus.pages.traits import Floats

Node = Sequence[float]

_ROWS = (
    4000  # rows evaluated at a time, so that a page of a million lines needs no more memory than its features
)


@dataclass(frozen=True, slots=True)
class Trees:
    """A sum of binary trees over named features.

    Attributes
    ----------
    features : tuple of str
        What the columns of a table to evaluate stand for.
    start : float
        What the values of all trees are added to.
    roots, feature, left, right : ndarray of int
        Nodes of all trees in one row: where each tree begins; which column a
        node asks for; where to go when it is at most the bound, and when it is
        more. A leaf leads to itself.
    bound, value : ndarray of float
    depth : int
        Questions on the longest way to a leaf.
    """

    features: tuple[str, ...]
    start: float
    roots: NDArray[np.int64]
    feature: NDArray[np.int64]
    bound: Floats
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    value: Floats
    depth: int

    def evaluate(self, columns: Mapping[str, Floats]) -> Floats:
        """Return the sum of the trees for each row, here the log odds.

        Parameters
        ----------
        columns : mapping of str to ndarray of shape (rows,)

        Returns
        -------
        ndarray of shape (rows,)
        """
        table = np.column_stack([columns[name] for name in self.features])
        parts = [self._sums(table[at : at + _ROWS]) for at in range(0, len(table), _ROWS)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _sums(self, table: Floats) -> Floats:
        at = np.broadcast_to(self.roots, (len(table), len(self.roots)))
        row = np.arange(len(table))[:, None]
        for _ in range(self.depth):
            at = np.where(table[row, self.feature[at]] <= self.bound[at], self.left[at], self.right[at])
        total: Floats = self.value[at].sum(axis=1) + self.start
        return total


def trees_from(data: Mapping[str, Any]) -> Trees:
    """Build trees from plain lists, as they stand in a resource.

    Parameters
    ----------
    data : mapping
        ``features`` (names), ``start`` (number), ``trees``: each a list of
        nodes, the root first. A node is ``[value]`` or ``[feature, bound, left,
        right]``, with the places of its children in the same list.

    Examples
    --------
    >>> stump = {"features": ["words"], "start": -1.0, "trees": [[[0, 9.5, 1, 2], [-0.5], [2.0]]]}
    >>> trees_from(stump).evaluate({"words": np.array([3.0, 30.0])})
    array([-1.5,  1. ])
    """
    nodes: list[tuple[float, float, float, float, float]] = []
    roots, depth = [], 0
    for tree in data["trees"]:
        first = len(nodes)
        roots.append(first)
        depth = max(depth, _depth(tree, 0))
        for i, node in enumerate(tree):
            leaf = len(node) == 1
            nodes.append(
                (0, 0.0, first + i, first + i, node[0])
                if leaf
                else (node[0], node[1], first + node[2], first + node[3], 0.0)
            )
    feature, bound, left, right, value = np.array(nodes).T
    return Trees(
        tuple(data["features"]), float(data["start"]), np.array(roots), feature.astype(int), bound, left.astype(int),
        right.astype(int), value, depth,
    )  # fmt: skip


def _depth(tree: Sequence[Node], at: int) -> int:
    node = tree[at]
    return 0 if len(node) == 1 else 1 + max(_depth(tree, int(node[2])), _depth(tree, int(node[3])))
