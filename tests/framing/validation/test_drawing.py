"""Draws: known chances, rare frames, stories once, blocks for coders."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis.errors import EmptySelectionError, ParameterError
from analysis.framing.validation import draw_sample
from analysis.framing.validation.drawing import allocate


def test_what_was_drawn_stands_for_all_there_is(design: pd.DataFrame) -> None:
    assert len(design) == 40
    assert (1 / design["probability"]).sum() == pytest.approx(120)
    assert design["row_id"].is_unique
    assert set(design["band"]) == {"conflict", "economic", "none"}


def test_chances_are_the_frequencies_of_being_drawn(book, made) -> None:
    articles, units, scores, _ = made(30)
    articles["story_id"] = ["s1", "s1", "s1", *articles["article_id"][3:]]  # three copies of one story
    articles["outlet"] = "Harbour Post"
    times, chance = pd.Series(0, index=articles["article_id"]), {}
    for seed in range(600):
        one = draw_sample(units, scores=scores, articles=articles, codebook=book, n=15, seed=seed)
        assert one["story"].groupby(one["stratum"]).nunique().sum() == len(one)  # no story twice in a stratum
        times[one["article_id"]] += 1
        chance |= dict(zip(one["article_id"], one["probability"], strict=True))
    assert len(chance) == 30
    for article, p in chance.items():
        assert times[article] / 600 == pytest.approx(p, abs=4.5 * np.sqrt(p * (1 - p) / 600) + 1e-9)


def test_the_same_seed_draws_the_same(book, made, design: pd.DataFrame) -> None:
    articles, units, scores, _ = made()
    again = draw_sample(units, scores=scores, articles=articles, codebook=book, n=40, seed=2)
    assert_frame_equal(again, design)
    other = draw_sample(units, scores=scores, articles=articles, codebook=book, n=40, seed=3)
    assert set(other["article_id"]) != set(design["article_id"])


def test_overlap_is_shared_by_all_and_the_rest_dealt_out_evenly(book, made) -> None:
    articles, units, scores, _ = made()
    one = draw_sample(
        units,
        scores=scores,
        articles=articles,
        codebook=book,
        n=60,
        coders=("A", "B", "C"),
        overlap=0.25,
        seed=1,
    )
    blocks = one["block"].value_counts()
    assert blocks["shared"] == 15
    assert blocks[["A", "B", "C"]].tolist() == [15, 15, 15]
    assert set(one.loc[one["block"] == "shared", "coders"]) == {"A|B|C"}


@given(st.lists(st.integers(1, 500), min_size=1, max_size=12), st.integers(1, 300))
def test_allocation_spends_what_it_may_and_takes_no_more_than_there_is(sizes: list[int], more: int) -> None:
    sizes_ = np.array(sizes)
    n = min(int(np.minimum(sizes_, 3).sum()) + more, int(sizes_.sum()))
    out = allocate(sizes_, n)
    assert out.sum() == n
    assert (out <= sizes_).all()
    assert (out >= np.minimum(sizes_, 3)).all()


def test_what_cannot_be_drawn_is_refused(book, made) -> None:
    articles, units, scores, _ = made()
    options = {"scores": scores, "articles": articles, "codebook": book}
    with pytest.raises(ParameterError, match="5 units do not go into 6 strata"):
        draw_sample(units, n=5, **options)
    with pytest.raises(EmptySelectionError):
        draw_sample(units[:0], **options)
    with pytest.raises(ParameterError, match="no names of coders"):
        draw_sample(units, coders=("A", "../B"), **options)
    with pytest.raises(ParameterError, match="have no score"):
        draw_sample(units, **(options | {"scores": scores[scores["article_id"] != "a0001"]}))
