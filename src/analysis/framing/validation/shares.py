"""Corrected shares of frames by group, and their differences, beside what the dictionary alone says."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

from analysis.corpus.design import units
from analysis.errors import ParameterError, one_of
from analysis.framing.status import with_status
from analysis.framing.validation.correction import Estimate, Population, corrected_mean, difference_limits
from analysis.framing.validation.weights import Coded, coded_rows
from analysis.sampling import LEAST, Sample, group_labels

Array = np.ndarray

METHODS = ("ppi++", "ppi", "dsl", "coded only")
"""How machine codes take part: as far as they help, fully, through a model fitted across folds, not at all."""

FOLDS = 5

SHARES = (
    "group", "frame", "n", "coded", "naive", "naive_low", "naive_high", "share", "share_low", "share_high",
    "coded_share", "coded_low", "coded_high", "rogan_gladen", "tuning", "method", "note",
)  # fmt: skip
"""Columns of `corrected_shares`, before the validity."""

ALL = "(all)"
"""Name of the group of all articles."""

FEW = "{n} coded articles: no corrected share, fewer than {least} show too little of what the machine gets wrong."


@dataclass(frozen=True)
class _Frame:
    """One frame: machine codes of all articles, coded rows and where they stand."""

    name: str
    machine: Array
    predicted: Array
    coded: Coded
    place: Array


def corrected_shares(
    scores: pd.DataFrame,
    *,
    codes: pd.DataFrame,
    design: pd.DataFrame,
    articles: pd.DataFrame,
    by: str = "outlet",
    method: str = "ppi++",
    validity: pd.DataFrame | None = None,
    level: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Return the share of articles that show each frame, corrected by what coders found.

    Parameters
    ----------
    scores : DataFrame
        article_id, frame, present (or probability) of every article.
    codes : DataFrame
        From `adjudicated`: row_id, frame, value.
    design : DataFrame
        Of a sample of articles.
    articles : DataFrame
        With ``article_id``, the column `by`, and how they were drawn (weight, stratum, unit).
    by : str
        Column that makes the groups; empty for all articles together.
    method : {"ppi++", "ppi", "dsl", "coded only"}
    validity : DataFrame, optional
        See `with_status`.
    level : float
        Nominal coverage.
    seed : int
        Of the folds of ``dsl``.

    Returns
    -------
    DataFrame
        One row per group and frame: group, frame, n (articles), coded, naive (share by the
        machine) with naive_low and naive_high, share (corrected) with share_low and
        share_high, coded_share (by the coded articles alone, weighted),
        coded_low, coded_high, rogan_gladen, tuning (how far the machine was trusted), method,
        note, validity. The group "(all)" comes first.

    Raises
    ------
    ParameterError
        If the sample is not one of articles, or a column is missing.

    Notes
    -----
    See `corrected_mean`. ``dsl``: predictions by logistic regression on the machine's
    code and score, fitted on four fifths of the coded rows and used on the others
    (Egami, Hinck, Stewart & Wei 2023, arXiv:2306.04746). ``rogan_gladen`` (1978):
    (naive + specificity − 1) / (sensitivity + specificity − 1), for comparison: it takes errors to be the
    same in all groups, which they seldom are. Intervals are about articles of the same kind, as those of
    `frame_groups`, without correction for a finite corpus.
    """
    frames, population, groups = _prepared(scores, codes, design, articles, by=by, method=method, seed=seed)
    rows = []
    for group, inside in groups.items():
        for one in frames:
            rows.append({"group": group, "frame": one.name, "n": int(inside.sum()),
                         **_row(one, population, inside, method, level)})  # fmt: skip
    return with_status(pd.DataFrame(rows).assign(method=method).reindex(columns=list(SHARES)), validity)


