"""How often and how widely words are used."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus import Corpus
from analysis.corpus.design import units
from analysis.errors import ParameterError
from analysis.sampling import LEAST, Sample
from analysis.vocabulary.counting.counts import Counts, counted
from analysis.vocabulary.counting.matrices import Matrix
from analysis.vocabulary.grouping import ALL, with_groups
from analysis.vocabulary.measures.testing import rate_interval

Array = np.ndarray

COLUMNS = ["group", "rank", "word", "f", "df", "share", "per_million", "low", "high"]


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
        ``[group,] rank, word, f`` (occurrences), ``df`` (its range: articles that have it), both as read;
        ``share`` (relative range: of the articles, 0 to 1) and ``per_million`` (occurrences per million words),
        both with the articles' weights; ``low, high`` (95 % interval of the rate, with the article, or what
        it was drawn as, as unit). Highest rate first; words of one rate share the rank of the first of them.
        Groups of fewer than `LEAST` units have no interval.

    Notes
    -----
    The rate is a ratio of sums over articles; its interval is that of
    `measures.testing.rate_interval`. Where each article counts once, all sums
    are made in the database; where articles have weights, in blocks of words.

    Examples
    --------
    >>> frequencies(corpus).head(3)  # doctest: +SKIP
    """
    if least < 1:
        raise ParameterError(f"least = {least} is no frequency", remedy="Use 1 or more.")
    counts = counted(counts)
    articles = article_words(counts, by=by)
    if by is None:
        articles["group"] = ALL
    sample = Sample.of(units(articles))
    rows = _summed(counts, articles, least) if sample.simple else _weighted(counts, articles, sample, least)
    rows["rank"] = rows.groupby("group")["per_million"].rank(method="min", ascending=False).astype(int)
    order = ["group", "per_million", "share", "word"]
    rows = rows.sort_values(order, ascending=[True, False, False, True], ignore_index=True)[COLUMNS]
    return rows if by else rows.drop(columns="group")


def _summed(counts: Counts, articles: pd.DataFrame, least: int) -> pd.DataFrame:
    """Return the table, without ranks, of articles that all count alike."""
    corpus, name = counts.corpus, counts.table
    chosen = f"{name}_grouped"
    corpus.connection.register("_grouped", articles[["article_id", "group"]])
    corpus.connection.execute(
        f'create or replace temp table {chosen} as select c.article, g."group", c.n '
        f"from {name}_articles c join _grouped g using (article_id)"
    )
    corpus.connection.unregister("_grouped")
    rows = corpus.sql(
        'with found as (select a."group", c.word, sum(c.f)::bigint as f, count(*)::bigint as df, '
        "sum(c.f::double * c.f) as ff, sum(c.f::double * a.n) as fn "
        f"from {name}_numbers c join {chosen} a using (article) group by 1, 2 having sum(c.f) >= $least) "
        'select "group", form as word, f, df, ff, fn from found '
        f"join {name}_forms using (word)",
        least=least,
    )
    totals = corpus.sql(
        'select "group", count(*) as units, sum(n)::double as n, sum(n::double * n) as nn '
        f"from {chosen} group by 1"
    )
    sizes = {group: (int(size), float(n), float(nn)) for group, size, n, nn in totals.itertuples(index=False)}
    corpus.connection.execute(f"drop table {chosen}")
    out = []
    for value, own in rows.groupby("group", sort=False):
        size, n, nn = sizes[value]
        f, ff, fn = (own[column].to_numpy(dtype=float) for column in ("f", "ff", "fn"))
        low, high = _interval(f, ff, fn, n=n, nn=nn, units=size, strata=1)
        out.append(
            own[["group", "word", "f", "df"]].assign(
                share=own["df"] / size, per_million=f / n * 1e6, low=low, high=high
            )
        )
    return pd.concat(out, ignore_index=True) if out else pd.DataFrame(columns=COLUMNS)


def _weighted(counts: Counts, articles: pd.DataFrame, sample: Sample, least: int) -> pd.DataFrame:
    """Return the table, without ranks, of articles that were drawn with weights, in strata or in units of several."""
    own = articles.set_index("article_id").loc[sample.ids]
    n, groups = own["n"].to_numpy(dtype=float), own.groupby("group", sort=True).indices
    out = [
        _group(block, str(value), np.asarray(places), n=n, sample=sample, least=least)
        for block in counts.blocks()
        for value, places in groups.items()
    ]
    return pd.concat(out, ignore_index=True)


def _group(block: Matrix, value: str, places: Array, *, n: Array, sample: Sample, least: int) -> pd.DataFrame:
    table = sparse.csc_array(block.table.tocsr()[places]).astype(float)
    part = sample.part(places)
    f, df = np.asarray(table.sum(axis=0)), np.diff(table.indptr)
    chosen = np.flatnonzero(f >= least)
    table, f, df = table[:, chosen], f[chosen], df[chosen]
    by_unit = sparse.csr_array(table.T @ part.gather.T)
    words = part.sums(n[places])
    total = float((part.weight * n[places]).sum())
    occurring, having = table.T @ part.weight, table.astype(bool).astype(float).T @ part.weight
    low, high = _interval(
        occurring, part.squares(by_unit), part.products(by_unit, words), n=total,
        nn=float(part.products(words, words)), units=part.units, strata=part.strata,
    )  # fmt: skip
    return pd.DataFrame(
        {
            "group": value,
            "word": block.words[chosen],
            "f": f.astype(np.int64),
            "df": df.astype(np.int64),
            "share": having / part.weight.sum(),
            "per_million": occurring / total * 1e6,
            "low": low,
            "high": high,
        }
    )


def _interval(
    f: Array, ff: Array, fn: Array, *, n: float, nn: float, units: int, strata: int
) -> tuple[Array, Array]:
    if units < LEAST:
        return np.full(f.shape, np.nan), np.full(f.shape, np.nan)
    low, high = rate_interval(f, ff, fn, n=n, nn=nn, units=units, strata=strata)
    return low * 1e6, high * 1e6


def article_words(counts: Corpus | Counts, *, by: str | None = None) -> pd.DataFrame:
    """Return how many words are counted in every selected article.

    Returns
    -------
    DataFrame
        ``article_id, n`` (words counted), if asked ``group`` (see
        `grouping.with_groups`), and how the article was drawn: ``weight,
        stratum, unit``; in order of ids.
    """
    counts = counted(counts)
    words = counts.corpus.sql(f"select article_id, n from {counts.table}_articles order by article")
    table = words.merge(with_groups(counts.corpus, by=by), on="article_id", validate="one_to_one")
    return table if by else table.drop(columns="group")
