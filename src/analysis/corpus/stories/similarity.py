"""Which articles resemble each other within some days, as a sparse graph."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from analysis import parallel
from analysis.corpus.stories.linkage import UNIT, Edges
from analysis.corpus.stories.runsets import RunSets, Some
from analysis.corpus.stories.shingles import Ints
from analysis.corpus.stories.terms import counts_matrix

LOW = 0.02
"""Cosine below which a pair counts as zero."""

NEIGHBOURS = 64
"""Most alike later texts that are kept of each; an event of more than some hundred different texts falls apart."""

COMMON, ALWAYS = 0.2, 20
"""Share of the articles from which a word tells nothing, and the number of articles up to which it always does."""

_BLOCK = 4000
"""Texts whose later ones are looked for in one task."""

_CELLS = 1 << 20
"""Pairs of texts whose similarities are held at a time."""


def inverse_frequency(frequency: Ints, texts: int) -> npt.NDArray[np.float32]:
    """Return the weights of words by the number of texts that have them; 0 for those of too many.

    Examples
    --------
    >>> inverse_frequency(np.array([1, 30]), 100).astype(float).round(3).tolist()
    [4.922, 0.0]
    """
    common = frequency > max(COMMON * texts, ALWAYS)
    return np.where(common, 0.0, np.log((1 + texts) / (1 + frequency)) + 1).astype(np.float32)


def similar_pairs(
    day: Ints, texts: Ints, terms: RunSets, *, days: int, weights: Path, executor: Executor
) -> Edges:
    """Return the cosine similarities of texts no more than some days apart.

    The work grows with the number of texts times that of the texts within `days`
    of one; the graph, with at most `NEIGHBOURS` pairs of 12 bytes for each text.

    Parameters
    ----------
    day : ndarray
        Day of each text in ascending order, the undated ones (-1) last; these are
        compared with all.
    texts : ndarray
        Their numbers in `terms`.
    terms : RunSets
        Packed terms.
    days : int
    weights : Path
        File of an array with the weight of each word; see `inverse_frequency`.
    executor : Executor
        Compares stretches of texts.

    Returns
    -------
    Edges
        Between places in `texts`, in units of 1 / `UNIT`, the earlier text first.
    """
    tasks = (
        _Stretches(start, other_start, day[start:end], day[other_start:other_end],
                   terms.some(texts[start:end]), terms.some(texts[other_start:other_end]))
        for start, end, other_start, other_end in windows(day, days=days)
    )  # fmt: skip
    found = list(parallel.ordered(executor, partial(_alike, days=days, weights=weights), tasks))
    # Narrow numbers, and a column at a time: this graph is the largest thing of a corpus in memory.
    row, col, total = (
        np.concatenate([np.empty(0, np.int32), *(piece.pop(name) for piece in found)])
        for name in ("row", "col", "total")
    )
    return Edges(row, col, total, items=len(texts))


@dataclass(frozen=True)
class _Stretches:
    """Two stretches of texts to be compared: their first places, days and terms."""

    first: int
    other_first: int
    day: Ints
    other_day: Ints
    terms: Some
    other_terms: Some


def _alike(task: _Stretches, *, days: int, weights: Path) -> dict[str, npt.NDArray[np.int32]]:
    """Return the places of the texts that are alike, and how much; of each the most alike later ones."""
    from sklearn.feature_extraction.text import TfidfTransformer  # slow to import

    transformer = TfidfTransformer(sublinear_tf=True)
    transformer.idf_ = np.load(weights)
    block, others = (
        transformer.transform(counts_matrix(list(terms.runs())), copy=False)
        for terms in (task.terms, task.other_terms)
    )
    others = others.T.tocsr()
    row, col, data = [np.empty(0, np.int64)], [np.empty(0, np.int64)], [np.empty(0, np.float32)]
    step = max(1, _CELLS // max(1, len(task.other_day)))
    for at in range(0, len(task.day), step):
        cosine = (block[at : at + step] @ others).tocoo()
        own, other = cosine.row + at, cosine.col
        later = own + task.first < other + task.other_first
        close = _close(task.day[own], task.other_day[other], days) & later & (cosine.data >= LOW)
        kept = np.flatnonzero(close)
        kept = kept[_most_alike(own[kept], cosine.data[kept])]
        row.append(own[kept])
        col.append(other[kept])
        data.append(cosine.data[kept])
    return {
        "row": (np.concatenate(row) + task.first).astype(np.int32),
        "col": (np.concatenate(col) + task.other_first).astype(np.int32),
        "total": np.rint(np.concatenate(data) * UNIT).astype(np.int32),
    }


def _close(day: Ints, other_day: Ints, days: int) -> npt.NDArray[np.bool_]:
    return (day < 0) | (other_day < 0) | (abs(other_day - day) <= days)


def _most_alike(own: Ints, cosine: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    """Say which entries, in order of their text, are among its `NEIGHBOURS` largest, or equal to the last of these."""
    out = np.ones(len(own), dtype=np.bool_)
    edges = np.flatnonzero(np.diff(own, prepend=-1, append=-1))
    for start, end in pairwise(edges.tolist()):
        if end - start > NEIGHBOURS:
            values = cosine[start:end]
            out[start:end] = values >= np.partition(values, -NEIGHBOURS)[-NEIGHBOURS]
    return out


def windows(day: Ints, *, days: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield pairs of stretches of texts that together hold all pairs to be compared.

    Examples
    --------
    >>> list(windows(np.array([1, 1, 2, 9, -1]), days=3))
    [(0, 4, 0, 4), (0, 4, 4, 5), (4, 5, 4, 5)]
    """
    dated = int(np.count_nonzero(day >= 0))
    for start in range(0, dated, _BLOCK):
        end = min(start + _BLOCK, dated)
        yield start, end, start, int(np.searchsorted(day[:dated], day[end - 1] + days, side="right"))
    for start in range(dated, len(day), _BLOCK):
        end = min(start + _BLOCK, len(day))
        for other in [*range(0, dated, _BLOCK), *range(dated, start + 1, _BLOCK)]:
            last = min(other + _BLOCK, dated if other < dated else end)
            yield other, last, start, end
