"""Signed pairs by hand."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.actors.portrayal import signed_matrix, who_to_whom
from analysis.actors.portrayal.matrix import COLUMNS
from analysis.errors import ParameterError


@pytest.fixture
def told(story):
    story.does("b", "Armenia", "sanction", "Russia", 50, sign=-1)
    story.does("a", "Armenia", "sanction", "Russia", 400, sign=-1)
    story.does("a", "Armenia", "meet", "Russia", 300, sign=1)
    story.does("a", "Russia", "aid", "Armenia", 100, sign=1, according_to="Russia")
    story.does("a", "Armenia", "attack", "Russia", 500, sign=-1, negated=True)
    story.does("a", "Armenia", "attack", "Russia", 600, sign=-1, modality="possible")
    story.does("a", "Armenia", "hurt", "Armenia", 700, sign=-1)
    story.does("a", "Armenia", "move", "", 800)
    return story.tables[2]


def test_by_hand(told, articles) -> None:
    got = who_to_whom(told, articles=articles)
    assert list(got.columns) == list(COLUMNS)
    assert len(got) == 1
    one = got.iloc[0]
    assert one[["source", "target", "count", "hostile", "neutral", "cooperative", "net", "articles"]].tolist() == [
        "Armenia", "Russia", 3, 2, 0, 1, -1, 2,
    ]  # fmt: skip
    assert one["mean_sign"] == pytest.approx(-1 / 3)
    assert np.isnan(one["low"])
    assert one["verbs"] == "sanction, meet"
    assert one[["article_id", "start"]].tolist() == ["a", 300]  # the earliest by date, then by place
    assert got.attrs == {"actors": ["state:armenia", "state:russia"], "left_out": 2}


def test_voices(told, articles) -> None:
    quoted = who_to_whom(told, articles=articles, voice="quoted")
    assert quoted[["source", "target", "net"]].to_numpy().tolist() == [["Russia", "Armenia", 1]]
    assert len(who_to_whom(told, articles=articles, voice="all")) == 2
    assert who_to_whom(told, articles=articles, according_to="state:russia")["count"].tolist() == [1]
    assert who_to_whom(told, articles=articles, according_to="state:armenia").empty


def test_square(told, articles) -> None:
    square = signed_matrix(who_to_whom(told, articles=articles, voice="all"))
    assert square.loc["state:armenia", "state:russia"] == -1
    assert square.loc["state:russia", "state:armenia"] == 1
    assert square.isna().to_numpy().sum() == 2
    assert signed_matrix(who_to_whom(told.iloc[:0], articles=articles)).empty


def test_the_mean_has_limits_that_stay_within_bounds(story, articles) -> None:
    for article in "abcdef":
        story.does(article, "Armenia", "sanction", "Russia", 0, sign=-1)
    got = who_to_whom(story.tables[2], articles=articles).iloc[0]
    assert got[["mean_sign", "low"]].tolist() == [-1, -1]
    assert got["high"] == pytest.approx(2 * (1 - 0.025 ** (1 / 6)) - 1)


def test_weights_and_top(told, articles, story) -> None:
    for number in range(4):
        story.does("c", "Belarus", "meet", "Georgia", 30 * number, sign=1)
    weighed = articles.assign(weight=[1.0, 4, 1, 1, 1, 1])
    got = who_to_whom(story.tables[2], articles=weighed, top=4).set_index("source")
    assert got.loc["Armenia", "mean_sign"] == pytest.approx((-1 + 1 - 4) / 6)
    assert got.loc["Armenia", ["count_estimated", "net_estimated"]].tolist() == [6, -4]
    assert who_to_whom(story.tables[2], articles=articles, top=2)["source"].tolist() == ["Belarus"]


def test_options_are_checked(told, articles) -> None:
    with pytest.raises(ParameterError, match="Did you mean 'quoted'"):
        who_to_whom(told, articles=articles, voice="quote")
    with pytest.raises(ParameterError, match="top = 1"):
        who_to_whom(told, articles=articles, top=1)
    with pytest.raises(ParameterError, match="value of the matrix"):
        signed_matrix(who_to_whom(told, articles=articles), value="sum")
