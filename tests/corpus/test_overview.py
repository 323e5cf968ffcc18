from __future__ import annotations

from collections.abc import Callable

import pytest
from pandas.testing import assert_frame_equal

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


def test_a_sample_says_what_was_read_and_what_it_stands_for(make_corpus: Callable[..., Corpus]) -> None:
    records = [
        {"outlet": outlet, "date": f"2024-01-{day:02d}", "title": "", "text": f"{outlet} {day} of many" + " more" * day}
        for outlet, days in (("Post", 24), ("Courier", 3)) for day in range(1, days + 1)
    ]  # fmt: skip
    every, drawn = make_corpus(records), make_corpus(records, sample=6, sample_by="outlet")
    everything = make_corpus(records, sample=50, sample_by="outlet")
    for measure in (coverage, timeline):
        assert_frame_equal(measure(everything), measure(every))
        assert "articles_estimated" not in measure(every)
    table = coverage(drawn).set_index("group")
    assert table["articles"].to_dict() == {"Post": 6, "Courier": 3}
    assert table["articles_estimated"].to_dict() == pytest.approx({"Post": 24, "Courier": 3})
    assert table.loc["Post", "words_estimated"] == pytest.approx(4 * table.loc["Post", "words"])
    read = drawn.articles
    assert table.loc["Post", "median_words"] == read[read["outlet"] == "Post"]["words"].median()
    over = timeline(drawn)
    assert over["articles"].sum() == 9
    assert over.groupby("group")["articles_estimated"].sum().to_dict() == pytest.approx(
        {"Post": 24, "Courier": 3}
    )
    assert (over["articles_estimated"] >= over["articles"]).all()


def test_copies_that_share_a_weight_are_one_article(make_corpus: Callable[..., Corpus]) -> None:
    wire = "The ferry company said on Monday that it will stop all night sailings in the bay until spring."
    records = [
        {"outlet": "Post", "date": "2024-01-01", "title": "", "text": wire},
        {"outlet": "Courier", "date": "2024-01-02", "title": "", "text": wire},
        {"outlet": "Courier", "date": "2024-01-03", "title": "", "text": "Spring came late to the valley."},
    ]
    table = coverage(make_corpus(records, stories="weighted")).set_index("group")
    assert table["articles"].to_dict() == {"Courier": 2, "Post": 1}
    assert table["articles_estimated"].to_dict() == pytest.approx({"Courier": 1.5, "Post": 0.5})
    assert table.loc["Courier", "median_words"] == 6
