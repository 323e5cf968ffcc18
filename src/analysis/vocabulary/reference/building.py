"""Building a reference from counts: sums over articles, by source and by length, of what is common enough to list."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.corpus.sql import literal
from analysis.errors import EmptySelectionError, ParameterError
from analysis.vocabulary.counting import Counts, article_words, counted, function_words
from analysis.vocabulary.reference.facts import (
    AT_LEAST,
    LENGTHS,
    LEVELS,
    MEASURES,
    SUMS,
    Facts,
    Source,
    Unit,
    having,
)
from analysis.vocabulary.reference.stored import Reference, word_definition

MOST_SOURCES = 12
"""Sources that are kept apart; the smaller ones are joined as ``(others)``."""


def build_reference(
    counts: Corpus | Counts,
    *,
    pairs: Counts | None = None,
    name: str = "own",
    by: str = "outlet",
    least_df: int = 5,
    least_outlets: int = 1,
    least_df_pairs: int | None = None,
) -> Reference:
    """Make a reference from a corpus of your own, to be used like the one that ships with the package.

    Parameters
    ----------
    counts : Corpus or Counts
        A corpus stands for the counts of its words.
    pairs : Counts, optional
        Counts of pairs of neighbouring words, written with a blank between
        them, of the same articles.
    name : str
        How captions shall name the reference.
    by : str
        Column of the articles table whose values are the sources, or
        ``source`` for the raw files; the `MOST_SOURCES` largest are kept apart.
    least_df, least_outlets : int
        Articles, and outlets, a word must stand in to be listed. What is rarer
        counts in the totals only: it says little, and rare strings may name
        private people.
    least_df_pairs : int, optional
        Articles a pair must stand in; twice `least_df` if not given.

    Returns
    -------
    Reference

    Raises
    ------
    EmptySelectionError
        If no word stands in enough articles and outlets.
    ParameterError
        If articles have weights: a reference holds counts.

    Examples
    --------
    >>> build_reference(corpus).save("elections.parquet")  # doctest: +SKIP
    """
    counts = counted(counts)
    if least_df < 1 or least_outlets < 1:
        raise ParameterError(
            f"least_df = {least_df}, least_outlets = {least_outlets}", remedy="Use whole numbers from 1."
        )
    if not counts.corpus.plain:
        raise ParameterError(
            "a reference is made of counts, and these articles have weights", where="counts",
            remedy="Open the corpus with stories='once' (or 'published') and without a sample.",
        )  # fmt: skip
    sources = _sources(counts, by)
    made = [_listed(counts, n=1, sources=len(sources), least_df=least_df, least_outlets=least_outlets)]
    quantiles = _quantiles(counts, least_df=least_df, least_outlets=least_outlets)
    if pairs is not None:
        least = 2 * least_df if least_df_pairs is None else least_df_pairs
        made.append(_listed(pairs, n=2, sources=len(sources), least_df=least, least_outlets=least_outlets))
    facts = Facts(
        name=name, words=word_definition(), kinds=counts.kinds,
        articles=sum(source.articles for source in sources), sources=tuple(sources),
        units=tuple(unit for unit, _ in made), quantiles=quantiles,
    )  # fmt: skip
    table = pd.concat([rows for _, rows in made], ignore_index=True)
    return Reference(facts, table[facts.columns()])


def _sources(counts: Counts, by: str) -> list[Source]:
    """Return the sources, largest first, and leave which article is of which in a table ``reference_of``."""
    corpus = counts.corpus
    column = "source" if by == "source" else corpus.column(by)
    corpus.connection.execute(
        f"create or replace temp table reference_of as with sized as ("
        f"select coalesce(nullif({column}, ''), '(none)') as name, count(*) as articles from articles group by 1), "
        "numbered as (select name, row_number() over (order by articles desc, name) - 1 as place from sized) "
        f"select article_id, outlet, date, case when place < {MOST_SOURCES} then name else '(others)' end as name, "
        f"least(place, {MOST_SOURCES})::int as place "
        f"from articles a join numbered on name = coalesce(nullif(a.{column}, ''), '(none)')"
    )
    rows = corpus.sql(
        "select name, place, count(*)::bigint as articles, count(distinct nullif(outlet, ''))::bigint as outlets, "
        "coalesce(min(nullif(date, '')), '') as first, coalesce(max(date), '') as last from reference_of "
        "group by 1, 2 order by place"
    )
    return [Source.model_validate(row) for row in rows.drop(columns="place").to_dict("records")]


def _listed(
    counts: Counts, *, n: int, sources: int, least_df: int, least_outlets: int
) -> tuple[Unit, pd.DataFrame]:
    corpus, table = counts.corpus, counts.table
    corpus.connection.register("reference_words", article_words(counts)[["article_id", "n"]])
    classes = " + ".join(f"(n >= {edge})::int" for edge in LENGTHS)
    corpus.connection.execute(
        f"create or replace temp table reference_lengths as select r.*, n, {classes} as length from reference_of r "
        "join reference_words using (article_id)"
    )
    corpus.connection.unregister("reference_words")
    rows = corpus.sql(
        f"select word, {_sums(sources)} from {table} join reference_lengths using (article_id) group by 1 "
        "having count(*) >= $least_df and count(distinct outlet) >= $least_outlets order by 1",
        least_df=least_df, least_outlets=least_outlets,
    )  # fmt: skip
    if rows.empty:
        raise EmptySelectionError(
            f"nothing of n = {n} stands in {least_df} articles of {least_outlets} outlets",
            remedy="Lower least_df and least_outlets, or widen the selection.",
        )
    rows = rows.merge(_dispersion(counts, rows), on="word", how="left")
    whole = corpus.sql(
        f"select sum(n)::bigint as total, sum(n * n)::bigint as squares, "
        f"(select count(distinct word) from {table} join reference_of using (article_id)) as types, "
        + ", ".join(f"coalesce(sum(n) filter (place = {i}), 0)::bigint as source_{i}" for i in range(sources))
        + ", "
        + ", ".join(f"count(*) filter (length = {c})::bigint as length_{c}" for c in range(len(LENGTHS) + 1))
        + " from reference_lengths"
    ).iloc[0]
    unit = Unit(
        n=n, total=int(whole["total"]), squares=int(whole["squares"]), types=int(whole["types"]),
        listed=len(rows), listed_total=int(rows["f"].sum()), least_df=least_df, least_outlets=least_outlets,
        by_source=tuple(int(whole[f"source_{i}"]) for i in range(sources)),
        by_length=tuple(int(whole[f"length_{c}"]) for c in range(len(LENGTHS) + 1)),
    )  # fmt: skip
    return unit, rows.assign(n=np.int8(n))


def _sums(sources: int) -> str:
    parts = dict(zip(SUMS, ("sum(f)", "count(*)", "sum(f * f)", "sum(f * n)"), strict=True))
    parts["outlets"] = "count(distinct outlet)"
    for i in range(sources):
        parts[f"f_source_{i}"] = f"coalesce(sum(f) filter (place = {i}), 0)"
        parts[f"df_source_{i}"] = f"count(*) filter (place = {i})"
    for k in AT_LEAST:
        for c in range(len(LENGTHS) + 1):
            parts[having(k, c)] = f"count(*) filter (f >= {k} and length = {c})"
    return ", ".join(f"({what})::bigint as {name}" for name, what in parts.items())


def _dispersion(counts: Counts, rows: pd.DataFrame) -> pd.DataFrame:
    """Return DP of the listed words over articles; those without the word by subtraction."""
    corpus = counts.corpus
    corpus.connection.register("reference_listed", rows[["word", "f"]].rename(columns={"f": "whole"}))
    found = corpus.sql(
        "with total as (select sum(n) as words from reference_lengths) "
        "select word, round((sum(abs(f / whole - n / words)) + 1 - sum(n / words)) / 2, 4)::float as dp "
        f"from {counts.table} join reference_lengths using (article_id) join reference_listed using (word), total "
        "group by 1"
    )
    corpus.connection.unregister("reference_listed")
    return found


def _quantiles(
    counts: Counts, *, least_df: int, least_outlets: int
) -> dict[str, tuple[tuple[float, ...], ...]]:
    """Return quantiles of the measures of single articles, in each class of length and over all.

    Each article is measured against the others, as an article from elsewhere
    would be: a word is listed if it stands in `least_df` articles besides this one.
    """
    common = ", ".join(literal(word) for word in sorted(function_words()))
    rows = counts.corpus.sql(
        "with spread as (select word, count(*) - 1 as others, count(distinct outlet) as outlets, "
        f"word in ({common}) as common from {counts.table} join reference_of using (article_id) group by 1), "
        "known as (select word, common, others >= $least_df and outlets >= $least_outlets as listed, "
        "greatest(case when others >= $least_df and outlets >= $least_outlets then others else $least_df - 1 end, 0.5) "
        "as df from spread), size as (select count(*) as articles from reference_of) "
        "select sum(f)::bigint as words, coalesce(sum(f) filter (not listed), 0) / sum(f) as outside, "
        "avg(-log10(df / articles)) filter (not common) as rarity, "
        "coalesce(sum(f) filter (common), 0) / sum(f) as function_words, sum(f * length(word)) / sum(f) as letters "
        f"from {counts.table} join reference_of using (article_id) join known using (word), size group by article_id",
        least_df=least_df, least_outlets=least_outlets,
    )  # fmt: skip
    length = np.searchsorted(LENGTHS, rows["words"].to_numpy(), side="right")
    classes = [rows[length == c] for c in range(len(LENGTHS) + 1)] + [rows]
    return {
        name: tuple(
            tuple(float(x) for x in own[name].quantile(list(LEVELS)).round(5))
            if own[name].notna().any()
            else ()
            for own in classes
        )
        for name in MEASURES
    }
