"""Networks with a direction by hand."""

from __future__ import annotations

import pytest

from analysis.actors.networks.directed import COLUMNS, action_network, quotation_network
from analysis.errors import ParameterError


def test_who_speaks_about_whom(story, articles) -> None:
    story.says("b", "Armenia", 100, paraphrased=5)
    story.says("a", "Armenia", 400, quoted=7)
    story.says("a", "Armenia", 600, negated=True)
    story.says("a", "anonymous", 800)
    story.quotations[-1]["speaker_kind"] = "anonymous"
    for article, place in (("b", 120), ("b", 130), ("a", 420), ("a", 620), ("a", 820), ("a", 10)):
        story.names(article, "Russia", place)
    story.names("a", "Armenia", 430)
    quotations, mentions, _ = story.tables
    got = quotation_network(quotations, mentions, articles=articles)
    assert got[["source", "target", "count", "articles", "words"]].to_numpy().tolist() == [
        ["Armenia", "Russia", 2, 2, 12]
    ]
    assert got[["article_id", "start"]].to_numpy().tolist() == [["a", 400]]
    weighed = quotation_network(quotations, mentions, articles=articles.assign(weight=[3.0, 1, 1, 1, 1, 1]))
    assert weighed["count_estimated"].tolist() == [4]
    assert quotation_network(quotations, mentions, articles=articles, least=3).empty


def test_who_acts_on_whom(story, articles) -> None:
    for number in range(30):
        story.does("a", f"S{number}", "meet", f"S{number + 1}", 50 * number)
    got = action_network(story.tables[2], articles=articles)
    assert len(got) == 30
    assert set(COLUMNS) <= set(got.columns)
    assert action_network(story.tables[2], articles=articles, least=2).empty


def test_nothing(story, articles) -> None:
    quotations, mentions, actions = story.tables
    assert quotation_network(quotations, mentions, articles=articles).empty
    assert action_network(actions, articles=articles).empty
    with pytest.raises(ParameterError, match="least"):
        quotation_network(quotations, mentions, articles=articles, least=0)
