"""Prominence: how widely, how often, how early and how high an actor is mentioned."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from analysis.actors.tables import actor_names
from analysis.actors.types import ASIDE, VIAS
from analysis.corpus.design import units
from analysis.errors import ParameterError, one_of
from analysis.sampling import LEAST, Sample, exact_share, group_labels, ratio_interval, weighted_median

DEFAULT_VIAS = tuple(via for via in VIAS if via not in ASIDE)
"""Ways of mention that count: all but the adjective ("Armenian wine" is hardly about Armenia)."""


COLUMNS = (
    "group", "actor_id", "name", "kind", "n", "articles", "share", "share_low", "share_high", "mentions",
    "rate", "rate_low", "rate_high", "first_position", "headlines",
)  # fmt: skip
"""Columns of the table of prominence."""


def prominence(
    mentions: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    by: str | None = None,
    via: Collection[str] = DEFAULT_VIAS,
    seed: int = 0,
    resamples: int = 1000,
) -> pd.DataFrame:
    """Return the prominence of each actor, overall or in each group of articles.

    Parameters
    ----------
    mentions : DataFrame
        From `actors.mentions`.
    articles : DataFrame
        All selected articles, also those without any mention: article_id, words,
        the column `by`, and how they were drawn (weight, stratum, unit; without
        these each article counts once).
    by : str, optional
        Column of `articles` that makes the groups.
    via : collection of str
        Ways of mention that count; see `types.VIAS`.
    seed, resamples : int
        Of the bootstrap (percentile, 95 %, the article as unit, or what it was drawn as).

    Returns
    -------
    DataFrame
        One row per group and actor, the most widely mentioned first: group (with
        `by`), actor_id, name, kind, n (articles of the group), articles (that
        mention it), share of n with share_low and share_high, mentions, rate per
        1,000 words of all n articles with rate_low and rate_high,
        first_position (median over the articles that mention it of where the first
        mention starts, 0 top to 1 end), headlines (articles with it in the headline).
        n, articles, mentions and headlines are counts of what was read; share,
        rate and first_position are weighted. Intervals are missing below five
        units; a share of all has exact binomial limits.

    Raises
    ------
    ParameterError
        If `via` names no way of mention, or a column is missing.

    Examples
    --------
    >>> from analysis.actors.tables import mentions_table
    >>> from analysis.annotation.articles import parse_text
    >>> article = parse_text("Armenia left. Armenia will not return.", article_id="a")
    >>> table = prominence(mentions_table([article]), articles=pd.DataFrame({"article_id": ["a"], "words": [6]}))
    >>> table[["name", "articles", "mentions"]].values.tolist()
    [['Armenia', 1, 2]]
    """
    for one in via:
        one_of(one, VIAS, name="way of mention (via)")
    for needed in ("article_id", "words"):
        if needed not in articles.columns:
            raise ParameterError(
                f"articles have no column {needed!r}", where="prominence", remedy="Give corpus.articles."
            )
    own = articles.drop_duplicates("article_id")
    labels = group_labels(own, by)
    sample = Sample.of(units(own))
    counted = mentions[mentions["via"].isin(list(via)) & mentions["article_id"].isin(labels.index)]
    group = counted["article_id"].map(labels)
    words = own.set_index("article_id")["words"]
    names = actor_names(mentions)
    tables = [
        _one_group(
            counted[group == value],
            words[labels == value],
            names,
            value,
            sample,
            seed=seed,
            resamples=resamples,
        )
        for value in sorted(labels.unique())
    ]
    out = (
        pd.concat(tables, ignore_index=True)
        if tables
        else _one_group(counted, words, names, "", sample, seed=seed, resamples=1)
    )
    return out if by else out.drop(columns="group")


def _one_group(
    rows: pd.DataFrame,
    words: pd.Series,
    names: pd.DataFrame,
    group: str,
    sample: Sample,
    *,
    seed: int,
    resamples: int,
) -> pd.DataFrame:
    part = sample.part(sample.places(words.index))
    weight = pd.Series(part.weight, index=part.ids)
    cells = (
        rows.assign(headline=rows["segment"] == "headline")
        .groupby(["article_id", "actor_id"])
        .agg(mentions=("start", "size"), first=("position", "min"), headline=("headline", "max"))
        .reset_index()
    )
    cells["weight"] = cells["article_id"].map(weight).astype(float)
    cells["weighted"] = cells["weight"] * cells["mentions"]
    out = cells.groupby("actor_id", sort=True).agg(
        articles=("article_id", "size"),
        mentions=("mentions", "sum"),
        first_position=("first", "median"),
        headlines=("headline", "sum"),
        share=("weight", "sum"),
        rate=("weighted", "sum"),
    )
    if not part.plain:
        actor = out.index.get_indexer(pd.Index(cells["actor_id"]))
        out["first_position"] = weighted_median(
            actor, cells["first"].to_numpy(), cells["weight"].to_numpy(), groups=len(out)
        )
    out["n"], out["share"] = len(words), out["share"] / (float(weight.sum()) or 1.0)
    out["rate"] = out["rate"] * 1000 / (float((weight.reindex(words.index) * words).sum()) or 1.0)

    def limits(values: pd.Series, total: pd.Series) -> tuple[np.ndarray, np.ndarray]:
        return ratio_interval(
            cells["article_id"], cells["actor_id"], values.to_numpy(dtype=float), total,
            columns=out.index, seed=seed, resamples=resamples, sample=sample,
        )  # fmt: skip

    present = pd.Series(1.0, index=cells.index)
    out["share_low"], out["share_high"] = limits(present, pd.Series(1.0, index=words.index))
    if part.units >= LEAST:
        everywhere = out["articles"] == len(words)
        out.loc[everywhere, ["share_low", "share_high"]] = exact_share(part.effective, part.effective)
    out["rate_low"], out["rate_high"] = limits(cells["mentions"] * 1000, words)
    out = out.join(names).assign(group=group, headlines=out["headlines"].astype("int64")).reset_index()
    return out.sort_values(["share", "rate", "actor_id"], ascending=[False, False, True])[list(COLUMNS)]
