"""Means of what was measured in each article, by group, with the article as sampling unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from analysis.corpus.design import units
from analysis.sampling import LEAST, Part, Sample, bootstrap, weighted_median

Array = np.ndarray


def group_means(
    values: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    measures: Sequence[str],
    seed: int = 0,
    resamples: int = 1000,
) -> pd.DataFrame:
    """Return the mean of each measure over the articles of each group, with its interval.

    Parameters
    ----------
    values : DataFrame
        ``article_id`` and the columns `measures`, one row per article that was measured; NaN where
        a measure says nothing about an article.
    articles : DataFrame
        All selected articles; see `grouping.with_groups`.
    measures : sequence of str
    seed, resamples : int
        Of the bootstrap (BCa, 95 %; the article, or what it was drawn as, is the unit).

    Returns
    -------
    DataFrame
        One row per group and measure, the largest group first: ``group, measure, n`` (articles
        measured), ``mean`` with ``low, high``, ``median`` (both weighted), ``note`` (why there is no
        interval), ``left_out`` (articles of the group without a row in `values`).
    """
    sample = Sample.of(units(articles))
    groups = articles.set_index("article_id")["group"]
    rows = values.set_index("article_id")[list(measures)].sort_index()
    found = groups.reindex(rows.index)
    weight = articles.groupby("group")["weight"].sum()
    order = sorted(weight.index, key=lambda name: (-weight[name], name))
    lines = [
        {"group": group, **line}
        for group in order
        for line in _one_group(rows[found == group], sample, seed=seed, resamples=resamples)
    ]
    table = pd.DataFrame(lines, columns=["group", "measure", "n", "mean", "low", "high", "median", "note"])
    left_out = groups[rows.index.get_indexer(groups.index) < 0].value_counts()
    return table.assign(left_out=table["group"].map(left_out).fillna(0).astype(int))


def _one_group(
    rows: pd.DataFrame, sample: Sample, *, seed: int, resamples: int
) -> Iterator[dict[str, object]]:
    """Yield a line for each measure; those that are defined for the same articles are resampled together."""
    lines: dict[str, dict[str, object]] = {}
    patterns: dict[bytes, list[str]] = {}
    for name in rows.columns:
        patterns.setdefault(rows[name].notna().to_numpy().tobytes(), []).append(str(name))
    for names in patterns.values():
        own = rows.loc[rows[names[0]].notna(), names]
        part = sample.part(sample.places(own.index))
        mean, low, high = _means(own.to_numpy(dtype=float), part, seed=seed, resamples=resamples)
        zeros = np.zeros(len(own), dtype=int)
        for j, name in enumerate(names):
            middle = weighted_median(zeros, own[name].to_numpy(dtype=float), part.weight, groups=1)[0]
            lines[name] = {"measure": name, "n": len(own), "mean": mean[j], "low": low[j], "high": high[j],
                           "median": middle, "note": _note(part)}  # fmt: skip
    yield from (lines[str(name)] for name in rows.columns)


def _means(values: Array, part: Part, *, seed: int, resamples: int) -> tuple[Array, Array, Array]:
    if part.units < LEAST:
        nothing = np.full(values.shape[1], np.nan)
        total = part.weight.sum() or np.nan
        return part.sums(values).sum(axis=0) / total, nothing, nothing
    return bootstrap(values, lambda sums, n: sums / n, part=part, resamples=resamples, seed=seed)


def _note(part: Part) -> str:
    """Return why there is no interval, or nothing."""
    if part.units >= LEAST:
        return ""
    if part.units == 0:
        return "no article could be measured"
    several = f"{len(part.ids)} articles" if len(part.ids) > 1 else "one article"
    stories = f" of {part.units} stories" * (len(part.ids) > part.units)
    return f"{several}{stories}: no interval, because fewer than {LEAST} do not show how articles vary"
