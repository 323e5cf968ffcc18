"""Calibration on made corpora whose words come in bursts and do not differ."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from analysis.corpus import Corpus
from analysis.errors import ParameterError
from analysis.vocabulary import calibration
from analysis.vocabulary.keyness.calibration import _splits

WORDS = np.array([f"word{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(120)])


def bursty(articles: int, *, seed: int = 7, outlets: int = 2) -> list[dict[str, Any]]:
    rng = np.random.default_rng(seed)
    rows = []
    for i in range(articles):
        text = " ".join(rng.choice(WORDS, 200, p=rng.dirichlet(np.full(120, 0.15))))
        rows.append({"outlet": f"paper {i % outlets}", "title": f"t{i}", "text": text})
    return rows


@pytest.mark.parametrize("test", ["wilcoxon", "df", "robust", "permutation"])
def test_every_test_on_articles_holds_its_level_and_g2_on_words_does_not(
    make_corpus: Callable[..., Corpus], test: str
) -> None:
    table = calibration(make_corpus(bursty(80)), test=test, splits=10, permutations=199)
    own, words = table.iloc[0], table.iloc[1]
    assert 0.015 <= own["share"] <= 0.07
    assert own["found"] <= 0.2
    assert words["share"] > 0.4
    assert own["articles"] == own["units"] == 80
    assert f"{own['share']:.1%}" in table.attrs["note"]
    assert "all 80 articles" in table.attrs["note"]


def test_the_same_seed_gives_the_same_splits(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(bursty(40))
    assert calibration(corpus, splits=4).equals(calibration(corpus, splits=4))
    assert not calibration(corpus, splits=4).equals(calibration(corpus, splits=4, seed=2))


def test_large_corpora_are_drawn_from_and_it_is_said(
    make_corpus: Callable[..., Corpus], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[calibration.__module__], "MOST_ARTICLES", 30)
    table = calibration(make_corpus(bursty(60)), splits=2)
    assert table["articles"].tolist() == [30, 30]
    assert "30 articles drawn at random" in table.attrs["note"]


def test_parts_may_be_as_large_as_the_group(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(bursty(60, outlets=6))
    table = calibration(corpus, group="paper 1", sizes="group", splits=3)
    assert table.attrs["sizes"] == "group"
    articles = corpus.articles[["article_id", "weight", "stratum", "unit"]]
    first = _splits(articles, 10 / 60, 5, np.random.default_rng(1))
    assert first.sum(axis=0).tolist() == [10] * 5


def test_splits_take_whole_units_and_a_share_of_each_stratum(make_corpus: Callable[..., Corpus]) -> None:
    articles = make_corpus(bursty(60)).articles[["article_id", "weight"]]
    articles["unit"] = [f"s{i // 3}" for i in range(60)]
    articles["stratum"] = ["a"] * 30 + ["b"] * 18 + ["c"] * 12
    first = _splits(articles, 0.5, 20, np.random.default_rng(1))
    for k in range(20):
        assert set(articles["unit"][first[:, k]]).isdisjoint(articles["unit"][~first[:, k]])
    share = [[column[articles["stratum"] == h].mean() for h in "abc"] for column in first.T]
    assert np.abs(np.array(share) - 0.5).max() <= 0.26
    assert len({tuple(column) for column in first.T}) == 20


def test_what_cannot_be_is_refused(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(bursty(20))
    with pytest.raises(ParameterError, match="splits = 0"):
        calibration(corpus, splits=0)
    with pytest.raises(ParameterError, match="Allowed: halves, group"):
        calibration(corpus, sizes="half")
