"""How statements are introduced."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.actors.common import estimates
from analysis.figures.theme import NEUTRAL, PALETTE, height_for, name_categories, new_figure, some, themed

PER_LINE = 5
"""Classes of cues beside one another."""


def cue_classes(table: pd.DataFrame, *, top: int = 12) -> Figure:
    """Draw the share of each class of cue with its interval: a panel for each class, a row for each speaker or group.

    Parameters
    ----------
    table : DataFrame
        From `actors.portrayal.cue_classes`, by speaker or by a column of the articles. Classes that
        nobody uses are left out; hollow: too few articles for an interval.
    top : int
        Speakers or groups that are drawn, those with most statements.
    """
    rows = some(table, "statements by class of cue")
    keys = [name for name in ("group", "speaker_id") if name in rows.columns]
    who = rows.drop_duplicates(keys).sort_values("statements", ascending=False, kind="stable").head(top)
    used = rows.groupby("cue_class", sort=False)["count"].sum()
    classes = [name for name in dict.fromkeys(rows["cue_class"]) if used[name] > 0]
    columns = min(PER_LINE, len(classes))
    lines = -(-len(classes) // columns)
    figure, axes = new_figure(
        height_mm=lines * height_for(len(who), each_mm=4.6, around_mm=16, least_mm=34), rows=lines, columns=columns,
        squeeze=False, sharey=True,
    )  # fmt: skip
    labels = [_label(row, keys) for row in who.to_dict("records")]
    with themed():
        for number, panel in enumerate(axes.flat):
            if number >= len(classes):
                panel.set_visible(False)
                continue
            own = (
                rows[rows["cue_class"] == classes[number]].set_index(keys).reindex(who.set_index(keys).index)
            )
            y = np.arange(len(who))
            ink = np.where(own["count"] > 0, NEUTRAL, "#c9c9c9")  # a limit above nothing is no finding
            panel.hlines(y, own["low"] * 100, own["high"] * 100, colors=ink, linewidth=1.2)
            known = own["low"].notna().to_numpy()
            estimates(panel, own["share"].to_numpy() * 100, y, known=known, colour=PALETTE[0], marker="o")
            panel.set(ylabel="", xlabel="")
            panel.set_title(classes[number], fontsize=9)
            most = panel.get_xlim()[1]
            panel.set_xlim(-0.06 * most, 1.04 * most)
            panel.locator_params(axis="x", nbins=3, integer=True)
            panel.grid(axis="x", visible=False)
        for panel in axes[:, 0]:
            name_categories(panel, labels, width=24)
        axes[0, 0].set_ylim(len(who) - 0.4, -0.6)
        figure.supxlabel("% of the statements of each row (scales differ)", fontsize=9)
    return figure


def _label(row: dict[Any, Any], keys: list[str]) -> str:
    if keys == ["group"]:
        return str(row["group"])
    return f"{row['name']}, {row['group']}" if "group" in keys else str(row["name"])
