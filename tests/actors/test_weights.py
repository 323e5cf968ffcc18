"""Actors of samples and of stories whose copies share a weight."""

from __future__ import annotations

from math import log

import numpy as np
import pandas as pd
import pytest

from analysis.actors import cooccurrence, prominence, voice_shares
from analysis.actors.networks.cooccurrence import COLUMNS


def drawn(strata: str, *, weight: list[float] | float = 1.0, words: int = 100) -> pd.DataFrame:
    ids = [f"{i:02d}" for i in range(len(strata))]
    table = pd.DataFrame({"article_id": ids, "words": words, "outlet": list(strata), "weight": weight})
    return table.assign(stratum=list(strata), unit=ids)


def mentioned(*items: tuple[str, str, float]) -> pd.DataFrame:
    table = pd.DataFrame(items, columns=["article_id", "actor_id", "position"])
    table = table.assign(name=table["actor_id"].str.upper(), kind="state", via="name", segment="body")
    return table.assign(start=range(len(table)), end=range(1, len(table) + 1), sentence=0, paragraph=0)


def quoted(*items: tuple[str, str, int]) -> pd.DataFrame:
    table = pd.DataFrame(items, columns=["article_id", "speaker_id", "words_quoted"])
    return table.assign(speaker_name=table["speaker_id"], speaker_kind="person", words_paraphrased=0)


def twice(table: pd.DataFrame) -> pd.DataFrame:
    """Return rows of each article and of a copy of it."""
    return pd.concat([table.assign(article_id=table["article_id"] + copy) for copy in ("", "copy")])


def test_prominence_by_hand() -> None:
    # Three of 30 articles of one outlet were read, and both of the other.
    articles = drawn("aaabb", weight=[10.0, 10.0, 10.0, 1.0, 1.0])
    table = mentioned(
        ("00", "x", 0.1), ("00", "x", 0.3), ("03", "x", 0.9), ("03", "y", 0.5), ("04", "y", 0.7)
    )
    got = prominence(table, articles=articles).set_index("actor_id")
    assert got.loc["x", ["n", "articles", "mentions"]].tolist() == [5, 2, 3]
    assert got.loc["x", "share"] == pytest.approx(11 / 32)
    assert got.loc["x", "rate"] == pytest.approx(1000 * 21 / 3200)
    assert got.loc["x", "first_position"] == pytest.approx(0.1)  # ten articles of eleven
    assert got.loc["y", "first_position"] == pytest.approx(0.6)
    assert got.index.tolist() == ["x", "y"]
    assert got["share_low"].le(got["share"]).all()


def test_each_story_twice_at_half_weight_is_each_story_once() -> None:
    rng = np.random.default_rng(1)
    articles = drawn("a" * 20)
    table = mentioned(
        *((f"{i:02d}", actor, 0.5) for i in range(20) for actor in "xyz" for _ in range(rng.poisson(0.8)))
    )
    copies = twice(articles).assign(weight=0.5)
    one = prominence(table, articles=articles).set_index("actor_id")
    two = prominence(twice(table), articles=copies).set_index("actor_id")
    assert two["mentions"].equals(2 * one["mentions"])
    for column in ("share", "share_low", "share_high", "rate", "rate_low", "rate_high", "first_position"):
        assert two[column].to_numpy() == pytest.approx(one[column].to_numpy()), column
    said = quoted(*((f"{i:02d}", speaker, 5 + i) for i in range(20) for speaker in "pq"[: 1 + i % 2]))
    one = voice_shares(said, articles=articles).set_index("speaker_id")
    two = voice_shares(twice(said), articles=copies).set_index("speaker_id")
    for column in ("share", "share_low", "share_high"):
        assert two[column].to_numpy() == pytest.approx(one[column].to_numpy()), column
    one, two = cooccurrence(table, articles=articles), cooccurrence(twice(table), articles=copies)
    assert list(one.columns) == list(COLUMNS)
    assert two["npmi"].to_numpy() == pytest.approx(one["npmi"].to_numpy())
    assert two["count_estimated"].to_numpy() == pytest.approx(one["count"].to_numpy())
    assert two["count"].equals(2 * one["count"])


