"""Whose words: how many of them each speaker is given, quoted and paraphrased."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.actors.attribution.sources import ANONYMOUS
from analysis.corpus.design import units
from analysis.errors import ParameterError
from analysis.sampling import Sample, group_labels, ratio_interval


def voice_shares(
    quotations: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    by: str | None = None,
    seed: int = 0,
    resamples: int = 1000,
) -> pd.DataFrame:
    """Return how many words each speaker is given, quoted and paraphrased.

    Parameters
    ----------
    quotations : DataFrame
        From `quotations`. Refusals ("declined to comment") are no statements here.
    articles : DataFrame, optional
        With ``article_id``, the column `by`, and how the articles were drawn
        (weight, stratum, unit). Needed to compare groups, and wherever articles
        were sampled or copies share a weight; without it each article counts once.
    by : str, optional
        Column of `articles` that makes the groups.
    seed, resamples : int
        Of the bootstrap (percentile, 95 %, the article as unit, or what it was drawn as).

    Returns
    -------
    DataFrame
        One row per group and speaker: group (with `by`), speaker_id, name, kind,
        quotations, articles, words_quoted, words_paraphrased, words (all as
        read), and their weighted share of all attributed words of the group with
        share_low and share_high (missing below five units). Where articles have
        weights, ``words_quoted_estimated`` and ``words_paraphrased_estimated``
        are the words of the whole corpus. All anonymous sources are one speaker;
        statements without a source are ``(no source)``.

    Raises
    ------
    ParameterError
        If `articles` is missing or has no column `by`.
    """
    if "refused" in quotations.columns:
        quotations = quotations[~quotations["refused"]]
    table = quotations.assign(
        speaker_id=quotations["speaker_id"].replace("", "none"),
        words=quotations["words_quoted"] + quotations["words_paraphrased"],
    )
    named = {ANONYMOUS: "anonymous sources", "none": "(no source)"}
    table["name"] = table["speaker_id"].map(named).fillna(table["speaker_name"])
    table["kind"] = table["speaker_kind"].replace("", "none")
    if by is not None and articles is None:
        raise ParameterError(
            "groups need the articles", where="voice_shares", remedy="Give articles=corpus.articles."
        )
    drawn = articles if articles is not None else table[["article_id"]]
    table = table[table["article_id"].isin(drawn["article_id"])]
    table["group"] = table["article_id"].map(group_labels(drawn, by)) if by else ""
    sample = Sample.of(units(drawn))
    parts = [
        _shares(own, group, sample, seed=seed, resamples=resamples)
        for group, own in table.groupby("group", sort=True)
    ]
    out = pd.concat(parts, ignore_index=True) if parts else _shares(table, "", sample, seed=seed, resamples=1)
    return out if by is not None else out.drop(columns="group")


def _shares(table: pd.DataFrame, group: object, sample: Sample, *, seed: int, resamples: int) -> pd.DataFrame:
    weight = pd.Series(sample.weight, index=sample.ids)
    spoken = ["words_quoted", "words_paraphrased"]
    by_speaker = table.groupby("speaker_id", sort=True)
    out = pd.DataFrame(
        {
            "group": group,
            "name": by_speaker["name"].first(),
            "kind": by_speaker["kind"].first(),
            "quotations": by_speaker.size(),
            "articles": by_speaker["article_id"].nunique(),
            **{c: by_speaker[c].sum() for c in (*spoken, "words")},
        }
    )
    counted = table.groupby(["article_id", "speaker_id"])["words"].sum().reset_index()
    weighted = counted["words"] * counted["article_id"].map(weight).astype(float)
    out["share"] = weighted.groupby(counted["speaker_id"]).sum() / (float(weighted.sum()) or 1.0)
    limits = ratio_interval(
        counted["article_id"], counted["speaker_id"], counted["words"].to_numpy(dtype=float),
        table.groupby("article_id")["words"].sum(),
        columns=out.index, seed=seed, resamples=resamples, sample=sample,
    )  # fmt: skip
    out["share_low"], out["share_high"] = limits if len(out) else (np.nan, np.nan)
    if (weight != 1).any():
        estimated = table[spoken].mul(table["article_id"].map(weight).astype(float), axis=0)
        sums = estimated.groupby(table["speaker_id"]).sum()
        out[[f"{name}_estimated" for name in spoken]] = sums.reindex(out.index)
    out = out.reset_index().sort_values(["share", "speaker_id"], ascending=[False, True], ignore_index=True)
    return out[["group", *(c for c in out.columns if c != "group")]]
