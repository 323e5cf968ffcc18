"""The voice ledger and who is heard where it is accused, by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.actors.portrayal import accusations, hearings, voice_ledger
from analysis.actors.portrayal.ledger import COLUMNS
from analysis.errors import ParameterError


@pytest.fixture
def row(story):
    """In a Armenia accuses Russia, which is not heard; in b both are; in c Russia declines."""
    for article in "abc":
        story.says(article, "Armenia", 100, quoted=6, paraphrased=4, cue="accuse", cue_class="accusing")
        story.names(article, "Armenia", 100)
        story.names(article, "Russia", 125)
    story.does("a", "Armenia", "accuse", "Russia", 100, sign=-1, action_class="accuse")  # the same verb
    story.says("b", "Russia", 20, paraphrased=10)
    story.says("c", "Russia", 300, cue="decline", cue_class="denying", negated=True, paraphrased=2)
    return story


def test_accusations_by_hand(row) -> None:
    got = accusations(*row.tables)
    assert got[["article_id", "start", "end", "actor_id", "form", "how", "by_name"]].to_numpy().tolist() == [
        ["a", 100, 126, "state:russia", "accused", "accuse", "Armenia"],
        ["b", 110, 131, "state:russia", "accused", "accuse", "Armenia"],
        ["c", 110, 131, "state:russia", "accused", "accuse", "Armenia"],
    ]


def test_the_accused_of_a_cue_that_follows_is_the_first_named(story) -> None:
    story.says("a", "Armenia", 0, cue="complain", cue_class="accusing", cue_start=60, end=70)
    story.quotations[-1]["content"] = [[0, 55]]
    for name, start in (("Armenia", 1), ("Russia", 10), ("Belarus", 30)):
        story.names("a", name, start)
    assert accusations(*story.tables)["name"].tolist() == ["Russia"]


def test_whoever_is_named_deep_in_an_accusation_is_not_the_accused(story) -> None:
    story.says("a", "Armenia", 0, cue="accuse", cue_class="accusing", end=90)
    story.names("a", "Russia", 60)
    assert accusations(*story.tables).empty


def test_what_does_not_happen_accuses_nobody(story) -> None:
    story.does("a", "Armenia", "attack", "Russia", 0, sign=-1, negated=True)
    story.does("a", "Armenia", "attack", "Russia", 100, sign=-1, modality="hypothetical")
    story.does("a", "Armenia", "help", "Russia", 200, sign=1)
    story.does("a", "Armenia", "hurt", "Armenia", 300, sign=-1)
    story.does("a", "Armenia", "war", "Russia", 350, sign=-1)
    story.actions[-1]["voice"] = "nominal"
    story.says("a", "Armenia", 400, cue="accuse", cue_class="accusing", negated=True)
    story.names("a", "Russia", 430)
    assert accusations(*story.tables).empty


def test_only_words_may_ask_for_an_answer(row) -> None:
    row.does("b", "Armenia", "sanction", "Belarus", 300, sign=-1)
    assert len(hearings(*row.tables)) == 4
    assert set(hearings(*row.tables, forms=["accused"])["name"]) == {"Russia"}
    with pytest.raises(ParameterError, match="Did you mean 'accused'"):
        hearings(*row.tables, forms=["acused"])


def test_hearings_by_hand(row) -> None:
    got = hearings(*row.tables).set_index("article_id")
    assert got["heard"].to_dict() == {"a": "unheard", "b": "heard", "c": "asked"}
    assert got["accused"].tolist() == [1, 1, 1]


def test_those_who_speak_for_an_actor(row) -> None:
    row.says("a", "anonymous", 500, paraphrased=5, affiliation="Russia")
    row.says("c", "Lavrov", 500, paraphrased=5)
    quotations, mentions, actions = row.tables
    assert hearings(quotations, mentions, actions).set_index("article_id")["heard"].to_dict() == {
        "a": "through others", "b": "heard", "c": "asked",
    }  # fmt: skip
    roles = pd.DataFrame(
        {"article_id": ["c"], "actor_id": ["state:lavrov"], "role_kind": "office", "former": False,
         "of_id": "state:russia"}
    )  # fmt: skip
    got = hearings(quotations, mentions, actions, roles=roles).set_index("article_id")
    assert got.loc["c", "heard"] == "through others"
    got = hearings(quotations, mentions, actions, roles=roles.assign(former=True)).set_index("article_id")
    assert got.loc["c", "heard"] == "asked"


def test_ledger_by_hand(row, articles) -> None:
    got = voice_ledger(*row.tables, articles=articles).set_index("actor_id")
    assert list(got.reset_index().columns) == ["actor_id", *COLUMNS[2:]]
    one, other = got.loc["state:armenia"], got.loc["state:russia"]
    assert one[["articles", "speaks_in", "statements", "refused"]].tolist() == [3, 3, 3, 0]
    assert one[["words_quoted", "words_paraphrased", "words"]].tolist() == [18, 12, 30]
    assert one["share"] == pytest.approx(30 / 40)
    assert one[["order", "first_position"]].tolist() == [1, 0.1]  # first in a and c, second in b
    assert one["cues"] == "accusing 3"
    assert other[["statements", "refused", "words", "order"]].tolist() == [1, 1, 10, 1]
    assert other[["accused", "opposed", "against_in"]].tolist() == [3, 0, 3]
    assert other[["heard_in", "through_others_in", "asked_in", "unheard_in"]].tolist() == [1, 0, 1, 1]
    assert other["unheard"] == pytest.approx(1 / 3)
    assert got["unheard_low"].isna().all()


def test_share_of_unheard_articles_has_exact_limits(story, articles) -> None:
    for article in "abcdef":
        story.does(article, "Armenia", "sanction", "Russia", 0, sign=-1, action_class="sanction")
    got = voice_ledger(*story.tables, articles=articles).set_index("actor_id").loc["state:russia"]
    assert got[["opposed", "unheard", "unheard_high"]].tolist() == [6, 1, 1]
    assert got["unheard_low"] == pytest.approx(0.025 ** (1 / 6))


def test_groups_and_weights(row, articles) -> None:
    weighed = articles.assign(weight=[1.0, 1, 4, 1, 1, 1])
    got = voice_ledger(*row.tables, articles=weighed).set_index("actor_id").loc["state:russia"]
    assert got["unheard"] == pytest.approx(1 / 6)
    assert got["words_paraphrased_estimated"] == 10
    by = voice_ledger(*row.tables, articles=articles, by="outlet")
    assert set(by["group"]) == {"Harbour Post"}
    assert by["n"].eq(3).all()


def test_sources_without_a_name_are_one_actor(story, articles) -> None:
    story.says("a", "anonymous", 0, paraphrased=3)
    story.says("b", "anonymous", 0, paraphrased=4)
    story.says("b", "", 0, paraphrased=3)
    got = voice_ledger(*story.tables, articles=articles)
    assert got[["name", "words", "share"]].to_numpy().tolist() == [["anonymous sources", 7, 0.7]]


def test_an_empty_ledger_has_its_columns(story, articles) -> None:
    got = voice_ledger(*story.tables, articles=articles, by="outlet")
    assert got.empty
    assert list(got.columns) == list(COLUMNS)
