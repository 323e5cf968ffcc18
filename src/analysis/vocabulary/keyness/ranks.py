"""The rank test: whether an article of one group tends to use a word more than one of the other."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from scipy import sparse, stats

from analysis.sampling import LEAST, Part, Sample
from analysis.vocabulary.keyness.variance import having, linearised, thin
from analysis.vocabulary.measures import mid_p

Array = np.ndarray

_NOTHING = 1e-18
"""Variances of rank shares below this are rounding errors of zero."""


class Ranks:
    """Mid-ranks of articles by their use of each word, as they would be in the whole corpus.

    The rank of an article is the share of the corpus that uses the word less,
    plus half of the share that uses it as much (estimated with weights); the
    many articles without the word are ties at zero. The ranks are the same for
    every group that is compared.

    Parameters
    ----------
    rates : sparse array, shape (words, articles)
        Rate of each word in each article that has it, above zero.
    sample : Sample
        How the articles were drawn.

    References
    ----------
    Mann, H. B. and Whitney, D. R. (1947). On a test of whether one of two random
    variables is stochastically larger than the other. *Annals of Mathematical
    Statistics* 18, 50-60.

    Lumley, T. and Scott, A. J. (2013). Two-sample rank tests under complex
    sampling. *Biometrika* 100, 831-842.
    """

    def __init__(self, rates: sparse.csr_array, sample: Sample) -> None:
        self.sample = sample
        words = rates.shape[0]
        word = np.repeat(np.arange(words), np.diff(rates.indptr))
        weight = sample.weight[rates.indices]
        self.total = float(sample.weight.sum())
        zeros = self.total - np.bincount(word, weights=weight, minlength=words)
        order = np.lexsort((rates.data, word))
        r, share = rates.data[order], weight[order]  # entries are in order of words already
        new = np.ones(len(r), dtype=bool)
        new[1:] = (word[1:] != word[:-1]) | (r[1:] != r[:-1])
        run = np.cumsum(new) - 1
        tied = np.bincount(run, weights=share)
        before = np.concatenate(([0.0], np.cumsum(tied)[:-1]))
        first = np.minimum(rates.indptr[:-1], max(len(r) - 1, 0))
        at_start = before[run[first]] if len(r) else np.zeros(words)
        rank = np.empty(len(r))
        rank[order] = zeros[word] + (before[run] - at_start[word]) + tied[run] / 2
        self.zero = zeros / 2 / self.total
        above = rank / self.total - self.zero[word]
        self.above = sparse.csr_array((above, rates.indices, rates.indptr), shape=rates.shape)
        square = np.bincount(word, weights=weight * (rank / self.total) ** 2, minlength=words)
        self.variance = np.maximum((self.zero**2 * zeros + square) / self.total - 0.25, 0)

    def take(self, rows: Array) -> Ranks:
        """Return the ranks for some of the words."""
        some = object.__new__(Ranks)
        some.sample, some.total = self.sample, self.total
        some.zero, some.variance, some.above = self.zero[rows], self.variance[rows], self.above[rows]
        return some

    @cached_property
    def presence(self) -> sparse.csr_array:
        """Which articles have the word, as ones."""
        ones = np.ones(len(self.above.data))
        return sparse.csr_array((ones, self.above.indices, self.above.indptr), shape=self.above.shape)

    @cached_property
    def _whole(self) -> Part:
        return self.sample.part(np.arange(len(self.sample.weight)))

    def compare(self, first: Array) -> tuple[Array, Array]:
        """Test for all words at once whether the articles of one group use them more than the others.

        Parameters
        ----------
        first : array of bool, shape (articles,) or (articles, k)
            Whether each article of the sample is in the first group, for one comparison or several.

        Returns
        -------
        superiority : array of float, shape (words,) or (words, k)
            Probability that an article of the corpus' first group uses the word
            more than one of the second (ties count half).
        p : array of float
            Two-sided p-value.

        Notes
        -----
        The difference of the groups' mean ranks is superiority − ½. In a simple
        random sample, Wilcoxon's test, normal approximation with correction for
        ties and continuity. Else the variance is the stratified one between
        units, linearised with the ranks as given; Student's t has
        units − strata − 1 degrees of freedom.

        Where a word stands in less than half of the units, and fewer than
        `LEAST` of the smaller group are expected to have it, no approximation
        holds: p is then no smaller than the exact mid-p of how many have it
        (`measures.mid_p`).
        """
        if first.ndim == 1:
            superiority, p = self.compare(first[:, None])
            return superiority[:, 0], p[:, 0]
        if self.sample.simple:
            return self._wilcoxon(first)
        columns = [self._design(column) for column in first.T]
        return np.column_stack([c[0] for c in columns]), np.column_stack([c[1] for c in columns])

    def _wilcoxon(self, first: Array) -> tuple[Array, Array]:
        inside = first.astype(float)
        total = len(first)
        m = inside.sum(axis=0)
        # The mean of all ranks is one half, so one sum tells both groups' means.
        apart = (self.above @ inside + (self.zero[:, None] - 0.5) * m) * total / (m * (total - m))
        spread = np.sqrt(self.variance[:, None] * total**2 / ((total - 1) * m * (total - m)))
        known = spread**2 > _NOTHING
        z = np.maximum(np.abs(apart) - 0.5 / (m * (total - m)), 0) / np.where(known, spread, 1.0)
        p = np.where(known, np.minimum(2 * stats.norm.sf(z), 1.0), 1.0)
        df = np.diff(self.presence.indptr)
        smaller = np.minimum(m, total - m)
        rare = np.flatnonzero((df < total / 2) & (df * smaller.min(initial=total) < LEAST * total))
        counts = self.presence[rare] @ inside
        for k, size in enumerate(m):
            few = df[rare] * smaller[k] < LEAST * total
            exact = mid_p(counts[few, k], df[rare][few], int(size), total)
            p[rare[few], k] = np.maximum(p[rare[few], k], exact)
        return apart + 0.5, p

    def _design(self, first: Array) -> tuple[Array, Array]:
        """Test one comparison in a sample that is not simple.

        A small group in which no article has the word shows no variance, and
        the test would take any absence for certain. So where fewer than `LEAST`
        units of a group have the word, or lack it, the variance is not let fall
        below that of Wilcoxon's test, in which the groups share one variance of
        ranks, with the effective numbers of units of the two groups.
        """
        part, weight = self._whole, self.sample.weight
        own, other = weight[first].sum(), weight[~first].sum()
        mean, mean_other = (
            self.zero + self.above @ np.where(inside, weight, 0.0) / size
            for inside, size in ((first, own), (~first, other))
        )
        variance = linearised(
            self.above, np.ones(len(first)), part=part, first=first, sizes=(own, other),
            offsets=(self.zero - mean, self.zero - mean_other),
        ).difference  # fmt: skip
        a, b = part.sums(np.where(first, 1 / own, 0.0)), part.sums(np.where(first, 0.0, 1 / other))
        pooled = self.variance * ((a - b) ** 2).sum() * part.units / (part.units - 1)
        variance = np.where(thin(self.presence, part, first), np.maximum(variance, pooled), variance)
        known = variance > _NOTHING
        t = np.abs(mean - mean_other) / np.sqrt(np.where(known, variance, 1.0))
        # Units that have articles in both groups may all differ by the same: the sign test's smallest p.
        same = np.where(np.abs(mean - mean_other) > 1e-9, 2.0 ** (1 - min(part.units, 1000)), 1.0)
        p = np.where(known, np.minimum(2 * stats.t.sf(t, max(part.freedom - 1, 1)), 1.0), same)
        return mean - mean_other + 0.5, np.maximum(p, rare_p(self.presence, part, first))


def rare_p(presence: sparse.csr_array, part: Part, first: Array) -> Array:
    """Return the exact mid-p of how many units of a group have a rare word; zero for words that are not rare.

    A word is rare if less than half of all units have it, and fewer than
    `LEAST` of the smaller group are expected to.
    """
    sides = [having(presence, part, inside) for inside in (first, ~first)]
    sizes = [len(np.unique(part.row[inside])) for inside in (first, ~first)]
    total = sum(sizes)
    p = np.zeros(len(sides[0]))
    df = sides[0] + sides[1]
    rare = (df < total / 2) & (df * min(sizes) < LEAST * total)
    # A share of a unit is counted as one that has the word on the smaller side, which makes p larger.
    k = np.where(sides[0] / sizes[0] > sides[1] / sizes[1], np.floor(sides[0]), np.ceil(sides[0]))
    p[rare] = mid_p(k[rare], np.maximum(np.ceil(df[rare] - 1e-9), k[rare]), sizes[0], total)
    return p
