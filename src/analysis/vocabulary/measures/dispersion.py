"""How evenly a word is spread over the parts of a corpus, or along it; none of these knows of corpora.

Measures over parts take `parts`, counts of shape (parts,) for one word or
(words, parts) for many, dense or a SciPy sparse array, and `sizes`, the length
of each part in words. They give a number for one word and an array for many. A
word that does not occur has no dispersion: NaN. All of these depend on a word's
frequency as well (Gries 2022, doi:10.1075/jsls.21029.gri), so frequency and
range belong beside them; `dp_by_chance` says what frequency alone would give.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse, special

Array = np.ndarray


class Entries:
    """The counts above zero of each word and what they are measured against: may stand in place of `parts`."""

    def __init__(self, parts: Any, sizes: Array) -> None:
        self.single = not sparse.issparse(parts) and np.ndim(parts) == 1
        table = sparse.coo_array(np.atleast_2d(parts) if not sparse.issparse(parts) else parts).astype(float)
        table.eliminate_zeros()
        self.word, self.part = table.coords
        self.words, self.n = table.shape
        self.f: Array = table.data
        self.size = np.asarray(sizes, dtype=float)
        self.share = self.size / self.size.sum()
        self.total = self.sum(self.f)
        with np.errstate(divide="ignore", invalid="ignore"):
            self.proportion = self.f / self.total[self.word]
            self.rate = self.f / self.size[self.part]

    def sum(self, values: Array) -> Array:
        """Add up values of entries by word."""
        return np.bincount(self.word, weights=values, minlength=self.words)

    def give(self, values: Array) -> Any:
        """Return the values of words that occur: an array, or a number if one word was asked for."""
        values = np.where(self.total > 0, values, np.nan)
        return float(values[0]) if self.single else values


def _entries(parts: Any, sizes: Array) -> Entries:
    return parts if isinstance(parts, Entries) else Entries(parts, sizes)


def dp(parts: Any, sizes: Array) -> Any:
    """Return Gries' deviation of proportions: 0 is spread like the parts, towards 1 is clumped.

    Gries (2008), doi:10.1075/ijcl.13.4.02gri.

    Examples
    --------
    >>> round(dp(np.array([1, 2, 3, 4, 5]), np.array([9, 10, 10, 10, 11])), 2)
    0.18
    """
    e = _entries(parts, sizes)
    share = e.share[e.part]
    # The parts without the word deviate by their whole share.
    return e.give((e.sum(np.abs(e.proportion - share)) + np.maximum(1 - e.sum(share), 0)) / 2)


def dp_norm(parts: Any, sizes: Array) -> Any:
    """Return DP divided by 1 − the smallest part's share, so that 1 can be reached.

    Lijffijt and Gries (2012), doi:10.1075/ijcl.17.1.08lij. With one part there is nothing to deviate from: NaN.

    Examples
    --------
    >>> round(dp_norm(np.array([2, 1, 0]), np.ones(3)), 2)
    0.5
    """
    shares = np.asarray(sizes, dtype=float) / np.sum(sizes)
    possible = 1 - float(shares.min()) if len(shares) > 1 else np.nan
    return dp(parts, sizes) / possible


def dp_by_chance(f: Array, sizes: Array) -> Array:
    """Return the mean DP of words of given frequencies if their occurrences fell anywhere at random.

    Each part's count is then binomial with the part's share as probability; its
    mean absolute deviation is exact (De Moivre 1730; Diaconis and Zabell 1991).

    Parameters
    ----------
    f : array
        Frequencies of words; rounded.
    sizes : array
        Length of each part.

    Examples
    --------
    >>> dp_by_chance(np.array([1, 100]), np.ones(4)).round(3).tolist()
    [0.75, 0.069]
    """
    share, parts = np.unique(np.asarray(sizes, dtype=float) / np.sum(sizes), return_counts=True)
    parts, share = parts[share > 0], share[share > 0]
    if len(share) == 1 and share[0] == 1:
        return np.zeros(len(f))
    distinct, back = np.unique(np.maximum(np.round(f), 0), return_inverse=True)
    out = np.full(len(distinct), np.nan)
    for i, n in enumerate(distinct):
        if n > 0:
            k = np.floor(n * share) + 1
            log = (
                special.gammaln(n + 1) - special.gammaln(k + 1) - special.gammaln(n - k + 1)
                + k * np.log(share) + (n - k + 1) * np.log1p(-share) + np.log(k)
            )  # fmt: skip
            out[i] = (parts * 2 * np.exp(log)).sum() / (2 * n)
    return out[back]


def kld(parts: Any, sizes: Array) -> Any:
    """Return the Kullback–Leibler divergence, in bits, of a word's distribution over parts from that of all words.

    Gries (2020), doi:10.1007/978-3-030-46216-1_5: Σ v·log₂(v/s); parts without the word add nothing.

    Examples
    --------
    >>> round(kld(np.array([1, 2, 3, 4, 5]), np.array([9, 10, 10, 10, 11])), 3)
    0.137
    """
    e = _entries(parts, sizes)
    return e.give(np.maximum(e.sum(e.proportion * np.log2(e.proportion / e.share[e.part])), 0))


def juilland_d(parts: Any, sizes: Array) -> Any:
    """Return Juilland's D of the rates in parts that may differ in size: 1 is even, 0 is all in one part.

    1 − V / √(n − 1), V the coefficient of variation (population form) of the
    rates per part; Juilland and Chang-Rodríguez (1964), for unequal parts as in
    Gries (2008). With many small parts it is near 1 for most words (Biber,
    Reppen, Schnur and Ghanem 2016). NaN with one part.

    Examples
    --------
    >>> round(juilland_d(np.array([0, 4, 3, 2, 1]), np.ones(5)), 4)
    0.6464
    """
    e = _entries(parts, sizes)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = e.sum(e.rate) / e.n
        variance = np.maximum(e.sum(e.rate**2) / e.n - mean**2, 0)
        return e.give(1 - np.sqrt(variance) / mean / np.sqrt(e.n - 1))


def carroll_d2(parts: Any, sizes: Array) -> Any:
    """Return Carroll's D₂: the entropy of the rates in parts, divided by that of equal rates. NaN with one part.

    Carroll (1970).

    Examples
    --------
    >>> round(carroll_d2(np.array([2, 1, 1, 1, 0]), np.ones(5)), 4)
    0.8277
    """
    e = _entries(parts, sizes)
    with np.errstate(divide="ignore", invalid="ignore"):
        q = e.rate / e.sum(e.rate)[e.word]
        return e.give(-e.sum(q * np.log2(q)) / np.log2(e.n))


def rosengren_s(parts: Any, sizes: Array) -> Any:
    """Return Rosengren's S for unequal parts, (Σ √(s·f))² / Σ f: 1 is even, the smallest share the least.

    Rosengren (1971).

    Examples
    --------
    >>> round(rosengren_s(np.array([1, 2, 3, 4, 5]), np.array([9, 10, 10, 10, 11])), 2)
    0.95
    """
    e = _entries(parts, sizes)
    with np.errstate(divide="ignore", invalid="ignore"):
        return e.give(e.sum(np.sqrt(e.share[e.part] * e.f)) ** 2 / e.total)


def _distances(places: Array, n: int) -> Array:
    """Return the distance from each occurrence to the next; the corpus is a ring, and they add up to n."""
    places = np.sort(np.asarray(places, dtype=np.int64))
    return np.diff(places, append=places[:1] + n).astype(float)


def arf(places: Array, n: int) -> float:
    """Return the average reduced frequency: near f if a word is spread evenly, near 1 if it stands in one place.

    Σ min(d, n/f) / (n/f) over the distances d between occurrences; Savický and
    Hlaváčová (2002), doi:10.1076/jqul.9.3.215.14124.

    Parameters
    ----------
    places : array of int
        Positions of the word among all n words of the corpus.
    n : int

    Examples
    --------
    >>> arf(np.array([0, 25, 50, 75]), 100), arf(np.array([0, 1, 2, 3]), 100)
    (4.0, 1.12)
    """
    if len(places) == 0:
        return 0.0
    reach = n / len(places)
    return float(np.minimum(_distances(places, n), reach).sum() / reach)


def awt(places: Array, n: int) -> float:
    """Return the average waiting time: from any word on, how many to the next occurrence. NaN without one.

    ½ (1 + Σ d² / n); Savický and Hlaváčová (2002).

    Examples
    --------
    >>> awt(np.array([0, 2]), 4)
    1.5
    """
    return float((1 + (_distances(places, n) ** 2).sum() / n) / 2) if len(places) else float("nan")


def ald(places: Array, n: int) -> float:
    """Return the average logarithm (base 10) of the distance between occurrences in which a word lies. NaN without one.

    Σ d·log₁₀ d / n; Savický and Hlaváčová (2002).

    Examples
    --------
    >>> ald(np.array([0, 10, 20, 30]), 40)
    1.0
    """
    d = _distances(places, n)
    return float((d * np.log10(d)).sum() / n) if len(places) else float("nan")
