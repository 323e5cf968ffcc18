"""Prominence over time: in what share of a period's articles an actor is named."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from analysis.actors.portrayal.groups import Groups, actor_labels, in_order
from analysis.actors.prominence import DEFAULT_VIAS
from analysis.corpus.periods import periods
from analysis.errors import EmptySelectionError

COLUMNS = (
    "group", "actor_id", "name", "kind", "period", "every", "n", "articles", "mentions", "share", "low", "high",
)  # fmt: skip
"""Columns of the table of prominence over time."""


def prominence_over_time(
    mentions: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    actors: Sequence[str] = (),
    every: str = "month",
    by: str | None = None,
    top: int = 6,
    via: Collection[str] = DEFAULT_VIAS,
) -> pd.DataFrame:
    """Return in what share of the articles of each period an actor is named.

    Parameters
    ----------
    mentions : DataFrame
        From `actors.mentions`.
    articles : DataFrame
        All selected articles: article_id, date (ISO), the column `by`, how they were drawn.
    actors : sequence of str
        Ids; those named in most articles if empty.
    every : str
        ``day``, ``week``, ``month`` or ``year``.
    by : str, optional
        Column of `articles` that makes the groups.
    top : int
        Actors that are followed where none are given.
    via : collection of str
        Ways of mention that count.

    Returns
    -------
    DataFrame
        One row per group (with `by`), actor and period from the first date to the last, columns
        `COLUMNS`: ``n`` articles of the period, ``articles`` that name the actor, ``mentions``
        (as read), the weighted ``share`` with ``low`` and ``high``. A period without
        articles has no share. ``attrs["undated"]``: articles left out for want of a date.

    Raises
    ------
    ParameterError
        If `every` is unknown or dates span too many periods.
    EmptySelectionError
        If no article has a date.

    Notes
    -----
    Limits: `sampling.domain_shares`, exact binomial ones for articles drawn alike.
    """
    groups = Groups.of(articles, by)
    dated, whole = _dated(articles, every)
    rows = groups.rows(
        mentions[mentions["via"].isin(list(via)) & mentions["article_id"].isin(dated["article_id"])]
    )
    wide = rows.groupby("actor_id")["article_id"].nunique()
    followed = list(actors) or sorted(wide.index, key=lambda actor: (-wide[actor], actor))[:top]
    named = rows[rows["actor_id"].isin(followed)]
    named = named.groupby(["article_id", "actor_id"]).size().reset_index(name="mentions")
    dated = dated.assign(group=dated["article_id"].map(groups.labels))
    cells = dated.merge(pd.DataFrame({"actor_id": followed}, dtype=object), how="cross")
    cells = cells.merge(named, how="left", on=["article_id", "actor_id"])
    cells["mentions"] = cells["mentions"].fillna(0).astype("int64")
    keys = ["group", "actor_id", "period"]
    cells = cells.assign(n=1, articles=(cells["mentions"] > 0) * 1, below=1)
    out = cells.groupby(keys, sort=True)[["n", "articles", "mentions"]].sum()
    out = out.join(groups.shares(cells.assign(above=cells["articles"]), keys)[["share", "low", "high"]])
    out = _every_period(out, followed, whole, keys)
    out = out.join(actor_labels((mentions, "actor_id", "name", "kind")), on="actor_id").assign(every=every)
    out = in_order(out, COLUMNS, by=by)
    out.attrs = {"undated": len(groups.labels) - len(dated)}
    return out


def _dated(articles: pd.DataFrame, every: str) -> tuple[pd.DataFrame, pd.PeriodIndex]:
    """Return article_id and period of the articles with a date, and all periods."""
    own = articles.drop_duplicates("article_id")
    text = own["date"].astype(str) if "date" in own else pd.Series("", index=own.index)
    date = pd.to_datetime(text.str.slice(0, 10), format="%Y-%m-%d", errors="coerce")
    known = date.notna()
    if not known.any():
        raise EmptySelectionError(
            "no article has a date",
            where="prominence_over_time",
            remedy="Give articles with dates (metadata.csv).",
        )
    whole, period = periods(pd.DatetimeIndex(date[known]), every)
    return pd.DataFrame({"article_id": own.loc[known, "article_id"], "period": period}), whole


def _every_period(
    out: pd.DataFrame, followed: list[str], whole: pd.PeriodIndex, keys: list[str]
) -> pd.DataFrame:
    """Return the table with a row for every period, those without articles too, and periods as dates."""
    groups = out.index.get_level_values("group").unique()
    filled = out.reindex(pd.MultiIndex.from_product([groups, followed, whole], names=keys))
    counts = ["n", "articles", "mentions"]
    filled[counts] = filled[counts].fillna(0).astype("int64")
    filled = filled.reset_index()
    filled["period"] = filled["period"].map(lambda one: f"{one.start_time:%Y-%m-%d}")
    return filled
