from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from analysis.corpus import Corpus
from analysis.errors import EmptySelectionError, ParameterError
from analysis.vocabulary import build_reference, count, measures

TEXTS = [
    ("Port", "2024-01-01", "The harbour sold gas and the harbour sold grain."),
    ("Port", "2024-01-02", "The harbour was closed."),
    ("Post", "2024-01-03", "The border guards closed the harbour road."),
    ("Post", "2024-01-05", "Guards sold nothing at the border " + "and waited " * 60 + "there."),
]


@pytest.fixture
def corpus(make_corpus: Callable[..., Corpus]) -> Corpus:
    return make_corpus([{"outlet": o, "date": d, "text": t} for o, d, t in TEXTS])


def test_sums_are_those_of_the_texts(corpus: Corpus) -> None:
    made = build_reference(corpus, least_df=2)
    harbour = made.words().loc["harbour"]
    n = [9, 4, 7]
    assert harbour[["f", "df", "ff", "fn", "outlets"]].tolist() == [4, 3, 6, 2 * 9 + 4 + 7, 2]
    assert (harbour["f_source_0"], harbour["f_source_1"], harbour["df_source_0"]) == (3, 1, 2)
    assert (harbour["df_1_length_0"], harbour["df_2_length_0"], harbour["df_1_length_1"]) == (3, 1, 0)
    lengths = [*n, 127]
    assert harbour["dp"] == pytest.approx(measures.dp(np.array([2, 1, 1, 0]), np.array(lengths)), abs=1e-4)
    assert made.words().loc["border", ["df_1_length_0", "df_1_length_1"]].tolist() == [1, 1]


def test_the_head_says_what_was_counted(corpus: Corpus) -> None:
    made = build_reference(corpus, least_df=2, name="towns")
    unit = made.unit(1)
    assert (unit.total, unit.squares, unit.by_source) == (147, 81 + 16 + 49 + 127**2, (13, 134))
    assert unit.by_length == (3, 1, 0, 0, 0)
    assert (
        unit.types == corpus.sql(f"select count(distinct word) as n from {count(corpus).table}")["n"].iloc[0]
    )
    assert [(s.name, s.articles, s.first, s.last) for s in made.facts.sources] == [
        ("Port", 2, "2024-01-01", "2024-01-02"), ("Post", 2, "2024-01-03", "2024-01-05")
    ]  # fmt: skip
    assert str(made) == "reference 'towns': 4 articles, 0.0 million words"
    assert made.facts.quantiles["words"][-1][4] == 8  # the median of 4, 7, 9, 127
    assert made.facts.quantiles["words"][2] == ()


def test_what_is_rare_or_of_one_outlet_is_not_listed(corpus: Corpus) -> None:
    assert "gas" not in build_reference(corpus, least_df=2).words().index
    assert "guards" in build_reference(corpus, least_df=2).words().index
    assert "guards" not in build_reference(corpus, least_df=2, least_outlets=2).words().index


def test_pairs_are_listed_beside_words(corpus: Corpus) -> None:
    made = build_reference(corpus, pairs=count(corpus, n=2), least_df=2, least_df_pairs=2)
    assert made.words(2).loc["the harbour", "f"] == 4
    assert made.unit(2).total == 8 + 3 + 6 + 126


def test_an_article_is_measured_against_the_others_only(make_corpus: Callable[..., Corpus]) -> None:
    # Each of the three words of a text stands in two articles: one besides its own, so none would be listed.
    texts = ["harbour gas grain", "harbour border road", "gas border tower", "grain road tower"]
    made = build_reference(make_corpus([{"outlet": "Port", "text": t} for t in texts]), least_df=2)
    assert set(made.facts.quantiles["outside"][-1]) == {1.0}


def test_articles_with_weights_are_refused(make_corpus: Callable[..., Corpus]) -> None:
    records: list[dict[str, Any]] = [
        {"outlet": "Port", "text": f"The harbour sold gas {i} times."} for i in range(9)
    ]
    with pytest.raises(ParameterError, match="these articles have weights"):
        build_reference(make_corpus(records, sample=4))


def test_nothing_common_enough_is_refused(corpus: Corpus) -> None:
    with pytest.raises(EmptySelectionError, match="stands in 5 articles of 1 outlets"):
        build_reference(corpus)
    with pytest.raises(ParameterError, match="least_df = 0"):
        build_reference(corpus, least_df=0)


def test_small_sources_are_joined(make_corpus: Callable[..., Corpus]) -> None:
    records = [
        {"outlet": f"Paper {chr(65 + i)}", "text": f"The harbour sold gas on day {i}{j}."}
        for i in range(15) for j in range(1 + (i < 12))
    ]  # fmt: skip
    made = build_reference(make_corpus(records), least_df=2)
    assert (len(made.facts.sources), made.facts.sources[-1].name, made.facts.sources[-1].outlets) == (
        13,
        "(others)",
        3,
    )
    assert made.words().loc["harbour", "df_source_12"] == 3
