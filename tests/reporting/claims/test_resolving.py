from __future__ import annotations

import hashlib
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus import Corpus
from analysis.errors import ParameterError
from analysis.reporting.claims import at, resolving
from analysis.reporting.claims.resolving import bounded, quota, resolve
from analysis.reporting.claims.sources import articles, carried
from analysis.reporting.claims.wording import words

TEXTS = ["The river rose. The river fell.", "A river bank, and a bank.", "No water at all."]


@pytest.fixture
def corpus(make_corpus: Callable[..., Corpus]) -> Corpus:
    outlets = ["Post", "Post", "Mail"]
    return make_corpus(
        [
            {"outlet": outlet, "date": f"2024-0{i + 1}-10", "title": f"Title {i}", "text": text}
            for i, (outlet, text) in enumerate(zip(outlets, TEXTS, strict=True))
        ]
    )


def hash_of(corpus: Corpus, row: pd.Series) -> str:
    text = corpus.articles.set_index("article_id")["text"][row["article_id"]]
    return hashlib.sha256(" ".join(text[row["start"] : row["end"]].split()).encode()).hexdigest()


def test_words_stand_where_they_are_counted(corpus: Corpus) -> None:
    found = resolve(pd.DataFrame({"word": ["river", "bank", "desert"]}), words(), corpus)
    assert found.counts.to_dict() == {1: 3, 2: 2}
    texts = corpus.articles.set_index("article_id")["text"]
    hits = [texts[r.article_id][r.start : r.end].lower() for r in found.rows.itertuples()]
    assert hits == ["river"] * 3 + ["bank"] * 2
    assert list(found.rows["hit_sha256"]) == [hash_of(corpus, row) for _, row in found.rows.iterrows()]


def test_two_words_in_a_row_are_one_place_and_a_comma_parts_them(corpus: Corpus) -> None:
    pairs = pd.DataFrame({"first": ["river", "bank"], "second": ["bank", "and"]})
    assert resolve(pairs, words("first second"), corpus).counts.to_dict() == {1: 1}


def test_a_word_near_another_counts_within_reach_only(corpus: Corpus) -> None:
    rows = pd.DataFrame({"collocate": ["rose", "bank"]})
    assert resolve(rows, words("collocate", node="river", reach=1), corpus).counts.to_dict() == {1: 1, 2: 1}
    assert resolve(rows, words("collocate", node="river", reach=5), corpus).counts.to_dict() == {1: 1, 2: 2}


def test_groups_and_periods_are_those_of_the_article(corpus: Corpus) -> None:
    rows = pd.DataFrame({"group": ["Post", "Mail", "(all)"], "word": ["river"] * 3})
    assert resolve(rows, words("group word", by="outlet"), corpus).counts.to_dict() == {1: 3, 3: 3}
    months = pd.DataFrame({"period": ["2024-02-01", "2024-01-01"], "every": "month", "word": "river"})
    assert resolve(months, words("word period"), corpus).counts.to_dict() == {1: 1, 2: 2}


def test_articles_as_evidence_are_whole_and_count_once(corpus: Corpus) -> None:
    found = resolve(pd.DataFrame({"group": ["Post", "Mail"]}), articles("group", by="outlet"), corpus)
    assert found.counts.to_dict() == {1: 2, 2: 1}
    lengths = corpus.articles.set_index("article_id")["text"].str.len()
    assert all(row.start == 0 and row.end == lengths[row.article_id] for row in found.rows.itertuples())
    assert list(found.rows["hit_sha256"]) == [hash_of(corpus, row) for _, row in found.rows.iterrows()]


def test_rows_that_carry_a_place_are_their_own_evidence(corpus: Corpus) -> None:
    key = corpus.articles["article_id"].iloc[0]
    rows = pd.DataFrame({"article_id": [key, key], "start": [0, None], "end": [3, None]})
    source = carried(rows)
    assert source is not None
    assert resolve(rows, source, corpus).counts.to_dict() == {1: 1}
    assert carried(pd.DataFrame({"article_id": ["a"]})) is None


def test_what_cannot_be_tied_or_lies_outside_is_refused(corpus: Corpus) -> None:
    rows = pd.DataFrame({"frame": ["conflict"]})
    with pytest.raises(ParameterError, match="no column frame"):
        at(pd.DataFrame({"article_id": ["a"]}), "frame")
    with pytest.raises(ParameterError, match="the plotted rows have no column actor_id"):
        resolve(rows, at(pd.DataFrame({"article_id": ["a"], "actor_id": ["b"]}), "actor_id"), corpus)
    key = corpus.articles["article_id"].iloc[0]
    outside = pd.DataFrame({"article_id": [key], "start": [0], "end": [9_999], "frame": ["conflict"]})
    with pytest.raises(ParameterError, match="has no characters 0 to 9999"):
        resolve(rows, at(outside, "frame"), corpus)


@given(st.lists(st.integers(0, 60), max_size=8))
def test_a_bounded_list_keeps_every_row_with_places_and_says_how_many_there_are(sizes: list[int]) -> None:
    rows = [(row, f"a{i:02}", i, i + 1) for row, size in enumerate(sizes, 1) for i in range(size)]
    places = pd.DataFrame(rows, columns=["row", "article_id", "start", "end"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resolving, "MOST_OF_POINT", 20)
        patch.setattr(resolving, "MOST_OF_FILE", 50)
        kept = bounded(places.sample(frac=1, random_state=1))
        most = quota(np.array(sizes))
    got = kept.groupby("row").size()
    assert got.to_dict() == {row: min(size, most) for row, size in enumerate(sizes, 1) if size}
    assert not kept.duplicated().any()
    assert kept.merge(places).shape == kept.shape
