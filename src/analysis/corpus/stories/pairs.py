"""Pairs of articles that share at least half of the shorter text, found in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analysis.corpus.stories.candidates import Entries, band_pairs, distinct_pairs, mark_pairs, star_pairs
from analysis.corpus.stories.order import Order, Signatures, numbered
from analysis.corpus.stories.runsets import RunSets, isin_sorted
from analysis.corpus.stories.shingles import WINDOW, Hashes, Ints
from analysis.corpus.stories.signatures import BANDS

HALF = 0.5
"""Share of the shorter text's distinct runs of seven words that makes a pair."""

CROWD = 8
"""Versions of one text up to which each is compared with each; in a larger crowd each with the earliest."""

CLOSE = 2 / 3
"""Jaccard similarity from which a text joins the crowd of another.

One minus Jaccard similarity is a metric, so two texts that are both this close
to a third have a similarity of 1/3 at least, which means that they share half of
the shorter one: no pair inside a crowd needs to be looked at to be known.
"""

SHORT = 4 * WINDOW
"""Runs below which the shared half of a text may hold no mark; such texts are looked up by all their runs."""

_MARKS_AT_ONCE = 20_000_000


@dataclass(frozen=True)
class Pairs:
    """What the comparison found; texts are numbers of an `Order`.

    Attributes
    ----------
    text_of : ndarray
        For each article the earliest one with the same words in the same order.
    crowd_of : ndarray
        For each distinct text the one whose crowd it is in, or itself.
    first, second, shared : ndarray
        Pairs of texts and the distinct runs they share; `first` came out earlier.
        The pairs of a text in a crowd with others than its head are not among them.
    candidates : int
        Pairs that were compared.
    lists_left_out : int
        Marks that so many texts have that they were passed over.
    """

    text_of: Ints
    crowd_of: Ints
    first: Ints
    second: Ints
    shared: Ints
    candidates: int
    lists_left_out: int


def find_pairs(order: Order, signatures: Signatures, sets: RunSets) -> Pairs:
    """Compare the texts of a corpus.

    Parameters
    ----------
    order : Order
    signatures : Table or sequence of Path
        Signatures of its articles.
    sets : RunSets
        Empty, of the size of `order`; afterwards it holds the runs of the distinct texts.
    """
    text_of = earliest_alike(order.body)
    distinct = (text_of == np.arange(len(order))) & (order.body != 0)
    texts = _fill(sets, order, signatures, distinct)
    keys = _bands(order, signatures, texts)
    crowd_of, stars = _crowds(keys, texts, sets, len(order))
    alone = crowd_of[texts] == texts
    roots = texts[alone]
    first, second, left_out = _candidates(order, signatures, keys[alone], roots, sets)
    found = _compared(sets, first, second)
    compared = len(first) + stars.compared
    first, second, shared = (np.concatenate(both) for both in zip(stars.kept(), found, strict=True))
    return Pairs(text_of, crowd_of, first, second, shared, compared, left_out)


def earliest_alike(body: npt.NDArray[np.uint64]) -> Ints:
    """Return for each article the first with the same body; an empty body is like no other.

    Examples
    --------
    >>> earliest_alike(np.array([7, 0, 7, 0], dtype=np.uint64)).tolist()
    [0, 1, 0, 3]
    """
    _, firsts, back = np.unique(body, return_index=True, return_inverse=True)
    return np.where(body == 0, np.arange(len(body)), firsts[back]).astype(np.int64)


def _fill(sets: RunSets, order: Order, signatures: Signatures, wanted: npt.NDArray[np.bool_]) -> Ints:
    """Keep the runs of the distinct texts; return those that have any."""
    for rows, runs in numbered(signatures, order, "runs", wanted=wanted):
        sets.add_all(rows, runs)
    sets.finish()
    return np.flatnonzero(sets.sizes).astype(np.int64)


def _bands(order: Order, signatures: Signatures, texts: Ints) -> npt.NDArray[np.uint32]:
    place = np.full(len(order), -1, dtype=np.int64)
    place[texts] = np.arange(len(texts))
    keys = np.zeros((len(texts), BANDS), dtype=np.uint32)
    for rows, bands in numbered(signatures, order, "bands", wanted=place >= 0):
        keys[place[rows]] = bands.flatten().to_numpy().reshape(-1, BANDS)
    return keys


