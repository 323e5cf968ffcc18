from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from nltk.collocations import BigramCollocationFinder
from nltk.metrics.association import BigramAssocMeasures

from analysis.corpus import Corpus
from analysis.errors import EmptySelectionError, ParameterError
from analysis.vocabulary import collocations, measures

TEXT = "Border guards met border guards near the old bridge, guards said. The old bridge stood; old, bridge."


@pytest.fixture
def corpus(make_corpus: Callable[..., Corpus]) -> Corpus:
    return make_corpus([{"outlet": "Post", "title": f"Number {i}", "text": f"{TEXT} {i}"} for i in range(3)])


def test_pairs_do_not_cross_punctuation(corpus: Corpus) -> None:
    table = collocations(corpus, least_f=1, least_df=1).set_index(["first", "second"])
    assert table.loc[("border", "guards"), ["f", "df"]].tolist() == [6, 3]
    # "old, bridge" is not counted; "old bridge" is, twice an article.
    assert table.loc[("old", "bridge"), ["f", "df", "f_first", "f_second"]].tolist() == [6, 3, 6, 6]
    assert ("bridge", "guards") not in table.index
    assert ("said", "the") not in table.index


def test_function_words_are_hidden_but_count_in_the_margins(corpus: Corpus) -> None:
    hidden = collocations(corpus, least_f=1, least_df=1)
    shown = collocations(corpus, least_f=1, least_df=1, with_function_words=True)
    assert ("the", "old") not in set(zip(hidden["first"], hidden["second"], strict=True))
    assert ("the", "old") in set(zip(shown["first"], shown["second"], strict=True))


def test_measures_agree_with_nltk_on_the_same_pairs(make_corpus: Callable[..., Corpus]) -> None:
    words = ["red", "fox", "saw", "red", "fox", "near", "blue", "fox", "and", "red", "hen"]
    corpus = make_corpus([{"text": " ".join(words)}])
    table = collocations(corpus, least_f=1, least_df=1, with_function_words=True).set_index(
        ["first", "second"]
    )
    finder = BigramCollocationFinder.from_words(words)
    pairs = finder.ngram_fd
    n = sum(pairs.values())
    for (first, second), f in pairs.items():
        margins = (
            sum(c for (a, _), c in pairs.items() if a == first),
            sum(c for (_, b), c in pairs.items() if b == second),
        )
        row = table.loc[(first, second)]
        assert row["pmi"] == pytest.approx(BigramAssocMeasures.pmi(f, margins, n))
        assert row["t"] == pytest.approx(BigramAssocMeasures.student_t(f, margins, n))
        assert abs(row["g2"]) == pytest.approx(BigramAssocMeasures.likelihood_ratio(f, margins, n))


def test_spread_is_that_over_articles_and_outlets(make_corpus: Callable[..., Corpus]) -> None:
    texts = [
        "old bridge old bridge and more",
        "old bridge falls into the sea",
        "nothing of note was seen here",
    ]
    corpus = make_corpus(
        [{"outlet": f"Paper {i % 2}", "title": "", "text": text} for i, text in enumerate(texts)]
    )
    row = collocations(corpus, least_f=1, least_df=1).set_index(["first", "second"]).loc[("old", "bridge")]
    sizes = np.array([5, 5, 5])
    assert row[["f", "df", "outlets"]].tolist() == [3, 2, 2]
    assert row["dp"] == pytest.approx(measures.dp(np.array([2, 1, 0]), sizes))
    assert row["dp_chance"] == pytest.approx(measures.dp_by_chance(np.array([3]), sizes)[0])
    few = collocations(corpus, least_f=1, least_df=1, least_outlets=2, most_dp=0.5)
    assert few[["first", "second"]].to_numpy().tolist() == [["old", "bridge"]]


def test_nothing_frequent_enough_is_refused(corpus: Corpus) -> None:
    with pytest.raises(EmptySelectionError, match="no pair of words occurs 99 times in 3 of 3 articles"):
        collocations(corpus, least_f=99)
    with pytest.raises(ParameterError, match="Did you mean 'pmi'"):
        collocations(corpus, measure="pmii")
    with pytest.raises(ParameterError, match="have no node"):
        collocations(corpus, span="sentence")
