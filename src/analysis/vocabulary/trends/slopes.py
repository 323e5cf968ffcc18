"""Whether a word is used more and more, or less and less: one slope over all time, with the article as unit."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

from analysis.corpus import Corpus
from analysis.corpus.periods import EVERY
from analysis.errors import EmptySelectionError, one_of
from analysis.sampling import LEAST, q_values
from analysis.vocabulary.counting import Counts, counted
from analysis.vocabulary.trends.uses import Uses, Words, reach, uses

Array = np.ndarray

_DAYS = {"day": 1.0, "week": 7.0, "month": 365.2425 / 12, "year": 365.2425}


def trend_slopes(
    counts: Corpus | Counts, words: Words, *, every: str = "month", mix: str = "outlet"
) -> pd.DataFrame:
    """Return by how many per cent each word's rate changes per period, over all and within outlets.

    Parameters
    ----------
    counts : Corpus or Counts
        A corpus stands for the counts of its words.
    words : str, sequence of str, or mapping
        As in `trend`.
    every : str
        Period that the change is stated for: ``day``, ``week``, ``month`` or ``year``.
    mix : str
        Column of the articles table whose values are the outlets.

    Returns
    -------
    DataFrame
        One row per word: ``word, articles, f`` (dated, as read), ``percent`` change per
        period with 95 % interval ``low, high``, ``p`` and ``q`` (Benjamini–Hochberg over the
        words), and the same within outlets: ``within_percent``, ``within_low`` …

    Raises
    ------
    EmptySelectionError
        If there are fewer than `LEAST` dated articles, or all are of one day.
    ParameterError
        As in `trend`.

    Notes
    -----
    Log-linear (quasi-Poisson) regression of an article's uses on its date, its words as offset; within
    outlets, each has a level of its own, which the conditional likelihood removes
    (Cameron & Trivedi 2013, §9.4). Variance by linearisation with the article as unit
    (sandwich), so that neither the Poisson variance nor independence of words is assumed. A
    rise that is followed by a fall has no slope; look at the series first.

    Examples
    --------
    >>> trend_slopes(corpus, ["nato", "gas"], every="month")  # doctest: +SKIP
    """
    days = _DAYS[one_of(every, EVERY, name="period (every)")]
    found = uses(counted(counts), words, by=None, mix=mix)
    time = (found.date - found.date.min()).days.to_numpy(dtype=float) / days
    part = found.part(np.arange(len(found.n)))
    if part.units < LEAST or time.max() == 0:
        raise EmptySelectionError(
            f"{len(found.n)} dated articles of {len(np.unique(time))} days",
            remedy=f"A slope needs {LEAST} articles of two days or more.",
        )
    table = pd.DataFrame(
        {"word": found.labels, "articles": len(found.n), "f": found.f.sum(axis=0).astype(int)}
    )
    for prefix, outlet in (("", np.zeros_like(found.outlet)), ("within_", found.outlet)):
        slopes, influence = zip(
            *(_slope(found, time, outlet, label) for label in range(len(found.labels))), strict=True
        )
        slope, around = np.array(slopes), reach(np.column_stack(influence), part)
        for name, value in (("percent", slope), ("low", slope - around), ("high", slope + around)):
            table[prefix + name] = np.expm1(value) * 100
        quantile = stats.t.ppf(0.975, part.freedom)
        with np.errstate(invalid="ignore", divide="ignore"):
            table[prefix + "p"] = 2 * stats.t.sf(np.abs(slope) / (around / quantile), part.freedom)
        table[prefix + "q"] = q_values(table[prefix + "p"].to_numpy())
    table.attrs = {"undated": found.undated, "matched": found.matched}
    return table


def _slope(found: Uses, time: Array, outlet: Array, label: int) -> tuple[float, Array]:
    """Return the slope of one word's rate by Newton's method, and each article's influence on it."""
    weight = found.sample.weight[found.place]
    f, groups = found.f[:, label], int(outlet.max()) + 1
    hits = np.bincount(outlet, weights=weight * f, minlength=groups)
    slope = 0.0
    for _ in range(50):
        expected = weight * found.n * np.exp(slope * (time - time.mean()))
        expected *= (hits / np.maximum(np.bincount(outlet, weights=expected, minlength=groups), 1e-300))[
            outlet
        ]
        mean = np.bincount(outlet, weights=expected * time, minlength=groups) / np.where(hits > 0, hits, 1)
        away = time - mean[outlet]
        information = float((expected * away**2).sum())
        if information <= 0:
            return np.nan, np.full(len(f), np.nan)
        step = float((away * (weight * f - expected)).sum()) / information
        slope += float(np.clip(step, -1, 1))
        if abs(step) < 1e-10:
            break
    return slope, away * (f - expected / weight) / information
