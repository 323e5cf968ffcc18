"""Precision, recall, F1 and AUC for the corpus, not for the sample that was enriched."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import f1_score, precision_score, recall_score, roc_auc_score

from analysis.framing.validation import accuracy, draw_sample, human_ceiling, read_codings


@pytest.fixture
def parts(made, design):
    _, _, scores, truth = made()
    codes = truth.merge(design[["article_id", "row_id"]], on="article_id")
    return scores, codes, design


def test_weighted_measures_agree_with_scikit_learn(parts) -> None:
    scores, codes, design = parts
    table = accuracy(scores, codes=codes, design=design, resamples=200).set_index("frame")
    for frame in ("conflict", "economic"):
        own = (
            codes[codes["frame"] == frame]
            .merge(scores, on=["article_id", "frame"])
            .merge(design, on="row_id")
        )
        w = 1 / own["probability"]
        y, m = own["value"], own["present"].astype(int)
        assert table.loc[frame, "precision"] == pytest.approx(precision_score(y, m, sample_weight=w))
        assert table.loc[frame, "recall"] == pytest.approx(recall_score(y, m, sample_weight=w))
        assert table.loc[frame, "f1"] == pytest.approx(f1_score(y, m, sample_weight=w))
        assert table.loc[frame, "auc"] == pytest.approx(roc_auc_score(y, own["score"], sample_weight=w))
        for name in ("f1", "auc", "accuracy"):
            assert (
                table.loc[frame, f"{name}_low"] <= table.loc[frame, name] <= table.loc[frame, f"{name}_high"]
            )


def test_weights_take_back_what_the_draw_enriched(book, made) -> None:
    articles, units, scores, truth = made(3000, seed=1)
    # A dictionary that misses half of a rare frame and marks little else.
    rare, rng = truth["frame"] == "economic", np.random.default_rng(0)
    scores.loc[rare, "present"] = (truth["value"] == 1) & (rng.random(len(truth)) < 0.5)
    both = truth.merge(scores, on=["article_id", "frame"]).query("frame == 'economic'")
    real = both.loc[both["value"] == 1, "present"].mean()
    recalls, plain = [], []
    for seed in range(25):
        design = draw_sample(units, scores=scores, articles=articles, codebook=book, n=240, seed=seed)
        codes = truth.merge(design[["article_id", "row_id"]], on="article_id")
        recalls.append(
            accuracy(scores, codes=codes, design=design, resamples=2).set_index("frame")["recall"]["economic"]
        )
        own = codes[codes["frame"] == "economic"].merge(scores, on=["article_id", "frame"])
        plain.append(own.loc[own["value"] == 1, "present"].mean())
    assert np.mean(recalls) == pytest.approx(real, abs=0.03)
    assert np.mean(plain) > real + 0.08  # what a sample without weights would claim


@pytest.mark.parametrize(("value", "note"), [(0.0, "No row was coded yes"), (1.0, "Every row was coded yes")])
def test_one_class(parts, value: float, note: str) -> None:
    scores, codes, design = parts
    table = accuracy(scores, codes=codes.assign(value=value), design=design, resamples=50)
    assert table["note"].str.contains(note).all()
    assert table["auc"].isna().all()
    if value == 0:
        assert table[["recall", "f1"]].isna().all(axis=None)
        assert (table["precision"] == 0).all()
        assert table["precision_high"].between(0.01, 0.6).all()


def test_a_machine_that_finds_nothing_and_rows_it_does_not_know(parts) -> None:
    scores, codes, design = parts
    table = accuracy(scores.assign(present=False), codes=codes, design=design, resamples=50)
    assert table["note"].str.contains("finds the frame in no coded row").all()
    assert table["precision"].isna().all()
    assert (table["recall"] == 0).all()
    few = scores[scores["article_id"] != design["article_id"].iloc[0]]
    assert (
        accuracy(few, codes=codes, design=design, resamples=50)["note"]
        .str.contains("1 coded rows have no")
        .all()
    )


def test_ceiling_is_f1_between_coders(folder, book) -> None:
    def edit(coder: str, rows: pd.DataFrame) -> None:
        if coder == "B":
            rows.loc[rows["row_id"] == "r0003", "conflict"] = "no"

    coded = read_codings(folder(edit), codebook=book)
    weight = (1 / coded.design.set_index("row_id")["probability"]).to_dict()
    yes = sum(w for row, w in weight.items() if int(row[1:]) % 3 == 0)
    best = human_ceiling(coded, codebook=book)
    assert best["economic"] == 1
    assert best["conflict"] == pytest.approx(2 * (yes - weight["r0003"]) / (2 * yes - weight["r0003"]))
