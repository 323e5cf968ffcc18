from __future__ import annotations

import pandas as pd

from analysis.corpus.stories import exchange, wire

ARTICLES = pd.DataFrame(
    [("a", "Post", 100), ("b", "Echo", 90), ("c", "Echo", 80), ("d", "Post", 50), ("e", "Post", 40), ("f", "Star", 70)],
    columns=["article_id", "outlet", "words"],
)  # fmt: skip
# One story of Post, taken up twice by Echo; one that Post prints twice.
STORIES = pd.DataFrame(
    {"article_id": ["a", "b", "c", "d", "e"], "story_id": ["s1", "s1", "s1", "s2", "s2"]},
)


def test_what_each_outlet_shares_and_repeats() -> None:
    table = wire(STORIES, articles=ARTICLES).set_index("outlet")
    assert table.loc["Post"].to_dict() == {
        "articles": 3, "words": 190, "shared_articles": 1, "shared_words": 100, "later_articles": 0,
        "own_articles": 1, "own_words": 40, "shared_share": 100 / 190, "own_share": 40 / 190,
    }  # fmt: skip
    assert table.loc["Echo", ["shared_articles", "later_articles", "own_articles", "own_words"]].tolist() == [
        2,
        2,
        1,
        80,
    ]
    assert table.loc["Star", ["articles", "shared_articles", "own_articles"]].tolist() == [1, 0, 0]


def test_articles_that_are_not_asked_about_do_not_count() -> None:
    table = wire(STORIES, articles=ARTICLES[ARTICLES["outlet"] != "Post"]).set_index("outlet")
    assert table.loc["Echo", ["shared_articles", "own_articles"]].tolist() == [0, 1]


def test_exchange_counts_stories_once_and_says_who_was_first() -> None:
    more = pd.DataFrame({"article_id": ["f", "g"], "story_id": ["s3", "s3"]})
    articles = pd.concat([ARTICLES, pd.DataFrame([("g", "Post", 10)], columns=ARTICLES.columns)])
    table = exchange(pd.concat([STORIES, more]), articles=articles)
    assert table.values.tolist() == [
        ["Echo", "Post", 1, 0],
        ["Post", "Echo", 1, 1],
        ["Post", "Star", 1, 0],
        ["Star", "Post", 1, 1],
    ]


def test_no_stories_no_exchange() -> None:
    none = STORIES.iloc[:0]
    assert exchange(none, articles=ARTICLES).empty
    assert wire(none, articles=ARTICLES)["shared_articles"].sum() == 0
