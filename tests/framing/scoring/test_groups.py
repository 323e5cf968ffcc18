"""Groups of articles: shares, rates, voices, and what too few articles do not carry."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis.errors import ParameterError
from analysis.framing import frame_groups, voice_split, with_status


def make(sizes: dict[str, int], seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    rng = np.random.default_rng(seed)
    rows, articles = [], []
    for outlet, n in sizes.items():
        for i in range(n):
            articles.append((f"{outlet}{i}", outlet))
            for frame in ("conflict", "affect"):
                narrator, quoted = (int(x) for x in rng.poisson(2, 2))
                rows.append(
                    (
                        f"{outlet}{i}",
                        frame,
                        narrator + quoted,
                        (narrator + quoted) * 2.0,
                        narrator + quoted > 3,
                        narrator,
                        quoted,
                    )
                )
    names = ["article_id", "frame", "hits", "rate", "present", "hits_narrator", "hits_quoted"]
    return with_status(pd.DataFrame(rows, columns=names)), pd.DataFrame(
        articles, columns=["article_id", "outlet"]
    )


def test_shares_and_rates_are_means_over_articles() -> None:
    scores, articles = make({"Harbour Post": 40, "Market Wire": 12})
    table = frame_groups(scores, by="outlet", articles=articles)
    assert table["group"].tolist() == ["Harbour Post"] * 2 + ["Market Wire"] * 2
    assert table["frame"].tolist() == ["conflict", "affect"] * 2  # the codebook's order, not the alphabet's
    own = scores[scores["article_id"].str.startswith("Harbour") & (scores["frame"] == "conflict")]
    row = table.iloc[0]
    assert (row["n"], row["share"], row["rate"]) == (40, own["present"].mean(), own["rate"].mean())
    assert row["share_low"] < row["share"] < row["share_high"]
    assert row["rate_low"] < row["rate"] < row["rate_high"]
    assert set(table["note"]) == {""}
    assert set(table["validity"]) == {"unvalidated"}


def test_seed_and_order_of_articles() -> None:
    scores, articles = make({"A": 20, "B": 9})
    first = frame_groups(scores, by="outlet", articles=articles, seed=3)
    mixed = frame_groups(
        scores.sample(frac=1, random_state=1), by="outlet", articles=articles.iloc[::-1], seed=3
    )
    keys = ["group", "frame"]
    assert_frame_equal(first.sort_values(keys, ignore_index=True), mixed.sort_values(keys, ignore_index=True))
    assert not first.equals(frame_groups(scores, by="outlet", articles=articles, seed=4))


def test_few_articles_get_their_counts_and_the_reason() -> None:
    scores, articles = make({"A": 6, "B": 4, "C": 1})
    table = frame_groups(scores, by="outlet", articles=articles).set_index("group")
    few, one = table.loc["B"], table.loc["C"]
    assert few[["share_low", "share_high", "rate_low", "rate_high"]].isna().all(axis=None)
    assert few["note"].str.startswith("4 articles: no interval").all()
    assert one["note"].str.startswith("One article").all()
    assert one["rate"].notna().all()
    assert table.loc["A", "rate_low"].notna().all()


def test_a_frame_nobody_shows_has_an_exact_interval() -> None:
    scores, articles = make({"A": 20})
    scores["present"] = scores["frame"] == "conflict"
    table = frame_groups(scores, by="outlet", articles=articles).set_index("frame")
    assert table.loc["affect", ["share", "share_low"]].tolist() == [0, 0]
    assert table.loc["affect", "share_high"] == pytest.approx(1 - 0.025 ** (1 / 20))
    assert table.loc["conflict", "share_low"] == pytest.approx(0.025 ** (1 / 20))
    assert table["note"].str.contains("exact").all()


def test_empty_values_are_a_group_of_their_own() -> None:
    scores, articles = make({"A": 5, "B": 5})
    articles["outlet"] = articles["outlet"].replace("B", "")
    assert set(frame_groups(scores, by="outlet", articles=articles)["group"]) == {"A", "(none)"}


def test_wrong_column_is_named_with_the_nearest() -> None:
    scores, articles = make({"A": 5})
    with pytest.raises(ParameterError, match="Did you mean 'outlet'"):
        frame_groups(scores, by="outlett", articles=articles)
    with pytest.raises(ParameterError, match="no scored articles"):
        frame_groups(scores.iloc[:0], by="outlet", articles=articles)


def test_voices_add_up_and_their_intervals_mirror_each_other() -> None:
    scores, articles = make({"A": 30, "B": 3})
    table = voice_split(scores, by="outlet", articles=articles).set_index(["group", "frame", "voice"])
    wide = table["share"].unstack("voice")
    assert np.allclose(wide["narrator"] + wide["quoted"], 1)
    own = scores[scores["article_id"].str.startswith("A") & (scores["frame"] == "conflict")]
    narrator = table.loc[("A", "conflict", "narrator")]
    quoted = table.loc[("A", "conflict", "quoted")]
    assert narrator["share"] == pytest.approx(own["hits_narrator"].sum() / own["hits"].sum())
    assert narrator["total"] == own["hits"].sum() == narrator["hits"] + quoted["hits"]
    assert narrator["share_low"] == pytest.approx(1 - quoted["share_high"])
    assert narrator["share_low"] < narrator["share"] < narrator["share_high"]
    assert table.loc["B"]["share_low"].isna().all()


def test_voice_of_a_frame_without_hits_is_unknown() -> None:
    scores, articles = make({"A": 8})
    scores.loc[scores["frame"] == "affect", ["hits", "hits_narrator", "hits_quoted"]] = 0
    table = voice_split(scores, by="outlet", articles=articles).set_index("frame")
    assert table.loc["affect", "share"].isna().all()
    assert table.loc["affect", "note"].str.contains("no interval").all()
    assert (table.loc["conflict", "note"] == "").all()
    assert table.loc["conflict", "share"].notna().all()


def test_scores_without_voices_are_refused() -> None:
    scores, articles = make({"A": 8})
    scores["hits_narrator"] = scores["hits_quoted"] = 0
    with pytest.raises(ParameterError, match="voices"):
        voice_split(scores, by="outlet", articles=articles)
