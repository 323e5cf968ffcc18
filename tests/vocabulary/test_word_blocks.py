"""Counts that outgrow memory are read in blocks of words, and every measure says of them what it says of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis.corpus import Corpus
from analysis.vocabulary import count, dispersion, frequencies, growth, growth_curve, robustness, similarity
from analysis.vocabulary.counting import Counts, matrices
from analysis.vocabulary.reference.moments import selected

WORDS = np.array([f"word{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(150)])


def records() -> Iterator[dict[str, Any]]:
    rng = np.random.default_rng(4)
    for number, (outlet, articles) in enumerate({"Post": 26, "Courier": 21, "Mail": 14}.items()):
        rates = np.roll(1 / (np.arange(150) + 2), 3 * number)
        for day in range(articles):
            said = " ".join(rng.choice(WORDS, int(rng.integers(40, 90)), p=rates / rates.sum()))
            yield {
                "outlet": outlet,
                "title": "",
                "date": f"2024-01-{1 + day:02d}",
                "text": f"On {said} the end.",
            }
            if day % 7 == 0:
                yield {
                    "outlet": "Mail",
                    "title": "",
                    "date": f"2024-02-{1 + day:02d}",
                    "text": f"On {said} the end.",
                }


def moments(counts: Counts) -> pd.DataFrame:
    own = asdict(selected(counts, least_f=3, least_df=2))
    sums = own.pop("moments")
    sums |= {f"length {k}": column for k, column in enumerate(sums.pop("by_length").T)}
    sums["articles_by_length"] = sums["articles_by_length"].tolist().__repr__()
    return pd.DataFrame(own | sums)


MEASURES: dict[str, Callable[[Counts], pd.DataFrame]] = {
    "frequencies": lambda counts: frequencies(counts, by="outlet"),
    "dispersion": lambda counts: dispersion(counts, least_f=2),
    "dispersion of some words": lambda counts: dispersion(
        counts, words=[*WORDS[::40], "absent"], by="outlet"
    ),
    "growth": lambda counts: growth(counts, by="outlet", blocks=5),
    "growth curve": lambda counts: growth_curve(counts, by="outlet", points=5),
    "robustness": lambda counts: robustness(counts, top=4, most_q=1.0),
    "similarity": lambda counts: similarity(counts, words=60, least_words=500, draws=10),
    "similarity of function words": lambda counts: similarity(
        counts, which="function", least_words=500, draws=10
    ),
    "moments": moments,
}


@pytest.mark.parametrize(("cells", "stories"), [(300, "published"), (300, "weighted"), (1500, "weighted")])
def test_blocks_of_any_size_give_the_table_of_the_whole(
    make_corpus: Callable[..., Corpus], monkeypatch: pytest.MonkeyPatch, cells: int, stories: str
) -> None:
    rows = list(records())
    whole, parted = (count(make_corpus(rows, stories=stories)) for _ in range(2))
    expected = {name: measure(whole) for name, measure in MEASURES.items()}
    monkeypatch.setattr(matrices, "CELLS", cells)
    monkeypatch.setattr(matrices, "WHOLE", 0)
    monkeypatch.setattr(matrices, "matrix", None)
    monkeypatch.setattr(Counts, "matrix", None)
    assert sum(1 for _ in parted.blocks()) > 1
    for name, measure in MEASURES.items():
        found = measure(parted)
        assert_frame_equal(found, expected[name], check_exact=False, rtol=1e-12, obj=name)
        assert found.attrs == expected[name].attrs, name
