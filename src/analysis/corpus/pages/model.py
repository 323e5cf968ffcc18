"""Which lines of a page are the article: evidence for each line in two passes, then the block expected to fit best.

Boosted trees (Friedman 2001, "Greedy function approximation") give each line log
odds from what can be seen of it and around it; a second set of trees sees these
odds too, and the words of the block they single out, and corrects them (stacking,
Wolpert 1992). The article is the run of lines with the highest *expected* F1, the
measure of agreement with an article cut by hand; Dinkelbach's method (1967) turns
that ratio into a few searches for a maximum subsequence, each linear in lines
(Pasternack & Roth 2009, "Extracting article text from the web with maximum
subsequence segmentation").
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from analysis.corpus.pages.features import edges, features, moved, running
from analysis.corpus.pages.headline import content_words
from analysis.corpus.pages.lines import Line
from analysis.corpus.pages.traits import Columns, Floats
from analysis.corpus.pages.trees import Trees, trees_from

BOUND = 6.0
"""Log odds beyond which the first pass is not believed."""
INTERRUPTION = 0.25
"""A line in the block is left out if its chance is below this share of the expected F1."""
_ROUNDS = 20  # a search ends by itself after a few
_DOUBTS = (-1.25, -0.25, 0.75)  # log odds from which a line adds to a block of the first pass
_CORE = -0.25


@dataclass(frozen=True, slots=True)
class Model:
    """The weights of both passes."""

    first: Trees
    second: Trees


@cache
def load_model() -> Model:
    """Read the weights that ship with the package."""
    text = files("analysis.resources").joinpath("corpus/page_lines.json").read_text(encoding="utf-8")
    data = json.loads(text)
    return Model(trees_from(data["first"]), trees_from(data["second"]))


def article_lines(lines: Sequence[Line], *, model: Model | None = None) -> NDArray[np.bool_]:
    """Return which lines of a page are the article.

    Parameters
    ----------
    lines : sequence of Line
    model : Model, optional
        The package's own if not given.

    Returns
    -------
    ndarray of bool, shape (lines,)
    """
    if not lines:
        return np.zeros(0, dtype=bool)
    model = model or load_model()
    seen = features(lines)
    first = model.first.evaluate(seen)
    second = model.second.evaluate(seen | second_look(lines, first))
    return best_block((first + second) / 2, seen["words"])


def best_block(odds: Floats, words: Floats) -> NDArray[np.bool_]:
    r"""Return the lines whose choice has the highest expected F1 in words.

    Parameters
    ----------
    odds, words : ndarray of shape (lines,)
        Log odds of each line to be of the article, and its number of words.

    Returns
    -------
    ndarray of bool, shape (lines,)

    Notes
    -----
    With chances :math:`p` and words :math:`w`, choosing lines :math:`S` has an
    expected F1 of about :math:`2 \sum_S pw / (\sum_S w + \sum pw)`. For a given
    value F of it, the best block is the one with the largest :math:`\sum_S w(2p - F)`.

    Examples
    --------
    >>> best_block(np.array([-2.0, 3.0, -0.5, 3.0, -2.0]), np.full(5, 20.0))
    array([False,  True,  True,  True, False])
    """
    chance = 1 / (1 + np.exp(-np.clip(odds, -BOUND - 2, BOUND + 2)))
    weight = np.maximum(words, 0.5)
    hoped = (chance * weight).sum()
    value, start, stop = 0.0, 0, len(odds)
    for _ in range(_ROUNDS):
        start, stop = largest_run(weight * (2 * chance - value))
        last, value = value, 2 * (chance * weight)[start:stop].sum() / (weight[start:stop].sum() + hoped)
        if value - last < 1e-6:
            break
    inside = np.zeros(len(odds), dtype=bool)
    inside[start:stop] = chance[start:stop] > INTERRUPTION * value
    return inside


def largest_run(gains: Floats) -> tuple[int, int]:
    """Return start and end of the run of values with the largest sum, at least one value long.

    Examples
    --------
    >>> largest_run(np.array([-1.0, 2.0, -0.5, 2.0, -3.0]))
    (1, 4)
    """
    total = running(gains)
    stop = int(np.argmax(total[1:] - np.minimum.accumulate(total[:-1]))) + 1
    return int(np.argmin(total[:stop])), stop


def second_look(lines: Sequence[Line], odds: Floats) -> Columns:
    """Return what the odds of the first pass say about each line in its surroundings.

    Parameters
    ----------
    lines : sequence of Line
    odds : ndarray of shape (lines,)

    Returns
    -------
    dict of str to ndarray of shape (lines,)
    """
    odds = np.clip(odds, -BOUND, BOUND)
    words = np.array([float(line.words) for line in lines])
    weight = np.sqrt(np.minimum(words + 2, 40))
    mass = words / (1 + np.exp(-odds))
    out: Columns = {"odds": odds}
    out |= {f"odds at {by:+}": moved(odds, by, fill=-7.0) for by in (-4, -3, -2, -1, 1, 2, 3, 4)}
    out |= _mean_odds(odds, weight, mass)
    at, n, all_mass = np.arange(len(lines)), len(lines), max(mass.sum(), 1.0)
    for doubt in _DOUBTS:
        start, stop = largest_run((np.clip(odds, -4, 4) - doubt) * weight)
        mean = (odds * weight)[start:stop].sum() / max(weight[start:stop].sum(), 1.0)
        out |= {
            f"in block {doubt}": ((at >= start) & (at < stop)).astype(float),
            f"after start {doubt}": np.clip(at - start, -60, 60).astype(float),
            f"after end {doubt}": np.clip(at - stop + 1, -60, 60).astype(float),
            f"mass of block {doubt}": np.full(n, mass[start:stop].sum() / all_mass),
            f"odds of block {doubt}": np.full(n, mean),
        }  # fmt: skip
        if doubt == _CORE:
            out |= _kinship(lines, (at >= start) & (at < stop) & (odds > 0))
    return out


def _mean_odds(odds: Floats, weight: Floats, mass: Floats) -> Columns:
    """Return mean odds around each line, and how the likely words divide before and after it."""
    n, at = len(odds), np.arange(len(odds))
    out: Columns = {}
    told, weighed, likely = running(odds * weight), running(weight), running(mass)
    for reach in (3, 8, 20):
        low, high = edges(n, reach)
        out[f"odds {reach} back"] = (told[at] - told[low]) / np.maximum(weighed[at] - weighed[low], 1)
        out[f"odds {reach} on"] = (told[high] - told[at + 1]) / np.maximum(weighed[high] - weighed[at + 1], 1)
        out[f"odds within {reach}"] = (told[high] - told[low]) / (weighed[high] - weighed[low])
    near, total = out["odds within 3"], max(likely[-1], 1.0)
    out |= {
        "best odds": np.full(n, near.max()), "below the best odds": near.max() - near,
        "mass so far": likely[:-1] / total, "mass to come": 1 - likely[1:] / total,
        "mass": np.full(n, min(total, 3000.0)),
        "best odds before": np.maximum.accumulate(moved(near, -1, fill=-7.0)),
        "best odds after": np.maximum.accumulate(moved(near, 1, fill=-7.0)[::-1])[::-1],
    }  # fmt: skip
    return out


def _kinship(lines: Sequence[Line], core: NDArray[np.bool_]) -> Columns:
    """Return how many of the words of a line, and of the lines around it, occur in the core of the article."""
    content = [set(content_words(line)) for line in lines]
    held = Counter(word for own, inside in zip(content, core, strict=True) if inside for word in own)
    known, size = np.zeros(len(lines)), np.zeros(len(lines))
    for i, own in enumerate(content):
        if len(own) > 1:
            known[i], size[i] = sum(held[word] > core[i] for word in own), len(own)
    out = {"kinship": np.where(size > 0, known / np.maximum(size, 1), -1.0)}
    at, known, size = np.arange(len(lines)), running(known), running(size)
    for reach in (2, 6):
        low, high = edges(len(lines), reach)
        out[f"kinship within {reach}"] = (known[high] - known[low]) / np.maximum(size[high] - size[low], 1)
        out[f"kinship {reach} on"] = (known[high] - known[at]) / np.maximum(size[high] - size[at], 1)
    return out
