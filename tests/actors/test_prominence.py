"""Prominence: hand-counted values, intervals, groups, errors."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.actors import prominence
from analysis.errors import ParameterError
from analysis.sampling import exact_share, ratio_interval


def rows(*items: tuple[str, str, str, str, float]) -> pd.DataFrame:
    table = pd.DataFrame(items, columns=["article_id", "actor_id", "via", "segment", "position"])
    return table.assign(name=table["actor_id"].str.upper(), kind="state", start=0, end=1)


MENTIONS = rows(
    ("1", "x", "name", "headline", 0.0),
    ("1", "x", "name", "body", 0.4),
    ("1", "y", "name", "body", 0.5),
    ("2", "x", "demonym", "body", 0.2),
    ("3", "x", "pronoun", "body", 0.6),
    ("3", "y", "name", "headline", 0.1),
)
ARTICLES = pd.DataFrame(
    {"article_id": ["1", "2", "3", "4"], "words": [100, 200, 300, 400], "outlet": ["a", "a", "b", "b"]}
)


def test_hand_counted() -> None:
    got = prominence(MENTIONS, articles=ARTICLES).set_index("actor_id")
    assert got.loc["x", ["n", "articles", "mentions", "headlines"]].tolist() == [4, 2, 3, 1]
    assert got.loc["x", "share"] == 0.5
    assert got.loc["x", "rate"] == pytest.approx(3.0)
    assert got.loc["x", "first_position"] == pytest.approx(0.3)
    assert got["share_low"].isna().all()  # four articles are too few


def test_adjectives_count_on_request() -> None:
    got = prominence(MENTIONS, articles=ARTICLES, via=["name", "demonym"]).set_index("actor_id")
    assert got.loc["x", ["articles", "mentions"]].tolist() == [2, 3]


def test_groups() -> None:
    got = prominence(MENTIONS, articles=ARTICLES, by="outlet").set_index(["group", "actor_id"])
    assert got.loc[("a", "x"), "share"] == 0.5
    assert got.loc[("b", "y"), "rate"] == pytest.approx(1000 / 700)
    assert (got.groupby("group")["n"].first() == 2).all()


def test_interval_agrees_with_the_binomial() -> None:
    n = 400
    articles = pd.DataFrame({"article_id": [str(i) for i in range(n)], "words": 100})
    table = rows(*((str(i), "x", "name", "body", 0.1) for i in range(100)))
    got = prominence(table, articles=articles, resamples=4000).iloc[0]
    low, high = stats.binom.ppf([0.025, 0.975], n, 0.25) / n
    assert got["share_low"] == pytest.approx(low, abs=0.006)
    assert got["share_high"] == pytest.approx(high, abs=0.006)
    assert got["rate_low"] == pytest.approx(got["share_low"] * 10)  # one mention per 100 words


def test_same_seed_same_result_whatever_the_order() -> None:
    articles = pd.DataFrame({"article_id": list("abcdefgh"), "words": range(100, 180, 10)})
    table = rows(*((a, "x", "name", "body", 0.1) for a in "abcd"))
    one = prominence(table, articles=articles)
    other = prominence(table.iloc[::-1], articles=articles.iloc[::-1])
    pd.testing.assert_frame_equal(one, other)


def test_all_articles_have_exact_limits() -> None:
    articles = pd.DataFrame({"article_id": list("abcdefghij"), "words": 50})
    table = rows(*((a, "x", "name", "body", 0.1) for a in "abcdefghij"))
    got = prominence(table, articles=articles).iloc[0]
    assert got["share_low"] == pytest.approx(0.025 ** (1 / 10))
    assert got["share_high"] == 1
    assert exact_share(0, 10) == pytest.approx((0, 1 - 0.025 ** (1 / 10)))


def test_unknown_options_are_named() -> None:
    with pytest.raises(ParameterError, match="Did you mean 'outlet'"):
        prominence(MENTIONS, articles=ARTICLES, by="outlett")
    with pytest.raises(ParameterError, match="way of mention"):
        prominence(MENTIONS, articles=ARTICLES, via=["nmae"])


def test_no_mentions() -> None:
    got = prominence(MENTIONS.iloc[:0], articles=ARTICLES)
    assert got.empty
    assert "share_low" in got.columns


def test_many_columns_are_resampled_in_parts_with_the_same_draws() -> None:
    total = pd.Series(1.0, index=[str(i) for i in range(30)])
    columns = pd.Index([f"c{i}" for i in range(1100)])
    articles = pd.Series(np.repeat(list(total.index[:10]), len(columns)))
    low, high = ratio_interval(
        articles,
        pd.Series(np.tile(columns, 10)),
        np.ones(len(articles)),
        total,
        columns=columns,
        seed=1,
        resamples=200,
    )
    assert len(set(low)) == 1
    assert len(set(high)) == 1
