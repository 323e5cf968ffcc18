"""Words given to speakers."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.actors.common import KINDS, largest, word_keys, words_given
from analysis.figures.theme import (
    height_for,
    name_categories,
    new_figure,
    some,
    themed,
)
from analysis.labels import clip


def voice_shares(table: pd.DataFrame, *, top: int = 20) -> Figure:
    """Draw the words given to each named speaker, quoted and paraphrased.

    Sources without a name are one row of the table and would dwarf all others;
    their words are written under the axis.

    Parameters
    ----------
    table : DataFrame
        From `actors.voice_shares`, overall or by group.
    top : int
        Speakers that are drawn in each panel.
    """
    rows = some(table, "speakers")
    if "group" not in rows.columns:
        rows = rows.assign(group="")
    groups = largest(rows.groupby("group")["words"].sum())
    top = top if len(groups) == 1 else min(top, 12)
    columns = 1 if len(groups) == 1 else 2
    lines = -(-len(groups) // columns)
    tallest = min(top, int(rows["group"].value_counts().max()))
    figure, axes = new_figure(
        height_mm=lines * height_for(tallest, each_mm=5.0, around_mm=20),
        rows=lines,
        columns=columns,
        squeeze=False,
    )
    with themed():
        for panel, group in zip(axes.flat, groups, strict=False):
            own = rows[rows["group"] == group]
            _voices(panel, own[own["kind"].isin(KINDS)].head(top), own[~own["kind"].isin(KINDS)], group)
        for panel in list(axes.flat)[len(groups) :]:
            panel.set_visible(False)
        figure.legend(handles=word_keys(), loc="outside lower center", ncols=2)
    return figure


def _voices(axes: Axes, rows: pd.DataFrame, apart: pd.DataFrame, group: str) -> None:
    words_given(axes, rows)
    notes = [f"{name}: {words:,}" for name, words in zip(apart["name"], apart["words"], strict=True)]
    axes.set(title=clip(group, 34), xlabel="\n".join(["words", *notes]), ylabel="")
    name_categories(axes, rows["name"], width=26)
    axes.set_ylim(len(rows) - 0.4, -0.6)
