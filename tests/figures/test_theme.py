from __future__ import annotations

import sys

import matplotlib as mpl
import pytest

from analysis.errors import ParameterError
from analysis.figures.theme import (
    MARKERS,
    PALETTE,
    SMALLEST_POINTS,
    colours,
    height_for,
    name_categories,
    new_figure,
    smallest_letters,
    themed,
)


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_colour_reaches_three_to_one_on_white() -> None:
    assert all(1.05 / (luminance(colour) + 0.05) >= 3 for colour in PALETTE)
    assert len(PALETTE) == len(MARKERS) == len(set(PALETTE))


def test_settings_of_matplotlib_are_restored_even_after_an_error() -> None:
    before = dict(mpl.rcParams)
    with themed():
        assert mpl.rcParams["pdf.fonttype"] == 42
        assert not mpl.rcParams["text.parse_math"]
        assert not mpl.rcParams["axes.spines.top"]
    with pytest.raises(ZeroDivisionError), themed():
        raise ZeroDivisionError
    assert dict(mpl.rcParams) == before


def test_a_figure_has_its_size_in_print_and_is_unknown_to_pyplot() -> None:
    import matplotlib.pyplot as plt

    open_before = plt.get_fignums()
    figure, _ = new_figure(width_mm=85, height_mm=50)
    assert figure.get_size_inches() * 25.4 == pytest.approx([85, 50])
    assert plt.get_fignums() == open_before
    assert "matplotlib.pyplot" in sys.modules


def test_no_text_is_smaller_than_eight_points() -> None:
    with themed():
        figure, axes = new_figure()
        axes.plot([1, 2], [3, 4], label="a")
        axes.set(xlabel="x", ylabel="y", title="t")
        axes.legend(title="legend")
        figure.suptitle("all")
        figure.draw_without_rendering()
    assert smallest_letters(figure) >= SMALLEST_POINTS
    axes.text(0, 0, "tiny", fontsize=5)
    assert smallest_letters(figure) == 5


def test_impossible_sizes_are_refused() -> None:
    with pytest.raises(ParameterError, match="0 × 90 mm"):
        new_figure(width_mm=0)


def test_colours_follow_the_order_of_groups_and_come_round_again() -> None:
    groups = [f"g{n}" for n in range(7)]
    found = colours([*groups, "g0"])
    assert list(found) == groups
    assert [found[g] for g in groups[:5]] == list(PALETTE)
    assert found["g5"] == PALETTE[0]


def test_category_names_stand_at_whole_positions() -> None:
    with themed():
        figure, axes = new_figure()
        name_categories(axes, ["b$_", "w" * 100, "<b>"], axis="x", width=10)
        figure.draw_without_rendering()
    assert [t.get_text() for t in axes.get_xticklabels()] == ["b$_", "w" * 9 + "…", "<b>"]
    assert list(axes.get_xticks()) == [0, 1, 2]


def test_height_grows_with_categories_from_a_least() -> None:
    assert height_for(1) == 45
    assert height_for(30) - height_for(20) == pytest.approx(60)
