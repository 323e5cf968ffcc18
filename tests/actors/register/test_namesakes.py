"""Persons of one name."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analysis.actors.register.namesakes import NAMESAKES, namesakes

Making = Callable[..., pd.DataFrame]


def _roles(**of: str) -> pd.DataFrame:
    rows = [("person:john-smith", a, "minister", "office", False, state) for a, state in of.items()]
    return pd.DataFrame(rows, columns=["actor_id", "article_id", "role", "role_kind", "former", "of_name"])


def test_offices_that_never_meet_are_flagged_with_both_places(make: Making) -> None:
    table = make(
        a=["person:John Smith"], b=["organisation:X Y", "person:John Smith"], c=["person:John Smith"]
    )
    found = namesakes(table, roles=_roles(a="Canada", b="Australia", c="Canada"))
    assert list(found.columns) == list(NAMESAKES)
    row = found.iloc[0]
    assert row["reason"] == "two people? of Canada in 2 articles, of Australia in 1, no actor in common"
    assert (row["article_id"], row["other_article_id"], row["other_start"]) == ("a", "b", 20)


def test_an_article_that_joins_the_offices_or_common_company_clears(make: Making) -> None:
    table = make(a=["person:John Smith"], b=["person:John Smith"])
    both = pd.concat([_roles(a="Canada", b="Australia"), _roles(b="Canada")])
    assert namesakes(table, roles=both).empty
    met = make(a=["person:John Smith", "person:Vera Novak"], b=["person:John Smith", "person:Vera Novak"])
    assert namesakes(met, roles=_roles(a="Canada", b="Australia")).empty


def test_years_between_are_flagged(make: Making, origins: Callable[..., pd.DataFrame]) -> None:
    table = make(a=["person:John Smith"], b=["person:John Smith"])
    far = origins(a=("Harbour Post", "1996-05-01"), b=("Harbour Post", "2024-05-02"))
    near = origins(a=("Harbour Post", "2020-05-01"), b=("Harbour Post", "2024-05-02"))
    assert namesakes(table, articles=far)["reason"].tolist() == [
        "two people? 28 years without a mention between, no actor in common"
    ]
    assert namesakes(table, articles=near).empty
    assert namesakes(make()).empty
