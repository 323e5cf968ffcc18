"""Lexical diversity that needs the order of words, over many texts at once; knows of no corpora.

No measure here visits one text after the other: all are read side by side, in time
proportional to the number of words.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis.errors import ParameterError, one_of

Array = np.ndarray

PIECE = 200_000
"""Words that are read side by side: so few that what is worked out for each stays close to the processor."""

CLOSINGS = ("below", "at")
"""When a factor of MTLD is full: its type–token ratio has fallen below the threshold, or has reached it."""


def pieces(starts: Array) -> Iterator[slice]:
    """Yield the texts in runs of about `PIECE` words, each a slice of the texts."""
    first = 0
    while first < len(starts) - 1:
        last = max(int(np.searchsorted(starts, starts[first] + PIECE, side="right")) - 1, first + 1)
        yield slice(first, last)
        first = last


def previous(codes: Array, starts: Array) -> Array:
    """Return for each word of many texts the place in its text at which the same word last stood, −1 for nowhere.

    Parameters
    ----------
    codes : array of int
        The words of all texts, one text after the other, as numbers.
    starts : array of int
        Where each text begins, and last the number of all words.

    Examples
    --------
    >>> previous(np.array([7, 8, 7, 8, 8]), np.array([0, 3, 5])).tolist()
    [-1, -1, 0, -1, 0]
    """
    out = np.full(len(codes), -1, dtype=np.int64)
    width = int(codes.max(initial=0)) + 1
    for texts in pieces(starts):
        edge = starts[texts.start : texts.stop + 1]
        own = slice(edge[0], edge[-1])
        text = np.repeat(np.arange(len(edge) - 1), np.diff(edge))
        key = text * width + codes[own]
        order = np.argsort(key, kind="stable")
        there = key[order]
        same = there[1:] == there[:-1]
        before = order[:-1][same]
        out[own][order[1:][same]] = before - (edge[:-1] - edge[0])[text[before]]
    return out


def mattr_of(codes: Array, starts: Array, *, window: int = 50, last: Array | None = None) -> Array:
    """Return the moving-average type–token ratio of each of many texts; see `mattr` and `previous`.

    Notes
    -----
    A word is the first of its type in those windows that hold it and not its
    predecessor. To count these windows for each word, and add up, is to count
    the types of all windows without visiting any.
    """
    positive(window=window)
    last = previous(codes, starts) if last is None else last
    found = np.zeros(len(starts) - 1, dtype=np.int64)
    for texts in pieces(starts):
        edge = starts[texts.start : texts.stop + 1]
        size = np.diff(edge)
        at = np.arange(edge[0], edge[-1]) - np.repeat(edge[:-1], size)
        first = np.maximum(last[edge[0] : edge[-1]], at - window)
        final = np.minimum(at, np.repeat(size - window, size))
        found[texts] = sums(np.maximum(final - first, 0), edge - edge[0])
    windows = np.diff(starts) - window + 1
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(windows > 0, found / (windows * float(window)), np.nan)


def mtld_of(
    codes: Array, starts: Array, *, threshold: float = 0.72, closing: str = "below", last: Array | None = None
) -> Array:
    """Return MTLD of each of many texts; see `mtld` and `previous`."""
    one_of(closing, CLOSINGS, name="way to close a factor (closing)")
    if not 0 < threshold < 1:
        raise ParameterError(f"threshold = {threshold:g}", remedy="Use a ratio between 0 and 1, such as .72.")
    size = np.diff(starts)
    last = previous(codes, starts) if last is None else last
    # Read backwards, the word that follows is the one before, and the last place of a text the first.
    backwards = np.full(len(codes), -1, dtype=np.int64)
    for texts in pieces(starts):
        edge = starts[texts.start : texts.stop + 1]
        end = np.repeat(edge[1:] - 1, size[texts])
        at = np.flatnonzero(last[edge[0] : edge[-1]] >= 0) + edge[0]
        end = end[at - edge[0]]
        backwards[end - last[at]] = end - at
    factors = [_factors(row, starts, threshold, closing) for row in (last, backwards)]
    with np.errstate(invalid="ignore", divide="ignore"):
        lengths = [np.where(number > 0, size / number, np.nan) for number in factors]
    return (lengths[0] + lengths[1]) / 2


def _factors(last: Array, starts: Array, threshold: float, closing: str) -> Array:
    """Return the number of factors of each text, its part at the end included.

    All texts are read side by side, longest first: at each step one word of
    every text that is long enough.
    """
    size = np.diff(starts)
    order = np.argsort(-size, kind="stable")
    begin = starts[:-1][order]
    reading = len(size) - np.searchsorted(np.sort(size), np.arange(int(size.max(initial=0))), side="right")
    types, opened, full = (np.zeros(len(size), dtype=np.int64) for _ in range(3))
    for step, number in enumerate(reading):
        here = slice(0, number)
        types[here] += last[begin[here] + step] < opened[here]
        ratio = types[here] / (step + 1 - opened[here])
        closed = ratio < threshold if closing == "below" else ratio <= threshold
        if closed.any():
            places = np.flatnonzero(closed)
            full[places] += 1
            opened[places] = step + 1
            types[places] = 0
    left = size[order] - opened
    rest = 1 - types / np.maximum(left, 1)
    out = np.empty(len(size))
    out[order] = full + np.where(left > 0, rest / (1 - threshold), 0.0)
    return out


def sums(values: Array, starts: Array) -> Array:
    """Add up values by text."""
    running = np.concatenate(([0], np.cumsum(values)))
    return np.asarray(running[starts[1:]] - running[starts[:-1]])


def positive(**values: int) -> None:
    """Refuse numbers of words under one."""
    for name, value in values.items():
        if value < 1:
            raise ParameterError(f"{name} = {value} words", remedy="Use 1 or more.")
