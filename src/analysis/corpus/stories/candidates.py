"""Which texts may be copies: pairs that share bands of their MinHash signatures, or marks.

Bands find two versions of a text. Marks find the small in the large, where
most of the larger text is something else. Both are lists of texts under a key;
what makes the search linear is how much of a long list is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.corpus.stories.shingles import Ints

Entries = tuple[npt.NDArray[np.uint32], Ints]
"""Keys, and the text that has each."""

LIST = 30
"""Texts under one mark up to which all are paired with one another."""

LONG_LIST = 1000
"""Texts under one mark beyond which it says nothing: a phrase, or standing text of a large corpus."""

ASKERS = 100
"""Texts that consist mostly of frequent marks for which a long list is looked through: the most extreme of them."""

MOSTLY = 0.3
"""Share of frequent marks from which a text may have its partners under frequent marks only."""

LEAST_SHARE = 0.2
"""Share of the shorter text's marks that a pair must share; low, since half of the runs is what is looked for."""


@dataclass(frozen=True)
class Candidates:
    """Pairs of texts to be compared, and what was not looked at.

    Attributes
    ----------
    first, second : ndarray
        Numbers of the texts of each pair, the smaller one first.
    lists_left_out : int
        Marks under so many texts that they were passed over, or looked through for some of them only.
    """

    first: Ints
    second: Ints
    lists_left_out: int


def band_pairs(keys: npt.NDArray[np.uint32], texts: Ints, *, limit: int) -> Iterator[tuple[Ints, Ints]]:
    """Yield for each band the pairs of texts that agree in it.

    Parameters
    ----------
    keys : ndarray, shape (texts, bands)
    texts : ndarray
        Numbers of the texts, ascending.
    limit : int
        Size of a group up to which all its texts are paired; in a larger one
        each is paired with the first alone.
    """
    for band in range(keys.shape[1]):
        values, members = _grouped(keys[:, band], texts)
        yield all_pairs(values, members, limit=limit)
        yield star_pairs(values, members, above=limit)


def star_pairs(values: npt.NDArray[np.generic], members: Ints, *, above: int) -> tuple[Ints, Ints]:
    """Return the first member of each group of more than `above`, paired with every other."""
    starts, sizes = _runs(values)
    keep = sizes > above
    starts, sizes = starts[keep], sizes[keep]
    heads = np.repeat(members[starts], sizes - 1)
    offsets = np.arange(int((sizes - 1).sum())) - np.repeat(np.cumsum(sizes - 1) - (sizes - 1), sizes - 1)
    return heads, members[np.repeat(starts + 1, sizes - 1) + offsets]


def all_pairs(values: npt.NDArray[np.generic], members: Ints, *, limit: int) -> tuple[Ints, Ints]:
    """Return all pairs inside each group of up to `limit` members.

    Examples
    --------
    >>> a, b = all_pairs(np.array([5, 5, 5, 6, 6]), np.array([1, 2, 4, 2, 3]), limit=3)
    >>> sorted(zip(a.tolist(), b.tolist()))
    [(1, 2), (1, 4), (2, 3), (2, 4)]
    """
    _, sizes = _runs(values)
    small = np.repeat(sizes <= limit, sizes)
    values, members = values[small], members[small]
    first, second = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for step in range(1, int(min(limit, sizes.max(initial=1)))):
        same = values[:-step] == values[step:]
        first.append(members[:-step][same])
        second.append(members[step:][same])
    return np.concatenate(first), np.concatenate(second)


def mark_pairs(entries: Callable[[], Iterator[Entries]], *, n_marks: Ints, n_runs: Ints) -> Candidates:
    """Return the pairs of texts that share enough marks.

    Parameters
    ----------
    entries : callable
        Gives an iterator over marks and the texts that have them; each mark
        comes whole in one piece of the iterator, so that a piece can be
        forgotten before the next.
    n_marks, n_runs : ndarray
        Marks and distinct runs of each text.
    """
    frequent = np.zeros(len(n_marks), dtype=np.int64)
    counts = _Counts()
    long_values, long_members = [np.empty(0, np.uint32)], [np.empty(0, np.int64)]
    left_out = 0
    for keys, texts in entries():
        values, members = _grouped(keys, texts)
        counts.add(*all_pairs(values, members, limit=LIST))
        _, sizes = _runs(values)
        size_of = np.repeat(sizes, sizes)
        frequent += np.bincount(members[size_of > LIST], minlength=len(frequent))
        held = (size_of > LIST) & (size_of <= LONG_LIST)
        long_values.append(values[held])
        long_members.append(members[held])
        left_out += int((sizes > LONG_LIST).sum())
    first, second, rare = counts.result()
    own, hidden = _shorter(first, second, n_runs, n_marks, frequent)
    keep = rare >= np.maximum(1, np.floor(LEAST_SHARE * own - hidden))
    asked, passed = _asked_pairs(np.concatenate(long_values), np.concatenate(long_members), frequent, n_marks)
    more_first, more_second, common = asked
    own, _ = _shorter(more_first, more_second, n_runs, n_marks, frequent)
    enough = common >= np.maximum(1, np.floor(LEAST_SHARE * own))
    pairs = distinct_pairs(
        np.concatenate([first[keep], more_first[enough]]), np.concatenate([second[keep], more_second[enough]])
    )
    return Candidates(*pairs, lists_left_out=left_out + passed)


