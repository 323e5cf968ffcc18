"""How the articles of a comparison use the listed words: the arrays behind every measure of keyness."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus.design import units
from analysis.errors import EmptySelectionError
from analysis.sampling import LEAST, Part, Sample
from analysis.vocabulary import measures
from analysis.vocabulary.counting import Counts
from analysis.vocabulary.keyness.matrix import Articles, Block, articles_of, blocks, remembered
from analysis.vocabulary.keyness.ranks import Ranks, rare_p
from analysis.vocabulary.keyness.variance import linearised, thin

Array = np.ndarray


@dataclass(frozen=True)
class Side:
    """Counts of every word in one group: as read, and weighted. Arrays over words.

    Attributes
    ----------
    read, df : array
        Occurrences, and articles with the word, as read.
    f, ff, fn, n, nn : array or float
        Weighted sums; see `measures.rate_variance`.
    share : array
        Share of articles that have the word.
    units, strata : int
    least : float
        Mean weight of a unit.
    """

    read: Array
    df: Array
    f: Array
    ff: Array
    fn: Array
    n: float
    nn: float
    share: Array
    units: int
    strata: int
    least: float

    def variance(self) -> Array:
        """Return the variance of each word's rate."""
        return measures.rate_variance(
            self.f, self.ff, self.fn, n=self.n, nn=self.nn, units=self.units, strata=self.strata
        )

    def rates(self) -> dict[str, Array]:
        """Return rates per million words and their intervals."""
        low, high = measures.rate_interval(
            self.f, self.ff, self.fn, n=self.n, nn=self.nn, units=self.units, strata=self.strata
        )
        return {"per_million": self.f / self.n * 1e6, "low": low * 1e6, "high": high * 1e6}


class Usage:
    """Listed words in the articles that are compared; knows of no groups.

    Attributes
    ----------
    words : array of str
    table : sparse array, shape (words, articles)
        How often each word stands in each article.
    n : array, shape (articles,)
        Words in each article.
    sample : Sample
        How the articles were drawn, in the same order.
    """

    def __init__(self, words: Array, table: sparse.csr_array, n: Array, sample: Sample) -> None:
        self.words, self.table, self.n, self.sample = words, table, n, sample

    @cached_property
    def ranks(self) -> Ranks:
        """Ranks of the articles by their rate of each word."""
        rates = self.table.data / self.n[self.table.indices]
        return Ranks(
            sparse.csr_array((rates, self.table.indices, self.table.indptr), shape=self.table.shape),
            self.sample,
        )

    @cached_property
    def whole(self) -> Part:
        """All the articles as a part of the sample."""
        return self.sample.part(np.arange(len(self.n)))

    @cached_property
    def sums(self) -> tuple[Array, Array]:
        """Occurrences of each word and the units it stands in: copies that share a weight are one text."""
        f = np.asarray(self.table.sum(axis=1)).ravel()
        if self.sample.plain or len(self.sample.stratum) == len(self.sample.unit):
            return f, np.diff(self.table.indptr)
        shape = (len(self.n), len(self.sample.stratum))
        member = sparse.csr_array(
            (np.ones(len(self.n)), (np.arange(len(self.n)), self.sample.unit)), shape=shape
        )
        return f, np.diff((self.table @ member).indptr)

    @cached_property
    def _moments(self) -> list[tuple[sparse.csr_array, Array]]:
        """Count, its square, count times words, and presence: by article, and summed over all."""
        data, n = self.table.data, self.n[self.table.indices]
        tables = [self.table, self._like(data**2), self._like(data * n), self.ranks.presence]
        return [(table, np.asarray(table.sum(axis=1)).ravel()) for table in tables]

    @cached_property
    def pooled(self) -> Array:
        """Variance of a unit weight's occurrences about what is expected of it, as if there were one group."""
        weight, table = self.sample.weight, self.table
        rate = (table @ weight) / (weight @ self.n)
        squares, products = self._like(table.data**2) @ weight, table @ (weight * self.n)
        return np.maximum(squares - 2 * rate * products + rate**2 * (weight @ self.n**2), 0) / weight.sum()

    def take(self, rows: Array) -> Usage:
        """Return the usage of some of the words."""
        some = Usage(self.words[rows], self.table[rows], self.n, self.sample)
        if "ranks" in self.__dict__:
            some.ranks = self.ranks.take(rows)
        return some

    def only(self, articles: Array) -> Usage:
        """Return the usage in some of the articles, by their places, as a selection of its own."""
        return Usage(self.words, self.table[:, articles], self.n[articles], self.sample.only(articles))

    def sides(self, first: Array) -> list[tuple[Side, Side]]:
        """Return the counts of the first group and of the others, for each column of `first`."""
        if not self.sample.plain:
            return [(self._side(column), self._side(~column)) for column in first.T]
        inside, n2 = first.astype(float), self.n**2
        products = [(m @ inside, whole) for m, whole in self._moments]
        out = []
        for k in range(first.shape[1]):
            pair = []
            for own in (True, False):
                f, ff, fn, df = (part[:, k] if own else whole - part[:, k] for part, whole in products)
                chosen = first[:, k] == own
                m = int(chosen.sum())
                pair.append(Side(f, df, f, ff, fn, self.n[chosen].sum(), n2[chosen].sum(), df / m, m, 1, 1.0))
            out.append((pair[0], pair[1]))
        return out

    def _side(self, inside: Array) -> Side:
        part = self.sample.part(np.flatnonzero(inside))
        chosen = self.table[:, np.flatnonzero(inside)]
        weight, n = part.weight, self.n[inside]
        articles = weight.sum() if len(weight) else np.nan
        by_unit = sparse.csr_array(chosen @ part.gather.T)
        words = part.gather @ n
        present = sparse.csr_array(
            (np.ones(len(chosen.data)), chosen.indices, chosen.indptr), shape=chosen.shape
        )
        return Side(
            read=np.asarray(chosen.sum(axis=1)).ravel(), df=np.diff(chosen.indptr), f=chosen @ weight,
            ff=part.squares(by_unit), fn=part.products(by_unit, words), n=float(weight @ n),
            nn=float(part.products(words, words)), share=present @ weight / articles,
            units=part.units, strata=part.strata, least=float(articles / max(part.units, 1)),
        )  # fmt: skip

    def contrast(self, first: Array, sides: tuple[Side, Side]) -> measures.Rates:
        """Return the rates of the two groups with their variances, for one comparison.

        A group in which fewer than `LEAST` units have a word (or lack it) hardly
        shows how its rate varies; there the variance is not let fall below that
        of units that all vary alike, as they do where the groups do not differ.
        """
        one, two = sides
        rates = one.f / one.n, two.f / two.n
        straddling = len(self.sample.stratum) < len(self.n) or not self.sample.simple
        if not straddling:
            var, other = one.variance(), two.variance()
            apart = var + other
            freedom = measures.welch_freedom(var, one.units - 1, other, two.units - 1)
        else:
            var, other, apart = linearised(
                self.table, self.n, part=self.whole, first=first, sizes=(one.n, two.n),
                offsets=(-rates[0], -rates[1]),
            )  # fmt: skip
            freedom = np.full(len(self.words), float(max(self.whole.freedom - 1, 1)))
        a, b = (
            self.whole.sums(np.where(inside, 1 / size, 0.0))
            for inside, size in ((first, one.n), (~first, two.n))
        )
        if straddling:
            few = thin(self.ranks.presence, self.whole, first)
        else:
            few = np.any([(s.df < LEAST) | (s.units - s.df < LEAST) for s in sides], axis=0)
        floor, floor_other = (np.where(few, self.pooled * (x**2).sum(), 0.0) for x in (a, b))
        shared = (var + other - apart) / 2
        return measures.Rates(
            *rates,
            np.maximum(var, floor),
            np.maximum(other, floor_other),
            np.where(few, np.minimum(shared, 0), shared),
            freedom,
        )

    def rare(self, first: Array) -> Array:
        """Return the exact mid-p of rare words, zero for others; see `ranks.rare_p`."""
        return rare_p(self.ranks.presence, self.whole, first)

    def _like(self, data: Array) -> sparse.csr_array:
        return sparse.csr_array((data, self.table.indices, self.table.indptr), shape=self.table.shape)