def corrected_differences(
    scores: pd.DataFrame,
    *,
    codes: pd.DataFrame,
    design: pd.DataFrame,
    articles: pd.DataFrame,
    by: str = "outlet",
    method: str = "ppi++",
    validity: pd.DataFrame | None = None,
    level: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Return how corrected shares differ between groups; parameters as `corrected_shares`.

    Returns
    -------
    DataFrame
        One row per pair of groups and frame: frame, group, other, naive (difference by the
        machine), difference with difference_low and difference_high, excludes_zero, note,
        validity. Intervals are not widened for the number of pairs.
    """
    frames, population, groups = _prepared(scores, codes, design, articles, by=by, method=method, seed=seed)
    groups.pop(ALL)
    rows = []
    for one in frames:
        found = {name: _estimate(one, population, inside, method) for name, inside in groups.items()}
        for a, b in combinations(groups, 2):
            naive = [
                float(np.average(one.machine[groups[g]], weights=population.weight[groups[g]]))
                for g in (a, b)
            ]
            row = {"frame": one.name, "group": a, "other": b, "naive": naive[0] - naive[1]}
            first, second = found[a], found[b]
            if first is None or second is None:
                rows.append(row | {"note": "Too few coded articles in one of the groups."})
                continue
            low, high = difference_limits(first, second, one.coded, level=level)
            value = float(np.clip(first.share, 0, 1) - np.clip(second.share, 0, 1))
            rows.append(row | {"difference": value, "difference_low": low, "difference_high": high,
                               "excludes_zero": bool(low > 0 or high < 0), "note": ""})  # fmt: skip
    columns = ["frame", "group", "other", "naive", "difference", "difference_low", "difference_high",
               "excludes_zero", "note"]  # fmt: skip
    table = pd.DataFrame(rows, columns=columns)
    return with_status(table.assign(excludes_zero=table["excludes_zero"].eq(True)), validity)


def _prepared(
    scores: pd.DataFrame,
    codes: pd.DataFrame,
    design: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str,
    method: str,
    seed: int,
) -> tuple[list[_Frame], Population, dict[str, Array]]:
    one_of(method, METHODS, name="method")
    if not design["article_id"].is_unique:
        raise ParameterError(
            "the coded rows are parts of articles", where="design",
            remedy="Shares of articles are corrected with coded articles: draw with unit='article'.",
        )  # fmt: skip
    sample = Sample.of(units(articles))
    population = Population(sample.weight, sample.unit)
    labels = group_labels(articles, by).reindex(sample.ids).to_numpy(dtype=str)
    sizes = pd.Series(labels).value_counts()
    groups = {ALL: np.ones(len(labels), dtype=bool)}
    if by:
        groups |= {
            name: labels == name for name in sorted(sizes.index, key=lambda name: (-sizes[name], name))
        }
    frames = [
        _frame(name, scores=scores, codes=codes, design=design, ids=sample.ids, method=method, seed=seed)
        for name in dict.fromkeys(codes["frame"])
    ]
    return frames, population, groups


def _frame(
    frame: str,
    *,
    scores: pd.DataFrame,
    codes: pd.DataFrame,
    design: pd.DataFrame,
    ids: pd.Index,
    method: str,
    seed: int,
) -> _Frame:
    own = scores[scores["frame"] == frame].drop_duplicates("article_id").set_index("article_id")
    if len(missing := ids.difference(own.index)):
        raise ParameterError(
            f"{len(missing)} articles have no score of {frame!r}, such as {missing[0]!r}", where="scores",
            remedy="Score all articles of the selection.",
        )  # fmt: skip
    column = "present" if "present" in own.columns else "probability"
    machine = own[column].reindex(ids).to_numpy(dtype=float)
    coded = coded_rows(codes, design, frame)
    place = ids.get_indexer(pd.Index(coded.rows["article_id"]))
    # Coded rows outside the selection stay in their strata and count for nothing there.
    if (place < 0).all():
        raise ParameterError(
            "none of the coded articles is in the selection",
            where="articles",
            remedy="Widen the selection (`where`).",
        )
    if (place < 0).any():
        keep = place >= 0
        coded = Coded(
            coded.rows[keep], coded.y[keep], coded.weight[keep], coded.stratum[keep], coded.left[keep]
        )
        place = place[keep]
    predicted = machine
    if method == "coded only":
        predicted = np.zeros(len(machine))
    elif method == "dsl":
        extra = [
            np.log1p(own[name].reindex(ids).to_numpy(dtype=float))
            for name in ("rate",)
            if name in own.columns
        ]
        predicted = cross_fitted(np.column_stack([machine, *extra]), place, coded, seed=seed)
    return _Frame(frame, machine, predicted, coded, place)


def cross_fitted(features: Array, place: Array, coded: Coded, *, seed: int = 0) -> Array:
    """Return predicted probabilities of all articles; those of coded ones come from the other folds.

    Parameters
    ----------
    features : array, shape (N, k)
    place : array of int, shape (n,)
        Where the coded rows stand.
    coded : Coded
    seed : int
    """
    rng = np.random.default_rng(seed)
    fold = rng.permutation(np.arange(coded.n) % FOLDS)
    whole = np.zeros(len(features))
    own = np.empty(coded.n)
    used = np.unique(fold)
    for k in used:
        train, test = fold != k, fold == k
        y, weight = coded.y[train], coded.weight[train]
        if len(np.unique(y)) < 2:
            mean = float(np.average(y, weights=weight)) if train.any() else 0.5
            predicted = np.full(len(features), mean)
        else:
            model = LogisticRegression(solver="newton-cholesky").fit(
                features[place[train]], y, sample_weight=weight / weight.mean()
            )
            predicted = model.predict_proba(features)[:, 1]
        whole += predicted / len(used)
        own[test] = predicted[place[test]]
    whole[place] = own
    return whole


def _estimate(one: _Frame, population: Population, inside: Array, method: str) -> Estimate | None:
    if inside[one.place].sum() < LEAST:
        return None
    return corrected_mean(
        one.predicted, one.place, one.coded, population=population, domain=inside, tune=method == "ppi++"
    )


def _row(one: _Frame, population: Population, inside: Array, method: str, level: float) -> dict[str, object]:
    weight = population.weight[inside]
    naive = float(np.average(one.machine[inside], weights=weight))
    n = int(inside[one.place].sum())
    row: dict[str, object] = {"coded": n, "naive": naive, **_naive_limits(one, population, inside, level)}
    estimate = _estimate(one, population, inside, method)
    if estimate is None:
        return row | {"note": FEW.format(n=n, least=LEAST)}
    low, high = estimate.limits(one.coded, level=level)
    row |= {"share": float(np.clip(estimate.share, 0, 1)), "share_low": low, "share_high": high}
    alone = corrected_mean(np.zeros(len(inside)), one.place, one.coded, population=population, domain=inside)
    low, high = alone.limits(one.coded, level=level)
    row |= {"coded_share": alone.share, "coded_low": low, "coded_high": high, "rogan_gladen": _rogan_gladen(one, naive),
            "tuning": estimate.tuning}  # fmt: skip
    return row | {"note": ""}


def _naive_limits(one: _Frame, population: Population, inside: Array, level: float) -> dict[str, float]:
    """Return the limits the machine's share would have were it never wrong."""
    everything = Coded(pd.DataFrame(), one.machine, np.ones(len(inside)), np.zeros(len(inside), dtype=int),
                       np.zeros(len(inside)))  # fmt: skip
    if inside.sum() < LEAST:
        return {"naive_low": np.nan, "naive_high": np.nan}
    exact = corrected_mean(
        one.machine, np.arange(len(inside)), everything, population=population, domain=inside
    )
    if exact.articles_variance == 0:
        return {"naive_low": np.nan, "naive_high": np.nan}
    low, high = exact.limits(everything, level=level)
    return {"naive_low": low, "naive_high": high}


def _rogan_gladen(one: _Frame, naive: float) -> float:
    """Return the share corrected by the errors of all coded articles together."""
    y, m, w = one.coded.y, one.machine[one.place], one.coded.weight
    if y.sum() == 0 or y.sum() == len(y):
        return np.nan
    sensitivity = float(np.average(m[y == 1], weights=w[y == 1]))
    specificity = float(np.average(1 - m[y == 0], weights=w[y == 0]))
    informed = sensitivity + specificity - 1
    return float(np.clip((naive + specificity - 1) / informed, 0, 1)) if informed > 0 else np.nan
