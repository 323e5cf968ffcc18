"""One group of articles against all others, word by word: the arrays behind `keyness`."""

from __future__ import annotations

import re
from functools import cached_property

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus.design import units
from analysis.errors import EmptySelectionError
from analysis.sampling import Part, Sample
from analysis.vocabulary import measures
from analysis.vocabulary.counting import Counts, function_words
from analysis.vocabulary.keyness.ranks import DesignRanks

Array = np.ndarray

COLUMNS = [
    "group", "word", "f", "f_rest", "df", "df_rest", "per_million", "low", "high", "per_million_rest", "low_rest",
    "high_rest", "log_ratio", "percent_difference", "g2", "dp", "superiority", "p", "q", "function_word", "own_name",
]  # fmt: skip


class ArticleCounts:
    """The counts of the listed words by article, and how the articles were drawn.

    Parameters
    ----------
    counts : Counts
    articles : DataFrame
        From `article_words`, with ``group``.
    least_f, least_df
        As in `keyness`.

    Raises
    ------
    EmptySelectionError
        If no word is frequent enough.
    """

    def __init__(self, counts: Counts, articles: pd.DataFrame, *, least_f: int, least_df: int) -> None:
        self.sample = Sample.of(units(articles))
        table = articles.set_index("article_id").loc[self.sample.ids]
        self.n = table["n"].to_numpy(dtype=float)
        self.group = table["group"].to_numpy()
        # Copies that share a weight are one text: a word must stand in several of them.
        spread = "count(*)" if self.sample.plain else "count(distinct a.unit)"
        rows = counts.corpus.sql(
            f"with listed as (select word from {counts.table} join articles a using (article_id) group by 1 "
            f"having sum(f) >= $least_f and {spread} >= $least_df) "
            f"select w.word, w.article_id, w.f from {counts.table} w join articles using (article_id) "
            "join listed using (word) order by 1, 2",
            least_f=least_f, least_df=least_df,
        )  # fmt: skip
        if rows.empty:
            raise EmptySelectionError(
                f"no word occurs {least_f} times in {least_df} articles", remedy="Lower least_f and least_df."
            )
        self.word, self.words = pd.factorize(rows["word"])
        self.article = self.sample.ids.get_indexer(pd.Index(rows["article_id"]))
        self.f = rows["f"].to_numpy(dtype=float)

    @cached_property
    def table(self) -> sparse.csr_array:
        """The counts as a matrix, words × articles."""
        return sparse.csr_array((self.f, (self.word, self.article)), shape=(len(self.words), len(self.n)))

    @cached_property
    def ranks(self) -> DesignRanks:
        """Ranks of the articles by their use of each word; for samples that are not simple."""
        rate = self.f / self.n[self.article]
        return DesignRanks(self.word, self.article, rate, words=len(self.words), sample=self.sample)

    def sums(self, values: Array, inside: Array) -> Array:
        """Add up values by word over the entries of some articles."""
        chosen = inside[self.article]
        return np.bincount(self.word[chosen], weights=values[chosen], minlength=len(self.words))


def against_rest(counts: ArticleCounts, name: object) -> pd.DataFrame:
    """Return the rows of `keyness` for one group."""
    inside = counts.group == name
    first, rest = _Side(counts, inside), _Side(counts, ~inside)
    superiority, p = _rank_test(counts, inside)
    listed = function_words()
    table = pd.DataFrame(
        {
            "group": str(name),
            "word": counts.words,
            **first.columns(),
            **{f"{key}_rest": value for key, value in rest.columns().items()},
            "log_ratio": measures.log_ratio(
                first.f, rest.f, first.n, rest.n, least=(first.least, rest.least)
            ),
            "percent_difference": measures.percent_difference(first.f, rest.f, first.n, rest.n),
            "g2": measures.g2(first.f, rest.f, first.n, rest.n),
            "dp": _dispersion(counts, inside),
            "superiority": superiority,
            "p": p,
            "q": measures.q_values(p),
            "function_word": [word in listed for word in counts.words],
            "own_name": [is_own_name(word, str(name)) for word in counts.words],
        }
    )
    table["distance"] = -(table["superiority"] - 0.5).abs()
    return table.sort_values(["q", "distance", "word"], ignore_index=True)[COLUMNS]


class _Side:
    """Counts of every word on one side of a comparison: as read, and weighted."""

    def __init__(self, counts: ArticleCounts, inside: Array) -> None:
        self.counts, self.inside = counts, inside
        self.part: Part = counts.sample.part(np.flatnonzero(inside))
        n = counts.n[inside]
        weight = self.part.weight
        self.least = weight.sum() / self.part.units
        self.read = counts.sums(counts.f, inside)
        self.n = (weight * n).sum()
        if self.part.plain:
            self.f = self.read
            self.ff = counts.sums(counts.f**2, inside)
            self.fn = counts.sums(counts.f * counts.n[counts.article], inside)
            self.nn = (n**2).sum()
        else:
            self.f = counts.sums(counts.f * counts.sample.weight[counts.article], inside)
            by_unit = sparse.csr_array(counts.table[:, np.flatnonzero(inside)] @ self.part.gather.T)
            words = self.part.sums(n)
            self.ff = self.part.squares(by_unit)
            self.fn = self.part.products(by_unit, words)
            self.nn = float(self.part.products(words, words))

    def columns(self) -> dict[str, Array]:
        low, high = measures.rate_interval(
            self.f, self.ff, self.fn, n=self.n, nn=self.nn, units=self.part.units, strata=self.part.strata
        )
        counts = self.counts
        return {
            "f": self.read.astype(int),
            "df": counts.sums(np.ones_like(counts.f), self.inside).astype(int),
            "per_million": self.f / self.n * 1e6,
            "low": low * 1e6,
            "high": high * 1e6,
        }


def _rank_test(counts: ArticleCounts, inside: Array) -> tuple[Array, Array]:
    if not counts.sample.simple:
        return counts.ranks.compare(inside)
    return measures.rank_sum(
        counts.word, counts.f / counts.n[counts.article], inside[counts.article],
        n_words=len(counts.words), n_first=int(inside.sum()), n_second=int((~inside).sum()),
    )  # fmt: skip


def _dispersion(counts: ArticleCounts, inside: Array) -> Array:
    """DP of every word over the articles of a group; the articles without the word by subtraction."""
    weight = counts.sample.weight
    weighted = counts.f * weight[counts.article]
    f = counts.sums(weighted, inside)
    share = weight * counts.n / (weight * counts.n)[inside].sum()
    chosen = inside[counts.article]
    word, article = counts.word[chosen], counts.article[chosen]
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = weighted[chosen] / f[word]
        present = np.bincount(word, weights=np.abs(observed - share[article]), minlength=len(f))
        absent = 1 - np.bincount(word, weights=share[article], minlength=len(f))
        return np.where(f > 0, (present + absent) / 2, np.nan)


def is_own_name(word: str, group: str) -> bool:
    """Say whether a word is part of a group's name, as an outlet that names itself uses it.

    Examples
    --------
    >>> [is_own_name(word, "abcnews.go.com") for word in ("abc", "abcnews", "war")]
    [True, True, False]
    >>> is_own_name("sentinel", "Caucasus Sentinel")
    True
    """
    parts = re.split(r"[^\w]+", group.lower())
    return any(word == part or (len(word) > 2 and part.startswith(word)) for part in parts if part)