def distinct_pairs(first: Ints, second: Ints) -> tuple[Ints, Ints]:
    """Return each pair once, the smaller number first, in ascending order."""
    low, high = np.minimum(first, second), np.maximum(first, second)
    codes = np.unique((low << 32) | high)
    return codes >> 32, codes & 0xFFFFFFFF


def _shorter(first: Ints, second: Ints, n_runs: Ints, n_marks: Ints, frequent: Ints) -> tuple[Ints, Ints]:
    """Return the marks, and the frequent marks, of the shorter text of each pair."""
    shorter = np.where(n_runs[first] <= n_runs[second], first, second)
    return n_marks[shorter], frequent[shorter]


def _asked_pairs(
    values: npt.NDArray[np.uint32], members: Ints, frequent: Ints, n_marks: Ints
) -> tuple[tuple[Ints, Ints, Ints], int]:
    """Pair the texts that are mostly frequent marks with all texts under these.

    A text that shares half of its runs with another shares a rare mark with it,
    unless a large part of its own marks are frequent. Only such texts, the
    askers, need the long lists.
    """
    share = frequent / np.maximum(n_marks, 1)
    asker = share >= MOSTLY
    counts = _Counts()
    left_out = 0
    starts, sizes = _runs(values)
    for start, size in zip(starts.tolist(), sizes.tolist(), strict=True):
        group = members[start : start + size]
        asking = group[asker[group]]
        if len(asking) > ASKERS:
            left_out += 1
            asking = asking[np.argsort(-share[asking], kind="stable")[:ASKERS]]
        if len(asking):
            first, second = np.repeat(asking, size), np.tile(group, len(asking))
            # Two askers meet twice; once is enough.
            once = (first < second) | ((first > second) & ~np.isin(second, asking))
            counts.add(first[once], second[once])
    return counts.result(), left_out


class _Counts:
    """How often each pair was met, folded together whenever many have come."""

    _MOST = 20_000_000

    def __init__(self) -> None:
        self._codes: list[Ints] = []
        self._held = 0
        self._folded = (np.empty(0, np.int64), np.empty(0, np.int64))

    def add(self, first: Ints, second: Ints) -> None:
        self._codes.append((np.minimum(first, second) << 32) | np.maximum(first, second))
        self._held += len(first)
        if self._held > self._MOST:
            self._fold()

    def _fold(self) -> None:
        codes, counts = np.unique(np.concatenate([np.empty(0, np.int64), *self._codes]), return_counts=True)
        both = np.concatenate([self._folded[0], codes])
        codes, back = np.unique(both, return_inverse=True)
        total = np.bincount(back, weights=np.concatenate([self._folded[1], counts]), minlength=len(codes))
        self._folded = (codes, total.astype(np.int64))
        self._codes, self._held = [], 0

    def result(self) -> tuple[Ints, Ints, Ints]:
        self._fold()
        codes, counts = self._folded
        return codes >> 32, codes & 0xFFFFFFFF, counts


def _grouped(keys: npt.NDArray[np.uint32], texts: Ints) -> Entries:
    """Return entries in order of key, then text, without the keys that only one text has."""
    order = np.argsort(keys, kind="stable")
    keys, texts = keys[order], texts[order]
    same = keys[1:] == keys[:-1]
    shared = np.concatenate([same, [False]]) | np.concatenate([[False], same]) if len(keys) else same
    return keys[shared], texts[shared]


def _runs(values: npt.NDArray[np.generic]) -> tuple[Ints, Ints]:
    """Return where each group of equal neighbours starts, and its size."""
    if not len(values):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    starts = np.concatenate([[0], np.flatnonzero(values[1:] != values[:-1]) + 1])
    return starts, np.diff(np.concatenate([starts, [len(values)]]))
