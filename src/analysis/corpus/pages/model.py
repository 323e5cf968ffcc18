"""Which lines of a page are the article: weighed evidence for each line, then the best block.

What is true of a line (`page_features`) speaks for or against the article, by
weights learned with logistic regression. The article is the block of lines with
the largest sum of evidence (maximum subsequence, as in Pasternack & Roth 2009,
"Extracting article text from the web with maximum subsequence segmentation"),
without the lines in it that speak clearly against it. Time is linear in lines.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from analysis.corpus.pages.features import features
from analysis.corpus.pages.lines import Line

Floats = NDArray[np.float64]

BOUND = 4.0  # one line never outweighs all others
DOUBT = -0.5  # log odds from which a line adds to a block
INTERRUPTION = -1.5  # log odds under which a line in the block is no part of the article


@cache
def load_weights() -> dict[str, float]:
    """Read the weights that ship with the package; ``""`` is the constant."""
    text = files("analysis.resources").joinpath("corpus/page_lines.json").read_text(encoding="utf-8")
    weights: dict[str, float] = json.loads(text)["weights"]
    return weights


def evidence(lines: Sequence[Line], *, weights: dict[str, float] | None = None) -> Floats:
    """Return the log odds that each line belongs to the article.

    Parameters
    ----------
    lines : sequence of Line
    weights : dict, optional
        Weight of each feature; those of the package if not given.

    Returns
    -------
    ndarray of shape (lines,)
        Natural log odds, cut at ±`BOUND`.
    """
    table = load_weights() if weights is None else weights
    constant = table.get("", 0.0)
    sums = [constant + sum(table.get(name, 0.0) for name in row) for row in features(lines)]
    return np.clip(np.array(sums, dtype=float), -BOUND, BOUND)


def best_block(odds: Floats, words: Floats) -> tuple[int, int]:
    """Return first and last + 1 of the block of lines with the most evidence.

    Parameters
    ----------
    odds, words : ndarray of shape (lines,)
        Log odds and number of words of each line. Longer lines count more, by
        the square root, up to forty words.

    Examples
    --------
    >>> best_block(np.array([-2.0, 3.0, -1.0, 3.0, -2.0]), np.full(5, 20.0))
    (1, 4)
    """
    gains = (odds - DOUBT) * np.sqrt(np.minimum(words + 2, 40))
    best, first, stop = -np.inf, 0, 0
    total, start = 0.0, 0
    for i, gain in enumerate(gains.tolist()):
        if total <= 0:
            total, start = 0.0, i
        total += gain
        if total > best:
            best, first, stop = total, start, i + 1
    return first, stop


def article_lines(odds: Floats, words: Floats) -> NDArray[np.bool_]:
    """Return which lines belong to the article, shape (lines,)."""
    inside = np.zeros(len(odds), dtype=bool)
    if len(odds):
        first, stop = best_block(odds, words)
        inside[first:stop] = odds[first:stop] >= INTERRUPTION
    return inside
