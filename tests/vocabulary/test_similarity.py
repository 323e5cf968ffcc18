from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from analysis.corpus import Corpus
from analysis.errors import EmptySelectionError, ParameterError
from analysis.vocabulary import similarity

VOCABULARY = np.array([f"word{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(200)])


def _articles(outlet: str, number: int, seed: int, *, shift: float = 0.0) -> list[dict[str, Any]]:
    rng = np.random.default_rng(seed)
    rates = 1 / (np.arange(200) + 3)
    rates[:20] *= 1 + shift
    rows = []
    for i in range(number):
        p = rng.dirichlet(400 * rates / rates.sum())
        rows.append(
            {"outlet": outlet, "title": f"{outlet} {i}", "text": " ".join(rng.choice(VOCABULARY, 120, p=p))}
        )
    return rows


@pytest.fixture
def corpus(make_corpus: Callable[..., Corpus]) -> Corpus:
    rows = [_articles("Large", 90, 1), _articles("Small", 24, 2), _articles("Other", 60, 3, shift=1.5)]
    return make_corpus([row for own in rows for row in own])


@pytest.mark.parametrize("measure", ["jensen_shannon", "cosine", "delta", "rho", "chi"])
def test_outlets_of_one_source_are_as_alike_as_halves_of_one(corpus: Corpus, measure: str) -> None:
    table = similarity(corpus, measure=measure, least_words=1000, draws=40)
    pairs = {frozenset((r["group"], r["other"])): r for r in table.to_dict("records")}
    same, different = pairs[frozenset(("Large", "Small"))], pairs[frozenset(("Large", "Other"))]
    assert table.iloc[0]["value"] == same["value"]
    assert same["apart"] < 0.9
    assert abs(same["value"] - same["floor"]) < abs(different["value"] - different["floor"])
    assert same["low"] < same["value"] < same["high"]
    if measure in ("jensen_shannon", "chi"):
        assert different["apart"] > 0.95


def test_samples_have_the_size_of_half_the_smallest_group(corpus: Corpus) -> None:
    table = similarity(corpus, least_words=1000, draws=10)
    assert table.attrs["sample_words"] == 24 * (120 + 2) / 2
    assert table.attrs["alike"] is False


def test_the_same_seed_gives_the_same_table(corpus: Corpus) -> None:
    first, again, other = (similarity(corpus, least_words=1000, draws=10, seed=s) for s in (4, 4, 5))
    assert first.equals(again)
    assert not first.equals(other)


def test_only_function_words_are_compared_if_asked(make_corpus: Callable[..., Corpus]) -> None:
    records = [
        {"outlet": o, "title": f"{o} {i}", "text": f"the {topic} of the {topic} and to the {topic} " * 20}
        for o, topic in (("Port", "harbour"), ("Post", "border")) for i in range(12)
    ]  # fmt: skip
    corpus = make_corpus(records)
    options = {"least_words": 100, "draws": 10}
    assert similarity(corpus, which="function", **options)["value"].iloc[0] == pytest.approx(0, abs=1e-9)
    # Headlines share their numbers, bodies no word.
    assert similarity(corpus, which="content", **options)["value"].iloc[0] > 0.98


def test_one_huge_article_leaves_both_samples_with_words(make_corpus: Callable[..., Corpus]) -> None:
    records = [{"outlet": o, "title": f"{o} {i}", "text": "harbour gas grain " * (4000 if i == 0 else 10)}
               for o in ("Port", "Post") for i in range(12)]  # fmt: skip
    table = similarity(make_corpus(records), least_words=100, draws=20)
    assert np.isfinite(table[["value", "low", "high", "floor", "floor_other"]]).all(axis=None)


def test_copies_that_share_a_weight_are_one_unit(make_corpus: Callable[..., Corpus]) -> None:
    rows = _articles("Large", 40, 1) + _articles("Other", 6, 3)
    copies = rows + [
        {**row, "outlet": "Other", "title": f"copy {k} of {row['title']}"}
        for row in rows[40:]
        for k in (1, 2)
    ]
    with pytest.raises(EmptySelectionError, match=r"'Other' \(6\)"):
        similarity(make_corpus(copies, stories="weighted"), least_words=100)


def test_too_little_text_and_senseless_options_are_refused(corpus: Corpus) -> None:
    with pytest.raises(EmptySelectionError, match="needs two groups of 10 articles and 20,000 words"):
        similarity(corpus)
    with pytest.raises(ParameterError, match="Did you mean 'cosine'"):
        similarity(corpus, measure="cosin")
    with pytest.raises(ParameterError, match="draws = 1"):
        similarity(corpus, draws=1)
