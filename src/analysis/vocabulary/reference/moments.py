"""Sums over the selected articles that a comparison with a reference needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus.design import units
from analysis.errors import EmptySelectionError
from analysis.sampling import Part, Sample
from analysis.vocabulary.counting import Counts, article_words
from analysis.vocabulary.reference.facts import LENGTHS, having
from analysis.vocabulary.reference.stored import Reference

Array = np.ndarray


@dataclass(frozen=True)
class Moments:
    """Sums over articles for every word, and the variance of a rate that follows from them.

    Attributes
    ----------
    f, df : array
        Occurrences and articles (weighted, where articles have weights).
    ff, fn, nn, n : arrays and floats
        Sums over units of f², of f · words, of words², and of words.
    having : array
        Sampling units that have the word.
    units, freedom : int
        Sampling units, and degrees of freedom.
    factor : float
        What turns the sum of squared residuals into its unbiased estimate.
    by_length : array, shape (words, classes)
        Articles that have the word, in each class of length.
    articles_by_length : array, shape (classes,)
    """

    f: Array
    df: Array
    ff: Array
    fn: Array
    nn: float
    n: float
    having: Array
    units: int
    freedom: int
    factor: float
    by_length: Array
    articles_by_length: Array

    @property
    def rate(self) -> Array:
        """Occurrences per word."""
        return self.f / self.n

    @property
    def variance(self) -> Array:
        """Variance of the rate with the unit as cluster: that of a ratio estimator (Cochran 1977, ch. 6)."""
        residual = np.maximum(self.ff - 2 * self.rate * self.fn + self.rate**2 * self.nn, 0)
        return self.factor * residual / self.n**2

    def clumping(self, rate: Array) -> Array:
        """Return φ of var(f) = n · rate + φ · (n · rate)², by the method of moments, not below zero."""
        residual = self.ff - 2 * rate * self.fn + rate**2 * self.nn
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(rate > 0, np.maximum(residual - rate * self.n, 0) / (rate**2 * self.nn), 0.0)


@dataclass(frozen=True)
class Selection:
    """The counts of the selected articles.

    Attributes
    ----------
    words : Index
        Listed words.
    read, df : array of int
        Occurrences and articles as read.
    moments : Moments
    simple : bool
        Whether each article counts once and is its own unit.
    length : int
        Class of length of the only article; -1 with several.
    size : int
        Words in a counted unit.
    total : int
        Words counted, as read, frequent enough or not.
    """

    words: pd.Index
    read: Array
    df: Array
    moments: Moments
    simple: bool
    length: int
    size: int
    total: int


def selected(counts: Counts, *, least_f: int, least_df: int, article_id: str = "") -> Selection:
    """Return the sums over the selected articles, or the one named, for every word that is frequent enough.

    Raises
    ------
    EmptySelectionError
        If no article has words, or no word is frequent enough.
    """
    articles = article_words(counts)
    articles = articles[(articles["n"] > 0) & (articles["article_id"].eq(article_id) | (article_id == ""))]
    sample = Sample.of(units(articles))
    part = sample.part(np.arange(len(sample.ids)))
    n = articles.set_index("article_id").loc[sample.ids, "n"].to_numpy(dtype=float)
    found = [
        (words, read, df, _moments(table, n, part))
        for words, table, read, df in _listed(counts, sample, part, least_f=least_f, least_df=least_df)
    ]
    if not found:
        raise EmptySelectionError(
            f"no word occurs {least_f} times in {least_df} of {len(articles)} articles",
            remedy="Widen the selection (`where`), or lower least_f and least_df.",
        )
    words, read, df = (np.concatenate([one[i] for one in found]) for i in range(3))
    moments = _joined([one[3] for one in found])
    length = int(np.searchsorted(LENGTHS, n[0], side="right")) if len(n) == 1 else -1
    return Selection(
        pd.Index(words),
        read.astype(int),
        df.astype(int),
        moments,
        sample.plain,
        length,
        counts.n,
        int(n.sum()),
    )


def _listed(
    counts: Counts, sample: Sample, part: Part, *, least_f: int, least_df: int
) -> Iterator[tuple[Array, sparse.csr_array, Array, Array]]:
    """Yield words that are frequent enough, their counts by article, and occurrences and articles as read."""
    for block in counts.blocks():
        place = block.articles.get_indexer(sample.ids)
        table = sparse.csr_array(
            block.table.T[:, place] if len(place) < len(block.articles) else block.table.T
        )
        f, df = np.asarray(table.sum(axis=1)), np.diff(table.indptr)
        # Copies of a story that share a weight are one article here.
        spread = df if sample.simple else np.diff(sparse.csr_array(table @ part.gather.T).indptr)
        chosen = (f >= least_f) & (spread >= min(least_df, max(len(sample.ids), 1))) & (f > 0)
        if chosen.any():
            yield (
                block.words[chosen].to_numpy(dtype=object),
                table[chosen].astype(float),
                f[chosen],
                df[chosen],
            )


def _joined(parts: list[Moments]) -> Moments:
    """Return the sums for all words from those for some each; what is no sum for a word is the same in all."""

    def all_words(name: str) -> Array:
        return np.concatenate([getattr(part, name) for part in parts])

    return replace(
        parts[0], f=all_words("f"), df=all_words("df"), ff=all_words("ff"), fn=all_words("fn"),
        having=all_words("having"), by_length=all_words("by_length"),
    )  # fmt: skip


def _moments(table: sparse.csr_array, n: Array, part: Part) -> Moments:
    by_unit, words = sparse.csr_array(table @ part.gather.T), np.asarray(part.gather @ n)
    have = sparse.csr_array(table > 0).astype(float) @ sparse.diags_array(part.weight)
    classes = np.eye(len(LENGTHS) + 1)[np.searchsorted(LENGTHS, n, side="right")]
    return Moments(
        f=np.asarray(by_unit.sum(axis=1)).ravel(), df=np.asarray(have.sum(axis=1)).ravel(),
        ff=part.squares(by_unit), fn=part.products(by_unit, words), nn=float(part.products(words, words)),
        n=float(words.sum()), having=np.diff(by_unit.indptr), units=part.units, freedom=part.freedom,
        factor=float(part.unbiased(np.array(1.0))) if part.units > 1 else np.nan,
        by_length=np.asarray(have @ classes), articles_by_length=part.weight @ classes,
    )  # fmt: skip


def referred(reference: Reference, words: pd.Index, *, size: int) -> tuple[Moments, pd.DataFrame]:
    """Return the sums of the reference for some words, and its rows; a word that is not listed has none (NaN)."""
    unit = reference.unit(size)
    rows = reference.words(size).reindex(words)
    classes = [having(1, c) for c in range(len(LENGTHS) + 1)]
    articles = reference.facts.articles
    moments = Moments(
        f=rows["f"].to_numpy(), df=rows["df"].to_numpy(), ff=rows["ff"].to_numpy(), fn=rows["fn"].to_numpy(),
        nn=float(unit.squares), n=float(unit.total), having=rows["df"].to_numpy(), units=articles, freedom=articles - 1,
        factor=articles / (articles - 1) if articles > 1 else np.nan,
        by_length=rows[classes].to_numpy(), articles_by_length=np.array(unit.by_length, dtype=float),
    )  # fmt: skip
    return moments, rows
