"""The variance of a difference between two groups whose articles may share units and strata."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import sparse

from analysis.sampling import LEAST, Part

Array = np.ndarray


class Variances(NamedTuple):
    """Variances of two groups' means, and of their difference; arrays over words."""

    first: Array
    second: Array
    difference: Array


def linearised(
    values: sparse.csr_array,
    base: Array,
    *,
    part: Part,
    first: Array,
    sizes: tuple[float, float],
    offsets: tuple[Array, Array],
) -> Variances:
    """Return the variances of two groups' weighted means of ``value + offset · base``.

    Parameters
    ----------
    values : sparse array, shape (words, articles)
    base : array, shape (articles,)
        What the offset of a word is multiplied with in each article.
    part : Part
        Of all the articles.
    first : array of bool
        Whether each article is in the first group.
    sizes : (float, float)
        What the weighted sums of either group are divided by.
    offsets : pair of arrays, shape (words,)
        Chosen so that the weighted sums over a group are zero.

    Notes
    -----
    A unit's deviation is the weighted sum over its articles; those of one stratum
    add up to zero, so that the pieces need not be centred (`Part.products`).
    Units that have articles in both groups count in the difference with both.
    """
    own, other = first / sizes[0], ~first / sizes[1]
    below = [part.sums(base * share) for share in (own, other)]
    signed = {}
    for name, share in (("first", own), ("second", other), ("difference", own - other)):
        signed[name] = sparse.csr_array(values.multiply(share[None, :])) @ part.gather.T
    x, y = offsets
    a, b = below
    first_ = part.squares(signed["first"]) + 2 * x * part.products(signed["first"], a)
    second = part.squares(signed["second"]) + 2 * y * part.products(signed["second"], b)
    apart = (
        part.squares(signed["difference"])
        + 2 * x * part.products(signed["difference"], a)
        - 2 * y * part.products(signed["difference"], b)
        - 2 * x * y * part.products(a, b)
    )
    xx, yy = x**2 * part.products(a, a), y**2 * part.products(b, b)
    return Variances(*(part.unbiased(total) for total in (first_ + xx, second + yy, apart + xx + yy)))


def having(presence: sparse.csr_array, part: Part, inside: Array) -> Array:
    """Return for each word how many units of a group have it.

    Articles of one unit count as shares of it: two copies of three that have
    the word are two thirds of a unit.
    """
    articles = np.bincount(part.row[inside], minlength=len(part.stratum))
    share = np.where(inside, 1 / np.maximum(articles[part.row], 1), 0.0)
    return np.asarray(presence @ share)


def thin(presence: sparse.csr_array, part: Part, first: Array) -> Array:
    """Say for which words fewer than `LEAST` units of either group have the word, or lack it."""
    found = np.zeros(presence.shape[0], dtype=bool)
    for inside in (first, ~first):
        units, size = having(presence, part, inside), len(np.unique(part.row[inside]))
        found |= (units < LEAST - 1e-9) | (size - units < LEAST - 1e-9)
    return found
