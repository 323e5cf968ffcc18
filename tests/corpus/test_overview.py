from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.corpus import Corpus, coverage, furniture, segment_kinds, timeline
from analysis.errors import EmptySelectionError

MARK = "Sample text written for the News Profiles project; not a news report."
BODY = "The council met on Monday and agreed to nothing."


@pytest.fixture
def corpus(make_corpus: Callable[..., Corpus]) -> Corpus:
    return make_corpus(
        [
            {"outlet": "Post", "date": "2024-01-31", "title": "One", "text": f"{BODY}\n\n{MARK}"},
            {
                "outlet": "Post",
                "date": "2024-04-02",
                "title": "Two",
                "text": "Spring came late to the valley.",
            },
            {"outlet": "Courier", "date": "2024-02-01", "title": "Three", "text": f"{BODY}\n\n{MARK}"},
            {"outlet": "Courier", "date": "", "title": "Four", "text": "Nobody knows when this was written."},
        ]
    )


def test_coverage_counts_articles_words_dates_and_shared_text(corpus: Corpus) -> None:
    table = coverage(corpus).set_index("group")
    assert table.loc["Post"].to_dict() == {
        "articles": 2, "words": 17, "median_words": 8.5, "first": "2024-01-31", "last": "2024-04-02",
        "undated": 0, "shared": 1,
    }  # fmt: skip
    assert table.loc["Courier", ["first", "last", "undated", "shared"]].tolist() == [
        "2024-02-01",
        "2024-02-01",
        1,
        1,
    ]


def test_timeline_has_every_period_and_every_dated_article(corpus: Corpus) -> None:
    table = timeline(corpus)
    assert set(table["unit"]) == {"day"}
    assert table["articles"].sum() == 3
    periods = table["period"].drop_duplicates().tolist()
    assert periods == sorted(periods)
    assert len(table) == len(periods) * 2


def test_small_groups_become_other(corpus: Corpus) -> None:
    table = timeline(corpus, largest=1)
    assert set(table["group"]) == {"Post", "other"}
    assert table.groupby("group")["articles"].sum().to_dict() == {"Post": 2, "other": 1}


def test_one_day_makes_no_timeline(make_corpus: Callable[..., Corpus]) -> None:
    with pytest.raises(EmptySelectionError, match="at least two days"):
        timeline(make_corpus([{"date": "2024-01-01", "text": BODY}]))


def test_furniture_is_counted_and_listed_not_lost(corpus: Corpus) -> None:
    assert furniture(corpus)[["text", "articles", "outlets"]].to_numpy().tolist() == [[MARK, 2, 2]]
    kinds = segment_kinds(corpus).set_index("kind")
    assert kinds.loc["boilerplate", ["segments", "words", "counted"]].tolist() == [2, 24, False]
    assert kinds.loc[kinds["counted"], "words"].sum() == corpus.articles["words"].sum()
