"""Figures of words over time; a period without articles, or with too few to say how they vary, is a gap."""

from __future__ import annotations

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.over_time import LEAST_PERIODS, finish, grid, line
from analysis.figures.theme import MARKERS, NEUTRAL, PALETTE, some, themed
from analysis.labels import clip

MOST_PANELS = 8
"""Words that one figure shows."""


def trend(table: pd.DataFrame, *, standardised: bool = True) -> Figure:
    """Draw the rate of each word over time with its interval, a panel for each word.

    Periods with too few articles for an interval are not drawn, and their number is written under the
    figure; a single article would else make the highest peak. If fewer than two periods have an interval, all
    are drawn.

    Parameters
    ----------
    table : DataFrame
        From `vocabulary.trend`; with groups, a line for each of the largest five.
    standardised : bool
        Whether the rate at an unchanged mix of outlets is drawn too, where there are no groups.
    """
    words = list(dict.fromkeys(some(table, "words over time")["word"]))[:MOST_PANELS]
    figure, panels = grid(words, each_mm=52)
    few = (table["articles"] > 0) & table["high"].isna()
    estimated = table.loc[table["word"] == words[0], "high"].notna().sum()
    hidden = few if estimated >= LEAST_PERIODS else few & False
    shown = table.copy()
    shown.loc[hidden, ["per_million", "standardised"]] = float("nan")
    with themed():
        for panel, word in zip(panels, words, strict=False):
            rows = shown[shown["word"] == word]
            if "group" in rows:
                _by_group(panel, rows)
            else:
                _one_series(panel, rows, standardised)
            panel.set(title=clip(word, 34), xlabel="", ylabel="")
            panel.set_ylim(bottom=0)
        count = int(hidden[table["word"] == words[0]].sum())
        note = f"not drawn: {count:,} with too few articles" if count else ""
        finish(figure, panels, words, table, "per million words", note=note)
    return figure


def trend_changes(table: pd.DataFrame) -> Figure:
    """Draw what of each change is a change within outlets and what a change of their mix.

    Changes without an interval are not drawn, as long as any has one.

    Parameters
    ----------
    table : DataFrame
        From `vocabulary.trend_changes`.
    """
    words = list(dict.fromkeys(some(table, "changes")["word"]))[:MOST_PANELS]
    figure, panels = grid(words, each_mm=52)
    periods = pd.to_datetime(pd.Series(sorted(table["period"].unique())))
    apart = periods.diff().min() if len(periods) > 1 else pd.Timedelta(days=30)
    with themed():
        for panel, word in zip(panels, words, strict=False):
            rows = table[table["word"] == word]
            estimated = rows["within_low"].notna()
            rows = rows[estimated] if estimated.any() else rows
            for name, label, i in (("within", "within outlets", 0), ("mix", "mix of outlets", 1)):
                place = pd.to_datetime(rows["period"]) + apart * (0.3 * i - 0.15)
                panel.vlines(
                    place,
                    rows[f"{name}_low"],
                    rows[f"{name}_high"],
                    color=PALETTE[i],
                    linewidth=1.2,
                    alpha=0.7,
                )
                sns.scatterplot(x=place, y=rows[name], ax=panel, color=PALETTE[i], marker=MARKERS[i], s=22,
                                label=label, legend=False, zorder=3)  # fmt: skip
            panel.axhline(0, color=NEUTRAL, linewidth=0.8)
            panel.set(title=clip(word, 34), xlabel="", ylabel="")
        finish(figure, panels, words, table, "change per million words")
    return figure


def _one_series(axes: Axes, rows: pd.DataFrame, standardised: bool) -> None:
    time = pd.to_datetime(rows["period"])
    axes.fill_between(time, rows["low"], rows["high"], color=PALETTE[0], alpha=0.2, linewidth=0)
    line(axes, time, rows["per_million"], color=PALETTE[0], marker=MARKERS[0], label="as published")
    if standardised and rows["standardised"].notna().any():
        axes.fill_between(time, rows["standardised_low"], rows["standardised_high"], color=PALETTE[1], alpha=0.12,
                          linewidth=0)  # fmt: skip
        line(axes, time, rows["standardised"], color=PALETTE[1], marker=MARKERS[1], linestyle="--",
              label="at the usual mix of outlets")  # fmt: skip


def _by_group(axes: Axes, rows: pd.DataFrame) -> None:
    sizes = rows.groupby("group")["words"].sum().sort_values(ascending=False, kind="stable")
    for i, group in enumerate(sizes.index[: len(PALETTE)]):
        own = rows[rows["group"] == group]
        time = pd.to_datetime(own["period"])
        axes.fill_between(time, own["low"], own["high"], color=PALETTE[i], alpha=0.12, linewidth=0)
        line(axes, time, own["per_million"], color=PALETTE[i], marker=MARKERS[i], label=clip(group, 22))
