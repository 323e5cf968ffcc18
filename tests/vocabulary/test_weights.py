"""Vocabulary of samples and of stories whose copies share a weight, against the corpora they stand for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from scipy import sparse

from analysis.corpus import Corpus
from analysis.errors import EmptySelectionError
from analysis.sampling import Sample
from analysis.vocabulary import article_words, collocations, frequencies, keyness
from analysis.vocabulary.keyness.usage import Usage

WORDS = np.array(
    [
        "harbour",
        "grain",
        "border",
        "tank",
        "bridge",
        "council",
        "winter",
        "ferry",
        "school",
        "doctor",
        "market",
    ]
)
MEASURES = ["per_million", "per_million_rest", "percent_difference", "g2", "dp", "superiority"]


def records(outlets: dict[str, int], *, seed: int = 1) -> list[dict[str, Any]]:
    rng = np.random.default_rng(seed)
    rows = []
    for number, (outlet, n) in enumerate(outlets.items()):
        for day in range(n):
            liking = rng.dirichlet(np.roll(np.geomspace(2, 0.1, len(WORDS)), 4 * number))
            said = " ".join(rng.choice(WORDS, int(rng.integers(40, 90)), p=liking))
            date = f"2024-0{1 + day // 28}-{1 + day % 28:02d}"
            rows.append(
                {"outlet": outlet, "date": date, "title": "", "text": f"Report {outlet} {day} on {said}."}
            )
    return rows


def test_a_sample_of_everything_is_no_sample(make_corpus: Callable[..., Corpus]) -> None:
    rows = records({"Post": 9, "Courier": 7})
    every, drawn = make_corpus(rows), make_corpus(rows, sample=50, sample_by="outlet")
    for measure in (frequencies, keyness, collocations):
        assert_frame_equal(measure(every), measure(drawn))


def test_each_story_twice_at_half_weight_is_each_story_once(make_corpus: Callable[..., Corpus]) -> None:
    rows = records({"Post": 9, "Courier": 7})
    copies = [{**row, "date": f"2025{row['date'][4:]}"} for row in rows]
    once, twice = make_corpus(rows), make_corpus([*rows, *copies], stories="weighted")
    assert len(twice) == 2 * len(once)
    one, two = (
        frequencies(once).set_index("word"),
        frequencies(twice).set_index("word").loc[lambda t: t.index],
    )
    assert two["f"].equals(2 * one["f"].reindex(two.index))
    for column in ("share", "per_million"):
        assert two[column].to_numpy() == pytest.approx(one[column].reindex(two.index).to_numpy())
    keys = ["group", "word"]
    one = keyness(once, least_f=5, measures="all").set_index(keys).sort_index()
    two = keyness(twice, least_f=10, measures="all").set_index(keys).sort_index()
    assert two.index.equals(one.index)
    assert two["df"].equals(2 * one["df"])
    for column in (*MEASURES, "low", "high", "low_rest", "high_rest", "log_ratio"):
        assert two[column].to_numpy() == pytest.approx(one[column].to_numpy(), nan_ok=True), column
    pairs = collocations(once, least_f=3).set_index(["first", "second"]).sort_index()
    again = collocations(twice, least_f=6).set_index(["first", "second"]).sort_index()
    assert again.index.equals(pairs.index)
    for column in ("g2", "log_dice", "pmi", "t"):
        assert again[column].to_numpy() == pytest.approx(pairs[column].to_numpy(), abs=1e-4)


def test_weights_are_articles_that_were_not_read(make_corpus: Callable[..., Corpus]) -> None:
    """A third of one outlet drawn, all of the other: the same as reading what was drawn three times."""
    rows = records({"Post": 24, "Courier": 8})
    drawn = make_corpus(rows, sample=8, sample_by="outlet")
    weights = drawn.articles.set_index("date")["weight"]
    assert sorted(set(weights)) == [1, 3]
    read = drawn.articles
    again = [
        {"outlet": row.outlet, "date": f"{2024 + copy}{row.date[4:]}", "title": "", "text": row.text}
        for row in read.itertuples()
        for copy in range(int(row.weight))
    ]
    whole = make_corpus(again)
    one, other = frequencies(drawn).set_index("word"), frequencies(whole).set_index("word")
    assert one["share"].sort_index().to_numpy() == pytest.approx(other["share"].sort_index().to_numpy())
    assert one["per_million"].sort_index().to_numpy() == pytest.approx(
        other["per_million"].sort_index().to_numpy()
    )
    keys = ["group", "word"]
    one = keyness(drawn, least_f=1, least_df=1, measures="all").set_index(keys).sort_index()
    other = keyness(whole, least_f=1, least_df=1, measures="all").set_index(keys).sort_index()
    for column in MEASURES:
        assert one[column].to_numpy() == pytest.approx(other[column].to_numpy(), nan_ok=True), column
    both = (one["f"] > 0) & (one["f_rest"] > 0)
    assert one.loc[both, "log_ratio"].to_numpy() == pytest.approx(other.loc[both, "log_ratio"].to_numpy())
    # What was read is stated as read, and an interval is no narrower for what was not.
    assert one["f"].sum() == article_words(drawn)["n"].sum() * 2 - one["f_rest"].sum()
    used = one.loc["Post", "f"] > 0
    assert (one.loc["Post", "high"] > other.loc["Post", "high"])[used].all()


def test_a_phrase_of_one_story_is_no_collocation(make_corpus: Callable[..., Corpus]) -> None:
    wire = "The ferry company said on Monday that it will stop all night sailings in the bay until spring."
    rows = [{"outlet": f"Paper {i}", "date": "2024-01-01", "title": "", "text": wire} for i in range(5)]
    assert "sailings" in set(collocations(make_corpus(rows), least_f=5)["second"])
    with pytest.raises(EmptySelectionError, match="no pair"):
        collocations(make_corpus(rows, stories="weighted"), least_f=5)


def test_too_few_stories_are_too_few_articles(make_corpus: Callable[..., Corpus]) -> None:
    rows = records({"Post": 3, "Courier": 6, "Record": 6})
    rows += [{**row, "date": f"2025{row['date'][4:]}"} for row in rows if row["outlet"] == "Post"]
    assert keyness(make_corpus(rows)).attrs["left_out"] == {}
    assert keyness(make_corpus(rows, stories="weighted")).attrs["left_out"] == {"Post": 3}


@pytest.mark.parametrize("inside", ["all", "some"])
def test_intervals_of_rates_cover_the_journalism_behind_the_corpus(inside: str) -> None:
    """Outlets of 4,000, 1,000 and 80 articles, 100 or 50 of each read; the group may cut across the outlets."""
    rng = np.random.default_rng(4)
    sizes, outlets, use = np.array([100, 100, 50]), np.array([4000, 1000, 80]), np.array([1.0, 2.0, 6.0])
    chance = np.array([0.4, 0.6, 0.8]) if inside == "some" else np.ones(3)
    stratum = np.repeat(np.arange(3), sizes)
    ids = [f"{i:03d}" for i in range(250)]
    table = pd.DataFrame({"weight": (outlets / sizes)[stratum], "stratum": stratum, "unit": ids}, index=ids)
    base = np.geomspace(0.3, 6, 10)
    truth = base * ((outlets * chance) @ use) / (outlets * chance).sum() / 500
    covered, trials = np.zeros(10), 200
    for _ in range(trials):
        burst = rng.gamma(1.5, 1 / 1.5, (250, 10))
        n = rng.integers(200, 801, 250)
        f = rng.poisson(base * burst * (use[stratum] * n / 500)[:, None])
        usage = Usage(np.arange(10), sparse.csr_array(f.T.astype(float)), n.astype(float), Sample.of(table))
        side = usage.sides((rng.random(250) < chance[stratum])[:, None])[0][0].rates()
        covered += (side["low"] / 1e6 <= truth) & (truth <= side["high"] / 1e6)
    assert 0.92 <= covered.mean() / trials <= 0.97
