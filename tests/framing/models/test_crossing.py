from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss, f1_score, precision_score, recall_score, roc_auc_score

from analysis.errors import EmptySelectionError, ParameterError
from analysis.framing.models import cross_validate, learning_curve, model_quality, reliability_table
from analysis.framing.models.crossing import MACRO
from analysis.framing.models.folds import grouped_folds


@given(
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 1)), min_size=12, max_size=60), st.integers(2, 6)
)
def test_groups_are_never_parted(rows: list[tuple[int, int]], folds: int) -> None:
    group, y = np.array([g for g, _ in rows]), np.array([[c] for _, c in rows])
    if len(set(group)) < 5:
        with pytest.raises(EmptySelectionError, match="groups"):
            grouped_folds(y, group, folds=folds)
        return
    fold = grouped_folds(y, group, folds=folds)
    assert all(len(set(fold[group == g])) == 1 for g in set(group))
    assert len(set(fold)) == min(folds, len(set(group)))


def test_rare_frames_are_spread() -> None:
    y = np.zeros((50, 2))
    y[:5, 0] = 1
    fold = grouped_folds(y, np.arange(50))
    assert sorted(fold[:5]) == [0, 1, 2, 3, 4]
    assert set(np.bincount(fold)) == {10}


def test_measures_are_those_of_sklearn() -> None:
    rng = np.random.default_rng(3)
    y, p = rng.integers(0, 2, 80), rng.random(80).round(1)
    rows = pd.DataFrame({"article_id": np.arange(80), "group": np.arange(80).astype(str), "frame": "war",
                         "coded": y, "probability": p, "present": p >= 0.4})  # fmt: skip
    got = model_quality(rows, resamples=200).set_index("frame").loc["war"]
    assert got["f1"] == pytest.approx(f1_score(y, p >= 0.4))
    assert got["precision"] == pytest.approx(precision_score(y, p >= 0.4))
    assert got["recall"] == pytest.approx(recall_score(y, p >= 0.4))
    assert got["auc"] == pytest.approx(roc_auc_score(y, p))
    assert got["brier"] == pytest.approx(brier_score_loss(y, p))
    assert got["f1_low"] < got["f1"] < got["f1_high"]


def test_copies_of_a_text_widen_the_interval() -> None:
    rng = np.random.default_rng(0)
    y, p = rng.integers(0, 2, 40), rng.random(40)
    base = pd.DataFrame({"frame": "war", "coded": y, "probability": p, "present": p >= 0.5})
    four = pd.concat([base] * 4, ignore_index=True).assign(article_id=np.arange(160))
    alone = model_quality(four.assign(group=four["article_id"].astype(str))).iloc[0]
    kept = model_quality(four.assign(group=(four["article_id"] % 40).astype(str))).iloc[0]
    assert kept["f1_high"] - kept["f1_low"] > 1.5 * (alone["f1_high"] - alone["f1_low"])


def test_no_text_is_judged_by_what_its_group_taught(texts: pd.Series, coding: pd.DataFrame) -> None:
    # Labels without any sense: what is held out cannot be known, unless a copy of it was learned from.
    noise = pd.Series(np.random.default_rng(5).integers(0, 2, 30), index=texts.index[:30]).repeat(2)
    same = pd.Series(np.repeat(texts.to_numpy()[:30], 2), index=[f"t{i}" for i in range(60)])
    codes = pd.DataFrame({"war": noise.to_numpy()}, index=same.index)
    story = pd.Series(np.repeat(np.arange(30), 2), index=same.index)
    leaking = model_quality(cross_validate(same, codes)).iloc[0]["auc"]
    grouped = model_quality(cross_validate(same, codes, groups=story)).iloc[0]["auc"]
    assert leaking > 0.75
    assert grouped < 0.65


def test_named_folds_are_used_and_checked(texts: pd.Series, coding: pd.DataFrame) -> None:
    folds = pd.Series(np.arange(60) % 3, index=texts.index)
    rows = cross_validate(texts, coding, folds=folds)
    assert (rows.drop_duplicates("article_id").set_index("article_id")["fold"] == folds).all()
    assert model_quality(rows).set_index("frame").loc[MACRO, "f1"] > 0.8
    with pytest.raises(ParameterError, match="several folds"):
        cross_validate(texts, coding, folds=folds, groups=pd.Series(np.arange(60) // 2, index=texts.index))
    with pytest.raises(EmptySelectionError, match="all texts are alike"):
        cross_validate(texts, coding[["war"]], folds=pd.Series([0] * 30 + [1] * 30, index=texts.index))


def test_reliability_bins_hold_every_text_once(texts: pd.Series, coding: pd.DataFrame) -> None:
    table = reliability_table(cross_validate(texts, coding, folds=3))
    assert (table.groupby("frame")["n"].sum() == 60).all()
    assert (table["observed_low"] <= table["observed"]).all()
    assert table["validity"].str.startswith("cross-validated on 60").all()


def test_learning_curve_says_what_it_could_not_do(texts: pd.Series, coding: pd.DataFrame) -> None:
    curve = learning_curve(texts, coding, sizes=(10, 40, 400), folds=4).set_index("size")
    assert "not learned" in curve.loc[10, "note"]
    assert "leave 44 texts" in curve.loc[400, "note"]
    assert curve.loc[[40, 44], "f1"].between(0.7, 1).all()
