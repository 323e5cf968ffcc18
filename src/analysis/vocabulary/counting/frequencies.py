"""How often and how widely words are used."""

from __future__ import annotations

import pandas as pd

from analysis.corpus import Corpus
from analysis.errors import ParameterError
from analysis.vocabulary.counting.counts import Counts, counted


def frequencies(counts: Corpus | Counts, *, by: str | None = None, least: int = 1) -> pd.DataFrame:
    """Return how often and how widely each word is used.

    Parameters
    ----------
    counts : Corpus or Counts
        A corpus stands for the counts of its words.
    by : str, optional
        Column of the articles table; counts are then within each of its values.
    least : int
        Smallest frequency that is listed.

    Returns
    -------
    DataFrame
        ``[group,] word, f`` (occurrences), ``df`` (articles that have it), both as
        read; ``share`` (of articles, 0 to 1) and ``per_million`` (occurrences per
        million words), both with the articles' weights; highest rate first.

    Examples
    --------
    >>> frequencies(corpus).head(3)  # doctest: +SKIP
    """
    if least < 1:
        raise ParameterError(f"least = {least} is no frequency", remedy="Use 1 or more.")
    counts = counted(counts)
    corpus, table = counts.corpus, counts.table
    group = f"a.{corpus.column(by)}" if by else "'all'"
    rows = corpus.sql(
        f"with lengths as (select article_id, sum(f) as n from {table} group by 1), "
        f"totals as (select {group} as grp, sum(a.weight * n) as n, sum(a.weight) as articles "
        "from lengths join articles a using (article_id) group by 1), "
        f"counted as (select {group} as grp, word, sum(f)::bigint as f, count(*)::bigint as df, "
        "sum(a.weight) as having_it, sum(a.weight * f) as occurring "
        f"from {table} join articles a using (article_id) group by 1, 2 having sum(f) >= $least) "
        'select grp as "group", word, f, df, having_it / articles as share, occurring / n * 1e6 as per_million '
        "from counted join totals using (grp) order by 1, per_million desc, share desc, word",
        least=least,
    )
    return rows if by else rows.drop(columns="group")


def article_words(counts: Corpus | Counts, *, by: str | None = None) -> pd.DataFrame:
    """Return how many words are counted in every selected article.

    Returns
    -------
    DataFrame
        ``article_id, n`` (words counted), if asked ``group``, and how the
        article was drawn: ``weight, stratum, unit``.
    """
    counts = counted(counts)
    corpus, table = counts.corpus, counts.table
    group = f', a.{corpus.column(by)} as "group"' if by else ""
    return corpus.sql(
        f"select a.article_id, coalesce(c.n, 0)::bigint as n{group}, a.weight, a.stratum, a.unit from articles a "
        f"left join (select article_id, sum(f) as n from {table} group by 1) c using (article_id) order by 1"
    )
