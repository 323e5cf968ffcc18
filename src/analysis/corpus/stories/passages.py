"""The passages two articles share: the evidence for a copy, with its place in both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import duckdb
import numpy as np
import pandas as pd

from analysis.corpus.stories.bodies import BODY, places_in_articles
from analysis.corpus.stories.shingles import RUN, Hashes, Ints, copy_word_spans, run_hashes

COLUMNS = ("article_id", "start", "end", "other_id", "other_start", "other_end", "words")

Passage = tuple[int, int, int, int, int]
"""Start and end in one text, start and end in the other, words."""

Spans = Sequence[tuple[int, int]]

_REPEATS = 8
"""Places of one run in a text that are looked at; a text that repeats itself more often is no news article."""

_PAIRS = 200

_SIDES: tuple[Literal["left"], Literal["right"]] = ("left", "right")


def passages(
    connection: duckdb.DuckDBPyConnection,
    pairs: pd.DataFrame,
    *,
    kinds: Sequence[str] = BODY,
    longest: int = 5,
) -> pd.DataFrame:
    """Return the longest passages that pairs of articles share.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        With the views `all_articles` and `all_segments`.
    pairs : DataFrame
        With ``article_id`` and ``other_id`` (or ``original_id``, so that a table of stories will do).
    kinds : sequence of str
        Kinds of segment in which passages are looked for.
    longest : int
        Passages of each pair.

    Returns
    -------
    DataFrame
        ``article_id, start, end, other_id, other_start, other_end, words``: characters
        of the two articles' texts, end exclusive, and the words of the passage; for
        each pair in order of length. A passage may run over a border of segments.
    """
    other = "other_id" if "other_id" in pairs else "original_id"
    wanted = pairs.loc[pairs["article_id"] != pairs[other], ["article_id", other]]
    rows: list[tuple[object, ...]] = []
    for at in range(0, len(wanted), _PAIRS):
        batch = list(wanted.iloc[at : at + _PAIRS].itertuples(index=False, name=None))
        places = places_in_articles(connection, sorted({i for pair in batch for i in pair}), kinds=kinds)
        for one, two in batch:
            for start, end, other_start, other_end, words in shared_passages(
                *places[one], *places[two], longest=longest
            ):
                rows.append((one, start, end, two, other_start, other_end, words))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def shared_passages(
    text: str, spans: Spans, other: str, other_spans: Spans, *, longest: int = 5
) -> list[Passage]:
    """Return the longest runs of at least seven words that two texts share, none overlapping another.

    Parameters
    ----------
    text, other : str
    spans, other_spans : sequence of (start, end)
        The parts of the texts that count, in order.
    longest : int
        Most passages returned.

    Examples
    --------
    >>> one, two = "Monday: the old bridge was closed to all traffic.", "THE old bridge was “closed to all” traffic"
    >>> shared_passages(one, [(0, len(one))], two, [(0, len(two))])
    [(8, 48, 0, 42, 8)]
    """
    words, places = _words(text, spans)
    other_words, other_places = _words(other, other_spans)
    found = sorted(_maximal(words, other_words), key=lambda run: (-run[2], run[0], run[1]))
    taken, other_taken = np.zeros(len(words), dtype=np.bool_), np.zeros(len(other_words), dtype=np.bool_)
    out: list[Passage] = []
    for first, second, count in found:
        if len(out) == longest:
            break
        here, there = slice(first, first + count), slice(second, second + count)
        if taken[here].any() or other_taken[there].any() or words[here] != other_words[there]:
            continue
        taken[here] = other_taken[there] = True
        out.append((places[first][0], places[first + count - 1][1],
                    other_places[second][0], other_places[second + count - 1][1], count))  # fmt: skip
    return out


def _words(text: str, spans: Spans) -> tuple[list[str], list[tuple[int, int]]]:
    found = [(word, start + shift, end + shift) for shift, stop in spans
             for word, start, end in copy_word_spans(text[shift:stop])]  # fmt: skip
    return [word for word, _, _ in found], [(start, end) for _, start, end in found]


def _maximal(words: list[str], other_words: list[str]) -> Iterator[tuple[int, int, int]]:
    """Yield the longest shared runs: place in each text, and words."""
    first, second = _meetings(run_hashes(words), run_hashes(other_words))
    order = np.lexsort((first, second - first))
    first, second = first[order], second[order]
    # Runs of seven that follow one another at the same distance are one longer run.
    breaks = (np.diff(first) != 1) | (np.diff(second) != 1)
    starts = np.flatnonzero(np.concatenate([[True], breaks])[: len(first)])
    ends = np.append(starts[1:], len(first))[: len(starts)]
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        yield int(first[start]), int(second[start]), end - start + RUN - 1


def _meetings(runs: Hashes, others: Hashes) -> tuple[Ints, Ints]:
    """Return the places at which the same run stands in both texts."""
    order = np.argsort(others, kind="stable")
    low, high = (np.searchsorted(others[order], runs, side=side) for side in _SIDES)
    # Of a run that stands in many places, its third occurrence is compared with those around the third.
    own = np.argsort(runs, kind="stable")
    nth = np.empty(len(runs), dtype=np.int64)
    nth[own] = np.arange(len(runs)) - np.searchsorted(runs[own], runs[own], side="left")
    count = np.minimum(high - low, _REPEATS)
    low += np.clip(nth - _REPEATS // 2, 0, high - low - count)
    first = np.repeat(np.arange(len(runs)), count)
    step = np.arange(len(first)) - np.repeat(np.cumsum(count) - count, count)
    return first, order[np.repeat(low, count) + step]
