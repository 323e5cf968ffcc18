"""The voice ledger: words given to actors, and whether they are heard where they are accused."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis.errors import EmptySelectionError
from analysis.figures.actors.common import KINDS, bar_keys, stacked, word_keys, words_given
from analysis.figures.theme import (
    PALETTE,
    height_for,
    name_categories,
    new_figure,
    some,
    themed,
)

ANSWERS = {
    "heard_in": ("own words", PALETTE[0], ""),
    "through_others_in": ("others speak for it", PALETTE[2], "///"),
    "asked_in": ("declined", PALETTE[4], "..."),
    "unheard_in": ("no word", PALETTE[1], "xxx"),
}
"""How an article answers an accusation: label, colour and hatching."""


def voice_ledger(table: pd.DataFrame, *, top: int = 20) -> Figure:
    """Draw words quoted and paraphrased, and beside them the articles against each actor by how they let it speak.

    Parameters
    ----------
    table : DataFrame
        From `actors.portrayal.voice_ledger`, of all articles or of one group.
    top : int
        Actors that are drawn: half of them those with most words, the others those most often accused
        or opposed without a word.
    """
    if "group" in table.columns and table["group"].nunique() > 1:
        raise EmptySelectionError(
            "a voice ledger is drawn of one group",
            remedy="Take the rows of one group: table[table['group'] == …].",
        )
    rows = some(table[table["kind"].isin(KINDS)], "named actors with words or accusations")
    rows = _chosen(rows, top)
    figure, axes = new_figure(
        height_mm=height_for(len(rows), each_mm=5.0, around_mm=30), columns=2, sharey=True,
        gridspec_kw={"width_ratios": [1.15, 1]},
    )  # fmt: skip
    with themed():
        words_given(axes[0], rows)
        axes[0].set(xlabel="words given", ylabel="", title="Words")
        _answers(axes[1], rows)
        name_categories(axes[0], rows["name"], width=26)
        axes[0].set_ylim(len(rows) - 0.4, -0.6)
        axes[1].tick_params(axis="y", length=0)
        figure.legend(handles=word_keys(), loc="outside lower left", ncols=1)
        used = [name for name in ANSWERS if rows[name].any()] or list(ANSWERS)
        figure.legend(handles=bar_keys(ANSWERS[name] for name in used), loc="outside lower right", ncols=2)
    return figure


def _chosen(rows: pd.DataFrame, top: int) -> pd.DataFrame:
    """Return the actors with most words and those most often without any, in order of words."""
    spoken = rows[rows["words"] > 0].sort_values(["words", "actor_id"], ascending=[False, True])
    silent = rows[rows["unheard_in"] > 0].sort_values(["unheard_in", "actor_id"], ascending=[False, True])
    first = list(dict.fromkeys([*spoken["actor_id"][: top - top // 2], *silent["actor_id"]]))[:top]
    ids = list(dict.fromkeys([*first, *spoken["actor_id"]]))[:top]
    out = some(rows[rows["actor_id"].isin(ids)], "actors with words or accusations")
    return out.sort_values(["words", "unheard_in", "actor_id"], ascending=[False, False, True])


def _answers(axes: Axes, rows: pd.DataFrame) -> None:
    ends = stacked(axes, {name: rows[name].to_numpy(float) for name in ANSWERS}, ANSWERS, height=0.62)
    axes.set(xlabel="articles (as read)", ylabel="", title="Accused or opposed")
    axes.set_xlim(0, max(1.0, float(ends.max()) * 1.05))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
