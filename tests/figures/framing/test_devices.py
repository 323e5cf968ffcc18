"""The figure of devices: voices told apart by shape, no verdict in its words."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PathCollection

from analysis.errors import EmptySelectionError, ParameterError
from analysis.figures.framing import device_rates
from analysis.figures.theme import smallest_letters


def rates(groups: int, voices: tuple[str, ...] = ("all", "narrator", "quoted")) -> pd.DataFrame:
    rows = [
        (
            f"Harbour Post {g}",
            device,
            voice,
            12,
            2.0 + g,
            1.0 if g else np.nan,
            4.0 + g if g else np.nan,
            "unvalidated",
        )
        for g in range(groups)
        for device in ("hedge", "scare_quote")
        for voice in voices
    ]
    return pd.DataFrame(rows, columns=["group", "device", "voice", "n", "rate", "low", "high", "validity"])


@pytest.mark.parametrize("groups", [1, 3, 14])
def test_voices_have_shapes_of_their_own(groups: int) -> None:
    figure = device_rates(rates(groups))
    figure.draw_without_rendering()
    drawn = [axes for axes in figure.axes if axes.get_visible()]
    marks = [one for axes in drawn for one in axes.collections if isinstance(one, PathCollection)]
    shapes = {path.vertices.shape for one in marks for path in one.get_paths()}
    assert len(shapes) >= 2
    (legend,) = figure.legends
    assert [text.get_text() for text in legend.get_texts()] == ["outlet's own voice", "quoted"]
    words = " ".join([figure.get_supxlabel(), *(axes.get_xlabel() for axes in drawn)])
    assert "per 1,000 words" in words
    assert "unvalidated" in words
    assert ("12 of 14 groups" in words) == (groups == 14)
    assert "bias" not in words
    assert smallest_letters(figure) >= 8


def test_without_voices_there_is_no_legend() -> None:
    assert device_rates(rates(2, ("all",))).legends == []


def test_errors() -> None:
    with pytest.raises(EmptySelectionError):
        device_rates(rates(1).iloc[:0])
    with pytest.raises(ParameterError, match="no column rate"):
        device_rates(rates(1).drop(columns="rate"))
