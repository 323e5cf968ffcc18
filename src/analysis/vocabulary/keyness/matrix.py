"""Counts as a matrix of words × articles, read once and kept with the corpus they are of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy import sparse

from analysis.corpus import keeping
from analysis.errors import EmptySelectionError
from analysis.vocabulary.counting import Counts

Array = np.ndarray

MOST_KEPT = 25_000_000
"""Entries (a word in an article) of a matrix that is kept in memory, about 70,000 articles; larger counts are read
in blocks of words each time."""

BLOCK = 20_000_000
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


@dataclass(eq=False)
class Kept:
    """What is known of the counts in one table, as far as it was needed.

    Attributes
    ----------
    ids : array of str
        All selected articles, in order.
    n : array, shape (articles,)
        Words counted in each.
    entries : int
        Rows of the table.
    block : Block, optional
        All words, if there are at most `MOST_KEPT` entries and they were asked for.
    notes : dict
        What other modules keep for the next question on the same counts.
    """

    ids: Array
    n: Array
    entries: int
    block: Block | None = None
    notes: dict[Any, Any] = field(default_factory=dict)


def kept(counts: Counts) -> Kept:
    """Return what is known of the counts; it is forgotten with the corpus."""

    def known() -> Kept:
        rows = counts.corpus.sql(
            "select a.article_id, coalesce(c.n, 0)::double as n, coalesce(c.entries, 0)::bigint as entries "
            f"from articles a left join (select article_id, sum(f) as n, count(*) as entries from {counts.table} "
            "group by 1) c using (article_id) order by 1"
        )
        return Kept(rows["article_id"].to_numpy(), rows["n"].to_numpy(), int(rows["entries"].sum()))

    return keeping.kept(counts.corpus, ("keyness", counts.table), known)


def blocks(counts: Counts, *, least_f: int, least_df: int) -> Iterator[Block]:
    """Yield the counts by blocks of words: all in one where they are kept.

    Parameters
    ----------
    counts : Counts
    least_f, least_df : int
        Words with fewer occurrences or articles in the selection may be left
        out; others are not.
    """
    known = kept(counts)
    if known.entries <= MOST_KEPT:
        if known.block is None:
            known.block = next(_read(counts, len(known.ids), least_f=1, least_df=1, size=MOST_KEPT))
        yield known.block
    else:
        yield from _read(counts, len(known.ids), least_f=least_f, least_df=least_df, size=BLOCK)


def _read(counts: Counts, articles: int, *, least_f: int, least_df: int, size: int) -> Iterator[Block]:
    try:
        for found in counts.blocks(least_f=least_f, least_df=least_df, cells=size):
            yield Block(found.words.to_numpy(), sparse.csr_array(found.table.T).astype(np.float64))
    except EmptySelectionError:
        yield Block(np.array([], dtype=object), sparse.csr_array((0, articles)))
