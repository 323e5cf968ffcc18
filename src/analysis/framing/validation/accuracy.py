"""How well the dictionary, or a model, finds what coders found, beside how well coders find it."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from analysis.framing.codebooks.model import Codebook
from analysis.framing.validation.reading import Codings
from analysis.framing.validation.reliability import frame_codes, ratings
from analysis.framing.validation.weights import Coded, coded_rows, machine_codes
from analysis.sampling import LEAST, Part, Sample, bootstrap, exact_share
from analysis.sampling.resampling import multiplicities

Array = np.ndarray

MEASURES = ("precision", "recall", "f1", "accuracy")

NO_YES = "No row was coded yes: recall, F1 and AUC are not defined."
ALL_YES = "Every row was coded yes: AUC is not defined."
NEVER = "The machine finds the frame in no coded row: precision is not defined."
FEW = "{n} coded rows: no interval, so few do not show how rows vary."


def accuracy(
    scores: pd.DataFrame,
    *,
    codes: pd.DataFrame,
    design: pd.DataFrame,
    codings: Codings | None = None,
    codebook: Codebook | None = None,
    coders: list[str] | None = None,
    rank: str = "",
    resamples: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Return how well machine codes match adjudicated ones, for the corpus the rows were drawn from.

    Parameters
    ----------
    scores : DataFrame
        article_id (start, end), frame, present; and the column `rank`. From
        `framing.frame_articles`, `unit_scores`, or a model's predictions.
    codes : DataFrame
        From `adjudicated`: row_id, frame, value.
    design : DataFrame
    codings, codebook : optional
        Of the coders, for the human ceiling.
    coders : list of str, optional
        The people among them.
    rank : str
        Column of `scores` that AUC ranks by, such as ``score``; the empty text for the first of
        probability, score, hits that there is.
    resamples, seed : int
        Of the bootstrap (BCa, 95 %) over rows within strata.

    Returns
    -------
    DataFrame
        One row per frame: frame, n (coded rows), positive (coded yes),
        found (by the machine, among them), then precision, recall, f1, accuracy and
        auc, each with ``_low`` and ``_high``, ceiling (mean F1 of a coder against
        another), note. Rows are weighted by what they stand for.

    Notes
    -----
    Weights are inverse chances of being drawn: without them a sample that takes
    many units the dictionary marks would flatter its recall. A measure of
    0 or 1 has exact limits of the effective number of rows (Korn & Graubard 1998).
    """
    column = rank or next(
        (name for name in ("probability", "score", "hits", "present") if name in scores), "present"
    )
    best = (
        human_ceiling(codings, codebook=codebook, coders=coders) if codings is not None and codebook else {}
    )
    rows = []
    for frame in dict.fromkeys(codes["frame"]):
        coded = coded_rows(codes, design, frame)
        found = machine_codes(scores, coded.rows, frame)
        score = machine_codes(scores, coded.rows, frame, column)
        known = ~np.isnan(found)
        lost = int((~known).sum())
        row = {"frame": frame, **_measures(_only(coded, known), found[known], score[known], resamples, seed)}
        if lost:
            row["note"] = f"{lost} coded rows have no machine code and are left out. {row['note']}".strip()
        rows.append(row | {"ceiling": best.get(frame, np.nan)})
    names = [f"{m}{end}" for m in (*MEASURES, "auc") for end in ("", "_low", "_high")]
    return pd.DataFrame(rows, columns=["frame", "n", "positive", "found", *names, "ceiling", "note"])


def human_ceiling(
    codings: Codings, *, codebook: Codebook, coders: list[str] | None = None
) -> dict[str, float]:
    """Return for each frame the mean F1 of one coder against another, weighted as `accuracy` is.

    No machine can be expected to agree with the coders more than they do with one another.
    """
    codes = frame_codes(codings, codebook=codebook)
    if coders is not None:
        codes = codes[codes["coder"].isin(coders)]
    out: dict[str, float] = {}
    weight = (1 / codings.design["probability"]).to_numpy(dtype=float)
    for frame in dict.fromkeys(codes["variable"]):
        values, _ = ratings(codes, frame, rows=codings.design["row_id"])
        pairs = []
        for one, other in combinations(values, 2):
            both = ~(np.isnan(one) | np.isnan(other))
            total = (weight * (one + other))[both].sum()
            if total > 0:
                pairs.append(float(2 * (weight * one * other)[both].sum() / total))
        if pairs:
            out[frame] = float(np.mean(pairs))
    return out


def _only(coded: Coded, keep: Array) -> Coded:
    return Coded(coded.rows[keep], coded.y[keep], coded.weight[keep], coded.stratum[keep], coded.left[keep])


