"""A model of frames, learned from codings, kept as plain arrays."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.framing.models import fitting
from analysis.framing.models.coding import coded
from analysis.framing.models.features import Features, Prepared, prepare
from analysis.framing.status import with_status

Array = np.ndarray
Texts = pd.Series | pd.DataFrame | Prepared

LAYOUT = 1
"""Version of the file in which models are kept."""

CHUNK = 2000
"""Texts whose features are held in memory at a time."""

_MOST_BYTES = 500_000_000


@dataclass(frozen=True)
class FrameModel:
    """A calibrated logistic regression for each frame.

    Attributes
    ----------
    frames : tuple of str
    single : bool
        Whether a text has exactly one frame.
    features : Features
    weights : list of arrays
        For each block of features an array of shape (features, k).
    intercept, slope, shift, threshold : arrays, shape (k,)
        As in `fitting.Fitted`.
    facts : dict
        What it was learned from: texts, groups, positives a frame, strength.
    left_out : DataFrame
        frame, reason: coded frames no model could be learned for.
    """

    frames: tuple[str, ...]
    single: bool
    features: Features
    weights: list[Array]
    intercept: Array
    slope: Array
    shift: Array
    threshold: Array
    facts: dict[str, Any]
    left_out: pd.DataFrame

    def decisions(self, texts: Prepared) -> Array:
        """Return what the regressions say of each text and frame, before calibration, shape (n, k)."""
        out = np.zeros((len(texts.ids), len(self.frames)))
        for first in range(0, len(texts.ids), CHUNK):
            part = texts.only(np.arange(first, min(first + CHUNK, len(texts.ids))))
            for block, weight in zip(self.features.transform(part), self.weights, strict=True):
                out[first : first + CHUNK] += np.asarray(block @ weight)
        return np.asarray(out + self.intercept)

    def save(self, path: str | Path) -> None:
        """Write the model as one ``.npz`` file of plain arrays, which no reader executes."""
        facts = {
            "layout": LAYOUT, "frames": self.frames, "single": self.single, "facts": self.facts,
            "model": self.features.model, "left_out": self.left_out.to_dict("list"),
        }  # fmt: skip
        arrays: dict[str, Any] = {f"feature:{name}": value for name, value in self.features.state.items()}
        arrays |= {f"weight:{i}": w.astype(np.float32) for i, w in enumerate(self.weights)}
        own = {name: getattr(self, name) for name in ("intercept", "slope", "shift", "threshold")}
        with Path(path).open("wb") as stream:
            np.savez_compressed(stream, about=np.array(json.dumps(facts)), **arrays, **own)

    @classmethod
    def load(cls, path: str | Path) -> FrameModel:
        """Read a model that `save` wrote.

        Raises
        ------
        InputError
            If the file is no such model.
        """
        try:
            if Path(path).stat().st_size > _MOST_BYTES:
                raise ValueError(f"it is larger than {_MOST_BYTES:,} bytes")
            with np.load(Path(path), allow_pickle=False) as held:
                arrays = {name: held[name] for name in held.files}
            facts = json.loads(str(arrays.pop("about")))
            if facts["layout"] != LAYOUT:
                raise ValueError(f"its layout is {facts['layout']}, not {LAYOUT}")
            state = {n.removeprefix("feature:"): a for n, a in arrays.items() if n.startswith("feature:")}
            weights = [arrays[f"weight:{i}"] for i in range(sum(n.startswith("weight:") for n in arrays))]
            own = {name: arrays[name] for name in ("intercept", "slope", "shift", "threshold")}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError(
                f"this is not a model of frames ({error})",
                where=str(path),
                remedy="Train it again, and save it.",
            ) from error
        left = pd.DataFrame(facts["left_out"], columns=["frame", "reason"])
        features = Features(state, facts["model"])
        return cls(tuple(facts["frames"]), facts["single"], features, weights, **own, facts=facts["facts"],
                   left_out=left)  # fmt: skip


def train(
    texts: Texts,
    coding: pd.DataFrame | pd.Series,
    *,
    groups: pd.Series | None = None,
    seed: int = 0,
) -> FrameModel:
    """Learn a model of frames from coded texts.

    Parameters
    ----------
    texts : Series, DataFrame or Prepared
        Texts by id (sentences, headlines or articles). Give `prepare`'s result to
        use more features, or to read the texts only once.
    coding : DataFrame or Series
        See `coding.coded`. Texts that are not coded are not used.
    groups : Series, optional
        Group of each text by id, such as its story: texts of one group are not
        independent and stay together when the model is tuned.
    seed : int
        Of the inner folds.

    Returns
    -------
    FrameModel

    Raises
    ------
    EmptySelectionError
        If too little is coded, only one class, or in too few groups.
    ParameterError
        If the coding or the texts cannot be read.

    Notes
    -----
    Words and pairs, letters inside words (TF-IDF, sublinear), and the mean
    static word vector, IDF-weighted; ridge-penalised logistic regression, classes
    weighted equally; Platt's calibration and F1 thresholds on inner folds. See
    `fitting`. Same texts, coding and seed give the same model.

    Examples
    --------
    >>> texts = pd.Series([f"Troops shelled the town {i}" for i in range(12)]
    ...     + [f"Prices and wages rose {i} percent" for i in range(12)])
    >>> model = train(texts, pd.Series(["war"] * 12 + ["economy"] * 12))
    >>> predict(model, pd.Series({"new": "Wages and prices fell"}))["present"].tolist()
    [True, False]
    """
    ready, table = matched(texts, coding)
    model, _ = learn(ready, table.y, table.frames, table.single, group_of(ready, groups), seed=seed)
    return FrameModel(**{**vars(model), "left_out": table.left_out})


def matched(texts: Texts, coding: pd.DataFrame | pd.Series) -> tuple[Prepared, Any]:
    """Return the coded texts, and their codes in the same order."""
    ready = texts if isinstance(texts, Prepared) else None
    column = ready.ids if ready is not None else _ids(texts)  # type: ignore[arg-type]
    whole = coded(coding)
    place = whole.ids.get_indexer(column)
    if not (place >= 0).all() or len(place) != len(whole.ids):
        both = place >= 0
        table = coded(_recoded(whole, place[both]))
        if ready is not None:
            return ready.only(np.flatnonzero(both)), table
        assert not isinstance(texts, Prepared)
        return prepare(_column(texts)[both]), table
    table = whole.__class__(column, whole.frames, whole.y[place], whole.single, whole.left_out)
    return (ready if ready is not None else prepare(_column(texts))), table  # type: ignore[arg-type]


def _recoded(whole: Any, places: Array) -> pd.DataFrame | pd.Series:
    ids = whole.ids[places]
    if whole.single:
        return pd.Series([whole.frames[j] for j in whole.y[places].argmax(axis=1)], index=ids)
    return pd.DataFrame(whole.y[places], index=ids, columns=list(whole.frames))


def _column(texts: pd.Series | pd.DataFrame) -> pd.Series:
    return texts if isinstance(texts, pd.Series) else texts.set_index("article_id")["text"]


def _ids(texts: pd.Series | pd.DataFrame) -> pd.Index:
    return _column(texts).index


def group_of(texts: Prepared, groups: pd.Series | None) -> Array:
    """Return the group of each text; one that has none is its own."""
    own = np.array([f"text {key}" for key in texts.ids], dtype=object)
    if groups is None:
        return own
    known = groups[~groups.index.duplicated()].reindex(texts.ids)
    return np.where(known.isna(), own, "group " + known.astype(str)).astype(str)


def learn(
    texts: Prepared, y: Array, frames: tuple[str, ...], single: bool, group: Array, *, seed: int
) -> tuple[FrameModel, fitting.Fitted]:
    """Fit features and regressions to texts; what `train` and cross-validation share."""
    features = Features.fit(texts)
    blocks = features.transform(texts)
    fitted = fitting.fit(fitting.similarities(blocks), y, group, seed=seed)
    weights = [np.asarray(block.T @ fitted.alpha) for block in blocks]
    facts = {
        "texts": len(texts.ids), "groups": len(np.unique(group)), "strength": fitted.strength,
        "positive": {name: int(np.nansum(column)) for name, column in zip(frames, y.T, strict=True)},
        "blocks": features.blocks,
    }  # fmt: skip
    left = pd.DataFrame({"frame": [], "reason": []}, dtype=object)
    made = FrameModel(
        frames, single, features, weights, fitted.intercept, fitted.slope, fitted.shift, fitted.threshold,
        facts, left,
    )  # fmt: skip
    return made, fitted


def predict(model: FrameModel, texts: Texts, *, validity: pd.DataFrame | None = None) -> pd.DataFrame:
    """Say for each text and frame how probable the frame is, and whether it counts as present.

    Parameters
    ----------
    model : FrameModel
    texts : Series, DataFrame or Prepared
        Of the same kind as those it learned from.
    validity : DataFrame, optional
        What validation says of each frame; see `with_status`.

    Returns
    -------
    DataFrame
        One row per text and frame: article_id, frame, probability (calibrated;
        of a single-label model they add up to one), present, validity. A
        single-label model marks the frame with the highest decision, which does
        not favour common frames.
    """
    ready = texts if isinstance(texts, Prepared) else prepare(texts)
    probability, present = judged(model, ready)
    k = len(model.frames)
    table = pd.DataFrame(
        {
            "article_id": np.repeat(ready.ids.to_numpy(), k),
            "frame": np.tile(np.array(model.frames, dtype=object), len(ready.ids)),
            "probability": probability.ravel(),
            "present": present.ravel(),
        }
    )
    return with_status(table, validity)


def judged(model: FrameModel, texts: Prepared) -> tuple[Array, Array]:
    """Return probabilities and presence, both of shape (n, k)."""
    decision = model.decisions(texts)
    probability = fitting.sigmoid(decision * model.slope + model.shift)
    if not model.single:
        return probability, probability >= model.threshold
    present = np.zeros(decision.shape, dtype=bool)
    if len(decision):
        present[np.arange(len(decision)), decision.argmax(axis=1)] = True
    return probability / np.maximum(probability.sum(axis=1, keepdims=True), 1e-12), present
