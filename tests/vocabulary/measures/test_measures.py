"""Oracles: numbers printed in the literature, SciPy, and calculation by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.sampling import q_values
from analysis.vocabulary import measures


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((43, 68, 34_590, 978_889), 147.0412),  # "faith", four cells
        ((7, 2, 1000, 1000), 2.9545),
    ],
)
def test_g2_reproduces_printed_numbers(counts: tuple[int, int, int, int], expected: float) -> None:
    a, b, n1, n2 = counts
    assert measures.g2(np.array(a), np.array(b), n1, n2) == pytest.approx(expected, abs=5e-5)


def test_g2_reproduces_dunnings_table() -> None:
    # Dunning (1993) gives the cells 10, 0, 3, 31764.
    assert measures.g2(np.array(10), np.array(0), 10 + 3, 0 + 31764) == pytest.approx(167.23, abs=0.005)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(60, 500), st.integers(60, 500))
def test_g2_agrees_with_scipy(a: int, b: int, n1: int, n2: int) -> None:
    if a + b == 0:
        assert measures.g2(np.array(a), np.array(b), n1, n2) == 0
        return
    table = np.array([[a, b], [n1 - a, n2 - b]])
    expected = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert abs(measures.g2(np.array(a), np.array(b), n1, n2)) == pytest.approx(expected, abs=1e-8)


def test_effect_sizes_reproduce_printed_numbers() -> None:
    faith = np.array(43), np.array(68), 34_590, 978_889
    assert measures.log_ratio(*faith) == pytest.approx(4.1615, abs=5e-5)
    assert measures.percent_difference(*faith) == pytest.approx(1689.54, abs=0.005)


def test_log_ratio_of_seven_to_two_is_not_smoothed() -> None:
    assert measures.log_ratio(np.array(7), np.array(2), 1000, 1000) == pytest.approx(np.log2(3.5))


def test_a_word_absent_elsewhere_has_an_infinite_percentage_and_a_finite_log_ratio() -> None:
    absent = np.array(3), np.array(0), 100, 100
    assert measures.percent_difference(*absent) == np.inf
    assert measures.log_ratio(*absent) == pytest.approx(np.log2(6))


def test_dp_reproduces_gries_example() -> None:
    assert measures.dp(np.array([1, 2, 3, 4, 5]), np.array([9, 10, 10, 10, 11])) == pytest.approx(0.18)
    assert measures.dp(np.array([2, 1, 0]), np.array([1, 1, 1])) == pytest.approx(1 / 3)


def test_q_values_pass_over_missing_ones() -> None:
    p = np.array([0.01, np.nan, 0.04, 0.03])
    assert q_values(p)[[0, 2, 3]] == pytest.approx([0.03, 0.04, 0.04])
    assert np.isnan(q_values(p)[1])


def test_rate_interval_of_equal_articles_is_the_t_interval_of_their_rates() -> None:
    counts, length = np.array([1.0, 2.0, 3.0, 6.0]), 100.0
    low, high = measures.rate_interval(
        np.array([counts.sum()]), np.array([(counts**2).sum()]), np.array([(counts * length).sum()]),
        n=4 * length, nn=4 * length**2, units=4,
    )  # fmt: skip
    rates = counts / length
    expected = stats.t.interval(0.95, 3, loc=rates.mean(), scale=stats.sem(rates))
    assert low[0] == pytest.approx(max(expected[0], 0))
    assert high[0] == pytest.approx(expected[1])


def test_one_article_has_no_interval() -> None:
    low, high = measures.rate_interval(np.array([1.0]), np.array([1.0]), np.array([9.0]), n=9, nn=81, units=1)
    assert np.isnan(low[0])
    assert np.isnan(high[0])
