from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from analysis.corpus import Corpus
from analysis.corpus.words import words
from analysis.errors import EmptySelectionError, ParameterError
from analysis.vocabulary import collocations, measures

FREE = {"least_f": 1, "least_df": 1, "with_function_words": True}


def _rows(corpus: Corpus, node: str, **options: object) -> pd.DataFrame:
    return collocations(corpus, node=node, **{**FREE, **options}).set_index("collocate")  # type: ignore[arg-type]


@pytest.fixture
def corpus(make_corpus: Callable[..., Corpus]) -> Corpus:
    texts = [
        "alpha node beta gamma delta node beta. Omega ended it all for good in the very last week of play",
        "beta gamma came first and alpha went on.\n\nThe node alone. Beta follows here",
    ]
    return make_corpus([{"outlet": f"P{i}", "title": "", "text": text} for i, text in enumerate(texts)])


def test_the_cells_are_those_of_the_spans(corpus: Corpus) -> None:
    table = _rows(corpus, "node", window=(0, 2))
    # Spans: [beta gamma], [beta omega] and [alone beta]: six words, none of them twice.
    assert table.attrs["span_words"] == 6
    assert (table.attrs["hits"], table.attrs["articles"]) == (3, 2)
    assert table.loc["beta", ["f", "df", "outlets", "f_left", "f_right"]].tolist() == [3, 2, 2, 0, 3]
    n = sum(len(words(text)) for text in corpus.articles["text"]) - 3
    cells = 3, 6, 4, n
    assert table.loc["beta", "pmi"] == pytest.approx(measures.pmi(*cells))
    assert table.loc["beta", "g2"] == pytest.approx(measures.association.log_likelihood(*cells))
    assert table.loc["beta", "delta_p"] == pytest.approx(measures.delta_p(*cells))
    assert table.loc["beta", "log_dice"] == pytest.approx(measures.log_dice(3, 3, 4))
    assert table.loc["beta", "expected"] == pytest.approx(4 / n * 1000)
    assert table.loc["beta", "per_thousand"] == pytest.approx(500)


def test_a_word_near_two_hits_counts_once_and_hits_are_no_collocates(corpus: Corpus) -> None:
    table = _rows(corpus, "node", window=5)
    assert table.loc["gamma", ["f", "f_left", "f_right"]].tolist() == [1, 1, 1]
    assert "node" not in table.index


def test_spans_end_with_the_segment_and_if_asked_with_the_sentence(corpus: Corpus) -> None:
    assert "on" not in _rows(corpus, "node", window=9).index
    assert "omega" in _rows(corpus, "node", window=2).index
    inside = _rows(corpus, "node", window=2, span="sentence")
    assert "omega" not in inside.index
    assert inside.loc["beta", "f"] == 2
    whole = _rows(corpus, "node", window=None, span="sentence")
    assert whole.attrs["span_words"] == 5 + 2


def test_phrases_and_alternatives_are_nodes(corpus: Corpus) -> None:
    table = _rows(corpus, "node (beta | alone)", window=1)
    assert table.attrs["hits"] == 3
    assert {"alpha", "gamma", "delta", "omega", "the"} <= set(table.index)
    assert "beta" in table.index  # the one after "node alone"
    assert table.loc["beta", "f"] == 1


def test_interval_and_dispersion_have_the_article_as_unit(make_corpus: Callable[..., Corpus]) -> None:
    spans = [2, 1, 0, 1, 0]
    texts = [" ".join(["node " + ("hit" if k < h else f"w{k}") + " stop" for k in range(2)]) for h in spans]
    corpus = make_corpus([{"title": "", "text": f"{text} end{i}"} for i, text in enumerate(texts)])
    row = _rows(corpus, "node", window=(0, 1)).loc["hit"]
    rate = np.array(spans) / 2 * 1000
    low, high = measures.rate_interval(
        np.array([4.0]), np.array([6.0]), np.array([8.0]), n=10, nn=20, units=5
    )
    assert row["per_thousand"] == pytest.approx(rate.mean())
    assert (row["low"], row["high"]) == pytest.approx((low[0] * 1000, high[0] * 1000))
    assert row["dp"] == pytest.approx(measures.dp(np.array(spans), np.full(5, 2)))


def test_half_weights_of_copies_change_nothing(make_corpus: Callable[..., Corpus]) -> None:
    rows = [
        {"outlet": "Post", "date": f"2024-01-{1 + i:02d}", "title": "",
         "text": f"The ferry line sank near port {i}. " + " ".join(f"w{i}x{k}" for k in range(60))}
        for i in range(4)
    ]  # fmt: skip
    again = [{**row, "date": f"2025{row['date'][4:]}"} for row in rows]
    once = _rows(make_corpus(rows), "ferry")
    twice = _rows(make_corpus([*rows, *again], stories="weighted"), "ferry")
    assert twice["f"].equals(2 * once["f"].reindex(twice.index))
    for column in ("per_thousand", "low", "high", "dp", "log_dice", "g2", "pmi", "delta_p", "f_collocate"):
        assert twice[column].to_numpy() == pytest.approx(once[column].reindex(twice.index).to_numpy()), column


def test_lemmas_are_nodes_and_collocates(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(
        [{"title": "", "text": "The workers strike today. A worker strikes alone. Strikes hurt the company."}]
    )
    table = _rows(corpus, '[lemma="strike" pos="VERB"]', unit="lemma", window=1)
    assert table.attrs["hits"] == 2
    assert table.loc["worker", "f"] == 2


def test_links_state_their_relation(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(
        [
            {"title": "", "text": f"The union attacked the plan. Workers read about attacks on the city {i}."}
            for i in range(3)
        ]
    )
    rows = collocations(corpus, node="attack", span="dependency", least_f=1, least_df=1)
    found = set(zip(rows["relation"], rows["collocate"], rows["f"], strict=True))
    assert ("nsubj", "union", 3) in found
    assert ("dobj", "plan", 3) in found
    assert ("prep_on", "city", 3) in found
    assert ("prep_about of", "read", 3) in found
    # Of three subjects of "attack", of "read" and of no other verb: cells 3, 3, 3 of 6.
    union = rows.set_index(["relation", "collocate"]).loc[("nsubj", "union")]
    assert union["pmi"] == pytest.approx(1)
    with pytest.raises(ParameterError, match="not one lemma"):
        collocations(corpus, node="attack plan", span="dependency")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"node": "zeppelin"}, "does not occur"),
        ({"node": "node", "least_f": 50}, "no pair of words occurs 50 times in 1 of 2 articles with 'node'"),
    ],
)
def test_nothing_to_find_is_refused(corpus: Corpus, options: dict, message: str) -> None:
    with pytest.raises(EmptySelectionError, match=message):
        collocations(corpus, **{**FREE, **options})


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"window": 0}, "window = 0"), ({"window": -1}, "window = -1"), ({"window": None}, "window = None"),
        ({"window": (1, 2, 3)}, "window"), ({"span": "windw"}, "Did you mean 'window'"), ({"unit": "lema"}, "lemma"),
        ({"node": ""}, "holds no word"), ({"kinds": ("body", "bdy")}, "Did you mean 'body'"),
    ],
)  # fmt: skip
def test_wrong_options_are_refused(corpus: Corpus, options: dict, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        collocations(corpus, **{"node": "node", **FREE, **options})
