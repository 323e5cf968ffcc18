from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_matrix
from scipy.spatial.distance import squareform

from analysis.corpus.stories.linkage import UNIT, Edges, average_linkage


def same(groups: np.ndarray) -> set[tuple[int, int]]:
    return {(i, j) for i in range(len(groups)) for j in range(i) if groups[i] == groups[j]}


def upper(similar: np.ndarray) -> Edges:
    graph = coo_matrix(np.triu(similar, 1))
    return Edges(graph.row, graph.col, graph.data, items=len(similar))


@given(st.integers(2, 25), st.integers(0, 10**6), st.floats(0.1, 0.9))
def test_equals_scipy_where_no_two_similarities_tie(n: int, seed: int, least: float) -> None:
    rng = np.random.default_rng(seed)
    values = rng.choice(10**9, size=n * (n - 1) // 2, replace=False)
    similar = squareform(values)
    similar[similar < 3 * 10**8] = 0  # pairs that are not in the graph
    distance = squareform(10**9 - similar.astype(float), checks=False)
    expected = fcluster(linkage(distance, "average"), (1 - least) * 10**9, "distance")
    found = average_linkage(upper(similar.astype(np.int64)), least=round(least * 10**9))
    # Where the mean similarity is within rounding of the limit either answer is right.
    assert same(found) == same(expected)


def test_a_chain_is_not_one_group() -> None:
    n = 12
    similar = np.zeros((n, n), dtype=np.int64)
    for i in range(n - 1):
        similar[i, i + 1] = similar[i + 1, i] = 100 - i
    groups = average_linkage(upper(similar), least=40)
    assert max(np.bincount(groups)) == 2


def test_equal_similarities_end_in_one_group_whatever_their_order() -> None:
    similar = np.full((6, 6), 50, dtype=np.int64)
    np.fill_diagonal(similar, 0)
    assert average_linkage(upper(similar), least=50).tolist() == [0] * 6
    assert average_linkage(upper(similar), least=51).tolist() == list(range(6))


def test_nothing_alike_is_left_alone() -> None:
    assert average_linkage(upper(np.zeros((3, 3), dtype=np.int64)), least=1).tolist() == [0, 1, 2]


def test_two_alone_must_be_more_alike_than_two_of_three() -> None:
    similar = np.zeros((5, 5), dtype=np.int64)
    similar[0, 1] = similar[0, 2] = similar[1, 2] = 30
    similar[3, 4] = 40
    assert average_linkage(upper(similar), least=20).tolist() == [0, 0, 0, 3, 3]
    assert average_linkage(upper(similar), least=20, least_of_two=41).tolist() == [0, 0, 0, 3, 4]


def test_sums_of_large_groups_do_not_overflow() -> None:
    similar = np.full((120, 120), UNIT, dtype=np.int64)
    similar[:60, 60:] = UNIT // 2
    assert set(average_linkage(upper(similar.astype(np.int32)), least=UNIT // 2).tolist()) == {0}
    assert set(average_linkage(upper(similar.astype(np.int32)), least=UNIT // 2 + 1).tolist()) == {0, 60}
