"""Folds for cross-validation that keep the texts of a group together."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.errors import EmptySelectionError
from analysis.framing.models.coding import LEAST_GROUPS

Array = np.ndarray


def grouped_folds(y: Array, group: Array, *, folds: int = 5, seed: int = 0) -> Array:
    """Return the fold of each text, groups whole, rare frames spread evenly.

    Parameters
    ----------
    y : array, shape (n, k)
        1, 0 or NaN.
    group : array, shape (n,)
        Texts with the same value stay together.
    folds, seed : int

    Returns
    -------
    array of int, shape (n,)

    Raises
    ------
    EmptySelectionError
        If there are fewer than five groups.

    Notes
    -----
    Groups are shuffled, then dealt in order of the rarest frame they hold, each
    to the fold that has least of that frame, then fewest texts.

    Examples
    --------
    >>> y = np.array([[1], [0], [0], [1], [0], [0], [1], [0], [0], [0]])
    >>> fold = grouped_folds(y, np.repeat(np.arange(5), 2), folds=3)
    >>> bool((fold[::2] == fold[1::2]).all()), sorted(set(fold.tolist()))
    (True, [0, 1, 2])
    """
    code, names = pd.factorize(np.asarray(group))
    if len(names) < LEAST_GROUPS:
        raise EmptySelectionError(
            f"{len(names)} groups of texts", where="groups",
            remedy=f"Cross-validation needs at least {LEAST_GROUPS}; so few say nothing about other texts.",
        )  # fmt: skip
    folds = min(folds, len(names))
    shown = np.nan_to_num(np.asarray(y, dtype=float))
    held = np.zeros((len(names), shown.shape[1]))
    np.add.at(held, code, shown)
    size = np.bincount(code)
    by_rarity = np.argsort(shown.sum(axis=0), kind="stable")
    rarest = np.full(len(names), shown.shape[1])
    for rank, frame in reversed(list(enumerate(by_rarity))):
        rarest[held[:, frame] > 0] = rank
    order = np.random.default_rng(seed).permutation(len(names))
    order = order[np.argsort(rarest[order], kind="stable")]
    has, count = np.zeros((folds, shown.shape[1])), np.zeros(folds)
    chosen = np.empty(len(names), dtype=int)
    for g in order:
        frame = by_rarity[rarest[g]] if rarest[g] < shown.shape[1] else None
        own = has[:, frame] if frame is not None else np.zeros(folds)
        chosen[g] = np.lexsort((count, own))[0]
        has[chosen[g]] += held[g]
        count[chosen[g]] += size[g]
    return chosen[code]
