"""Articles and the groups they are compared by."""

from __future__ import annotations

import pandas as pd

from analysis.corpus import Corpus
from analysis.sampling import group_labels

ALL = "all"
"""Name of the one group where none was asked for."""


def with_groups(corpus: Corpus, *, by: str | None) -> pd.DataFrame:
    """Return for each selected article its group and how it was drawn.

    Returns
    -------
    DataFrame
        ``article_id, group, weight, stratum, unit``, in order of ids; the group of
        an empty value is named as `sampling.group_labels` names it.

    Raises
    ------
    ParameterError
        If articles cannot be grouped by that column.
    """
    value = corpus.column(by) if by else f"'{ALL}'"
    articles = corpus.sql(
        f'select article_id, {value} as "group", weight, stratum, unit from articles order by 1'
    )
    return articles.assign(group=group_labels(articles, "group").to_numpy())
