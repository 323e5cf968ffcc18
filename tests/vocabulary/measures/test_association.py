"""Oracles: numbers printed in the literature, NLTK, and calculation by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics.association import BigramAssocMeasures

from analysis.vocabulary.measures import association


def test_pmi_reproduces_the_printed_number() -> None:
    assert association.pmi(8, 1105, 44, 15e6) == pytest.approx(11.27, abs=0.005)


def test_new_companies_reproduce_the_printed_numbers() -> None:
    cells = 8, 15_828, 4_675, 14_307_668
    assert association.t_score(*cells) == pytest.approx(0.999932, abs=5e-7)
    assert association.log_dice(*cells) == pytest.approx(3.6765, abs=5e-5)
    assert association.mi3(*cells) == pytest.approx(6.6293, abs=5e-5)


def test_of_course_reproduces_both_printed_directions() -> None:
    a, b, c, d = 5610, 168_938, 2257, 10_233_063
    f, f_x, f_y, n = a, a + b, a + c, a + b + c + d
    assert association.delta_p(f, f_x, f_y, n) == pytest.approx(0.032, abs=5e-4)
    assert association.delta_p(f, f_y, f_x, n) == pytest.approx(0.697, abs=5e-4)
    assert association.MEASURES["delta_p_back"](f, f_x, f_y, n) == pytest.approx(0.697, abs=5e-4)


def test_log_likelihood_reproduces_dunnings_number() -> None:
    assert association.log_likelihood(10, 10, 13, 10 + 3 + 31_764) == pytest.approx(167.23, abs=0.005)


@st.composite
def _tables(draw: st.DrawFn) -> tuple[int, int, int, int]:
    a, b, c, d = (draw(st.integers(low, 200)) for low in (1, 0, 0, 1))
    return a, a + b, a + c, a + b + c + d


@given(_tables())
def test_measures_agree_with_nltk(cells: tuple[int, int, int, int]) -> None:
    f, f_x, f_y, n = cells
    arguments = f, (f_x, f_y), n
    # NLTK adds 1e-20 to each cell of the likelihood ratio, and takes mi_like for another measure.
    expected = BigramAssocMeasures.likelihood_ratio(*arguments)
    assert abs(association.log_likelihood(*cells)) == pytest.approx(expected, abs=1e-6)
    assert association.pmi(*cells) == pytest.approx(BigramAssocMeasures.pmi(*arguments))
    assert association.t_score(*cells) == pytest.approx(BigramAssocMeasures.student_t(*arguments))
    assert association.log_dice(*cells) == pytest.approx(14 + np.log2(BigramAssocMeasures.dice(*arguments)))


@given(_tables())
def test_measures_agree_on_the_direction(cells: tuple[int, int, int, int]) -> None:
    f, f_x, f_y, n = cells
    surplus = f * n - f_x * f_y
    assert np.sign(association.pmi(*cells)).round() == np.sign(surplus) or abs(surplus) < 1e-9
    if f_x < n and f_y < n:
        assert np.sign(np.round(association.delta_p(*cells), 12)) == np.sign(surplus)
        assert np.sign(np.round(association.delta_p(f, f_y, f_x, n), 12)) == np.sign(surplus)
    assert -1 <= association.npmi(*cells) <= 1 + 1e-12
    assert association.log_dice(*cells) <= 14


def test_words_that_never_meet_or_never_part() -> None:
    never = 0, 10, 10, 100
    for name in ("pmi", "mi3", "t", "log_dice"):
        assert association.MEASURES[name](*never) == -np.inf
    assert association.npmi(*never) == -1
    assert association.npmi(10, 10, 10, 100) == pytest.approx(1)
    assert association.delta_p(10, 10, 10, 100) == 1
    assert np.isnan(association.delta_p(5, 100, 5, 100))
    # By hand: cells 0, 10, 10, 80 with one half added.
    assert association.log_odds_ratio(*never) == pytest.approx(np.log(0.5 * 80.5 / (10.5 * 10.5)))


def test_measures_take_arrays() -> None:
    f = np.array([1, 5, 10])
    for function in association.MEASURES.values():
        values = function(f, 10, np.array([10, 20, 30]), 1000)
        assert values.shape == (3,)
        assert values[1] == pytest.approx(function(5, 10, 20, 1000))
