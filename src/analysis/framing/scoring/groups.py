"""Frames by group of articles, with intervals whose sampling unit is the article."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.corpus.design import units
from analysis.errors import ParameterError
from analysis.sampling import LEAST, Part, Sample, bootstrap, exact_share, group_labels

ONE = "One article: its own counts, without an interval, because one article says nothing about how articles vary."
FEW = "{n} articles: no interval, because fewer than {least} articles do not show how articles vary."
COPIES = (
    "{n} articles, copies of fewer than {least} stories: no interval, so few do not show how stories vary."
)
ALIKE = "No or every article shows the frame: exact binomial interval of the share instead of a bootstrap."
ONE_VOICE = "All hits stand in one voice, or there is none: nothing to resample, no interval."


def frame_groups(
    article_scores: pd.DataFrame, *, by: str, articles: pd.DataFrame, seed: int = 0, resamples: int = 1000
) -> pd.DataFrame:
    """Return how common each frame is in each group of articles.

    Parameters
    ----------
    article_scores : DataFrame
        From `frame_articles`; the validity of its frames is handed on.
    by : str
        Column of `articles` that makes the groups; an empty value is the group "(none)".
    articles : DataFrame
        With ``article_id``, the column `by`, and how the articles were drawn
        (weight, stratum, unit; without these each article counts once).
    seed, resamples : int
        Of the bootstrap (BCa, 95 %).

    Returns
    -------
    DataFrame
        One row per group and frame: group, frame, n (articles read), present
        (articles read that show it), share with share_low and share_high, rate
        (mean of the articles' hits per 1,000 words) with rate_low and
        rate_high, note (why there is no interval, or another one), validity.
        Share and rate are weighted. Groups stand in order of size.

    Raises
    ------
    ParameterError
        If `articles` has no such column.
    """
    rows = []
    for group, own, part in _groups(article_scores, by, articles):
        present = own.pivot(index="article_id", columns="frame", values="present")
        rate = own.pivot(index="article_id", columns="frame", values="rate").to_numpy(dtype=float)
        shown, n = present.to_numpy(dtype=float), len(present)
        values = np.hstack([shown, rate])
        estimate, low, high = _means(values, part, seed=seed, resamples=resamples)
        k = shown.shape[1]
        for j, frame in enumerate(present.columns):
            row = {"group": group, "frame": frame, "n": n, "present": int(shown[:, j].sum()), "share": estimate[j],
                   "share_low": low[j], "share_high": high[j], "rate": estimate[k + j],
                   "rate_low": low[k + j], "rate_high": high[k + j], "note": refusal(part)}  # fmt: skip
            if part.units >= LEAST and row["present"] in (0, n):
                alike = part.effective if row["present"] else 0
                row["share_low"], row["share_high"] = exact_share(alike, part.effective)
                row["note"] = ALIKE
            rows.append(row)
    return _with_validity(_in_order(pd.DataFrame(rows), article_scores), article_scores)


def voice_split(
    article_scores: pd.DataFrame, *, by: str, articles: pd.DataFrame, seed: int = 0, resamples: int = 1000
) -> pd.DataFrame:
    """Return which share of each frame's hits stands in the outlet's own voice.

    Parameters
    ----------
    article_scores : DataFrame
        From `frame_articles`, scored with quotations.
    by : str
        Column of `articles` that makes the groups.
    articles : DataFrame
        With ``article_id``, the column `by`, and how the articles were drawn,
        as in `frame_groups`.
    seed, resamples : int
        Of the bootstrap (BCa, 95 %, ratio of sums, article as unit, or what it was drawn as).

    Returns
    -------
    DataFrame
        One row per group, frame and voice: group, frame, voice (narrator or
        quoted), n (articles), hits, total (hits in both voices), all as read;
        weighted share with share_low and share_high, note, validity. Without any
        hit the share is NaN.

    Raises
    ------
    ParameterError
        If `articles` has no such column, or the scores do not tell voices apart.
    """
    both = article_scores["hits_narrator"] + article_scores["hits_quoted"]
    if (both < article_scores["hits"]).any():
        raise ParameterError(
            "the scores do not tell voices apart", where="voice_split",
            remedy="Give `frames` the quotations, and score again.",
        )  # fmt: skip
    rows = []
    for group, own, part in _groups(article_scores, by, articles):
        narrator = own.pivot(index="article_id", columns="frame", values="hits_narrator")
        quoted = own.pivot(index="article_id", columns="frame", values="hits_quoted").to_numpy(dtype=float)
        n = len(narrator)
        share, low, high = _ratios(
            narrator.to_numpy(dtype=float), quoted, part, seed=seed, resamples=resamples
        )
        for j, frame in enumerate(narrator.columns):
            hits = {"narrator": int(narrator[frame].sum()), "quoted": int(quoted[:, j].sum())}
            note = refusal(part) or (ONE_VOICE if np.isnan(low[j]) else "")
            common = {"n": n, "total": sum(hits.values()), "note": note}
            ends = {
                "narrator": (share[j], low[j], high[j]),
                "quoted": (1 - share[j], 1 - high[j], 1 - low[j]),
            }
            rows += [
                {"group": group, "frame": frame, "voice": voice, "hits": hits[voice], **common,
                 "share": ends[voice][0], "share_low": ends[voice][1], "share_high": ends[voice][2]}
                for voice in ("narrator", "quoted")
            ]  # fmt: skip
    columns = ["group", "frame", "voice", "n", "hits", "total", "share", "share_low", "share_high", "note"]
    return _with_validity(_in_order(pd.DataFrame(rows)[columns], article_scores), article_scores)


def _groups(
    article_scores: pd.DataFrame, by: str, articles: pd.DataFrame
) -> Iterator[tuple[str, pd.DataFrame, Part]]:
    """Yield each group's name, its scores in order of article, and how its articles were drawn."""
    labels = group_labels(articles, by)
    if article_scores.empty:
        raise ParameterError(
            "there are no scored articles", where="article_scores", remedy="Select at least one article."
        )
    sample = Sample.of(units(articles))
    # Resampling depends on the order of rows; an order of their own makes results independent of the caller's.
    ordered = article_scores.sort_values("article_id", kind="stable")
    group = ordered["article_id"].map(labels)
    scored = ordered.drop_duplicates("article_id")["article_id"]
    parts = {name: sample.part(sample.places(ids)) for name, ids in scored.groupby(scored.map(labels))}
    for name in sorted(parts, key=lambda name: (-parts[name].weight.sum(), name)):
        yield name, ordered[group == name], parts[name]


def _means(
    values: np.ndarray, part: Part, *, seed: int, resamples: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    if part.units < LEAST:
        nothing = np.full(values.shape[1], np.nan)
        return part.sums(values).sum(axis=0) / part.weight.sum(), nothing, nothing
    return bootstrap(values, lambda sums, n: sums / n, part=part, resamples=resamples, seed=seed)


def _ratios(
    inside: np.ndarray, rest: np.ndarray, part: Part, *, seed: int, resamples: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    k = inside.shape[1]

    def ratio(sums: np.ndarray, _: object) -> np.ndarray:
        with np.errstate(invalid="ignore", divide="ignore"):
            return sums[..., :k] / (sums[..., :k] + sums[..., k:])

    values = np.hstack([inside, rest])
    if part.units < LEAST:
        nothing = np.full(k, np.nan)
        return ratio(part.sums(values).sum(axis=0), 0), nothing, nothing
    return bootstrap(values, ratio, part=part, resamples=resamples, seed=seed)


def refusal(part: Part) -> str:
    """Return why a group has no interval, or nothing."""
    n = len(part.ids)
    if part.units >= LEAST:
        return ""
    if n > part.units:
        return COPIES.format(n=n, least=LEAST)
    return ONE if n == 1 else FEW.format(n=n, least=LEAST)


def _in_order(table: pd.DataFrame, article_scores: pd.DataFrame) -> pd.DataFrame:
    """Put frames back into the codebook's order; pivoting sorted them by name."""
    place = {frame: i for i, frame in enumerate(pd.unique(article_scores["frame"]))}
    groups = {group: i for i, group in enumerate(pd.unique(table["group"]))}
    keys = pd.DataFrame({"group": table["group"].map(groups), "frame": table["frame"].map(place)})
    return table.loc[keys.sort_values(["group", "frame"], kind="stable").index].reset_index(drop=True)


def _with_validity(table: pd.DataFrame, article_scores: pd.DataFrame) -> pd.DataFrame:
    """Hand on what the scores say about the validity of each frame."""
    known = article_scores.drop_duplicates("frame").set_index("frame")["validity"]
    return table.assign(validity=table["frame"].map(known))
