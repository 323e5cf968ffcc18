"""Bodies of states: one actor however they are written, related to their state, left alone where nobody's."""

from __future__ import annotations

import pytest

from analysis.actors import mentions_table, related
from analysis.actors.naming.spans import bare
from analysis.annotation.articles import parse_text


def ids(text: str) -> dict[str, str]:
    """Return the actor of each mention's words."""
    table = mentions_table([parse_text(text)])
    return dict(zip(table["words"], table["actor_id"], strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "Azerbaijan's defence ministry denied the report.",
        "The Azerbaijani Defense Ministry denied the report.",
        "The Ministry of Defence of Azerbaijan denied the report.",
    ],
)
def test_ways_to_write_a_ministry_are_one_actor(text: str) -> None:
    assert "organisation:azerbaijani-defence-ministry" in ids(text).values()


def test_a_body_has_its_state_and_the_state_keeps_its_mention() -> None:
    table = mentions_table([parse_text("Azerbaijan's defence ministry denied the report.")])
    assert table["actor_id"].tolist()[0] == "state:azerbaijan"
    own = related(table)
    assert own[["actor_id", "relation", "part_of"]].to_numpy().tolist() == [
        ["organisation:azerbaijani-defence-ministry", "government", "state:azerbaijan"]
    ]


def test_the_ministry_later_in_the_article_is_the_same() -> None:
    found = ids("Azerbaijan's defence ministry denied the report. The ministry said the border was quiet.")
    assert found["The ministry"] == found["defence ministry"]


def test_a_bare_ministry_is_the_only_one_the_article_gives_a_state() -> None:
    found = ids("The Georgian interior ministry opened a case. The Interior Ministry gave no names.")
    assert found["Interior Ministry"] == "organisation:georgian-interior-ministry"


def test_a_bare_ministry_between_two_states_stays_alone() -> None:
    found = ids(
        "The Georgian interior ministry and the Armenian interior ministry met. The Interior Ministry gave no names."
    )
    assert "@" in found["Interior Ministry"]


def test_a_bank_or_a_staff_is_no_body_of_a_state() -> None:
    found = ids("The Georgian bank lent money. Armenian staff left.")
    assert set(found.values()) == {"state:georgia", "state:armenia"}


@pytest.mark.parametrize(("words", "name"), [("Joe] Biden", "Joe Biden"), ("Russia-", "Russia")])
def test_stray_signs_are_no_part_of_a_name(words: str, name: str) -> None:
    assert bare(words) == name


def test_stray_signs_of_real_text() -> None:
    table = mentions_table(
        [parse_text("President [Joe] Biden spoke. Russia- and Belarus-friendly papers praised it.")]
    )
    assert {"Joe Biden", "Russia", "Belarus"} <= set(table["name"])


def test_an_accent_for_an_apostrophe_is_no_part_of_a_name() -> None:
    table = mentions_table([parse_text("Nikol Pashinyan´s office and Armenia´s parliament disagreed.")])
    assert table["name"].tolist() == ["Nikol Pashinyan", "Armenia", "Armenian Parliament"]


def test_western_is_an_adjective_of_no_people() -> None:
    table = mentions_table([parse_text("Western leaders met the Westerners.")])
    assert table[["words", "name", "via"]].to_numpy().tolist() == [
        ["Western", "West", "demonym"],
        ["Westerners", "Westerners", "name"],
    ]
