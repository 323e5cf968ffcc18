"""Regularised logistic regressions on blocks of features, fitted through the similarities of texts.

With far fewer texts than features the fit only depends on the matrix of
similarities between texts. Its eigenvectors, scaled, stand for the features: the
solution is the same, and one decomposition serves all frames, strengths and folds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from analysis.framing.models.folds import grouped_folds

Array = np.ndarray

STRENGTHS = (0.3, 1.0, 3.0)
"""Values of C, the inverse of the penalty, that inner folds choose from."""

INNER_FOLDS = 5

HALF_TRUST = 100
"""Positive texts at which a threshold lies halfway between the best on them and the one that needs no fit."""

_SMALLEST = 1e-9


@dataclass(frozen=True)
class Fitted:
    """What was learned, in terms of the texts it was learned from.

    Attributes
    ----------
    strength : float
        The C that was chosen.
    alpha : array, shape (n, k)
        How much each text speaks for each frame: decision = similarities @ alpha + intercept.
    intercept : array, shape (k,)
    slope, shift : arrays, shape (k,)
        Calibration: probability = 1 / (1 + exp(-(slope * decision + shift))).
    threshold : array, shape (k,)
        Probability from which a frame counts as present.
    """

    strength: float
    alpha: Array
    intercept: Array
    slope: Array
    shift: Array
    threshold: Array


def similarities(blocks: list[Any], others: list[Any] | None = None) -> Array:
    """Return the similarity of each text to each (other) text: the sum over blocks of their products."""
    total: Any = 0.0
    for own, theirs in zip(blocks, others or blocks, strict=True):
        product = own @ theirs.T
        total = total + (product.toarray() if hasattr(product, "toarray") else np.asarray(product))
    return np.asarray(total)


def fit(kernel: Array, y: Array, group: Array, *, seed: int = 0) -> Fitted:
    """Fit one calibrated logistic regression a frame, classes weighted equally.

    Parameters
    ----------
    kernel : array, shape (n, n)
        Similarities of the texts.
    y : array, shape (n, k)
        1, 0, or NaN where not coded.
    group : array, shape (n,)
        Texts of one group are never on both sides of an inner fold.
    seed : int

    Notes
    -----
    One strength for all frames is chosen by the balanced log loss of inner
    folds; the same out-of-fold decisions give the calibration (Platt 1999, with
    his smoothed targets) and the thresholds. The features of inner folds were
    made from all texts of the fit, without looking at codes.
    """
    values, vectors = np.linalg.eigh((kernel + kernel.T) / 2)
    kept = values > _SMALLEST * max(values[-1], _SMALLEST)
    values, vectors = values[kept], vectors[:, kept]
    rows = vectors * np.sqrt(values)
    fold = grouped_folds(y, group, folds=INNER_FOLDS, seed=seed)
    decisions = {strength: _out_of_fold(rows, y, fold, strength) for strength in STRENGTHS}
    strength = min(STRENGTHS, key=lambda s: (_balanced_loss(decisions[s], y), s))
    coefficients, intercept = _coefficients(rows, y, strength)
    slope, shift = calibration(decisions[strength], y)
    limit = np.array([limit_of(d, s, codes) for d, s, codes in
                      zip(decisions[strength].T, slope, y.T, strict=True)])  # fmt: skip
    return Fitted(
        strength, (vectors / np.sqrt(values)) @ coefficients.T, intercept, slope, shift,
        sigmoid(limit * slope + shift),
    )  # fmt: skip


def sigmoid(x: Array) -> Array:
    """Return 1 / (1 + exp(-x)) without overflow."""
    return np.asarray(0.5 * (1 + np.tanh(0.5 * np.asarray(x, dtype=float))))


def _coefficients(rows: Array, y: Array, strength: float) -> tuple[Array, Array]:
    out, intercept = np.zeros((y.shape[1], rows.shape[1])), np.zeros(y.shape[1])
    for j, codes in enumerate(y.T):
        known = ~np.isnan(codes)
        if len(np.unique(codes[known])) < 2:  # an inner fold may hold one class only
            intercept[j] = 4.0 * (2 * np.nanmean(codes) - 1) if known.any() else 0.0
            continue
        model = LogisticRegression(
            C=strength, class_weight="balanced", solver="newton-cholesky", max_iter=100, tol=1e-6
        )
        model.fit(rows[known], codes[known])
        out[j], intercept[j] = model.coef_[0], model.intercept_[0]
    return out, intercept


def _out_of_fold(rows: Array, y: Array, fold: Array, strength: float) -> Array:
    out = np.zeros(y.shape)
    for number in np.unique(fold):
        inside = fold == number
        coefficients, intercept = _coefficients(rows[~inside], y[~inside], strength)
        out[inside] = rows[inside] @ coefficients.T + intercept
    return out


def _balanced_loss(decision: Array, y: Array) -> float:
    """Return the mean log loss, both classes of each frame counting alike."""
    losses = []
    for d, codes in zip(decision.T, y.T, strict=True):
        losses += [np.logaddexp(0, -d[codes == 1]).mean(), np.logaddexp(0, d[codes == 0]).mean()]
    return float(np.nanmean(losses))


def calibration(decision: Array, y: Array) -> tuple[Array, Array]:
    """Return slope and shift that turn decisions into probabilities (Platt 1999).

    A slope below zero would turn the order of texts round, which only noise
    does: it is set to zero, and every text gets the share of coded positives.

    Examples
    --------
    >>> d = np.linspace(-3, 3, 200)[:, None]
    >>> slope, shift = calibration(d, (d > 0).astype(float))
    >>> bool(slope[0] > 1), bool(abs(shift[0]) < 0.2)
    (True, True)
    """
    slope, shift = np.zeros(y.shape[1]), np.zeros(y.shape[1])
    for j, codes in enumerate(y.T):
        known = ~np.isnan(codes)
        yes, no = float((codes[known] == 1).sum()), float((codes[known] == 0).sum())
        target = np.where(codes[known] == 1, (yes + 1) / (yes + 2), 1 / (no + 2))
        x = np.repeat(decision[known, j], 2)[:, None]
        weight = np.column_stack([target, 1 - target]).ravel()
        model = LogisticRegression(C=1e6, max_iter=200).fit(x, np.tile([1, 0], len(target)), weight)
        slope[j], shift[j] = model.coef_[0, 0], model.intercept_[0]
        if slope[j] < 0:
            slope[j], shift[j] = 0.0, np.log((yes + 1) / (no + 1))
    return slope, shift


def limit_of(decision: Array, slope: float, codes: Array) -> float:
    """Return the decision from which a frame counts as present.

    Parameters
    ----------
    decision : array, shape (n,)
        From folds the text had no part in.
    slope : float
        Of its calibration.
    codes : array, shape (n,)
        1, 0 or NaN.

    Notes
    -----
    The limit with the highest F1 on few positives is mostly luck. It is drawn
    towards zero, where the regression, classes weighted equally, parts them without
    any further fit: with P positives coded it keeps the share P / (P + 100).
    Where positives are no likelier at high decisions there is nothing to part, and
    the limit is the one with the highest F1.

    Examples
    --------
    >>> d = np.array([3.0, 2.0, 1.8, -0.5, -1.0, -2.0])
    >>> 0 < limit_of(d, 1.0, np.array([1, 1, 1, 0, 0, 0])) < 0.1
    True
    """
    known = ~np.isnan(codes)
    d, y = decision[known], codes[known]
    order = np.argsort(-d, kind="stable")
    score = 2 * np.cumsum(y[order]) / (np.arange(1, len(d) + 1) + y.sum())
    ranked = d[order]
    ends = np.r_[ranked[1:] < ranked[:-1], True]  # a limit cannot part equal decisions
    best = int(np.argmax(np.where(ends, score, -1)))
    after = ranked[best + 1] if best + 1 < len(d) else ranked[best] - 1
    limit = (ranked[best] + after) / 2
    return float(limit * y.sum() / (y.sum() + HALF_TRUST)) if slope > 0 else float(limit)
