"""Runs of words that recur, of any length: grown word by word from shorter ones that recur."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.corpus.keeping import kept
from analysis.errors import EmptySelectionError, ParameterError
from analysis.vocabulary.running import Words, running_words

Array = np.ndarray

MOST_WORDS = 200_000_000
"""Running words above which phrases are not sought: each takes some 30 bytes of memory."""


@dataclass(frozen=True, eq=False)
class Text:
    """The running words of the selected articles, one after the other.

    Attributes
    ----------
    words : Words
        All of them at once; see `running.Running`.
    article : array of int
        For each word the row of its article in `articles`.
    lexicon : array of str
        The form of each number.
    articles : DataFrame
        ``article_id, weight, stratum, unit, outlet, story_id, date`` in order of date.
    key : str
        Name of the running words, under which what is found in them is kept.
    """

    words: Words
    article: Array
    lexicon: Array = field(repr=False)
    articles: pd.DataFrame = field(repr=False)
    key: str = ""


@dataclass(frozen=True, eq=False)
class Grams:
    """All runs of `n` words that recur.

    Attributes
    ----------
    n : int
    place : array of int
        For each run its first place among the words.
    f, df : array of int
        Occurrences, and different owners (articles, units, stories).
    starts, number : array of int
        Every place at which one begins, in order, and the number of the run.
    """

    n: int
    place: Array
    f: Array
    df: Array
    starts: Array
    number: Array

    def at(self, places: Array) -> Array:
        """Return the number of the run that begins at each place, -1 for none."""
        where = np.searchsorted(self.starts, places)
        starts, number = np.append(self.starts, -1), np.append(self.number, -1)
        return np.where(starts[where] == places, number[where], -1)

    def of(self, run: int) -> Array:
        """Return the places of a run, in order."""
        order, edge = self._by_number
        return self.starts[order[edge[run] : edge[run + 1]]]

    @cached_property
    def _by_number(self) -> tuple[Array, Array]:
        return np.argsort(self.number, kind="stable"), np.concatenate([[0], np.cumsum(self.f)])

    def only(self, chosen: Array) -> Grams:
        """Return some of the runs, numbered anew in the same order."""
        number = np.where(chosen, np.cumsum(chosen, dtype=np.int32) - 1, -1)[self.number]
        there = number >= 0
        return Grams(
            self.n, self.place[chosen], self.f[chosen], self.df[chosen], self.starts[there], number[there]
        )


def text_of(corpus: Corpus, *, kinds: Sequence[str]) -> Text:
    """Return the running words of the selected articles in order.

    Raises
    ------
    EmptySelectionError
        If there is no word.
    ParameterError
        If there are more than `MOST_WORDS`.
    """
    running = running_words(corpus, kinds=kinds)
    total = int(corpus.sql(f"select coalesce(sum(n), 0) as n from {running.table}")["n"].iloc[0])
    if total > MOST_WORDS:
        raise ParameterError(
            f"the selection has {total:,} words, more than {MOST_WORDS:,}", where="corpus",
            remedy="Seek phrases in a sample (`sample=`).",
        )  # fmt: skip
    if total == 0:
        raise EmptySelectionError(
            f"{len(running.articles)} articles hold no word",
            remedy="Widen the selection or the kinds of segment.",
        )
    articles = corpus.sql(
        "select article_id, weight, stratum, unit, outlet, story_id, date from articles "
        f"join {running.table}_articles using (article_id) order by article"
    )
    words = _joined(list(running.batches()))
    article = kept(
        corpus, ("article of words", running.table), lambda: words.article.astype(np.int32)[words.segment]
    )
    return Text(words, article, running.lexicon, articles, running.table)


def _joined(batches: Sequence[Words]) -> Words:
    if len(batches) == 1:
        return batches[0]
    before = np.cumsum([0, *(len(batch.word) for batch in batches)])
    edge = [batch.edge[:-1] + shift for batch, shift in zip(batches, before, strict=False)]
    names = ("place", "article", "word", "pause")
    parts = {name: np.concatenate([getattr(batch, name) for batch in batches]) for name in names}
    return Words(edge=np.concatenate([*edge, before[-1:]]), **parts)


def recurring(
    corpus: Corpus, text: Text, *, longest: int, least_f: int, least_df: int, by: str = "unit"
) -> list[Grams]:
    """Return the runs of 1 to `longest` words that occur often enough, as far as there are any.

    What was found for a corpus is kept, and answers for all that is shorter and more frequent.
    """
    key = ("recurring", text.key, by)
    known: list[tuple[int, int, int, list[Grams]]] = kept(corpus, key, lambda: [])
    for long, low_f, low_df, levels in known:
        if low_f <= least_f and low_df <= least_df and (longest <= long or len(levels) < long):
            break
    else:
        levels = list(grow(text, longest=longest, least_f=least_f, least_df=least_df, by=by))
        known[:] = [(longest, least_f, least_df, levels)]
    frequent = ((grams, (grams.f >= least_f) & (grams.df >= least_df)) for grams in levels[:longest])
    return [grams if chosen.all() else grams.only(chosen) for grams, chosen in frequent if chosen.any()]


def grow(text: Text, *, longest: int, least_f: int, least_df: int, by: str = "unit") -> Iterator[Grams]:
    """Yield the runs of 1, 2, 3, … words that occur often enough, until there are none.

    Parameters
    ----------
    text : Text
    longest : int
        Words of the longest runs.
    least_f, least_df : int
        Occurrences, and different values of `by`, a run must have.
    by : str
        Column of `Text.articles`.

    Notes
    -----
    A run can only recur if both runs that are one word shorter do, so only
    such places are looked at (the a-priori property; Agrawal & Srikant 1994).
    """
    owner = pd.factorize(text.articles[by])[0].astype(np.int64)
    starts, keys = np.arange(len(text.words.word)), text.words.word
    for n in range(1, longest + 1):
        found = _frequent(n, starts, keys, owner[text.article[starts]], least_f=least_f, least_df=least_df)
        if not len(found.f):
            return
        yield found
        # No run reaches across a pause; of longer ones, both halves already reach across none.
        here = np.flatnonzero((np.diff(found.starts) == 1) & ~text.words.pause[found.starts[1:]])
        starts = found.starts[here]
        keys = found.number[here].astype(np.int64) * len(found.f) + found.number[here + 1]


def _frequent(n: int, starts: Array, keys: Array, owner: Array, *, least_f: int, least_df: int) -> Grams:
    """Return the runs of n words at some places that are frequent enough, numbered as they first appear."""
    number, _ = pd.factorize(keys)
    f = np.bincount(number)
    first = np.empty(len(f), dtype=np.int64)
    first[number[::-1]] = starts[::-1]
    often = Grams(n, first, f, f, starts, number).only(f >= least_f)
    df = distinct(often.number, owner[(f >= least_f)[number]], size=len(often.f))
    return replace(often, df=df).only(df >= least_df)


def distinct(number: Array, owner: Array, *, size: int) -> Array:
    """Return for each number how many different owners it has.

    Examples
    --------
    >>> distinct(np.array([0, 0, 1]), np.array([5, 5, 7]), size=2).tolist()
    [1, 1]
    """
    step = int(owner.max(initial=0)) + 1
    return np.bincount(pd.unique(number.astype(np.int64) * step + owner) // step, minlength=size)


def spelled(text: Text, grams: Grams, chosen: Array) -> list[str]:
    """Return runs in letters, with blanks between the words."""
    rows = text.lexicon[text.words.word[grams.place[chosen][:, None] + np.arange(grams.n)]]
    return [" ".join(row) for row in rows]
