"""Intervals against scipy's bootstrap and exact tables."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from analysis.sampling import exact_share
from analysis.sampling.resampling import bca_interval, bootstrap, resampled_sums


def mean(sums: np.ndarray, n: float) -> np.ndarray:
    return sums / n


def test_agrees_with_scipy_on_skewed_rates() -> None:
    values = np.random.default_rng(7).gamma(0.7, 4.0, size=(60, 1))
    estimate, low, high = bootstrap(values, mean, resamples=20_000, seed=1)
    other = stats.bootstrap(
        (values[:, 0],), np.mean, n_resamples=20_000, method="BCa", rng=np.random.default_rng(2)
    )
    assert estimate[0] == pytest.approx(values.mean())
    assert low[0] == pytest.approx(other.confidence_interval.low, rel=0.02)
    assert high[0] == pytest.approx(other.confidence_interval.high, rel=0.02)


def test_agrees_with_scipy_on_a_ratio_of_sums() -> None:
    rng = np.random.default_rng(3)
    a, b = rng.poisson(2, 50), rng.poisson(5, 50)
    ours = bootstrap(
        np.column_stack([a, b]), lambda s, n: s[..., :1] / s.sum(-1, keepdims=True), resamples=20_000, seed=1
    )

    def ratio(x: np.ndarray, y: np.ndarray, axis: int = -1) -> np.ndarray:
        return x.sum(axis) / (x.sum(axis) + y.sum(axis))

    theirs = stats.bootstrap(
        (a, b), ratio, paired=True, n_resamples=20_000, method="BCa", rng=np.random.default_rng(2)
    )
    assert ours[1][0] == pytest.approx(theirs.confidence_interval.low, abs=0.004)
    assert ours[2][0] == pytest.approx(theirs.confidence_interval.high, abs=0.004)


def test_from_the_same_draws_the_limits_are_scipys_exactly() -> None:
    x = np.random.default_rng(5).exponential(size=25)
    theirs = stats.bootstrap((x,), np.mean, n_resamples=999, method="BCa", rng=np.random.default_rng(0))
    draws = theirs.bootstrap_distribution[:, None]
    without = ((x.sum() - x) / (len(x) - 1))[:, None]
    low, high = bca_interval(np.array([x.mean()]), draws, without)
    assert (low[0], high[0]) == pytest.approx(tuple(theirs.confidence_interval), rel=1e-9)


def test_sums_have_the_right_mean_and_variance_and_seeds_repeat() -> None:
    values = np.array([[0.0, 1.0], [3.0, 1.0], [6.0, 1.0]])
    sums = resampled_sums(values, resamples=40_000, seed=4)
    assert (sums[:, 1] == 3).all()
    assert sums[:, 0].mean() == pytest.approx(9, abs=0.06)
    assert sums[:, 0].var() == pytest.approx(18, rel=0.03)  # n times the population variance of 6
    assert (
        resampled_sums(values, resamples=10, seed=4) == resampled_sums(values, resamples=10, seed=4)
    ).all()
    assert (
        resampled_sums(values, resamples=10, seed=4) != resampled_sums(values, resamples=10, seed=5)
    ).any()


def test_small_batches_draw_every_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.sampling.resampling.CELLS", 7)
    sums = resampled_sums(np.ones((3, 1)), resamples=11, seed=0)
    assert sums.ravel().tolist() == [3.0] * 11


def test_nothing_varies_nothing_to_resample() -> None:
    estimate, low, high = bootstrap(np.full((8, 1), 0.3), mean)
    assert estimate[0] == pytest.approx(0.3)
    assert np.isnan(low[0])
    assert np.isnan(high[0])


def test_exact_share_against_the_rule_of_three_and_closed_form() -> None:
    assert exact_share(0, 30) == pytest.approx((0, 1 - 0.025 ** (1 / 30)))
    assert exact_share(30, 30) == pytest.approx((0.025 ** (1 / 30), 1))


def test_nominal_coverage_is_roughly_kept() -> None:
    rng, inside = np.random.default_rng(11), 0
    for trial in range(200):
        _, low, high = bootstrap(rng.binomial(1, 0.3, size=(60, 1)), mean, resamples=400, seed=trial)
        inside += low[0] <= 0.3 <= high[0]
    assert 0.88 <= inside / 200 <= 0.99
