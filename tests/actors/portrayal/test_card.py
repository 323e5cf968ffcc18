"""The card of an actor by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.actors.portrayal import actor_card
from analysis.errors import EmptySelectionError


def test_by_hand(story, articles) -> None:
    story.names("b", "Armenia", 5)
    story.names("a", "Armenia", 9)
    story.does("b", "Armenia", "sanction", "Russia", 0, sign=-1, action_class="sanction")
    story.does("a", "Russia", "attack", "Armenia", 70, sign=-1, action_class="assault")
    story.does("a", "Armenia", "attack", "Russia", 90, negated=True)
    story.says("b", "Armenia", 200, cue="deny", cue_class="denying")
    quotations, mentions, actions = story.tables
    roles = pd.DataFrame(
        {"article_id": ["a", "a"], "start": [0, 30], "end": [5, 35], "actor_id": "state:armenia",
         "role": ["member of the pact", "republic"], "role_kind": ["affiliation", "description"],
         "former": [True, False], "of_id": ["", ""]}
    )  # fmt: skip
    card = actor_card("state:armenia", articles=articles, mentions=mentions, quotations=quotations,
                      actions=actions, roles=roles)  # fmt: skip
    assert card[["part", "what", "detail", "count", "article_id", "start"]].to_numpy().tolist() == [
        ["name", "Armenia", "name", 2, "a", 9],
        ["role", "former member of the pact", "affiliation", 1, "a", 0],
        ["role", "republic", "description", 1, "a", 30],
        ["said", "deny", "denying", 1, "b", 200],
        ["did", "sanction → Russia", "sanction", 1, "b", 0],
        ["undergone", "attack ← Russia", "assault", 1, "a", 70],
        ["accused, unheard", "assault", "by Russia", 1, "a", 70],
    ]
    assert card.attrs["name"] == "Armenia"
    assert card.attrs["articles"] == 2
    with pytest.raises(EmptySelectionError, match="state:mars"):
        actor_card("state:mars", articles=articles, mentions=mentions, quotations=quotations, actions=actions)


def test_an_actor_that_is_only_named(story, articles) -> None:
    story.names("a", "Armenia", 0, via="pronoun")
    quotations, mentions, actions = story.tables
    card = actor_card(
        "state:armenia", articles=articles, mentions=mentions, quotations=quotations, actions=actions
    )
    assert card.empty
    assert card.attrs["articles"] == 1
