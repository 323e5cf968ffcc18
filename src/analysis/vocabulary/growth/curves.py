"""How the vocabulary of a corpus grows with its articles, and how unevenly its words are used.

All intervals leave out one block of articles at a time: a bootstrap would draw
articles twice, which adds words but no types, and so bends every curve down.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.errors import EmptySelectionError, ParameterError
from analysis.vocabulary.counting import Counts, counted
from analysis.vocabulary.growth.blocks import Blocks, blocks_of, steps
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
        words with frequency f ∝ f^−α; Zipf's exponent is 1/(α − 1)); NaN where there are too
        few words for a law; ``new_next``
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
    groups, left_out = blocks_of(counted(counts), by, blocks, seed)
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
    groups, left_out = blocks_of(counted(counts), by, blocks, seed)
    tables = []
    for group in groups:
        whole = group.without(None)
        k = steps(int(whole.articles[0]), points)
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
    groups, left_out = blocks_of(counted(counts), by, BLOCKS, 0)
    tables = []
    for group in groups:
        f = np.sort(group.f.sum(axis=1))[::-1]
        rank = np.arange(1, len(f) + 1)
        a, b = _zipf(f)
        law = (rank + b) ** -a
        shown = steps(len(f), points) - 1
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


def _row(group: Blocks, equal: float) -> dict[str, object]:
    whole = group.without(None)
    f = whole.f[:, 0]
    least = _tail_from(f)
    estimates: dict[str, Callable[[Blocks], float]] = {
        "hapax_share": lambda part: float((part.f <= 1).mean()),
        "heaps_beta": lambda part: _heaps(part, group.least)[1],
        "zipf_a": lambda part: _zipf(part.f[:, 0])[0],
        "tail_alpha": lambda part: (
            formulas.tail_exponent(np.ceil(part.f[:, 0]), least=least) if least else np.nan
        ),
        "new_next": lambda part: float(part.types_of(part.articles + 1)[0] - len(part.f)),
        "equal_types": lambda part: float(np.interp(equal, *_curve(part, steps(int(part.articles[0]), 200)))),
    }
    estimate = np.array([of(whole) for of in estimates.values()])
    parts = [group.without(g) for g in range(len(group.articles))]
    low, high = formulas.jackknife(
        estimate, np.array([[of(part) for of in estimates.values()] for part in parts])
    )
    row: dict[str, object] = {
        "group": group.group, "articles": int(whole.articles[0]), "words": round(float(whole.words[0])),
        "types": len(f), "hapaxes": int((f <= 1).sum()), "heaps_k": _heaps(whole, group.least)[0],
        "zipf_b": _zipf(f)[1], "tail_from": least or np.nan,
    }  # fmt: skip
    for j, name in enumerate(estimates):
        row |= {name: estimate[j], f"{name}_low": low[j], f"{name}_high": high[j]}
    return row


def _zipf(f: Array) -> tuple[float, float]:
    """Return the exponent and shift of the law of ranks, NaN where there is nothing to fit."""
    try:
        return formulas.zipf_mandelbrot(f)
    except EmptySelectionError:
        return np.nan, np.nan


def _tail_from(f: Array) -> int:
    """Return where the power law of the frequencies begins, 0 where there are too few words."""
    try:
        return formulas.power_tail(np.ceil(f))[1]
    except EmptySelectionError:
        return 0


def _heaps(part: Blocks, most: int) -> tuple[float, float]:
    return formulas.heaps(*_curve(part, steps(most, 20, first=max(1, most // 10))))


def _curve(part: Blocks, k: Array) -> tuple[Array, Array]:
    return k * part.words[0] / part.articles[0], part.types_of(k)
