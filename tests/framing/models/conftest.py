"""Invented sentences on four subjects, coded by what they are about."""

from __future__ import annotations

import pandas as pd
import pytest

WAR = [
    "Troops shelled the {} at night",
    "Rockets hit the {} near the front",
    "The army attacked the {} again",
]
MONEY = [
    "Prices of the {} rose last month",
    "The bank lowered rates on the {}",
    "Wages in the {} fell sharply",
]
PLACES = ["town", "port", "market", "harbour", "factory", "village", "station", "airfield", "mill", "quarry"]


@pytest.fixture(scope="session")
def texts() -> pd.Series:
    """Sixty sentences, thirty of each kind, ids a00 to a59."""
    made = [pattern.format(place) for kind in (WAR, MONEY) for place in PLACES for pattern in kind]
    return pd.Series(made, index=[f"a{i:02d}" for i in range(len(made))])


@pytest.fixture(scope="session")
def coding(texts: pd.Series) -> pd.DataFrame:
    """Both frames, coded 0 and 1; the last of each kind are coded for both."""
    war = [1] * 30 + [0] * 30
    money = [0] * 28 + [1] * 32
    return pd.DataFrame({"war": war, "economy": money}, index=texts.index)
