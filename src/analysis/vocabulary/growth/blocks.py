"""The counts of a corpus by group and block of articles, from which growth and its intervals are computed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus.design import units
from analysis.errors import EmptySelectionError, ParameterError
from analysis.sampling import LEAST, Sample
from analysis.vocabulary.counting import Counts
from analysis.vocabulary.grouping import with_groups
from analysis.vocabulary.measures import growth as formulas

Array = np.ndarray


@dataclass(frozen=True)
class Blocks:
    """Frequencies and articles of the words of a group, by block of its articles.

    Attributes
    ----------
    group : str
    f, df : array, shape (types, blocks)
    articles, words : array, shape (blocks,)
    """

    group: str
    f: Array
    df: Array
    articles: Array
    words: Array

    def without(self, block: int | None) -> Blocks:
        """Return what is left without a block; with None, everything in one block."""
        kept = np.ones(len(self.articles), dtype=bool)
        if block is not None:
            kept[block] = False
        f = self.f[:, kept].sum(axis=1)
        there = f > 0
        return Blocks(
            self.group,
            f[there, None],
            self.df[:, kept].sum(axis=1)[there, None],
            self.articles[kept].sum(keepdims=True),
            self.words[kept].sum(keepdims=True),
        )

    @property
    def least(self) -> int:
        """Articles that are left when the largest block is not there."""
        return int(self.articles.sum() - self.articles.max())

    def types_of(self, k: Array) -> Array:
        """Return the expected types of k articles, also of a few more than there are."""
        df, articles = self.df.sum(axis=1), int(self.articles.sum())
        inside = formulas.expected_types(df, articles, np.minimum(k, articles))
        in_one, in_two = float((df == 1).sum()), float((df == 2).sum())
        more = [formulas.new_types(in_one, in_two, articles, m) for m in np.maximum(k - articles, 0)]
        return np.asarray(inside + more)


def steps(most: int, number: int, *, first: int = 1) -> Array:
    """Return whole numbers from `first` to `most`, at most `number`, evenly spaced in logarithm."""
    return np.unique(np.round(np.geomspace(first, most, number)).astype(int))


def blocks_of(counts: Counts, by: str | None, blocks: int, seed: int) -> tuple[list[Blocks], dict[str, int]]:
    """Return the blocks of each group that is large enough, and the articles of those that are not."""
    if blocks < 5:
        raise ParameterError(f"blocks = {blocks}", remedy="Use 5 or more; 20 is usual.")
    articles = with_groups(counts.corpus, by=by)
    articles = articles[_having(counts)]
    sizes = articles.groupby("group")["unit"].nunique()
    small = {str(name): int(n) for name, n in sizes.items() if n < LEAST}
    if len(small) == len(sizes):
        listed = ", ".join(f"{name!r} ({n})" for name, n in sizes.items()) or "none with a word"
        raise EmptySelectionError(
            f"growth over articles needs {LEAST} articles with words; there are: {listed[:400]}",
            remedy="Few articles do not show how a vocabulary grows. Widen the selection; for a single text "
            "see `diversity`.",
        )
    plan = _plan(articles[~articles["group"].isin(list(small))], blocks, seed)
    found = sorted(_aggregated(counts, plan), key=lambda group: (-group.articles.sum(), group.group))
    return found, small


def _plan(articles: pd.DataFrame, blocks: int, seed: int) -> pd.DataFrame:
    """Give each article a block within its group, copies of one story the same, spread evenly over strata."""
    sample = Sample.of(units(articles))
    rng = np.random.default_rng(seed)
    plan = articles.set_index("article_id").loc[sample.ids]
    plan["unit"] = sample.unit
    plan["share"] = plan["weight"] / plan.groupby(["group", "unit"])["weight"].transform("sum")
    drawn = rng.random(len(sample.stratum))
    once = plan[["group", "unit"]].drop_duplicates()
    once["stratum"], once["drawn"] = sample.stratum[once["unit"]], drawn[once["unit"]]
    once = once.sort_values(["group", "stratum", "drawn"])
    place = once.groupby("group").cumcount()
    once["block"] = place % np.minimum(blocks, once.groupby("group")["unit"].transform("size"))
    keyed = plan.reset_index().merge(once[["group", "unit", "block"]], on=["group", "unit"])
    return keyed[["article_id", "group", "unit", "block", "share"]]


def _having(counts: Counts) -> Array:
    """Say which articles, in order of ids, have a counted word."""
    return np.any(
        [np.bincount(b.table.indices, minlength=len(b.articles)) > 0 for b in counts.blocks()], axis=0
    )


def _aggregated(counts: Counts, plan: pd.DataFrame) -> Iterator[Blocks]:
    """Yield the blocks of each group, in order of name."""
    # Copies of a story in one group are first made one, with the mean of their counts.
    unit, units = pd.factorize(pd.MultiIndex.from_frame(plan[["group", "unit"]]))
    once = plan.drop_duplicates(["group", "unit"])
    sizes = once.groupby(["group", "block"]).size()
    column = sizes.index.get_indexer(pd.MultiIndex.from_frame(once[["group", "block"]]))
    to_block = sparse.csr_array(
        (np.ones(len(once)), (np.arange(len(once)), column)), shape=(len(units), len(sizes))
    )
    places = pd.Series(np.arange(len(sizes)), index=sizes.index).groupby(level="group")
    columns = {str(name): slice(own.iloc[0], own.iloc[-1] + 1) for name, own in places}
    found: dict[str, list[tuple[Array, Array]]] = {name: [] for name in columns}
    for words in counts.blocks():
        article = words.articles.get_indexer(pd.Index(plan["article_id"]))
        shape = len(words.articles), len(units)
        by_unit = sparse.csr_array(
            words.table.T @ sparse.csr_array((plan["share"], (article, unit)), shape=shape)
        )
        f = sparse.csc_array(by_unit @ to_block)
        by_unit.data[:] = by_unit.data > 0
        df = sparse.csc_array(by_unit @ to_block)
        for name, own in columns.items():
            there = np.unique(df.indices[df.indptr[own.start] : df.indptr[own.stop]])
            own_f, own_df = (table[:, own].toarray()[there] for table in (f, df))
            found[name].append((own_f, own_df.astype(np.int64)))
    for name, own in columns.items():
        own_f, own_df = (np.concatenate([pair[i] for pair in found[name]]) for i in range(2))
        yield Blocks(name, own_f, own_df, sizes.to_numpy()[own], own_f.sum(axis=0))
