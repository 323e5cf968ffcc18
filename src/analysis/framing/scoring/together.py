"""Which frames appear in the same articles."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from analysis.framing.scoring.drawn import drawn
from analysis.sampling import LEAST, Part, bootstrap, permuted_difference, q_values

COLUMNS = (
    "frame", "other", "n", "both", "only", "only_other", "neither", "phi", "phi_low", "phi_high", "log_odds",
    "log_odds_low", "log_odds_high", "p", "q", "note", "validity",
)  # fmt: skip
"""Columns of the table of frames that appear together."""

FEW = "fewer than {least} independent articles with, or without, one of the frames"


def frame_cooccurrence(
    scores: pd.DataFrame, *, articles: pd.DataFrame, seed: int = 0, resamples: int = 1000
) -> pd.DataFrame:
    """Return for each pair of frames how often articles show both, and how strongly they go together.

    Parameters
    ----------
    scores : DataFrame
        From `frame_articles`.
    articles : DataFrame
        With ``article_id``, and how the articles were drawn.
    seed, resamples : int
        Of bootstrap and test.

    Returns
    -------
    DataFrame
        One row per pair, columns `COLUMNS`: n articles; those that show both, one only, neither (as read); weighted
        ``phi`` and ``log_odds`` (natural logarithm of the odds ratio, ½ added to each cell) with BCa limits; p from
        exchanging articles (units) between those with and without the first frame; q adjusted for the number of
        pairs (Benjamini & Hochberg 1995); note; validity of both frames. A pair that the articles do not carry is
        refused and does not count.

    Notes
    -----
    Long articles show more of every frame, so that frames go together a little wherever lengths differ.
    """
    sample, _ = drawn(articles)
    wide = scores.pivot(index="article_id", columns="frame", values="present").sort_index()
    frames = list(pd.unique(scores["frame"]))
    shown = wide[frames].to_numpy(dtype=float)
    part = sample.part(sample.places(wide.index))
    unit = sample.unit[sample.places(wide.index)]
    number = [min(len(np.unique(unit[column > 0])), len(np.unique(unit[column == 0]))) for column in shown.T]
    status = scores.drop_duplicates("frame").set_index("frame")["validity"]
    tests = {
        i: permuted_difference(shown, (shown[:, i] == 0).astype(int), ids=wide.index, sample=sample,
                               resamples=resamples, seed=seed)
        for i in range(len(frames)) if number[i] >= LEAST
    }  # fmt: skip
    rows = []
    for i, j in combinations(range(len(frames)), 2):
        a, b = shown[:, i], shown[:, j]
        cells = np.column_stack([a * b, a * (1 - b), (1 - a) * b, (1 - a) * (1 - b)])
        enough = min(number[i], number[j]) >= LEAST
        ends = (
            _associations(cells, part, seed=seed, resamples=resamples) if enough else np.full((3, 2), np.nan)
        )
        both, only, only_other, neither = cells.sum(axis=0).astype(int)
        validity = dict.fromkeys([status[frames[i]], status[frames[j]]])
        rows.append((frames[i], frames[j], len(shown), both, only, only_other, neither, *ends[:, 0], *ends[:, 1],
                     tests[i][j] if enough else np.nan, np.nan, "" if enough else FEW.format(least=LEAST),
                     "; ".join(validity)))  # fmt: skip
    out = pd.DataFrame(rows, columns=list(COLUMNS))
    return out.assign(q=q_values(out["p"].to_numpy(dtype=float)))


def _associations(cells: np.ndarray, part: Part, *, seed: int, resamples: int) -> np.ndarray:
    """Return phi and log odds of a table of four cells, with low and high: shape (3, 2)."""
    half = 0.5 / len(cells)

    def both(sums: np.ndarray, n: np.ndarray | float) -> np.ndarray:
        share = sums / n
        a, b, c, d = (share[..., k] for k in range(4))
        with np.errstate(invalid="ignore", divide="ignore"):
            phi = (a * d - b * c) / np.sqrt((a + b) * (c + d) * (a + c) * (b + d))
            odds = np.log((a + half) * (d + half) / ((b + half) * (c + half)))
        return np.stack([phi, odds], axis=-1)

    return np.array(bootstrap(cells, both, part=part, seed=seed, resamples=resamples))
