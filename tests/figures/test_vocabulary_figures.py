from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure

from analysis.errors import EmptySelectionError, ParameterError
from analysis.figures import corpus as corpus_figures
from analysis.figures import vocabulary
from analysis.figures.theme import SMALLEST_POINTS, smallest_letters


def _dots(figure: Figure) -> list[tuple[float, float]]:
    """Return the points of all scatter marks."""
    return [
        (float(x), float(y)) for axes in figure.axes for marks in axes.collections
        if isinstance(marks, PathCollection) for x, y in marks.get_offsets()
    ]  # fmt: skip


WORDS = pd.DataFrame(
    {
        "word": ["treaty", "$x_1$"],
        "f": [9, 4],
        "df": [3, 2],
        "share": [0.75, 0.5],
        "per_million": [4500.0, 2000.0],
        "low": [3000.0, 500.0],
        "high": [6000.0, 3500.0],
    }
)
KEYWORDS = pd.DataFrame(
    {
        "group": ["A", "A", "B"], "word": ["gas", "grain", "tank"],
        "per_million": [3000.0, 1000.0, 500.0], "low": [2000.0, 0.0, 100.0], "high": [4000.0, 2000.0, 900.0],
        "per_million_rest": [100.0, 50.0, 0.0], "low_rest": [0.0, 0.0, 0.0], "high_rest": [300.0, 150.0, 0.0],
    }
)  # fmt: skip


def test_frequencies_draw_each_row_twice() -> None:
    figure = vocabulary.frequencies(WORDS)
    assert sorted(_dots(figure)) == sorted([(4.5, 0.0), (2.0, 1.0), (75.0, 0.0), (50.0, 1.0)])
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert labels == ["treaty", "$x_1$"]
    (intervals,) = figure.axes[0].collections[:1]
    assert [path[:, 0].tolist() for path in intervals.get_segments()] == [[3.0, 6.0], [0.5, 3.5]]
    assert smallest_letters(figure) >= SMALLEST_POINTS


def test_collocations_state_how_often_each_pair_occurs() -> None:
    table = pd.DataFrame(
        {"first": ["peace", "gas"], "second": ["treaty", "price"], "f": [1200, 7], "log_dice": [13.5, 11.0]}
    )
    figure = vocabulary.collocations(table)
    assert sorted(_dots(figure)) == [(11.0, 1.0), (13.5, 0.0)]
    assert [text.get_text() for text in figure.axes[0].texts] == ["1,200 ×", "7 ×"]


def test_keyness_draws_group_and_rest_with_their_intervals() -> None:
    figure = vocabulary.keyness(KEYWORDS)
    shown = [axes for axes in figure.axes if axes.get_visible()]
    assert [axes.get_title(loc="left") or axes.get_title() for axes in shown] == ["A", "B"]
    assert {(3.0, 0.0), (0.1, 0.0), (1.0, 1.0), (0.05, 1.0), (0.5, 0.0), (0.0, 0.0)} == {
        (round(x, 6), y) for x, y in _dots(figure)
    }
    lines = [
        line
        for marks in shown[0].collections
        if hasattr(marks, "get_segments")
        for line in marks.get_segments()
    ]
    assert (2.0, 4.0) in {(float(line[0][0]), float(line[1][0])) for line in lines}


def test_keyness_names_the_group_it_is_compared_with() -> None:
    table = KEYWORDS.copy()
    table.attrs["versus"] = "Vale Star"
    for shown, name in (
        (vocabulary.keyness(table), "Vale Star"),
        (vocabulary.keyness(KEYWORDS), "all others"),
    ):
        assert [text.get_text() for text in shown.legends[0].get_texts()] == ["this group", name]


