"""How often a query fits, by group, and where along the articles it does."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.corpus import PROSE, Corpus
from analysis.corpus.design import units
from analysis.corpus.keeping import kept
from analysis.errors import ParameterError
from analysis.sampling import Sample
from analysis.vocabulary import measures
from analysis.vocabulary.concordance.finding import Context, find, places, words_for
from analysis.vocabulary.counting import article_words, count
from analysis.vocabulary.grouping import ALL
from analysis.vocabulary.running import Running, parse, running_words, tagged_words

Array = np.ndarray

MOST_QUERIES = 12
"""Queries that can be laid out beside one another."""


def occurrences(
    corpus: Corpus,
    query: str,
    *,
    by: str | None = None,
    kinds: Sequence[str] = PROSE,
    near: Sequence[str] = (),
    not_near: Sequence[str] = (),
    reach: int = 10,
) -> pd.DataFrame:
    """Return how often a query fits, per million words, with an interval.

    Parameters
    ----------
    corpus : Corpus
    query, kinds, near, not_near, reach
        As for `concordance`.
    by : str, optional
        Column of the articles table, such as ``outlet`` or ``date``: one row for each of its values.

    Returns
    -------
    DataFrame
        ``[group,] hits, df`` (articles that have one), ``articles, words``, as
        read; ``per_million, low, high`` with the articles' weights: 95 %
        intervals with the article (or what it was drawn as) as unit; none with
        fewer than two units. Largest group first.

    Examples
    --------
    >>> occurrences(corpus, "peace {0,3} talks", by="outlet")  # doctest: +SKIP
    """
    parsed = parse(query)
    running = words_for(corpus, parsed, kinds=kinds)
    rows, _ = find(running, parsed, context=Context(near, not_near, reach))
    articles = article_words(count(corpus, kinds=kinds), by=by)
    hits = np.bincount(rows["article"].astype(int), minlength=len(running.articles))
    articles["hits"] = pd.Series(hits, index=running.articles).reindex(articles["article_id"]).to_numpy()
    sample = Sample.of(units(articles))
    table = articles.set_index("article_id").loc[sample.ids]
    group = table["group"] if by else pd.Series(ALL, index=table.index)
    found = [
        {"group": name, **_rate(sample, np.flatnonzero(group == name), table)} for name in pd.unique(group)
    ]
    out = pd.DataFrame(found).sort_values(["words", "group"], ascending=[False, True], ignore_index=True)
    return out if by else out.drop(columns="group")


def _rate(sample: Sample, at: Array, table: pd.DataFrame) -> dict[str, float]:
    part = sample.part(at)
    own = table.iloc[at]
    f, n = (np.asarray(part.sums(own[name].to_numpy(dtype=float))) for name in ("hits", "n"))
    if n.sum() == 0:
        rate = low = high = np.array([np.nan])
    else:
        rate = np.array([f.sum() / n.sum()])
        low, high = measures.rate_interval(
            np.array([f.sum()]), np.array([part.products(f, f)]), np.array([part.products(f, n)]), n=n.sum(),
            nn=float(part.products(n, n)), units=part.units, strata=part.strata,
        )  # fmt: skip
    return {
        "hits": int(own["hits"].sum()), "df": int((own["hits"] > 0).sum()), "articles": len(own),
        "words": int(own["n"].sum()), "per_million": rate[0] * 1e6, "low": low[0] * 1e6, "high": high[0] * 1e6,
    }  # fmt: skip


def xray(
    corpus: Corpus, queries: str | Sequence[str], *, kinds: Sequence[str] = PROSE, context: bool = False
) -> pd.DataFrame:
    """Return where along the articles some queries fit, for a dispersion plot.

    Parameters
    ----------
    corpus : Corpus
    queries : str or sequence of str
        As for `concordance`; at most `MOST_QUERIES`.
    kinds : sequence of str
    context : bool
        Whether the text around each hit is added, as `Corpus.kwic` does.

    Returns
    -------
    DataFrame
        ``query, article_id, start, end, outlet, date, number`` (the article's
        place in order of date, from 0), ``word`` (its first word's number in
        the article, from 0), ``at`` (that, as a share of the article's words). In ``attrs``:
        ``articles`` (``article_id, outlet, date, words``) of all articles in
        order, with or without a hit, and ``queries``.

    Examples
    --------
    >>> xray(corpus, ["peace", "war"])  # doctest: +SKIP
    """
    asked = list(dict.fromkeys([queries] if isinstance(queries, str) else queries))
    if not 1 <= len(asked) <= MOST_QUERIES:
        raise ParameterError(
            f"{len(asked)} queries cannot be laid out", where="queries", remedy=f"Give 1 to {MOST_QUERIES}."
        )
    tables = []
    for query in asked:
        parsed = parse(query)
        running = (
            tagged_words(corpus, kinds=kinds) if parsed.annotated else running_words(corpus, kinds=kinds)
        )
        rows, _ = find(running, parsed, context=Context((), (), 1))
        tables.append(_placed(running, rows).assign(query=query))
    articles = corpus.sql(
        "select article_id, outlet, date, coalesce(n, 0)::bigint as words from articles join "
        f"{running.table}_articles o using (article_id) left join (select article, sum(n) as n from "
        f"{running.table} group by 1) using (article) order by o.article"
    )
    found = pd.concat(tables, ignore_index=True)
    found = found.merge(articles[["article_id", "outlet", "date", "words"]], on="article_id", how="left")
    found["at"] = found["word"] / found["words"]
    columns = ["query", "article_id", "start", "end", "outlet", "date", "number", "word", "at"]
    found = found[columns]
    out = corpus.kwic(found) if context else found
    out.attrs |= {"articles": articles, "queries": asked}
    return out


def xray_bins(table: pd.DataFrame, *, bins: int = 80, by: str | None = None) -> pd.DataFrame:
    """Return how often queries fit in stretches of the corpus, for so many articles that single hits cannot be drawn.

    Parameters
    ----------
    table : DataFrame
        From `xray`, of the whole corpus.
    bins : int
        Stretches of as many articles each, in order of date.
    by : str, optional
        ``outlet``: each outlet apart, within the same stretches.

    Returns
    -------
    DataFrame
        ``query, group, bin, date`` (of its first article with one), ``articles,
        hits, words, per_million``, as read; missing where a group has no words.

    Examples
    --------
    >>> xray_bins(xray(corpus, ["peace", "war"]), by="outlet")  # doctest: +SKIP
    """
    if bins < 1 or by not in (None, "outlet"):
        raise ParameterError(f"bins = {bins}, by = {by!r}", remedy="bins is 1 or more, by None or 'outlet'.")
    articles = table.attrs["articles"].reset_index(drop=True)
    bins = min(bins, len(articles))
    articles["bin"] = np.arange(len(articles)) * bins // max(len(articles), 1)
    articles["group"] = articles["outlet"] if by else ""
    keys = ["group", "bin"]
    cells = pd.MultiIndex.from_product([sorted(set(articles["group"])), range(bins)], names=keys)
    base = articles.groupby(keys).agg(articles=("article_id", "size"), words=("words", "sum"))
    base = base.reindex(cells, fill_value=0)
    dates = (
        articles[articles["date"] != ""].groupby("bin")["date"].first().reindex(range(bins), fill_value="")
    )
    found = table.merge(articles[["article_id", *keys]], on="article_id")
    parts = []
    for query in table.attrs["queries"]:
        hits = found[found["query"] == query].groupby(keys).size().reindex(base.index, fill_value=0)
        parts.append(base.assign(query=query, hits=hits).reset_index())
    out = pd.concat(parts, ignore_index=True)
    out["date"] = out["bin"].map(dates)
    out["per_million"] = (out["hits"] / out["words"].where(out["words"] > 0) * 1e6).astype(float)
    return out[["query", "group", "bin", "date", "articles", "hits", "words", "per_million"]]


def _placed(running: Running, rows: pd.DataFrame) -> pd.DataFrame:
    """Return hits with the number of their article and of their first word in it."""
    before = kept(running.corpus, ("words before", running.table), lambda: _before(running))
    word = before[rows["place"].to_numpy(dtype=np.int64)] + rows["first"].to_numpy(dtype=np.int64)
    return places(running, rows.assign(word=word)).rename(columns={"article": "number"})


def _before(running: Running) -> Array:
    """Return for each segment how many words its article has before it."""
    rows = running.corpus.sql(
        "select (sum(n) over (partition by article order by place) - n)::bigint as before "
        f"from {running.table} order by place"
    )
    return rows["before"].to_numpy()
