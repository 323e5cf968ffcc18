"""The rank test of articles that were drawn with weights, in strata or in units of several."""

from __future__ import annotations

import numpy as np
from scipy import sparse, stats

from analysis.sampling import LEAST, Part, Sample

Array = np.ndarray

_NOTHING = 1e-18
"""Variances of rank shares below this are rounding errors of zero."""


class DesignRanks:
    """Mid-ranks of articles by their use of each word, as they would be in the whole corpus.

    The rank of an article is the share of the corpus that uses the word less,
    plus half of the share that uses it as much (estimated with weights); the
    many articles without the word are ties at zero. The ranks are the same for
    every group that is compared.

    Parameters
    ----------
    word, article : array of int
        Numbers of word and article, one entry for each article that has the word.
    rate : array of float
        Its rate in that article, above zero.
    words : int
        Number of words.
    sample : Sample
        How the articles were drawn.

    References
    ----------
    Lumley, T. and Scott, A. J. (2013). Two-sample rank tests under complex
    sampling. *Biometrika* 100, 831-842.
    """

    def __init__(self, word: Array, article: Array, rate: Array, *, words: int, sample: Sample) -> None:
        self.sample = sample
        weight = sample.weight[article]
        self.total = float(sample.weight.sum())
        zeros = self.total - np.bincount(word, weights=weight, minlength=words)
        order = np.lexsort((rate, word))
        w, r, share = word[order], rate[order], weight[order]
        new = np.ones(len(w), dtype=bool)
        new[1:] = (w[1:] != w[:-1]) | (r[1:] != r[:-1])
        run = np.cumsum(new) - 1
        tied = np.bincount(run, weights=share)
        before = np.concatenate(([0.0], np.cumsum(tied)[:-1]))
        first = np.searchsorted(w, np.arange(words))
        at_start = before[run[np.minimum(first, len(w) - 1)]] if len(w) else np.zeros(words)
        rank = np.empty(len(w))
        rank[order] = zeros[w] + (before[run] - at_start[w]) + tied[run] / 2
        self.zero = zeros / 2 / self.total
        above = rank / self.total - self.zero[word]
        self.above = sparse.csr_array((above, (word, article)), shape=(words, len(sample.weight)))
        square = np.bincount(word, weights=weight * (rank / self.total) ** 2, minlength=words)
        self.variance = (self.zero**2 * zeros + square) / self.total - 0.25

    def compare(self, first: Array) -> tuple[Array, Array]:
        """Test for all words at once whether the articles of one group use them more than the others.

        Parameters
        ----------
        first : array of bool
            Whether each article of the sample is in the first group.

        Returns
        -------
        superiority : array of float
            Probability that an article of the corpus' first group uses the word
            more than one of the second (ties count half).
        p : array of float
            Two-sided p-value.

        Notes
        -----
        The difference of the groups' mean ranks is superiority − ½. Its
        variance is the stratified one between units, linearised with the ranks
        as given; Student's t has units − strata − 1 degrees of freedom.

        A small group in which no article has the word shows no variance, and
        that test would take any absence for certain. So where fewer than `LEAST`
        units of a group have the word, or lack it, the variance is not let fall
        below that of Wilcoxon's test, in which the groups share one variance of
        ranks, with the effective numbers of units of the two groups.
        """
        part = self.sample.part(np.arange(len(first)))
        weight = self.sample.weight
        own, other = weight[first].sum(), weight[~first].sum()
        mean, mean_other = (
            self.zero + self.above @ np.where(inside, weight, 0.0) / size
            for inside, size in ((first, own), (~first, other))
        )
        # Deviations of a unit: its ranks above zero, and its articles' share of what all have in common.
        signed = self.above.multiply(np.where(first, 1 / own, -1 / other)[None, :])
        ranks = sparse.csr_array(signed @ part.gather.T)
        a = part.sums(np.where(first, 1 / own, 0.0))
        b = part.sums(np.where(first, 0.0, 1 / other))
        x, y = self.zero - mean, self.zero - mean_other
        total = (
            part.squares(ranks)
            + 2 * x * part.products(ranks, a)
            - 2 * y * part.products(ranks, b)
            + x**2 * part.products(a, a)
            - 2 * x * y * part.products(a, b)
            + y**2 * part.products(b, b)
        )
        pooled = self.variance * ((a - b) ** 2).sum() * part.units / (part.units - 1)
        variance = part.unbiased(total)
        variance = np.where(self._thin(part, first), np.maximum(variance, pooled), variance)
        known = variance > _NOTHING
        t = np.abs(mean - mean_other) / np.sqrt(np.where(known, variance, 1.0))
        p = np.where(known, 2 * stats.t.sf(t, max(part.freedom - 1, 1)), 1.0)
        return mean - mean_other + 0.5, np.minimum(p, 1.0)

    def _thin(self, part: Part, first: Array) -> Array:
        """Say for which words fewer than `LEAST` units of either group have the word, or lack it."""
        having = sparse.csr_array(self.above != 0).astype(float)
        thin = np.zeros(self.above.shape[0], dtype=bool)
        for inside in (first, ~first):
            articles = np.bincount(part.row[inside], minlength=len(part.stratum))
            share = np.where(inside, 1 / np.maximum(articles[part.row], 1), 0.0)
            units = having @ share
            thin |= (units < LEAST - 1e-9) | (share.sum() - units < LEAST - 1e-9)
        return thin
