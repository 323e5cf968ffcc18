"""Figures of framing measures: what is drawn, and that it says what it does not know."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import EmptySelectionError, ParameterError
from analysis.figures import framing as figures
from analysis.figures.theme import SMALLEST_POINTS, smallest_letters

PLACES = pd.DataFrame(
    {"group": "A", "frame": ["f"] * 3 + ["g"] * 3, "place": ["headline", "lead", "body"] * 2, "n": 20,
     "share": [0.1, 0.2, 0.9] * 2, "low": [0.0, 0.1, np.nan] * 2, "high": [0.3, 0.4, np.nan] * 2}
)  # fmt: skip
SPEAKERS = pd.DataFrame(
    {"frame": "f", "speaker_id": ["narrator", "p"], "name": ["narrator", "$P_1$ <b>"], "hits": [9, 4], "n": 12,
     "share": [0.7, 0.3], "low": [0.5, 0.1], "high": [0.9, 0.5]}
)  # fmt: skip
ACTORS = pd.DataFrame(
    {"frame": ["f", "g"] * 2, "actor_id": ["x"] * 4, "name": "X", "voice": ["narrator"] * 2 + ["quoted"] * 2,
     "articles": 30, "ratio": [2.0, 0.0, np.nan, 1.1], "low": [1.2, 0.0, np.nan, 0.8], "high": [3.0, 0.5, np.nan, 1.4]}
)  # fmt: skip
TIME = pd.DataFrame(
    {"group": "", "frame": "f", "period": ["2024-01-01", "2024-02-01", "2024-03-01"], "every": "month", "n": [9, 9, 2],
     "share": [0.2, 0.4, 1.0], "share_low": [0.1, 0.2, np.nan], "share_high": [0.5, 0.7, np.nan]}
)  # fmt: skip
PAIRS = pd.DataFrame(
    {"frame": ["f", "f"], "other": ["g", "h"], "n": 50, "both": [9, 2], "phi": [0.4, 0.1], "phi_low": [0.2, -0.1],
     "phi_high": [0.6, 0.3], "q": [0.01, 0.4]}
)  # fmt: skip
ROBUST = pd.DataFrame(
    {"frame": "f", "measure": "share", "conclusion": "A − B", "value": [0.2, 0.1, 0.0], "low": 0.0, "high": 0.3,
     "holds": [True, True, False], "base": "above 0"}
)  # fmt: skip
DRAWN = [
    (figures.frame_places, PLACES), (figures.frame_speakers, SPEAKERS), (figures.frame_actors, ACTORS),
    (figures.frame_timeline, TIME), (figures.frame_cooccurrence, PAIRS), (figures.robustness, ROBUST),
]  # fmt: skip


def texts(figure) -> str:
    return " ".join(text.get_text() for text in figure.findobj(lambda one: hasattr(one, "get_text")))


@pytest.mark.parametrize(("draw", "table"), DRAWN)
def test_every_figure_states_its_status_in_letters_large_enough(draw, table) -> None:
    figure = draw(table.assign(validity="F1 .66, 200 coded"))
    figure.canvas.draw()
    assert "F1 .66, 200 coded" in texts(figure)
    assert smallest_letters(figure) >= SMALLEST_POINTS


@pytest.mark.parametrize(("draw", "table"), DRAWN)
def test_nothing_to_draw_and_missing_columns_are_said(draw, table) -> None:
    with pytest.raises(EmptySelectionError):
        draw(table.assign(validity="unvalidated").iloc[:0])
    with pytest.raises(ParameterError, match="validity"):
        draw(table)


def test_the_heat_map_marks_what_is_sure_and_what_is_not_told() -> None:
    shown = texts(figures.frame_actors(ACTORS.assign(validity="unvalidated")))
    assert "2.0*" in shown
    assert "0.0*" in shown
    assert "1.1" in shown
    assert "·" in shown


def test_periods_with_too_few_articles_are_counted_and_not_drawn() -> None:
    figure = figures.frame_timeline(TIME.assign(validity="unvalidated"))
    (line,) = figure.axes[0].lines
    assert np.isnan(line.get_ydata()[-1])
    assert "1 with too few articles" in texts(figure)


def test_variants_that_flip_are_told_apart_from_those_that_hold() -> None:
    figure = figures.robustness(ROBUST.assign(validity="unvalidated"))
    held, flipped = figure.axes[0].collections[:2]
    assert (len(held.get_offsets()), len(flipped.get_offsets())) == (2, 1)
    assert "(2/3)" in texts(figure)
