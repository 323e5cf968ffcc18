"""Prominence over time by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.actors.portrayal import prominence_over_time
from analysis.errors import EmptySelectionError, ParameterError
from analysis.sampling import exact_share


def test_by_hand(story, articles) -> None:
    for article in "acf":
        story.names(article, "Armenia", 0)
        story.names(article, "Armenia", 50)
    story.names("b", "Armenia", 0, via="demonym")
    got = prominence_over_time(story.tables[1], articles=articles)
    assert got["period"].tolist() == ["2024-01-01", "2024-02-01", "2024-03-01"]
    assert got[["n", "articles", "mentions"]].to_numpy().tolist() == [[2, 1, 2], [0, 0, 0], [3, 1, 2]]
    assert got["share"].tolist()[::2] == [0.5, pytest.approx(1 / 3)]
    assert np.isnan(got["share"][1])
    assert got.attrs == {"undated": 1}
    by = prominence_over_time(story.tables[1], articles=articles, by="outlet", every="year")
    assert by[["group", "n", "articles"]].to_numpy().tolist() == [
        ["Harbour Post", 3, 2],
        ["Market Wire", 2, 0],
    ]


def test_limits_are_nearly_exact(story) -> None:
    articles = pd.DataFrame({"article_id": [str(i) for i in range(200)], "date": "2024-05-02"})
    for number in range(80):
        story.names(str(number), "Armenia", 0)
    got = prominence_over_time(story.tables[1], articles=articles).iloc[0]
    assert got[["low", "high"]].tolist() == pytest.approx(exact_share(80, 200), abs=2e-3)


def test_chosen_actors_that_nobody_names_have_a_share_of_nothing(story, articles) -> None:
    story.names("a", "Armenia", 0)
    got = prominence_over_time(story.tables[1], articles=articles, actors=["state:russia"], every="year")
    assert got["share"].tolist() == [0]


def test_refusals(story, articles) -> None:
    with pytest.raises(EmptySelectionError, match="no article has a date"):
        prominence_over_time(story.tables[1], articles=articles.assign(date=""))
    with pytest.raises(ParameterError, match="Did you mean 'week'"):
        prominence_over_time(story.tables[1], articles=articles, every="weak")
    far = articles.assign(date=["0019-01-01", *["2024-01-01"] * 5])
    with pytest.raises((ParameterError, EmptySelectionError)):
        prominence_over_time(story.tables[1], articles=far, every="day")
    assert prominence_over_time(story.tables[1], articles=articles).empty