def test_log_ratios_draw_intervals_and_arrows_where_there_is_no_limit() -> None:
    table = KEYWORDS.assign(
        log_ratio=[4.9, 4.3, 6.0], log_ratio_low=[3.0, -np.inf, 2.0], log_ratio_high=[6.5, 8.0, np.inf]
    )
    figure = vocabulary.log_ratios(table)
    assert {(4.3, 1.0), (4.9, 0.0), (6.0, 0.0)} <= set(_dots(figure))
    first, second = (axes for axes in figure.axes if axes.get_visible())
    ends = [
        (float(line[0][0]), float(line[1][0]))
        for marks in first.collections
        if hasattr(marks, "get_segments")
        for line in marks.get_segments()
    ]
    left, right = first.get_xlim()
    assert ends == [(3.0, 6.5), (left, 8.0)]
    arrows = [
        (line.get_marker(), len(line.get_xdata())) for line in second.lines if line.get_marker() in "<>"
    ]
    assert arrows == [("<", 0), (">", 1)]
    assert second.get_xlim() == (left, right)
    assert smallest_letters(figure) >= SMALLEST_POINTS


@pytest.mark.parametrize(
    "draw", [vocabulary.frequencies, vocabulary.collocations, vocabulary.keyness, vocabulary.log_ratios]
)
def test_nothing_to_draw_is_refused(draw: object) -> None:
    with pytest.raises(EmptySelectionError, match="there are no"):
        draw(WORDS.head(0))  # type: ignore[operator]


def test_coverage_names_groups_without_a_name() -> None:
    table = pd.DataFrame({"group": ["Post", ""], "articles": [5, 2], "median_words": [400.0, 300.0]})
    figure = corpus_figures.coverage(table)
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["Post", "(none stated)"]
    assert sorted(_dots(figure)) == [(2.0, 1.0), (5.0, 0.0), (300.0, 1.0), (400.0, 0.0)]


def test_timeline_draws_a_line_for_each_group_and_other_last() -> None:
    table = pd.DataFrame(
        {"period": ["2024-01-01", "2024-02-01"] * 2, "unit": "month", "group": ["other", "other", "Post", "Post"],
         "articles": [1, 2, 3, 4]}
    )  # fmt: skip
    figure = corpus_figures.timeline(table)
    lines = {
        line.get_label(): list(line.get_ydata())
        for line in figure.axes[0].get_lines()
        if len(line.get_ydata())
    }
    assert lines == {"Post": [3, 4], "other": [1, 2]}
    assert [text.get_text() for text in figure.axes[0].get_legend().get_texts()] == ["Post", "other"]


def _means(measures: list[str]) -> pd.DataFrame:
    rows = [
        {"group": group, "measure": name, "n": 9, "mean": j + i / 10, "low": j + i / 10 - 0.2, "high": j + i / 10 + 0.2}
        for i, group in enumerate(("Harbour Post", "$x_1$")) for j, name in enumerate(measures)
    ]  # fmt: skip
    return pd.DataFrame(rows)


@pytest.mark.parametrize(
    ("draw", "measures"),
    [(vocabulary.diversity, ["words", "mattr", "mtld", "hdd"]),
     (vocabulary.readability, ["flesch", "flesch_kincaid", "words_per_sentence", "syllables_per_word"])],
)  # fmt: skip
def test_measures_stand_side_by_side_with_their_intervals(draw: object, measures: list[str]) -> None:
    figure = draw(_means(measures))  # type: ignore[operator]
    assert len(figure.axes) == 4
    assert {(j + i / 10, float(i)) for i in range(2) for j in range(4)} <= set(_dots(figure))
    assert all(axes.get_xlabel() and axes.get_title(loc="left") for axes in figure.axes)
    assert smallest_letters(figure) >= SMALLEST_POINTS
    with pytest.raises(ParameterError, match="'x' is not a measure"):
        draw(_means(measures), measures=["x"])  # type: ignore[operator]


def _curve(groups: list[str]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"group": group, "articles": k, "words": 100.0 * k, "types": 50.0 * k**0.6, "low": 45.0 * k**0.6,
             "high": 55.0 * k**0.6, "heaps": 50.0 * k**0.6 if k > 2 else float("nan")}
            for group in groups for k in (1, 2, 4, 8)
        ]
    )  # fmt: skip


