"""Where words and sequences of words stand, found in the running words of a corpus."""

from __future__ import annotations

from functools import reduce

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.reporting.claims.sources import Source
from analysis.vocabulary.running import Running, Words, located, running_words, tagged_words

Array = np.ndarray

_EMPTY = "no place of this very wording; places of queries with wildcards are not listed here"


def words(
    on: str = "word", *, by: str = "", unit: str = "word", near: str = "", node: str = "", reach: int = 5
) -> Source:
    """Return the places of the words of a figure's rows as its evidence.

    Parameters
    ----------
    on : str
        Columns that hold the words: ``word``; ``first second`` for two in a row; with ``group`` or ``period``
        where only words of their articles are meant.
    by : str
        Column of the articles table whose values the groups are.
    unit : str
        ``word``, ``lemma`` or ``lemma_pos`` (places are those of the lemma).
    near : str
        Column of a word that must stand within `reach` words, in the same segment.
    node : str
        One word that must stand there beside each.
    reach : int
        Words on each side.
    """
    own = [name for name in on.split() if name not in ("group", "period")]
    other = near or ("node" if node else "")

    def find(data: pd.DataFrame, corpus: Corpus | None) -> pd.DataFrame:
        if corpus is None:
            return pd.DataFrame(columns=["article_id", "start", "end", *own, *([near] if near else [])])
        if other:
            return _close(data.assign(node=node) if node else data, corpus, own[0], other, reach)
        return _sequences(data[own].astype(str).drop_duplicates(), corpus, unit)

    note = f"places with the other word within {reach} words" if other else ""
    if unit == "lemma_pos":
        note = "places of the lemma, whatever its part of speech"
    return Source(find, (*on.split(), *([near] if near else [])), by, note, _EMPTY)


def _sequences(wanted: pd.DataFrame, corpus: Corpus, unit: str) -> pd.DataFrame:
    """Return the places of sequences, one word a column."""
    running = running_words(corpus) if unit == "word" else tagged_words(corpus)
    level = "word" if unit == "word" else "lemma"
    names = wanted.to_numpy(dtype=object)
    if unit == "lemma_pos":
        names = np.array([[str(cell).rpartition("/")[0] for cell in row] for row in names], dtype=object)
    codes = _codes(running.names(level), names)
    parts = [pd.DataFrame({"place": [], "first": [], "last": [], "at": []}, dtype="int64")]
    for batch in running.batches(np.unique(codes[codes >= 0])):
        first, which = _starts(batch.codes(level), batch.pause, codes)
        parts.append(_rows(batch, first, first + codes.shape[1], which))
    found = pd.concat(parts, ignore_index=True)
    return _placed(running, found, wanted.reset_index(drop=True))


def _codes(lexicon: Array, names: Array) -> Array:
    """Return the numbers of words, -1 for those that do not occur."""
    index = {str(name): i for i, name in enumerate(lexicon)}
    return np.array([[index.get(str(cell), -1) for cell in row] for row in names], dtype=np.int64).reshape(
        names.shape
    )


def _starts(stream: Array, pause: Array, codes: Array) -> tuple[Array, Array]:
    """Return where in a stream of words the sequences begin, and which sequence each is."""
    length = codes.shape[1]
    usable = np.flatnonzero((codes >= 0).all(axis=1))
    number = max(len(stream) - length + 1, 0)
    if not len(usable) or not number:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    keys = {tuple(codes[i]): int(i) for i in usable}
    able = np.isin(stream[:number], codes[usable, 0])
    for step in range(1, length):
        able &= np.isin(stream[step : number + step], codes[usable, step]) & ~pause[step : number + step]
    places = np.flatnonzero(able)
    which = np.array(
        [keys.get(tuple(int(c) for c in stream[p : p + length]), -1) for p in places], dtype=np.int64
    )
    return places[which >= 0], which[which >= 0]


def _close(data: pd.DataFrame, corpus: Corpus, word: str, near: str, reach: int) -> pd.DataFrame:
    """Return the places of words that have another word within reach, in the same segment."""
    running = running_words(corpus)
    wanted = data[[near, word]].astype(str).drop_duplicates(ignore_index=True)
    codes = _codes(running.lexicon, wanted.to_numpy(dtype=object))
    parts = [pd.DataFrame({"place": [], "first": [], "last": [], "at": []}, dtype="int64")]
    for batch in running.batches():
        for i, (other, own) in enumerate(codes):
            places = np.flatnonzero(batch.word == own)
            if other < 0 or own < 0 or not len(places):
                continue
            beside = reduce(np.logical_or, (_has(batch, places + step, other, places)
                                            for step in range(-reach, reach + 1) if step))  # fmt: skip
            parts.append(_rows(batch, places[beside], places[beside] + 1, np.full(int(beside.sum()), i)))
    return _placed(running, pd.concat(parts, ignore_index=True), wanted)


def _has(batch: Words, at: Array, code: int, home: Array) -> Array:
    inside = (at >= 0) & (at < len(batch.word))
    safe = np.where(inside, at, 0)
    return inside & (batch.word[safe] == code) & (batch.segment[safe] == batch.segment[home])


def _rows(batch: Words, first: Array, last: Array, which: Array) -> pd.DataFrame:
    segment = batch.segment[first] if len(first) else np.zeros(0, dtype=np.int64)
    edge = batch.edge[segment]
    return pd.DataFrame(
        {"place": batch.place[segment], "first": first - edge, "last": last - edge, "at": which}
    )


def _placed(running: Running, found: pd.DataFrame, wanted: pd.DataFrame) -> pd.DataFrame:
    named = wanted.iloc[found["at"].to_numpy(dtype=np.int64)].reset_index(drop=True)
    if found.empty:
        return named.assign(article_id="", start=0, end=0)
    return pd.concat([located(running, found)[["article_id", "start", "end"]], named], axis=1)
