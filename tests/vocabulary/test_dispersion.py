from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from analysis.corpus import Corpus
from analysis.errors import EmptySelectionError, ParameterError
from analysis.vocabulary import count, dispersion, distances, measures

# The letters of the example in Gries (2008): "a" stands 1, 2, 3, 4 and 5 times in parts of 9, 10, 10, 10 and 11.
PARTS = [
    "b1 a m n i b e u p",
    "b a s a t b e w q n",
    "b c a g a b e s t a",
    "b a g h a b e a a t",
    "b a h a a b e a x a t",
]


@pytest.fixture
def corpus(make_corpus: Callable[..., Corpus]) -> Corpus:
    return make_corpus(
        [
            {"outlet": "Even" if i % 2 else "Odd", "date": f"2024-01-{1 + i:02d}", "title": "", "text": text}
            for i, text in enumerate(PARTS)
        ]
    )


def test_articles_are_the_parts_of_the_printed_example(corpus: Corpus) -> None:
    row = dispersion(corpus, words=["a"]).iloc[0]
    assert row[["f", "range", "parts"]].tolist() == [15, 5, 5]
    printed = {"juilland_d": 0.785, "carroll_d2": 0.938, "rosengren_s": 0.95, "dp": 0.18, "kld": 0.137}
    for name, value in printed.items():
        assert round(row[name], 3) == value
    assert round(row["dp_norm"], 4) == 0.2195
    assert row["dp_chance"] == pytest.approx(measures.dp_by_chance(np.array([15]), [9, 10, 10, 10, 11])[0])


def test_groups_are_parts_if_asked(corpus: Corpus) -> None:
    row = dispersion(count(corpus), words=["a"], by="outlet").iloc[0]
    assert row["parts"] == 2
    assert row["dp"] == pytest.approx(measures.dp(np.array([6, 9]), np.array([20, 30])))


def test_words_are_listed_by_frequency_and_absent_ones_named(corpus: Corpus) -> None:
    table = dispersion(corpus, least_f=4)
    assert table["f"].is_monotonic_decreasing
    assert table["f"].min() >= 4
    few = dispersion(corpus, words=["zeppelin", "h", "a"])
    assert few["word"].tolist() == ["a", "h"]
    assert few.attrs["absent"] == ["zeppelin"]
    with pytest.raises(EmptySelectionError, match="'zeppelin' do not occur"):
        dispersion(corpus, words="zeppelin")
    with pytest.raises(EmptySelectionError, match="no word occurs 99 times"):
        dispersion(corpus, least_f=99)
    with pytest.raises(ParameterError, match="least_f = 0"):
        dispersion(corpus, least_f=0)


def test_copies_that_share_a_weight_are_one_part(make_corpus: Callable[..., Corpus]) -> None:
    rows = [
        {"outlet": "Post", "date": f"2024-01-{1 + i:02d}", "title": "",
         "text": f"{text} " + " ".join(f"w{i}x{k}" for k in range(60))}
        for i, text in enumerate(PARTS)
    ]  # fmt: skip
    again = [{**row, "date": f"2025{row['date'][4:]}"} for row in rows]
    once = dispersion(make_corpus(rows), words=["a"]).iloc[0]
    twice = dispersion(make_corpus([*rows, *again], stories="weighted"), words=["a"]).iloc[0]
    assert twice["f"] == 2 * once["f"]
    for name in (
        "range",
        "parts",
        "dp",
        "dp_norm",
        "kld",
        "juilland_d",
        "carroll_d2",
        "rosengren_s",
        "dp_chance",
    ):
        assert twice[name] == pytest.approx(once[name]), name


def test_one_article_has_no_dispersion_over_articles(make_corpus: Callable[..., Corpus]) -> None:
    row = dispersion(make_corpus([{"title": "", "text": "one and one and one"}]), words=["one"]).iloc[0]
    assert row["dp"] == 0
    assert np.isnan(row["dp_norm"])
    assert np.isnan(row["juilland_d"])


def test_distances_run_through_the_corpus_in_order_of_date(corpus: Corpus) -> None:
    table = distances(corpus, ["a", "zeppelin"]).set_index("word")
    letters = " ".join(PARTS).split()
    places = np.flatnonzero(np.array(letters) == "a")
    for name in ("arf", "awt", "ald"):
        assert table.loc["a", name] == pytest.approx(getattr(measures, name)(places, len(letters)))
    assert table.loc["zeppelin", ["f", "arf"]].tolist() == [0, 0]
    with pytest.raises(ParameterError, match="no word"):
        distances(corpus, [])
