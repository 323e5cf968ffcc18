from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy import sparse

from analysis.corpus import Corpus
from analysis.errors import EmptySelectionError, ParameterError
from analysis.vocabulary import count

WORDS = ["harbour", "grain", "border", "tank", "bridge", "council", "winter", "ferry"]


def records(n: int = 12) -> list[dict[str, str]]:
    rng = np.random.default_rng(3)
    return [
        {"outlet": "Post", "date": f"2024-01-{day + 1:02d}", "title": "",
         "text": f"Report {day}: {' '.join(rng.choice(WORDS, 30, p=np.arange(1, 9) / 36))}."}
        for day in range(n)
    ]  # fmt: skip


def test_the_matrix_is_the_table(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(records())
    counts = count(corpus)
    matrix = counts.matrix()
    table = corpus.sql(f"select article_id, word, f from {counts.table}").pivot_table(
        index="article_id", columns="word", values="f", fill_value=0
    )
    assert list(matrix.articles) == list(table.index)
    assert list(matrix.words) == list(table.columns)
    assert (matrix.table.toarray() == table.to_numpy()).all()
    assert counts.matrix() is matrix


def test_articles_without_a_word_have_their_row(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus([*records(3), {"outlet": "Post", "title": "Only a headline here", "text": "Tank."}])
    matrix = count(corpus, kinds=("headline",)).matrix()
    assert matrix.table.shape == (4, 4)
    assert sorted(matrix.table.sum(axis=1)) == [0, 0, 0, 4]


def test_thresholds_choose_words_by_occurrences_and_articles(make_corpus: Callable[..., Corpus]) -> None:
    counts = count(make_corpus(records()))
    whole = counts.matrix()
    f, df = whole.table.sum(axis=0), np.diff(whole.table.indptr)
    some = counts.matrix(least_f=20, least_df=12)
    assert list(some.words) == list(whole.words[(f >= 20) & (df >= 12)])
    assert 0 < len(some.words) < len(whole.words)


@pytest.mark.parametrize("cells", [1, 17, 10_000])
def test_blocks_put_together_are_the_matrix(make_corpus: Callable[..., Corpus], cells: int) -> None:
    counts = count(make_corpus(records()))
    whole = counts.matrix(least_df=2)
    parts = list(counts.blocks(least_df=2, cells=cells))
    assert [word for part in parts for word in part.words] == list(whole.words)
    assert (sparse.hstack([part.table for part in parts]) != whole.table).nnz == 0
    assert all(part.table.nnz < cells + np.diff(part.table.indptr)[-1] for part in parts)
    assert len(parts) == {1: len(whole.words), 17: 6, 10_000: 1}[cells]


def test_copies_of_a_story_are_one_article(make_corpus: Callable[..., Corpus]) -> None:
    wire = {
        "title": "",
        "text": "The ferry company stops all night sailings in the bay until spring, it said on Monday.",
    }
    rows = [{**wire, "outlet": f"Paper {i}", "date": "2024-01-01"} for i in range(3)]
    corpus = make_corpus([*rows, *records(4)], stories="weighted")
    assert "sailings" in count(corpus).matrix(least_f=3).words
    assert "sailings" not in count(corpus).matrix(least_df=2).words


def test_nothing_frequent_enough_is_refused(make_corpus: Callable[..., Corpus]) -> None:
    counts = count(make_corpus(records(3)))
    with pytest.raises(EmptySelectionError, match="nothing occurs 999 times in 1 of 3 articles"):
        counts.matrix(least_f=999)
    with pytest.raises(ParameterError, match="whole numbers from 1"):
        counts.matrix(least_df=0)