@dataclass
class _Stars:
    """Pairs of a crowd's head with the others of the crowd."""

    pairs: list[tuple[Ints, Ints, Ints]] = field(default_factory=list)
    compared: int = 0

    def kept(self) -> tuple[Ints, Ints, Ints]:
        nothing = np.empty(0, np.int64)
        first, second, shared = (
            np.concatenate([nothing, *parts])
            for parts in (zip(*self.pairs, strict=True) if self.pairs else [(), (), ()])
        )
        return first, second, shared


def _crowds(keys: npt.NDArray[np.uint32], texts: Ints, sets: RunSets, articles: int) -> tuple[Ints, _Stars]:
    """Gather texts of which there are many versions around the earliest, band by band."""
    head = np.arange(articles, dtype=np.int64)
    is_head = np.zeros(articles, dtype=np.bool_)
    stars = _Stars()
    free = np.arange(len(texts))
    for band in range(keys.shape[1]):
        order = free[np.argsort(keys[free, band], kind="stable")]
        first, second = star_pairs(keys[order, band], texts[order], above=CROWD)
        first, second = first[~is_head[second]], second[~is_head[second]]
        shared = sets.shared(first, second)
        stars.compared += len(first)
        close = shared >= CLOSE * (sets.sizes[first] + sets.sizes[second] - shared)
        first, second, shared = first[close], second[close], shared[close]
        head[second] = first
        is_head[first] = True
        stars.pairs.append((first, second, shared))
        free = free[head[texts[free]] == texts[free]]
    return head, stars


def _candidates(
    order: Order, signatures: Signatures, keys: npt.NDArray[np.uint32], roots: Ints, sets: RunSets
) -> tuple[Ints, Ints, int]:
    """Return the pairs that bands or marks propose, and the lists passed over."""
    wanted = np.zeros(len(order), dtype=np.bool_)
    wanted[roots] = True
    short = roots[sets.sizes[roots] < SHORT]
    every = np.unique(np.concatenate([np.empty(0, np.uint32), *(sets.get(text) for text in short.tolist())]))
    n_marks = np.zeros(len(order), dtype=np.int64)
    for rows, marks in numbered(signatures, order, "marks", wanted=wanted):
        n_marks[rows] = np.diff(marks.offsets.to_numpy())
    n_marks[short] = sets.sizes[short]
    pieces = 1 + int(n_marks.sum()) // _MARKS_AT_ONCE

    def entries() -> Iterator[Entries]:
        for piece in range(pieces):
            found = [(np.empty(0, np.uint32), np.empty(0, np.int64))]
            for rows, marks in numbered(signatures, order, "marks", wanted=wanted):
                flat, of = _with_runs(sets, rows, marks, every)
                here = flat % np.uint32(pieces) == piece
                found.append((flat[here], of[here]))
            values, texts = zip(*found, strict=True)
            yield np.concatenate(values), np.concatenate(texts)

    by_marks = mark_pairs(entries, n_marks=n_marks, n_runs=sets.sizes)
    by_bands = zip(*band_pairs(keys, roots, limit=CROWD), strict=True)
    first, second = (
        np.concatenate([own, *found])
        for own, found in zip((by_marks.first, by_marks.second), by_bands, strict=True)
    )
    return *distinct_pairs(first, second), by_marks.lists_left_out


def _with_runs(sets: RunSets, rows: Ints, marks: pa.ListArray, every: Hashes) -> Entries:
    """Return the marks of some texts, and all their runs that a short text has.

    A short text may stand in a long one without sharing a mark with it.
    """
    flat, of = marks.flatten().to_numpy(), np.repeat(rows, np.diff(marks.offsets.to_numpy()))
    if not len(every):
        return flat, of
    more = [runs[isin_sorted(runs, every)] for runs in (sets.get(row) for row in rows.tolist())]
    flat = np.concatenate([flat, *more])
    of = np.concatenate([of, np.repeat(rows, [len(runs) for runs in more])])
    pairs = np.unique(flat.astype(np.int64) << 32 | of)
    return (pairs >> 32).astype(np.uint32), pairs & 0xFFFFFFFF


def _compared(sets: RunSets, first: Ints, second: Ints) -> tuple[Ints, Ints, Ints]:
    shared = sets.shared(first, second)
    keep = shared >= HALF * np.minimum(sets.sizes[first], sets.sizes[second])
    return first[keep], second[keep], shared[keep]
