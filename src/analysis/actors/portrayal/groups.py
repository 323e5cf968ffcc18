"""What every measure of portrayal asks first: which articles, in which groups, drawn how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.actors.tables import actor_names
from analysis.corpus.design import units
from analysis.errors import require
from analysis.sampling import Sample, domain_shares, group_labels


@dataclass(frozen=True)
class Groups:
    """The selected articles by group.

    Attributes
    ----------
    labels : Series
        Group of each article, by article_id; empty text without groups.
    sample : Sample
        How the articles were drawn.
    weight : Series
        Of each article, by article_id.
    """

    labels: pd.Series
    sample: Sample
    weight: pd.Series

    @classmethod
    def of(cls, articles: pd.DataFrame, by: str | None) -> Groups:
        """Return the groups that a column of the articles table makes; one group without a column.

        Raises
        ------
        ParameterError
            If `articles` has no such column.
        """
        needs(articles, ("article_id",), "articles", "Give corpus.articles.")
        sample = Sample.of(units(articles))
        return cls(group_labels(articles, by), sample, pd.Series(sample.weight, index=sample.ids))

    @property
    def weighted(self) -> bool:
        """Whether some article counts for more or less than one."""
        return bool((self.weight != 1).any())

    @property
    def sizes(self) -> pd.Series:
        """Number of articles of each group, in order of the groups."""
        return self.labels.value_counts().sort_index()

    def rows(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of a table that stand in the articles, with their ``group`` and ``weight``."""
        own = table[table["article_id"].isin(self.labels.index)]
        return own.assign(
            group=own["article_id"].map(self.labels), weight=own["article_id"].map(self.weight).astype(float)
        )

    def shares(self, cells: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
        """Return sum(above) / sum(below) for each combination of keys, with limits.

        Parameters
        ----------
        cells : DataFrame
            ``article_id, above, below`` and the keys; rows of one article and key are added up.
        keys : sequence of str

        Returns
        -------
        DataFrame
            Indexed by the keys: ``share, low, high, units``; see `sampling.domain_shares`.
        """
        keys = list(keys)
        table = cells.groupby([*keys, "article_id"], sort=True)[["above", "below"]].sum().reset_index()
        table = table[table["below"] > 0]
        number = table.groupby(keys, sort=True).ngroup()
        index = pd.MultiIndex.from_frame(table[keys].drop_duplicates())
        found = domain_shares(
            table["article_id"], number, table["above"].to_numpy(float), table["below"].to_numpy(float),
            columns=pd.RangeIndex(len(index)), sample=self.sample,
        )  # fmt: skip
        return found.set_axis(index)


def needs(table: pd.DataFrame, columns: Sequence[str], what: str, remedy: str) -> pd.DataFrame:
    """Return a table that has the columns, or raise.

    Raises
    ------
    ParameterError
        If a column is missing.
    """
    require(table, columns, what=f"{what} have", where="actors", remedy=remedy)
    return table


def with_ends(pairs: pd.DataFrame, labels: pd.DataFrame) -> pd.DataFrame:
    """Return pairs of source_id and target_id with names and kinds, those of the largest count first.

    Parameters
    ----------
    pairs : DataFrame
        ``source_id, target_id, count``.
    labels : DataFrame
        From `actor_labels`.
    """
    out = pairs.copy()
    for end in ("source", "target"):
        out[[end, f"{end}_kind"]] = labels.reindex(out[f"{end}_id"])[["name", "kind"]].to_numpy()
    order = np.lexsort((out["target_id"].astype(str), out["source_id"].astype(str), -out["count"]))
    return out.iloc[order].reset_index(drop=True)


def actor_labels(*tables: tuple[pd.DataFrame, str, str, str]) -> pd.DataFrame:
    """Return name and kind of each actor that some tables know, by actor_id.

    Parameters
    ----------
    *tables : (DataFrame, str, str, str)
        A table and its columns of id, name and kind. The name that most rows of the first table with
        the actor carry is taken.
    """
    called = ["actor_id", "name", "kind"]
    named = (
        table[[*columns, *({"via"} & {*table.columns})]].rename(
            columns=dict(zip(columns, called, strict=True))
        )
        for table, *columns in tables
    )
    together = pd.concat([actor_names(rows[rows["actor_id"].fillna("") != ""]) for rows in named])
    return together[~together.index.duplicated()]


def in_order(table: pd.DataFrame, columns: Sequence[str], *, by: str | None = None) -> pd.DataFrame:
    """Return a measure's columns in order, then its estimates of the whole corpus; ``group`` only with `by`."""
    estimates = [name for name in table.columns if name.endswith("_estimated")]
    return table[[name for name in (*columns, *estimates) if by or name != "group"]]
