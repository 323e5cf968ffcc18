"""How varied the words of a text are; none of these knows of corpora.

Each measure takes a text as a sequence of words (or of numbers that stand for
them). Those that need the order of the words, and all of `every_measure`, run
over many texts at once without a loop over texts, in time proportional to the
number of words.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd
from scipy.special import gammaln

from analysis.vocabulary.measures.reading import mattr_of, mtld_of, pieces, positive, previous

Array = np.ndarray
Words = Sequence[Hashable] | Array

DRAWN = 42
"""Words drawn for HD-D, as McCarthy and Jarvis (2010) draw them."""


def ttr(words: Words) -> float:
    """Return the type–token ratio V / N: comparable only between texts of one length.

    Examples
    --------
    >>> ttr(["a", "rose", "is", "a", "rose"])
    0.6
    """
    v, n, _ = _spectrum(words)
    return v / n if n else np.nan


def guiraud(words: Words) -> float:
    """Return Guiraud's index V / √N (Guiraud 1954).

    Examples
    --------
    >>> round(guiraud(["a", "rose", "is", "a", "rose"]), 4)
    1.3416
    """
    v, n, _ = _spectrum(words)
    return float(v / np.sqrt(n)) if n else np.nan


def maas(words: Words) -> float:
    """Return Maas' a² = (ln N − ln V) / (ln N)², natural logarithms; smaller is more varied.

    Maas (1972). With decimal logarithms all values are larger by ln 10.

    Examples
    --------
    >>> round(maas(["a", "rose", "is", "a", "rose"]), 4)
    0.1972
    """
    v, n, _ = _spectrum(words)
    return float((np.log(n) - np.log(v)) / np.log(n) ** 2) if n > 1 else np.nan


def yule_k(words: Words) -> float:
    """Return Yule's K = 10⁴ (Σ f² − N) / N²; smaller is more varied (Yule 1944).

    Examples
    --------
    >>> yule_k("a b c d d e e f f f".split())
    1000.0
    """
    _, n, f = _spectrum(words)
    return float(1e4 * ((f**2).sum() - n) / n**2) if n else np.nan


def simpson(words: Words) -> float:
    """Return the chance that two words drawn without replacement are the same (Simpson 1949).

    Examples
    --------
    >>> simpson("a b c d d e e f f f".split())  # 10 of 90 ordered pairs
    0.1111111111111111
    """
    _, n, f = _spectrum(words)
    return float((f * (f - 1)).sum() / (n * (n - 1))) if n > 1 else np.nan


def hdd(words: Words, *, drawn: int = DRAWN) -> float:
    """Return HD-D: the expected type–token ratio of words drawn at random without replacement.

    Each type adds the chance that it is among `drawn` words of the text, from
    the hypergeometric distribution, over `drawn` (McCarthy & Jarvis 2010,
    doi:10.3758/BRM.42.2.381). NaN for a text of fewer words.

    Examples
    --------
    >>> round(hdd("this is a sentence .".split() * 20), 5)
    0.11905
    """
    _, n, f = _spectrum(words)
    positive(drawn=drawn)
    return float(_among(f, np.array(n), drawn).sum() / drawn) if n >= drawn else np.nan


def mattr(words: Words, *, window: int = 50) -> float:
    """Return the mean type–token ratio of all runs of `window` words.

    Covington and McFall (2010), doi:10.1080/09296171003643098. NaN for a text
    shorter than the window.

    Examples
    --------
    >>> text = "one one two one one two one".split()
    >>> [round(mattr(text, window=w), 4) for w in (2, 3, 4)]
    [0.8333, 0.6667, 0.5]
    """
    codes = _codes(words)
    return float(mattr_of(codes, np.array([0, len(codes)]), window=window)[0])


def mtld(words: Words, *, threshold: float = 0.72, closing: str = "below") -> float:
    """Return MTLD: the mean length of runs of words whose type–token ratio stays up.

    McCarthy and Jarvis (2010), doi:10.3758/BRM.42.2.381: a factor is closed
    when its type–token ratio falls below the threshold; what is left at the end
    counts as the part (1 − ratio) / (1 − threshold) of a factor; N over the
    number of factors is averaged over reading forwards and backwards.

    Parameters
    ----------
    words : sequence
    threshold : float
        Between 0 and 1.
    closing : str
        ``below`` closes a factor under the threshold (the paper's), ``at`` also
        at the threshold itself (the convention of some programs).

    Returns
    -------
    float
        NaN if no word returns, so that there is no factor. There is no minimum
        length here; tables refuse texts under 100 words.

    Examples
    --------
    >>> round(mtld("this is a sentence .".split() * 20), 6)
    7.142857
    """
    codes = _codes(words)
    return float(mtld_of(codes, np.array([0, len(codes)]), threshold=threshold, closing=closing)[0])


def every_measure(
    codes: Array, starts: Array, *, window: int = 50, threshold: float = 0.72, closing: str = "below"
) -> dict[str, Array]:
    """Return all measures of each of many texts, with their numbers of words and types.

    Parameters
    ----------
    codes, starts : array of int
        As in `previous`.
    window, threshold, closing
        As in `mattr` and `mtld`.

    Examples
    --------
    >>> found = every_measure(np.array([0, 1, 0, 2, 2]), np.array([0, 3, 5]))
    >>> found["types"].tolist(), found["ttr"].round(3).tolist()
    ([2, 1], [0.667, 0.5])
    """
    last = previous(codes, starts)
    return {
        **unordered(codes, starts),
        "mattr": mattr_of(codes, starts, window=window, last=last),
        "mtld": mtld_of(codes, starts, threshold=threshold, closing=closing, last=last),
    }


def unordered(codes: Array, starts: Array) -> dict[str, Array]:
    """Return what does not depend on the order of words, of each of many texts; see `every_measure`."""
    parts = [_unordered(codes, starts[texts.start : texts.stop + 1]) for texts in pieces(starts)]
    parts = parts or [_unordered(codes, starts)]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _unordered(codes: Array, edge: Array) -> dict[str, Array]:
    n = np.diff(edge)
    f, text = _frequencies(codes[edge[0] : edge[-1]], edge - edge[0])
    types = np.bincount(text, minlength=len(n))
    squares = np.bincount(text, weights=f.astype(float) ** 2, minlength=len(n))
    drawn = np.bincount(text, weights=_among(f, n[text], DRAWN), minlength=len(n))
    with np.errstate(invalid="ignore", divide="ignore"):
        log_n = np.log(n)
        return {
            "words": n,
            "types": types,
            "ttr": types / n,
            "hdd": np.where(n >= DRAWN, drawn / DRAWN, np.nan),
            "yule_k": np.where(n > 0, 1e4 * (squares - n) / n.astype(float) ** 2, np.nan),
            "guiraud": types / np.sqrt(n),
            "maas": np.where(n > 1, (log_n - np.log(types)) / log_n**2, np.nan),
            "simpson": np.where(n > 1, (squares - n) / (n * (n - 1.0)), np.nan),
        }


def _frequencies(codes: Array, starts: Array) -> tuple[Array, Array]:
    """Return how often each type stands in its text, and the number of that text."""
    text = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    if len(codes) == 0:
        return np.zeros(0, dtype=np.int64), text
    width = int(codes.max()) + 1
    key, f = np.unique(text * width + codes, return_counts=True)
    return f, key // width


def _among(f: Array, n: Array, drawn: int) -> Array:
    """Return the chance that a type of frequency f is among the words drawn of n; 0 where n is too small."""
    left = n - f
    possible = (n >= drawn) & (left >= drawn)
    a, b = np.where(possible, left, drawn), np.where(possible, n, drawn)
    log_none = gammaln(a + 1) - gammaln(a - drawn + 1) - gammaln(b + 1) + gammaln(b - drawn + 1)
    return np.where(n < drawn, 0.0, np.where(possible, -np.expm1(np.minimum(log_none, 0)), 1.0))


def _spectrum(words: Words) -> tuple[int, int, Array]:
    """Return types, words, and how often each type stands."""
    codes = _codes(words)
    f = np.bincount(codes) if len(codes) else np.zeros(0, dtype=np.int64)
    return len(f), len(codes), f


def _codes(words: Words) -> Array:
    return pd.factorize(np.asarray(list(words), dtype=object))[0]