def usages(counts: Counts, articles: pd.DataFrame, *, least_f: int, least_df: int) -> Iterator[Usage]:
    """Yield how some articles use the words that are frequent enough, by blocks of words.

    Parameters
    ----------
    counts : Counts
    articles : DataFrame
        ``article_id, weight, stratum, unit``, in order of ids.
    least_f, least_df : int
        Occurrences, and units, a word must have in these articles.

    Raises
    ------
    EmptySelectionError
        If no word is frequent enough.
    """
    known = articles_of(counts)
    places = pd.Index(known.ids).get_indexer(pd.Index(articles["article_id"]))
    key = (len(places), hash(places.tobytes()), hash(tuple(articles["unit"])))
    sample = Sample.of(units(articles))
    found = False
    for block in blocks(counts, least_f=least_f, least_df=least_df):
        usage = remembered(
            counts, ("usage", *key), partial(_usage, block, known, places, sample, ranked=counts.few)
        )
        listed = remembered(
            counts, ("listed", *key, least_f, least_df), partial(_frequent, usage, least_f, least_df)
        )
        if len(listed.words):
            found = True
            yield listed
    if not found:
        raise EmptySelectionError(
            f"no word occurs {least_f} times in {least_df} articles", remedy="Lower least_f and least_df."
        )


def _usage(block: Block, known: Articles, places: Array, sample: Sample, *, ranked: bool) -> Usage:
    """Return the usage of all words of a block in some articles; with their ranks, if it is to be kept."""
    table = block.table if len(places) == len(known.ids) else block.table[:, places]
    usage = Usage(block.words, table, known.n[places], sample)
    if ranked:
        _ = usage.ranks  # once for all thresholds
    return usage


def _frequent(usage: Usage, least_f: int, least_df: int) -> Usage:
    f, df = usage.sums
    return usage.take(np.flatnonzero((f >= least_f) & (df >= least_df)))
