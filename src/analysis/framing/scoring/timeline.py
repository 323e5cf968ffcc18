"""Frames over time: shares and rates of each period's articles."""

from __future__ import annotations

import pandas as pd

from analysis.corpus.periods import periods
from analysis.errors import EmptySelectionError
from analysis.framing.scoring.groups import frame_groups
from analysis.sampling import group_labels

COLUMNS = (
    "group", "frame", "period", "every", "n", "present", "share", "share_low", "share_high", "rate", "rate_low",
    "rate_high", "note", "validity",
)  # fmt: skip
"""Columns of the table of frames over time."""

EMPTY = "No article of this period."


def frame_timeline(
    scores: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    every: str = "month",
    by: str | None = None,
    seed: int = 0,
    resamples: int = 1000,
) -> pd.DataFrame:
    """Return how common each frame is in each period, with intervals.

    Parameters
    ----------
    scores : DataFrame
        From `frame_articles`.
    articles : DataFrame
        All selected articles: article_id, date (ISO), the column `by`, how they were drawn.
    every : str
        ``day``, ``week``, ``month`` or ``year``.
    by : str, optional
        Column of `articles` that makes the groups.
    seed, resamples : int
        Of the bootstrap, as in `frame_groups`, whose measures these are.

    Returns
    -------
    DataFrame
        One row per group (one empty name without `by`), frame and period from the first date to the last, columns
        `COLUMNS`. A period without articles has n 0 and no share. ``attrs["undated"]``: articles left out for want
        of a date.

    Raises
    ------
    ParameterError
        If `every` is unknown or dates span too many periods.
    EmptySelectionError
        If no article has a date.
    """
    own = articles.drop_duplicates("article_id")
    text = own["date"].astype(str) if "date" in own.columns else pd.Series("", index=own.index)
    date = pd.to_datetime(text.str.slice(0, 10), format="%Y-%m-%d", errors="coerce")
    if not date.notna().any():
        raise EmptySelectionError(
            "no article has a date", where="frame_timeline", remedy="Give articles with dates (metadata.csv)."
        )
    whole, period = periods(pd.DatetimeIndex(date[date.notna()]), every)
    starts = [f"{one.start_time:%Y-%m-%d}" for one in whole]
    labels = group_labels(own, by)
    dated = own[date.notna()]
    # A day has ten letters, whatever the name of the group.
    cell = pd.Series([f"{one.start_time:%Y-%m-%d} " for one in period], index=dated.index)
    dated = dated.assign(_cell=cell + labels.reindex(dated["article_id"]).to_numpy())
    mine = scores[scores["article_id"].isin(dated["article_id"])]
    found = frame_groups(mine, by="_cell", articles=dated, seed=seed, resamples=resamples)
    found = found.assign(group=found["group"].str.slice(11), period=found["group"].str.slice(0, 10))
    frames = list(pd.unique(scores["frame"]))
    sizes = labels.reindex(dated["article_id"]).value_counts()
    groups = sorted(sizes.index, key=lambda name: (-sizes[name], name))
    keys = ["group", "frame", "period"]
    grid = pd.MultiIndex.from_product([groups, frames, starts], names=keys).to_frame(index=False)
    out = grid.merge(found, how="left", on=keys).assign(every=every)
    out["note"] = out["note"].where(out["n"].notna(), EMPTY)
    out["validity"] = out["frame"].map(scores.drop_duplicates("frame").set_index("frame")["validity"])
    out = out.fillna({"n": 0, "present": 0}).astype({"n": "int64", "present": "int64"})[list(COLUMNS)]
    out.attrs["undated"] = int(date.isna().sum())
    return out
