from __future__ import annotations

from collections.abc import Callable

import pytest
from nltk.collocations import BigramCollocationFinder
from nltk.metrics.association import BigramAssocMeasures

from analysis.corpus import Corpus
from analysis.errors import EmptySelectionError, ParameterError
from analysis.vocabulary import collocations

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
        assert row["g2"] == pytest.approx(BigramAssocMeasures.likelihood_ratio(f, margins, n))


def test_log_dice_reproduces_the_printed_number() -> None:
    from analysis.vocabulary.collocation.pairs import MEASURES

    # "new companies": 8 together, 15,828 and 4,675 alone, 14,307,668 words.
    assert MEASURES["log_dice"](8, (15_828, 4_675), 14_307_668) == pytest.approx(3.6765, abs=5e-5)
    assert MEASURES["t"](8, (15_828, 4_675), 14_307_668) == pytest.approx(0.999932, abs=5e-7)


def test_nothing_frequent_enough_is_refused(corpus: Corpus) -> None:
    with pytest.raises(EmptySelectionError, match="no pair of words occurs 99 times in 3 of 3 articles"):
        collocations(corpus, least_f=99)
    with pytest.raises(ParameterError, match="Did you mean 'pmi'"):
        collocations(corpus, measure="npmi")
