"""Figures of one article: what is drawn for each state, letters large enough, refusals."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from analysis.errors import EmptySelectionError, ParameterError
from analysis.figures.framing import entman_grid, percentiles
from analysis.figures.theme import smallest_letters


def grid() -> pd.DataFrame:
    states = ["named", "empty", "not asked", "not defined"]
    return pd.DataFrame(
        {
            "frame": "exit", "label": "Exit $x$", "function": ["problem", "cause", "judgement", "remedy"],
            "state": states, "present": True, "hits": [3, 0, 0, 0], "narrator": [2, 0, 0, 0], "quoted": [1, 0, 0, 0],
            "validity": "unvalidated",
        }
    )  # fmt: skip


def table() -> pd.DataFrame:
    row = {"frame": "exit", "rate": 4.0, "low": 80.0, "high": 80.0, "n": 99, "q5": 0.0, "q25": 0.0, "q50": 1.0,
           "q75": 2.0, "q95": 9.0, "validity": "unvalidated"}  # fmt: skip
    none = row | {"frame": "peace", "rate": 0.0, "low": 0.0, "high": 61.2}
    unknown = (
        row | {"frame": "war"} | dict.fromkeys(("low", "high", "q5", "q25", "q50", "q75", "q95"), math.nan)
    )
    return pd.DataFrame([row, none, unknown])


def test_the_grid_says_what_each_cell_is() -> None:
    figure = entman_grid(grid())
    axes = figure.axes[0]
    assert [t.get_text() for t in axes.texts] == ["2 + 1", "empty", "", ""]
    assert len({(p.get_facecolor(), p.get_hatch()) for p in axes.patches}) == 4
    assert "unvalidated" in axes.get_xlabel()
    assert {t.get_text() for t in figure.legends[0].get_texts()} >= {"named", "asked, nothing found"}
    assert smallest_letters(figure) >= 8


def test_without_voices_a_cell_has_its_hits() -> None:
    unknown = grid().assign(narrator=pd.NA, quoted=pd.NA)
    assert entman_grid(unknown).axes[0].texts[0].get_text() == "3"


def test_percentiles_are_written_with_their_ties() -> None:
    figure = percentiles(table())
    axes = figure.axes[0]
    assert [t.get_text() for t in axes.texts] == ["80", "0 to 61", "–", "percentile"]
    assert "99 articles" in figure.legends[0].get_title().get_text()
    assert "unvalidated" in axes.get_xlabel()
    assert smallest_letters(figure) >= 8


def test_an_empty_table_and_a_missing_column_are_refused() -> None:
    for draw, made in ((entman_grid, grid()), (percentiles, table())):
        with pytest.raises(EmptySelectionError):
            draw(made.head(0))
        with pytest.raises(ParameterError, match=r"validity|rate"):
            draw(made.drop(columns=["validity"] if draw is entman_grid else ["rate"]))
