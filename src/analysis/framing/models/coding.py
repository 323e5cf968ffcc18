"""What people coded, as one matrix, or the reason why no model can be learned from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import EmptySelectionError, ParameterError

Array = np.ndarray

LEAST_CODED = 20
"""Coded texts below which nothing is learned."""

LEAST_POSITIVE = 3
"""Texts with, and texts without a frame that its model needs at least."""

LEAST_GROUPS = 5
"""Groups of texts (articles, stories) below which no cross-validation says anything."""

MOST_CODED = 5000
"""Coded texts that a model is fitted to; the fit needs memory and time by their square and cube."""

_IDS = ("article_id", "row_id", "id")
_FRAMES = ("frame", "variable")
_VALUES = ("present", "value", "code")


@dataclass(frozen=True)
class Coded:
    """Codings of texts.

    Attributes
    ----------
    ids : Index, length n
    frames : tuple of str, length k
    y : array, shape (n, k)
        1, 0, or NaN where a frame was not coded.
    single : bool
        Whether each text has exactly one of the frames.
    left_out : DataFrame
        frame, reason: frames no model can be learned for.
    """

    ids: pd.Index
    frames: tuple[str, ...]
    y: Array
    single: bool
    left_out: pd.DataFrame


def coded(coding: pd.DataFrame | pd.Series) -> Coded:
    """Read codings in any of three shapes.

    Parameters
    ----------
    coding : DataFrame or Series
        *Wide*: indexed by text id, a column of 0, 1 or NaN for each frame.
        *Long*: a row per text and frame, with the columns article_id (or
        row_id), frame (or variable) and present (or value); a text coded more
        than once must have been adjudicated. *Single*: a Series of labels
        indexed by text id, one for each text.

    Raises
    ------
    ParameterError
        If a value is not 0, 1 or missing, an id stands twice, or columns are missing.
    EmptySelectionError
        If too few texts are coded, too many, or no frame has enough texts with and without it.

    Examples
    --------
    >>> labels = pd.Series(["war", "peace"] * 10, index=[f"a{i}" for i in range(20)])
    >>> coded(labels).frames
    ('peace', 'war')
    """
    single = isinstance(coding, pd.Series)
    table = _of_labels(coding) if isinstance(coding, pd.Series) else _wide(coding)
    if table.index.has_duplicates:
        double = table.index[table.index.duplicated()][0]
        raise ParameterError(
            f"{double!r} is coded twice", where="coding", remedy="Give one decision for each text."
        )
    values = table.to_numpy(dtype=float)
    if not np.isin(values[~np.isnan(values)], (0, 1)).all():
        bad = values[~np.isnan(values) & (values != 0) & (values != 1)][0]
        raise ParameterError(f"{bad:g} is not a code", where="coding", remedy="Codes are 0, 1, or empty.")
    if not LEAST_CODED <= len(table) <= MOST_CODED:
        raise EmptySelectionError(
            f"{len(table):,} coded texts", where="coding",
            remedy=f"A model is learned from {LEAST_CODED} to {MOST_CODED:,} coded texts.",
        )  # fmt: skip
    reasons = {name: _reason(column) for name, column in zip(table.columns, values.T, strict=True)}
    kept = [name for name, reason in reasons.items() if not reason]
    left = pd.DataFrame(
        [(name, reason) for name, reason in reasons.items() if reason], columns=["frame", "reason"]
    )
    if len(kept) < 1 + single:
        told = "; ".join(f"{name}: {reason}" for name, reason in left.itertuples(index=False))
        raise EmptySelectionError(
            f"no model can be learned ({told})", where="coding", remedy="Code more texts that show the frame."
        )
    chosen = [list(table.columns).index(name) for name in kept]
    return Coded(table.index, tuple(map(str, kept)), values[:, chosen], single, left)


def _of_labels(labels: pd.Series) -> pd.DataFrame:
    known = labels.dropna().astype(str)
    names = sorted(set(known))
    return pd.DataFrame({name: (known == name).astype(float) for name in names}, index=known.index)


def _wide(coding: pd.DataFrame) -> pd.DataFrame:
    found = [next((n for n in names if n in coding.columns), None) for names in (_IDS, _FRAMES, _VALUES)]
    if all(found):
        key, frame, value = (str(name) for name in found)
        if coding.duplicated([key, frame]).any():
            row = coding[coding.duplicated([key, frame])].iloc[0]
            raise ParameterError(
                f"{row[key]!r} is coded twice for {row[frame]!r}", where="coding",
                remedy="Adjudicate first, or choose one coder.",
            )  # fmt: skip
        return coding.pivot(index=key, columns=frame, values=value)
    strange = [c for c in coding.columns if not pd.api.types.is_numeric_dtype(coding[c])]
    if strange or not len(coding.columns):
        raise ParameterError(
            f"the coding's column {strange[0]!r} does not hold numbers" if strange else "no frame is coded",
            where="coding",
            remedy="Give a column of 0 and 1 for each frame, or the columns article_id, frame, present.",
        )
    return coding


def _reason(y: Array) -> str:
    known = y[~np.isnan(y)]
    yes, no = int((known == 1).sum()), int((known == 0).sum())
    if not yes:
        return "no coded text shows it"
    if not no:
        return "every coded text shows it: one class"
    if min(yes, no) < LEAST_POSITIVE:
        return f"{yes} texts with and {no} without it, fewer than {LEAST_POSITIVE}"
    return ""
