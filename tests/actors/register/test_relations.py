"""States and what belongs to them."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from analysis.actors.register.relations import related, with_states
from analysis.errors import ParameterError

Making = Callable[..., pd.DataFrame]


@pytest.fixture
def table(make: Making) -> pd.DataFrame:
    return make(
        a=["state:Armenia", "place:Yerevan", "organisation:Armenian Foreign Ministry", "organisation:Kremlin",
           "organisation:Bank of America", "organisation:NATO", "organisation:Armenian Parliament", "group:Armenians"]
    )  # fmt: skip


def test_relations_come_from_the_gazetteer_and_from_names(table: pd.DataFrame) -> None:
    found = related(table)
    assert dict(zip(found["name"], found["relation"], strict=True)) == {
        "Armenian Foreign Ministry": "government",
        "Armenian Parliament": "institution",
        "Yerevan": "capital",
        "Armenians": "people",
        "Kremlin": "seat of power",
    }
    assert set(found["part_of"]) == {"state:armenia", "state:russia"}


def test_counted_together_or_apart(table: pd.DataFrame) -> None:
    relations = related(table)
    together = with_states(table, relations)
    assert together["actor_id"].tolist()[:4] == [
        "state:armenia",
        "place:yerevan",
        "state:armenia",
        "state:russia",
    ]
    assert together["kind"].tolist()[2] == "state"
    all_of_it = with_states(table, relations, take=("capital", "people"))
    assert (all_of_it["actor_id"] == "state:armenia").sum() == 3
    with pytest.raises(ParameterError, match="'town' is not a relation"):
        with_states(table, relations, take=["town"])
