from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from analysis.corpus import Corpus
from analysis.errors import ParameterError
from analysis.vocabulary import keyness, lockwords


def records(seed: int = 1) -> list[dict[str, Any]]:
    """Two outlets that use one word alike, one thrice as often, and a rare one as seldom."""
    rng = np.random.default_rng(seed)
    rows = []
    for i in range(120):
        often = 12 if i % 2 else 4
        words = ["ship"] * rng.poisson(20) + ["grain"] * rng.poisson(often) + ["comet"] * (rng.random() < 0.1)
        words += [f"filler{chr(97 + k)}" for k in rng.integers(0, 20, 120)]
        rows.append(
            {
                "outlet": "Port" if i % 2 else "Vale",
                "title": f"t{i}",
                "text": " ".join(rng.permutation(words)),
            }
        )
    return rows


@pytest.fixture
def corpus(make_corpus: Callable[..., Corpus]) -> Corpus:
    return make_corpus(records())


def test_what_is_used_alike_is_a_lockword_and_what_is_only_rare_is_not(corpus: Corpus) -> None:
    table = lockwords(corpus, group="Port").set_index("word")
    assert table.loc["ship", "lockword"]
    assert not table.loc["grain", "lockword"]
    # Of a rare word a difference cannot be shown, and neither can its absence.
    assert keyness(corpus, group="Port").set_index("word").loc["comet", "p"] > 0.05
    assert not table.loc["comet", "lockword"]


def test_intervals_lie_within_the_margin_just_where_p_is_small(corpus: Corpus) -> None:
    table = lockwords(corpus, margin=1.3)
    inside = (table["low"] > -np.log2(1.3)) & (table["high"] < np.log2(1.3))
    assert (inside == (table["p"] < 0.05)).all()
    assert table.attrs["margin"] == 1.3


def test_two_groups_mirror_each_other(corpus: Corpus) -> None:
    table = lockwords(corpus)
    port, hill = (table[table["group"] == name].set_index("word").sort_index() for name in ("Port", "Vale"))
    assert port["p"].to_numpy() == pytest.approx(hill["p"].to_numpy())
    assert port["low"].to_numpy() == pytest.approx(-hill["high"].to_numpy())


@pytest.mark.parametrize("margin", [1.0, 0.5, float("nan"), float("inf")])
def test_a_margin_is_a_factor_above_one(corpus: Corpus, margin: float) -> None:
    with pytest.raises(ParameterError, match="margin"):
        lockwords(corpus, margin=margin)
