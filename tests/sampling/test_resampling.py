"""Intervals against scipy's bootstrap and exact tables."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.sampling import Part, Sample, exact_share
from analysis.sampling.resampling import bca_interval, bootstrap, multiplicities, resampled_sums


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


def stratified(sizes: list[int], weights: list[float]) -> Part:
    """Return the whole of a stratified sample."""
    n = sum(sizes)
    table = pd.DataFrame(
        {
            "weight": np.repeat(weights, sizes).astype(float),
            "stratum": np.repeat([f"{h:03d}" for h in range(len(sizes))], sizes),
            "unit": [f"{i:05d}" for i in range(n)],
        },
        index=[f"{i:05d}" for i in range(n)],
    )
    return Sample.of(table).part(np.arange(n))


def test_strata_are_resampled_with_their_unbiased_variance() -> None:
    # Rao & Wu: the bootstrap variance of a total is the stratified variance, even with two units a stratum.
    part = stratified([2, 3, 9], [10, 5, 1])
    values = np.random.default_rng(3).gamma(1, 2, size=(14, 1))
    rows = part.sums(values)
    times = np.vstack(list(multiplicities(part.stratum, resamples=40_000, seed=1)))
    sums = times @ rows
    assert times.mean(axis=0) == pytest.approx(1, abs=0.03)
    assert [sorted(set(times[:, i].round(9))) for i in (0, 2)] == [[0, 2], [0, 1.5, 3]]
    assert sums.mean() == pytest.approx(rows.sum(), rel=0.005)
    assert sums.var() == pytest.approx(part.products(rows[:, 0], rows[:, 0]), rel=0.03)


def test_a_stratified_mean_agrees_with_scipys_two_samples() -> None:
    rng = np.random.default_rng(4)
    x, y = rng.gamma(0.8, 3, 120), rng.gamma(1.5, 1, 90)
    part = stratified([120, 90], [0.7 / 120, 0.3 / 90])

    def theirs(a: np.ndarray, b: np.ndarray, axis: int = -1) -> np.ndarray:
        return 0.7 * a.mean(axis) + 0.3 * b.mean(axis)

    expected = stats.bootstrap(
        (x, y), theirs, n_resamples=20_000, method="BCa", rng=np.random.default_rng(5)
    ).confidence_interval
    values = np.concatenate([x, y])[:, None]
    estimate, low, high = bootstrap(values, mean, part=part, resamples=20_000, seed=1)
    assert estimate[0] == pytest.approx(theirs(x, y))
    assert low[0] == pytest.approx(expected.low, rel=0.01)
    assert high[0] == pytest.approx(expected.high, rel=0.01)


def test_copies_that_share_a_weight_change_nothing() -> None:
    values = np.random.default_rng(6).gamma(1, 2, size=(12, 2))
    table = pd.DataFrame(
        {"weight": 0.5, "stratum": "", "unit": np.repeat([f"s{i:02d}" for i in range(12)], 2)}
    )
    part = Sample.of(table).part(np.arange(24))
    single = bootstrap(values, mean, seed=2)
    doubled = bootstrap(np.repeat(values, 2, axis=0), mean, part=part, seed=2)
    for one, other in zip(single, doubled, strict=True):
        assert other == pytest.approx(one, rel=1e-12)


def test_a_simple_sample_has_the_interval_of_its_articles() -> None:
    values = np.random.default_rng(7).gamma(1, 2, size=(30, 1))
    for one, other in zip(
        bootstrap(values, mean, seed=2),
        bootstrap(values, mean, part=stratified([30], [8]), seed=2),
        strict=True,
    ):
        assert other == pytest.approx(one, rel=1e-12)


def test_intervals_cover_what_the_corpus_was_an_instance_of() -> None:
    """Samples of 15 to 60 articles from outlets of 3,000, 600 and 90, whose journalism differs."""
    rng = np.random.default_rng(8)
    sizes, outlets, means = [60, 30, 15], np.array([3000, 600, 90]), np.array([0.5, 1.0, 4.0])
    part = stratified(sizes, list(outlets / sizes))
    truth = outlets @ means / outlets.sum()
    inside, trials = 0, 300
    for trial in range(trials):
        # A corpus, then a sample of it: the corpus is one of those the outlets could have written.
        drawn = [
            rng.choice(rng.gamma(2, m / 2, size=n), size=k, replace=False)
            for n, k, m in zip(outlets, sizes, means, strict=True)
        ]
        _, low, high = bootstrap(np.concatenate(drawn)[:, None], mean, part=part, resamples=300, seed=trial)
        inside += low[0] <= truth <= high[0]
    assert 0.92 <= inside / trials <= 0.975
