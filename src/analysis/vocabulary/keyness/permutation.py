"""The permutation test: how often chance labels set words apart as far as the groups do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from scipy import sparse

from analysis.errors import ParameterError
from analysis.sampling import Sample
from analysis.sampling.strata import joined
from analysis.vocabulary.keyness.usage import Usage

Array = np.ndarray

PERMUTATIONS = 1000
"""Permutations unless another number is asked for."""

_CELLS = 4_000_000
"""Statistics held in memory at a time."""


class Permuted(NamedTuple):
    """What a permutation test found.

    Attributes
    ----------
    p : array, shape (words,)
        Two-sided p of each word.
    z : array, shape (words,)
        Absolute standardised statistic of the groups.
    highest : array, shape (permutations,)
        Largest standardised statistic of all words in each permutation.
    """

    p: Array
    z: Array
    highest: Array


class _Pieces(NamedTuple):
    """What is permuted: the articles of one unit that are in one group."""

    of_article: Array
    first: Array
    stratum: Array


def permuted(usage: Usage, first: Array, *, permutations: int, seed: int) -> Permuted:
    """Compare a group with the others by permuting which units are the group's.

    Parameters
    ----------
    usage : Usage
    first : array of bool, shape (articles,)
        Whether each article is in the first group.
    permutations, seed : int

    Returns
    -------
    Permuted

    Raises
    ------
    ParameterError
        If no stratum has units of both groups, so that there is nothing to permute.

    Notes
    -----
    The statistic of a word is O − E: its occurrences in the group less the
    group's words times the rate in both groups, over the standard deviation it
    has under permutation, which is known exactly (Pitman 1937). Labels of whole
    units are permuted within strata; a unit with articles in both groups is
    taken as two, which makes the test rather too careful. p counts the observed
    labels as one of the permutations (Phipson and Smyth 2010). From `highest`
    come p-values that hold for all words together (`familywise`).
    """
    pieces = _pieces(usage.sample, first)
    shape = (len(first), len(pieces.first))
    gather = sparse.csr_array((usage.sample.weight, (np.arange(shape[0]), pieces.of_article)), shape=shape)
    table = sparse.csr_array(usage.table @ gather)
    n = gather.T @ usage.n
    rate = np.asarray(table.sum(axis=1)).ravel() / n.sum()
    spread = _spread(table, n, rate, pieces)
    known = spread > 1e-9
    scale = np.where(known, 1 / np.where(known, spread, 1.0), 0.0)
    observed = np.abs(table @ pieces.first - rate * (n @ pieces.first)) * scale
    # Sums of whole counts are exact in single precision; the allowance is for products of rates.
    allowed = observed * (1 - 1e-5) - 1e-6
    as_far = np.ones(len(rate))
    highest = np.empty(permutations)
    counts = table.astype(np.float32)
    done = 0
    for labels in _labels(pieces, permutations=permutations, seed=seed, words=len(rate)):
        z = counts @ labels
        z -= np.outer(rate, n @ labels)
        np.abs(z, out=z)
        z *= scale[:, None].astype(np.float32)
        as_far += (z >= allowed[:, None]).sum(axis=1)
        highest[done : done + labels.shape[1]] = z.max(axis=0, initial=0)
        done += labels.shape[1]
    return Permuted(as_far / (permutations + 1), observed, highest)


def familywise(z: Array, highest: Array) -> Array:
    """Return p-values that hold for all words together: the single-step max-T procedure.

    Westfall and Young (1993), §2.3: the share of permutations in which any word
    at all is set apart as far as this one.

    Parameters
    ----------
    z : array, shape (words,)
        Absolute statistics.
    highest : array, shape (permutations,)
        Largest absolute statistic of all words in each permutation.

    Examples
    --------
    >>> familywise(np.array([5.0, 2.0]), np.array([1.0, 3.0, 2.5])).tolist()
    [0.25, 0.75]
    """
    ordered = np.sort(highest)
    above = len(ordered) - np.searchsorted(ordered, z * (1 - 1e-5), side="left")
    return np.asarray((above + 1) / (len(ordered) + 1))


def _pieces(sample: Sample, first: Array) -> _Pieces:
    key, of_article = np.unique(sample.unit * 2 + first, return_inverse=True)
    label = (key % 2).astype(float)
    stratum = joined(sample.stratum[key // 2])
    share = np.bincount(stratum, weights=label) / np.bincount(stratum)
    if not ((share > 0) & (share < 1)).any():
        raise ParameterError(
            "every stratum lies in one group, so that no labels can be permuted",
            where="test", remedy="Use test='wilcoxon' or 'robust', or draw the sample by another column.",
        )  # fmt: skip
    return _Pieces(of_article, label, stratum)


def _spread(table: sparse.csr_array, n: Array, rate: Array, pieces: _Pieces) -> Array:
    """Return the standard deviation of each word's statistic over all permutations within strata."""
    size = np.bincount(pieces.stratum).astype(float)
    share = np.bincount(pieces.stratum, weights=pieces.first) / size
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(size > 1, size * share * (1 - share) / (size - 1), 0.0)
    rows = np.arange(len(n))
    member = sparse.csr_array((np.ones(len(rows)), (rows, pieces.stratum)), shape=(len(rows), len(size)))
    squares = table.power(2) @ member - 2 * rate[:, None] * (table @ (member * n[:, None]).tocsr())
    squares = np.asarray(squares.todense() if sparse.issparse(squares) else squares)
    squares = squares + np.outer(rate**2, n**2 @ member)
    means = ((table @ member).toarray() - np.outer(rate, n @ member)) / size
    return np.sqrt(np.maximum((squares - size * means**2) @ factor, 0))


def _labels(pieces: _Pieces, *, permutations: int, seed: int, words: int) -> Iterator[Array]:
    """Yield permuted labels, shape (pieces, some)."""
    rng = np.random.default_rng(seed)
    step = int(np.clip(_CELLS // max(words, len(pieces.first)), 1, 128))
    places = [np.flatnonzero(pieces.stratum == h) for h in np.unique(pieces.stratum)]
    for start in range(0, permutations, step):
        labels = np.empty((len(pieces.first), min(step, permutations - start)), dtype=np.float32)
        for chosen in places:
            own = np.repeat(pieces.first[chosen, None].astype(np.float32), labels.shape[1], axis=1)
            labels[chosen] = rng.permuted(own, axis=0)
        yield labels
