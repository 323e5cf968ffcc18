"""Runs of words that recur, of any length: grown word by word from shorter ones that recur."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import regex

from analysis.corpus import KINDS, Corpus
from analysis.corpus.words import sql_words
from analysis.errors import EmptySelectionError, ParameterError, one_of
from analysis.vocabulary.counting.grams import PAUSE

Array = np.ndarray

MOST_WORDS = 200_000_000
"""Running words above which phrases are not sought: each takes some 30 bytes of memory."""

_BATCH = 50_000


@dataclass(frozen=True)
class Running:
    """The running words of the selected articles as numbers.

    Attributes
    ----------
    word : array of int
        Number of each word in `forms`; -1 for a pause, across which no phrase reaches.
    article : array of int
        For each place the row of its article in `articles`.
    forms : array of str
    articles : DataFrame
        ``article_id, weight, stratum, unit, outlet, story_id`` of the articles.
    """

    word: Array
    article: Array
    forms: Array
    articles: pd.DataFrame


@dataclass(frozen=True)
class Grams:
    """All runs of `n` words that recur.

    Attributes
    ----------
    n : int
    place : array of int
        For each run its first place.
    f : array of int
        Occurrences.
    at : array of int
        For each place of the running words the number of the run that begins there, or -1.
    """

    n: int
    place: Array
    f: Array
    at: Array

    @cached_property
    def starts(self) -> Array:
        """Places at which a run begins that recurs."""
        return np.flatnonzero(self.at >= 0)


def running_words(corpus: Corpus, *, kinds: Sequence[str]) -> Running:
    """Return the running words of the selected articles in order.

    Raises
    ------
    EmptySelectionError
        If there is no word.
    ParameterError
        If there are more than `MOST_WORDS`.
    """
    articles = corpus.sql(
        "select article_id, weight, stratum, unit, outlet, story_id from articles order by article_id"
    )
    known: dict[str, int] = {}
    row = {key: i for i, key in enumerate(articles["article_id"])}
    words, owners, total = [np.array([-1], np.int32)], [np.array([-1], np.int32)], 0
    for segments in _segments(corpus, kinds):
        # A pause after each segment.
        own = np.fromiter(
            (known.setdefault(w, len(known)) for _, forms in segments for w in (*forms, "\n")), np.int32
        )
        words.append(own)
        owners.append(np.repeat([row[key] for key, _ in segments], [len(forms) + 1 for _, forms in segments]))
        total += len(own)
        if total > MOST_WORDS:
            raise ParameterError(
                f"the selection has more than {MOST_WORDS:,} words", where="corpus",
                remedy="Seek phrases in a sample (`sample=`).",
            )  # fmt: skip
    forms, pause = list(known), regex.compile(PAUSE)
    pauses = np.array([pause.fullmatch(w) is not None for w in forms], dtype=bool)
    if pauses.all():
        raise EmptySelectionError(
            f"{len(articles)} articles hold no word", remedy="Widen the selection or the kinds of segment."
        )
    word = np.concatenate(words)
    word[word >= 0] = np.where(pauses, -1, np.arange(len(forms)))[word[word >= 0]]
    return Running(word, np.concatenate(owners).astype(np.int32), np.array(forms, dtype=object), articles)


def _segments(corpus: Corpus, kinds: Sequence[str]) -> Iterator[list[tuple[str, list[str]]]]:
    for kind in kinds:
        one_of(kind, KINDS, name="kind of segment")
    part = 'substring(a.text, s.start + 1, s."end" - s.start)'
    answer = corpus.connection.execute(
        f"select s.article_id, {sql_words(part, others=PAUSE)} as forms from segments s "
        "join articles a using (article_id) where s.kind in (select unnest($kinds)) order by s.article_id, s.start",
        {"kinds": list(kinds)},
    )
    while rows := answer.fetchmany(_BATCH):
        yield rows


def grow(running: Running, *, longest: int, least_f: int, least_df: int, by: str = "unit") -> Iterator[Grams]:
    """Yield the runs of 1, 2, 3, … words that occur often enough, until there are none.

    Parameters
    ----------
    running : Running
    longest : int
        Words of the longest runs.
    least_f, least_df : int
        Occurrences, and different values of `by`, a run must have.
    by : str
        Column of `Running.articles`.

    Notes
    -----
    A run can only recur if both runs that are one word shorter do, so only
    such places are looked at (the a-priori property; Agrawal & Srikant 1994).
    """
    owner = pd.factorize(running.articles[by])[0].astype(np.int64)
    at = running.word.astype(np.int64)
    for n in range(1, longest + 1):
        if n > 1:
            here = np.flatnonzero((at[:-1] >= 0) & (at[1:] >= 0))
            keys = at[here] * (at.max() + 1) + at[here + 1]
        else:
            here = np.flatnonzero(at >= 0)
            keys = at[here]
        number, _ = pd.factorize(keys)
        f = np.bincount(number)
        first = np.empty(len(f), dtype=np.int64)
        first[number[::-1]] = np.arange(len(number))[::-1]
        df = distinct(number, owner[running.article[here]], size=len(f))
        kept = (f >= least_f) & (df >= least_df)
        if not kept.any():
            return
        renumbered = np.where(kept, np.cumsum(kept) - 1, -1)
        at = np.full(len(running.word), -1, dtype=np.int64)
        at[here] = renumbered[number]
        yield Grams(n, here[first[kept]], f[kept], at.astype(np.int32))


def distinct(number: Array, owner: Array, *, size: int) -> Array:
    """Return for each number how many different owners it has.

    Examples
    --------
    >>> distinct(np.array([0, 0, 1]), np.array([5, 5, 7]), size=2).tolist()
    [1, 1]
    """
    step = int(owner.max(initial=0)) + 1
    return np.bincount(pd.unique(number.astype(np.int64) * step + owner) // step, minlength=size)


def spelled(running: Running, grams: Grams, chosen: Array) -> list[str]:
    """Return runs in letters, with blanks between the words."""
    rows = running.forms[running.word[grams.place[chosen][:, None] + np.arange(grams.n)]]
    return [" ".join(row) for row in rows]
