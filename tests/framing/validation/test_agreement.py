"""Coefficients against published examples, another implementation, and what must hold for any codes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.framing.validation.agreement import (
    LEVELS,
    alpha_interval,
    cohen_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
)

N = np.nan
# Krippendorff (2011), Computing Krippendorff's alpha-reliability, example C: four coders, twelve units, gaps.
EXAMPLE = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
        [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
    ]
)
CODES = st.lists(
    st.lists(st.sampled_from([0.0, 1.0, 2.0, N]), min_size=8, max_size=8), min_size=2, max_size=4
).map(np.array)


@pytest.mark.parametrize(
    ("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_published_example(level: str, published: float) -> None:
    assert krippendorff_alpha(EXAMPLE, level=level) == pytest.approx(published, abs=0.0005)


def test_two_coders_by_hand() -> None:
    # Krippendorff (2011), example A: ten units, two coders, binary: alpha 0.095.
    codes = np.array([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]])
    assert krippendorff_alpha(codes) == pytest.approx(0.095, abs=0.0005)
    assert percent_agreement(codes) == 0.6


@given(CODES)
def test_the_package_krippendorff_agrees(codes: np.ndarray) -> None:
    other = pytest.importorskip("krippendorff")
    for level in LEVELS:
        own = krippendorff_alpha(codes, level=level)
        if np.isnan(own):
            continue
        assert own == pytest.approx(other.alpha(codes, level_of_measurement=level), abs=1e-9)


@given(CODES, st.randoms(use_true_random=False))
def test_order_of_coders_and_units_plays_no_part(codes: np.ndarray, random: object) -> None:
    mixed = codes[::-1, ::-1]
    for level in LEVELS:
        assert krippendorff_alpha(codes, level=level) == pytest.approx(
            krippendorff_alpha(mixed, level=level), nan_ok=True
        )


def test_equal_weights_change_nothing_and_a_weight_of_two_is_a_unit_twice_but_for_its_size() -> None:
    assert krippendorff_alpha(EXAMPLE, weight=np.full(12, 7.0)) == pytest.approx(krippendorff_alpha(EXAMPLE))
    codes = np.tile(np.array([[1.0, 0, 1, 0], [1, 0, 0, 0]]), 400)
    weight = np.tile([1.0, 1, 2, 1], 400)
    repeated = np.repeat(codes, weight.astype(int), axis=1)
    assert krippendorff_alpha(codes, weight=weight) == pytest.approx(krippendorff_alpha(repeated), abs=1e-3)


def test_codes_that_never_vary_have_no_alpha() -> None:
    assert np.isnan(krippendorff_alpha(np.ones((2, 9))))
    assert np.isnan(krippendorff_alpha(np.array([[1.0, N], [N, 0.0]])))
    assert gwet_ac1(np.ones((2, 9))) == 1


def test_interval_encloses_alpha_narrows_with_units_and_keeps_to_strata() -> None:
    low, high = alpha_interval(EXAMPLE)
    assert low < krippendorff_alpha(EXAMPLE) < high <= 1
    wide = alpha_interval(EXAMPLE)
    narrow = alpha_interval(np.tile(EXAMPLE, 9))
    assert narrow[1] - narrow[0] < 0.5 * (wide[1] - wide[0])
    # Strata inside which codes never differ leave nothing to vary.
    codes = np.array([[1.0] * 6 + [0] * 6, [1] * 6 + [0] * 3 + [1] * 3])
    stratum = np.array([0] * 6 + [1] * 3 + [2] * 3)
    low, high = alpha_interval(codes, stratum=stratum)
    assert high - low < 1e-9


def test_coverage_of_the_interval_for_two_coders_of_known_agreement() -> None:
    rng = np.random.default_rng(5)
    base = rng.random(200_000) < 0.4
    both = np.vstack([np.where(rng.random(base.size) < 0.9, base, ~base) for _ in range(2)]).astype(float)
    truth, inside = krippendorff_alpha(both), 0
    for seed in range(200):
        low, high = alpha_interval(both[:, seed * 150 : (seed + 1) * 150], resamples=400, seed=seed)
        inside += low <= truth <= high
    assert 0.90 <= inside / 200 <= 0.99


def test_cohen_kappa_against_scikit_learn_and_gwet_by_hand() -> None:
    from sklearn.metrics import cohen_kappa_score

    rng = np.random.default_rng(1)
    a, b = rng.integers(0, 2, (2, 60)).astype(float)
    assert cohen_kappa(a, b) == pytest.approx(cohen_kappa_score(a, b))
    # Gwet (2008): p_a = .6, shares .7 and .3 on average, p_e = 2 · .65 · .35 by hand here.
    codes = np.array([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]])
    chance = 2 * 0.3 * 0.7
    assert gwet_ac1(codes) == pytest.approx((0.6 - chance) / (1 - chance))
