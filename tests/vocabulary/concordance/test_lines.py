from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.corpus import Corpus
from analysis.errors import ParameterError
from analysis.vocabulary import concordance

TEXT = "Security guarantees matter. “Security guarantee” is a phrase; Armenia’s security, guaranteed, is not."


@pytest.fixture
def corpus(make_corpus: Callable[..., Corpus]) -> Corpus:
    return make_corpus(
        [
            {"outlet": "Post", "date": "2024-02-01", "title": "Guarantees", "text": TEXT},
            {
                "outlet": "Courier",
                "date": "2024-01-01",
                "title": "Other",
                "text": "No guarantee of security here.",
            },
        ]
    )


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("security", ["security", "Security", "Security", "security"]),
        ("security guarantee*", ["Security guarantees", "Security guarantee", "security, guaranteed"]),
        ("armenia", ["Armenia’s"]),
        ("Armenia's", ["Armenia’s"]),
        ("guarant*", ["guarantee", "Guarantees", "guarantees", "guarantee", "guaranteed"]),
        ("absent", []),
        ("s.curity", []),
    ],
)
def test_hits_are_found_in_order_of_date_and_place(corpus: Corpus, query: str, hits: list[str]) -> None:
    lines = concordance(corpus, query)
    assert lines["hit"].tolist() == hits
    texts = corpus.articles.set_index("article_id")["text"]
    for row in lines.itertuples():
        assert texts[row.article_id][row.start : row.end] == row.hit


def test_a_sample_is_seeded_and_says_how_many_there_are(corpus: Corpus) -> None:
    one = concordance(corpus, "security", sample=2, seed=3)
    assert len(one) == 2
    assert one.attrs["total"] == 4
    assert one.equals(concordance(corpus, "security", sample=2, seed=3))


def test_lines_carry_where_they_come_from(corpus: Corpus) -> None:
    line = concordance(corpus, "no guarantee").iloc[0]
    assert (line["outlet"], line["date"], line["kind"], line["right"]) == (
        "Courier", "2024-01-01", "body", "of security here.",
    )  # fmt: skip


@pytest.mark.parametrize("query", ["", "  ", "*", "* *", "word " * 21])
def test_queries_without_words_are_refused(corpus: Corpus, query: str) -> None:
    with pytest.raises(ParameterError, match="query"):
        concordance(corpus, query)
