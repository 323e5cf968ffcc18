"""Counts as a matrix of words × articles, read once and kept with the corpus they are of."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from scipy import sparse

from analysis.corpus.keeping import kept
from analysis.errors import EmptySelectionError
from analysis.vocabulary.counting import Counts

Array = np.ndarray
Value = TypeVar("Value")


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
    """

    ids: Array
    n: Array


def articles_of(counts: Counts) -> Articles:
    """Return the articles of some counts."""

    def read() -> Articles:
        rows = counts.corpus.sql(
            f"select article_id, n::double as n from {counts.table}_articles order by article"
        )
        return Articles(rows["article_id"].to_numpy(), rows["n"].to_numpy())

    return kept(counts.corpus, ("articles of keyness", counts.table), read)


def remembered(counts: Counts, key: tuple[Hashable, ...], make: Callable[[], Value]) -> Value:
    """Return the last value of that name made of some counts; of counts that are too many, none is kept."""
    name, *about = key
    if not counts.few:
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
    if counts.few:
        yield remembered(counts, ("counts",), lambda: next(_read(counts, cells=2**62)))
    else:
        yield from _read(counts, least_f=least_f, least_df=least_df)


def _read(
    counts: Counts, *, least_f: int = 1, least_df: int = 1, cells: int | None = None
) -> Iterator[Block]:
    try:
        for found in counts.blocks(least_f=least_f, least_df=least_df, cells=cells):
            yield Block(found.words.to_numpy(), sparse.csr_array(found.table.T).astype(np.float64))
    except EmptySelectionError:
        yield Block(np.array([], dtype=object), sparse.csr_array((0, len(articles_of(counts).ids))))
