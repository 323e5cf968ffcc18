from __future__ import annotations

from collections.abc import Callable

import pytest
from pandas.testing import assert_frame_equal

from analysis.corpus import Corpus
from analysis.errors import EmptySelectionError, ParameterError
from analysis.vocabulary import collocation_network, collocations

LIMITS = {"least_f": 2, "least_df": 2}


@pytest.fixture
def corpus(make_corpus: Callable[..., Corpus]) -> Corpus:
    texts = [
        "red fox ran. "
        + "filler words stand here between the two of them now. " * 3
        + "fox hen fled. quiet day"
        for _ in "ab"
    ]
    return make_corpus(
        [{"outlet": f"P{i}", "title": "", "text": f"{text} n{i}"} for i, text in enumerate(texts)]
    )


def test_each_step_holds_the_collocates_of_the_one_before(corpus: Corpus) -> None:
    edges = collocation_network(corpus, "red", depth=2, window=2, **LIMITS)
    assert edges.loc[edges["step"] == 1, "collocate"].tolist() == ["ran", "fox"]
    own = collocations(corpus, node="red", window=2, measure="log_dice", **LIMITS).set_index("collocate")
    first = edges[edges["node"] == "red"].set_index("collocate")
    assert_frame_equal(first[own.columns].sort_index(), own.sort_index())
    second = edges[(edges["step"] == 2) & (edges["node"] == "fox")]
    assert {"hen", "fled"} <= set(second["collocate"])


def test_two_words_are_joined_once(corpus: Corpus) -> None:
    edges = collocation_network(corpus, ["red", "fox"], depth=2, window=2, **LIMITS)
    pairs = [frozenset(pair) for pair in zip(edges["node"], edges["collocate"], strict=True)]
    assert len(pairs) == len(set(pairs))
    assert edges.attrs["nodes"] == ["red", "fox"]


def test_thresholds_narrow_the_network(corpus: Corpus) -> None:
    every = collocation_network(corpus, "red", depth=1, window=2, **LIMITS)
    assert len(collocation_network(corpus, "red", depth=1, top=1, window=2, **LIMITS)) == 1
    strongest = every["log_dice"].max()
    kept = collocation_network(corpus, "red", depth=1, window=2, least=strongest, **LIMITS)
    assert (kept["log_dice"] == strongest).all()
    with pytest.raises(EmptySelectionError, match="'zeppelin' has no collocates"):
        collocation_network(corpus, "zeppelin")
    with pytest.raises(ParameterError, match="depth = 9"):
        collocation_network(corpus, "red", depth=9)