def test_growth_is_drawn_on_logarithmic_axes_with_its_laws() -> None:
    ranks = pd.DataFrame(
        {"group": "all", "rank": [1, 2, 3], "per_million": [9.0, 5.0, 3.0], "fitted": [8.0, 5.0, 4.0]}
    )
    figure = vocabulary.growth(_curve(["all"]), ranks)
    assert [axes.get_xscale() for axes in figure.axes] == ["log", "log"]
    heaps = figure.axes[0].get_lines()[1]
    assert list(heaps.get_xdata()) == [400, 800]
    assert smallest_letters(figure) >= SMALLEST_POINTS
    several = vocabulary.growth(_curve(["Post", "Wire"]))
    assert [text.get_text() for text in several.legends[0].get_texts()] == ["Post", "Wire"]
    assert several.axes[0].get_xscale() == "linear"


def _series() -> pd.DataFrame:
    nan = float("nan")
    rate = [100.0, nan, 900.0, 200.0]
    return pd.DataFrame(
        {
            "word": "gas", "period": ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"], "every": "month",
            "articles": [9, 0, 1, 9], "words": [900, 0, 100, 900], "per_million": rate, "low": [50.0, nan, nan, 100.0],
            "high": [150.0, nan, nan, 300.0], "standardised": rate, "standardised_low": [50.0, nan, nan, 100.0],
            "standardised_high": [150.0, nan, nan, 300.0],
        }
    )  # fmt: skip


def test_periods_without_articles_are_gaps_and_those_with_few_are_counted() -> None:
    figure = vocabulary.trend(_series())
    crude, standardised = figure.axes[0].get_lines()
    assert [y if y == y else None for y in crude.get_ydata()] == [100, None, None, 200]
    assert [y if y == y else None for y in standardised.get_ydata()] == [100, None, None, 200]
    (legend,) = figure.legends
    assert legend.get_title().get_text() == "months not drawn: 1 with too few articles"
    assert figure.get_supylabel() == "per million words, by month"
    assert smallest_letters(figure) >= SMALLEST_POINTS


def test_every_word_has_a_panel_and_every_group_a_line() -> None:
    table = pd.concat(
        [_series().assign(word=word, group=group) for word in ("gas", "$x") for group in ("A", "B")]
    )
    figure = vocabulary.trend(table)
    assert [axes.get_title(loc="left") for axes in figure.axes] == ["gas", "$x"]
    assert [len(axes.get_lines()) for axes in figure.axes] == [2, 2]


def test_a_series_without_any_interval_is_drawn_all_the_same() -> None:
    table = _series().assign(low=float("nan"), high=float("nan"))
    line = vocabulary.trend(table, standardised=False).axes[0].get_lines()[0]
    assert [y if y == y else None for y in line.get_ydata()] == [100, None, 900, 200]


def test_changes_are_drawn_in_two_parts() -> None:
    parts = {f"{name}{end}": [value + shift] * 2 for name, value in (("within", 5.0), ("mix", -3.0))
             for end, shift in (("", 0), ("_low", -1), ("_high", 1))}  # fmt: skip
    table = pd.DataFrame({"word": ["gas", "oil"], "period": "2024-02-01", "every": "month", **parts})
    figure = vocabulary.trend_changes(table)
    assert {y for x, y in _dots(figure) if x} == {-3, 5}
    assert figure.get_supylabel() == "change per million words, by month"


@pytest.mark.parametrize(
    "draw",
    [
        vocabulary.diversity,
        vocabulary.readability,
        vocabulary.growth,
        vocabulary.trend,
        vocabulary.trend_changes,
    ],
)
def test_nothing_measured_is_refused(draw: object) -> None:
    empty = pd.DataFrame(columns=["group", "measure", "word", "period", "per_million"])
    with pytest.raises(EmptySelectionError, match="there are no"):
        draw(empty)  # type: ignore[operator]
