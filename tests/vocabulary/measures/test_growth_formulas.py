"""Growth of vocabulary and laws of frequency against definitions and draws from known laws."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.errors import EmptySelectionError
from analysis.vocabulary.measures import growth as g


@given(st.lists(st.sets(st.integers(0, 9), max_size=5), min_size=2, max_size=6))
def test_expected_types_are_the_mean_over_all_choices_of_articles(articles: list[set[int]]) -> None:
    df = np.array([sum(word in article for article in articles) for word in range(10)])
    df = df[df > 0]
    for k in range(len(articles) + 1):
        mean = np.mean([len(set().union(*chosen)) for chosen in combinations(articles, k)])
        assert g.expected_types(df, len(articles), np.array([k]))[0] == pytest.approx(mean)


def test_new_types_by_hand() -> None:
    # Q0 = 19/20 · 10 · 9 / (2 · 5) = 8.55
    assert g.new_types(10, 4, 20, 1) == pytest.approx(8.55 * 10 / 181)
    assert g.new_types(10, 4, 20, 20) == pytest.approx(8.55 * (1 - (1 - 10 / 181) ** 20))
    assert g.new_types(0, 4, 20, 5) == 0


def test_new_types_foretell_the_rest_of_a_corpus() -> None:
    rng = np.random.default_rng(3)
    p = 1 / np.arange(1, 4001)
    articles = [set(rng.choice(4000, 200, p=p / p.sum()).tolist()) for _ in range(120)]
    seen = set().union(*articles[:80])
    df = np.bincount([word for article in articles[:80] for word in article], minlength=4000)
    foretold = g.new_types(float((df == 1).sum()), float((df == 2).sum()), 80, 40)
    assert foretold == pytest.approx(len(set().union(*articles) - seen), rel=0.12)


def test_heaps_of_an_exact_power_law() -> None:
    words = np.array([100, 1000, 5000, 20000])
    assert g.heaps(words, 7 * words**0.55) == pytest.approx((7, 0.55))


@pytest.mark.parametrize(("a", "b"), [(0.9, 0.0), (1.0, 2.7), (1.3, 5.0)])
def test_zipf_and_mandelbrot_are_found_again(a: float, b: float) -> None:
    p = (np.arange(1, 3001) + b) ** -a
    f = np.random.default_rng(1).multinomial(400_000, p / p.sum())
    found = g.zipf_mandelbrot(f)
    assert found[0] == pytest.approx(a, abs=0.03)
    assert found[1] == pytest.approx(b, abs=0.5)


def test_no_law_of_ranks_for_words_that_are_all_as_frequent() -> None:
    with pytest.raises(EmptySelectionError, match="all as frequent"):
        g.zipf_mandelbrot(np.full(50, 3))


@pytest.mark.parametrize("alpha", [1.8, 2.3, 3.0])
def test_the_exponent_of_a_discrete_power_law_is_found_again(alpha: float) -> None:
    f = stats.zipf.rvs(alpha, size=20_000, random_state=5)
    assert g.tail_exponent(f, least=1) == pytest.approx(alpha, abs=0.03)
    assert g.tail_exponent(f, least=3) == pytest.approx(alpha, abs=0.12)


def test_a_power_tail_begins_where_it_does() -> None:
    rng = np.random.default_rng(2)
    tail = stats.zipf.rvs(2.2, size=60_000, random_state=rng)
    tail = tail[tail >= 10][:3000]
    head = rng.integers(1, 10, 3000)  # flat: no power law
    alpha, least, distance = g.power_tail(np.concatenate([head, tail]))
    assert 8 <= least <= 16
    assert alpha == pytest.approx(2.2, abs=0.12)
    assert distance < 0.05


def test_too_few_words_have_no_tail() -> None:
    with pytest.raises(EmptySelectionError, match="too few to fit the tail"):
        g.power_tail(np.arange(1, 30))


def test_jackknife_of_a_mean_is_its_t_interval() -> None:
    x = np.random.default_rng(0).normal(size=20)
    without = np.array([[np.delete(x, i).mean()] for i in range(20)])
    low, high = g.jackknife(np.array([x.mean()]), without)
    expected = stats.t.interval(0.95, 19, x.mean(), stats.sem(x))
    assert (low[0], high[0]) == pytest.approx(expected)
