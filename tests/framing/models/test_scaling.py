from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import EmptySelectionError, ParameterError
from analysis.framing.models import corpus_vectors, frame_axes, polarity


def test_texts_stand_between_the_seeds(texts: pd.Series) -> None:
    words, scaled = polarity(texts, seeds=["army", "attack"], antiseeds=["price", "bank"])
    by = scaled.set_index("article_id")["polarity"]
    assert by.iloc[:30].mean() > 0.5
    assert by.iloc[30:].mean() < -0.5
    assert words.set_index("term")["polarity"]["army"] > words.set_index("term")["polarity"]["bank"]
    assert scaled["status"].str.startswith("exploratory").all()
    assert (words["sd"] >= 0).all()


def test_polarity_by_hand() -> None:
    names = ["good", "fine", "bad", "poor", "up", "down"]
    vectors = np.array([[1, 0], [1, 0], [0, 1], [0, 1], [1, 0], [0.6, 0.8]])
    texts = pd.Series({"a": "up up", "b": "down", "c": "?"})
    words, scaled = polarity(
        texts, seeds=["good", "fine"], antiseeds=["bad", "poor"], vectors=(names, vectors), least=1
    )
    assert words.set_index("term")["polarity"].to_dict() == pytest.approx({"up": 1.0, "down": -0.2})
    assert words["sd"].to_numpy() == pytest.approx(0)
    assert scaled["polarity"].tolist()[:2] == pytest.approx([1, -1])
    assert np.isnan(scaled["polarity"].iloc[2])
    assert scaled["note"].iloc[2] == "no word of it can be scaled"


def test_too_few_seeds_are_refused(texts: pd.Series) -> None:
    with pytest.raises(EmptySelectionError, match="0 of 1"):
        polarity(texts, seeds=["qqzxv"], antiseeds=["bank", "price"])
    with pytest.raises(ParameterError, match="more than one word"):
        polarity(texts, seeds=["interest rate"], antiseeds=["bank", "price"])
    with pytest.raises(EmptySelectionError, match="one text"):
        polarity(texts.iloc[:1], seeds=["army"], antiseeds=["bank"])


def test_vectors_of_a_corpus_put_words_of_one_subject_together(texts: pd.Series) -> None:
    with pytest.raises(EmptySelectionError, match="60 sentences"):
        corpus_vectors(list(texts))
    names, vectors = corpus_vectors(list(texts) * 4, dimensions=10)
    unit = dict(zip(names, vectors / np.linalg.norm(vectors, axis=1, keepdims=True), strict=True))
    assert unit["troops"] @ unit["shelled"] > unit["troops"] @ unit["wages"]


def test_axis_tells_groups_apart_and_null_does_not(texts: pd.Series) -> None:
    axes = pd.DataFrame({"axis": ["war"], "positive": ["war"], "negative": ["peace"]})
    by = pd.Series(["front"] * 30 + ["desk"] * 30, index=texts.index)
    table = frame_axes(texts, axes, by=by, resamples=300).set_index("group")
    assert table.loc["front", "bias"] > table.loc["desk", "bias"]
    assert (table["p"] < 0.02).all()
    assert (table["bias_low"] <= table["bias"]).all()
    mixed = frame_axes(texts, axes, by=pd.Series(["one", "two"] * 30, index=texts.index), resamples=300)
    assert (mixed["p"] > 0.05).all()
    assert frame_axes(texts.iloc[:3], axes)["note"].str.contains("no interval").all()
    with pytest.raises(EmptySelectionError, match="no axis"):
        frame_axes(texts, axes.assign(positive="qqzxv"))
