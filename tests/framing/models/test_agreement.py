from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import f1_score

from analysis.errors import EmptySelectionError, ParameterError
from analysis.framing.models import agreement_map, propose
from analysis.framing.validation.agreement import krippendorff_alpha


def codes(values: list[float], frame: str = "war") -> pd.DataFrame:
    return pd.DataFrame(
        {"article_id": [f"a{i}" for i in range(len(values))], "frame": frame, "present": values}
    )


def test_agrees_with_other_implementations() -> None:
    krippendorff = pytest.importorskip("krippendorff")
    rng = np.random.default_rng(1)
    a = rng.integers(0, 2, 60)
    b = np.where(rng.random(60) < 0.8, a, 1 - a)
    row = agreement_map({"x": codes(list(a)), "y": codes(list(b))}).iloc[0]
    assert row["alpha"] == pytest.approx(krippendorff.alpha(np.array([a, b]), level_of_measurement="nominal"))
    assert row["alpha"] == pytest.approx(krippendorff_alpha(np.array([a, b])))
    assert row["positive_agreement"] == pytest.approx(f1_score(a, b))
    assert row["alpha_low"] < row["alpha"] < row["alpha_high"]
    assert row[["both", "only_coder", "only_other", "neither"]].sum() == row["n"] == 60
    assert "no validity" in row["validity"]


def test_every_pair_only_on_shared_texts() -> None:
    table = agreement_map({"x": codes([1, 0, 1, 0]), "y": codes([1, 0]), "z": codes([1, np.nan, 0, 0])})
    assert table.set_index(["coder", "other"])["n"].to_dict() == {("x", "y"): 2, ("x", "z"): 3, ("y", "z"): 1}
    assert table["note"].str.len().gt(0).all()


def test_one_class_has_no_alpha() -> None:
    row = agreement_map({"x": codes([0] * 9), "y": codes([0] * 9)}).iloc[0]
    assert np.isnan(row["alpha"])
    assert "no agreement beyond chance" in row["note"]


def test_bad_codes_are_named() -> None:
    with pytest.raises(ParameterError, match="3 is not a code of 'y'"):
        agreement_map({"x": codes([1]), "y": codes([3])})
    with pytest.raises(ParameterError, match="no column present"):
        agreement_map({"x": codes([1]), "y": codes([1]).drop(columns="present")})
    with pytest.raises(EmptySelectionError, match="the same text"):
        agreement_map({"x": codes([1]), "y": codes([1], "peace")})


@pytest.fixture
def candidates(texts: pd.Series) -> pd.DataFrame:
    return pd.DataFrame(
        {"article_id": texts.index, "text": texts.to_numpy(), "story_id": [f"s{i // 2}" for i in range(60)]}
    )


def predictions(p: list[float], ids: pd.Series) -> pd.DataFrame:
    return pd.DataFrame({"article_id": ids, "frame": "war", "probability": p, "present": np.array(p) >= 0.5})


def test_disagreement_comes_first_then_doubt(candidates: pd.DataFrame) -> None:
    p = [0.99] * 60
    p[4] = 0.5
    other = predictions(p, candidates["article_id"])[["article_id", "frame", "present"]]
    other.loc[10, "present"] = False
    table = propose(
        candidates, predictions=predictions(p, candidates["article_id"]), others=[other], n=2, explore=0
    )
    assert set(table["article_id"]) == {"a10", "a04"}
    assert "contradict" in table.set_index("article_id")["reason"]["a10"]
    assert "unsure" in table.set_index("article_id")["reason"]["a04"]
    assert table["start"].eq(0).all()
    assert table["end"].gt(0).all()


def test_copies_stories_and_coded_texts_are_passed_over(candidates: pd.DataFrame) -> None:
    candidates.loc[1:20, "text"] = candidates.loc[0, "text"]
    table = propose(
        candidates,
        predictions=predictions([0.5] * 60, candidates["article_id"]),
        n=60,
        explore=0,
        coded=["a30"],
    )
    assert table["story_id"].is_unique
    assert len(set(table["article_id"]) & {f"a{i:02d}" for i in range(21)}) == 1
    assert not {"a30", "a31"} & set(table["article_id"])
    left = table.attrs["left_out"]
    assert left["coded already"] == 1
    assert len(table) + sum(left.values()) == 60


def test_some_are_drawn_at_random_and_it_is_reproducible(candidates: pd.DataFrame) -> None:
    p = list(np.linspace(0.01, 0.99, 60))
    first, second = (
        propose(candidates, predictions=predictions(p, candidates["article_id"]), n=10) for _ in range(2)
    )
    assert first.equals(second)
    assert (first["drawn"] == "random").sum() == 2
    with pytest.raises(EmptySelectionError, match="nothing is left"):
        propose(
            candidates,
            predictions=predictions(p, candidates["article_id"]),
            coded=list(candidates["article_id"]),
        )
