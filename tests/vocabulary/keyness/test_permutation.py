"""The permutation test: all permutations written out, and its level."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from analysis.errors import ParameterError
from analysis.sampling import Sample
from analysis.vocabulary.keyness.permutation import familywise, permuted
from analysis.vocabulary.keyness.usage import Usage


def usage(
    f: np.ndarray, n: np.ndarray, *, unit: np.ndarray | None = None, stratum: np.ndarray | None = None
) -> Usage:
    """Usage of words from counts of shape (articles, words)."""
    ids = [f"{i:04d}" for i in range(len(n))]
    table = pd.DataFrame(
        {
            "weight": 1.0,
            "stratum": "" if stratum is None else stratum.astype(str),
            "unit": ids if unit is None else np.char.zfill(unit.astype(str), 4),
        },
        index=ids,
    )
    words = np.array([f"w{k}" for k in range(f.shape[1])])
    return Usage(words, sparse.csr_array(f.T.astype(float)), n.astype(float), Sample.of(table))


def test_p_is_the_share_of_all_permutations_that_set_the_words_apart_as_far() -> None:
    rng = np.random.default_rng(1)
    n, f = rng.integers(50, 150, 9), rng.poisson(3, (9, 4))
    first = np.arange(9) < 4
    rate = f.sum(axis=0) / n.sum()

    def apart(chosen: tuple[int, ...]) -> np.ndarray:
        rows = list(chosen)
        return np.abs(f[rows].sum(axis=0) - rate * n[rows].sum())

    every = np.array([apart(chosen) for chosen in combinations(range(9), 4)])
    expected = (every >= apart((0, 1, 2, 3)) - 1e-9).mean(axis=0)
    found = permuted(usage(f, n), first, permutations=20_000, seed=1)
    assert found.p == pytest.approx(expected, abs=0.012)
    # The statistic is divided by exactly the standard deviation that it has.
    signed = np.array([f[list(c)].sum(axis=0) - rate * n[list(c)].sum() for c in combinations(range(9), 4)])
    assert found.z == pytest.approx(apart((0, 1, 2, 3)) / signed.std(axis=0))


def test_strata_and_whole_units_are_kept() -> None:
    rng = np.random.default_rng(2)
    stratum = np.repeat([0, 1, 2], [8, 12, 16])
    unit = np.arange(36) // 2
    f, n = rng.poisson(2 + 3 * stratum[:, None], (36, 3)), rng.integers(80, 120, 36)
    first = (unit % 4 == 0) | (unit == 17)
    found = permuted(usage(f, n, unit=unit, stratum=stratum), first, permutations=4000, seed=3)
    by_unit, words = np.add.reduceat(f, np.arange(0, 36, 2)), np.add.reduceat(n, np.arange(0, 36, 2))
    label, level = first[::2], stratum[::2]
    rate = f.sum(axis=0) / n.sum()
    e = by_unit - np.outer(words, rate)
    draws = []
    for _ in range(4000):
        mixed = label.copy()
        for h in range(3):
            mixed[level == h] = rng.permutation(mixed[level == h])
        draws.append(e[mixed].sum(axis=0))
    spread = np.std(draws, axis=0)
    observed = np.abs(e[label].sum(axis=0))
    assert found.z == pytest.approx(observed / spread, rel=0.06)
    assert found.p == pytest.approx((np.abs(draws) >= observed - 1e-9).mean(axis=0), abs=0.035)


def test_the_same_seed_gives_the_same_p() -> None:
    rng = np.random.default_rng(4)
    made = usage(rng.poisson(1, (30, 5)), rng.integers(50, 90, 30))
    one, two = (permuted(made, np.arange(30) < 9, permutations=200, seed=7) for _ in range(2))
    assert np.array_equal(one.p, two.p)
    assert np.array_equal(one.highest, two.highest)
    assert (one.p >= 1 / 201).all()


def test_familywise_p_rejects_something_in_one_corpus_of_twenty() -> None:
    rng = np.random.default_rng(5)
    any_found, each = [], []
    for trial in range(150):
        f = rng.poisson(np.geomspace(0.05, 3, 60) * rng.gamma(0.6, 1 / 0.6, (40, 60)))
        found = permuted(
            usage(f, rng.integers(200, 500, 40)), np.arange(40) < 15, permutations=199, seed=trial
        )
        any_found.append((familywise(found.z, found.highest) <= 0.05).any())
        each.append((found.p <= 0.05).mean())
    assert np.mean(any_found) <= 0.1
    assert 0.02 <= np.mean(each) <= 0.06


def test_strata_that_are_the_groups_leave_nothing_to_permute() -> None:
    stratum = np.repeat([0, 1], 10)
    made = usage(np.ones((20, 2)), np.full(20, 9), stratum=stratum)
    weighted = Sample(made.sample.ids, np.where(stratum == 0, 2.0, 1.0), made.sample.unit, stratum)
    with pytest.raises(ParameterError, match="no labels can be permuted"):
        permuted(Usage(made.words, made.table, made.n, weighted), stratum == 0, permutations=9, seed=1)
