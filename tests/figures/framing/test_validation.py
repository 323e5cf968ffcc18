"""Figures of validation: marks where the numbers are, letters that can be read, hostile names."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import EmptySelectionError, ParameterError
from analysis.figures.framing import validation
from analysis.figures.theme import smallest_letters

AGREEMENT = pd.DataFrame(
    {"variable": ["f", "f.i", "g"], "frame": ["f", "f", "g"], "indicator": ["", "i", ""], "n": 40,
     "alpha": [0.7, np.nan, 1.0], "alpha_low": [0.5, np.nan, np.nan], "alpha_high": [0.85, np.nan, np.nan]}
)  # fmt: skip
ENDS = ("", "_low", "_high")
FOUND = pd.DataFrame(
    {"frame": ["f", "$g_\u202e<b>"], "n": 40, "positive": [12, 0], "ceiling": [0.8, np.nan]}
    | {
        f"{m}{end}": [v, np.nan]
        for m in ("precision", "recall", "f1")
        for end, v in zip(ENDS, (0.6, 0.5, 0.7), strict=True)
    }
)  # fmt: skip
SHARES = pd.DataFrame(
    {"group": ["(all)", "Harbour Post"] * 2, "frame": ["f", "f", "g", "g"], "n": 90, "coded": 30}
    | {f"{m}{end}": v for m in ("naive", "share") for end, v in zip(ENDS, (0.3, 0.2, 0.4), strict=True)}
)


def test_alpha_has_its_interval_and_says_where_there_is_none() -> None:
    axes = validation.reliability(AGREEMENT).axes[0]
    assert [text.get_text() for text in axes.texts].count("α not defined") == 1
    assert axes.get_yticklabels()[1].get_text().strip() == "I (40)"
    (bar,) = [
        s for c in axes.collections for s in getattr(c, "get_segments", list)() if len(c.get_segments()) == 1
    ]
    assert bar[:, 0].tolist() == [0.5, 0.85]


@pytest.mark.parametrize(
    ("draw", "table"),
    [
        (validation.reliability, AGREEMENT),
        (validation.accuracy, FOUND),
        (validation.corrected_shares, SHARES),
    ],
)
def test_letters_columns_and_empty_tables(draw, table: pd.DataFrame) -> None:
    assert smallest_letters(draw(table)) >= 8
    with pytest.raises(EmptySelectionError):
        draw(table[:0])
    with pytest.raises(ParameterError, match="no column"):
        draw(table.drop(columns="frame"))


def test_a_panel_for_each_frame_with_both_shares() -> None:
    figure = validation.corrected_shares(SHARES)
    assert [axes.get_title(loc="left") for axes in figure.axes] == ["F", "G"]
    assert [text.get_text() for text in figure.legends[0].get_texts()] == [
        "dictionary alone",
        "corrected by coding",
    ]
