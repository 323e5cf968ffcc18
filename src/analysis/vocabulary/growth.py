"""How the vocabulary of a corpus grows with its articles, and how unevenly its words are used.

All intervals leave out one block of articles at a time: a bootstrap would draw
articles twice, which adds words but no types, and so bends every curve down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.corpus import Corpus
from analysis.corpus.design import units
from analysis.errors import EmptySelectionError, ParameterError
from analysis.sampling import LEAST, Sample
from analysis.vocabulary.averages import with_groups
from analysis.vocabulary.counting import Counts, counted
from analysis.vocabulary.measures import growth as formulas

Array = np.ndarray

BLOCKS = 20
"""Blocks of articles that are left out in turn for an interval."""

COLUMNS = (
    "group", "articles", "words", "types", "hapaxes", "hapax_share", "hapax_share_low", "hapax_share_high",
    "heaps_k", "heaps_beta", "heaps_beta_low", "heaps_beta_high", "zipf_a", "zipf_a_low", "zipf_a_high", "zipf_b",
    "tail_alpha", "tail_alpha_low", "tail_alpha_high", "tail_from", "new_next", "new_next_low", "new_next_high",
    "equal_types", "equal_types_low", "equal_types_high",
)  # fmt: skip
"""Columns of the table of `growth`."""


@dataclass(frozen=True)
class _Blocks:
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

    def without(self, block: int | None) -> _Blocks:
        """Return what is left without a block; with None, everything in one block."""
        kept = np.ones(len(self.articles), dtype=bool)
        if block is not None:
            kept[block] = False
        f = self.f[:, kept].sum(axis=1)
        there = f > 0
        return _Blocks(
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


def growth(
    counts: Corpus | Counts, *, by: str | None = None, blocks: int = BLOCKS, seed: int = 0
) -> pd.DataFrame:
    """Return how the vocabulary of each group grows and how unevenly its words are used.

    Parameters
    ----------
    counts : Corpus or Counts
        A corpus stands for the counts of its words.
    by : str, optional
        Column of the articles table whose values are the groups.
    blocks : int
        Blocks of articles, drawn at random, that are left out in turn for the intervals.
    seed : int
        Of that draw.

    Returns
    -------
    DataFrame
        One row per group, the one with most articles first, and for each estimate x a 95 %
        interval ``x_low, x_high``: ``articles, words, types``; ``hapaxes`` (types that
        occur once) and ``hapax_share`` of types; ``heaps_k, heaps_beta`` (types = K words^β, over
        the last tenfold of articles: real curves bend, and no one β holds over all); ``zipf_a, zipf_b`` (frequency
        ∝ (rank + b)^−a); ``tail_alpha`` from the frequency ``tail_from`` on (share of
        words with frequency f ∝ f^−α; Zipf's exponent is 1/(α − 1)); ``new_next``
        (types expected to be new in one article more); ``equal_types`` (types expected in
        as many words as the smallest group has: ``attrs["equal_words"]``), the one number
        here that compares groups of different size. Groups with fewer than `LEAST`
        articles are left out and listed in ``attrs["left_out"]``.

    Raises
    ------
    EmptySelectionError
        If no group has `LEAST` articles: one article has no growth over articles, and few do not show how it varies.
    ParameterError
        If `blocks` is under 5.

    Notes
    -----
    Formulas: `analysis.vocabulary.measures.growth`. Every unit (article, or story where copies share
    a weight, with the mean of its copies' counts) is taken once. Weights of a
    stratified sample are not used: how many types a larger corpus would have
    is not a sum over articles, so no weighting can tell it.

    Examples
    --------
    >>> growth(corpus, by="outlet")  # doctest: +SKIP
    """
    groups, left_out = _groups(counted(counts), by, blocks, seed)
    equal = min(float(group.words.sum()) * group.least / group.articles.sum() for group in groups)
    table = pd.DataFrame([_row(group, equal) for group in groups], columns=list(COLUMNS))
    table.attrs = {"left_out": left_out, "equal_words": round(equal), "blocks": blocks, "seed": seed}
    return table


def growth_curve(
    counts: Corpus | Counts, *, by: str | None = None, points: int = 40, blocks: int = BLOCKS, seed: int = 0
) -> pd.DataFrame:
    """Return how many types articles have together, with more and more of them in random order.

    Parameters
    ----------
    counts : Corpus or Counts
    by : str, optional
        Column of the articles table whose values are the groups.
    points : int
        Points of a curve, evenly spaced in logarithm.
    blocks, seed : int
        As in `growth`.

    Returns
    -------
    DataFrame
        ``group, articles`` (k), ``words`` (expected in k articles), ``types`` (the mean over all
        orders of the articles, exact) with 95 % interval ``low, high`` (article as
        unit), ``heaps`` (types by Heaps' law over the last tenfold of articles, as `growth` fits it).

    Raises
    ------
    EmptySelectionError, ParameterError
        As in `growth`.
    """
    if points < 2:
        raise ParameterError(f"points = {points}", remedy="A curve needs 2 points or more.")
    groups, left_out = _groups(counted(counts), by, blocks, seed)
    tables = []
    for group in groups:
        whole = group.without(None)
        k = _steps(int(whole.articles[0]), points)
        types = whole.types_of(k)
        replicates = np.array([group.without(g).types_of(k) for g in range(len(group.articles))])
        low, high = formulas.jackknife(types, replicates)
        scale, beta = _heaps(whole, group.least)
        words = k * whole.words[0] / whole.articles[0]
        fitted = k * 10 >= group.least
        tables.append(
            pd.DataFrame(
                {
                    "group": group.group,
                    "articles": k,
                    "words": words,
                    "types": types,
                    "low": low,
                    "high": high,
                    "heaps": np.where(fitted, scale * words**beta, np.nan),
                }
            )
        )
    table = pd.concat(tables, ignore_index=True)
    table.attrs = {"left_out": left_out, "blocks": blocks, "seed": seed}
    return table


def rank_frequency(counts: Corpus | Counts, *, by: str | None = None, points: int = 150) -> pd.DataFrame:
    """Return how often the words of each rank are used, for a drawing on logarithmic axes.

    Parameters
    ----------
    counts : Corpus or Counts
    by : str, optional
        Column of the articles table whose values are the groups.
    points : int
        Ranks that are listed at most, evenly spaced in logarithm.

    Returns
    -------
    DataFrame
        ``group, rank, per_million`` (occurrences per million words), ``fitted`` (by the law of Zipf and
        Mandelbrot, as `growth` fits it).

    Raises
    ------
    EmptySelectionError
        As in `growth`.
    """
    groups, left_out = _groups(counted(counts), by, BLOCKS, 0)
    tables = []
    for group in groups:
        f = np.sort(group.f.sum(axis=1))[::-1]
        rank = np.arange(1, len(f) + 1)
        a, b = formulas.zipf_mandelbrot(f)
        law = (rank + b) ** -a
        shown = _steps(len(f), points) - 1
        tables.append(
            pd.DataFrame(
                {
                    "group": group.group,
                    "rank": rank[shown],
                    "per_million": f[shown] / f.sum() * 1e6,
                    "fitted": (law / law.sum())[shown] * 1e6,
                }
            )
        )
    table = pd.concat(tables, ignore_index=True)
    table.attrs["left_out"] = left_out
    return table


def _row(group: _Blocks, equal: float) -> dict[str, object]:
    whole = group.without(None)
    f = whole.f[:, 0]
    _alpha, least, _ = formulas.power_tail(np.ceil(f))
    estimates: dict[str, Callable[[_Blocks], float]] = {
        "hapax_share": lambda part: float((part.f <= 1).mean()),
        "heaps_beta": lambda part: _heaps(part, group.least)[1],
        "zipf_a": lambda part: formulas.zipf_mandelbrot(part.f[:, 0])[0],
        "tail_alpha": lambda part: formulas.tail_exponent(np.ceil(part.f[:, 0]), least=least),
        "new_next": lambda part: float(part.types_of(part.articles + 1)[0] - len(part.f)),
        "equal_types": lambda part: float(
            np.interp(equal, *_curve(part, _steps(int(part.articles[0]), 200)))
        ),
    }
    estimate = np.array([of(whole) for of in estimates.values()])
    parts = [group.without(g) for g in range(len(group.articles))]
    low, high = formulas.jackknife(
        estimate, np.array([[of(part) for of in estimates.values()] for part in parts])
    )
    row: dict[str, object] = {
        "group": group.group, "articles": int(whole.articles[0]), "words": round(float(whole.words[0])),
        "types": len(f), "hapaxes": int((f <= 1).sum()), "heaps_k": _heaps(whole, group.least)[0],
        "zipf_b": formulas.zipf_mandelbrot(f)[1], "tail_from": least,
    }  # fmt: skip
    for j, name in enumerate(estimates):
        row |= {name: estimate[j], f"{name}_low": low[j], f"{name}_high": high[j]}
    return row


def _heaps(part: _Blocks, most: int) -> tuple[float, float]:
    return formulas.heaps(*_curve(part, _steps(most, 20, first=max(1, most // 10))))


def _curve(part: _Blocks, k: Array) -> tuple[Array, Array]:
    return k * part.words[0] / part.articles[0], part.types_of(k)


def _steps(most: int, number: int, *, first: int = 1) -> Array:
    """Return whole numbers from `first` to `most`, at most `number`, evenly spaced in logarithm."""
    return np.unique(np.round(np.geomspace(first, most, number)).astype(int))


def _groups(counts: Counts, by: str | None, blocks: int, seed: int) -> tuple[list[_Blocks], dict[str, int]]:
    """Return the blocks of each group that is large enough, and the articles of those that are not."""
    if blocks < 5:
        raise ParameterError(f"blocks = {blocks}", remedy="Use 5 or more; 20 is usual.")
    articles = with_groups(counts.corpus, by=by)
    having = counts.corpus.sql(f"select distinct article_id from {counts.table}")["article_id"]
    articles = articles[articles["article_id"].isin(having)]
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


def _aggregated(counts: Counts, plan: pd.DataFrame) -> Iterator[_Blocks]:
    connection = counts.corpus.connection
    connection.register("_plan", pa.Table.from_pandas(plan, preserve_index=False))
    by_unit = (
        f'select p."group", p.block, p.unit, c.word, sum(c.f * p.share) as f from {counts.table} c '
        "join _plan p using (article_id) group by all"
    )
    rows = counts.corpus.sql(
        f'select "group", block, word, sum(f)::double as f, count(*) as df from ({by_unit}) group by all order by all'
    )
    connection.unregister("_plan")
    for name, own in rows.groupby("group", sort=False):
        sizes = plan[plan["group"] == name].groupby("block")["unit"].nunique().to_numpy()
        word, words = pd.factorize(own["word"])
        shape = (len(words), len(sizes))
        f, df = np.zeros(shape), np.zeros(shape, dtype=np.int64)
        f[word, own["block"]], df[word, own["block"]] = own["f"], own["df"]
        yield _Blocks(str(name), f, df, sizes, f.sum(axis=0))
