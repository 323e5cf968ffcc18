"""Where plotted rows come from: rows of evidence, and the columns that tie them to a figure's rows.

A figure is drawn from a measure's table, which no longer knows its places. A `Source`
names the table that does, and the columns both share.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.corpus import Corpus
from analysis.errors import require

Found = Callable[[pd.DataFrame, Corpus | None], pd.DataFrame]


@dataclass(frozen=True)
class Source:
    """Where the evidence of a figure's rows is found.

    Attributes
    ----------
    find : callable
        From the plotted rows and the corpus to rows with ``article_id``, perhaps ``start, end``, and `on`.
    on : tuple of str
        Columns that tie evidence to plotted rows. ``group`` and ``period`` need not be in the evidence:
        they are those of its article.
    by : str
        Column of the articles table whose values the groups are.
    note : str
        What the places are, where that is not plain: "the earliest of several".
    empty : str
        What it means that a row has no place.
    """

    find: Found
    on: tuple[str, ...]
    by: str = ""
    note: str = ""
    empty: str = "no place in the articles"

    def of(self, **keys: list[Any]) -> Backing:
        """Return the evidence of one value: of rows with these keys.

        Parameters
        ----------
        **keys : list
            Values of the columns in `on`, one for each row that is meant.
        """
        return Backing(self, pd.DataFrame(keys))


@dataclass(frozen=True)
class Backing:
    """The evidence of a value: a source, and the rows of it that are meant."""

    source: Source
    rows: pd.DataFrame


def at(rows: pd.DataFrame, on: str, *, by: str = "", note: str = "") -> Source:
    """Return rows as the evidence of a figure.

    Parameters
    ----------
    rows : DataFrame
        With ``article_id``, perhaps ``start, end``, and the columns in `on`.
    on : str
        Columns shared with the plotted rows, with blanks between them, such as ``"group actor_id"``.
    by, note : str
        As in `Source`.

    Raises
    ------
    ParameterError
        If a column is missing.

    Examples
    --------
    >>> at(pd.DataFrame({"article_id": ["a"], "frame": ["conflict"]}), "group frame", by="outlet").on
    ('group', 'frame')
    """
    keys = tuple(on.split())
    own = [key for key in keys if key not in ("group", "period")]
    require(rows, ["article_id", *own], what="the evidence has", where="claims.at")
    return Source(lambda data, corpus: rows, keys, by, note)


def articles(on: str = "", *, by: str = "", note: str = "whole articles") -> Source:
    """Return the articles themselves as the evidence of a figure: of each group, period or outlet.

    Parameters
    ----------
    on : str
        Columns shared with the plotted rows: columns of the articles table, ``group``, ``period``.
    by, note : str
        As in `Source`.
    """
    return Source(_selected, tuple(on.split()), by, note)


def _selected(data: pd.DataFrame, corpus: Corpus | None) -> pd.DataFrame:
    if corpus is None:
        return pd.DataFrame(columns=["article_id"])
    return corpus.articles.drop(columns=["text"])


def carried(data: pd.DataFrame) -> Source | None:
    """Return plotted rows as their own evidence, if they carry a place; else None."""
    if not {"article_id", "start", "end"} <= set(data.columns):
        return None
    one = "count" in data.columns
    note = "the earliest of the places that are counted" if one else ""
    return Source(
        lambda rows, corpus: rows.assign(row=range(1, len(rows) + 1)).dropna(subset=["start", "end"]),
        ("row",),
        note=note,
    )
