"""Which articles resemble each other within some days, as a sparse graph."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_matrix, csr_matrix
from sklearn.feature_extraction.text import TfidfTransformer

from analysis.corpus.stories.runsets import RunSets
from analysis.corpus.stories.shingles import Ints
from analysis.corpus.stories.terms import FEATURES, counts_matrix, unpacked

UNIT = 1 << 20
"""Similarities are whole numbers of which this is one."""

LOW = 0.02
"""Cosine below which a pair counts as zero."""

NEIGHBOURS = 64
"""Most alike later texts that are kept of each; an event of more than some hundred different texts falls apart."""

COMMON, ALWAYS = 0.2, 20
"""Share of the articles from which a word tells nothing, and the number of articles up to which it always does."""

_ROWS, _BLOCK = 256, 4000


def weighting(texts: Ints, terms: RunSets) -> TfidfTransformer:
    """Return the weights of words: logarithm of the count, times inverse document frequency.

    Parameters
    ----------
    texts : ndarray
        Numbers of the texts.
    terms : RunSets
        Their packed terms.
    """
    frequency = np.zeros(FEATURES, dtype=np.int64)
    for text in texts.tolist():
        frequency[unpacked(terms.get(text))[0]] += 1
    weights = TfidfTransformer(sublinear_tf=True)
    weights.idf_ = np.where(
        frequency > max(COMMON * len(texts), ALWAYS), 0.0, np.log((1 + len(texts)) / (1 + frequency)) + 1
    ).astype(np.float32)
    return weights


def similar_pairs(day: Ints, texts: Ints, terms: RunSets, *, days: int) -> csr_matrix:
    """Return the cosine similarities of texts no more than some days apart.

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

    Returns
    -------
    csr_matrix of int32
        Symmetric, over the places in `texts`, in units of 1 / `UNIT`.
    """
    weights = weighting(texts, terms)

    def matrix(start: int, end: int) -> csr_matrix:
        counts = counts_matrix([terms.get(text) for text in texts[start:end].tolist()])
        return weights.transform(counts, copy=False)

    # Narrow numbers: this graph, of up to 64 neighbours for each text, is the largest thing of a corpus in memory.
    rows, cols, data = ([np.empty(0, np.int32)] for _ in range(3))
    for start, end, other_start, other_end in windows(day, days=days):
        block, others = matrix(start, end), matrix(other_start, other_end).T.tocsr()
        columns = np.arange(other_start, other_end)
        for first in range(start, end, _ROWS):
            own = np.arange(first, min(first + _ROWS, end))
            cosine = (block[first - start : first - start + _ROWS] @ others).toarray()
            cosine[~_comparable(day, own, columns, days)] = 0
            row, col = np.nonzero(cosine >= np.maximum(LOW, _kth_largest(cosine))[:, None])
            rows.append(own[row].astype(np.int32))
            cols.append(columns[col].astype(np.int32))
            data.append(np.rint(cosine[row, col] * UNIT).astype(np.int32))
    places = (np.concatenate(rows), np.concatenate(cols))
    later = coo_matrix((np.concatenate(data), places), (len(texts), len(texts))).tocsr()
    del rows, cols, data, places
    return later + later.T


def _comparable(day: Ints, rows: Ints, columns: Ints, days: int) -> npt.NDArray[np.bool_]:
    """Whether the text of a column comes after that of a row, and not too many days after."""
    own, other = day[rows][:, None], day[columns][None, :]
    return (rows[:, None] < columns[None, :]) & ((own < 0) | (other < 0) | (other - own <= days))


def _kth_largest(cosine: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    if cosine.shape[1] <= NEIGHBOURS:
        return np.zeros(len(cosine), dtype=np.float32)
    return np.partition(cosine, -NEIGHBOURS, axis=1)[:, -NEIGHBOURS]


def windows(day: Ints, *, days: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield pairs of stretches of texts that together hold all pairs to be compared.

    Examples
    --------
    >>> list(windows(np.array([1, 1, 2, 9, -1]), days=3))
    [(0, 4, 0, 4), (0, 4, 4, 5), (4, 5, 4, 5)]
    """
    dated = int(np.count_nonzero(day >= 0))
    start = 0
    while start < dated:
        end = max(
            min(start + _BLOCK, dated), int(np.searchsorted(day[:dated], day[start] + days, side="right"))
        )
        last = int(np.searchsorted(day[:dated], day[end - 1] + days, side="right"))
        yield start, end, start, last
        start = end
    for start in range(dated, len(day), _BLOCK):
        end = min(start + _BLOCK, len(day))
        for other in [*range(0, dated, _BLOCK), *range(dated, start + 1, _BLOCK)]:
            last = min(other + _BLOCK, dated if other < dated else end)
            yield other, last, start, end
