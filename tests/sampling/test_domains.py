"""Shares of small domains: oracles by hand, coverage, strata."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.corpus.design import units
from analysis.sampling import Sample, domain_shares, exact_share


def drawn(n: int, **columns: object) -> Sample:
    return Sample.of(units(pd.DataFrame({"article_id": [f"{i:03d}" for i in range(n)], **columns})))


def shares(sample: Sample, above: np.ndarray, below: np.ndarray) -> pd.DataFrame:
    article, column = np.nonzero(below)
    return domain_shares(
        pd.Series(sample.ids[article]), pd.Series(column), above[article, column], below[article, column],
        columns=pd.RangeIndex(below.shape[1]), sample=sample,
    )  # fmt: skip


def test_one_observation_an_article_is_nearly_the_exact_binomial() -> None:
    present = np.repeat([1.0, 0.0], [300, 700])[:, None]
    got = shares(drawn(1000), present, np.ones((1000, 1))).loc[0]
    low, high = exact_share(300, 1000)
    assert got["low"] == pytest.approx(low, abs=5e-4)
    assert got["high"] == pytest.approx(high, abs=5e-4)


def test_all_of_a_domain_has_the_exact_limits_of_its_articles() -> None:
    below = np.zeros((40, 1))
    below[:8] = 3.0
    got = shares(drawn(40), below, below).loc[0]
    assert got[["share", "high", "units"]].tolist() == [1, 1, 8]
    assert got["low"] == pytest.approx(0.025 ** (1 / 8))


def test_few_articles_have_no_limits() -> None:
    got = shares(drawn(40), np.eye(40)[:, :1], np.repeat([1.0, 0.0], [4, 36])[:, None]).loc[0]
    assert got["share"] == 0.25
    assert np.isnan(got["low"])


def test_copies_of_a_story_at_shared_weight_are_one_story() -> None:
    rng = np.random.default_rng(3)
    below = rng.integers(1, 5, size=(30, 4)).astype(float)
    above = rng.binomial(below.astype(int), 0.4).astype(float)
    one = shares(drawn(30), above, below)
    stories = [f"s{i // 2:02d}" for i in range(60)]
    two = shares(
        drawn(60, unit=stories, weight=0.5), np.repeat(above, 2, axis=0), np.repeat(below, 2, axis=0)
    )
    pd.testing.assert_frame_equal(one[["share", "low", "high"]], two[["share", "low", "high"]])
    assert one["units"].equals(two["units"])


def test_weights_move_the_share_and_strata_take_their_part_of_the_variance() -> None:
    outlet = np.repeat(["a", "b"], 20)
    present = np.r_[np.ones(18), np.zeros(2), np.zeros(18), np.ones(2)][:, None]
    ones = np.ones((40, 1))
    weights = np.repeat([10.0, 1.0], 20)
    got = shares(drawn(40, weight=weights, stratum=outlet), present, ones).loc[0]
    assert got["share"] == pytest.approx((18 * 10 + 2) / 220)
    variance = sum(w**2 * 20 / 19 * 20 * 0.09 for w in (10, 1)) / 220**2
    n = got["share"] * (1 - got["share"]) / variance
    n *= (stats.t.ppf(0.975, 39) / stats.t.ppf(0.975, 38)) ** 2
    assert got["low"] == pytest.approx(exact_share(got["share"] * n, n)[0])


@pytest.mark.parametrize(("n", "p", "rho"), [(8, 0.9, 0.3), (30, 0.1, 0.3), (60, 0.5, 0.7)])
def test_limits_cover_shares_of_clauses_that_articles_repeat(n: int, p: float, rho: float) -> None:
    rng = np.random.default_rng(n)
    below = rng.integers(1, 8, size=(n, 800))
    above = rng.binomial(below, rng.beta(p * (1 - rho) / rho, (1 - p) * (1 - rho) / rho, size=below.shape))
    got = shares(drawn(n), above.astype(float), below.astype(float))
    assert np.mean((got["low"] <= p) & (p <= got["high"])) >= 0.93


def test_nothing_to_share() -> None:
    got = domain_shares(
        pd.Series([], dtype=object), pd.Series([], dtype=int), np.zeros(0), np.zeros(0),
        columns=pd.RangeIndex(0), sample=drawn(3),
    )  # fmt: skip
    assert got.empty
