"""Changes split into change within outlets and change of their mix, and slopes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.corpus import Corpus
from analysis.errors import EmptySelectionError, ParameterError
from analysis.sampling import Sample
from analysis.vocabulary import trend, trend_changes, trend_slopes
from analysis.vocabulary.trends.cells import Cells
from analysis.vocabulary.trends.changes import _split
from analysis.vocabulary.trends.series import _standardised
from analysis.vocabulary.trends.uses import Uses


def article(date: str, gas: int, *, outlet: str = "Post", size: int = 20) -> dict[str, Any]:
    rest = " ".join(f"filler{chr(97 + i % 26)}" for i in range(size - gas))
    return {"outlet": outlet, "date": date, "title": "", "text": f"{'gas ' * gas}{rest}."}


def month(month: int, gas: list[int], *, outlet: str = "Post") -> list[dict[str, Any]]:
    return [article(f"2024-0{month}-{day:02d}", n, outlet=outlet) for day, n in enumerate(gas, start=1)]


def test_kitagawa_by_hand(make_corpus: Callable[..., Corpus]) -> None:
    rows = [
        *month(1, [2] * 6), *month(1, [8] * 2, outlet="Gazette"),
        *month(2, [4] * 2), *month(2, [6] * 6, outlet="Gazette"),
    ]  # fmt: skip
    row = trend_changes(make_corpus(rows), "gas").iloc[0]
    # Shares 3/4, 1/4 to 1/4, 3/4; rates .1, .4 to .2, .3.
    assert row["within"] == pytest.approx(1e6 * (0.1 * 0.5 - 0.1 * 0.5), abs=1e-6)
    assert row["mix"] == pytest.approx(1e6 * (-0.5 * 0.15 + 0.5 * 0.35))
    assert row["change"] == pytest.approx(1e6 * (0.275 - 0.175))
    assert (row["joined"], row["left"], row["from_period"], row["period"]) == (
        0,
        0,
        "2024-01-01",
        "2024-02-01",
    )


def test_an_outlet_that_comes_or_goes_is_all_mix(make_corpus: Callable[..., Corpus]) -> None:
    rows = [*month(1, [2] * 6), *month(1, [3] * 2, outlet="Courier"), *month(2, [2] * 4),
            *month(2, [9] * 4, outlet="Gazette")]  # fmt: skip
    row = trend_changes(make_corpus(rows), "gas").iloc[0]
    assert row["within"] == pytest.approx(0, abs=1e-6)
    assert row["mix"] == pytest.approx(row["change"])
    assert (row["joined"], row["left"]) == (1, 1)


def test_parts_add_up_and_skip_empty_periods(make_corpus: Callable[..., Corpus]) -> None:
    rng = np.random.default_rng(2)
    rows = [r for m in (1, 2, 4) for outlet in ("Post", "Gazette", "Courier")
            for r in month(m, rng.integers(0, 6, int(rng.integers(2, 9))).tolist(), outlet=outlet)]  # fmt: skip
    corpus = make_corpus(rows)
    table = trend_changes(corpus, ["gas", "fillera"])
    assert (table["within"] + table["mix"]).to_numpy() == pytest.approx(table["change"].to_numpy(), abs=1e-6)
    gas = table[table["word"] == "gas"]
    assert gas[["from_period", "period"]].values.tolist() == [
        ["2024-01-01", "2024-02-01"],
        ["2024-02-01", "2024-04-01"],
    ]
    rates = trend(corpus, "gas")["per_million"].dropna()
    assert gas["change"].to_numpy() == pytest.approx(np.diff(rates))
    first = trend_changes(corpus, "gas", versus="first")
    assert first["change"].tolist()[-1] == pytest.approx(rates.iloc[-1] - rates.iloc[0])
    assert first["from_period"].unique().tolist() == ["2024-01-01"]


def test_one_outlet_has_no_mix(make_corpus: Callable[..., Corpus]) -> None:
    row = trend_changes(make_corpus([*month(1, [1, 2, 3, 4, 5]), *month(2, [4, 4, 5, 5, 6])]), "gas").iloc[0]
    assert row["mix"] == pytest.approx(0, abs=1e-6)
    assert row["within"] == pytest.approx(row["change"])


def test_one_period_has_no_change(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(month(1, [1, 2, 3, 4, 5]))
    with pytest.raises(EmptySelectionError, match="of one month"):
        trend_changes(corpus, "gas")
    with pytest.raises(ParameterError, match="Allowed: previous, first"):
        trend_changes(corpus, "gas", versus="last")


def drawn(rng: np.random.Generator, sizes: np.ndarray, rates: np.ndarray) -> tuple[Uses, np.ndarray]:
    """Return bursty uses of one word in articles of three outlets and two periods, and each one's period."""
    period, outlet = np.nonzero(np.ones(sizes.shape))
    cell = np.repeat(np.arange(sizes.size), sizes.ravel())
    n = rng.integers(200, 801, len(cell)).astype(float)
    f = rng.poisson(n * rates.ravel()[cell] * rng.gamma(1.5, 1 / 1.5, len(cell))).astype(float)
    ids = [f"{i:05d}" for i in range(len(cell))]
    sample = Sample.of(pd.DataFrame({"weight": 1.0, "stratum": "", "unit": ids}, index=ids))
    found = Uses(["w"], {"w": ["w"]}, sample, np.arange(len(cell)), n, f[:, None], pd.DatetimeIndex([]),
                 np.zeros(len(cell), int), outlet[cell], ["all"], ["A", "B", "C"], {})  # fmt: skip
    return found, period[cell]


