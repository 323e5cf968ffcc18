"""Oracles: numbers printed in the literature, definitions carried out word by word, and simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from analysis.vocabulary import measures

COUNTS, SIZES = np.array([1, 2, 3, 4, 5]), np.array([9, 10, 10, 10, 11])
ALL = (
    measures.dp, measures.dp_norm, measures.kld, measures.juilland_d, measures.carroll_d2, measures.rosengren_s,
)  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "expected", "digits"),
    [
        (measures.juilland_d, 0.785, 3), (measures.carroll_d2, 0.938, 3), (measures.rosengren_s, 0.950, 3),
        (measures.dp, 0.18, 2), (measures.dp_norm, 0.2195, 4), (measures.kld, 0.137, 3),
    ],
)  # fmt: skip
def test_five_unequal_parts_reproduce_the_printed_numbers(
    measure: object, expected: float, digits: int
) -> None:
    assert round(measure(COUNTS, SIZES), digits) == expected  # type: ignore[operator]


def test_other_printed_numbers() -> None:
    assert round(measures.dp(np.array([2, 1, 0]), np.ones(3)), 3) == 0.333
    assert round(measures.dp_norm(np.array([2, 1, 0]), np.ones(3)), 3) == 0.5
    assert round(measures.juilland_d(np.array([0, 4, 3, 2, 1]), np.ones(5)), 4) == 0.6464
    assert round(measures.carroll_d2(np.array([2, 1, 1, 1, 0]), np.ones(5)), 4) == 0.8277


@given(
    st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=1, max_size=5),
    st.lists(st.integers(10, 99), min_size=4, max_size=4),
)
def test_many_words_at_once_are_each_word_alone(rows: list[list[int]], sizes: list[int]) -> None:
    table, size = np.array(rows), np.array(sizes)
    together = measures.Entries(sparse.csr_array(table), size)
    for measure in ALL:
        for dense, thin, made, row in zip(
            measure(table, size),
            measure(sparse.csr_array(table), size),
            measure(together, size),
            table,
            strict=True,
        ):
            assert dense == pytest.approx(measure(row, size), nan_ok=True)
            assert dense == pytest.approx(thin, nan_ok=True)
            assert dense == pytest.approx(made, nan_ok=True)
            assert np.isnan(dense) == (row.sum() == 0)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(10, 99)), min_size=2, max_size=9))
def test_measures_keep_their_bounds(parts: list[tuple[int, int]]) -> None:
    counts, sizes = np.array(parts).T
    if counts.sum() == 0:
        return
    smallest = sizes.min() / sizes.sum()
    assert 0 <= measures.dp(counts, sizes) <= 1 - smallest + 1e-12
    assert 0 <= measures.dp_norm(counts, sizes) <= 1 + 1e-12
    assert measures.kld(counts, sizes) >= 0
    assert -1e-12 <= measures.juilland_d(counts, sizes) <= 1 + 1e-12
    assert -1e-12 <= measures.carroll_d2(counts, sizes) <= 1 + 1e-12
    assert smallest - 1e-12 <= measures.rosengren_s(counts, sizes) <= 1 + 1e-12


def test_one_part_has_no_dispersion() -> None:
    one = np.array([3]), np.array([10])
    assert measures.dp(*one) == 0
    for measure in (measures.dp_norm, measures.juilland_d, measures.carroll_d2):
        assert np.isnan(measure(*one))


def test_dp_by_chance_is_the_mean_of_random_placements() -> None:
    rng, sizes = np.random.default_rng(1), np.array([5, 10, 20, 65])
    for f in (1, 3, 40):
        drawn = rng.multinomial(f, sizes / 100, size=20_000)
        assert measures.dp_by_chance(np.array([f]), sizes)[0] == pytest.approx(
            measures.dp(drawn, sizes).mean(), abs=0.004
        )
    assert measures.dp_by_chance(np.array([7]), np.array([10])) == 0


def _waiting(places: list[int], n: int) -> tuple[float, float]:
    """Return waiting time and logarithm of the distance, averaged over every word of the ring."""
    waits, logs = [], []
    for at in range(n):
        following = min((place - at) % n or n for place in places)
        back = min((at - place) % n for place in places)
        waits.append(following)
        logs.append(np.log10(back + following))
    return float(np.mean(waits)), float(np.mean(logs))


@given(
    st.integers(2, 40).flatmap(lambda n: st.tuples(st.just(n), st.sets(st.integers(0, n - 1), min_size=1)))
)
def test_distances_agree_with_their_definitions(given_: tuple[int, set[int]]) -> None:
    n, places = given_
    wait, log = _waiting(sorted(places), n)
    where = np.array(sorted(places))
    assert measures.awt(where, n) == pytest.approx(wait)
    assert measures.ald(where, n) == pytest.approx(log)
    if n % len(places) == 0:
        # ARF is the mean number of the f segments of equal length that have the word, wherever the cuts begin.
        size = n // len(places)
        cuts = [len({(place - shift) % n // size for place in places}) for shift in range(size)]
        assert measures.arf(where, n) == pytest.approx(np.mean(cuts))


def test_words_that_do_not_occur_have_no_distances() -> None:
    nowhere = np.array([], dtype=int)
    assert measures.arf(nowhere, 10) == 0
    assert np.isnan(measures.awt(nowhere, 10))
    assert np.isnan(measures.ald(nowhere, 10))
