"""Corrected shares: against ppi-python, by hand, and by how often their intervals hold the truth."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import ParameterError
from analysis.framing.validation import corrected_differences, corrected_shares, draw_sample
from analysis.framing.validation.correction import Population, corrected_mean
from analysis.framing.validation.weights import Coded


def labelled_first(n: int = 200, more: int = 2000) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(7)
    f = (rng.random(n + more) < 0.35).astype(float)
    y = np.where(rng.random(n + more) < 0.8, f, 1 - f)
    return f, y


def simple(y: np.ndarray, total: int) -> Coded:
    n = len(y)
    return Coded(pd.DataFrame(), y, np.full(n, total / n), np.zeros(n, dtype=int), np.full(n, 1 - n / total))


# ppi-python 0.2.3, on `labelled_first`: ppi_mean_pointestimate and ppi_mean_ci(alpha=.05), lam=1 and lam=None.
PPI = (0.344, (0.2771355765986553, 0.41086442340134466))
TUNED = (0.3365638226862041, (0.28026923842040263, 0.3928584069520056))


def test_ppi_python_gives_the_same_with_power_tuning() -> None:
    f, y = labelled_first()
    everything = Population(np.ones(2200), np.arange(2200))
    found = corrected_mean(
        f, np.arange(200), simple(y[:200], 2200), population=everything, domain=np.ones(2200, dtype=bool)
    )
    assert found.share == pytest.approx(TUNED[0], abs=5e-4)
    half = (TUNED[1][1] - TUNED[1][0]) / 2 / 1.959964
    coded = simple(y[:200], 2200)
    assert found.variance(coded) - found.floor == pytest.approx(half**2, rel=0.02)
    low, high = found.limits(coded)
    assert low == pytest.approx(TUNED[1][0], abs=0.006)
    assert high == pytest.approx(TUNED[1][1], abs=0.006)


def test_ppi_python_gives_the_same_without_it() -> None:
    # Labelled and unlabelled apart, as there, is full trust in predictions N / (N + n) times as large here.
    f, y = labelled_first()
    scaled = f * 2200 / 2000
    found = corrected_mean(
        scaled, np.arange(200), simple(y[:200], 2200), population=Population(np.ones(2200), np.arange(2200)),
        domain=np.ones(2200, dtype=bool), tune=False,
    )  # fmt: skip
    assert found.share == pytest.approx(PPI[0], abs=1e-12)
    half = (PPI[1][1] - PPI[1][0]) / 2 / 1.959964
    assert found.variance(simple(y[:200], 2200)) - found.floor == pytest.approx(half**2, rel=0.02)


def test_a_stratified_sample_by_hand() -> None:
    # Two strata of 60 and 40 articles, six and four coded; the machine says no in the first, yes in the second.
    f = np.r_[np.zeros(60), np.ones(40)]
    y = np.array([1.0, 0, 0, 0, 0, 0, 1, 1, 0, 1])
    place = np.r_[np.arange(6), 60 + np.arange(4)]
    coded = Coded(
        pd.DataFrame(), y, np.full(10, 10.0), np.r_[np.zeros(6, int), np.ones(4, int)], np.full(10, 0.9)
    )
    found = corrected_mean(f, place, coded, population=Population(np.ones(100), np.arange(100)),
                           domain=np.ones(100, dtype=bool))  # fmt: skip
    share = 0.6 * (1 / 6) + 0.4 * (3 / 4)
    assert found.share == pytest.approx(share)
    coding = 0.9 * (0.36 * (5 / 36 * 6 / 5) / 6 + 0.16 * (3 / 16 * 4 / 3) / 4)
    articles = share * (1 - share) / 99
    floor = 0.9 * 10 * 0.1**2 / 12
    assert found.variance(coded) == pytest.approx(coding + articles + floor)


@pytest.fixture
def parts(made, design):
    articles, _, scores, truth = made()
    codes = truth.merge(design[["article_id", "row_id"]], on="article_id")
    return scores, {"codes": codes, "design": design, "articles": articles}


@pytest.mark.parametrize("method", ["ppi++", "ppi", "dsl", "coded only"])
def test_intervals_hold_the_truth_as_often_as_they_say(book, made, method: str) -> None:
    inside, naive = [], []
    for seed in range(60):
        articles, units, scores, truth = made(600, seed=seed)
        design = draw_sample(units, scores=scores, articles=articles, codebook=book, n=150, by="", seed=seed)
        codes = truth.merge(design[["article_id", "row_id"]], on="article_id")
        table = corrected_shares(
            scores, codes=codes, design=design, articles=articles, by="", method=method
        ).set_index("frame")
        for frame, real in (("conflict", 0.4), ("economic", 0.12)):
            row = table.loc[frame]
            inside.append(row["share_low"] <= real <= row["share_high"])
            naive.append(row["naive_low"] <= real <= row["naive_high"])
    assert 0.89 <= np.mean(inside) <= 1
    assert np.mean(naive) < 0.75


def test_everything_coded_is_the_share_itself(made, book) -> None:
    articles, units, scores, truth = made(60)
    design = draw_sample(units, scores=scores, articles=articles, codebook=book, n=60, by="")
    codes = truth.merge(design[["article_id", "row_id"]], on="article_id")
    table = corrected_shares(scores, codes=codes, design=design, articles=articles, by="outlet").set_index(
        ["group", "frame"]
    )
    real = truth[truth["frame"] == "conflict"]["value"].mean()
    assert table.loc[("(all)", "conflict"), "share"] == pytest.approx(real)
    assert table.loc[("(all)", "conflict"), "coded_share"] == pytest.approx(real)


def test_groups_differences_and_what_too_few_do_not_carry(parts) -> None:
    scores, options = parts
    table = corrected_shares(scores, **options)
    assert table["group"].drop_duplicates().tolist() == ["(all)", "Valley Courier", "Harbour Post"]
    assert (table["share_low"] <= table["share"]).all()
    assert set(table["validity"]) == {"unvalidated"}
    pairs = corrected_differences(scores, **options)
    assert len(pairs) == 2
    rows = table.set_index(["group", "frame"])["share"]
    row = pairs.iloc[0]
    assert row["difference"] == pytest.approx(
        rows[row["group"], row["frame"]] - rows[row["other"], row["frame"]]
    )
    assert row["difference_low"] < row["difference"] < row["difference_high"]
    few = options["codes"][options["codes"]["row_id"].isin(options["design"]["row_id"][:4])]
    table = corrected_shares(scores, **(options | {"codes": few}))
    assert table["share"].isna().all()
    assert table["note"].str.contains("no corrected share").all()


def test_copies_of_a_story_that_share_a_weight_are_one_unit(parts) -> None:
    scores, options = parts
    articles = options["articles"].assign(
        weight=0.5, stratum="", unit=[f"s{i // 2}" for i in range(len(options["articles"]))]
    )
    halves = corrected_shares(scores, **(options | {"articles": articles}), by="")
    whole = corrected_shares(scores, **options, by="")
    assert halves["share"].tolist() == pytest.approx(whole["share"].tolist())
    assert ((halves["share_high"] - halves["share_low"]) > (whole["share_high"] - whole["share_low"])).all()


def test_no_positive_has_an_upper_limit(parts) -> None:
    scores, options = parts
    codes = options["codes"].assign(value=0.0)
    table = corrected_shares(scores.assign(present=False), **(options | {"codes": codes}), by="")
    assert (table["share"] == 0).all()
    assert table["share_high"].between(0.01, 0.15).all()


def test_what_does_not_fit_is_refused(parts) -> None:
    scores, options = parts
    with pytest.raises(ParameterError, match="have no score"):
        corrected_shares(scores[scores["article_id"] != "a0001"], **options)
    with pytest.raises(ParameterError, match="not in the design"):
        corrected_shares(scores, **(options | {"design": options["design"].iloc[1:]}))
    with pytest.raises(ParameterError, match="is not a method"):
        corrected_shares(scores, **options, method="magic")
    with pytest.raises(ParameterError, match="parts of articles"):
        corrected_shares(scores, **(options | {"design": pd.concat([options["design"]] * 2)}))
