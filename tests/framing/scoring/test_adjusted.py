"""Differences among articles that are alike: by hand, against Welch's test, and what they take away."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.errors import ParameterError
from analysis.framing import adjusted_differences, with_status


def scored(present: list[int]) -> pd.DataFrame:
    ids = [f"a{i:03}" for i in range(len(present))]
    shown = np.array(present, dtype=float)
    return with_status(
        pd.DataFrame({"article_id": ids, "frame": "f", "present": shown > 0, "rate": 2 * shown})
    )


def articles(**columns: list) -> pd.DataFrame:
    n = len(next(iter(columns.values())))
    return pd.DataFrame({"article_id": [f"a{i:03}" for i in range(n)], **columns})


def test_one_cell_is_welch() -> None:
    present = [1, 1, 0, 1, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0]
    table = articles(outlet=["A"] * 6 + ["B"] * 8, year=["2022"] * 14)
    row = adjusted_differences(scored(present), by="outlet", articles=table, within=["year"]).iloc[0]
    assert (row["group"], row["other"]) == ("B", "A")
    theirs = stats.ttest_ind(present[6:], present[:6], equal_var=False).confidence_interval()
    assert (row["low"], row["high"]) == pytest.approx((max(theirs.low, -1), theirs.high))
    assert row["adjusted"] == pytest.approx(row["difference"]) == pytest.approx(2 / 8 - 4 / 6)
    exact = stats.fisher_exact([[2, 6], [4, 2]])[1]
    assert row["p"] == pytest.approx(exact, abs=0.05)


def test_by_hand_over_two_cells() -> None:
    # Long articles show the frame in both outlets, short ones in neither; A has the long ones.
    outlet = ["A"] * 8 + ["B"] * 8
    length = ["long"] * 6 + ["short"] * 2 + ["long"] * 2 + ["short"] * 6
    present = [1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0]
    table = adjusted_differences(
        scored(present), by="outlet", articles=articles(outlet=outlet, length=length), within=["length"]
    )
    row = table[table["measure"] == "share"].iloc[0]
    assert row["difference"] == pytest.approx(5 / 8 - 2 / 8)
    # w = 6·2/8 in both cells; differences 5/6 − 1 and 0.
    assert row["adjusted"] == pytest.approx((5 / 6 - 1) / 2)
    deviation = np.array([1 / 6] * 5 + [-5 / 6])
    assert row["high"] - row["adjusted"] == pytest.approx(
        stats.t.ppf(0.975, 5) * np.sqrt((deviation**2).sum() / 5 / 6) / 2
    )
    assert row["p"] > 0.9
    assert (row["cells"], row["n"], row["n_other"], row["left_out"]) == (2, 8, 8, 0)


def test_what_has_no_like_is_counted_and_left_out() -> None:
    outlet = ["A"] * 6 + ["B"] * 6
    month = ["May"] * 5 + ["June"] + ["May"] * 4 + ["June", None]
    table = adjusted_differences(
        scored([1, 0] * 6), by="outlet", articles=articles(outlet=outlet, month=month), within=["month"]
    )
    row = table.iloc[0]
    assert (row["n"], row["left_out"], row["n_other"], row["left_out_other"]) == (5, 1, 4, 2)
    assert np.isnan(row["adjusted"])
    assert "fewer than 5 articles" in row["note"]


def test_events_as_pairs() -> None:
    present, outlet, event = [], [], []
    for number, (own, other) in enumerate([(1, 0), (1, 0), (1, 1), (0, 0), (1, 0), (0, 1), (1, 0)]):
        present += [own, other]
        outlet += ["A", "B"]
        event += [f"e{number}"] * 2
    table = adjusted_differences(
        scored(present), by="outlet", articles=articles(outlet=outlet, event_id=event), within=["event_id"],
        unit="cell", resamples=4999,
    )  # fmt: skip
    row = table.iloc[0]
    pairs = np.array([1, 1, 0, 0, 1, -1, 1])
    limits = stats.ttest_1samp(pairs, 0).confidence_interval()
    assert (row["low"], row["high"]) == pytest.approx((limits.low, min(limits.high, 1)))
    # McNemar's exact test: four pairs against one.
    assert row["p"] == pytest.approx(stats.binomtest(4, 5).pvalue, abs=0.03)


@pytest.mark.parametrize(("change", "match"), [({"within": ["mont"]}, "did you mean"), ({"within": []}, "no column"),
                                               ({"unit": "story"}, "unit")])  # fmt: skip
def test_refusals(change: dict, match: str) -> None:
    table = articles(outlet=["A", "B"], month=["1", "1"])
    with pytest.raises(ParameterError, match=f"(?i){match}"):
        adjusted_differences(scored([1, 0]), by="outlet", articles=table, **{"within": ["month"], **change})


def test_copies_that_share_a_weight_are_refused() -> None:
    table = articles(
        outlet=["A", "B"], month=["1", "1"], weight=[0.5, 0.5], stratum=["", ""], unit=["s", "s"]
    )
    with pytest.raises(ParameterError, match="share a weight"):
        adjusted_differences(scored([1, 0]), by="outlet", articles=table, within=["month"])
