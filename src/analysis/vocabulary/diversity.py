"""Lexical diversity of articles, several measures side by side, each with the length it depends on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.corpus import PROSE, Corpus
from analysis.corpus.keeping import kept
from analysis.errors import EmptySelectionError, ParameterError
from analysis.vocabulary.averages import group_means
from analysis.vocabulary.grouping import with_groups
from analysis.vocabulary.measures.diversity import every_measure
from analysis.vocabulary.running import Running, running_words

Array = np.ndarray

LEAST_WORDS = 100
"""Words under which MTLD is not to be trusted (McCarthy & Jarvis 2010), and no article is measured."""

MEASURES = ("ttr", "mattr", "mtld", "hdd", "yule_k", "guiraud", "maas", "simpson")
"""Measures of lexical diversity; of `yule_k`, `maas` and `simpson` smaller values are more varied."""


def article_diversity(
    corpus: Corpus,
    *,
    kinds: Sequence[str] = PROSE,
    least: int = LEAST_WORDS,
    length: int | None = None,
    window: int = 50,
    threshold: float = 0.72,
    closing: str = "below",
) -> pd.DataFrame:
    """Return the lexical diversity of each article.

    Parameters
    ----------
    corpus : Corpus
    kinds : sequence of str
        Kinds of segment that are read, in the order in which they stand.
    least : int
        Words an article must have; not under `LEAST_WORDS`.
    length : int, optional
        Read only so many words from the start of each article, and leave out
        those that have fewer: then all values are of texts of one length.
    window : int
        Words in the window of MATTR.
    threshold, closing
        Of MTLD; see `measures.diversity.mtld`.

    Returns
    -------
    DataFrame
        One row per article that is long enough: ``article_id, words, types`` and
        the columns `MEASURES`. ``attrs["left_out"]`` names those that are not, with
        their words.

    Raises
    ------
    ParameterError
        If `least` or `length` is under `LEAST_WORDS`, or the window longer than the shortest text.

    Notes
    -----
    Formulas and sources: `analysis.vocabulary.measures.diversity`. All measures
    depend on length to some extent (Bestgen 2023, arXiv 2307.04626), hence the length beside
    them, and `length`. Weights play no part in the value of an article.

    Examples
    --------
    >>> article_diversity(corpus, length=200)  # doctest: +SKIP
    """
    shortest = _shortest(least, length, window)
    every = kept(
        corpus, ("diversity", *sorted(kinds), length, window, threshold, closing),
        lambda: _measured(corpus, kinds, length, window=window, threshold=threshold, closing=closing),
    )  # fmt: skip
    enough = every["words"] >= shortest
    table = every[enough].reset_index(drop=True)
    if length is not None:
        table["words"] = length
    short = every[~enough]
    table.attrs["left_out"] = dict(zip(short["article_id"], short["words"].tolist(), strict=True))
    return table


def diversity(
    corpus: Corpus,
    *,
    by: str | None = "outlet",
    kinds: Sequence[str] = PROSE,
    least: int = LEAST_WORDS,
    length: int | None = None,
    window: int = 50,
    threshold: float = 0.72,
    closing: str = "below",
    seed: int = 0,
    resamples: int = 1000,
) -> pd.DataFrame:
    """Return how varied the words of the articles of each group are.

    Parameters
    ----------
    corpus : Corpus
    by : str, optional
        Column of the articles table whose values are the groups; None for all articles together.
    kinds, least, length, window, threshold, closing
        As in `article_diversity`.
    seed, resamples : int
        Of the bootstrap (BCa, 95 %, the article as unit, or what it was drawn as).

    Returns
    -------
    DataFrame
        One row per group and measure, the largest group first: ``group, measure, n`` (articles
        measured), ``mean`` with ``low, high``, ``median``, ``note`` (why there is no
        interval), ``left_out`` (articles of the group that are too short). The measure
        ``words`` is the length of the texts measured. Means and medians are weighted.
        ``attrs["left_out"]`` is as in `article_diversity`;
        ``attrs["length_correlation"]`` is Spearman's correlation of each measure with
        the number of words, over all articles measured (NaN if all are of one length): a
        measure that goes with length compares groups only at equal lengths (`length`).

    Raises
    ------
    EmptySelectionError
        If no article is long enough.
    ParameterError
        As in `article_diversity`, or if there is no column `by`.

    Examples
    --------
    >>> diversity(corpus, by="outlet", length=200)  # doctest: +SKIP
    """
    articles = with_groups(corpus, by=by)
    values = article_diversity(
        corpus, kinds=kinds, least=least, length=length, window=window, threshold=threshold, closing=closing
    )
    left_out = values.attrs["left_out"]
    if values.empty:
        raise EmptySelectionError(
            f"none of {len(articles):,} articles has {_shortest(least, length, window)} words; "
            f"the longest has {max(left_out.values(), default=0):,}",
            remedy="Measures of diversity say nothing about texts so short. Select longer ones.",
        )
    measures = ("words", *MEASURES)
    values.attrs = {}  # pandas copies them, thousands of names, with every step
    table = group_means(values, articles=articles, measures=measures, seed=seed, resamples=resamples)
    table.attrs = {"left_out": left_out, "length_correlation": _with_length(values), "length": length,
                   "window": window, "threshold": threshold, "closing": closing}  # fmt: skip
    return table


def _with_length(values: pd.DataFrame) -> dict[str, float]:
    if values["words"].nunique() < 2:
        return dict.fromkeys(MEASURES, np.nan)
    ranks = values[["words", *MEASURES]].rank()
    return {name: float(ranks["words"].corr(ranks[name])) for name in MEASURES}


def _shortest(least: int, length: int | None, window: int) -> int:
    for name, value in (("least", least), ("length", length)):
        if value is not None and value < LEAST_WORDS:
            raise ParameterError(
                f"{name} = {value} words",
                remedy=f"Use {LEAST_WORDS} or more: MTLD of shorter texts is mostly chance "
                "(McCarthy & Jarvis 2010). The formulas of measures.diversity have no minimum.",
            )
    shortest = max(least, length or 0)
    if not 1 <= window <= shortest:
        raise ParameterError(
            f"window = {window} words, with texts from {shortest} words on",
            remedy=f"Use a window of 1 to {shortest} words, or raise `least`.",
        )
    return shortest


def _measured(corpus: Corpus, kinds: Sequence[str], length: int | None, **options: Any) -> pd.DataFrame:
    """Return all measures of every article, in order of ids; its words are those of the whole article."""
    running = running_words(corpus, kinds=kinds)
    tables = []
    for article, codes, starts in _texts(running):
        found = every_measure(*_cut(codes, starts, length), **options)
        ids = running.articles[article].astype(str)
        tables.append(pd.DataFrame({"article_id": ids, **found, "words": np.diff(starts)}))
    every = pd.DataFrame({"article_id": np.sort(running.articles.astype(str))})
    columns = ["article_id", "words", "types", *MEASURES]
    measured = pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)
    rows = every.merge(measured.astype({"article_id": every["article_id"].dtype}), how="left")
    return rows.fillna({"words": 0}).astype({"words": int})


def _texts(running: Running) -> Iterator[tuple[Array, Array, Array]]:
    """Yield rows of articles, their words in order as numbers, and where each begins; some articles at a time."""
    held: tuple[Array, Array] | None = None
    for words in running.batches():
        article, code = words.article[words.segment], words.word
        if held is not None:
            article, code = np.concatenate([held[0], article]), np.concatenate([held[1], code])
        if len(article) == 0:
            continue
        # The last article may go on in the next batch.
        whole = int(np.searchsorted(article, article[-1]))
        held = article[whole:], code[whole:]
        if whole:
            yield _begun(article[:whole], code[:whole])
    if held is not None:
        yield _begun(*held)


def _begun(article: Array, code: Array) -> tuple[Array, Array, Array]:
    rows, first = np.unique(article, return_index=True)
    return rows, code.astype(np.int64), np.append(first, len(code))


def _cut(codes: Array, starts: Array, length: int | None) -> tuple[Array, Array]:
    """Return at most `length` words from the start of each article."""
    if length is None:
        return codes, starts
    size = np.diff(starts)
    place = np.arange(len(codes)) - np.repeat(starts[:-1], size)
    return codes[place < length], np.concatenate(([0], np.cumsum(np.minimum(size, length))))
