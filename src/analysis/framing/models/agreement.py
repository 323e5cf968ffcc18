"""Where dictionary, model and coders agree on a frame, and what to code next."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.errors import EmptySelectionError, ParameterError, require
from analysis.framing.status import UNVALIDATED
from analysis.framing.validation.agreement import alpha_of_sums
from analysis.sampling import LEAST, bootstrap

Array = np.ndarray

HUMAN_NOTE = "agreement between methods is no validity: both can be wrong together"
_CODES = ("article_id", "frame", "present")


def agreement_map(
    coders: Mapping[str, pd.DataFrame],
    *,
    groups: pd.Series | None = None,
    resamples: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Return how far each pair of coders agrees on each frame.

    Parameters
    ----------
    coders : mapping of str to DataFrame
        By name a table with article_id, frame, present (0, 1, or NaN where not
        coded): from `predict`, from ``frame_articles``, or anybody's own codes.
    groups : Series, optional
        Group of each text by id, such as its article or story: what varies
        independently.
    resamples, seed : int
        Of the bootstrap over groups (BCa, 95 %).

    Returns
    -------
    DataFrame
        One row per pair and frame: coder, other, frame, n (texts both coded), groups,
        both, only_coder, only_other, neither, alpha (Krippendorff's, nominal) with alpha_low and
        alpha_high, positive_agreement (2 both / (2 both + only one)) with its
        limits, note, validity.

    Raises
    ------
    ParameterError
        If a table lacks a column, holds another code, or codes a text twice.
    EmptySelectionError
        If there are fewer than two coders, or no pair shares a text.

    Examples
    --------
    >>> a = pd.DataFrame({"article_id": list("abcd"), "frame": "war", "present": [1, 1, 0, 0]})
    >>> b = a.assign(present=[1, 0, 0, 0])
    >>> row = agreement_map({"dictionary": a, "model": b}).iloc[0]
    >>> int(row["both"]), round(float(row["alpha"]), 3)
    (1, 0.533)
    """
    if len(coders) < 2:
        raise EmptySelectionError("one coder", where="coders", remedy="Give at least two.")
    wide = {name: _codes(table, name) for name, table in coders.items()}
    rows = []
    for one, other in combinations(wide, 2):
        both = pd.concat([wide[one].rename("a"), wide[other].rename("b")], axis=1, join="inner").dropna()
        for frame, own in both.groupby(level="frame", sort=False):
            rows.append({"coder": one, "other": other, "frame": frame, **_pair(own, groups, resamples, seed)})
    if not rows:
        raise EmptySelectionError(
            "no two coders coded the same text", where="coders", remedy="Compare the ids."
        )
    return pd.DataFrame(rows).assign(validity=f"{UNVALIDATED}; {HUMAN_NOTE}")


def _codes(table: pd.DataFrame, name: str) -> pd.Series:
    require(
        table,
        _CODES,
        what=f"the codes of {name!r} have",
        where="coders",
        remedy="Each coder is a table with article_id, frame, present.",
    )
    codes = table.set_index(["article_id", "frame"])["present"].astype(float)
    if codes.index.has_duplicates:
        raise ParameterError(
            f"{name!r} codes {codes.index[codes.index.duplicated()][0]} twice", where="coders"
        )
    if not codes.dropna().isin((0, 1)).all():
        bad = codes.dropna()[~codes.dropna().isin((0, 1))].iloc[0]
        raise ParameterError(
            f"{bad:g} is not a code of {name!r}", where="coders", remedy="Codes are 0 and 1."
        )
    return codes


def _pair(own: pd.DataFrame, groups: pd.Series | None, resamples: int, seed: int) -> dict[str, object]:
    a, b = own["a"].to_numpy(), own["b"].to_numpy()
    cells = np.column_stack([a * b, a * (1 - b), (1 - a) * b, (1 - a) * (1 - b)])
    ids = own.index.get_level_values("article_id")
    unit = (
        ids.astype(str)
        if groups is None
        else pd.Index(groups.reindex(ids).fillna(pd.Series(ids, ids)).astype(str))
    )
    sums = pd.DataFrame(cells).groupby(np.asarray(unit), sort=True).sum().to_numpy()
    value = coefficients(sums.sum(axis=0))
    low = high = np.full(2, np.nan)
    note = "" if len(sums) >= LEAST else f"{len(sums)} units: no interval."
    if len(sums) >= LEAST:
        _, low, high = bootstrap(sums, lambda total, _: coefficients(total), resamples=resamples, seed=seed)
    if np.isnan(value[0]):
        note = "Both coders give all texts the same code: there is no agreement beyond chance to measure."
    counts = dict(
        zip(("both", "only_coder", "only_other", "neither"), cells.sum(axis=0).astype(int), strict=True)
    )
    return {
        "n": len(own), "groups": len(sums), **counts, "alpha": value[0], "alpha_low": low[0], "alpha_high": high[0],
        "positive_agreement": value[1], "positive_agreement_low": low[1], "positive_agreement_high": high[1],
        "note": note,
    }  # fmt: skip


def coefficients(cells: Array) -> Array:
    """Return Krippendorff's α and positive agreement of sums of (both, one, other, neither), shape (..., 2).

    Notes
    -----
    α as in the validation room (Krippendorff 2011); positive agreement is the F1 of either against the other
    (Cicchetti & Feinstein 1990). NaN where nothing can be said.
    """
    both, one, other, neither = (np.asarray(cells, dtype=float)[..., i] for i in range(4))
    apart = one + other
    pairs = np.stack([2 * neither, apart, apart, 2 * both], axis=-1).reshape(-1, 2, 2)
    alpha = alpha_of_sums(pairs, np.array([0.0, 1.0]), "nominal", pairs.sum(axis=(1, 2)))
    with np.errstate(divide="ignore", invalid="ignore"):
        positive = np.where(2 * both + apart > 0, 2 * both / (2 * both + apart), np.nan)
    return np.stack([alpha.reshape(both.shape), positive], axis=-1)
