"""Tests of co-occurrence: oracles from scipy and by hand, false positives, one long article."""

from __future__ import annotations

from itertools import product
from math import comb

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.actors import cooccurrence
from analysis.actors.networks.chance import at_least, cooccurrence_tests, meeting


def cells(*items: tuple[str, int, str]) -> pd.DataFrame:
    table = pd.DataFrame(items, columns=["article_id", "place", "actor_id"]).drop_duplicates()
    return table.assign(unit=table.groupby(["article_id", "place"]).ngroup())


def at_random(rng: np.random.Generator, articles: int, actors: int, *, longest: int = 30) -> pd.DataFrame:
    """Return actors in sentences chosen freely in each article."""
    items = []
    for article in range(articles):
        sentences = int(rng.integers(5, longest))
        for actor in np.flatnonzero(rng.random(actors) < 0.5):
            times = int(rng.integers(1, 5))
            items += [
                (f"{article:03d}", int(s), f"x{actor:02d}")
                for s in rng.choice(sentences, times, replace=False)
            ]
        items.append((f"{article:03d}", sentences - 1, "everywhere"))
    return cells(*items)


@given(st.integers(1, 30), st.data())
@settings(max_examples=60, deadline=None)
def test_meeting_is_hypergeometric(stretches: int, data: st.DataObject) -> None:
    a, b = (data.draw(st.integers(0, stretches)) for _ in range(2))
    got = meeting(np.array([float(stretches)]), np.array([a]), np.array([b]))[0]
    assert got == pytest.approx(1 - comb(stretches - a, b) / comb(stretches, b))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=7), st.integers(0, 8))
@settings(max_examples=60, deadline=None)
def test_at_least_agrees_with_all_outcomes(chances: list[float], wanted: int) -> None:
    want = sum(
        np.prod([c if hit else 1 - c for c, hit in zip(chances, outcome, strict=True)])
        for outcome in product([0, 1], repeat=len(chances))
        if sum(outcome) >= wanted
    )
    assert at_least(np.array([chances]), np.array([wanted]))[0] == pytest.approx(want, abs=1e-12)


def test_equal_chances_are_binomial_in_the_far_tail() -> None:
    got = at_least(np.full((1, 400), 0.1), np.array([120]))[0]
    assert got == pytest.approx(stats.binom.sf(119, 400, 0.1), rel=1e-9)


def test_by_hand() -> None:
    # Three articles of four sentences; x and y once in each, together in two.
    rows = (
        [(a, 3, "z") for a in "abc"]
        + [(a, 0, "x") for a in "abc"]
        + [("a", 0, "y"), ("b", 0, "y"), ("c", 1, "y")]
    )
    got = cooccurrence_tests(cells(*rows), articles=None, unit="sentence").set_index(["actor_a", "actor_b"])
    one = got.loc[("x", "y")]
    assert one[["both_in", "together_in", "together_expected"]].tolist() == pytest.approx([3, 2, 0.75])
    assert one["p"] == pytest.approx(3 * 0.25**2 * 0.75 + 0.25**3)
    assert got["p"].drop(("x", "y")).tolist() == [1, 1]  # x and z never meet
    assert one["q"] == pytest.approx(3 * one["p"])


def test_articles_are_hypergeometric() -> None:
    rows = [(a, 0, "x") for a in "abcd"] + [(a, 0, "y") for a in "abce"] + [(a, 0, "z") for a in "fghij"]
    got = cooccurrence_tests(cells(*rows), articles=None, unit="article")
    assert len(got) == 1
    assert got["p"].item() == pytest.approx(stats.hypergeom.sf(2, 10, 4, 4))


def test_one_long_article_makes_no_edge() -> None:
    rng = np.random.default_rng(5)
    rows = at_random(rng, 10, 6)
    together = cells(
        *(("long", s, x) for s in range(300) for x in ("x00", "x01")), ("long", 900, "everywhere")
    )
    both = pd.concat([rows, together.assign(unit=together["unit"] + rows["unit"].max() + 1)])
    got = cooccurrence_tests(both, articles=None, unit="sentence").set_index(["actor_a", "actor_b"])
    before = cooccurrence_tests(rows, articles=None, unit="sentence").set_index(["actor_a", "actor_b"])
    assert got.loc[("x00", "x01"), "together_in"] == before.loc[("x00", "x01"), "together_in"] + 1
    assert got.loc[("x00", "x01"), "p"] > 0.01


def test_chance_makes_few_edges() -> None:
    rng = np.random.default_rng(0)
    p, edges = [], 0
    for _ in range(12):
        got = cooccurrence_tests(at_random(rng, 40, 20), articles=None, unit="sentence")
        p += got["p"].tolist()
        edges += bool((got["q"] < 0.05).any())
    assert len(p) > 2000
    assert np.mean(np.array(p) <= 0.05) <= 0.055
    assert np.mean(np.array(p) <= 0.01) <= 0.012
    assert edges <= 2  # of 12 corpora, at a rate of .05


def test_what_belongs_together_is_found() -> None:
    rng = np.random.default_rng(1)
    rows = at_random(rng, 40, 20)
    extra = [(f"{a:03d}", 2, x) for a in range(15) for x in ("x00", "x01")]
    both = cells(*rows[["article_id", "place", "actor_id"]].itertuples(index=False, name=None), *extra)
    got = cooccurrence_tests(both, articles=None, unit="sentence").set_index(["actor_a", "actor_b"])
    assert got["q"].idxmin() == ("x00", "x01")
    assert got["q"].min() < 0.01


def test_copies_of_a_story_are_one_article() -> None:
    rows = [(a, s, x) for a in "abcdef" for s, x in ((0, "x"), (0, "y"), (5, "z"))]
    articles = pd.DataFrame({"article_id": list("abcdef"), "unit": "story"})
    assert cooccurrence_tests(cells(*rows), articles=articles, unit="sentence").empty
    assert len(cooccurrence_tests(cells(*rows), articles=articles.drop(columns="unit"), unit="sentence")) == 3


def test_the_table_of_pairs_carries_the_tests() -> None:
    rows = [(a, 0, x) for a in "abc" for x in ("x", "y")] + [(a, 5, "z") for a in "abc"] + [("a", 5, "w")]
    table = pd.DataFrame(rows, columns=["article_id", "sentence", "actor_id"]).assign(
        paragraph=0, kind="state"
    )
    table = table.assign(
        start=range(len(table)), end=range(1, len(table) + 1), via="name", name=table["actor_id"]
    )
    got = cooccurrence(table, least=1).set_index(["actor_a", "actor_b"])
    assert got.loc[("x", "y"), "p"] == pytest.approx((1 / 6) ** 3)
    assert got.loc[("z", "w"), ["both_in", "p"]].isna().all()
