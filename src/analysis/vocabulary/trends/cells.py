"""Rates of words in the outlets of a period, and how much each article moves them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.sampling import LEAST, Part
from analysis.vocabulary.trends.uses import Uses

Array = np.ndarray


@dataclass(frozen=True)
class Cells:
    """The articles of a period by outlet: G outlets, W words that are followed.

    Attributes
    ----------
    part : Part
        How the articles were drawn.
    n, f : arrays, shape (m,), (m, W)
        Words of each article, and its uses.
    outlet : array of int, shape (m,)
    words, hits : arrays, shape (G,), (G, W)
        Weighted sums by outlet.
    units : array of int, shape (G,)
        Articles (or stories) of each outlet.
    """

    part: Part
    n: Array
    f: Array
    outlet: Array
    words: Array
    hits: Array
    units: Array

    @classmethod
    def of(cls, uses: Uses, chosen: Array) -> Cells:
        """Return the cells of some articles, given as sorted numbers."""
        part = uses.part(chosen)
        n, f, outlet = uses.n[chosen], uses.f[chosen], uses.outlet[chosen]
        number = len(uses.outlets)
        hits = np.zeros((number, f.shape[1]))
        np.add.at(hits, outlet, part.weight[:, None] * f)
        words = np.bincount(outlet, weights=part.weight * n, minlength=number)
        pairs = np.unique(np.column_stack([outlet, part.row]), axis=0)
        return cls(part, n, f, outlet, words, hits, np.bincount(pairs[:, 0], minlength=number))

    @property
    def rate(self) -> Array:
        """Rate of each word over all outlets, shape (W,)."""
        return np.asarray(self.hits.sum(axis=0) / self.words.sum())

    @property
    def rates(self) -> Array:
        """Rate of each word in each outlet, shape (G, W); NaN where an outlet has no article."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(self.hits / self.words[:, None])

    @property
    def shares(self) -> Array:
        """Share of each outlet in the words, shape (G,)."""
        return np.asarray(self.words / self.words.sum())

    def moves_rate(self) -> Array:
        """Return each article's influence on the rate over all outlets, shape (m, W)."""
        return np.asarray((self.f - self.rate * self.n[:, None]) / self.words.sum())

    def moves_rates(self) -> Array:
        """Return each article's influence on its outlet's rate, shape (m, W).

        Few articles lie close to their own mean. Where an outlet has fewer than
        `LEAST`, their distance from the rate of all outlets is taken instead, and
        else it is enlarged by √(units / (units − 1)).
        """
        few = (self.units < LEAST)[self.outlet]
        centre = np.where(few[:, None], self.rate, np.nan_to_num(self.rates)[self.outlet])
        larger = np.where(few, 1.0, np.sqrt(self.units / np.maximum(self.units - 1, 1))[self.outlet])
        return np.asarray((self.f - centre * self.n[:, None]) * (larger / self.words[self.outlet])[:, None])
