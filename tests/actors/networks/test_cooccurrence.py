"""Pairs of actors: counts and NPMI by hand, evidence, properties."""

from __future__ import annotations

from itertools import combinations
from math import log

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.actors import cooccurrence
from analysis.actors.networks.cooccurrence import COLUMNS
from analysis.errors import ParameterError


def rows(*items: tuple[str, int, int, str, int]) -> pd.DataFrame:
    table = pd.DataFrame(items, columns=["article_id", "paragraph", "sentence", "actor_id", "start"])
    return table.assign(end=table["start"] + 2, name=table["actor_id"].str.upper(), kind="state", via="name")


TABLE = rows(
    ("1", 0, 0, "x", 0), ("1", 0, 0, "y", 10), ("1", 0, 0, "x", 20), ("1", 0, 1, "x", 30),
    ("2", 0, 0, "y", 5), ("2", 0, 0, "x", 9), ("2", 1, 1, "z", 40), ("3", 0, 0, "z", 3),
)  # fmt: skip


def test_sentences_by_hand() -> None:
    got = cooccurrence(TABLE, least=1).iloc[0]
    # Units with any actor: 1.0, 1.1, 2.0, 2.1, 3.0.
    assert got[["actor_a", "actor_b", "count", "count_a", "count_b", "units", "articles"]].tolist() == [
        "x", "y", 2, 3, 2, 5, 2,
    ]  # fmt: skip
    assert got["expected"] == pytest.approx(6 / 5)
    assert got["npmi"] == pytest.approx(log(2 / 1.2) / -log(2 / 5))
    assert got[["article_id", "start", "end"]].tolist() == ["1", 0, 12]


def test_larger_units_hold_more_pairs() -> None:
    assert len(cooccurrence(TABLE, unit="sentence", least=1)) == 1
    assert len(cooccurrence(TABLE, unit="article", least=1)) == 3


def test_always_together_is_one() -> None:
    table = rows(("1", 0, 0, "x", 0), ("1", 0, 0, "y", 9), ("2", 0, 0, "x", 0), ("2", 0, 0, "y", 9))
    assert cooccurrence(table)["npmi"].tolist() == [1.0]


def test_threshold_and_top() -> None:
    assert cooccurrence(TABLE, unit="article", least=2)[["actor_a", "actor_b"]].to_numpy().tolist() == [
        ["x", "y"]
    ]
    assert len(cooccurrence(TABLE, unit="article", least=1, top=2)) == 2


def test_nothing_to_pair() -> None:
    got = cooccurrence(TABLE.iloc[:0])
    assert list(got.columns) == list(COLUMNS)
    assert got.empty
    assert cooccurrence(TABLE[TABLE["actor_id"] == "x"]).empty


def test_wrong_unit_is_named() -> None:
    with pytest.raises(ParameterError, match="Did you mean 'sentence'"):
        cooccurrence(TABLE, unit="sentense")
    with pytest.raises(ParameterError, match="least"):
        cooccurrence(TABLE, least=0)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from("vwxyz")), min_size=1, max_size=40))
def test_agrees_with_counting_pairs_one_by_one(items: list[tuple[int, str]]) -> None:
    table = rows(*(("a", 0, sentence, actor, i) for i, (sentence, actor) in enumerate(items)))
    units: dict[int, set[str]] = {}
    for sentence, actor in items:
        units.setdefault(sentence, set()).add(actor)
    want: dict[frozenset[str], int] = {}
    for present in units.values():
        for pair in combinations(sorted(present), 2):
            want[frozenset(pair)] = want.get(frozenset(pair), 0) + 1
    got = cooccurrence(table, least=1, top=None)
    assert {frozenset((r["actor_a"], r["actor_b"])): r["count"] for r in got.to_dict("records")} == want
    assert got["npmi"].between(-1, 1.0000001).all()
