from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from pandas.testing import assert_frame_equal
from scipy import stats

from analysis.corpus import Corpus
from analysis.errors import ParameterError
from analysis.sampling import Sample
from analysis.vocabulary import article_words, count, frequencies
from analysis.vocabulary.counting.frequencies import _summed, _weighted

LENGTHS = (3, 5, 4, 8, 2, 6)


@pytest.fixture
def corpus(make_corpus: Callable[..., Corpus]) -> Corpus:
    """Articles of known lengths; "grain" in the first four, 1, 2, 1 and 4 times."""
    grain = (1, 2, 1, 4, 0, 0)
    rows = [
        {"outlet": "Post" if i < 5 else "Courier", "date": f"2024-01-0{i + 1}", "title": "",
         "text": " ".join(["grain"] * g + [f"word{i}"] * (n - g))}
        for i, (n, g) in enumerate(zip(LENGTHS, grain, strict=True))
    ]  # fmt: skip
    return make_corpus(rows)


def test_rank_range_and_rate_with_its_interval(corpus: Corpus) -> None:
    table = frequencies(corpus)
    row = table.set_index("word").loc["grain"]
    assert row[["rank", "f", "df"]].tolist() == [1, 8, 4]
    assert row["share"] == pytest.approx(4 / 6)
    assert row["per_million"] == pytest.approx(8 / 28 * 1e6)
    # Cochran's ratio estimator by hand.
    f, n = np.array([1, 2, 1, 4, 0, 0]), np.array(LENGTHS)
    residual = f - f.sum() / n.sum() * n
    error = np.sqrt((residual**2).sum() * 6 / 5) / n.sum() * stats.t.ppf(0.975, 5)
    assert row["high"] == pytest.approx((8 / 28 + error) * 1e6)
    assert row["low"] == pytest.approx(max(8 / 28 - error, 0) * 1e6)


def test_words_of_one_rate_share_a_rank(corpus: Corpus) -> None:
    table = frequencies(corpus).set_index("word")
    assert table.loc[["word5", "word3", "word1", "word2"], "rank"].tolist() == [2, 3, 4, 4]
    assert table.loc[["word0", "word4"], "rank"].tolist() == [6, 6]


def test_groups_have_their_own_ranks_and_small_ones_no_interval(corpus: Corpus) -> None:
    table = frequencies(corpus, by="outlet").set_index(["group", "word"])
    assert table.loc[("Courier", "word5"), ["rank", "f", "df", "share"]].tolist() == [1, 6, 1, 1.0]
    assert table.loc["Courier", ["low", "high"]].isna().all(axis=None)
    assert table.loc["Post", ["low", "high"]].notna().all(axis=None)
    assert table.loc[("Post", "grain"), "share"] == pytest.approx(4 / 5)
    assert ("Courier", "grain") not in table.index


def test_blocks_of_words_give_what_the_database_gives(corpus: Corpus) -> None:
    for by in (None, "outlet"):
        counts = count(corpus)
        articles = article_words(counts, by=by).assign(**({} if by else {"group": "all"}))
        sample = Sample.of(articles.set_index("article_id"))
        one = _summed(counts, articles, 1).sort_values(["group", "word"], ignore_index=True)
        other = _weighted(counts, articles, sample, 1).sort_values(["group", "word"], ignore_index=True)
        assert_frame_equal(one, other, check_dtype=False)


def test_an_interval_is_no_narrower_for_copies(make_corpus: Callable[..., Corpus]) -> None:
    rng = np.random.default_rng(1)
    rows = [
        {"outlet": f"Paper {i}", "date": "2024-01-01", "title": "",
         "text": f"Number {i} " + " ".join(rng.choice(["grain", "ship", "port", "crane", "quay"], 40))}
        for i in range(8)
    ]  # fmt: skip
    copies = [{**row, "outlet": f"{row['outlet']} again", "date": "2024-01-02"} for row in rows]
    once = frequencies(make_corpus(rows)).set_index("word")
    shared = (
        frequencies(make_corpus([*rows, *copies], stories="weighted")).set_index("word").reindex(once.index)
    )
    for column in ("share", "per_million", "low", "high"):
        assert shared[column].to_numpy() == pytest.approx(once[column].to_numpy()), column
    assert (shared["f"] == 2 * once["f"]).all()


def test_a_frequency_below_one_is_refused(corpus: Corpus) -> None:
    with pytest.raises(ParameterError, match="least = 0"):
        frequencies(corpus, least=0)
