"""Pairs of neighbouring words, counted over the whole corpus in DuckDB."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.vocabulary import measures
from analysis.vocabulary.counting import count_pairs, function_words
from analysis.vocabulary.measures.association import MEASURES

_STEP = 2.0**20
"""Weighted counts are whole multiples of 1 / _STEP, so that differences of them are exact and never below zero."""


def neighbours(
    corpus: Corpus, *, kinds: Sequence[str], least_f: int, least_df: int, with_function_words: bool
) -> pd.DataFrame:
    """Return pairs of neighbouring words that are frequent enough, with their association; in no order."""
    rows = _counted(corpus, kinds=kinds, least_f=least_f, least_df=least_df)
    if not with_function_words:
        rows = rows[~(rows["first"].isin(function_words()) | rows["second"].isin(function_words()))]
    f, f_x, f_y, n = (rows[name].to_numpy(dtype=float) for name in ("w", "w_first", "w_second", "w_all"))
    sizes = corpus.sql(f"select n from {count_pairs(corpus, kinds=kinds)}_shares")["n"]
    rows = rows.assign(
        dp_chance=measures.dp_by_chance(f, sizes.to_numpy(dtype=float)) if len(rows) else np.zeros(0),
        **{name: function(f, f_x, f_y, n) for name, function in MEASURES.items()},
    )
    return rows.drop(columns=["w", "w_first", "w_second", "w_all"])


def _counted(corpus: Corpus, *, kinds: Sequence[str], least_f: int, least_df: int) -> pd.DataFrame:
    """Return the frequent pairs with their counts as read, their DP, and counts as weighted (``w, w_first, …``)."""
    table, plain = count_pairs(corpus, kinds=kinds), corpus.plain
    _sum_up(corpus, table, plain=plain)
    rows = corpus.sql(
        f"with listed as (select * from {table}_sums where f >= $least_f and spread >= $least_df), "
        "spreads as (select first, second, (sum(abs(p.f * s.weight / l.w - share)) + 1 - sum(share)) / 2 as dp "
        f"from {table} p join listed l using (first, second) join {table}_shares s using (article_id) group by 1, 2) "
        "select first, second, f, df, outlets, f_first, f_second, greatest(dp, 0) as dp, w, w_first, w_second, "
        f"(select sum(w) from {table}_sums) as w_all from listed join spreads using (first, second) "
        f"join {table}_firsts using (first) join {table}_seconds using (second) order by first, second",
        least_f=least_f, least_df=least_df,
    )  # fmt: skip
    if not plain:
        names = ["w", "w_first", "w_second", "w_all"]
        rows[names] = (rows[names] * _STEP).round() / _STEP
        rows["w_first"] = rows[["w", "w_first"]].max(axis=1)
        rows["w_second"] = rows[["w", "w_second"]].max(axis=1)
        rows["w_all"] = rows["w_all"].clip(lower=(rows["w_first"] + rows["w_second"] - rows["w"]).max())
    return rows


def _sum_up(corpus: Corpus, table: str, *, plain: bool) -> None:
    """Add up the counts of pairs over articles, once: each pair, each word in either place, each article's share."""
    weighted, spread = ("sum(f)", "count(*)") if plain else ("sum(f * weight)", "count(distinct unit)")
    run = corpus.connection.execute
    run(
        f"create temp table if not exists {table}_sums as select first, second, sum(f)::bigint as f, "
        f"count(*)::bigint as df, count(distinct outlet)::bigint as outlets, {spread}::bigint as spread, "
        f"{weighted}::double as w from {table} join articles using (article_id) group by 1, 2"
    )
    for name in ("first", "second"):
        run(
            f"create temp table if not exists {table}_{name}s as select {name}, sum(f)::bigint as f_{name}, "
            f"sum(w) as w_{name} from {table}_sums group by 1"
        )
    run(
        f"create temp table if not exists {table}_shares as select article_id, weight, n, "
        "n / sum(n) over () as share from "
        f"(select article_id, weight, sum(f) * weight as n from {table} join articles using (article_id) group by 1, 2)"
    )
