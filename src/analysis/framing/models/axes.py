"""Exploratory axes between opposite words: to which end groups of texts lean, and how strongly (FrameAxis)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.annotation.vectors import word_vectors
from analysis.corpus import DEFAULT_MODEL
from analysis.corpus.words import words
from analysis.errors import EmptySelectionError
from analysis.framing.models.scaling import EXPLORATORY, word_counts
from analysis.sampling import LEAST, bootstrap, q_values

Array = np.ndarray


def frame_axes(
    texts: pd.Series,
    axes: pd.DataFrame,
    *,
    by: pd.Series | None = None,
    model: str = DEFAULT_MODEL,
    resamples: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Measure to which end of each axis groups of texts lean, and how strongly they use it.

    Parameters
    ----------
    texts : Series
        Texts by id.
    axes : DataFrame
        axis, positive, negative: one word at either end of each axis; several
        rows of one axis are averaged.
    by : Series, optional
        Group of each text by id; otherwise all are one.
    model : str
        Language model with the static vectors.
    resamples, seed : int
        Of the bootstrap over texts, and of the null.

    Returns
    -------
    DataFrame
        One row per group and axis: group, axis, n (texts), bias (mean cosine of
        words with the axis; above zero towards `positive`) with bias_low and bias_high
        (BCa, texts as unit), intensity (mean square of the distance from the
        baseline), bias_null (mean bias of groups of as many texts drawn from all),
        p (two-sided, of the bias against that null; NaN where there is one
        group), q (Benjamini and Hochberg, over all rows), note, status.

    Raises
    ------
    EmptySelectionError
        If no axis has two words with vectors.

    Notes
    -----
    Words count once a text however often it has them, so that no text
    outweighs others by repetition. The baseline of intensity is the mean over all
    texts. Differs from Kwak, An, Jing & Ahn (2021) in that texts, not words,
    are the unit of the null and the intervals.

    References
    ----------
    Kwak, H., An, J., Jing, E., Ahn, Y.-Y. (2021). FrameAxis: characterizing
    microframe bias and intensity with word embedding. *PeerJ Computer Science* 7:e644.
    """
    names, counts = word_counts([words(str(text)) for text in texts], 1)
    vectors = word_vectors(names, model=model).astype(float)
    length = np.linalg.norm(vectors, axis=1)
    present = (counts[:, length > 0] > 0).astype(float)
    unit = vectors[length > 0] / length[length > 0, None]
    ends, kept = _axis_vectors(axes, model)
    cosine = unit @ ends.T
    number = np.maximum(np.asarray(present.sum(axis=1)).ravel(), 1)[:, None]
    bias = (present @ cosine) / number
    base = bias.mean(axis=0)
    strength = (present @ (cosine - base) ** 2) / number
    group = (
        pd.Series("(all)", index=texts.index)
        if by is None
        else by.reindex(texts.index).fillna("(none)").astype(str)
    )
    rng = np.random.default_rng(seed)
    rows = []
    for name in sorted(group.unique()):
        inside = (group == name).to_numpy()
        n, whole = int(inside.sum()), bool(inside.all())
        own = bias[inside]
        low = high = np.full(len(kept), np.nan)
        if n >= LEAST:
            _, low, high = bootstrap(own, lambda sums, count: sums / count, resamples=resamples, seed=seed)
        null = np.array(
            [bias[rng.choice(len(bias), n, replace=False)].mean(axis=0) for _ in range(resamples)]
        )
        away = np.abs(null - base) >= np.abs(own.mean(axis=0) - base) - 1e-12
        p = (1 + away.sum(axis=0)) / (1 + resamples)
        note = (
            ""
            if n >= LEAST
            else f"{n} texts: no interval, because fewer than {LEAST} do not show how texts vary."
        )
        rows += [
            {"group": name, "axis": axis, "n": n, "bias": own[:, j].mean(), "bias_low": low[j], "bias_high": high[j],
             "intensity": strength[inside, j].mean(), "bias_null": null[:, j].mean(),
             "p": np.nan if whole or n < LEAST else p[j], "note": note}
            for j, axis in enumerate(kept)
        ]  # fmt: skip
    table = pd.DataFrame(rows)
    q = q_values(table["p"].to_numpy(dtype=float))
    return table.assign(q=q, note=table.pop("note"), status=EXPLORATORY)


def _axis_vectors(axes: pd.DataFrame, model: str) -> tuple[Array, list[str]]:
    rows, kept = [], []
    for name, own in axes.groupby("axis", sort=False):
        plus, minus = (word_vectors([str(w).lower() for w in own[end]], model=model).astype(float)
                       for end in ("positive", "negative"))  # fmt: skip
        known = (np.linalg.norm(plus, axis=1) > 0) & (np.linalg.norm(minus, axis=1) > 0)
        axis = (plus[known] - minus[known]).mean(axis=0) if known.any() else np.zeros(plus.shape[1])
        if np.linalg.norm(axis) > 0:
            rows.append(axis / np.linalg.norm(axis))
            kept.append(str(name))
    if not rows:
        raise EmptySelectionError(
            "no axis has two words with a vector", where="axes", remedy="Give other words."
        )
    return np.array(rows), kept
