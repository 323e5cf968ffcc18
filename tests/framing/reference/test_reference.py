"""Percentiles: bounds by hand, ties at zero, versions, lengths; and the shipped file against its data sheet."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import EmptySelectionError, ParameterError
from analysis.framing import fingerprint, load_codebook, percentiles, quantile_table
from analysis.framing.reference.quantiles import COLUMNS, LEAST_ARTICLES, LENGTHS, STEPS, length_class
from analysis.framing.reference.standing import bounds, devices_fingerprint, shipped_reference
from analysis.paths import PACKAGE, file_hash

BOOK = load_codebook("generic5")


def rates(values: list[float], *, words: int = 500, frame: str = "conflict") -> pd.DataFrame:
    return pd.DataFrame({"frame": frame, "words": words, "rate": values})


def reference(values: list[float], **options: object) -> pd.DataFrame:
    return quantile_table(
        rates(values, **options),
        measure="frame",
        name=BOOK.name,
        version=BOOK.version,
        fingerprint=fingerprint(BOOK),
    )  # type: ignore[arg-type]


def article(rate: float, *, words: int = 500, frame: str = "conflict") -> pd.DataFrame:
    return rates([rate], words=words, frame=frame).assign(article_id="a", validity="F1 .7")


def test_the_place_among_a_hundred_is_as_counted_by_hand() -> None:
    table = reference([float(i) for i in range(1, 101)])
    made = percentiles(article(25.0), codebook=BOOK, reference=table).iloc[0]
    # 24 of 100 are lower, 25 are at or below.
    assert (made["low"], made["high"], made["percentile"], made["n"]) == (24.0, 25.0, 24.5, 100)
    assert made["q50"] == 50.0
    assert made["validity"] == "F1 .7"


def test_a_tie_at_zero_is_an_interval() -> None:
    table = reference([0.0] * 60 + [2.0] * 40)
    none = percentiles(article(0.0), codebook=BOOK, reference=table).iloc[0]
    assert (none["low"], none["high"]) == (0.0, 60.0)
    assert "from 0 to 60" in none["note"]
    some = percentiles(article(1.0), codebook=BOOK, reference=table).iloc[0]
    assert (some["low"], some["high"]) == (60.0, 60.0)
    assert "topic" in some["note"]
    assert percentiles(article(9.0), codebook=BOOK, reference=table)["low"].iloc[0] == 100.0


@given(st.lists(st.integers(0, 20), min_size=1, max_size=300), st.integers(0, 22))
def test_bounds_are_within_one_percent_of_the_empirical_shares(values: list[int], rate: int) -> None:
    data = np.array(values, dtype=float)
    quantiles = np.quantile(data, np.linspace(0, 1, STEPS + 1), method="inverted_cdf")
    low, high = bounds(float(rate), quantiles, float((data == 0).mean()))
    assert low <= high
    assert abs(low - 100 * (data < rate).mean()) <= 1 + 1e-9
    assert abs(high - 100 * (data <= rate).mean()) <= 1 + 1e-9


def test_only_articles_of_similar_length_count_and_small_classes_are_left_out() -> None:
    assert length_class(pd.Series([50, 100, 399, 800])).tolist() == [0, 100, 200, 800]
    table = reference([1.0] * LEAST_ARTICLES, words=150)
    assert reference([1.0] * (LEAST_ARTICLES - 1)).empty
    other = percentiles(article(1.0), codebook=BOOK, reference=table).iloc[0]
    assert np.isnan(other["percentile"])
    assert "this length" in other["note"]


def test_another_wording_is_refused_with_the_reason() -> None:
    table = reference([1.0] * 50)
    changed = BOOK.model_copy(update={"title": "Another"})
    with pytest.raises(EmptySelectionError, match=r"version .* another wording"):
        percentiles(article(1.0), codebook=changed, reference=table)
    with pytest.raises(EmptySelectionError, match="no reference for 'devices'"):
        percentiles(article(1.0).rename(columns={"frame": "device"}), reference=table)


def test_devices_are_one_more_table() -> None:
    values = rates([0.0, *range(1, 100)]).rename(columns={"frame": "device"})
    table = quantile_table(
        values, measure="device", name="devices", version="1", fingerprint=devices_fingerprint()
    )
    made = percentiles(article(50.0).rename(columns={"frame": "device"}), reference=table)
    assert made["device"].tolist() == ["conflict"]
    assert (made["low"].iloc[0], made["high"].iloc[0]) == (50.0, 51.0)
    assert "validity" not in made


def test_two_articles_and_missing_columns_are_refused() -> None:
    two = pd.concat([article(1.0), article(1.0).assign(article_id="b")])
    with pytest.raises(EmptySelectionError, match="frame_groups"):
        percentiles(two, codebook=BOOK)
    with pytest.raises(ParameterError, match="rate"):
        percentiles(article(1.0).drop(columns="rate"), codebook=BOOK)


def test_the_shipped_reference_holds_quantiles_only_and_is_the_one_of_its_data_sheet() -> None:
    table = shipped_reference()
    assert tuple(table.columns) == COLUMNS
    assert set(table["from_words"]) <= set(LENGTHS)
    assert table["n"].min() >= LEAST_ARTICLES
    quantiles = table[[f"q{i}" for i in range(STEPS + 1)]].to_numpy()
    assert (np.diff(quantiles, axis=1) >= 0).all()
    assert ((quantiles == 0).mean(axis=1) >= table["zero"].to_numpy() - 0.02).all()
    file = PACKAGE / "resources" / "framing" / "reference.csv"
    assert file_hash(file) in file.with_suffix(".md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(set(shipped_reference()["set"]) - {"devices"}))
def test_the_shipped_reference_is_of_the_shipped_codebooks(name: str) -> None:
    own = shipped_reference().query("set == @name")
    book = load_codebook(name)
    assert set(own["fingerprint"]) == {fingerprint(book)}, "run benchmarks/build_framing_reference.py"
    assert set(own["measure"]) == {frame.id for frame in book.frames}
