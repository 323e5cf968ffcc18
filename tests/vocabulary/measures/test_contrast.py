"""Effect sizes: numbers printed in the literature, SciPy, and what must hold of any counts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.vocabulary import measures

FAITH = np.array(43), np.array(68), 34_590, 978_889
CLINICAL = 1_177, 341_805  # words of the two parts in Evert's example, with 20,109 words compared
COUNTS = st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(50, 400), st.integers(50, 400))
MIRRORED = [measures.g2, measures.g2_two_term, measures.log_ratio, measures.conservative_log_ratio]


def test_faith_in_all_its_printed_measures() -> None:
    assert measures.g2(*FAITH) == pytest.approx(147.0412, abs=5e-5)
    assert measures.g2_two_term(*FAITH) == pytest.approx(146.9951, abs=5e-5)
    assert measures.log_ratio(*FAITH) == pytest.approx(4.1615, abs=5e-5)
    assert measures.percent_difference(*FAITH) == pytest.approx(1689.54, abs=5e-3)
    assert measures.odds_ratio(*FAITH) == pytest.approx(17.916, abs=5e-4)
    assert measures.bayes_factor(*FAITH) == pytest.approx(133.212, abs=5e-4)


def test_other_printed_effect_sizes() -> None:
    counts = np.array(206_523), np.array(178_174), 959_641, 1_562_358
    assert measures.percent_difference(*counts) == pytest.approx(88.7, abs=0.05)
    odds = measures.odds_ratio(np.array(16_217), np.array(735), 2_796_938, 2_087_946)
    assert odds == pytest.approx(16.6, abs=0.05)
    simple = measures.simple_maths(np.array(35), np.array(263), 112_289_776, 1_559_716_979)
    assert simple == pytest.approx(1.1224, abs=5e-5)


@pytest.mark.parametrize(("a", "b", "expected"), [(411, 13, 11.5306), (819, 5370, 5.2075), (3, 1, 0.9884)])
def test_conservative_log_ratio_reproduces_everts_table(a: int, b: int, expected: float) -> None:
    value = measures.conservative_log_ratio(np.array(a), np.array(b), *CLINICAL, words=20_109)
    assert value == pytest.approx(expected, abs=5e-5)


def test_log_ratio_with_halves_added_is_everts() -> None:
    assert measures.log_ratio(np.array(3), np.array(1), *CLINICAL, add=0.5) == pytest.approx(9.4037, abs=5e-5)


def test_seven_to_two_is_no_difference_to_be_relied_on() -> None:
    counts = np.array(7), np.array(2), 1000, 1000
    assert measures.g2(*counts) == pytest.approx(2.9545, abs=5e-5)
    assert measures.log_ratio(*counts, add=0.5) == pytest.approx(1.5850, abs=5e-5)
    assert measures.conservative_log_ratio(*counts) == 0


def test_log_odds_reproduce_the_worked_example() -> None:
    first, second = list("aaabbccccccdefghh"), list("aabccddddefh")
    words = sorted(set(first) | set(second))
    a, b = (np.array([text.count(word) for word in words]) for text in (first, second))
    found = measures.log_odds(a, b, a.sum(), b.sum(), prior=np.ones(len(words)), prior_total=len(words))
    assert found.z[words.index("c")] == pytest.approx(1.145, abs=5e-4)
    assert found.z[words.index("d")] == pytest.approx(-1.606, abs=5e-4)


@given(COUNTS)
def test_changing_sides_changes_the_sign_alone(counts: tuple[int, int, int, int]) -> None:
    a, b, n1, n2 = counts
    for measure in MIRRORED:
        there, back = measure(np.array(a), np.array(b), n1, n2), measure(np.array(b), np.array(a), n2, n1)
        assert there == pytest.approx(-back, abs=1e-8), measure.__name__
    if a and b:
        odds = measures.odds_ratio(np.array(a), np.array(b), n1, n2)
        assert odds * measures.odds_ratio(np.array(b), np.array(a), n2, n1) == pytest.approx(1)


@given(COUNTS, st.integers(2, 9))
def test_a_corpus_read_several_times_has_the_same_ratios_and_more_evidence(
    counts: tuple[int, int, int, int], times: int
) -> None:
    a, b, n1, n2 = counts
    if not (a and b):
        return
    once = np.array(a), np.array(b), n1, n2
    again = np.array(a * times), np.array(b * times), n1 * times, n2 * times
    for measure in (measures.log_ratio, measures.percent_difference, measures.odds_ratio):
        assert measure(*again) == pytest.approx(measure(*once))
    for measure in (measures.g2, measures.g2_two_term):
        assert measure(*again) == pytest.approx(times * measure(*once), abs=1e-7)


@given(COUNTS, st.integers(1, 1000))
def test_the_conservative_log_ratio_lies_between_zero_and_the_log_ratio(
    counts: tuple[int, int, int, int], words: int
) -> None:
    a, b, n1, n2 = counts
    if a + b == 0:
        return
    cells = np.array(a), np.array(b), n1, n2
    value = float(measures.conservative_log_ratio(*cells, words=words))
    low, high = measures.log_ratio_bounds(*cells, words=words)
    assert low <= high
    if a and b:
        plain = float(measures.log_ratio(*cells))
        assert low - 1e-9 <= plain <= high + 1e-9
        assert abs(value) <= abs(plain) + 1e-9
        assert value * plain >= 0


@given(COUNTS)
def test_four_cells_are_never_less_evidence_than_two(counts: tuple[int, int, int, int]) -> None:
    a, b, n1, n2 = counts
    cells = np.array(a), np.array(b), n1, n2
    assert abs(measures.g2(*cells)) >= abs(measures.g2_two_term(*cells)) - 1e-8


@given(COUNTS)
def test_yates_and_fisher_are_scipys(counts: tuple[int, int, int, int]) -> None:
    a, b, n1, n2 = counts
    table = np.array([[a, b], [n1 - a, n2 - b]])
    cells = np.array(a), np.array(b), n1, n2
    assert measures.fisher(*cells) == pytest.approx(stats.fisher_exact(table).pvalue)
    expected = stats.chi2_contingency(table).statistic if a + b else 0.0
    # SciPy takes no more than the whole difference away, which is the same.
    assert measures.chi_squared(*cells) == pytest.approx(expected, abs=1e-8)


def test_yates_and_fisher_of_the_lady_with_the_cups() -> None:
    cells = np.array(1), np.array(3), 4, 4
    assert measures.chi_squared(*cells) == pytest.approx(0.5)
    assert measures.fisher(*cells) == pytest.approx(0.486, abs=5e-4)


def test_a_word_in_neither_part_has_no_association() -> None:
    nothing = np.array([0]), np.array([0]), 100, 100
    assert measures.g2(*nothing) == 0
    assert measures.log_ratio(*nothing) == 0
    assert np.isnan(measures.odds_ratio(*nothing))
    assert np.isnan(measures.percent_difference(*nothing))
    assert measures.chi_squared(*nothing) == 0
