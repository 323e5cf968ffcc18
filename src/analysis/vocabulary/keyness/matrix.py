"""Counts as a matrix of words × articles, read once and kept with the corpus they are of."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np
from scipy import sparse

from analysis.corpus.keeping import kept
from analysis.errors import EmptySelectionError
from analysis.vocabulary.counting import Counts

Array = np.ndarray
Value = TypeVar("Value")

MOST_KEPT = 25_000_000
"""Entries (a word in an article) of a matrix that is kept in memory, about 70,000 articles; larger counts are read
in blocks of words each time."""

BLOCK = 6_000_000
"""Entries that are read at a time of counts that are not kept."""


@dataclass(frozen=True, eq=False)
class Block:
    """Some words of the counts in every selected article.

    Attributes
    ----------
    words : array of str
        In order.
    table : sparse array, shape (words, articles)
        How often each stands in each article; articles in order of their ids.
    """

    words: Array
    table: sparse.csr_array


@dataclass(frozen=True, eq=False)
class Articles:
    """The selected articles in the counts of one table.

    Attributes
    ----------
    ids : array of str
        All of them, in order.
    n : array, shape (articles,)
        Words counted in each.
    few : bool
        Whether there are at most `MOST_KEPT` entries, so that all are kept.
    """

    ids: Array
    n: Array
    few: bool


def articles_of(counts: Counts) -> Articles:
    """Return the articles of some counts."""

    def read() -> Articles:
        name = counts.table
        rows = counts.corpus.sql(f"select article_id, n::double as n from {name}_articles order by article")
        (entries,) = counts.corpus.connection.execute(f"select count(*) from {name}_numbers").fetchone() or (
            0,
        )
        return Articles(rows["article_id"].to_numpy(), rows["n"].to_numpy(), entries <= MOST_KEPT)

    return kept(counts.corpus, ("articles of keyness", counts.table), read)


def remembered(counts: Counts, key: tuple[Hashable, ...], make: Callable[[], Value]) -> Value:
    """Return the last value of that name made of some counts; of counts that are too many, none is kept."""
    name, *about = key
    if not articles_of(counts).few:
        return make()
    return kept(counts.corpus, (f"{name} of keyness", counts.table, *about), make, most=1)


def blocks(counts: Counts, *, least_f: int, least_df: int) -> Iterator[Block]:
    """Yield the counts by blocks of words: all in one where they are kept.

    Parameters
    ----------
    counts : Counts
    least_f, least_df : int
        Words with fewer occurrences or articles in the selection may be left
        out; others are not.
    """
    articles = articles_of(counts)
    if articles.few:
        whole = partial(_read, counts, len(articles.ids), least_f=1, least_df=1, size=MOST_KEPT)
        yield remembered(counts, ("counts",), lambda: next(whole()))
    else:
        yield from _read(counts, len(articles.ids), least_f=least_f, least_df=least_df, size=BLOCK)


def _read(counts: Counts, articles: int, *, least_f: int, least_df: int, size: int) -> Iterator[Block]:
    try:
        for found in counts.blocks(least_f=least_f, least_df=least_df, cells=size):
            yield Block(found.words.to_numpy(), sparse.csr_array(found.table.T).astype(np.float64))
    except EmptySelectionError:
        yield Block(np.array([], dtype=object), sparse.csr_array((0, articles)))
