"""How well a model does on texts it has not seen: cross-validation, calibration, learning curve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import EmptySelectionError, ParameterError
from analysis.framing.models.folds import grouped_folds
from analysis.framing.models.model import Texts, group_of, judged, learn, matched
from analysis.framing.status import UNVALIDATED

Array = np.ndarray

MACRO = "(mean of frames)"
MEASURES = ("precision", "recall", "f1", "auc", "brier")
CROSS = "cross-validated on {n} coded texts; " + UNVALIDATED + " elsewhere"
SMALLEST_SIZE = 40
"""Coded texts that a point of a learning curve needs."""


def cross_validate(
    texts: Texts,
    coding: pd.DataFrame | pd.Series,
    *,
    groups: pd.Series | None = None,
    folds: int | pd.Series = 5,
    seed: int = 0,
) -> pd.DataFrame:
    """Return what models that had not seen a text, nor its group, say of it.

    Parameters
    ----------
    texts, coding, groups, seed
        As in `train`.
    folds : int or Series
        Number of folds, or the fold of each text by id, such as the data names.

    Returns
    -------
    DataFrame
        One row per coded text and frame: article_id, group, fold, frame, coded (1,
        0, NaN), probability, present. Features, strength, calibration and
        thresholds are all learned anew in each fold.

    Raises
    ------
    EmptySelectionError, ParameterError
        As `train`; also if a fold's remainder shows one class only.
    """
    ready, table = matched(texts, coding)
    group = group_of(ready, groups)
    fold = _folds(folds, ready.ids, table.y, group, seed)
    probability, present = np.zeros(table.y.shape), np.zeros(table.y.shape, dtype=bool)
    for number in pd.unique(fold):
        inside = fold == number
        _two_classes(table.y[~inside], table.frames, number)
        model, _ = learn(
            ready.only(np.flatnonzero(~inside)), table.y[~inside], table.frames, table.single,
            group[~inside], seed=seed,
        )  # fmt: skip
        probability[inside], present[inside] = judged(model, ready.only(np.flatnonzero(inside)))
    k = len(table.frames)
    return pd.DataFrame(
        {
            "article_id": np.repeat(ready.ids.to_numpy(), k), "group": np.repeat(group, k),
            "fold": np.repeat(fold, k), "frame": np.tile(np.array(table.frames, dtype=object), len(group)),
            "coded": table.y.ravel(), "probability": probability.ravel(), "present": present.ravel(),
        }
    )  # fmt: skip


def _folds(folds: int | pd.Series, ids: pd.Index, y: Array, group: Array, seed: int) -> Array:
    if not isinstance(folds, pd.Series):
        return grouped_folds(y, group, folds=folds, seed=seed)
    own = folds.reindex(ids)
    if own.isna().any() or own.nunique() < 2:
        raise ParameterError(
            "not every text has a fold, or all have the same",
            where="folds",
            remedy="Name at least two folds.",
        )
    apart = pd.DataFrame({"group": group, "fold": own.to_numpy()}).groupby("group")["fold"].nunique()
    if (apart > 1).any():
        raise ParameterError(
            f"{int((apart > 1).sum())} groups lie in several folds", where="folds",
            remedy="Give folds that keep groups whole, or a number of folds.",
        )  # fmt: skip
    return own.to_numpy()


def _two_classes(y: Array, frames: Sequence[str], fold: object) -> None:
    for name, codes in zip(frames, y.T, strict=True):
        if len(np.unique(codes[~np.isnan(codes)])) < 2:
            raise EmptySelectionError(
                f"without fold {fold!r} all texts are alike in frame {name!r}", where="folds",
                remedy="Code more texts that show the frame, or leave the frame out.",
            )  # fmt: skip


def model_quality(predictions: pd.DataFrame, *, resamples: int = 1000, seed: int = 0) -> pd.DataFrame:
    """Return how well out-of-fold predictions match the codes, with intervals.

    Parameters
    ----------
    predictions : DataFrame
        From `cross_validate`, or any table with its columns.
    resamples, seed : int
        Of the percentile bootstrap over groups (95 %).

    Returns
    -------
    DataFrame
        One row per frame and one for their mean: frame, n (coded texts), groups,
        positive, found; precision, recall, f1, auc and brier (mean squared
        error of the probability), each with ``_low`` and ``_high``;
        brier_base (the same, had every text the share of positives), note, validity.

    Notes
    -----
    Intervals hold the models fixed: they say how much the figure depends on
    which groups were coded, not on which the model learned from.
    """
    rows: list[dict[str, Any]] = []
    draws: list[Array] = []
    known = predictions[predictions["coded"].notna()]
    names = np.sort(known["group"].astype(str).unique())
    times = np.random.default_rng(seed).multinomial(
        len(names), np.full(len(names), 1 / len(names)), resamples
    )
    place = {name: i for i, name in enumerate(names)}
    for frame, own in known.groupby("frame", sort=False):
        weight = times[:, own["group"].astype(str).map(place).to_numpy()]
        y, p, found = (own[name].to_numpy(dtype=float) for name in ("coded", "probability", "present"))
        value = _measured(y, p, found, np.ones((1, len(y))))[0]
        draw = _measured(y, p, found, weight)
        draws.append(draw)
        base = y.mean()
        rows.append(
            {"frame": frame, "n": len(y), "groups": own["group"].nunique(), "positive": int(y.sum()),
             "found": int(found.sum()), **_limits(value, draw), "brier_base": base * (1 - base),
             "note": "" if y.sum() >= 10 else f"{int(y.sum())} positives: figures are rough."}
        )  # fmt: skip
    table = pd.DataFrame(rows)
    mean = table[list(MEASURES)].mean().to_numpy()
    total = {"frame": MACRO, "n": int(table["n"].max()), "groups": len(names),
             "positive": int(table["positive"].sum()), "found": int(table["found"].sum()),
             **_limits(mean, np.mean(draws, axis=0)), "brier_base": table["brier_base"].mean(), "note": ""}  # fmt: skip
    out = pd.concat([table, pd.DataFrame([total])], ignore_index=True)
    return out.assign(validity=CROSS.format(n=known["article_id"].nunique()))


def _limits(value: Array, draws: Array) -> dict[str, float]:
    low, high = np.nanquantile(draws, [0.025, 0.975], axis=0)
    return {
        name + end: float(numbers[i])
        for i, name in enumerate(MEASURES)
        for end, numbers in (("", value), ("_low", low), ("_high", high))
    }


def _measured(y: Array, p: Array, found: Array, weight: Array) -> Array:
    """Return `MEASURES` for each row of weights, shape (some, 5)."""
    hit, marked, positive = weight @ (y * found), weight @ found, weight @ y
    with np.errstate(divide="ignore", invalid="ignore"):
        precision = np.where(marked > 0, hit / marked, np.nan)
        recall = np.where(positive > 0, hit / positive, np.nan)
        f1 = np.where(marked + positive > 0, 2 * hit / (marked + positive), np.nan)
        order = np.argsort(p, kind="stable")
        first = np.flatnonzero(np.r_[True, np.diff(p[order]) > 0])
        yes = np.add.reduceat((weight * y)[:, order], first, axis=1)
        no = np.add.reduceat((weight * (1 - y))[:, order], first, axis=1)
        base = yes.sum(axis=1) * no.sum(axis=1)
        auc = np.where(base > 0, (yes * (np.cumsum(no, axis=1) - no / 2)).sum(axis=1) / base, np.nan)
        brier = weight @ (p - y) ** 2 / weight.sum(axis=1)
    return np.column_stack([precision, recall, f1, auc, brier])


def reliability_table(predictions: pd.DataFrame, *, bins: int = 5) -> pd.DataFrame:
    """Compare probabilities with how often coders found the frame.

    Parameters
    ----------
    predictions : DataFrame
        From `cross_validate`.
    bins : int
        Groups of texts of equal number, in order of their probability; fewer
        where probabilities are tied.

    Returns
    -------
    DataFrame
        One row per frame and bin: frame, bin, n, predicted (mean probability),
        observed (share coded as present) with observed_low and observed_high
        (exact binomial limits; texts of one group count as independent), validity.
    """
    from analysis.sampling import exact_share

    known = predictions[predictions["coded"].notna()]
    rows = []
    for frame, own in known.groupby("frame", sort=False):
        place = pd.qcut(own["probability"], min(bins, len(own)), labels=False, duplicates="drop").fillna(0)
        for number, part in own.groupby(place):
            yes = int(part["coded"].sum())
            low, high = exact_share(yes, len(part))
            rows.append(
                {"frame": frame, "bin": int(number) + 1, "n": len(part), "predicted": part["probability"].mean(),
                 "observed": yes / len(part), "observed_low": low, "observed_high": high}
            )  # fmt: skip
    return pd.DataFrame(rows).assign(validity=CROSS.format(n=known["article_id"].nunique()))


def learning_curve(
    texts: Texts,
    coding: pd.DataFrame | pd.Series,
    *,
    sizes: Sequence[int] = (100, 200, 400),
    groups: pd.Series | None = None,
    folds: int | pd.Series = 5,
    seed: int = 0,
) -> pd.DataFrame:
    """Return how much better a model becomes with more coded texts.

    Parameters
    ----------
    texts, coding, groups, folds, seed
        As in `cross_validate`.
    sizes : sequence of int
        Texts to learn from; for each fold they are drawn from what the fold
        leaves, larger samples holding the smaller ones. The last point always
        is all that the folds leave.

    Returns
    -------
    DataFrame
        One row per size: size, folds (used), f1 (mean of frames; over all
        held-out texts) with f1_low and f1_high, auc (the same), frames (learned
        in every fold), note (why a size is missing or rough), validity.
    """
    ready, table = matched(texts, coding)
    group = group_of(ready, groups)
    fold = _folds(folds, ready.ids, table.y, group, seed)
    most = min(int((fold != number).sum()) for number in pd.unique(fold))
    rows = []
    for size in [*sorted({int(s) for s in sizes if s < most}), most]:
        if size < SMALLEST_SIZE:
            rows.append({"size": size, "note": f"fewer than {SMALLEST_SIZE} texts: not learned"})
            continue
        rows.append(_point(size, ready, table, group=group, fold=fold, seed=seed))
    too_many = [s for s in sizes if s > most]
    rows += [{"size": int(s), "note": f"the folds leave {most} texts"} for s in too_many]
    columns = ["size", "folds", "f1", "f1_low", "f1_high", "auc", "auc_low", "auc_high", "frames", "note"]
    out = pd.DataFrame(rows).reindex(columns=columns).fillna({"note": ""})
    return out.assign(validity=CROSS.format(n=len(ready.ids)))


def _point(size: int, ready: Any, table: Any, *, group: Array, fold: Array, seed: int) -> dict[str, object]:
    """Learn from `size` texts in each fold, and measure all that is held out together."""
    parts, missing = [], set()
    for number in pd.unique(fold):
        chosen = _drawn(np.flatnonzero(fold != number), size, group, seed)
        y = table.y[chosen]
        able = [j for j in range(y.shape[1]) if _varies(y[:, j])]
        missing |= set(range(y.shape[1])) - set(able)
        names = tuple(table.frames[j] for j in able)
        model, _ = learn(ready.only(chosen), y[:, able], names, table.single, group[chosen], seed=seed)
        out = np.flatnonzero(fold == number)
        probability, present = judged(model, ready.only(out))
        for column, j in enumerate(able):
            parts.append(
                pd.DataFrame({"article_id": ready.ids[out], "group": group[out], "frame": table.frames[j],
                              "coded": table.y[out, j], "probability": probability[:, column],
                              "present": present[:, column]})
            )  # fmt: skip
    learned = [name for j, name in enumerate(table.frames) if j not in missing]
    note = (
        ""
        if not missing
        else f"{len(missing)} frames too rare to learn from {size} texts in every fold: left out"
    )
    if not learned:
        return {"size": size, "note": note}
    rows = pd.concat(parts)
    quality = model_quality(rows[rows["frame"].isin(learned)], seed=seed).set_index("frame").loc[MACRO]
    wanted = ("f1", "f1_low", "f1_high", "auc", "auc_low", "auc_high")
    return {"size": size, "folds": len(pd.unique(fold)), **{n: quality[n] for n in wanted},
            "frames": len(learned), "note": note}  # fmt: skip


def _varies(codes: Array) -> bool:
    known = codes[~np.isnan(codes)]
    return min((known == 1).sum(), (known == 0).sum()) >= 2


def _drawn(places: Array, size: int, group: Array, seed: int) -> Array:
    """Draw whole groups until `size` texts are there; larger samples begin with smaller ones."""
    own = group[places]
    names = np.unique(own)
    rank = dict(zip(np.random.default_rng(seed).permutation(names), range(len(names)), strict=True))
    order = places[np.argsort([rank[name] for name in own], kind="stable")]
    return np.sort(order[:size])
