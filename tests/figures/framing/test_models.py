from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import EmptySelectionError, ParameterError
from analysis.figures.framing import models as figures
from analysis.figures.theme import SMALLEST_POINTS, smallest_letters

CURVE = pd.DataFrame(
    {
        "size": [100, 200, 400],
        "f1": [0.4, 0.5, np.nan],
        "f1_low": [0.3, 0.4, np.nan],
        "f1_high": [0.5, 0.6, np.nan],
        "auc": [0.7, 0.8, np.nan],
        "auc_low": [0.6, 0.7, np.nan],
        "auc_high": [0.8, 0.9, np.nan],
        "note": "",
        "validity": "cross-validated on 250 coded texts",
    }
)


def test_learning_curve_draws_what_was_learned() -> None:
    figure = figures.learning_curve(CURVE)
    lines = figure.axes[0].lines
    assert [list(line.get_ydata()) for line in lines] == [[0.7, 0.8], [0.4, 0.5]]
    assert smallest_letters(figure) >= SMALLEST_POINTS
    with pytest.raises(EmptySelectionError):
        figures.learning_curve(CURVE[2:])
    with pytest.raises(ParameterError, match="auc"):
        figures.learning_curve(CURVE.drop(columns="auc"))


def test_reliability_has_a_panel_a_frame_and_its_status() -> None:
    rows = pd.DataFrame(
        {
            "frame": ["war", "war", "trade_and_$money"],
            "n": 10,
            "predicted": [0.1, 0.6, 0.3],
            "observed": [0.2, 0.5, 0.4],
            "observed_low": 0.1,
            "observed_high": 0.7,
            "validity": "unvalidated",
        }
    )
    figure = figures.reliability(rows)
    assert [a.get_title(loc="left") for a in figure.axes] == ["War, n = 20", "Trade and $money, n = 10"]
    assert "unvalidated" in figure.get_supxlabel()
    assert list(figure.axes[0].lines[1].get_ydata()) == [20, 50]


def test_agreement_map_writes_every_number() -> None:
    rows = pd.DataFrame(
        {
            "coder": "dictionary",
            "other": ["model", "model", "Ann"],
            "frame": ["war", "peace", "war"],
            "n": [40, 40, 20],
            "alpha": [0.42, -0.1, np.nan],
            "alpha_low": [0.2, np.nan, np.nan],
            "alpha_high": [0.6, np.nan, np.nan],
            "validity": "unvalidated",
        }
    )
    figure = figures.agreement_map(rows)
    assert [t.get_text() for t in figure.axes[0].texts] == ["0.42\n0.20 to 0.60", "−0.10", "none"]
    assert figure.axes[0].get_yticklabels()[0].get_text() == "War (n 20–40)"