def _measures(coded: Coded, found: Array, score: Array, resamples: int, seed: int) -> dict[str, object]:
    y, n = coded.y, coded.n
    out: dict[str, object] = {"n": n, "positive": int(y.sum()), "found": int(found.sum()), "note": ""}
    notes = []
    if not n:
        return out | {"note": "No row is coded."}
    if y.sum() == 0:
        notes.append(NO_YES)
    elif y.sum() == n:
        notes.append(ALL_YES)
    if found.sum() == 0:
        notes.append(NEVER)
    cells = np.column_stack([y * found, (1 - y) * found, y * (1 - found), (1 - y) * (1 - found)])
    if n < LEAST:
        notes.append(FEW.format(n=n))
        values = _shares((cells * coded.weight[:, None]).sum(axis=0))
        out |= {
            name: float(v)
            for name, v in zip(MEASURES, values, strict=True)
            if y.sum() or name in {"precision", "accuracy"}
        }
        return out | {"auc": float(_aucs(y, score, coded.weight[None])[0]), "note": " ".join(notes)}
    part = _part(coded)
    order = np.argsort(coded.rows["row_id"].to_numpy(dtype=str), kind="stable")
    value, low, high = bootstrap(
        cells[order], lambda sums, _: _shares(sums), part=part, resamples=resamples, seed=seed
    )
    bases = (found == 1, y == 1, (found == 1) | (y == 1), np.ones(n, dtype=bool))
    for j, name in enumerate(MEASURES):
        if name in {"recall", "f1"} and y.sum() == 0:
            continue  # a false yes would make F1 zero, which is no figure about finding
        limits = (low[j], high[j])
        if name != "f1" and np.isnan(low[j]) and bases[j].sum() >= LEAST and value[j] in (0.0, 1.0):
            w = coded.weight[bases[j]]
            size = float(w.sum() ** 2 / (w**2).sum())
            limits = exact_share(float(value[j]) * size, size)
        out |= {name: float(value[j]), f"{name}_low": limits[0], f"{name}_high": limits[1]}
    return out | _auc(coded, score, part, resamples, seed) | {"note": " ".join(notes)}


def _part(coded: Coded) -> Part:
    """Return the rows, in order of their ids, as units within the strata of the draw."""
    table = pd.DataFrame(
        {"weight": coded.weight, "stratum": coded.stratum, "unit": coded.rows["row_id"].to_numpy()},
        index=pd.Index(coded.rows["row_id"].to_numpy()),
    )
    return (sample := Sample.of(table)).part(np.arange(len(sample.ids)))


def _shares(sums: Array) -> Array:
    """Return precision, recall, F1 and accuracy of sums of (true yes, false yes, false no, true no), shape (..., 4)."""
    hit, false, missed, right = (sums[..., i] for i in range(4))
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = (hit / (hit + false), hit / (hit + missed), 2 * hit / (2 * hit + false + missed),
                 (hit + right) / (hit + false + missed + right))  # fmt: skip
    return np.stack(parts, axis=-1)


def _auc(coded: Coded, score: Array, part: Part, resamples: int, seed: int) -> dict[str, float]:
    order = np.argsort(coded.rows["row_id"].to_numpy(dtype=str), kind="stable")
    y, ranked, weight = coded.y[order], score[order], coded.weight[order]
    value = float(_aucs(y, ranked, weight[None])[0])
    if np.isnan(value):
        return {"auc": value}
    at = np.argsort(part.row)  # row of the resampling plan → row here
    draws = [
        _aucs(y[at], ranked[at], times * weight[at])
        for times in multiplicities(part.stratum, resamples=resamples, seed=seed)
    ]
    drawn = np.concatenate(draws)
    drawn = drawn[np.isfinite(drawn)]
    if np.ptp(drawn) < 1e-12:
        return {"auc": value}
    low, high = np.quantile(drawn, [0.025, 0.975])
    return {"auc": value, "auc_low": float(low), "auc_high": float(high)}


def _aucs(y: Array, score: Array, weight: Array) -> Array:
    """Return the weighted chance that a yes outranks a no, ties half, for each row of weights (some, n)."""
    order = np.argsort(score, kind="stable")
    first = np.flatnonzero(np.r_[True, np.diff(score[order]) > 0]) if len(score) else np.zeros(1, dtype=int)
    if np.isnan(score).any() or not len(score):
        return np.full(len(weight), np.nan)
    yes = np.add.reduceat((weight * y)[:, order], first, axis=1)
    no = np.add.reduceat((weight * (1 - y))[:, order], first, axis=1)
    below = np.cumsum(no, axis=1) - no / 2
    base = yes.sum(axis=1) * no.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(base > 0, (yes * below).sum(axis=1) / base, np.nan)
