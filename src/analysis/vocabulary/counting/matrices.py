"""Counts as sparse matrices, articles × words: whole, or in blocks of words that fit into memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus.keeping import kept
from analysis.errors import EmptySelectionError, ParameterError

if TYPE_CHECKING:
    from analysis.vocabulary.counting.counts import Counts

WHOLE = 25_000_000
"""Counts up to which memory holds them as one matrix, about 70,000 articles; more are read in blocks each time."""

CELLS = 6_000_000
"""Counts in a block: about 120 MB while it is made, 48 MB afterwards."""


@dataclass(frozen=True, eq=False)
class Matrix:
    """How often each word stands in each article.

    Attributes
    ----------
    table : sparse array of int32, shape (articles, words)
        Compressed by column (word), articles of a word in order.
    words : Index of str
        In the order of the alphabet.
    articles : Index of str
        All selected articles in the order of their ids, those without a word too.
    """

    table: sparse.csc_array
    words: pd.Index
    articles: pd.Index


def few(counts: Counts) -> bool:
    """Tell whether counts are so few that memory holds them as one matrix; see `WHOLE`."""

    def entries() -> int:
        return int(counts.corpus.sql(f"select count(*) as n from {counts.table}_numbers")["n"].iloc[0])

    return kept(counts.corpus, ("entries", counts.table), entries) <= WHOLE


def matrix(counts: Counts, *, least_f: int = 1, least_df: int = 1) -> Matrix:
    """Return all counts of the words that are frequent enough as one matrix; the last few are remembered.

    Parameters
    ----------
    counts : Counts
    least_f, least_df : int
        Occurrences, and articles, a word must have as read. Copies of a story
        that share a weight are one article here.

    Raises
    ------
    EmptySelectionError
        If no word is frequent enough.
    """
    whole = partial(blocks, counts, least_f=least_f, least_df=least_df, cells=2**62)
    return kept(counts.corpus, ("matrix", counts.table, least_f, least_df), lambda: next(whole()))


def blocks(
    counts: Counts, *, least_f: int = 1, least_df: int = 1, cells: int | None = None
) -> Iterator[Matrix]:
    """Yield the counts as matrices of some words each, words in order, so that none outgrows memory.

    Parameters
    ----------
    counts, least_f, least_df
        As for `matrix`.
    cells : int, optional
        Counts in a block; its last word may go beyond. Without it, `CELLS`; few counts are one block, which is
        remembered (`few`, `matrix`).
    """
    if min(least_f, least_df, 1 if cells is None else cells) < 1:
        raise ParameterError(
            f"least_f = {least_f}, least_df = {least_df}, cells = {cells}", remedy="Use whole numbers from 1."
        )
    if cells is None and few(counts):
        yield matrix(counts, least_f=least_f, least_df=least_df)
        return
    corpus, name = counts.corpus, counts.table
    listed = _listed(counts, least_f=least_f, least_df=least_df)
    if listed.empty:
        raise EmptySelectionError(
            f"nothing occurs {least_f} times in {least_df} of {len(corpus)} articles",
            remedy="Widen the selection (`where`), or lower least_f and least_df.",
        )
    articles = pd.Index(corpus.sql(f"select article_id from {name}_articles order by article")["article_id"])
    before = np.cumsum(listed["cells"].to_numpy()) - listed["cells"].to_numpy()
    for _, block in listed.groupby(before // (cells or CELLS), sort=True):
        yield _block(counts, block, articles)


def _listed(counts: Counts, *, least_f: int, least_df: int) -> pd.DataFrame:
    name = counts.table
    plain = counts.corpus.plain
    spread = "count(*)" if plain else "count(distinct s.unit)"
    units = "" if plain else f" join {name}_articles a using (article) join articles s using (article_id)"
    return counts.corpus.sql(
        f"with listed as (select c.word, count(*)::bigint as cells from {name}_numbers c{units} group by 1 "
        f"having sum(c.f) >= $least_f and {spread} >= $least_df) "
        f"select l.word, f.form, l.cells from listed l join {name}_forms f using (word) order by 1",
        least_f=least_f, least_df=least_df,
    )  # fmt: skip


def _block(counts: Counts, block: pd.DataFrame, articles: pd.Index) -> Matrix:
    wanted = block["word"].to_numpy()
    rows = counts.corpus.connection.execute(
        f"select word, article, f from {counts.table}_numbers where word between $first and $last",
        {"first": int(wanted[0]), "last": int(wanted[-1])},
    ).fetchnumpy()
    place = np.full(int(wanted[-1] - wanted[0]) + 1, -1, dtype=np.int32)
    place[wanted - wanted[0]] = np.arange(len(wanted), dtype=np.int32)
    word = place[np.asarray(rows["word"]) - wanted[0]]
    chosen = word >= 0
    entries = (np.asarray(rows["f"])[chosen], (np.asarray(rows["article"])[chosen], word[chosen]))
    table = sparse.csc_array(sparse.coo_array(entries, shape=(len(articles), len(wanted))))
    table.sort_indices()
    return Matrix(table, pd.Index(block["form"]), articles)
