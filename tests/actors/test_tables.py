"""Mentions and actors of several articles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from analysis import actors
from analysis.actors.tables import MENTIONS, mentions_table
from analysis.annotation import parse_text


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return mentions_table(
        [
            parse_text("Nikol Pashinyan spoke. Smith listened. Mr. Smith left Armenia.", article_id="a"),
            parse_text("Pashinyan left. Mr. Smith stayed in Armenia, Smith said.", article_id="b"),
            parse_text("Nikol Pashinyan returned. The Supreme Court met.", article_id="c"),
            parse_text("Nothing happened.", article_id="d"),
            parse_text(
                "The Supreme Court of the valley rested. The Supreme Court met again.", article_id="e"
            ),
        ]
    )


def test_columns_and_evidence(table: pd.DataFrame) -> None:
    assert list(table.columns) == list(MENTIONS)
    assert set(table["article_id"]) <= {"a", "b", "c", "e"}
    assert table["position"].between(0, 1).all()


def test_full_names_join_across_articles(table: pd.DataFrame) -> None:
    own = table[table["actor_id"] == "person:nikol-pashinyan"]
    assert set(own["article_id"]) == {"a", "c"}


def test_surnames_alone_do_not_join_across_articles(table: pd.DataFrame) -> None:
    smiths = table[table["words"] == "Smith"]
    assert set(smiths["article_id"]) == {"a", "b"}
    assert smiths.groupby("article_id")["actor_id"].nunique().max() == 1
    assert smiths["actor_id"].nunique() == 2


def test_institutions_that_every_state_has_do_not_join(table: pd.DataFrame) -> None:
    courts = table[table["words"] == "Supreme Court"]
    assert courts.groupby("article_id")["actor_id"].first().nunique() == courts["article_id"].nunique()


def test_actors_count_articles_and_mentions(table: pd.DataFrame) -> None:
    got = actors.actors(table).set_index("actor_id")
    assert got.loc["state:armenia", ["articles", "mentions"]].tolist() == [2, 2]
    assert got["mentions"].sum() == len(table)
    assert got["articles"].is_monotonic_decreasing


def test_no_articles() -> None:
    empty = mentions_table([])
    assert list(empty.columns) == list(MENTIONS)
    assert actors.actors(empty).empty


def test_corpus(make_corpus: Callable[..., Any]) -> None:
    corpus = make_corpus(
        [
            {"outlet": "Valley Courier", "date": "2024-03-01", "title": "Armenia waits",
             "text": "Armenia waits for an answer from the alliance, officials in Yerevan said on Friday. " * 3},
        ]
    )  # fmt: skip
    table = actors.mentions(corpus)
    lines = corpus.kwic(table)
    assert (lines["hit"] == table["words"]).all()
    assert "state:armenia" in set(actors.actors(table)["actor_id"])
