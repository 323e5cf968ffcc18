"""The tests of keyness by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy import sparse, stats

from analysis.errors import one_of
from analysis.vocabulary import measures
from analysis.vocabulary.keyness.permutation import PERMUTATIONS, Permuted, permuted
from analysis.vocabulary.keyness.ranks import Ranks
from analysis.vocabulary.keyness.usage import Side, Usage

Array = np.ndarray
Sides = list[tuple[Side, Side]]

TESTS = {
    "wilcoxon": "Wilcoxon's rank-sum test on rates per article",
    "df": "the log-likelihood ratio test on numbers of articles",
    "robust": "Welch's test on rates, with the variance between units",
    "permutation": "a permutation test on rates",
}
"""Tests by name, and what they are in words."""


class Verdict(NamedTuple):
    """What a test found, by word and comparison.

    Attributes
    ----------
    superiority, p : array, shape (words, k)
    permuted : list of Permuted
        For the permutation test, one for each comparison.
    """

    superiority: Array
    p: Array
    permuted: list[Permuted]


def verdict(
    usage: Usage, first: Array, sides: Sides, *, test: str, permutations: int = PERMUTATIONS, seed: int = 1
) -> Verdict:
    """Test each comparison with the test of that name.

    Parameters
    ----------
    usage : Usage
    first : array of bool, shape (articles, k)
        For each comparison whether the articles are in the first group.
    sides : list of k pairs of Side
    test : str
        One of `TESTS`.
    permutations, seed : int
        For the permutation test.
    """
    one_of(test, TESTS, name="test")
    superiority, p = usage.ranks.compare(first)
    found: list[Permuted] = []
    if test == "permutation":
        found = [permuted(usage, column, permutations=permutations, seed=seed) for column in first.T]
        p = np.column_stack([one.p for one in found])
    elif test != "wilcoxon":
        run: Callable[[Usage, Array, tuple[Side, Side]], Array] = _df if test == "df" else _robust
        p = np.column_stack([run(usage, *each) for each in zip(first.T, sides, strict=True)])
    return Verdict(superiority, p, found)


def _robust(usage: Usage, first: Array, sides: tuple[Side, Side]) -> Array:
    return np.maximum(measures.difference(usage.contrast(first, sides)), usage.rare(first))


def _df(usage: Usage, first: Array, sides: tuple[Side, Side]) -> Array:
    """G² of articles that have the word; in a sample that is not simple, the design-based test of having it."""
    if not usage.sample.simple:
        ones = usage.ranks.presence
        return Ranks(sparse.csr_array(ones), usage.sample).compare(first)[1]
    one, two = sides
    statistic = measures.g2(one.df, two.df, one.units, two.units)
    return np.maximum(stats.chi2.sf(np.abs(statistic), 1), usage.rare(first))
