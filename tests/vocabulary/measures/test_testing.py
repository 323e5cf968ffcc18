"""Tests and intervals: SciPy, each other, and their level on made counts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.sampling import q_values
from analysis.vocabulary.measures import (
    Rates,
    difference,
    equivalence,
    fieller,
    mid_p,
    welch_freedom,
)

RATES = st.tuples(
    st.floats(0.001, 10), st.floats(0.001, 10), st.floats(1e-6, 2), st.floats(1e-6, 2), st.floats(2, 500)
)


def rates(values: tuple[float, float, float, float, float], shared: float = 0.0) -> Rates:
    first, second, variance, other, freedom = (np.array([value]) for value in values)
    return Rates(first, second, variance, other, shared * np.sqrt(variance * other), freedom)


def test_difference_of_equally_long_articles_is_welchs_test() -> None:
    rng = np.random.default_rng(1)
    a, b = rng.gamma(2, 1, 9), rng.gamma(2, 2, 14)
    var, other = a.var(ddof=1) / 9, b.var(ddof=1) / 14
    freedom = welch_freedom(np.array([var]), 8, np.array([other]), 13)
    found = Rates(*(np.array([x]) for x in (a.mean(), b.mean(), var, other, 0.0)), freedom)
    assert difference(found) == pytest.approx(stats.ttest_ind(a, b, equal_var=False).pvalue)


@given(RATES, st.sampled_from([0.0, 0.5, -0.5]))
def test_fiellers_interval_leaves_out_one_just_where_the_difference_is_significant(
    values: tuple[float, float, float, float, float], shared: float
) -> None:
    found = rates(values, shared)
    low, high = fieller(found)
    p = float(difference(found)[0])
    if abs(p - 0.05) > 1e-6:
        assert (low[0] > 1 or high[0] < 1) == (p < 0.05)
    assert 0 <= low[0] <= found.first[0] / found.second[0] * (1 + 1e-9)
    assert high[0] >= found.first[0] / found.second[0] * (1 - 1e-9)


@given(RATES)
def test_fiellers_interval_of_the_inverse_ratio_is_inverse(
    values: tuple[float, float, float, float, float],
) -> None:
    first, second, variance, other, freedom = values
    low, high = fieller(rates(values))
    back = fieller(rates((second, first, other, variance, freedom)))
    with np.errstate(divide="ignore"):
        assert back[0][0] == pytest.approx(1 / high[0], rel=1e-6)
        assert 1 / back[1][0] == pytest.approx(low[0], rel=1e-6)


def test_fiellers_interval_covers_the_ratio_of_bursty_words() -> None:
    rng = np.random.default_rng(2)
    covered = []
    for _ in range(1500):
        a, b = rng.poisson(2 * rng.gamma(0.7, 1 / 0.7, 60)), rng.poisson(1 * rng.gamma(0.7, 1 / 0.7, 90))
        var, other = (np.array([x.var(ddof=1) / len(x)]) for x in (a, b))
        found = Rates(
            np.array([a.mean()]),
            np.array([b.mean()]),
            var,
            other,
            np.zeros(1),
            welch_freedom(var, 59, other, 89),
        )
        low, high = fieller(found)
        covered.append(low[0] <= 2 <= high[0])
    assert 0.93 <= np.mean(covered) <= 0.97


@given(RATES, st.floats(1.05, 4))
def test_equivalence_is_the_narrower_interval_within_the_margin(
    values: tuple[float, float, float, float, float], margin: float
) -> None:
    found = rates(values)
    low, high = fieller(found, level=0.9)
    p = float(equivalence(found, margin)[0])
    if abs(p - 0.05) > 1e-6:
        assert (p < 0.05) == (low[0] > 1 / margin and high[0] < margin)


def test_rates_at_the_margin_are_rarely_called_equivalent() -> None:
    rng = np.random.default_rng(3)
    a, b = rng.gamma(4, 1.5 / 4, (2000, 80)), rng.gamma(4, 1 / 4, (2000, 80))
    var, other = a.var(axis=1, ddof=1) / 80, b.var(axis=1, ddof=1) / 80
    found = Rates(
        a.mean(axis=1), b.mean(axis=1), var, other, np.zeros(2000), welch_freedom(var, 79, other, 79)
    )
    assert (equivalence(found, 1.5) < 0.05).mean() < 0.065
    assert (equivalence(found, 2.5) < 0.05).mean() > 0.9


def test_no_variance_decides_nothing() -> None:
    still = rates((1.0, 1.0, 1.0, 1.0, 8.0))._replace(variance=np.zeros(1), variance_second=np.zeros(1))
    assert difference(still) == 1
    assert equivalence(still, 1.25) == 1


@given(st.integers(2, 40), st.integers(2, 40), st.data())
def test_mid_p_holds_its_level_on_average(n: int, rest: int, data: st.DataObject) -> None:
    having = data.draw(st.integers(0, n + rest))
    k = np.arange(max(0, having - rest), min(n, having) + 1)
    p = mid_p(k, np.full(len(k), having), n, n + rest)
    chance = stats.hypergeom.pmf(k, n + rest, having, n)
    below, above = stats.hypergeom.cdf(k, n + rest, having, n), stats.hypergeom.sf(k - 1, n + rest, having, n)
    assert p == pytest.approx(np.minimum(2 * np.minimum(below, above) - chance, 1), rel=1e-8, abs=1e-12)
    assert ((p >= 0) & (p <= 1)).all()
    # Mid-p values exceed the level by half a step at most.
    assert chance[p <= 0.05].sum() <= 0.1


def test_columns_of_p_are_families_of_their_own() -> None:
    p = np.array([[0.01, 0.04], [0.02, 0.5], [0.9, 0.03]])
    assert np.array_equal(q_values(p), np.column_stack([q_values(p[:, 0]), q_values(p[:, 1])]))
