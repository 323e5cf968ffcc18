from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.figure import Figure

from analysis.errors import EmptySelectionError
from analysis.figures import vocabulary
from analysis.figures.theme import SMALLEST_POINTS, smallest_letters

ROWS = pd.DataFrame(
    {
        "word": ["alliance", "$qarunyan_1$"], "f": [5, 2], "listed": [True, False],
        "per_million": [9000.0, 4000.0], "low": [float("nan")] * 2, "high": [float("nan")] * 2,
        "per_million_reference": [90.0, float("nan")], "low_reference": [80.0, float("nan")],
        "high_reference": [100.0, float("nan")], "log_ratio": [6.6439, 10.0],
    }
)  # fmt: skip


def _offsets(figure: Figure) -> set[tuple[float, float]]:
    return {
        (round(float(x), 3), float(y)) for axes in figure.axes for marks in axes.collections
        for x, y in marks.get_offsets() if len(marks.get_offsets())
    }  # fmt: skip


def test_rates_are_drawn_beside_the_reference() -> None:
    figure = vocabulary.against_reference(ROWS)
    assert {(9000.0, 0.0), (90.0, 0.0), (4000.0, 1.0), (3.906, 1.0)} <= _offsets(figure)
    assert [text.get_text() for text in figure.axes[0].texts] == ["5 ×", "2 ×"]
    assert [text.get_text() for text in figure.legends[0].get_texts()] == [
        "this article", "reference", "too rare to be listed"
    ]  # fmt: skip
    assert figure.axes[0].get_xscale() == "log"
    figure.draw_without_rendering()
    assert smallest_letters(figure) >= SMALLEST_POINTS
    assert not any("mathdefault" in label.get_text() for label in figure.axes[0].get_xticklabels())


def test_without_unlisted_words_there_is_no_key_for_them() -> None:
    figure = vocabulary.against_reference(ROWS.head(1))
    assert len(figure.legends[0].get_texts()) == 2


def test_a_heat_map_has_the_floors_on_its_diagonal_and_brackets_what_is_not_told_apart() -> None:
    table = pd.DataFrame(
        [("Port", "Post", 0.2, 0.15, 0.16, 0.5), ("Port", "Courier", 0.4, 0.15, 0.11, 1.0),
         ("Post", "Courier", 0.3, 0.16, 0.11, 1.0)],
        columns=["group", "other", "value", "floor", "floor_other", "apart"],
    )  # fmt: skip
    table.attrs = {"measure": "jensen_shannon", "alike": False}
    figure = vocabulary.similarity(table)
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert sorted(labels) == ["Courier", "Port", "Post"]
    assert abs(labels.index("Port") - labels.index("Post")) == 1
    written = {text.get_text() for text in figure.axes[0].texts}
    assert written == {".15", ".16", ".11", "(.20)", ".40", ".30"}
    assert figure.axes[1].get_ylabel() == "Jensen–Shannon divergence (bits)"
    assert smallest_letters(figure) >= SMALLEST_POINTS


def test_nothing_to_draw_is_said() -> None:
    with pytest.raises(EmptySelectionError):
        vocabulary.similarity(pd.DataFrame())
    with pytest.raises(EmptySelectionError):
        vocabulary.against_reference(ROWS.head(0))
