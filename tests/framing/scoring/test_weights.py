"""Frames in samples and in stories whose copies share a weight."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.framing import frame_groups, voice_split


def scored(n: int, *, seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    narrator, quoted = rng.poisson(1.0, n), rng.poisson(0.6, n)
    return pd.DataFrame(
        {
            "article_id": [f"{i:03d}" for i in range(n)], "frame": "conflict", "hits": narrator + quoted,
            "rate": (narrator + quoted) * rng.uniform(1, 5, n), "present": narrator + quoted > 1,
            "hits_narrator": narrator, "hits_quoted": quoted, "validity": "unvalidated",
        }
    )  # fmt: skip


def drawn(scores: pd.DataFrame, strata: str, weight: list[float] | float) -> pd.DataFrame:
    ids = scores["article_id"]
    return pd.DataFrame(
        {"article_id": ids, "outlet": "Post", "weight": weight, "stratum": list(strata), "unit": ids}
    )


def test_shares_and_rates_are_weighted_and_counts_are_as_read() -> None:
    scores = scored(12)
    weight = np.array([9.0] * 6 + [2.0] * 6)
    articles = drawn(scores, "a" * 6 + "b" * 6, list(weight))
    row = frame_groups(scores, by="outlet", articles=articles).iloc[0]
    assert (row["n"], row["present"]) == (12, scores["present"].sum())
    assert row["share"] == pytest.approx(weight @ scores["present"] / 66)
    assert row["rate"] == pytest.approx(weight @ scores["rate"] / 66)
    assert row["rate_low"] < row["rate"] < row["rate_high"]
    voices = voice_split(scores, by="outlet", articles=articles).set_index("voice")
    hits = weight @ scores[["hits_narrator", "hits_quoted"]].to_numpy()
    assert voices.loc["narrator", "share"] == pytest.approx(hits[0] / hits.sum())
    assert voices.loc["narrator", "hits"] == scores["hits_narrator"].sum()
    assert voices.loc["narrator", "share_low"] == pytest.approx(1 - voices.loc["quoted", "share_high"])


def test_each_story_twice_at_half_weight_is_each_story_once() -> None:
    scores = scored(15)
    articles = drawn(scores, "a" * 15, 1.0)
    both = pd.concat([t.assign(article_id=t["article_id"] + c) for t in (scores,) for c in ("", "copy")])
    copies = pd.concat(
        [articles.assign(article_id=articles["article_id"] + c, weight=0.5) for c in ("", "copy")]
    )
    for measure in (frame_groups, voice_split):
        one = measure(scores, by="outlet", articles=articles)
        two = measure(both, by="outlet", articles=copies)
        assert two["n"].equals(2 * one["n"])
        for column in (c for c in one if c.startswith(("share", "rate"))):
            assert two[column].to_numpy() == pytest.approx(one[column].to_numpy()), column


def test_a_sample_of_everything_is_no_sample() -> None:
    scores = scored(15)
    plain = drawn(scores, "a" * 15, 1.0)[["article_id", "outlet"]]
    strata = drawn(scores, "abc" * 5, 1.0)
    for measure in (frame_groups, voice_split):
        pd.testing.assert_frame_equal(
            measure(scores, by="outlet", articles=plain), measure(scores, by="outlet", articles=strata)
        )


def test_copies_of_few_stories_have_no_interval() -> None:
    scores = scored(8)
    articles = drawn(scores, "a" * 8, 0.5).assign(unit=list("ppqqrrss"))
    row = frame_groups(scores, by="outlet", articles=articles).iloc[0]
    assert np.isnan(row["share_low"])
    assert row["note"].startswith("8 articles, copies of fewer than 5 stories")


def test_a_frame_nobody_shows_has_the_exact_interval_of_the_effective_number() -> None:
    scores = scored(20).assign(present=False)
    weight = [12.0] * 10 + [3.0] * 10
    row = frame_groups(scores, by="outlet", articles=drawn(scores, "a" * 10 + "b" * 10, weight)).iloc[0]
    effective = 150**2 / (10 * 144 + 10 * 9) * (stats.t.ppf(0.975, 19) / stats.t.ppf(0.975, 18)) ** 2
    assert row["share_low"] == 0
    assert row["share_high"] == pytest.approx(1 - 0.025 ** (1 / effective))


def test_groups_stand_in_order_of_what_they_stand_for() -> None:
    scores = scored(12)
    articles = drawn(scores, "a" * 12, 1.0)
    articles["outlet"] = ["Small"] * 7 + ["Large"] * 5
    articles["stratum"] = articles["outlet"]
    assert frame_groups(scores, by="outlet", articles=articles)["group"].tolist() == ["Small", "Large"]
    articles["weight"] = np.where(articles["outlet"] == "Large", 40.0, 1.0)
    assert frame_groups(scores, by="outlet", articles=articles)["group"].tolist() == ["Large", "Small"]