def test_few_stories_have_no_interval_and_all_of_them_an_exact_one() -> None:
    articles = drawn("a" * 4)
    everywhere = mentioned(*((f"{i:02d}", "x", 0.5) for i in range(4)))
    got = prominence(twice(everywhere), articles=twice(articles).assign(weight=0.5)).iloc[0]
    assert got["n"] == 8
    assert np.isnan(got["share_low"])
    articles = drawn("a" * 10)
    everywhere = mentioned(*((f"{i:02d}", "x", 0.5) for i in range(10)))
    got = prominence(twice(everywhere), articles=twice(articles).assign(weight=0.5)).iloc[0]
    assert got["share_low"] == pytest.approx(0.025 ** (1 / 10))


def test_half_of_a_story_is_a_whole_group() -> None:
    # An outlet that carries one copy of two has half an article's weight, and all of it names x.
    articles = drawn("ab", weight=0.5).assign(stratum="", unit="story")
    got = prominence(mentioned(("00", "x", 0.1)), articles=articles, by="outlet")
    assert got[["group", "share", "rate"]].to_numpy().tolist() == [["a", 1.0, 10.0]]


def test_voice_shares_by_hand() -> None:
    articles = drawn("aabb", weight=[10.0, 10.0, 1.0, 1.0])
    said = quoted(("00", "p", 6), ("01", "q", 4), ("02", "q", 50), ("03", "q", 50))
    assert voice_shares(said).set_index("speaker_id").loc["p", "share"] == pytest.approx(6 / 110)
    got = voice_shares(said, articles=articles).set_index("speaker_id")
    assert got.loc["p", "share"] == pytest.approx(60 / 200)
    assert got["words"].to_dict() == {"q": 104, "p": 6}
    assert got["words_quoted_estimated"].to_dict() == {"q": 140, "p": 60}
    assert got["words_paraphrased_estimated"].sum() == 0
    by = voice_shares(said, articles=articles, by="outlet").set_index(["group", "speaker_id"])
    assert by.loc[("a", "p"), "share"] == pytest.approx(0.6)


def test_pairs_of_actors_by_hand() -> None:
    articles = drawn("abc", weight=[8.0, 1.0, 1.0])
    table = mentioned(("00", "x", 0.1), ("00", "y", 0.2), ("01", "x", 0.1), ("02", "y", 0.1))
    got = cooccurrence(table, articles=articles, least=1).iloc[0]
    assert got[["count", "count_a", "count_b", "units"]].tolist() == [1, 2, 2, 3]
    assert got["count_estimated"] == 8
    assert got["expected"] == pytest.approx(9 * 9 / 10)
    assert got["npmi"] == pytest.approx(log(8 / 8.1) / -log(8 / 10))
    assert cooccurrence(table, articles=articles.iloc[1:], least=1).empty


def test_intervals_of_shares_cover_the_journalism_behind_the_corpus() -> None:
    """Outlets of 2,000 and 300 articles that name an actor differently often; 50 of each are read."""
    rng = np.random.default_rng(2)
    articles = drawn("a" * 50 + "b" * 50, weight=[40.0] * 50 + [6.0] * 50)
    chance = np.repeat([0.3, 0.7], 50)
    truth, inside = (2000 * 0.3 + 300 * 0.7) / 2300, []
    for trial in range(20):
        article, actor = np.nonzero(rng.random((100, 60)) < chance[:, None])
        table = mentioned(*((f"{i:02d}", f"x{k}", 0.5) for i, k in zip(article, actor, strict=True)))
        got = prominence(table, articles=articles, seed=trial, resamples=400)
        inside += list((got["share_low"] <= truth) & (truth <= got["share_high"]))
    assert len(inside) == 1200
    assert 0.92 <= np.mean(inside) <= 0.97
