"""Figures of the corpus, by their artists."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.figure import Figure

from analysis.errors import EmptySelectionError
from analysis.figures import corpus
from analysis.figures.theme import SMALLEST_POINTS, smallest_letters

WIRE = pd.DataFrame(
    {
        "outlet": ["Post", "Courier", ""], "articles": [10, 4, 5], "words": [900, 400, 300],
        "shared_articles": [2, 2, 0], "later_articles": [1, 1, 0], "own_articles": [3, 0, 0],
    }
)  # fmt: skip
PAIRS = pd.DataFrame(
    {"outlet": ["Courier", "Post"], "other": ["Post", "Courier"], "stories": [2, 2], "first": [1, 1]}
)


def _points(figure: Figure) -> set[tuple[float, float]]:
    marks = [m for axes in figure.axes for m in axes.collections if len(m.get_offsets())]
    return {(round(float(x), 6), round(float(y), 6)) for m in marks for x, y in m.get_offsets()}


def test_wire_shares_are_percent_of_the_outlets_articles() -> None:
    figure = corpus.wire_shares(WIRE)
    assert {(20.0, -0.2), (10.0, 0.0), (30.0, 0.2), (50.0, 0.8), (25.0, 1.0), (0.0, 2.2)} <= _points(figure)
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == [
        "Post",
        "Courier",
        "(none stated)",
    ]
    assert smallest_letters(figure) >= SMALLEST_POINTS


def test_the_network_draws_each_pair_once_and_names_its_outlets() -> None:
    figure = corpus.wire_network(PAIRS, articles=WIRE)
    assert len(figure.axes[0].lines) == 1
    assert {text.get_text() for text in figure.axes[0].texts} == {"Post", "Courier"}
    with pytest.raises(EmptySelectionError, match="no two outlets share a story"):
        corpus.wire_network(PAIRS.head(0), articles=WIRE)


def test_lengths_draw_median_and_both_ranges() -> None:
    table = pd.DataFrame(
        {"group": ["Post", "$x$"], "articles": [3, 2], "shortest": [10, 5], "p10": [12, 6], "p25": [20, 7],
         "median": [30.0, 8.0], "p75": [40, 9], "p90": [60, 10], "longest": [90, 11]}
    )  # fmt: skip
    figure = corpus.lengths(table)
    assert {(30.0, 0.0), (8.0, 1.0)} <= _points(figure)
    ranges = {
        (float(path.vertices[0, 0]), float(path.vertices[1, 0]))
        for lines in figure.axes[0].collections
        for path in lines.get_paths()
        if len(path.vertices) == 2
    }
    assert {(12.0, 60.0), (20.0, 40.0), (6.0, 10.0), (7.0, 9.0)} <= ranges
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["Post", "$x$"]


def test_missing_metadata_is_written_into_its_cells() -> None:
    table = pd.DataFrame(
        {"group": ["Post", "Post", "", ""], "field": ["date", "url"] * 2, "articles": [4, 4, 2, 2],
         "missing": [1, 4, 0, 1], "share": [0.25, 1.0, 0.0, 0.5]}
    )  # fmt: skip
    figure = corpus.missing_metadata(table)
    assert [text.get_text() for text in figure.axes[0].texts] == ["25", "100", "0", "50"]
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["Post", "(none stated)"]


def test_a_sampled_timeline_draws_what_it_stands_for() -> None:
    table = pd.DataFrame(
        {"period": ["2024-01-01", "2024-02-01"], "unit": "month", "group": "Post", "articles": [1, 2],
         "articles_estimated": [10.0, 20.0]}
    )  # fmt: skip
    (line,) = [line for line in corpus.timeline(table).axes[0].lines if len(line.get_ydata()) == 2]
    assert list(line.get_ydata()) == [10.0, 20.0]
