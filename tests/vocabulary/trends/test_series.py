"""Words over time: rates, gaps, standardised rates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.corpus import Corpus
from analysis.errors import EmptySelectionError, ParameterError
from analysis.vocabulary import count, trend


def article(date: str, gas: int, *, outlet: str = "Post", size: int = 20, tail: str = "") -> dict[str, Any]:
    # 20 words, so many of them "gas".
    words = ["gas"] * gas + [f"filler{chr(97 + i)}" for i in range(size - gas)]
    return {"outlet": outlet, "date": date, "title": "", "text": " ".join(words) + tail + "."}


def month(month: int, gas: list[int], *, outlet: str = "Post") -> list[dict[str, Any]]:
    return [article(f"2024-{month:02d}-{day + 1:02d}", n, outlet=outlet) for day, n in enumerate(gas)]


def test_rates_by_month_with_their_intervals(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus([*month(1, [0, 1, 2, 3, 4]), *month(2, [5, 5, 6, 7, 7])])
    table = trend(corpus, "gas")
    assert table["period"].tolist() == ["2024-01-01", "2024-02-01"]
    assert table[["articles", "words", "f", "df"]].values.tolist() == [[5, 100, 10, 4], [5, 100, 30, 5]]
    assert table["per_million"].tolist() == pytest.approx([100_000, 300_000])
    # All articles are as long: the interval is that of a mean.
    low, high = stats.t.interval(0.95, 4, 0.3, stats.sem(np.array([5, 5, 6, 7, 7]) / 20))
    assert table.loc[1, ["low", "high"]].tolist() == pytest.approx([low * 1e6, high * 1e6])
    assert table["standardised"].tolist() == pytest.approx(table["per_million"].tolist())
    assert table["covered"].tolist() == [1, 1]


def test_an_empty_period_is_empty_and_not_zero(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus([*month(1, [1, 2, 1, 0, 1]), *month(3, [0, 0, 0, 0, 0, 0])])
    table = trend(corpus, "gas").set_index("period")
    empty, none = table.loc["2024-02-01"], table.loc["2024-03-01"]
    assert empty["articles"] == 0
    assert np.isnan(empty["per_million"])
    assert np.isnan(empty["standardised"])
    assert none["per_million"] == 0
    # Six articles without it: at most 1 − .025^(1/6) of articles have it, with 5/4 uses each.
    assert none["high"] == pytest.approx((1 - 0.025 ** (1 / 6)) * 5 / 4 / 20 * 1e6)


def test_periods_of_few_articles_have_a_rate_and_no_interval(make_corpus: Callable[..., Corpus]) -> None:
    table = trend(make_corpus([*month(1, [1, 2]), *month(2, [1, 2, 3, 4, 5])]), "gas")
    assert table["per_million"].notna().all()
    assert table["high"].isna().tolist() == [True, False]


def test_articles_without_a_date_are_counted(make_corpus: Callable[..., Corpus]) -> None:
    rows = [*month(1, [1, 2, 1, 0, 1]), article("", 3), article("", 4, size=30)]
    table = trend(make_corpus(rows), "gas")
    assert table.attrs["undated"] == {"articles": 2, "words": 50}
    assert table["f"].sum() == 5
    with pytest.raises(EmptySelectionError, match="none of 2 articles has a date"):
        trend(make_corpus(rows[-2:]), "gas")


@pytest.mark.parametrize(
    ("every", "periods"),
    [("day", ["2024-01-07", "2024-01-08", "2024-01-09"]), ("week", ["2024-01-01", "2024-01-08"]),
     ("month", ["2024-01-01"]), ("year", ["2024-01-01"])],
)  # fmt: skip
def test_periods(make_corpus: Callable[..., Corpus], every: str, periods: list[str]) -> None:
    rows = [article("2024-01-07", 1), article("2024-01-09", 2)]
    assert trend(make_corpus(rows), "gas", every=every)["period"].tolist() == periods


def test_groups_of_words_and_stars(make_corpus: Callable[..., Corpus]) -> None:
    rows = [article("2024-01-01", 1, tail=" secured security insecurity defence")]
    words = {"safety": ["secur*", "defence"], "any": "*secur*"}
    table = trend(make_corpus(rows), words)
    assert table.set_index("word")["f"].to_dict() == {"safety": 3, "any": 3}
    assert table.attrs["matched"] == {
        "safety": ["defence", "secured", "security"], "any": ["insecurity", "secured", "security"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "message"),
    [("gaz", "Did you mean 'gas'"), ({"x": ["zzz*"]}, "'zzz\\*' is not used"), ("*", "holds no word"), ([], "no words"),
     (["gas", "(.*)+"], "is not used"), ("שלום", "is not used")],
)  # fmt: skip
def test_words_that_are_not_there_are_refused(
    make_corpus: Callable[..., Corpus], words: Any, message: str
) -> None:
    with pytest.raises((EmptySelectionError, ParameterError), match=message):
        trend(make_corpus(month(1, [1, 2])), words)


def test_too_many_periods_are_refused(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus([article("1985-01-01", 1), article("2024-01-01", 1)])
    with pytest.raises(ParameterError, match="14,245 periods of a day"):
        trend(corpus, "gas", every="day")
    with pytest.raises(ParameterError, match="Did you mean 'month'"):
        trend(corpus, "gas", every="months")


def test_standardised_rates_do_not_follow_the_mix(make_corpus: Callable[..., Corpus]) -> None:
    """Two outlets with rates that never change, of which one takes over."""
    rows = [
        *month(1, [1, 1, 1, 1, 1, 1, 1, 1]), *month(1, [6, 6], outlet="Gazette"),
        *month(2, [1, 1]), *month(2, [6, 6, 6, 6, 6, 6, 6, 6], outlet="Gazette"),
    ]  # fmt: skip
    table = trend(make_corpus(rows), "gas")
    assert table["per_million"].tolist() == pytest.approx([1e6 * 20 / 200, 1e6 * 50 / 200])
    assert table["standardised"].tolist() == pytest.approx([1e6 * 3.5 / 20] * 2)
    assert table.attrs["standard"] == pytest.approx({"Gazette": 0.5, "Post": 0.5})


def test_a_period_with_little_of_the_usual_mix_has_no_standardised_rate(
    make_corpus: Callable[..., Corpus],
) -> None:
    rows = [*month(1, [1] * 5), *month(1, [6] * 15, outlet="Gazette"), *month(2, [1] * 5)]
    table = trend(make_corpus(rows), "gas")
    assert table["covered"].tolist() == pytest.approx([1, 10 / 25])
    assert table["standardised"].isna().tolist() == [False, True]


def test_a_series_for_each_group(make_corpus: Callable[..., Corpus]) -> None:
    rows = [*month(1, [1, 2, 1, 0, 1]), *month(2, [6, 5], outlet="Gazette")]
    table = trend(make_corpus(rows), ["gas", "fillera"], by="outlet")
    assert table[["word", "group", "period"]].values.tolist()[:4] == [
        ["gas", "Gazette", "2024-01-01"], ["gas", "Gazette", "2024-02-01"],
        ["gas", "Post", "2024-01-01"], ["gas", "Post", "2024-02-01"],
    ]  # fmt: skip
    assert table[table["word"] == "gas"]["articles"].tolist() == [0, 2, 5, 0]


def test_copies_share_one_weight(make_corpus: Callable[..., Corpus]) -> None:
    text = " ".join(f"story{chr(97 + i)}{chr(97 + j)}" for i in range(5) for j in range(8))
    rows = [
        {"outlet": f"Paper {i}", "date": "2024-01-02", "title": "", "text": f"{text} gas."} for i in range(4)
    ]
    own = [
        " ".join(f"own{chr(97 + i)}{chr(97 + k // 26)}{chr(97 + k % 26)}" for k in range(41 - i))
        for i in range(5)
    ]
    rows += [{**rows[0], "outlet": "Post", "text": f"{rest} {'gas ' * i}."} for i, rest in enumerate(own)]
    weighted = trend(make_corpus(rows, stories="weighted"), "gas").iloc[0]
    assert weighted["articles"] == 9
    assert weighted["per_million"] == pytest.approx(1e6 * 11 / (6 * 41))


def test_weights_are_articles_that_were_not_read(make_corpus: Callable[..., Corpus]) -> None:
    """A third of one outlet drawn, all of the other: the rates of what was drawn, read three times."""
    rows = [r for m in (1, 2) for r in month(m, [1, 2, 0, 3, 1, 2, 4, 2, 1, 0, 2, 5])]
    rows += [r for m in (1, 2) for r in month(m, [6, 5, 7, 4], outlet="Gazette")]
    drawn = make_corpus(rows, sample=8, sample_by="outlet")
    assert sorted(set(drawn.articles["weight"])) == [1, 3]
    again = [
        {"outlet": row.outlet, "date": row.date, "title": "", "text": row.text, "section": str(copy)}
        for row in drawn.articles.itertuples() for copy in range(int(row.weight))
    ]  # fmt: skip
    for row in again:  # the same article thrice would be one: its last word tells the copies apart
        row["text"] = " ".join([*row["text"].rstrip(".").split()[:-1], f"last{row['section']}."])
    whole = make_corpus(again)
    one, other = trend(drawn, "gas"), trend(whole, "gas")
    for column in ("per_million", "standardised", "covered"):
        assert one[column].tolist() == pytest.approx(other[column].tolist()), column
    assert one["articles"].sum() == 16
    assert (one["high"] - one["low"] > other["high"] - other["low"]).all()


def test_the_same_table_from_counts(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus([*month(1, [1, 2, 1, 0, 1]), *month(2, [6, 5])])
    pd.testing.assert_frame_equal(trend(corpus, "gas"), trend(count(corpus), "gas"))


def test_a_hostile_word_costs_no_more_than_its_length(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus([article("2024-01-01", 1, tail=" " + "a" * 15_000)])
    with pytest.raises(EmptySelectionError, match="is not used"):
        trend(corpus, "a*a*a*a*a*a*a*a*b")
    assert trend(corpus, ["a*a*a*a*a"])["f"].tolist() == [1]
