"""What a corpus consists of: articles, words and dates by group, and how it got from files to articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.corpus.periods import EVERY
from analysis.corpus.records import PROSE
from analysis.corpus.sql import literal
from analysis.corpus.words import sql_words
from analysis.errors import EmptySelectionError

if TYPE_CHECKING:
    from analysis.corpus.corpus import Corpus

_TEXT = 'substring(a.text, s.start + 1, s."end" - s.start)'
_UNITS = {"day": 62, "week": 200, "month": 4000, "year": 10**6}


def coverage(corpus: Corpus, *, by: str = "outlet") -> pd.DataFrame:
    """Return what each group contributes.

    Parameters
    ----------
    corpus : Corpus
    by : str
        Column of the articles table.

    Returns
    -------
    DataFrame
        ``group, articles, words, median_words, first, last`` (ISO dates),
        ``undated`` and ``shared`` (articles whose body another selected article
        repeats word for word), largest group first. Where articles have weights,
        these are counts of what was read, ``median_words`` is weighted, and
        ``articles_estimated, words_estimated`` say what they stand for in the corpus.

    Examples
    --------
    >>> coverage(corpus)  # doctest: +SKIP
    """
    from analysis.sampling import weighted_median  # with scipy, which opening a corpus does not need

    name = corpus.column(by)
    table = corpus.sql(
        "with stories as (select story_id, count(*) as copies from articles group by 1) "
        f'select a.{name} as "group", count(*)::bigint as articles, sum(words)::bigint as words, '
        "median(words) as median_words, coalesce(min(nullif(date, '')), '') as first, "
        "coalesce(max(nullif(date, '')), '') as last, count(*) filter (date = '')::bigint as undated, "
        "count(*) filter (copies > 1)::bigint as shared "
        "from articles a join stories using (story_id) group by 1 order by sum(a.weight) desc, 1"
    )
    rows = corpus.sql(f'select {name} as "group", words, weight from articles')
    weight = rows["weight"].to_numpy(dtype=float)
    if (weight == 1).all():
        return table
    group = pd.Index(table["group"]).get_indexer(pd.Index(rows["group"]))
    words = rows["words"].to_numpy(dtype=float)
    return table.assign(
        median_words=weighted_median(group, words, weight, groups=len(table)),
        articles_estimated=np.bincount(group, weights=weight, minlength=len(table)),
        words_estimated=np.bincount(group, weights=weight * words, minlength=len(table)),
    )


def timeline(corpus: Corpus, *, by: str = "outlet", largest: int = 5) -> pd.DataFrame:
    """Return the number of articles per period and group.

    Parameters
    ----------
    corpus : Corpus
    by : str
        Column of the articles table.
    largest : int
        Groups beyond the largest are added up as ``other``.

    Returns
    -------
    DataFrame
        ``period`` (first day, ISO), ``unit`` (day, week, month or year, by the
        length of the whole time), ``group, articles``; periods without an
        article of a group have a zero. Undated articles are not in it. Where
        articles have weights, ``articles`` are those read, and
        ``articles_estimated`` how many of the corpus they stand for.

    Raises
    ------
    EmptySelectionError
        If fewer than two days are covered.
    """
    name = corpus.column(by)
    rows = corpus.sql(f"select date, {name} as \"group\", weight from articles where date <> ''")
    days = pd.to_datetime(rows["date"])
    span = (days.max() - days.min()).days if len(days) else 0
    if span < 1:
        raise EmptySelectionError(
            "a timeline needs articles of at least two days",
            remedy="Give dates (columns, header or metadata.csv).",
        )
    unit = next(unit for unit, most in _UNITS.items() if span <= most)
    period = days.dt.to_period(EVERY[unit])
    sizes = rows.groupby("group")["weight"].sum().reindex(rows["group"].value_counts().index)
    top = sizes.sort_values(ascending=False, kind="stable").index[:largest]
    group = rows["group"].where(rows["group"].isin(top), "other")
    table = _by_period(pd.crosstab(period, group), "articles")
    if (rows["weight"] != 1).any():
        estimated = pd.crosstab(period, group, values=rows["weight"], aggfunc="sum").fillna(0.0)
        table["articles_estimated"] = _by_period(estimated, "estimated")["estimated"].astype(float)
    table["period"] = table["period"].dt.start_time.dt.strftime("%Y-%m-%d")
    table.insert(1, "unit", unit)
    return table


def _by_period(grid: pd.DataFrame, name: str) -> pd.DataFrame:
    """Turn a table of periods and groups into rows, with a zero where there was nothing."""
    grid = grid.reindex(pd.period_range(grid.index.min(), grid.index.max()), fill_value=0)
    return grid.rename_axis(index="period", columns="group").stack().reset_index(name=name)  # type: ignore[call-overload]


def segment_kinds(corpus: Corpus) -> pd.DataFrame:
    """Return how the text of the selected articles divides into kinds of segment.

    Returns
    -------
    DataFrame
        ``kind, segments, articles, words, counted`` (whether later profiles count it).
    """
    counted = ", ".join(literal(kind) for kind in PROSE)
    return corpus.sql(
        "select s.kind, count(*)::bigint as segments, count(distinct s.article_id)::bigint as articles, "
        f"sum(len({sql_words(_TEXT)}))::bigint as words, s.kind in ({counted}) as counted "
        "from segments s join articles a using (article_id) group by 1 order by words desc"
    )


def furniture(corpus: Corpus, *, top: int = 20) -> pd.DataFrame:
    """Return the text that was set aside as boilerplate, most often repeated first.

    Returns
    -------
    DataFrame
        ``text`` (its first 120 characters), ``articles, outlets`` that have it.
    """
    return corpus.sql(
        f"select left({_TEXT}, 120) as text, count(distinct s.article_id)::bigint as articles, "
        "count(distinct a.outlet)::bigint as outlets from segments s join articles a using (article_id) "
        "where s.kind = 'boilerplate' group by 1 order by 2 desc, 1 limit $top",
        top=top,
    )
