"""Forms of names that count as the same, titles, acronyms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.actors.naming.forms import gender, is_acronym, plain, sound, title_length
from analysis.actors.naming.gazetteer import gazetteer, given_names, word_lists
from analysis.annotation import parse_text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sarkisyan", "Sargsyan"),
        ("Sarkisian", "Sargsyan"),
        ("Zelenskyy", "Zelensky"),
        ("Zelenskiy", "Zelensky"),
        ("Lukashenko", "Loukashenko"),
        ("Qaddafi", "Kadafi"),
        ("Ter-Petrosyan", "Ter-Petrosian"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Putin", "Pashinyan"), ("Mirzoyan", "Mnatsakanyan"), ("Petrov", "Petrova"), ("Lavrov", "Lavrin")],
)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@given(st.text(max_size=60))
def test_plain_is_idempotent_on_its_result(name: str) -> None:
    once = plain(name)
    assert plain(once) == plain(plain(once))


def test_isation_spellings_are_one() -> None:
    assert plain("Organization for Migration") == plain("Organisation for Migration")
    assert gazetteer().entry("World Health Organisation") == gazetteer().entry("WHO")


def test_acronyms() -> None:
    assert [name for name in ("CSTO", "U.S.", "Armenia", "A", "AfDB") if is_acronym(name)] == [
        "CSTO",
        "U.S.",
        "AfDB",
    ]


def test_titles_before_a_name() -> None:
    tokens = parse_text("Former Deputy Prime Minister Mr. Levon Aronyan left.").tokens
    at = next(t.index for t in tokens if t.text == "Levon")
    length, sex = title_length(tokens, at)
    assert (length, sex) == (at, "m")


def test_given_names_tell_gender_only_where_usage_does() -> None:
    assert (gender("Anna"), gender("Levon"), gender("Alex"), gender("Xqzt")) == ("f", "m", "u", "")
    assert set(given_names().values()) == {"m", "f", "u"}


STATES = (
    "Armenia",
    "Azerbaijan",
    "Georgia",
    "Russia",
    "Kyrgyzstan",
    "France",
    "Iran",
    "China",
    "Brazil",
    "Kenya",
)


@pytest.mark.parametrize("state", STATES)
def test_states_are_known_with_adjective_and_capital(state: str) -> None:
    known = gazetteer()
    entry = known.entry(state)
    assert entry is not None
    assert (entry.kind, entry.role, entry.state) == ("state", "state", state)


def test_gazetteer_is_complete_and_consistent() -> None:
    known = gazetteer()
    entries = {id(entry): entry for entry in known._names.values()}.values()
    states = {entry.name for entry in entries if entry.role == "state"}
    assert len(states) >= 195
    assert {entry.kind for entry in entries} == {"state", "place", "organisation", "group"}
    for entry in entries:
        assert not entry.state or known.entry(entry.state) is not None, entry


def test_word_lists_hold_only_words() -> None:
    for name, words in word_lists().items():
        flat = [word for part in words.values() for word in part] if isinstance(words, dict) else words
        assert all(isinstance(word, str) and word for word in flat), name
