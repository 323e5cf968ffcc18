"""Lexical diversity of articles, several measures side by side, each with the length it depends on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
import pandas as pd

from analysis.corpus import PROSE, Corpus
from analysis.corpus.keeping import kept, known
from analysis.errors import EmptySelectionError, ParameterError
from analysis.vocabulary.averages import group_means
from analysis.vocabulary.grouping import with_groups
from analysis.vocabulary.measures.diversity import unordered
from analysis.vocabulary.measures.reading import mattr_of, mtld_of, previous
from analysis.vocabulary.running import Running, running_words

Array = np.ndarray

LEAST_WORDS = 100
"""Words under which MTLD is not to be trusted (McCarthy & Jarvis 2010), and no article is measured."""

_COLUMNS = {
    "unordered": ("words", "types", "ttr", "hdd", "yule_k", "guiraud", "maas", "simpson"),
    "mattr": ("mattr",),
    "mtld": ("mtld",),
}
"""What is kept together, because it depends on the same options."""

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
    every = _measured(corpus, kinds, length, window=window, threshold=threshold, closing=closing)
    enough = every["words"] >= shortest
    table = every[enough].reset_index(drop=True).astype({"types": int})
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
    words = ranks["words"].to_numpy()
    return {name: _correlation(words, ranks[name].to_numpy()) for name in MEASURES}


def _correlation(x: Array, y: Array) -> float:
    there = ~np.isnan(y)
    x, y = x[there] - x[there].mean(), y[there] - y[there].mean()
    with np.errstate(invalid="ignore", divide="ignore"):
        return float((x * y).sum() / np.sqrt((x**2).sum() * (y**2).sum()))


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


def _measured(
    corpus: Corpus, kinds: Sequence[str], length: int | None, *, window: int, threshold: float, closing: str
) -> pd.DataFrame:
    """Return all measures of every article, in order of ids; its words are those of the whole article.

    What depends on one option is kept apart from what does not, so that another window is not another MTLD; what is
    missing is made in one reading of the corpus.
    """
    running = running_words(corpus, kinds=kinds)
    about = (*sorted(kinds), length)
    keys = {"unordered": ("diversity", *about), "mattr": ("mattr", *about, window),
            "mtld": ("mtld", *about, threshold, closing)}  # fmt: skip
    makers: dict[str, Callable[[_Texts], dict[str, Array]]] = {
        "unordered": lambda own: unordered(own.codes, own.starts) | {"words": own.size},
        "mattr": lambda own: {"mattr": mattr_of(own.codes, own.starts, window=window, last=own.last)},
        "mtld": lambda own: {
            "mtld": mtld_of(own.codes, own.starts, threshold=threshold, closing=closing, last=own.last)
        },
    }
    found = _read(
        running, {name: makers[name] for name, key in keys.items() if not known(corpus, key)}, length
    )
    columns: dict[str, Array] = {}
    for name, key in keys.items():
        columns |= kept(corpus, key, partial(found.__getitem__, name))
    every = pd.DataFrame({"article_id": np.sort(running.articles.astype(str)), **columns})
    return every[["article_id", "words", "types", *MEASURES]].fillna({"words": 0}).astype({"words": int})


@dataclass(frozen=True, eq=False)
class _Texts:
    """What is read of some articles: their rows, words as numbers, where each begins, and the size of each whole."""

    rows: Array
    codes: Array
    starts: Array
    size: Array

    @cached_property
    def last(self) -> Array:
        """Where each word last stood in its text."""
        return previous(self.codes, self.starts)


def _read(
    running: Running, makers: dict[str, Callable[[_Texts], dict[str, Array]]], length: int | None
) -> dict[str, dict[str, Array]]:
    """Return what each maker makes of every article, in order of ids; NaN for articles without a word."""
    place = np.argsort(np.argsort(running.articles.astype(str), kind="stable"))
    found = {name: {column: np.full(len(place), np.nan) for column in _COLUMNS[name]} for name in makers}
    if not makers:
        return found
    for rows, codes, starts in _texts(running):
        own = _Texts(rows, *_cut(codes, starts, length), np.diff(starts))
        for name, make in makers.items():
            for column, values in make(own).items():
                found[name][column][place[rows]] = values
    return found


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
    first = np.flatnonzero(np.diff(article, prepend=-1))
    return article[first], code, np.append(first, len(code))


def _cut(codes: Array, starts: Array, length: int | None) -> tuple[Array, Array]:
    """Return at most `length` words from the start of each article."""
    if length is None:
        return codes, starts
    size = np.diff(starts)
    place = np.arange(len(codes)) - np.repeat(starts[:-1], size)
    return codes[place < length], np.concatenate(([0], np.cumsum(np.minimum(size, length))))
