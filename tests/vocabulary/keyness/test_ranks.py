"""The rank test: against SciPy, a plain loop, repeated articles, and its own level."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse, stats

from analysis.sampling import Sample
from analysis.vocabulary import measures
from analysis.vocabulary.keyness.ranks import Ranks

WORDS = 40
RATES = np.exp(np.linspace(-3, 1, WORDS))


def sample_of(weight: np.ndarray, stratum: np.ndarray, unit: np.ndarray | None = None) -> Sample:
    ids = [f"{i:05d}" for i in range(len(weight))]
    return Sample.of(
        pd.DataFrame(
            {
                "weight": weight,
                "stratum": stratum.astype(str),
                "unit": ids if unit is None else unit.astype(str),
            },
            index=ids,
        )
    )


def compared(rates: np.ndarray, sample: Sample, first: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Test rates of shape (articles, words)."""
    return Ranks(sparse.csr_array(rates.T), sample).compare(first)


def simple(n: int) -> Sample:
    return sample_of(np.ones(n), np.zeros(n))


def by_hand(
    y: np.ndarray, weight: np.ndarray, stratum: np.ndarray, unit: np.ndarray, first: np.ndarray
) -> float:
    """Lumley and Scott's test of one word, one article at a time; returns t²."""
    total = weight.sum()
    rank = np.array([weight[y < v].sum() + weight[y == v].sum() / 2 for v in y]) / total
    x = np.column_stack([np.ones(len(y)), first.astype(float)])
    inverse = np.linalg.inv(x.T @ (x * weight[:, None]))
    slope = inverse @ x.T @ (weight * rank)
    influence = (x * (weight * (rank - x @ slope))[:, None]) @ inverse
    variance = 0.0
    for h in np.unique(stratum):
        names = np.unique(unit[stratum == h])
        z = np.array([influence[(unit == name), 1].sum() for name in names])
        variance += len(z) / (len(z) - 1) * ((z - z.mean()) ** 2).sum()
    return float(slope[1] ** 2 / variance)


def test_agrees_with_a_weighted_regression_of_ranks() -> None:
    rng = np.random.default_rng(1)
    n = 90
    stratum = np.repeat([0, 1, 2], 30)
    unit = np.arange(n) // 2  # pairs of articles are drawn together
    weight = np.array([30.0, 6.0, 1.5])[stratum] * rng.choice([1.0, 0.5], n)
    first = rng.random(n) < 0.5
    rates = rng.poisson(1.2, (n, 6)) / rng.integers(2, 5, n)[:, None]
    superiority, p = compared(rates, sample_of(weight, stratum, np.char.zfill(unit.astype(str), 3)), first)
    t2 = stats.t.isf(p / 2, 45 - 3 - 1) ** 2
    for k in range(rates.shape[1]):
        y = rates[:, k]
        assert t2[k] == pytest.approx(by_hand(y, weight, stratum, unit, first), rel=1e-6)
        pairs = np.sign(y[first][:, None] - y[~first][None, :]) / 2 + 0.5
        own, other = weight[first] / weight[first].sum(), weight[~first] / weight[~first].sum()
        assert superiority[k] == pytest.approx(own @ pairs @ other)


def test_superiority_is_that_of_the_corpus_the_articles_stand_for() -> None:
    rng = np.random.default_rng(2)
    weight, first = rng.integers(1, 5, 40), np.arange(40) < 15
    rates = rng.poisson(1, (40, 3)).astype(float)
    superiority, _ = compared(rates, sample_of(weight.astype(float), np.zeros(40)), first)
    again = np.repeat(np.arange(40), weight)
    for k in range(3):
        a, b = rates[again[first[again]], k], rates[again[~first[again]], k]
        assert superiority[k] == pytest.approx(stats.mannwhitneyu(a, b).statistic / len(a) / len(b))


