from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

from analysis.corpus import Corpus
from analysis.errors import ParameterError
from analysis.vocabulary import occurrences, xray, xray_bins

TEXTS = {
    "Post": ["war war peace now", "peace talks go on here", "war again today"],
    "Courier": ["no word of it", "peace peace peace war"],
}


@pytest.fixture
def corpus(make_corpus: Callable[..., Corpus]) -> Corpus:
    return make_corpus(
        [
            {"outlet": outlet, "date": f"2024-01-{1 + i:02d}", "title": "", "text": text}
            for outlet, texts in TEXTS.items() for i, text in enumerate(texts)
        ]
    )  # fmt: skip


def test_rates_by_group_are_hits_per_million_words(corpus: Corpus) -> None:
    table = occurrences(corpus, "war", by="outlet").set_index("group")
    assert table.loc["Post", ["hits", "df", "articles", "words"]].tolist() == [3, 2, 3, 12]
    assert table.loc["Courier", "per_million"] == pytest.approx(1e6 / 8)
    whole = occurrences(corpus, "war")
    assert whole[["hits", "df", "articles", "words"]].iloc[0].tolist() == [4, 3, 5, 20]


def test_the_interval_of_equal_articles_is_students(make_corpus: Callable[..., Corpus]) -> None:
    hits = [0, 1, 2, 3]
    corpus = make_corpus(
        [{"title": "", "text": " ".join(["war"] * h + ["word"] * (9 - h) + [f"n{h}"])} for h in hits]
    )
    row = occurrences(corpus, "war").iloc[0]
    rates = np.array(hits) / 10 * 1e6
    low, high = stats.t.interval(0.95, 3, loc=rates.mean(), scale=stats.sem(rates))
    assert (row["low"], row["high"]) == pytest.approx((max(low, 0), high))


def test_a_word_never_seen_occurs_nowhere(corpus: Corpus) -> None:
    row = occurrences(corpus, "zeppelin").iloc[0]
    assert (row["hits"], row["df"], row["per_million"]) == (0, 0, 0)


def test_copies_that_share_a_weight_do_not_narrow_the_interval(make_corpus: Callable[..., Corpus]) -> None:
    rows = [
        {"outlet": "Post", "date": f"2024-01-{1 + i:02d}", "title": "", "text": text}
        for i, text in enumerate([*TEXTS["Post"], *TEXTS["Courier"]])
    ]
    # Copies are found by their text; these are short, so each is drawn out by words of its own.
    rows = [
        {**row, "text": row["text"] + " " + " ".join(f"w{i}x{k}" for k in range(60))}
        for i, row in enumerate(rows)
    ]
    again = [{**row, "date": f"2025{row['date'][4:]}"} for row in rows]
    once = occurrences(make_corpus(rows), "war").iloc[0]
    twice = occurrences(make_corpus([*rows, *again], stories="weighted"), "war").iloc[0]
    assert twice["hits"] == 2 * once["hits"]
    for column in ("per_million", "low", "high"):
        assert twice[column] == pytest.approx(once[column])


def test_places_lie_along_the_articles_in_order_of_date(corpus: Corpus) -> None:
    table = xray(corpus, ["war", "zeppelin"])
    assert table.attrs["queries"] == ["war", "zeppelin"]
    articles = table.attrs["articles"]
    assert articles["date"].is_monotonic_increasing
    assert articles["words"].sum() == 20
    rows = table[["outlet", "date", "word"]].to_numpy().tolist()
    assert sorted(rows) == sorted(
        [
            ["Post", "2024-01-01", 0],
            ["Post", "2024-01-01", 1],
            ["Post", "2024-01-03", 0],
            ["Courier", "2024-01-02", 3],
        ]
    )
    words = articles["words"].to_numpy()[table["number"]]
    assert table["at"].tolist() == pytest.approx((table["word"] / words).tolist())


def test_words_are_numbered_through_all_segments_of_an_article(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus([{"title": "Three words here", "text": "One two.\n\nThen war again."}])
    assert xray(corpus, "war")["word"].tolist() == [6]
    assert xray(corpus, "war")["at"].tolist() == [6 / 8]


def test_stretches_add_up_to_the_corpus(corpus: Corpus) -> None:
    table = xray(corpus, ["war", "peace"])
    for by, groups in ((None, 1), ("outlet", 2)):
        bins = xray_bins(table, bins=2, by=by)
        assert len(bins) == 2 * 2 * groups
        assert bins.groupby("query")["hits"].sum().to_dict() == {"war": 4, "peace": 5}
        assert bins[bins["query"] == "war"]["words"].sum() == 20
        assert bins[bins["words"] == 0]["per_million"].isna().all()
    with pytest.raises(ParameterError, match="bins = 0"):
        xray_bins(table, bins=0)
    with pytest.raises(ParameterError, match="13 queries"):
        xray(corpus, [f"word{i}" for i in range(13)])
