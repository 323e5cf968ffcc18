"""Who is who across articles."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.actors.register.identities import MERGES, identities, settled

Making = Callable[..., pd.DataFrame]


def _merged(table: pd.DataFrame) -> dict[str, str]:
    return dict(zip(table["actor_id"], table["into_id"], strict=True))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Serzh Sargsyan", "Serzh Sarkisyan"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Volodymyr Zelensky", "Vladimir Zelenskiy"),
        ("Petro Poroshenko", "Pyotr Poroshenko"),
        ("Bob Menendez", "Robert Menendez"),
        ("John Kirby", "John F. Kirby"),
    ],
)
def test_names_of_one_make_up_are_one_person(make: Making, one: str, other: str) -> None:
    found = identities(make(a=[f"person:{one}"], b=[f"person:{one}"], c=[f"person:{other}"]))
    assert list(found.columns) == list(MERGES)
    assert found["into_name"].tolist() == [one]
    assert found["reason"].iloc[0].count(",") + found["reason"].iloc[0].count(";") >= 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("George W. Bush", "George H. W. Bush"),
        ("Donald Trump", "Donald Trump Jr."),
        ("Donald J. Trump", "Donald Trump Jr."),
        ("Jill Biden", "Joe Biden"),
        ("Anna Petrosyan", "Anna Petrova"),
        ("J. Smith", "John Smith"),
    ],
)
def test_what_speaks_against_or_too_little_keeps_apart(make: Making, one: str, other: str) -> None:
    assert identities(make(a=[f"person:{one}"], b=[f"person:{other}"])).empty


def test_a_name_that_fits_two_joins_neither(make: Making) -> None:
    table = make(
        a=["person:George W. Bush"],
        b=["person:George H. W. Bush"],
        c=["person:George Bush"],
        d=["person:Ann Lee"],
    )
    assert identities(table).empty


def test_a_rival_who_is_hardly_mentioned_does_not_matter(make: Making) -> None:
    table = make(
        **{f"a{i}": ["person:George W. Bush"] for i in range(12)},
        b=["person:George H. W. Bush"], c=["person:George Bush"],
        d=["person:Donald Trump"], e=["person:Donald J. Trump"], f=["person:Donald Trump Jr."],
    )  # fmt: skip
    assert _merged(identities(table)) == {
        "person:george-bush": "person:george-w-bush",
        "person:donald-trump": "person:donald-j-trump",
    }


def test_a_common_surname_needs_a_third_signal(make: Making) -> None:
    people = ["Robert Smith", "Anna Smith", "Zadie Smith", "Paul Smith"]
    table = make(**{f"a{i}": [f"person:{name}"] for i, name in enumerate(people)}, z=["person:Bob Smith"])
    assert identities(table).empty


def test_a_surname_alone_needs_the_outlet_and_the_days_or_company(
    make: Making, origins: Callable[..., pd.DataFrame]
) -> None:
    table = make(a=["person:Ani Petrosyan"], b=["person:Petrosyan"], c=["person:Petrosyan"])
    where = origins(
        a=("Harbour Post", "2024-06-01"), b=("Harbour Post", "2024-06-05"), c=("Valley Times", "2024-06-05")
    )
    assert identities(table).empty
    found = identities(table, articles=where)
    assert _merged(found) == {"person:petrosyan@b": "person:ani-petrosyan"}
    assert found["reason"].iloc[0] == "same surname; same outlet within 14 days"
    assert found[["articles", "article_id", "start", "end"]].values.tolist() == [[1, "b", 0, 9]]


def test_company_is_a_signal(make: Making) -> None:
    filler = {f"x{i}": [f"place:Valley {i}"] for i in range(40)}
    beside = ["organisation:Harbour Union", "person:Vera Novak"]
    table = make(a=["person:Ani Petrosyan", *beside], b=["person:Petrosyan", *beside], **filler)
    found = identities(table)
    assert _merged(found) == {"person:petrosyan@b": "person:ani-petrosyan"}
    assert "2 actors of the same company" in found["reason"].iloc[0]


def test_two_bearers_of_a_surname_leave_it_open(make: Making, origins: Callable[..., pd.DataFrame]) -> None:
    table = make(a=["person:Ani Petrosyan"], b=["person:Petrosyan"], c=["person:Karen Petrosyan"])
    day = ("Harbour Post", "2024-06-01")
    assert identities(table, articles=origins(a=day, b=day, c=day)).empty


def test_who_is_far_ahead_needs_no_given_name(make: Making) -> None:
    table = make(
        **{f"a{i}": ["person:Joe Biden"] for i in range(12)}, b=["person:Biden"], c=["person:Hunter Biden"],
        d=["person:Biden", "person:Joe Biden"],
    )  # fmt: skip
    # In article d the two were not joined, and for a reason.
    assert _merged(identities(table)) == {"person:biden@b": "person:joe-biden"}


def test_a_role_is_a_signal(make: Making) -> None:
    table = make(a=["person:Ani Petrosyan"], b=["person:Petrosyan"])
    roles = pd.DataFrame(
        {
            "actor_id": ["person:ani-petrosyan", "person:petrosyan@b"],
            "article_id": ["a", "b"],
            "role": "minister",
            "role_kind": "office",
            "of_name": "Armenia",
            "former": False,
        }
    )
    found = identities(table, roles=roles)
    assert found["reason"].tolist() == ["same surname; same role (minister (armenia))"]


def test_an_acronym_takes_the_name_it_has_in_another_article(make: Making) -> None:
    long = "organisation:Union of Harbour Workers"
    table = make(a=[long, f"{long}=UHW"], b=["organisation:UHW"])
    found = identities(table)
    assert _merged(found) == {"organisation:uhw": "organisation:union-of-harbour-workers"}
    assert "its initials" in found["reason"].iloc[0]


def test_an_acronym_with_two_meanings_takes_neither(make: Making) -> None:
    one, two = "organisation:Union of Harbour Workers", "organisation:Unity of Hill Walkers"
    table = make(a=[one, f"{one}=UHW"], c=[two, f"{two}=UHW"], b=["organisation:UHW"])
    assert identities(table).empty


def test_ministries_are_one_however_their_state_is_named(make: Making) -> None:
    names = ["Russian Defense Ministry", "Ministry of Defence of Russia", "Ministry of Defence of Armenia"]
    found = identities(make(**{f"a{i}": [f"organisation:{name}"] for i, name in enumerate(names)}))
    assert len(found) == 1
    assert "the same state (Russia)" in found["reason"].iloc[0]


def test_a_kind_that_one_article_mistook_is_put_right(make: Making) -> None:
    table = make(**{f"a{i}": ["organisation:Harbour Union"] for i in range(6)}, b=["place:Harbour Union"])
    assert _merged(identities(table)) == {"place:harbour-union": "organisation:harbour-union"}


def test_no_mentions_make_no_merges(make: Making) -> None:
    assert identities(make()).empty


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=12))
def test_settled_merges_end_where_nothing_is_given_up(pairs: list[tuple[str, str]]) -> None:
    into = settled(pairs)
    assert not set(into) & set(into.values())


def test_names_without_a_word_or_very_long_do_no_harm(make: Making) -> None:
    names = ["person:— —", "person:'", "person:" + "A " * 90, "organisation:& Co.", "organisation:A.B.C.D."]
    assert len(identities(make(a=names, b=names))) <= len(names)
