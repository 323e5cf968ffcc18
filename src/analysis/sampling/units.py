"""Articles as they were drawn: their weights, the units that vary independently, and the strata of these."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse, stats

from analysis.errors import ParameterError, suggestion
from analysis.sampling.strata import joined, main_stratum

Array = np.ndarray

LEAST = 5
"""Units below which no interval or test is given: so few cannot stand for others."""


@dataclass(frozen=True)
class Sample:
    """All articles of a selection in the order of their ids, with how they were drawn.

    Attributes
    ----------
    ids : Index, length n
        Article ids in order.
    weight : array, shape (n,)
        Articles of the corpus that an article stands for.
    unit : array of int, shape (n,)
        Number of the article's sampling unit.
    stratum : array of int
        For each unit the number of its stratum.
    """

    ids: pd.Index
    weight: Array
    unit: Array
    stratum: Array

    @classmethod
    def of(cls, articles: pd.DataFrame) -> Sample:
        """Return the sample that a table of articles describes.

        Parameters
        ----------
        articles : DataFrame
            Indexed by article id: weight, stratum, unit, as `analysis.corpus.design.units` gives them.

        Raises
        ------
        ParameterError
            If a weight is not above zero.

        Notes
        -----
        A unit with articles in several strata (a story carried by several
        outlets) belongs to the stratum that holds most of its weight. Where
        every article counts once and is its own unit, nothing was left out of
        any stratum, and strata play no part: a sample of everything is none.

        Examples
        --------
        >>> drawn = pd.DataFrame({"weight": 2.0, "stratum": "", "unit": ["s", "t", "s"]}, index=["a", "b", "c"])
        >>> Sample.of(drawn).unit.tolist()
        [0, 1, 0]
        """
        table = articles.sort_index()
        weight = table["weight"].to_numpy(dtype=float)
        if not (np.isfinite(weight) & (weight > 0)).all():
            bad = table.index[~(np.isfinite(weight) & (weight > 0))][0]
            raise ParameterError(
                f"article {bad!r} has the weight {table['weight'].loc[bad]}", where="weight",
                remedy="Weights are numbers above zero.",
            )  # fmt: skip
        unit = pd.factorize(table["unit"], sort=True)[0]
        stratum = pd.factorize(table["stratum"], sort=True, use_na_sentinel=False)[0]
        return cls._numbered(table.index, weight, unit, stratum)

    @classmethod
    def _numbered(cls, ids: pd.Index, weight: Array, unit: Array, stratum: Array) -> Sample:
        """Return the sample of articles in order of ids, from the numbers of their units and strata without gaps."""
        if int(unit.max(initial=-1)) + 1 == len(ids):
            unit = np.arange(len(ids))
            stratum = np.zeros_like(stratum) if (weight == 1).all() else stratum
        else:
            stratum = main_stratum(unit, stratum, weight)
        return cls(ids, weight, unit, stratum)

    def only(self, places: Array) -> Sample:
        """Return some of the articles as a selection of its own, as if the others had not been there.

        Parameters
        ----------
        places : array of int
            Where they stand in `ids`, in order.
        """
        unit = self.unit[places]
        own = (np.unique(codes, return_inverse=True)[1] for codes in (unit, self.stratum[unit]))
        return self._numbered(self.ids[places], self.weight[places], *own)

    @cached_property
    def simple(self) -> bool:
        """Whether each article is its own unit, all count alike and there is one stratum."""
        return (
            len(self.stratum) == len(self.unit)
            and bool((self.stratum == self.stratum[:1]).all())
            and bool((self.weight == self.weight[:1]).all())
        )

    @cached_property
    def plain(self) -> bool:
        """Whether the sample is simple and each article stands for itself alone."""
        return self.simple and bool((self.weight == 1).all())

    def places(self, ids: Iterable[Any]) -> Array:
        """Return where articles stand among `ids`, in order.

        Raises
        ------
        ParameterError
            If an article is not of this sample.
        """
        wanted = pd.Index(ids)
        found = self.ids.get_indexer(wanted)
        if (found < 0).any():
            raise ParameterError(
                f"article {wanted[found < 0][0]!r} is not among the articles", where="articles",
                remedy="Give the articles of the corpus the rows were made from.",
            )  # fmt: skip
        return np.sort(found)

    def part(self, places: Array) -> Part:
        """Return the units that stand for a group of articles.

        Parameters
        ----------
        places : array of int
            Where the articles of the group stand in `ids`, in order.

        Notes
        -----
        With one stratum, these are the group's own units. With several, how
        many units of a stratum fall into the group is itself a matter of
        chance, and the other units of those strata take part with the value
        zero (Cochran 1977, §5A.14).
        """
        unit = self.unit[places]
        own = np.unique(unit)
        if len(self.stratum) == 0 or (self.stratum == self.stratum[0]).all():
            rows, stratum = own, np.zeros(len(own), dtype=int)
        else:
            rows = np.flatnonzero(np.isin(self.stratum, np.unique(self.stratum[own])))
            rows = rows[np.argsort(self.stratum[rows], kind="stable")]
            stratum = joined(self.stratum[rows])
            order = np.argsort(stratum, kind="stable")
            rows, stratum = rows[order], stratum[order]
        row_of = np.empty(len(self.stratum), dtype=int)
        row_of[rows] = np.arange(len(rows))
        return Part(self.ids[places], self.weight[places], row_of[unit], stratum, len(own))


@dataclass(frozen=True)
class Part:
    """The units that stand for a group of articles, one row each, in the order of their strata.

    Attributes
    ----------
    ids, weight : Index, array of shape (n,)
        The group's articles in order, and their weights.
    row : array of int, shape (n,)
        Row of each article's unit.
    stratum : array of int, shape (rows,)
        Stratum of each row, from 0, without gaps and in order.
    units : int
        Units with an article of the group; the other rows are zeros of the same strata.
    """

    ids: pd.Index
    weight: Array
    row: Array
    stratum: Array
    units: int

    @cached_property
    def strata(self) -> int:
        """Number of strata."""
        return int(self.stratum[-1]) + 1 if len(self.stratum) else 0

    @cached_property
    def plain(self) -> bool:
        """Whether the rows are the articles, each standing for itself alone."""
        own = len(self.row) == len(self.stratum) and self.strata <= 1 and bool((self.weight == 1).all())
        return own and bool((self.row == np.arange(len(self.row))).all())

    @property
    def freedom(self) -> int:
        """Degrees of freedom: units less strata, at least one."""
        return max(self.units - self.strata, 1)

    @cached_property
    def gather(self) -> sparse.csr_array:
        """Matrix (rows × articles) that adds up weighted values of articles by unit."""
        shape = (len(self.stratum), len(self.row))
        return sparse.csr_array((self.weight, (self.row, np.arange(len(self.row)))), shape=shape)

    def sums(self, values: Any) -> Any:
        """Return weighted sums over each unit of the articles' values, shape (rows,) or (rows, k)."""
        return values if self.plain else self.gather @ values

    @cached_property
    def sizes(self) -> Array:
        """Weight of each row."""
        return np.asarray(self.sums(np.ones(len(self.row))))

    @property
    def effective(self) -> float:
        """Number of equally weighted, independent articles that would tell as much about a share.

        Kish's (Σw)² / Σw² over units, reduced for lost degrees of freedom as
        Korn and Graubard (1998) reduce theirs.
        """
        number = float(self.sizes.sum() ** 2 / (self.sizes**2).sum())
        if self.units - 1 == self.freedom:
            return number
        whole, left = stats.t.ppf(0.975, [self.units - 1, self.freedom])
        return number * float(whole / left) ** 2

    @cached_property
    def _within(self) -> tuple[Array, Array, sparse.csr_array]:
        """Return n/(n − 1) of each row's stratum, 1/(n − 1) of each stratum, and which row is in which."""
        size = np.bincount(self.stratum).astype(float)
        rows = np.arange(len(self.stratum))
        member = sparse.csr_array((np.ones(len(rows)), (rows, self.stratum)), shape=(len(rows), len(size)))
        return (size / (size - 1))[self.stratum], 1 / (size - 1), member

    def squares(self, values: sparse.csr_array) -> Array:
        """Return sums of squares between units for many variables at once; see `products`.

        Parameters
        ----------
        values : sparse array, shape (k, rows)
        """
        if self.strata <= 1:
            return np.asarray(values.power(2).sum(axis=1)).ravel()
        factor, per_stratum, member = self._within
        return np.asarray(values.power(2) @ factor - (values @ member).power(2) @ per_stratum)

    def products(self, values: Any, other: Array) -> Any:
        """Return sums of products between units, the pieces of a linearised variance.

        Parameters
        ----------
        values : sparse array of shape (k, rows), or array of shape (rows,)
        other : array, shape (rows,)

        Returns
        -------
        array of shape (k,), or float
            Σ x·y over units with one stratum; with several
            Σ_h n_h/(n_h − 1) Σ (x − x̄_h)(y − ȳ_h), the stratified variance of totals
            (Cochran 1977, §5.6), without correction for a finite population.

        Notes
        -----
        With one stratum the deviations that are put together from these pieces
        add up to zero, so that nothing need be centred; `unbiased` then
        supplies the factor.
        """
        if self.strata <= 1:
            return values @ other
        factor, per_stratum, member = self._within
        return values @ (factor * other) - (values @ member) @ (per_stratum * (other @ member))

    def unbiased(self, total: Array) -> Array:
        """Return a variance from sums of squares: with one stratum, times units / (units − 1)."""
        return total * self.units / (self.units - 1) if self.strata <= 1 else total


def group_labels(articles: pd.DataFrame, by: str | None) -> pd.Series:
    """Return for each article_id the value of a column as text; empty values are ``(none)``.

    Without a column all articles are of one group, the empty text.

    Raises
    ------
    ParameterError
        If `articles` has no such column.
    """
    own = articles.drop_duplicates("article_id").set_index("article_id")
    if not by:
        return pd.Series("", index=own.index)
    if by not in articles.columns:
        raise ParameterError(
            f"articles have no column {by!r}", where="by",
            remedy=f"{suggestion(by, articles.columns)}Columns: {', '.join(map(str, articles.columns))}.",
        )  # fmt: skip
    values = own[by]
    return values.astype(object).where(values.notna(), "").astype(str).replace("", "(none)")
