"""Sentences and articles: sums worked out by hand, and properties of any evidence."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis.errors import ParameterError
from analysis.framing import frame_articles, frame_sentences, parse_codebook

BOOK = parse_codebook("""
name: two
version: "1"
title: t
description: d
source: s
frames:
  - {id: f, label: F, definition: d, functions: [problem], rule: at least 2, indicators: [
      {id: one, question: q, min: 2, terms: [a, b]}, {id: two, question: q, min: 2, min_terms: 2, terms: [c, d]}]}
  - {id: g, label: G, definition: d, functions: [remedy], rule: any, indicators: [{id: three, question: q, terms: [e]}]}
""")
ARTICLES = pd.DataFrame({"article_id": ["x", "y", "z"], "words": [100, 250, 0]})
COLUMNS = ["article_id", "start", "end", "frame", "indicator", "term", "weight", "voice"]


def evidence(*rows: tuple) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.assign(sentence_start=0, sentence_end=50, segment_kind="body", negated=False, speaker="")


def scores(table: pd.DataFrame) -> pd.DataFrame:
    return frame_articles(table, codebook=BOOK, articles=ARTICLES).set_index(["article_id", "frame"])


def test_counts_rates_and_rule_by_hand() -> None:
    table = scores(evidence(
        ("x", 0, 3, "f", "one", "a", 1.0, "narrator"), ("x", 5, 8, "f", "one", "a", 1.0, "narrator"),
        ("x", 10, 13, "f", "two", "c", 2.0, "narrator"), ("x", 20, 23, "f", "two", "d", 0.5, "quoted"),
    ))  # fmt: skip
    row = table.loc["x", "f"]
    assert (row["hits"], row["rate"], row["score"]) == (4, 40.0, 45.0)
    assert (row["fired"], row["n_fired"], row["present"]) == ("one, two", 2, True)
    assert (row["hits_narrator"], row["hits_quoted"], row["weight_narrator"], row["weight_quoted"]) == (
        3,
        1,
        4.0,
        0.5,
    )
    assert not row["present_narrator"]
    assert not row["present_quoted"]
    assert (table["validity"] == "unvalidated").all()


def test_min_counts_places_and_min_terms_counts_terms() -> None:
    same_term = evidence(("x", 0, 3, "f", "two", "c", 1.0, ""), ("x", 5, 8, "f", "two", "c", 1.0, ""))
    assert scores(same_term).loc[("x", "f"), "n_fired"] == 0
    same_place = evidence(("x", 0, 3, "f", "one", "a", 1.0, ""), ("x", 0, 3, "f", "one", "b", 1.0, ""))
    assert scores(same_place).loc[("x", "f"), "n_fired"] == 0


def test_articles_without_evidence_have_zeros_and_no_words_no_rate() -> None:
    table = scores(evidence(("z", 0, 3, "g", "three", "e", 1.0, "")))
    assert len(table) == 6
    assert table.loc[("y", "f"), ["hits", "rate", "score", "n_fired"]].tolist() == [0, 0, 0, 0]
    assert table.loc[("y", "f"), "fired"] == ""
    assert not table.loc[("y", "f"), "present"]
    assert table.loc[("z", "g"), "present"]
    assert table.loc[("z", "g"), "rate"] == 0


def test_no_evidence_at_all() -> None:
    assert not scores(evidence())["present"].any()
    assert frame_sentences(evidence()).empty


def test_words_that_overlap_count_once_with_the_larger_weight() -> None:
    table = scores(evidence(
        ("x", 0, 9, "f", "one", "a", 1.0, ""), ("x", 6, 9, "f", "two", "c", 2.0, ""),
        ("x", 9, 12, "f", "two", "d", 1.0, ""),
    ))  # fmt: skip
    assert table.loc[("x", "f"), ["hits", "score"]].tolist() == [2, 30.0]


def test_sentences_carry_frames_with_their_terms() -> None:
    rows = evidence(
        ("x", 0, 3, "f", "one", "a", 1.0, "narrator"), ("x", 5, 8, "f", "two", "c", 2.0, "narrator"),
        ("x", 20, 23, "g", "three", "e", 1.0, "quoted"),
    ).assign(speaker=["", "", "the mayor"])  # fmt: skip
    table = frame_sentences(rows)
    assert table[["frame", "indicators", "terms", "hits", "weight", "voice", "speaker"]].to_numpy().tolist() == [
        ["f", "one, two", "a, c", 2, 3.0, "narrator", ""], ["g", "three", "e", 1, 1.0, "quoted", "the mayor"],
    ]  # fmt: skip
    assert table[["start", "end"]].to_numpy().tolist() == [[0, 50], [0, 50]]


def test_evidence_of_another_codebook_or_corpus_is_refused() -> None:
    with pytest.raises(ParameterError, match="no indicator"):
        scores(evidence(("x", 0, 3, "f", "nine", "a", 1.0, "")))
    with pytest.raises(ParameterError, match="'other'"):
        scores(evidence(("other", 0, 3, "f", "one", "a", 1.0, "")))
    with pytest.raises(ParameterError, match="no column voice"):
        scores(evidence().drop(columns="voice"))


PLACES = {"one": ("f", "a"), "two": ("f", "c"), "three": ("g", "e")}
hit = st.builds(
    lambda article, start, length, indicator, weight, voice: (
        article, start, start + length, PLACES[indicator][0], indicator, PLACES[indicator][1], weight, voice,
    ),
    st.sampled_from("xy"), st.integers(0, 40), st.integers(1, 10), st.sampled_from(sorted(PLACES)),
    st.sampled_from([0.5, 1.0, 2.0]), st.sampled_from(["narrator", "quoted"]),
)  # fmt: skip


@settings(deadline=None, max_examples=20)
@given(st.lists(hit, max_size=25), st.randoms(use_true_random=False))
def test_properties_of_any_evidence(rows: list[tuple], random) -> None:
    table = scores(evidence(*rows))
    numbers = table.select_dtypes("number")
    assert (numbers >= 0).all().all()
    assert (table["hits_narrator"] + table["hits_quoted"] == table["hits"]).all()
    assert (table["present"] >= (table["present_narrator"] | table["present_quoted"])).all()
    assert frame_sentences(evidence(*rows))["hits"].sum() == table["hits"].sum()
    random.shuffle(rows)
    mixed = frame_articles(evidence(*rows), codebook=BOOK, articles=ARTICLES.iloc[::-1])
    again = mixed.set_index(["article_id", "frame"]).loc[table.index]
    assert_frame_equal(again.drop(columns="fired"), table.drop(columns="fired"))


@settings(deadline=None, max_examples=40)
@given(st.lists(hit, min_size=1, max_size=25))
def test_stretches_are_what_a_plain_walk_counts(rows: list[tuple]) -> None:
    expected = 0
    for key in {(r[0], r[3], r[7]) for r in rows}:
        reach = -1
        for start, end in sorted((r[1], r[2]) for r in rows if (r[0], r[3], r[7]) == key):
            expected += start >= reach
            reach = max(reach, end)
    assert scores(evidence(*rows))["hits"].sum() == expected
