from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from analysis.errors import EmptySelectionError, InputError, ParameterError
from analysis.framing.models import explain_terms, explain_text, predict, prepare, train
from analysis.framing.models.fitting import STRENGTHS
from analysis.framing.models.model import FrameModel

NEW = pd.Series(
    {"x": "Soldiers fired at the depot", "y": "Inflation and interest rates", "z": "", "t": "=1+1 <b>"}
)


@pytest.fixture(scope="module")
def model(texts: pd.Series, coding: pd.DataFrame) -> FrameModel:
    return train(texts, coding)


def test_learns_what_was_coded_and_carries_its_status(model: FrameModel) -> None:
    table = predict(model, NEW)
    wide = table.pivot(index="article_id", columns="frame", values="probability")
    assert wide.loc["x", "war"] > 0.5 > wide.loc["x", "economy"]
    assert wide.loc["y", "economy"] > 0.5 > wide.loc["y", "war"]
    assert set(table["validity"]) == {"unvalidated"}
    assert table["probability"].between(0, 1).all()


def test_weights_are_those_of_sklearn_on_the_features(
    model: FrameModel, texts: pd.Series, coding: pd.DataFrame
) -> None:
    rows = sparse.hstack([sparse.csr_array(b) for b in model.features.transform(prepare(texts))]).tocsr()
    theirs = LogisticRegression(
        C=model.facts["strength"], class_weight="balanced", solver="lbfgs", tol=1e-10, max_iter=5000
    )
    theirs.fit(rows, coding["war"])
    ours = model.decisions(prepare(texts))[:, model.frames.index("war")]
    assert np.allclose(ours, theirs.decision_function(rows), atol=1e-3)
    assert model.facts["strength"] in STRENGTHS


def test_same_input_same_model_in_any_order_of_coding(
    texts: pd.Series, coding: pd.DataFrame, model: FrameModel
) -> None:
    again = train(texts, coding.sample(frac=1, random_state=1))
    assert np.array_equal(again.decisions(prepare(NEW)), model.decisions(prepare(NEW)))


def test_long_and_wide_codings_are_one(texts: pd.Series, coding: pd.DataFrame, model: FrameModel) -> None:
    long = coding.rename_axis("row_id").reset_index().melt("row_id", var_name="variable", value_name="value")
    again = train(texts, long)
    left, right = (
        predict(m, NEW).set_index(["article_id", "frame"])["probability"].sort_index() for m in (again, model)
    )
    assert np.allclose(left, right)


def test_a_saved_model_says_the_same(model: FrameModel, tmp_path: Path) -> None:
    model.save(tmp_path / "frames.npz")
    again = FrameModel.load(tmp_path / "frames.npz")
    assert np.allclose(again.decisions(prepare(NEW)), model.decisions(prepare(NEW)), atol=1e-5)
    assert again.frames == model.frames
    assert again.facts == model.facts


def test_a_file_that_would_run_code_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "evil.npz", about=np.array([{"a": 1}], dtype=object))
    with pytest.raises(InputError, match="not a model of frames"):
        FrameModel.load(tmp_path / "evil.npz")


def test_single_labels_are_one_a_text(texts: pd.Series) -> None:
    labels = pd.Series(["war"] * 30 + ["economy"] * 30, index=texts.index)
    table = predict(train(texts, labels), NEW)
    assert (table.groupby("article_id")["present"].sum() == 1).all()
    assert np.allclose(table.groupby("article_id")["probability"].sum(), 1)


def test_uncoded_texts_are_not_learned_from_and_missing_codes_are_skipped(
    texts: pd.Series, coding: pd.DataFrame
) -> None:
    some = coding.astype(float)
    some.loc["a00", "economy"] = np.nan
    made = train(texts, some.iloc[::2])
    assert made.facts["texts"] == 30
    assert made.facts["positive"]["economy"] == int(some["economy"].iloc[::2].sum())


def test_refusals_name_the_reason(texts: pd.Series, coding: pd.DataFrame) -> None:
    with pytest.raises(EmptySelectionError, match="no coded text shows it"):
        train(texts, coding[["war"]] * 0)
    with pytest.raises(EmptySelectionError, match="one class"):
        train(texts, coding[["war"]] * 0 + 1)
    with pytest.raises(EmptySelectionError, match="10 coded texts"):
        train(texts, coding.iloc[:10])
    with pytest.raises(EmptySelectionError, match="2 groups"):
        train(texts, coding, groups=pd.Series(["s", "t"] * 30, index=texts.index))
    with pytest.raises(ParameterError, match="2 is not a code"):
        train(texts, coding * 2)
    with pytest.raises(ParameterError, match="coded twice"):
        train(texts, pd.concat([coding, coding]))


def test_a_frame_that_cannot_be_learned_is_listed(texts: pd.Series, coding: pd.DataFrame) -> None:
    made = train(texts, coding.assign(rare=[1, 1] + [0] * 58))
    assert made.frames == ("war", "economy")
    assert made.left_out["frame"].tolist() == ["rare"]
    assert "2 texts with" in made.left_out["reason"].iloc[0]


def test_terms_that_decide_are_the_subject_words(model: FrameModel) -> None:
    terms = explain_terms(model, top=8)
    best = terms[(terms["frame"] == "war") & (terms["direction"] == "for")]["term"].tolist()
    assert {"troops", "rockets", "army"} & set(best)
    assert (terms[terms["direction"] == "against"]["weight"] < 0).all()


def test_contributions_of_words_add_up_to_the_decision(model: FrameModel) -> None:
    for key in NEW.index:
        parts = explain_text(model, NEW, key, frame="war")
        decision = model.decisions(prepare(NEW))[list(NEW.index).index(key), model.frames.index("war")]
        assert parts["contribution"].sum() == pytest.approx(decision, abs=1e-6)
    top = explain_text(model, NEW, "x", frame="war")
    assert top.set_index("term")["contribution"]["soldiers"] > 0


def test_extra_numbers_are_used_and_asked_for_again(texts: pd.Series, coding: pd.DataFrame) -> None:
    extra = pd.DataFrame({"rate": np.r_[np.full(30, 5.0), np.zeros(30)]}, index=texts.index)
    made = train(prepare(texts, extra=extra), coding)
    said = predict(
        made, prepare(pd.Series({"n": "nothing"}), extra=pd.DataFrame({"rate": [5.0]}, index=["n"]))
    )
    none = predict(
        made, prepare(pd.Series({"n": "nothing"}), extra=pd.DataFrame({"rate": [0.0]}, index=["n"]))
    )
    assert said["probability"].iloc[0] > none["probability"].iloc[0]
    with pytest.raises(ParameterError, match="no number 'rate'"):
        predict(made, NEW)
