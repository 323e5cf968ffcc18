"""Figures of how varied and how readable the articles of each group are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis.errors import one_of
from analysis.figures.theme import (
    MARKERS,
    NEUTRAL,
    PALETTE,
    height_for,
    name_categories,
    new_figure,
    some,
    themed,
)

DIVERSITY: Mapping[str, tuple[str, str]] = {
    "words": ("Length", "words an article"),
    "ttr": ("TTR", "types per word"),
    "mattr": ("MATTR", "types per word"),
    "mtld": ("MTLD", "words per factor"),
    "hdd": ("HD-D", "types per word"),
    "yule_k": ("Yule's K", "smaller: more varied"),
    "guiraud": ("Guiraud", "types per √words"),
    "maas": ("Maas", "smaller: more varied"),
    "simpson": ("Simpson", "smaller: more varied"),
}
"""Title and axis of each measure of lexical diversity."""

READABILITY: Mapping[str, tuple[str, str]] = {
    "words": ("Length", "words an article"),
    "flesch": ("Reading ease", "more is easier"),
    "flesch_kincaid": ("Flesch–Kincaid", "US school years"),
    "fog": ("Gunning fog", "US school years"),
    "smog": ("SMOG", "US school years"),
    "coleman_liau": ("Coleman–Liau", "US school years"),
    "ari": ("ARI", "US school years"),
    "words_per_sentence": ("Sentences", "words a sentence"),
    "syllables_per_word": ("Words", "syllables a word"),
}
"""Title and axis of each measure of readability."""


def diversity(
    table: pd.DataFrame, *, measures: Sequence[str] = ("words", "mattr", "mtld", "hdd"), top: int = 20
) -> Figure:
    """Draw the lexical diversity of each group, measures side by side, the length first.

    Parameters
    ----------
    table : DataFrame
        From `vocabulary.diversity`.
    measures : sequence of str
        Measures that are drawn, of `DIVERSITY`.
    top : int
        Groups that are drawn, the largest first.
    """
    return _panels(table, measures, DIVERSITY, top)


def readability(
    table: pd.DataFrame,
    *,
    measures: Sequence[str] = ("flesch", "flesch_kincaid", "words_per_sentence", "syllables_per_word"),
    top: int = 20,
) -> Figure:
    """Draw the readability of each group, measures side by side.

    Parameters
    ----------
    table : DataFrame
        From `vocabulary.readability`.
    measures : sequence of str
        Measures that are drawn, of `READABILITY`.
    top : int
        Groups that are drawn, the largest first.
    """
    return _panels(table, measures, READABILITY, top)


def _panels(
    table: pd.DataFrame, measures: Sequence[str], known: Mapping[str, tuple[str, str]], top: int
) -> Figure:
    for name in measures:
        one_of(name, known, name="measure")
    groups = list(dict.fromkeys(some(table, "articles long enough")["group"]))[:top]
    places = range(len(groups))
    figure, axes = new_figure(
        height_mm=height_for(len(groups), each_mm=5.2), columns=len(measures), sharey=True, squeeze=False
    )
    with themed():
        for panel, name in zip(axes[0], measures, strict=True):
            rows = table[table["measure"] == name].set_index("group").reindex(groups)
            length = name == "words"
            colour = NEUTRAL if length else PALETTE[0]
            panel.hlines(places, rows["low"], rows["high"], color=colour, linewidth=1.6, alpha=0.7)
            sns.scatterplot(x=rows["mean"].to_numpy(), y=places, ax=panel, color=colour,
                            marker=MARKERS[4 if length else 0], s=30, legend=False, zorder=3)  # fmt: skip
            title, axis = known[name]
            panel.set(title=title, xlabel=axis, ylabel="")
            panel.grid(axis="x", visible=False)
            panel.xaxis.set_major_locator(MaxNLocator(nbins=3))
            panel.margins(x=0.12)
        name_categories(axes[0][0], groups, width=24)
        axes[0][0].set_ylim(len(groups) - 0.4, -0.6)
    return figure
