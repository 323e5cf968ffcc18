"""Permutation of units between groups, against SciPy and by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.sampling import Sample, permuted_difference


def _sample(n: int, *, unit: list[str] | None = None) -> Sample:
    ids = [f"{i:03}" for i in range(n)]
    return Sample.of(pd.DataFrame({"weight": 1.0, "stratum": "", "unit": unit or ids}, index=ids))


def test_two_groups_agree_with_fishers_exact_test_where_it_is_symmetric() -> None:
    values = np.array([1] * 8 + [0] * 2 + [1] * 3 + [0] * 7)[:, None]
    group = np.repeat([0, 1], 10)
    sample = _sample(20)
    p = permuted_difference(values, group, ids=sample.ids, sample=sample, resamples=9999)
    assert p[0] == pytest.approx(stats.fisher_exact([[8, 2], [3, 7]]).pvalue, abs=0.01)


def test_three_groups_agree_with_an_exact_test_of_scipy() -> None:
    values = np.array([1, 1, 1, 0, 0, 1, 0, 0, 0])[:, None]
    group = np.repeat([0, 1, 2], 3)

    def between(*parts: np.ndarray, axis: int = -1) -> np.ndarray:
        return sum(part.shape[axis] * (part.mean(axis=axis) - 4 / 9) ** 2 for part in parts)

    exact = stats.permutation_test(
        [values[group == g, 0] for g in range(3)],
        between,
        vectorized=True,
        alternative="greater",
        n_resamples=np.inf,
    )
    sample = _sample(9)
    p = permuted_difference(values, group, ids=sample.ids, sample=sample, resamples=9999)
    assert p[0] == pytest.approx(exact.pvalue, abs=0.015)


def test_copies_that_share_a_unit_do_not_add_evidence() -> None:
    values = np.array([[1.0]] * 10 + [[0.0]] * 10)
    group = np.repeat([0, 1], 10)
    alone = _sample(20)
    copied = _sample(20, unit=["s"] * 10 + ["t"] * 10)
    assert permuted_difference(values, group, ids=alone.ids, sample=alone)[0] < 0.01
    assert permuted_difference(values, group, ids=copied.ids, sample=copied)[0] == 1.0


def test_the_level_is_held_where_nothing_differs() -> None:
    rng = np.random.default_rng(1)
    values = (rng.random((40, 400)) < 0.3).astype(float)
    sample = _sample(40)
    p = permuted_difference(values, np.repeat([0, 1, 2, 3], 10), ids=sample.ids, sample=sample, resamples=499)
    assert 0.02 < (p <= 0.05).mean() < 0.08


def test_one_group_is_no_comparison() -> None:
    sample = _sample(3)
    assert np.isnan(
        permuted_difference(np.ones((3, 2)), np.zeros(3, dtype=int), ids=sample.ids, sample=sample)
    ).all()