def rejected(seed: int, draw: str) -> tuple[float, float]:
    """Return how often words are said to differ at .05 where the groups are drawn by chance, and at .001."""
    rng, found, far = np.random.default_rng(seed), [], []
    for _ in range(120):
        if draw == "copies":
            copies = rng.integers(1, 5, 70)
            row = np.repeat(np.arange(70), copies)
            weight, stratum = (1 / copies)[row], np.zeros(len(row), dtype=int)
        else:
            stratum = np.repeat([0, 1, 2], 40)
            row, weight = np.arange(120), np.array([50.0, 10.0, 1.5])[stratum]
        n = row.max() + 1
        use = np.array([0.5, 1.0, 2.0])[stratum[:n]] if draw != "copies" else np.ones(n)
        # Words come in bursts: an article that uses one uses it again.
        f = rng.poisson(RATES * use[:, None] * rng.gamma(0.5, 2, (n, WORDS)))[row]
        first = rng.permutation(len(row)) < (8 if draw == "few" else len(row) // 2)
        unit = np.char.zfill(row.astype(str), 3)
        _, p = compared(f / rng.integers(200, 600, n)[row][:, None], sample_of(weight, stratum, unit), first)
        listed = (f > 0).sum(axis=0) >= 3
        found.append((p[listed] < 0.05).mean())
        far.append((p[listed] < 0.001).mean())
    return float(np.mean(found)), float(np.mean(far))


@pytest.mark.parametrize(
    ("draw", "least", "most"), [("strata", 0.03, 0.06), ("copies", 0.03, 0.06), ("few", 0.01, 0.05)]
)
def test_groups_drawn_by_chance_differ_in_one_word_of_twenty(draw: str, least: float, most: float) -> None:
    at_05, at_001 = rejected(3, draw)
    assert least <= at_05 <= most
    assert at_001 < 0.004


def test_a_word_that_a_small_group_lacks_is_no_certainty() -> None:
    # 25 of 112 other articles have it; that none of 8 has it is what chance does once in seven times.
    stratum = np.repeat([0, 1], 60)
    first = np.arange(120) < 8
    rates = np.zeros((120, 1))
    rates[20:45] = 0.01
    _, p = compared(rates, sample_of(np.where(stratum == 0, 3.0, 2.0), stratum), first)
    assert 0.05 < p[0] < 0.3


def test_words_that_all_use_alike_do_not_differ() -> None:
    superiority, p = compared(
        np.full((12, 1), 0.1), sample_of(np.repeat([1.0, 3.0], 6), np.zeros(12)), np.arange(12) < 5
    )
    assert superiority[0] == pytest.approx(0.5)
    assert p[0] == 1


@given(
    st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=4, max_size=40).filter(
        lambda rows: len({group for _, group in rows}) == 2
    )
)
def test_wilcoxons_test_agrees_with_scipy(rows: list[tuple[int, bool]]) -> None:
    rate = np.array([value for value, _ in rows], dtype=float)
    first = np.array([group for _, group in rows])
    superiority, p = compared(rate[:, None], simple(len(rate)), first)
    expected = stats.mannwhitneyu(rate[first], rate[~first], method="asymptotic")
    assert superiority[0] * first.sum() * (~first).sum() == pytest.approx(expected.statistic)
    df = (rate > 0).sum()
    wanted = expected.pvalue if np.ptp(rate) > 0 else 1.0
    if df < len(rate) / 2 and df * min(first.sum(), (~first).sum()) < 5 * len(rate):
        exact = measures.mid_p((rate[first] > 0).sum(), df, int(first.sum()), len(rate))
        wanted = max(wanted, float(exact))
    assert p[0] == pytest.approx(wanted, abs=1e-9)


def test_several_comparisons_at_once_are_each_alone() -> None:
    rng = np.random.default_rng(5)
    rates, first = rng.poisson(0.7, (60, 9)).astype(float), rng.random((60, 4)) < 0.4
    ranks = Ranks(sparse.csr_array(rates.T), simple(60))
    superiority, p = ranks.compare(first)
    for k in range(4):
        alone = compared(rates, simple(60), first[:, k])
        assert np.array_equal(superiority[:, k], alone[0])
        assert np.array_equal(p[:, k], alone[1])
    some = ranks.take(np.array([7, 2])).compare(first)
    assert np.array_equal(some[1], p[[7, 2]])


@pytest.mark.parametrize("unequal", [False, True])
def test_one_article_of_a_tiny_group_makes_no_keyword_of_a_rare_word(unequal: bool) -> None:
    # Five articles against five thousand: the normal approximation has p = 10⁻⁷⁰ here.
    n = 5005
    first = np.arange(n) < 5
    rates = np.zeros((n, 1))
    rates[[0, 800, 900]] = 0.01
    sample = sample_of(np.where(np.arange(n) % 2, 1.0, 1.5), np.zeros(n)) if unequal else simple(n)
    _, p = compared(rates, sample, first)
    assert 0.001 < p[0] < (0.5 if unequal else 0.02)


def test_rare_words_of_small_groups_hold_their_level() -> None:
    rng = np.random.default_rng(6)
    n, words = 1000, 400
    found = []
    for _ in range(20):
        rates = sparse.csr_array((rng.random((n, words)) < 0.006) * rng.random((n, words)))
        first = np.zeros(n, dtype=bool)
        first[rng.choice(n, 30, replace=False)] = True
        _, p = Ranks(sparse.csr_array(rates.T), simple(n)).compare(first)
        found.append((p < 0.05).mean())
    assert np.mean(found) < 0.05
