"""Keyness: which words one group of articles uses more than the others, with the article as unit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.errors import EmptySelectionError, ParameterError, one_of
from analysis.sampling import LEAST
from analysis.vocabulary.counting import Counts, counted
from analysis.vocabulary.grouping import with_groups

Array = np.ndarray

UNITS = {"article": "unit", "story": "story_id", "outlet": "outlet"}
"""What may vary independently, and the column that tells it; an article's is what the corpus' design says."""


@dataclass(frozen=True)
class Groups:
    """The articles that are compared, and their groups.

    Attributes
    ----------
    counts : Counts
    by, unit : str
    versus : str
        The other group; empty for all others.
    articles : DataFrame
        ``article_id, group, weight, stratum, unit, story_id, outlet`` in order of ids.
    names : list of str
        Groups that are compared with the others, the largest first.
    left_out : dict
        Groups with fewer units than `LEAST`, and how many they have.
    """

    counts: Counts
    by: str
    unit: str
    versus: str
    articles: pd.DataFrame
    names: list[str]
    left_out: dict[str, int]

    @property
    def first(self) -> Array:
        """Whether each article is in the group of that name, shape (articles, names)."""
        group = self.articles["group"].to_numpy()
        return np.column_stack([group == name for name in self.names])

    def __str__(self) -> str:
        """Return the comparison in words."""
        others = self.versus or "all others"
        return f"{self.by}: {', '.join(self.names)} against {others}, unit {self.unit}"


def grouped(
    counts: Corpus | Counts,
    *,
    by: str,
    group: str | None = None,
    versus: str | None = None,
    unit: str = "article",
) -> Groups:
    """Return the articles of a comparison, or say why there is none.

    Parameters
    ----------
    counts, by, group, versus, unit
        As in `keyness`.

    Raises
    ------
    ParameterError
        If a name is unknown, or the groups are single units.
    EmptySelectionError
        If a side has fewer units than `LEAST`.
    """
    counts = counted(counts)
    column = UNITS[one_of(unit, UNITS, name="unit")]
    if unit == by:
        raise ParameterError(
            f"unit = {unit!r} with by = {by!r}: each group would be one unit", where="unit",
            remedy="One unit cannot stand for others; use unit='article' or 'story'.",
        )  # fmt: skip
    about = counts.corpus.sql("select article_id, story_id, outlet from articles order by 1")
    articles = with_groups(counts.corpus, by=by).merge(about, on="article_id", validate="one_to_one")
    articles["unit"] = articles[column]
    sizes = articles.groupby("group")["unit"].nunique()
    if versus is not None:
        if group is None:
            raise ParameterError(
                f"versus = {versus!r} without a group", where="versus", remedy="Say which group is compared."
            )
        pair = [one_of(str(name), sizes.index, name=by) for name in (group, versus)]
        if pair[0] == pair[1]:
            raise ParameterError(f"{group!r} against itself", where="versus", remedy="Name two groups.")
        articles = articles[articles["group"].isin(pair)].reset_index(drop=True)
    names = _names(
        articles, sizes, by, one_of(str(group), sizes.index, name=by) if group is not None else None
    )
    small = {str(name): int(n) for name, n in sizes.items() if n < LEAST}
    return Groups(counts, by, unit, str(versus) if versus is not None else "", articles, names, small)


def _names(articles: pd.DataFrame, sizes: pd.Series, by: str, group: str | None) -> list[str]:
    """Return the groups that can be compared with the other articles, or say why none can."""
    weights = articles.groupby("group")["weight"].sum()
    order = weights.sort_values(ascending=False, kind="stable").index
    names = [
        name
        for name in (order if group is None else [group])
        if sizes[name] >= LEAST and articles["unit"][articles["group"] != name].nunique() >= LEAST
    ]
    if not names:
        listed = ", ".join(f"{name!r} ({n})" for name, n in sizes.items())
        raise EmptySelectionError(
            f"keyness by {by} needs {LEAST} articles in a group and {LEAST} outside it; "
            f"there are: {listed[:400]}",
            remedy="Widen the selection (`where`), or compare by another column.",
        )
    return names
