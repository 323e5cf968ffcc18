"""Framing figures: as many dots as rows, intervals that end where the data end."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

from analysis.errors import EmptySelectionError, ParameterError
from analysis.figures import framing as figures
from analysis.figures.theme import PALETTE, smallest_letters


def table(
    groups: int = 3, frames: tuple[str, ...] = ("conflict", "human_interest", "economic", "morality")
) -> pd.DataFrame:
    rng = np.random.default_rng(1)
    rows = []
    for g in range(groups):
        for frame in frames:
            share, rate = rng.uniform(0.2, 0.8), rng.uniform(1, 9)
            rows.append(
                (f"Outlet {g}", frame, 40 - g, share, share - 0.1, share + 0.15, rate, rate - 0.5, rate + 1.0)
            )
    names = ["group", "frame", "n", "share", "share_low", "share_high", "rate", "rate_low", "rate_high"]
    return pd.DataFrame(rows, columns=names).assign(validity="unvalidated")


def dots(figure: Figure) -> np.ndarray:
    found = [
        c.get_offsets()
        for ax in figure.axes
        if ax.get_visible()
        for c in ax.collections
        if isinstance(c, PathCollection)
    ]
    return np.vstack(found)


def bars(figure: Figure) -> np.ndarray:
    lines = [c for ax in figure.axes for c in ax.collections if isinstance(c, LineCollection)]
    return np.array([(s[0, 0], s[1, 0]) for c in lines for s in c.get_segments() if len(s)])


@pytest.mark.parametrize(
    ("draw", "column", "scale"), [(figures.frame_shares, "share", 100), (figures.frame_rates, "rate", 1)]
)
@pytest.mark.parametrize("groups", [1, 3])
def test_dots_and_intervals_are_the_rows(draw, column: str, scale: int, groups: int) -> None:
    rows = table(groups)
    figure = draw(rows)
    assert sorted(dots(figure)[:, 0]) == pytest.approx(sorted(rows[column] * scale))
    ends = sorted(map(tuple, bars(figure)))
    assert np.allclose(
        ends, sorted(zip(rows[f"{column}_low"] * scale, rows[f"{column}_high"] * scale, strict=True))
    )


def test_each_dot_stands_in_its_frames_panel_on_its_groups_line() -> None:
    rows = table(3)
    figure = figures.frame_shares(rows)
    panel = next(ax for ax in figure.axes if ax.get_title(loc="left") == "Human interest")
    own = rows[rows["frame"] == "human_interest"]
    offsets = np.vstack([c.get_offsets() for c in panel.collections if isinstance(c, PathCollection)])
    assert offsets[np.argsort(offsets[:, 1]), 0].tolist() == pytest.approx((own["share"] * 100).tolist())
    assert panel.get_ylim()[0] > panel.get_ylim()[1]  # the first group stands on top


def test_no_interval_gives_an_open_dot_and_no_bar() -> None:
    rows = table(1)
    rows.loc[0, ["share_low", "share_high"]] = np.nan
    figure = figures.frame_shares(rows)
    assert len(dots(figure)) == len(rows)
    assert len(bars(figure)) == len(rows) - 1
    fills = [
        to_hex(c.get_facecolor()[0])
        for ax in figure.axes
        for c in ax.collections
        if isinstance(c, PathCollection)
    ]
    assert sorted(fills) == sorted([PALETTE[0], "#ffffff"])


def test_voice_split_draws_the_narrators_share_only() -> None:
    narrator = table(2).drop(columns=["rate", "rate_low", "rate_high"]).assign(voice="narrator")
    narrator.loc[0, "share"] = np.nan
    figure = figures.voice_split(pd.concat([narrator, narrator.assign(voice="quoted", share=0.01)]))
    shown = dots(figure)[:, 0]
    assert np.isfinite(shown).sum() == len(narrator) - 1
    assert np.nanmin(shown) > 1


def test_status_is_on_the_figure_and_letters_are_large_enough() -> None:
    figure = figures.frame_rates(table(5))
    words = [t.get_text() for t in figure.findobj(Text)]
    assert any("unvalidated" in text for text in words)
    assert smallest_letters(figure) >= 8


def test_names_from_articles_are_never_formulas(tmp_path) -> None:
    rows = table(2)
    rows["group"] = rows["group"].replace({"Outlet 0": "$\\frac{1", "Outlet 1": "<b>$x"})
    for draw in (figures.frame_shares, figures.frame_rates):
        figure = draw(rows)
        figure.savefig(tmp_path / "figure.svg")
        labels = [t for t in figure.findobj(Text) if "frac" in t.get_text() or "<b>" in t.get_text()]
        assert labels
        assert not any(t.get_parse_math() for t in labels)


def test_more_groups_than_fit_are_counted_on_the_axis() -> None:
    figure = figures.frame_shares(table(figures.MOST_GROUPS + 3))
    assert len(dots(figure)) == 4 * figures.MOST_GROUPS
    assert any("20 of 23 groups" in t.get_text() for t in figure.findobj(Text))


def test_nothing_to_draw_and_missing_columns() -> None:
    with pytest.raises(EmptySelectionError):
        figures.frame_shares(table().iloc[:0])
    with pytest.raises(ParameterError, match="share_low"):
        figures.frame_shares(table().drop(columns="share_low"))
    with pytest.raises(ParameterError, match="voice"):
        figures.voice_split(table())
