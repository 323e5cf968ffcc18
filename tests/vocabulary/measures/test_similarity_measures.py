from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from scipy.spatial.distance import jensenshannon
from sklearn.metrics.pairwise import cosine_similarity

from analysis.vocabulary.measures.similarity import (
    MEASURES,
    burrows_delta,
    chi_by_freedom,
    cosine,
    jensen_shannon,
    rank_correlation,
)

COUNTS = np.random.default_rng(5).poisson(np.linspace(40, 1, 30), size=(4, 30)).astype(float)


def test_cosine_and_divergence_agree_with_other_implementations() -> None:
    assert np.allclose(cosine(COUNTS), cosine_similarity(COUNTS))
    expected = jensenshannon(COUNTS[0], COUNTS[1], base=2) ** 2
    assert jensen_shannon(COUNTS)[0, 1] == pytest.approx(expected)


def test_delta_is_the_mean_difference_of_z_scores() -> None:
    rates = COUNTS / COUNTS.sum(axis=1, keepdims=True)
    chosen = np.argsort(-rates.mean(axis=0), kind="stable")[:10]
    z = stats.zscore(rates[:, chosen], ddof=1)
    assert burrows_delta(COUNTS, words=10)[1, 3] == pytest.approx(np.abs(z[1] - z[3]).mean())


def test_rank_correlation_and_chi_are_those_of_scipy() -> None:
    assert rank_correlation(COUNTS)[0, 2] == pytest.approx(stats.spearmanr(COUNTS[0], COUNTS[2]).statistic)
    pair = COUNTS[[0, 2]]
    own = pair[:, pair.sum(axis=0) > 0]
    chi, _, freedom, _ = stats.chi2_contingency(own, correction=False)
    assert chi_by_freedom(COUNTS)[0, 2] == pytest.approx(chi / freedom)


def test_only_the_commonest_words_are_compared() -> None:
    rare = np.hstack([COUNTS, np.eye(4)])
    assert rank_correlation(rare, words=5)[0, 1] == pytest.approx(rank_correlation(COUNTS, words=5)[0, 1])


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_measures_are_symmetric_and_do_not_depend_on_the_order_of_words(name: str) -> None:
    values = MEASURES[name](COUNTS)
    assert np.allclose(values, values.T)
    assert np.allclose(values, MEASURES[name](COUNTS[:, ::-1]))


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_pairs_that_are_asked_for_have_the_values_they_have_among_all(name: str) -> None:
    asked = np.zeros((4, 4), dtype=bool)
    asked[2, 0] = asked[3, 1] = True
    whole, some = MEASURES[name](COUNTS), MEASURES[name](COUNTS, asked=asked)
    assert np.array_equal(some[[2, 3], [0, 1]], whole[[2, 3], [0, 1]])


def test_divergence_is_that_of_scipy_for_words_one_side_lacks_and_zero_for_the_same_rates() -> None:
    counts = np.array([[5.0, 0.0, 3.0, 0.0], [0.0, 2.0, 1.0, 0.0], [10.0, 0.0, 6.0, 0.0]])
    found = jensen_shannon(counts)
    assert found[0, 1] == pytest.approx(jensenshannon(counts[0], counts[1], base=2) ** 2, rel=1e-13)
    assert found[0, 2] == 0
