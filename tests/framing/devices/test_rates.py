"""Rates of devices: counted by hand, with intervals and refusals."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import EmptySelectionError, ParameterError
from analysis.framing import device_articles, device_differences, device_rates


def places(counts: dict[str, tuple[int, int]], device: str = "hedge") -> pd.DataFrame:
    """Return evidence with so many narrator and quoted places in each article."""
    rows = [
        (name, 10 * i, device, "narrator" if i < own else "quoted", i == 0)
        for name, (own, quoted) in counts.items()
        for i in range(own + quoted)
    ]
    table = pd.DataFrame(rows, columns=["article_id", "start", "device", "voice", "negated"])
    return table.assign(device=pd.Categorical(table["device"], categories=["hedge", "booster"]))


def articles(words: list[int], outlets: list[str]) -> pd.DataFrame:
    ids = [f"a{i}" for i in range(len(words))]
    return pd.DataFrame({"article_id": ids, "words": words, "outlet": outlets})


def test_articles_have_zeros_for_what_was_looked_for() -> None:
    found = places({"a0": (2, 1)})
    found = pd.concat([found, found.iloc[:1]], ignore_index=True)  # two terms at one place count once
    table = device_articles(found, articles=articles([500, 0], ["A", "A"])).set_index(
        ["article_id", "device"]
    )
    row = table.loc["a0", "hedge"]
    assert (row["hits"], row["hits_narrator"], row["hits_quoted"], row["hits_negated"]) == (3, 2, 1, 1)
    assert (row["rate"], row["rate_narrator"], row["rate_quoted"]) == (6.0, 4.0, 2.0)
    assert table.loc[("a0", "booster"), "hits"] == 0
    assert table.loc[("a1", "hedge"), "rate"] == 0


def test_rates_are_ratios_of_sums() -> None:
    own = articles([100, 300, 200, 400, 500, 500], ["A"] * 6)
    counts = {"a0": (1, 0), "a1": (0, 2), "a3": (3, 0), "a5": (1, 1)}
    table = device_rates(places(counts), articles=own, by="outlet").set_index(["device", "voice"])
    row = table.loc["hedge", "all"]
    assert (row["n"], row["articles"], row["words"], row["hits"]) == (6, 4, 2000, 8)
    assert row["rate"] == 4.0
    assert row["low"] < 4.0 < row["high"]
    assert table.loc[("hedge", "narrator"), "rate"] + table.loc[("hedge", "quoted"), "rate"] == 4.0
    empty = table.loc["booster", "all"]
    assert empty["rate"] == 0
    assert np.isnan(empty["high"])
    assert empty["note"]
    assert set(table["validity"]) == {"unvalidated"}


def test_weights_and_copies() -> None:
    own = articles([100] * 8, ["A"] * 8).assign(weight=[3.0, *[1.0] * 7], stratum="", unit=list("ppqrstuv"))
    row = device_rates(places({"a0": (1, 0)}), articles=own).iloc[0]
    assert row["rate"] == pytest.approx(1000 * 3 / (3 * 100 + 700))
    copies = own.assign(unit=list("aaaabbbb"))
    few = device_rates(places({"a0": (1, 0)}), articles=copies).iloc[0]
    assert np.isnan(few["low"])
    assert "copies" in few["note"]


def test_without_quotations_there_is_one_voice() -> None:
    found = places({"a0": (1, 1)}).assign(voice="")
    assert set(device_rates(found, articles=articles([90], ["A"]))["voice"]) == {"all"}


def test_differences_against_the_delta_method() -> None:
    rng = np.random.default_rng(4)
    words = rng.integers(200, 900, 40)
    own = articles(words.tolist(), ["A"] * 20 + ["B"] * 20)
    hits = np.concatenate([rng.poisson(6, 20), rng.poisson(2, 20)])
    found = places({f"a{i}": (int(n), 0) for i, n in enumerate(hits)})
    row = (
        device_differences(found, articles=own, by="outlet")
        .set_index(["device", "voice"])
        .loc["hedge", "all"]
    )
    rates, variances = [], []
    for part in (slice(0, 20), slice(20, 40)):
        x, y = words[part], hits[part]
        rate = y.sum() / x.sum()
        rates.append(1000 * rate)
        variances.append(1e6 * np.var(y - rate * x, ddof=1) / 20 / x.mean() ** 2)
    assert row["difference"] == pytest.approx(rates[0] - rates[1])
    half = (row["high"] - row["low"]) / 2
    # Welch's t of about 30 degrees of freedom lies a little above the normal's 1.96.
    assert 1.97 < half / np.sqrt(sum(variances)) < 2.15
    assert row["p"] == pytest.approx(1 / 1000)
    assert row["p"] <= row["q"]


def test_differences_are_refused_where_articles_are_few() -> None:
    own = articles([100] * 9, ["A"] * 6 + ["B"] * 3)
    table = device_differences(places({"a0": (1, 0), "a8": (0, 2)}), articles=own, by="outlet")
    assert table[["low", "high", "p", "q"]].isna().all().all()
    assert table["note"].str.contains("in B").all()
    with pytest.raises(EmptySelectionError, match="nothing to compare"):
        device_differences(places({"a0": (1, 0)}), articles=own.assign(outlet="A"), by="outlet")


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=6, max_size=9), st.randoms())
def test_the_order_of_rows_changes_nothing(counts: list[tuple[int, int]], random: object) -> None:
    own = articles([100 + 10 * i for i in range(len(counts))], ["A"] * len(counts))
    found = places({f"a{i}": pair for i, pair in enumerate(counts)})
    if found.empty:
        return
    order = list(range(len(own)))
    random.shuffle(order)  # type: ignore[attr-defined]
    first = device_rates(found, articles=own, resamples=50)
    second = device_rates(found.iloc[::-1], articles=own.iloc[order], resamples=50)
    pd.testing.assert_frame_equal(first, second)


def test_errors() -> None:
    with pytest.raises(ParameterError, match="no column negated"):
        device_articles(places({"a0": (1, 0)}).drop(columns="negated"), articles=articles([9], ["A"]))
    with pytest.raises(ParameterError, match="not among the articles"):
        device_articles(places({"b0": (1, 0)}), articles=articles([9], ["A"]))
