"""How far coders agree, for each frame and each indicator, and what each coder says compared with the others."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.framing.codebooks.model import Codebook
from analysis.framing.validation.agreement import (
    alpha_interval,
    cohen_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
)
from analysis.framing.validation.binding import variables
from analysis.framing.validation.reading import Codings
from analysis.sampling import LEAST

Array = np.ndarray

ONE_CODER = "One coder: agreement cannot be known."
NO_OVERLAP = "No row was coded by two coders: agreement cannot be known."
ALIKE = "All codes are the same: α is not defined where nothing varies."
NO_QUARREL = "The coders never differ: resampling cannot show how far below 1 α may lie."
FEW = "{n} rows coded twice: no interval, so few do not show how rows vary."

SOLID, TENTATIVE = 0.8, 0.667
"""Krippendorff's limits: from .8 on conclusions may rest on the codes, from .667 on tentative ones."""


def frame_codes(codings: Codings, *, codebook: Codebook) -> pd.DataFrame:
    """Return the codes of frames, worked out from their indicators where these were asked.

    Parameters
    ----------
    codings : Codings
    codebook : Codebook

    Returns
    -------
    DataFrame
        row_id, coder, variable (a frame), value. A frame whose indicators are
        partly unanswered is decided where the rule is met or out of reach whatever they
        were, and has no row otherwise.

    Examples
    --------
    >>> from analysis.framing import load_codebook
    >>> codes = pd.DataFrame({"row_id": ["r1"], "coder": "A", "variable": "conflict", "value": 1.0})
    >>> design = pd.DataFrame({"row_id": ["r1"]})
    >>> frame_codes(Codings(codes, pd.DataFrame(), design, "frames"), codebook=load_codebook())["value"].tolist()
    [1.0]
    """
    codes = codings.codes
    if codings.ask == "frames":
        return codes
    out = []
    parts = codes.assign(frame=codes["variable"].str.partition(".")[0])
    for frame in codebook.frames:
        own = parts[parts["frame"] == frame.id].groupby(["row_id", "coder"])["value"].agg(["sum", "size"])
        missing = len(frame.indicators) - own["size"]
        yes, no = own["sum"] >= frame.needed, own["sum"] + missing < frame.needed
        decided = own[yes | no].index.to_frame(index=False)
        out.append(decided.assign(variable=frame.id, value=yes[yes | no].to_numpy(dtype=float)))
    return pd.concat(out, ignore_index=True)[["row_id", "coder", "variable", "value"]]


def ratings(codes: pd.DataFrame, variable: str, *, rows: pd.Series) -> tuple[Array, list[str]]:
    """Return the codes of one variable as an array (coders, rows) with NaN where there is none, and the coders."""
    own = codes[codes["variable"] == variable]
    wide = own.pivot(index="coder", columns="row_id", values="value").reindex(columns=rows)
    return wide.to_numpy(dtype=float), list(wide.index)


def reliability(
    codings: Codings,
    *,
    codebook: Codebook,
    coders: list[str] | None = None,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Return how far the coders agree on each frame, and on each indicator if these were asked.

    Parameters
    ----------
    codings : Codings
        From `read_codings`.
    codebook : Codebook
    coders : list of str, optional
        Whom to compare; all by default.
    resamples, seed : int
        Of the bootstrap over rows, within the strata of the draw.

    Returns
    -------
    DataFrame
        variable, frame, indicator, coders (number), n (rows with two codes or
        more), positive (share of yes among their codes), agreement (of pairs),
        alpha with alpha_low and alpha_high (95 %, percentile), alpha_corpus (rows
        weighted by what they stand for: rare frames are drawn more often than they
        occur), ac1, kappa (two coders only), note.

    Notes
    -----
    See `krippendorff_alpha`, `gwet_ac1`, `cohen_kappa`. α is the figure to report (Hayes
    & Krippendorff 2007, doi:10.1080/19312450709336664); the others are beside it for
    comparison with studies that report them.
    """
    design = codings.design
    frames = frame_codes(codings, codebook=codebook)
    tables = [(variables(codebook), frames)]
    if codings.ask == "indicators":
        tables.append((variables(codebook, ask="indicators"), codings.codes))
    rows = []
    for asked, codes in tables:
        own = codes if coders is None else codes[codes["coder"].isin(coders)]
        for question in asked.to_dict("records"):
            values, names = ratings(own, question["variable"], rows=design["row_id"])
            found = _row(values, len(names), design, resamples=resamples, seed=seed)
            head = {name: question[name] for name in ("variable", "frame", "indicator")}
            rows.append(head | found)
    order = {frame.id: i for i, frame in enumerate(codebook.frames)}
    table = pd.DataFrame(rows)
    return table.sort_values("frame", key=lambda s: s.map(order), kind="stable", ignore_index=True)


def _row(values: Array, coders: int, design: pd.DataFrame, *, resamples: int, seed: int) -> dict[str, object]:
    twice = (~np.isnan(values)).sum(axis=0) > 1
    n = int(twice.sum())
    row: dict[str, object] = dict.fromkeys(
        ("positive", "agreement", "alpha", "alpha_low", "alpha_high", "alpha_corpus", "ac1", "kappa"), np.nan
    )
    row = {"coders": coders, "n": n, **row, "note": ONE_CODER if coders < 2 else NO_OVERLAP if not n else ""}
    if not n:
        return row
    own, weight = values[:, twice], 1 / design["probability"].to_numpy(dtype=float)[twice]
    stratum = np.unique(design["stratum"].to_numpy(dtype=str)[twice], return_inverse=True)[1]
    row |= {
        "positive": float(np.nanmean(own)), "agreement": percent_agreement(own), "ac1": gwet_ac1(own),
        "alpha": krippendorff_alpha(own), "alpha_corpus": krippendorff_alpha(own, weight=weight),
    }  # fmt: skip
    if coders == 2:
        row["kappa"] = cohen_kappa(own[0], own[1])
    if np.isnan(row["alpha"]):  # type: ignore[call-overload]
        return row | {"note": ALIKE}
    if n < LEAST:
        return row | {"note": FEW.format(n=n)}
    if row["agreement"] == 1:
        return row | {"note": NO_QUARREL}
    low, high = alpha_interval(own, stratum=stratum, resamples=resamples, seed=seed)
    return row | {"alpha_low": low, "alpha_high": high}
