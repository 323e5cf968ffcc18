"""Medians with weights, and exact limits of an effective number."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.sampling import exact_share, weighted_median


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(-5, 5), st.integers(1, 4)), min_size=1, max_size=30))
def test_a_weight_is_a_number_of_copies(rows: list[tuple[int, int, int]]) -> None:
    group, values, weight = (np.array(column) for column in zip(*rows, strict=True))
    got = weighted_median(group, values, weight / 3, groups=4)
    for number in range(4):
        own = group == number
        if not own.any():
            assert np.isnan(got[number])
        else:
            assert got[number] == np.median(np.repeat(values[own], weight[own]))


def test_exact_limits_of_a_number_that_is_not_whole_lie_between_those_of_its_neighbours() -> None:
    assert exact_share(0, 20)[1] < exact_share(0, 19.5)[1] < exact_share(0, 19)[1]
    assert exact_share(0, 19.5)[1] == pytest.approx(1 - 0.025 ** (1 / 19.5))
    theirs = stats.binomtest(3, 17).proportion_ci(method="exact")
    assert exact_share(3, 17) == pytest.approx((theirs.low, theirs.high))
