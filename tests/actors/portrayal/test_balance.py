"""Role balance counted by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.actors.portrayal import role_balance
from analysis.actors.portrayal.balance import COLUMNS
from analysis.errors import ParameterError


@pytest.fixture
def told(story):
    """In a, Armenia sanctions Russia, says so, is told something by Russia, and is named twice more."""
    story.names("a", "Armenia", 0)
    story.does("a", "Armenia", "sanction", "Russia", 0, sign=-1, action_class="sanction")
    story.names("a", "Russia", 20)
    story.does("a", "Armenia", "say", "", 100)
    story.says("a", "Armenia", 100, cue_start=110)
    story.names("a", "Armenia", 100)
    story.does("a", "Russia", "tell", "Armenia", 200)
    story.says("a", "Russia", 200, cue_start=210)
    story.names("a", "Russia", 200)
    story.names("a", "Armenia", 220)
    story.names("a", "Armenia", 300)
    story.names("b", "Armenia", 300)
    story.names("b", "Armenia", 320, via="demonym")
    story.does("b", "Armenia", "attack", "Russia", 400, sign=-1, action_class="assault", negated=True)
    return story


def test_by_hand(told, articles) -> None:
    quotations, mentions, actions = told.tables
    got = role_balance(actions, mentions, articles=articles, quotations=quotations).set_index("actor_id")
    one = got.loc["state:armenia"]
    # about: told in a, and named in a and in b where no clause has it.
    assert one[["does", "says", "undergoes", "about"]].tolist() == [2, 1, 0, 3]
    assert one[["n", "articles"]].tolist() == [6, 2]
    assert one["does_share"] == pytest.approx(2 / 6)
    assert one["agency"] == 1
    assert one[["does_hostile", "does_cooperative"]].tolist() == [1, 0]  # what it did not do is no hostility
    other = got.loc["state:russia"]
    assert other[["does", "says", "undergoes", "about"]].tolist() == [0, 1, 2, 0]
    assert other["undergoes_hostile"] == 1
    assert other["agency"] == 0
    assert got["agency_low"].isna().all()


def test_without_quotations_speaking_is_doing(told, articles) -> None:
    _, mentions, actions = told.tables
    got = role_balance(actions, mentions, articles=articles).set_index("actor_id")
    assert got.loc["state:armenia", ["does", "says", "undergoes"]].tolist() == [3, 0, 1]


def test_a_class_of_action_makes_words_a_deed(story, articles) -> None:
    story.does("a", "Armenia", "accuse", "Russia", 0, sign=-1, action_class="accuse")
    story.says("a", "Armenia", 0, cue="accuse", cue_class="accusing", cue_start=10)
    quotations, mentions, actions = story.tables
    got = role_balance(actions, mentions, articles=articles, quotations=quotations, least=1)
    assert got.set_index("actor_id")["does"].to_dict() == {"state:armenia": 1, "state:russia": 0}


def test_groups_weights_and_least(told, articles) -> None:
    quotations, mentions, actions = told.tables
    weighed = articles.assign(weight=[3.0, 1, 1, 1, 1, 1])
    got = role_balance(actions, mentions, articles=weighed, quotations=quotations, least=5)
    assert got["actor_id"].tolist() == ["state:armenia"]
    assert got.loc[0, "does_share"] == pytest.approx((3 + 1) / (3 * 4 + 2))
    assert got.loc[0, ["does", "does_estimated"]].tolist() == [2, 4]
    by = role_balance(actions, mentions, articles=articles, quotations=quotations, by="outlet")
    assert by["group"].unique().tolist() == ["Harbour Post"]
    assert (by["n"] == 3).all()


def test_shares_add_up_and_have_limits(story, articles) -> None:
    for place, article in enumerate("abcdef"):
        story.does(article, "Armenia", "meet", "Russia", 0)
        for number in range(place):
            story.names(article, "Armenia", 100 + 20 * number)
    quotations, mentions, actions = story.tables
    got = role_balance(actions, mentions, articles=articles, quotations=quotations).set_index("actor_id")
    one = got.loc["state:armenia"]
    assert one[[f"{role}_share" for role in ("does", "says", "undergoes", "about")]].sum() == pytest.approx(1)
    assert 0 < one["does_low"] < one["does_share"] < one["does_high"] < 1
    assert one["agency_low"] == pytest.approx(0.025 ** (1 / 6))  # agent in all six articles


def test_a_mention_inside_a_longer_agent_is_in_its_place(story, articles) -> None:
    story.does("a", "Armenia", "meet", "Russia", 10)
    story.names("a", "Armenia", 12)
    story.names("a", "Armenia", 60)
    _, mentions, actions = story.tables
    actions = actions.assign(agent_start=0, agent_end=50)
    got = role_balance(actions, mentions, articles=articles, least=1).set_index("actor_id")
    assert got.loc["state:armenia", ["does", "about"]].tolist() == [1, 1]


def test_nothing_and_wrong_tables(story, articles) -> None:
    quotations, mentions, actions = story.tables
    got = role_balance(actions, mentions, articles=articles, quotations=quotations, by="outlet")
    assert got.empty
    assert list(got.columns) == list(COLUMNS)
    with pytest.raises(ParameterError, match="no column sign"):
        role_balance(actions.drop(columns="sign"), mentions, articles=articles)
    with pytest.raises(ParameterError, match="least"):
        role_balance(actions, mentions, articles=articles, least=0)
    with pytest.raises(ParameterError, match="Did you mean 'outlet'"):
        role_balance(actions, mentions, articles=articles, by="outlets")


def test_order_of_rows_changes_nothing(told, articles) -> None:
    quotations, mentions, actions = told.tables
    one = role_balance(actions, mentions, articles=articles, quotations=quotations)
    other = role_balance(
        actions.iloc[::-1], mentions.iloc[::-1], articles=articles.iloc[::-1], quotations=quotations
    )
    pd.testing.assert_frame_equal(one, other)
