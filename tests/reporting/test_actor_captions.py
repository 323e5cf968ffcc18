"""Captions of the actors notebook say what the tables hold."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pandas as pd
import pytest

from analysis.corpus import Corpus
from analysis.reporting.captions import actors as captions

CORPUS = cast(Corpus, "24 articles")


def deeds(**about: Any) -> pd.DataFrame:
    table = pd.DataFrame(
        {"source": ["Armenia"], "target": ["Russia"], "count": [7], "net": [-3], "voice": "narrator"}
    )
    table.attrs = {"actors": ["a", "b"], "left_out": 4} | about
    return table


def test_the_ledger_names_who_is_not_heard() -> None:
    table = pd.DataFrame(
        {"name": ["Armenia", "Russia"], "unheard_in": [1, 4], "against_in": [5, 6], "statements": 3}
    )
    told = captions.voice_ledger(table, CORPUS)
    assert told["alt"] == "Most often accused or opposed without a word is Russia: in 4 of 6 articles."
    assert told["n"] == "6 statements in 24 articles"
    assert captions.voice_ledger(table.assign(unheard_in=0), CORPUS)["alt"].startswith("Nobody")


def test_the_matrix_says_whose_words_and_what_is_left_out() -> None:
    told = captions.who_to_whom(deeds(), CORPUS)
    assert "in the articles' own words" in told["caption"]
    assert told["alt"] == "Most clauses: Armenia to Russia, 7, net -3."
    assert told["method"].startswith("Left out: 4 clauses that are negated")
    assert "sources" in captions.who_to_whom(deeds().assign(voice="quoted"), CORPUS)["caption"]
    assert captions.who_to_whom(deeds().iloc[:0], CORPUS)["alt"] == "No deeds between two actors."


@pytest.mark.parametrize("of", ["words", "deeds"])
def test_networks(of: str) -> None:
    told = captions.network(deeds(), CORPUS, of=of)
    assert "from Armenia to Russia (7)" in told["alt"]
    assert captions.network(deeds().iloc[:0], CORPUS, of=of)["alt"] == "No arrows."


def test_roles() -> None:
    table = pd.DataFrame(
        {"name": ["Armenia", "Russia", "Rare"], "does": 3, "undergoes": 1, "agency": [0.75, 0.25, 1.0],
         "agency_low": [0.5, 0.1, np.nan]}
    )  # fmt: skip
    told = captions.role_balance(table, CORPUS)
    assert (
        told["alt"]
        == "Share of clauses in which the actor is the agent: least Russia (25%), most Armenia (75%)."
    )
    assert told["n"] == "12 places of agents and patients in 24 articles"
    assert captions.role_balance(table.assign(group="x"), CORPUS)["caption"].startswith("Of the clauses")
    assert "No actor" in captions.role_balance(table.assign(agency_low=np.nan), CORPUS)["alt"]


def test_cues() -> None:
    table = pd.DataFrame(
        {"speaker_id": ["a", "a", "b"], "name": ["A", "A", "B"], "cue_class": ["neutral", "accusing", "accusing"],
         "statements": [9, 9, 6], "share": [0.8, 0.2, 0.5]}
    )  # fmt: skip
    told = captions.cue_classes(table, CORPUS)
    assert told["alt"] == "The largest share of a class that is not neutral: accusing, B, 50%."
    assert told["n"] == "15 statements in 24 articles"
    assert captions.cue_classes(table.iloc[:0], CORPUS)["alt"] == "All cues are neutral."


def test_cooccurrence_says_what_was_tested() -> None:
    table = pd.DataFrame(
        {"name_a": ["A", "A"], "name_b": ["B", "C"], "count": [5, 4], "units": 40, "p": [0.001, np.nan],
         "q": [0.002, np.nan]}
    )  # fmt: skip
    told = captions.cooccurrence(table, CORPUS)
    assert "1 of the 1 pairs" in told["caption"]
    assert captions.cooccurrence(table.iloc[:0], CORPUS)["alt"] == "No pairs."


def test_time() -> None:
    table = pd.DataFrame(
        {"actor_id": "a", "name": "Armenia", "period": ["2024-01-01", "2024-02-01"], "every": "month", "n": [9, 8],
         "share": [0.25, 0.5], "low": [0.1, 0.2]}
    )  # fmt: skip
    table.attrs = {"undated": 1}
    told = captions.prominence_over_time(table, CORPUS)
    assert told["alt"] == "Armenia between 25% and 50% of the articles of a month."
    assert "with 95 % intervals" in told["caption"]
    bare = table.assign(low=np.nan)
    bare.attrs = table.attrs
    assert "without intervals" in captions.prominence_over_time(bare, CORPUS)["caption"]
    assert told["n"] == "17 dated articles of 24 articles"
    assert told["method"] == "1 article without a date left out."


def test_card() -> None:
    card = pd.DataFrame()
    card.attrs = {"name": "Armenia", "kind": "state", "articles": 3, "n": 24}
    assert captions.actor_card(card)["caption"].startswith("Armenia (state), in 3 of 24 articles")
    assert set(captions.voice_ledger_table()) == {"caption", "note"}