def test_intervals_cover_what_lies_behind_the_articles() -> None:
    rng = np.random.default_rng(4)
    sizes, rates = np.array([[40, 25, 8], [15, 40, 12]]), np.array([[2.0, 6, 1], [4, 5, 3]]) / 1000
    share = sizes / sizes.sum(axis=1, keepdims=True)
    standard = np.array([0.5, 0.3, 0.2])
    truth = {
        "change": share[1] @ rates[1] - share[0] @ rates[0],
        "within": (rates[1] - rates[0]) @ share.mean(axis=0),
        "mix": (share[1] - share[0]) @ rates.mean(axis=0),
    }
    covered, trials = dict.fromkeys([*truth, "standardised"], 0), 300
    for _ in range(trials):
        chosen = rng.multinomial(73, share[0]), rng.multinomial(67, share[1])
        found, period = drawn(rng, np.array(chosen), rates)
        row = _split(found, period, 0, 1).iloc[0]
        for name, value in truth.items():
            covered[name] += row[f"{name}_low"] <= value * 1e6 <= row[f"{name}_high"]
        rate, around = _standardised(Cells.of(found, np.flatnonzero(period == 1)), standard, 1.0)
        covered["standardised"] += abs(rate[0] - standard @ rates[1]) <= around[0]
    assert all(0.90 <= n / trials <= 0.985 for n in covered.values()), covered


def test_slopes_are_found_again(make_corpus: Callable[..., Corpus]) -> None:
    rng = np.random.default_rng(7)
    rows = [
        article(str(pd.Timestamp("2024-01-01") + pd.Timedelta(days=day))[:10],
                int(min(rng.poisson(2 * 1.02**day), 40)), size=45, outlet="Post" if day % 2 else "Gazette")
        for day in range(90) for _ in range(2)
    ]  # fmt: skip
    row = trend_slopes(make_corpus(rows), "gas", every="day").iloc[0]
    assert row["low"] < 2 < row["high"]
    assert row["within_low"] < 2 < row["within_high"]
    assert row["p"] < 1e-6
    assert row["q"] == row["p"]
    month = trend_slopes(make_corpus(rows), "gas", every="week").iloc[0]
    assert 1 + month["percent"] / 100 == pytest.approx((1 + row["percent"] / 100) ** 7)


def test_a_rise_that_is_all_mix_has_no_slope_within(make_corpus: Callable[..., Corpus]) -> None:
    rng = np.random.default_rng(8)
    rows: list[dict[str, Any]] = []
    for day in range(80):
        loud = rng.random() < day / 80
        rows.append(article(f"2024-{1 + day // 28:02d}-{1 + day % 28:02d}", int(rng.poisson(6 if loud else 1)),
                            outlet="Loud" if loud else "Quiet"))  # fmt: skip
    row = trend_slopes(make_corpus(rows), "gas").iloc[0]
    assert row["p"] < 0.001
    assert row["within_low"] < 0 < row["within_high"]


def test_slopes_of_noise_are_significant_as_often_as_they_should() -> None:
    from analysis.vocabulary.trends.slopes import _slope
    from analysis.vocabulary.trends.uses import reach

    rng = np.random.default_rng(9)
    found_by_chance = 0
    for _ in range(300):
        found, _period = drawn(
            rng, np.array([[20, 15, 10], [20, 15, 10]]), np.array([[2.0, 6, 1]] * 2) / 1000
        )
        time = rng.random(len(found.n))
        slope, influence = _slope(found, time, found.outlet, 0)
        found_by_chance += abs(slope) > reach(influence[:, None], found.part(np.arange(len(found.n))))[0]
    assert 0.02 <= found_by_chance / 300 <= 0.10


def test_a_slope_needs_time(make_corpus: Callable[..., Corpus]) -> None:
    with pytest.raises(EmptySelectionError, match="needs 5 articles of two days"):
        trend_slopes(make_corpus([article("2024-01-01", i) for i in range(6)]), "gas")
